"""The formats for a terminal, drawn with Rich: a table, or a record for each row.

Long cells are folded, never cut; where a table would have to break words, each row is a record.
"""

import io
import re

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import Footnotes, heading, shown
from corridor_cli.model.kinds import Field, Row
from corridor_cli.model.names import visible

_MISSING = "-"
_LONG_WORD = 18
_GAP = 2
#: Colour repeats what signs and numbers say already.
_STYLES = {"signs": "yellow", "documents": "cyan"}
_WHOLE = ("integer", "percent", "country", "boolean")
#: Columns of which no piece is broken, however long.
_UNBROKEN = (*_WHOLE, "amount", "decimal", "date", "period")
#: A rule under the header, and nothing else.
_RULED = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


def table(sheet: Sheet) -> str:
    """A table of the columns declared for tables, with its documents and legend beneath."""
    columns = [column for column in sheet.tabled if column.name not in sheet.grouped]
    notes = Footnotes(sheet._replace(columns=columns))
    cells = [[notes.cell(row, column) for column in columns] for row in sheet.rows]
    header = sheet.header and not sheet.grouped
    widths = _widths(columns, cells, sheet._replace(header=header))
    if sum(widths) + _GAP * (len(columns) - 1) > sheet.width:
        return record(sheet._replace(columns=sheet.tabled, chosen=True))
    parts: list[Table | Text] = []
    for (name, *beside), lines in _groups(sheet, cells):
        drawn = Table(
            box=_RULED,
            show_header=header,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            header_style="bold",
        )
        for column, width in zip(columns, widths, strict=True):
            right = column.shape == "number"
            style = _STYLES.get(column.shown_as, "")
            drawn.add_column(
                Text(_title(column)),
                justify="right" if right else "left",
                style=style,
                overflow="fold",
                width=width,
            )
        for line in lines:
            folded = (
                _folded(cell, column, width)
                for cell, column, width in zip(line, columns, widths, strict=True)
            )
            drawn.add_row(*map(Text, folded))
        if sheet.grouped:
            parts += [
                Text(""),
                Text.assemble((name, "bold"), f"  {beside[0]}" if len(beside) == 1 else ""),
            ]
            parts += [Text(text) for text in beside if text and len(beside) > 1]
        parts.append(drawn)
    return _drawn(sheet, [*parts[bool(sheet.grouped) :], *_beneath(sheet, notes)])


def _groups(sheet: Sheet, cells: list[list[str]]) -> list[tuple[tuple[str, ...], list[list[str]]]]:
    """The lines of a table under the texts that they share; all under nothing where rows are not grouped."""
    if not sheet.grouped:
        return [(("",), cells)]
    shared = [column for name in sheet.grouped for column in sheet.columns if column.name == name]
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for row, line in zip(sheet.rows, cells, strict=True):
        groups.setdefault(tuple(shown(row, column, sheet) for column in shared), []).append(line)
    return list(groups.items())


def record(sheet: Sheet) -> str:
    """All columns of each row, a line each; on a very narrow terminal the value stands beneath its name."""
    notes = Footnotes(sheet)
    drawn: list[Table | Text] = []
    label_width = max((cell_len(heading(column)) for column in sheet.columns), default=0)
    narrow = label_width + _GAP + _LONG_WORD > sheet.width
    for row in sheet.rows:
        grid = Table.grid(padding=(0, 0) if narrow else (0, _GAP))
        grid.add_column(style="dim", **({"overflow": "fold"} if narrow else {"width": label_width}))
        if not narrow:
            grid.add_column(overflow="fold")
        for column in sheet.columns:
            value = _whole(row, column, sheet, notes)
            if narrow:
                grid.add_row(Text(f"{heading(column)}:"))
                grid.add_row(value)
            else:
                grid.add_row(Text(heading(column)), value)
        drawn += [grid, Text("")]
    return _drawn(sheet, [*drawn[:-1], *_beneath(sheet, notes)])


