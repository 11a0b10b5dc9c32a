"""The formats for a terminal: a table, entries of two lines, or a record for each row.

Long cells are folded, never cut. A table that is too wide leaves out columns by weight and says
which; where not even two columns fit, each row is a record.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import (
    CLOSE,
    DISPUTED,
    OPEN,
    Footnotes,
    common_scale,
    counted,
    heading,
    shown,
)
from corridor_cli.formats.layout import (
    GAP,
    Column,
    at_right,
    fitting,
    folded,
    last_right,
    line,
    on_their_points,
    right_edge,
    widths,
)
from corridor_cli.model.kinds import COVERED, UNSTATED, Field, Row
from corridor_cli.model.names import visible

_MISSING = "-"
#: More lines than any answer has beneath it.
_ANY = 1000
#: A space at which no line ends.
_WHOLE_SPACE = "\N{NO-BREAK SPACE}"
#: The length from which on a document's name does not widen the column of names.
_LONG = 36
#: Types of columns whose cells are not folded.
_WHOLE = ("integer", "percent", "country", "boolean", "amount", "decimal", "date", "period")
#: Flags that a table shows in another way: as a sign beside a number, as a period, as a state.
_HEDGES = ("hedged", "range")
_IN_CELLS = (*_HEDGES, "growth-only", "part-year", "disputed", "outranked", "derived")
_STATES = ("unstated-reporter",)
#: The styles of what stands beside values.
_STYLES = {"refs": "cyan", "!": "yellow", "head": "bold", "dim": "dim", "command": "green"}
_NARROWEST = 30
#: A date, or the first of two.
_LONGEST_DATE = len("2004-12-02/")
#: How many rows groups have on average where an empty line parts them.
_APART = 4
#: How many rows groups have on average from which on an empty line parts them.
_APART = 4
#: The heading of rows that are announced for a day before today.
_OVERDUE = "\ue003── announced and overdue: no document says whether it happened ──"
#: The widest line of entries: longer ones are hard to read.
WIDEST = 120


def table(sheet: Sheet) -> str:
    """A table of the columns declared for tables, with its documents and legend beneath."""
    if sheet.shown_as("label"):
        from corridor_cli.formats.cards import cards

        return cards(sheet)
    if sheet.title and not sheet.chosen:
        return _entries(sheet)
    if sheet.across and not sheet.chosen:
        from corridor_cli.formats.across import text

        if drawn := text(sheet, sheet.across):
            return drawn
    return grid(*blocks(sheet), every_column=sheet.chosen)


# --- grids


class Block(NamedTuple):
    """Rows of a table that share what stands above them, and the texts of their cells."""

    head: list[str]
    rows: list[Row]
    #: a list for each column
    texts: list[list[str]]
    #: the text above each row on years that are missing, or ''
    gaps: list[str]


def blocks(sheet: Sheet) -> tuple[Sheet, Footnotes, list[Block]]:
    """The sheet with the columns of its table, the table's documents and signs, and its blocks."""
    hidden = {*sheet.grouped, *sheet.heads, *sheet.hidden}
    fields = [
        column
        for column in sheet.table_columns
        if column.name not in hidden
        and (sheet.chosen or column.shown_as != "varied" or _varies(sheet.rows, column))
    ]
    if not sheet.chosen:
        fields.sort(key=lambda field: ("", "signs", "documents").index(_beside(field)))
    sheet = sheet.showing(fields)
    notes = Footnotes(sheet)
    made = []
    for shared, rows in _groups(sheet, (*sheet.grouped, *sheet.heads)):
        scale, unit = "", ""
        if "unit" in sheet.heads:
            scale = sheet.scale or common_scale(rows, fields)
            unit = next((str(row["unit"]).split(" ")[-1] for row in rows if row["unit"]), "")
        head = _head(sheet, shared, scale, unit)
        # row by row, so that documents are numbered as they are read
        lines = [[_text(row, field, sheet, notes, scale, unit) for field in fields] for row in rows]
        cells = []
        for field, column in zip(fields, zip(*lines, strict=True), strict=True):
            texts = list(column)
            if field is fields[0] and sheet.heads:  # a period stands once for its rows
                texts = [
                    text if n == 0 or text != texts[n - 1] else "" for n, text in enumerate(texts)
                ]
            cells.append(on_their_points(texts) if field.shape == "number" else texts)
        made.append(Block(head, rows, cells, _gaps(rows, sheet.gaps)))
    return sheet, notes, made


