"""SVG: pictures for browsers, documents and paper; a chart as bars."""

from collections.abc import Iterator, Sequence
from html import escape
from math import floor, log10

from corridor_cli.formats import About, Sheet
from corridor_cli.formats.cells import CLOSE, DISPUTED, OPEN, figure_spaced, heading, scaled
from corridor_cli.formats.chart import NOTHING, SIDES, Ends, Picture, picture
from corridor_cli.formats.layout import folded
from corridor_cli.model.answers import Across
from corridor_cli.model.kinds import Field
from corridor_cli.model.names import visible

#: The width of a picture, the height of a row, the width of a character, a margin, in pixels.
WIDE, _ROW, CHAR, MARGIN = 760, 20, 8, 16
#: Groups of at most so many rows need no numbers at their grid lines.
_FEW = 2
#: The least part of the width that is for bars.
_BARS = 0.25
#: The room for half a dot, whose radius is 4.5 and whose edge is 2 wide.
_DOT = 6
#: The most characters of a text in one line, with and without room; the height of a further line.
_MOST, _LINE = (26, 18), 15
#: The room for the sign behind a number, and for the number of a tick.
_SIGN, _TICK = 14, 56
_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1d21;--mute:#5d6570;--line:#d5d9de;--bar:#0b66a8}
@media (prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e4e7ea;--mute:#98a2ad;--line:#343a42;\
--bar:#6cb6f0}}
@media print{:root{--bg:#fff;--fg:#000;--mute:#444;--line:#bbb;--bar:#0b4f80}}
"""
#: The look of the parts of a chart, in a page too.
LOOK = """
svg{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",Arial,sans-serif}
svg text{fill:var(--fg)}
svg .m{fill:var(--mute);font-size:11.5px}
svg .h{font-weight:600}
svg .e{text-anchor:end}
svg .t{text-anchor:middle}
svg .g{stroke:var(--line)}
svg .b{stroke:var(--bar);stroke-width:10}
svg .p{stroke-dasharray:5 2}
svg .o{opacity:.4}
svg .v{stroke-width:2;fill:var(--bar)}
svg .w{fill:var(--bg)}
svg .k{stroke:var(--fg);stroke-width:1.5;stroke-dasharray:3 3}
"""


def svg(sheet: Sheet) -> str:
    """A picture of its own: title, command, bars, legend, documents and the facts' version."""
    if sheet.across:
        return _across(sheet, sheet.across)
    if not sheet.axes:
        from corridor_cli.formats.atlas import atlas

        return atlas(sheet)
    drawn = picture(sheet)
    if drawn is None:
        sheet.notes.append(NOTHING)
        return ""
    about = sheet.about()
    parts, y = _above(about)
    body, y = _bars(drawn, WIDE, y + 6, MARGIN)
    parts += body
    signs = [f"{sign} {meaning}" for sign, meaning in drawn.notes.legend()]
    below = ["; ".join([*_meanings(drawn), *signs])]
    if sheet.refs != "none":
        below += [f"[{n}] {text}  {id_}" for n, id_, text, _ in drawn.notes.documents()]
    y = small(parts, [*below, f"{visible(about.facts)}, version {about.version}"], y + 10)
    return drawing(about.meaning, _description(drawn), parts, y + MARGIN)


def _across(sheet: Sheet, across: Across) -> str:
    """A picture of rows set across."""
    from corridor_cli.formats.across import LOOK as ACROSS
    from corridor_cli.formats.across import description, drawn, matrix

    if not sheet.rows:
        sheet.notes.append("nothing to draw: there are no rows")
        return ""
    about, made = sheet.about(), matrix(sheet, across)
    parts, y = _above(about)
    body, y = drawn(made, WIDE - MARGIN, y, MARGIN)
    parts += body
    y = small(parts, [f"{visible(about.facts)}, version {about.version}"], y + 10)
    return drawing(about.meaning, description(made), parts, y + MARGIN, ACROSS)


def _above(about: About) -> tuple[list[str], float]:
    """The title and the command of a picture, and the height of the last line."""
    parts: list[str] = []
    y = small(parts, [visible(about.meaning)], 14, 'class="h" font-size="17"', 1.4)
    return parts, small(parts, [visible(about.command)], y)


def drawing(
    title: str, description: str, parts: Sequence[str], height: float, look: str = ""
) -> str:
    """A picture of its own, with a title, a description and the look of its parts."""
    ground = [
        f"<style>{_STYLE}{LOOK}{look}</style>",
        f'<rect width="{WIDE}" height="100%" fill="var(--bg)"/>',
    ]
    return _svg(
        title, description, [*ground, *parts], f'viewBox="0 0 {WIDE} {height:g}" width="{WIDE}"'
    )


def small(
    parts: list[str],
    texts: Sequence[str],
    y: float,
    look: str = 'class="m"',
    large: float = 1,
    left: float = MARGIN,
    width: float = WIDE,
) -> float:
    """Add texts in lines beneath a height; return the height of the last line."""
    for line in (one for text in texts for one in folded(text, int(width / CHAR / large))):
        y += 16 * large
        parts.append(f'<text {look} x="{left}" y="{y:g}">{escaped(line)}</text>')
    return y


def figure(sheet: Sheet, width: int) -> str:
    """The picture alone as a part of a page; '' where there is nothing to draw."""
    if sheet.across and sheet.rows:
        from corridor_cli.formats.across import LOOK as ACROSS
        from corridor_cli.formats.across import description, drawn, matrix

        made = matrix(sheet, sheet.across)
        body, y = drawn(made, width, 0, 0)
        body, words = [f"<style>{ACROSS}</style>", *body], description(made)
    elif chart := picture(sheet):
        body, y = _bars(chart, width, -6, 0)
        y = small(body, ["; ".join(_meanings(chart))], y + 8, left=0, width=width)
        words = _description(chart)
    else:
        return ""
    return _svg(sheet.about().meaning, words, body, f'viewBox="0 0 {width} {y + 4:g}"')


def _svg(title: str, description: str, parts: Sequence[str], size: str) -> str:
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escaped(visible(title))}</title>",
        f"<desc>{escaped(description)}</desc>",
        *parts,
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _meanings(drawn: Picture) -> list[str]:
    """What bars, dots and lines mean."""
    every = [one for block in drawn.ends for one in block if one]
    scale = "on one scale for each unit"
    if drawn.sides:
        return ["full dot: {}; empty dot: {}".format(*drawn.sides), f"from zero, {scale}"]
    several = any(len(one.numbers) > 1 for one in every)
    legend = {
        f"bars from zero to the figure{', or the lowest' * several}, {scale}": True,
        "dashed for a part of a year": any(one.part for one in every),
        "lighter on to the highest, of a range or of documents that disagree": several,
        "dashed line: what moved, not a forecast": any(one.mark for one in every),
    }
    return [text for text, occurs in legend.items() if occurs]


def _description(drawn: Picture) -> str:
    """The words of each row: its cells but for documents."""
    fields = drawn.sheet.columns
    rows = []
    for block, ends in zip(drawn.blocks, drawn.ends, strict=True):
        for texts, one in zip(zip(*block.texts, strict=True), ends, strict=True):
            cells = zip(texts, fields, strict=True)
            words = [_plain(text) for text, field in cells if field.shown_as != "documents"]
            words += [one.mark] if one else []
            rows.append(" ".join(filter(None, words)))
    return "; ".join(rows)


def _plain(text: str) -> str:
    marks = {OPEN: "[", CLOSE: "]", DISPUTED: "!", "\ue003": "", "\ue004": "", "\ue005": ""}
    return "".join(marks.get(char, char) for char in text).strip(" ")


def escaped(text: str) -> str:
    """A text for XML, which has no U+FFFE and U+FFFF."""
    return escape(text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))


def _bars(drawn: Picture, width: int, y: float, margin: int) -> tuple[list[str], float]:
    """The rows with their bars from a height on, and the height where they end."""
    fields = drawn.sheet.columns
    texts = [[_plain(t) for b in drawn.blocks for t in b.texts[n]] for n in range(len(fields))]
    places = [n for n, column in enumerate(texts) if any(column)]

    def room() -> float:
        signs = sum(_SIGN for n in places if fields[n].shape == "number")
        return width - 2 * margin - sum(sizes[n] + 10 for n in places) - signs

    for most in _MOST:
        lines = [
            [_title(field), *(line for text in column for line in _lines(text, field, most))]
            for column, field in zip(texts, fields, strict=True)
        ]
        sizes = [max(map(len, column)) * CHAR for column in lines]
        if room() >= (width - 2 * margin) * _BARS:
            break
    # what is drawn and what stands left of it stay; of the rest the least weight goes first
    last = max(n for n in places if fields[n].name in drawn.axis)
    while room() < (width - 2 * margin) * _BARS and places[-1] != last:
        rest = [n for n in places if n > last]
        places.remove(min(rest, key=lambda n: (_weight(fields[n]), -n)))
    behind = [n for n in places if fields[n].shown_as == "documents"]
    span = room() - _DOT
    left = width - margin - _DOT - span - sum(sizes[n] + 10 for n in behind)
    parts: list[str] = []
    before = [n for n in places if n not in behind]
    named = [_title(fields[n]) for n in before]
    if drawn.sheet.header:
        y += 18
        starts = _cells(named, [fields[n] for n in before], [sizes[n] for n in before], margin, y)
        parts += [text.replace("<text ", '<text opacity=".7" ') for text in starts]
    units = [next((one.unit for one in ends if one), "") for ends in drawn.ends]
    with_numbers = {n for n, ends in enumerate(drawn.ends) if len(ends) > _FEW}
    # of each unit one group at least has them
    units_with = {units[n] for n in with_numbers}
    last_of = {unit: n for n, unit in enumerate(units)}
    with_numbers |= {n for unit, n in last_of.items() if unit not in units_with}
    for place, (block, ends) in enumerate(zip(drawn.blocks, drawn.ends, strict=True)):
        head = "; ".join(_plain(text) for text in block.head)
        y += 12
        for line in folded(head, int((width - 2 * margin) / CHAR)):
            y += 18
            parts.append(f'<text class="h" x="{margin}" y="{y:g}">{escaped(line)}</text>')
        y += 6
        top, unit = y, units[place]
        ticks = _ticks(drawn.most[unit], span) if unit and drawn.most[unit] else []
        numbered = place in with_numbers
        rows: list[str] = []
        marked: tuple[Ends, float] | None = None
        for row, (one, gap) in enumerate(zip(ends, block.gaps, strict=True)):
            y += _ROW
            if gap:
                rows.append(f'<text class="m" x="{margin}" y="{y - 5:g}">{escaped(gap)}</text>')
                y += _ROW
            cells = [block.texts[n][row] for n in before]
            shown = [fields[n] for n in before]
            rows += _cells(cells, shown, [sizes[n] for n in before], margin, y - 5)
            if one and one.mark:
                marked = (one, y - 5)
            elif one:
                rows += _bar(one, drawn.most[one.unit], left, span, y - 9.5)
            for n in behind:
                label = _plain(block.texts[n][row])
                rows.append(f'<text class="m e" x="{width - margin}" y="{y - 5:g}">{label}</text>')
            tall = (len(_lines(_plain(t), f, most)) for t, f in zip(cells, shown, strict=True))
            y += (max(tall, default=1) - 1) * _LINE
        if marked:
            one, middle = marked
            x = left + one.numbers[0] / drawn.most[one.unit] * span
            wide = len(one.mark) * CHAR + 5
            beside = f'class="e" x="{x - 5:.1f}"'
            if x + wide < left + span:
                beside = f'x="{x + 5:.1f}"'
            elif x - wide < left:  # neither right nor left of it is room
                y += _LINE
                beside, middle = f'class="e" x="{left + span:.1f}"', y - 4
            rows.append(f'<path class="k" d="M{x:.1f} {top:g}V{middle + 5:g}"/>')
            rows.append(f'<text {beside} y="{middle:g}">{escaped(one.mark)}</text>')
        for tick in ticks:
            x = left + span * tick / drawn.most[unit]
            parts.append(f'<path class="g" d="M{x:.1f} {top:g}V{y:g}"/>')
            if numbered:
                text = scaled(round(tick, 9)) if tick else "0"
                middle = min(x, width - len(text) * CHAR / 2)  # the last one stays whole
                parts.append(f'<text class="m t" x="{middle:.1f}" y="{y + 13:g}">{text}</text>')
        parts += rows
        y += 14 if ticks and numbered else 0
    return parts, y


def _weight(field: Field) -> int:
    return 9 if field.shown_as in ("documents", "signs") else field.weight


def _lines(text: str, field: Field, most: int) -> list[str]:
    """The lines of a cell, of at most so many characters."""
    return folded(text, most) if field.type == "text" else [text]


def _title(field: Field) -> str:
    return "" if _weight(field) == 9 else visible(field.heading or heading(field))


def _cells(
    texts: Sequence[str], fields: Sequence[Field], sizes: Sequence[float], x: float, y: float
) -> Iterator[str]:
    """The cells of a row left of its bar; numbers end at their right edge, with a sign behind."""
    for text, field, size in zip(texts, fields, sizes, strict=False):
        if field.shape == "number":
            number, sign = figure_spaced(text)
            end = x + size
            yield f'<text class="e" x="{end:g}" y="{y:g}">{escaped(_plain(number))}</text>'
            if sign:
                yield f'<text x="{end + 3:g}" y="{y:g}">{escaped(_plain(sign))}</text>'
            x += _SIGN
        elif _plain(text):
            for n, line in enumerate(_lines(_plain(text), field, int(size / CHAR))):
                yield f'<text x="{x:g}" y="{y + n * _LINE:g}">{escaped(line)}</text>'
        x += size + 10


def _bar(ends: Ends, most: float, left: float, span: float, y: float) -> list[str]:
    """The bar of a row, lighter from the lower to the higher end of a range."""
    if ends.sides:
        places = [left + number / most * span if most else left for number in ends.numbers]
        line = f'<path class="b v" d="M{min(places):.1f} {y:g}H{max(places):.1f}"/>'
        kinds = ["b v w" if side == SIDES[1] else "b v" for side in ends.sides]
        dots = [
            f'<circle class="{kind}" cx="{x:.1f}" cy="{y:g}" r="4.5"/>'
            for x, kind in zip(places, kinds, strict=True)
        ]
        return [line, *dots]
    low, high = (end(ends.numbers) / most * span if most else 0 for end in (min, max))
    kind = "b p" if ends.part else "b"
    bars = [f'<path class="{kind}" d="M{left:.1f} {y:g}h{low:.1f}"/>'] if low else []
    if high > low:
        bars.append(f'<path class="b o" d="M{left + low:.1f} {y:g}h{high - low:.1f}"/>')
    return bars


def _ticks(most: float, span: float) -> list[float]:
    """Round numbers from zero on, at most six, so that each has room for its text."""
    count = max(min(5, span / _TICK), 1)
    power: float = 10 ** floor(log10(most / count))
    step = next(power * factor for factor in (1, 2, 5, 10) if most / (power * factor) <= count)
    return [step * n for n in range(int(most / step) + 1)]