def _whole(row: Row, column: Field, sheet: Sheet, notes: Footnotes) -> Text:
    cell = row[column.name]
    if isinstance(cell, list) and column.shown_as == "documents":
        # each stands as often as it has places, where the places are shown too
        listed = (
            cell
            if any(other.shown_as == "locators" for other in sheet.columns)
            else dict.fromkeys(cell)
        )
        return Text(
            "\n".join(f"{notes.numbers([id_])} {visible(id_)}" for id_ in listed) or _MISSING
        )
    if isinstance(cell, list) and column.type != "countries":
        return Text(
            "\n".join(shown({column.name: [item]}, column, sheet) for item in cell) or _MISSING
        )
    text = shown(row, column, sheet)
    if column.type == "period" and text != cell and isinstance(cell, str):
        text = f"{visible(cell)} ({text})"
    return Text(text or _MISSING)


def _title(column: Field) -> str:
    """What stands above a column: documents and flags show as numbers and signs."""
    return "" if column.shown_as in _STYLES else column.heading or heading(column)


def _widths(columns: list[Field], cells: list[list[str]], sheet: Sheet) -> list[int]:
    """Each column's width: what it cannot do without, and a fair share of what is left for those that fold."""
    texts = [
        [line[place] for line in cells] + ([_title(column)] if sheet.header else [])
        for place, column in enumerate(columns)
    ]
    wanted = [max((cell_len(text) for text in column), default=0) for column in texts]
    widths = [_floor(column, found) for column, found in zip(columns, texts, strict=True)]
    spare = sheet.width - sum(widths) - _GAP * (len(columns) - 1)
    while spare > 0 and (
        folded := [place for place, width in enumerate(widths) if width < wanted[place]]
    ):
        for place in folded:
            more = min(max(spare // len(folded), 1), wanted[place] - widths[place], spare)
            widths[place] += more
            spare -= more
    return widths


def _floor(column: Field, texts: list[str]) -> int:
    """The width below which a column would break what belongs together: words, numbers, ends of intervals."""
    widest = max(
        (cell_len(piece.rstrip()) for text in texts for piece in _pieces(text, column)), default=0
    )
    return (
        widest
        if column.type in _UNBROKEN or column.shown_as in _STYLES
        else min(widest, _LONG_WORD)
    )


def _pieces(text: str, column: Field) -> list[str]:
    """The parts of a cell between which it may fold; put together they are the cell."""
    if column.shown_as == "documents":
        return re.findall(r"[^,-]+[,-]?", text)
    if column.shown_as == "signs" or column.type in _WHOLE:
        return [text]
    if column.type in ("date", "period"):
        return re.findall(r"(?:by )?[^/ ]+[/ ]?", text)
    if column.type in ("amount", "decimal"):
        # a hedge, the number with its scale, the unit: `more than `, `4 bn `, `USD`
        return [
            piece
            for piece in re.split(
                r"(?<=[a-z] )(?=\d)|(?<= )(?!(?:thousand|[bmt]n)\b)(?=[A-Za-z3]+$)", text
            )
            if piece
        ]
    # words, and what hyphens, slashes and underscores join of them, but not dates
    return [
        piece
        for piece in re.split(r"(?<=\s)(?=\S)|(?<=[^\W\d]-)(?=\w)|(?<=[/_])(?=\w)", text)
        if piece
    ]


def _folded(cell: str, column: Field, width: int) -> str:
    """A cell that is too wide for its column in lines; Rich folds what has no place to fold."""
    if cell_len(cell) <= width:
        return cell
    lines = [""]
    for piece in _pieces(cell, column):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def _beneath(sheet: Sheet, notes: Footnotes) -> list[Table | Text]:
    """The numbered documents and the legend, set apart by an empty line."""
    documents, legend = notes.documents(), notes.legend()
    if not documents and not legend:
        return []
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for sign, meaning in legend:
        grid.add_row(Text(sign, style=_STYLES["signs"]), Text(meaning, style="dim"))
    for number, id_, described, url in documents:
        link = Style(link=url) if url and sheet.links else Style()
        address = f"  {url}" if url and not sheet.links else ""
        grid.add_row(
            Text(f"[{number}]", style=_STYLES["documents"]),
            Text.assemble((id_, link), (f"  {described}{address}", "dim")),
        )
    return [Text(""), grid]


def _drawn(sheet: Sheet, parts: list[Table | Text]) -> str:
    """What Rich makes of the parts, as text; without colour there is no escape sequence in it."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=sheet.width,
        force_terminal=sheet.colour,
        color_system="standard" if sheet.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for part in parts:
        console.print(part, soft_wrap=False)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