def grid(
    sheet: Sheet,
    notes: Footnotes,
    made: list[Block],
    *,
    every_column: bool = False,
    lines_in: Callable[[int, Callable[[int], int]], list[str]] | None = None,
) -> str:
    """A table of blocks.

    `lines_in` draws a line for each row, before its documents, in a width; it can ask for the
    height of a row.
    """
    fields = sheet.columns
    if sheet.heads:  # rows are indented beneath what they share
        for block in made:
            block.texts[0] = [text and f" {text}" for text in block.texts[0]]
    columns = [
        Column(
            _title(field) if sheet.header and not sheet.grouped else "",
            [text for block in made for text in block.texts[place]],
            right=field.shape == "number" or field.shown_as == "documents",
            whole=field.type in _WHOLE or field.shown_as in ("documents", "signs"),
            weight=9 if field.shown_as in ("documents", "signs") else field.weight,
            least=field.charted,
        )
        for place, field in enumerate(fields)
    ]
    names = [field.name for field in fields]
    drawn = sum(field.shown_as != "documents" for field in fields)  # documents come last
    if lines_in:
        line_of = Column("", ["━" * sheet.width], weight=9, least=sheet.width // 4)
        columns.insert(drawn, line_of)
        names.insert(drawn, "")
    places = range(len(columns)) if every_column else fitting(columns, sheet.width)
    left_out = [name for n, name in enumerate(names) if n not in places]
    columns = [columns[n] for n in places]
    sizes = widths(columns, sheet.width)
    if lines_in and drawn in places:
        at = list(places).index(drawn)
        others = [pair for n, pair in enumerate(zip(columns, sizes, strict=True)) if n != at]

        def height(row: int) -> int:
            return max(len(folded(column.texts[row], size)) for column, size in others)

        columns[at] = columns[at]._replace(texts=lines_in(sizes[at], height))
    if sum(sizes) + GAP * (len(sizes) - 1) > sheet.width or len(left_out) + 1 == len(fields) > 1:
        return record(sheet)
    if left_out:
        sheet.notes.append(f"left out for want of room: {', '.join(left_out)}; all: -f record")
    lines: list[str] = []
    if sheet.header and not sheet.grouped:
        lines += [f"\ue003{text}" for text in line([c.heading for c in columns], sizes, columns)]
        lines.append("─" * min(sheet.width, sum(sizes) + GAP * (len(sizes) - 1)))
    at = 0
    apart = bool(sheet.grouped) or len(sheet.rows) >= _APART * len(made)
    for number, block in enumerate(made):
        if block.head:
            lines += [""] * (apart and bool(number or sheet.grouped)) + [
                part for text in block.head for part in _folded_head(text, sheet.width)
            ]
        for place, gap in enumerate(block.gaps, at):
            lines += [f"\ue005 {gap}"] * bool(gap)
            lines += line([column.texts[place] for column in columns], sizes, columns)
        at += len(block.rows)
    return finished(sheet, lines[bool(sheet.grouped and lines) :], notes)


def _gaps(rows: list[Row], name: str) -> list[str]:
    """For each row a text on the years that are missing between it and the last like period."""
    if not name:
        return [""] * len(rows)
    from corridor_cli.model.dates import coverage, label, parse_date, year_before

    seen: set[str] = set()
    texts = []
    for row in rows:
        period = str(row[name] or "")
        if not period:  # a target may have none
            texts.append("")
            continue
        missing: list[str] = []
        before = year_before(period) if coverage(parse_date(period)) != "part" else None
        while period not in seen and seen and before and before not in seen and before > min(seen):
            missing.insert(0, before)
            before = year_before(before)
        ends = (
            " to ".join(label(text) for text in dict.fromkeys((missing[0], missing[-1])))
            if missing
            else ""
        )
        texts.append(f"⋮ no figure for {ends}" if before in seen and missing else "")
        seen.add(period)
    return texts


def _beside(field: Field) -> str:
    return field.shown_as if field.shown_as in ("signs", "documents") else ""


def _varies(rows: list[Row], field: Field) -> bool:
    return any(row[field.name] != rows[0][field.name] for row in rows)


def _text(row: Row, field: Field, sheet: Sheet, notes: Footnotes, scale: str, unit: str) -> str:
    """The text of a cell in a grid, with its own documents where the row's are others."""
    if field.shown_as == "signs":
        related = any(column.relation for column in sheet.columns)
        leave_out = _IN_CELLS if related else _HEDGES
        flags = row[field.name]
        if related and isinstance(flags, list) and "growth-only" in flags:
            notes.sign("+5%", "growth, without an amount")
        return notes.signs(row[field.name], (*leave_out, *_STATES * bool(sheet.heads)))
    if field.otherwise and sheet.heads and row[field.name] == UNSTATED:
        return notes.signs(["unstated-reporter"])
    by_field = _documents_by_field(row, sheet)
    if field.shown_as == "documents":
        sources = by_field.get("", row[field.name]) if by_field else row[field.name]
        return notes.numbers(sources) if sheet.refs != "none" else ""
    text = _value(row, field, notes, scale, unit)
    own = by_field.get(field.name, []) if text else []
    return f"{text} {notes.numbers(own)}" if own else text


def _value(row: Row, field: Field, notes: Footnotes, scale: str = "", unit: str = "") -> str:
    if field.stated or field.derived or field.shown_as == "rate":
        return notes.amount(row, field, scale, unit)
    return notes.cell(row, field)


def _documents_by_field(row: Row, sheet: Sheet) -> dict[str, list[str]]:
    """The sources of each shown value that differ from those of most, which stand under ''.

    Nothing where all values of the row have the same documents.
    """
    cell = next((row[column.name] for column in sheet.shown_as("by_field")), None)
    if not isinstance(cell, dict) or sheet.refs == "none":
        return {}
    stated = {
        field.name: [source for source, _ in cell[field.name]]
        for field in sheet.columns
        if field.name in cell and row[field.name] not in (None, [])
    }
    if not stated:
        return {}
    counts = Counter(tuple(sources) for sources in stated.values())
    most = max(counts, key=lambda sources: counts[sources])
    own = {name: sources for name, sources in stated.items() if tuple(sources) != most}
    return {"": list(most), **own}


def _groups(sheet: Sheet, names: Iterable[str]) -> list[tuple[Row, list[Row]]]:
    """The rows under the row that has what they share; all in one group if nothing is shared."""
    names = tuple(names)
    if not names:
        return [({}, sheet.rows)] if sheet.rows else []
    groups: dict[tuple[str, ...], list[Row]] = {}
    last: dict[tuple[str, ...], str] = {}
    for row in sheet.rows:
        key = [str(row[name]) for name in names]
        if "unit" in sheet.heads:  # a rate of growth stands with the amounts above it
            pair = tuple(key[:-1])
            key[-1] = last[pair] = str(row["unit"] or last.get(pair, "None"))
        groups.setdefault(tuple(key), []).append(row)
    return [(rows[0], rows) for rows in groups.values()]


def _head(sheet: Sheet, shared: Row, scale: str, unit: str) -> list[str]:
    """The lines above a group: what its rows share."""
    columns = {column.name: column for column in (*sheet.columns, *sheet.others)}
    if sheet.heads and shared:
        named = [shown(shared, columns[name], sheet) for name in sheet.heads if name != "unit"]
        named = [COVERED.get(text, text) for text in named]
        measured = f"{scale} {unit}".strip()
        return [f"\ue003{', '.join(part for part in (*named, measured) if part)}"]
    if not sheet.grouped:
        return []
    name, *beside = (shown(shared, columns[column], sheet) for column in sheet.grouped)
    if len(beside) == 1:
        return [f"\ue003{name}\ue004  {beside[0]}"]
    return [f"\ue003{name}", *(text for text in beside if text)]


def _folded_head(text: str, width: int) -> list[str]:
    mark = "\ue003" if text.startswith("\ue003") and "\ue004" not in text else ""
    return [f"{mark}{part}" for part in folded(text.removeprefix(mark), width)]


def _title(field: Field) -> str:
    """The words above a column: documents and flags need none."""
    beside = field.shown_as in ("documents", "signs")
    return "" if beside else field.heading or heading(field)


# --- entries


def _entries(sheet: Sheet) -> str:
    """Two lines a row: date and title with documents at the right, then details and the handle.

    Rows of a group stand beneath what they share.
    """
    # units stand with their numbers
    fields = [
        f for f in sheet.table_columns if f.name not in sheet.grouped and f.shown_as != "unit"
    ]
    sheet = sheet.showing(fields)
    notes = Footnotes(sheet)
    width = min(sheet.width, WIDEST)
    first = next((field for field in fields if field.type == "date"), None)
    dates = [shown(row, first, sheet) for row in sheet.rows] if first else []
    parts = [part for date in dates for part in folded(date, _LONGEST_DATE)]
    margin = max(map(cell_len, parts), default=0) + GAP
    if width < margin + _NARROWEST:
        return record(sheet)
    if first and sheet.today:
        shared_blocks = _by_day(sheet, first)
    else:
        groups = _groups(sheet, sheet.grouped)
        shared_blocks = [(_head(sheet, shared, "", ""), rows) for shared, rows in groups]
    lines: list[str] = []
    for heads, rows in shared_blocks:
        lines += [""] * bool(sheet.grouped and lines)
        if len(heads) > 1:  # the question, with the id at its right
            first_lines = right_edge(heads[1], heads[0].removeprefix("\ue003"), width)
            heads = [*(f"\ue003{text}" for text in first_lines), *heads[2:]]
        lines += [part for text in heads for part in _folded_head(text, width)]
        for row in rows:
            lines += _entry(row, sheet, notes, first, margin)
    return finished(sheet, lines, notes)


def _entry(row: Row, sheet: Sheet, notes: Footnotes, first: Field | None, margin: int) -> list[str]:
    """The lines of one row as an entry."""
    width = min(sheet.width, WIDEST)
    by_field = _documents_by_field(row, sheet)
    documents = notes.numbers(by_field.get("", _sources(row, sheet)))
    title, signs = "", ""
    details: list[str] = []
    seen: list[str] = []  # who signed is not repeated as who is bound
    for field in sheet.columns:
        if field.shown_as == "signs":
            signs += notes.signs(row[field.name], _HEDGES).replace("!", DISPUTED)
        elif field.name == sheet.title:
            title = _value(row, field, notes)
        elif field is not first and field.name != sheet.handle and not _beside(field):
            text = counted(row, field, _value(row, field, notes))
            if text and text not in seen:
                own = notes.numbers(by_field.get(field.name, []))
                details.append(" ".join(word for word in (field.heading, text, own) if word))
            seen += [text] * (field.type == "countries")
    handle = visible(str(row[sheet.handle])) if sheet.handle else ""
    edge = f"{signs} {documents}".strip()
    indent = margin if first or sheet.grouped else 0  # of the title
    top = right_edge(title, edge, width - indent)
    detail = ", ".join(details)
    below: list[str] = []
    beneath: list[str] = []
    beside = f"{handle}{' ' * GAP}{edge}"
    space = width - indent - cell_len(f"{title}{beside}")
    joined = f"{top[-1]} · {detail}" if detail else top[-1]
    if sheet.grouped and not detail and space >= GAP:
        top = [f"{title}{' ' * space}{beside}"]
    elif len(top) > 1 and cell_len(f"{joined}{handle}") + GAP <= width - indent:
        top = [*top[:-1], *last_right(joined, handle, width - indent)]
    elif cell_len(handle) > width - margin:
        below = folded(detail, width - margin) if detail else []
        beneath = at_right(handle, width)
    else:
        below = last_right(detail, handle, width - margin)
    if not first:
        lines = [f"{' ' * indent}{text}" for text in top]
        return [*lines, *(f"{' ' * margin}{text}" for text in below), *beneath]
    dates = folded(shown(row, first, sheet), margin - GAP)
    lines = [
        f"{date}{' ' * (margin - cell_len(date))}{text}"
        for date, text in zip_longest(dates, [*top, *below], fillvalue="")
    ]
    return [*lines, *beneath]


def _by_day(sheet: Sheet, first: Field) -> list[tuple[list[str], list[Row]]]:
    """The rows before today, those that are announced and overdue, and the rest; with headings."""
    past: list[Row] = []
    overdue: list[Row] = []
    later: list[Row] = []
    for row in sheet.rows:
        cells = [row[column.name] for column in sheet.shown_as("signs")]
        if not sheet.has_passed(row[first.name]):
            later.append(row)
        elif any(isinstance(cell, list) and "announced" in cell for cell in cells):
            overdue.append(row)
        else:
            past.append(row)
    rest = [f"\ue003── today ({sheet.today}) and later ──"] if past or overdue else []
    blocks = [([], past), ([_OVERDUE], overdue), (rest, later)]
    return [(heads, rows) for heads, rows in blocks if rows]


def _sources(row: Row, sheet: Sheet) -> list[str]:
    """The documents of a row as a whole."""
    cells = [row[column.name] for column in sheet.shown_as("documents")]
    return [id_ for cell in cells if isinstance(cell, list) for id_ in cell]


# --- records


def record(sheet: Sheet) -> str:
    """All columns of each row, a line each; on a narrow terminal a value is beneath its name."""
    notes = Footnotes(sheet)
    columns = [column for column in sheet.columns if column.shown_as != "by_field"]
    label = max((cell_len(heading(column)) for column in columns), default=0)
    narrow = label + GAP + 18 > sheet.width
    lines: list[str] = []
    for row in sheet.rows:
        lines += [""] * bool(lines)
        for column in columns:
            name = heading(column)
            value = _whole(row, column, sheet, notes)
            room = sheet.width if narrow else sheet.width - label - GAP
            texts = [part for text in value.split("\n") for part in folded(text, room)]
            if narrow:
                lines += [f"{part}" for part in folded(f"{name}:", sheet.width)] + texts
            else:
                names = [f"\ue005{name}\ue004{' ' * (label - cell_len(name) + GAP)}"]
                names += [" " * (label + GAP)] * (len(texts) - 1)
                lines += [f"{a}{b}".rstrip() for a, b in zip(names, texts, strict=True)]
    return finished(sheet, lines, notes)


def _whole(row: Row, column: Field, sheet: Sheet, notes: Footnotes) -> str:
    cell = row[column.name]
    if isinstance(cell, list) and column.shown_as == "documents":
        # each stands as often as it has places, where the places are shown too
        with_places = any(other.shown_as == "locators" for other in sheet.columns)
        listed = cell if with_places else dict.fromkeys(cell)
        return "\n".join(f"{notes.numbers([id_])} {visible(id_)}" for id_ in listed) or _MISSING
    if isinstance(cell, list) and column.shown_as == "signs":
        return (notes.signs(cell) and "\n".join(cell)) or _MISSING
    if isinstance(cell, list) and column.type != "countries":
        return "\n".join(shown({column.name: [item]}, column, sheet) for item in cell) or _MISSING
    text = shown(row, column, sheet)
    if column.type == "period" and text != cell and isinstance(cell, str):
        text = f"{visible(cell)} ({text})"
    return text or _MISSING


# --- beneath, and colours


def finished(
    sheet: Sheet, lines: list[str], notes: Footnotes, room: int = _ANY, above: str = ""
) -> str:
    """The lines with legend and documents beneath, in colour where there is colour.

    At most `room` lines stand beneath unless all documents are asked for; a text `above` these.
    """
    legend = [f"{sign} {meaning}" for sign, meaning in notes.legend()]
    beneath = []
    if legend:
        whole = "; ".join(text.replace(" ", _WHOLE_SPACE) for text in legend)
        texts = folded(whole, sheet.width)
        beneath += [f"\ue005{text.replace(_WHOLE_SPACE, ' ')}" for text in texts]
    beneath += folded(above, sheet.width) if above else []
    documents = notes.documents() if sheet.refs != "none" else []
    listed = max(min(sheet.listed, room - len(beneath) - 1), 0)
    few = documents if sheet.refs == "all" else documents[:listed]
    described = max((cell_len(text) for _, _, text, _ in few if len(text) < _LONG), default=0)
    digits = len(str(len(few)))
    for number, id_, text, url in few:
        start = f"{OPEN}{number}{CLOSE}{' ' * (digits - len(str(number)))} "
        margin = digits + 3
        named = f"{text}{' ' * max(described - cell_len(text), 0)}  {id_}"
        if cell_len(named) + margin > sheet.width:
            named = f"{text}  {id_}"
        if cell_len(named) + margin > sheet.width:
            named = f"{text}\n{id_}"
        beneath += _hanging(start, named, margin, sheet.width)
        if sheet.refs == "all" and url:
            beneath += _hanging(" " * margin, url, margin, sheet.width)
    if len(documents) > len(few):
        if few:
            more = f"{' ' * (digits + 3)}{len(documents) - len(few)} more: --refs all"
        else:
            more = f"{OPEN}1-{len(documents)}{CLOSE} {len(documents)} documents: --refs all"
        beneath.append(more)
    if beneath:
        lines = [*lines, "", *beneath]
    urls = {str(number): url for number, _, _, url in documents}
    paint = _painter(sheet, urls)
    return "".join(f"{paint(text).rstrip()}\n" for text in lines)


def _hanging(start: str, text: str, margin: int, width: int) -> list[str]:
    parts = folded(text, max(width - margin, 1))
    return [f"{start if n == 0 else ' ' * margin}{part}" for n, part in enumerate(parts)]


#: The characters of an address that are not percent-encoded: all of ASCII that is printed.
_IN_ADDRESS = "".join(map(chr, range(0x21, 0x7F)))
_MARKS = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}?|({DISPUTED})|[\ue003-\ue006]")


def _painter(sheet: Sheet, urls: dict[str, str]) -> Callable[[str], str]:
    """A function that turns marks into brackets, signs and colours."""
    if not sheet.colour:
        plain = str.maketrans(f"{OPEN}{CLOSE}{DISPUTED}", "[]!", "\ue003\ue004\ue005\ue006")
        return lambda text: text.translate(plain)
    from urllib.parse import quote

    from rich.color import ColorSystem
    from rich.style import Style

    def style(name: str, text: str, link: str = "") -> str:
        # a terminal reads no other characters in an address
        link = quote(link, safe=_IN_ADDRESS)
        made = Style.parse(_STYLES[name]) + (Style(link=link) if link else Style())
        return made.render(text, color_system=ColorSystem.STANDARD)

    def refs(match: re.Match[str]) -> str:
        if match[2]:
            return style("!", "!")
        if match[1] is None:
            return ""
        numbers = re.sub(
            r"\d+",
            lambda n: style("refs", n[0], urls.get(n[0], "") if sheet.links else ""),
            match[1],
        )
        return f"[{numbers}]"

    def paint(text: str) -> str:
        for mark, name in (("\ue003", "head"), ("\ue005", "dim"), ("\ue006", "command")):
            if mark in text:
                start, _, rest = text.partition(mark)
                marked, _, tail = rest.partition("\ue004")
                return f"{paint(start)}{style(name, _MARKS.sub(_bare, marked))}{paint(tail)}"
        return _MARKS.sub(refs, text)

    return paint


def _bare(match: re.Match[str]) -> str:
    return f"[{match[1]}]" if match[1] is not None else "!" if match[2] else ""
