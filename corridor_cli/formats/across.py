"""Rows set across: a line for each name, a column for each list, a sign where they meet."""

from collections import Counter
from string import ascii_letters
from typing import NamedTuple

from rich.cells import cell_len

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import Footnotes, shown
from corridor_cli.formats.layout import GAP, folded
from corridor_cli.formats.tables import finished
from corridor_cli.model.answers import Across

#: The sign where a row is missing, as with --limit, and its meaning.
_MISSING = ("?", "not among these rows")
#: What stands above a column whose day is not known, and its meaning.
UNDATED = ("?", "undated")


class Matrix(NamedTuple):
    """Rows set across: what stands above each column, and its signs line by line."""

    #: the year of each column, UNDATED without a known day, '' where it is that of the one before
    years: list[str]
    #: the sign of each column, by the name of the line
    lines: dict[str, list[str]]
    #: beneath each column: how many lines are counted, '' where that is not known
    counts: list[str]
    total: str
    #: what each column stands for
    words: list[str]
    #: the signs that occur, with their meanings
    signs: dict[str, str]


def matrix(sheet: Sheet, across: Across) -> Matrix:
    """The rows of a sheet set across."""
    columns = {column.name: column for column in sheet.all}
    cell, counted = columns[across.cell], columns[across.total]
    signs = dict(zip(cell.choices, cell.signs, strict=True))
    heads = {str(row[across.column]): row for row in sheet.rows}
    by_line: dict[str, dict[str, str]] = {}
    for row in sheet.rows:
        line = by_line.setdefault(shown(row, columns[across.line], sheet), {})
        line[str(row[across.column])] = signs[str(row[across.cell])]
    lines = {
        name: [line.get(head, _MISSING[0]) for head in heads] for name, line in by_line.items()
    }
    used = {sign for line in lines.values() for sign in line}
    dates = [str(row[across.date] or "") for row in heads.values()]
    years = [date[:4] if date[:4].isdigit() else UNDATED[0] for date in dates]
    return Matrix(
        [year if not n or year != years[n - 1] else "" for n, year in enumerate(years)],
        lines,
        [shown(row, counted, sheet) for row in heads.values()],
        counted.heading,
        [shown(row, columns[across.words], sheet) for row in heads.values()],
        {sign: word for word, sign in (*signs.items(), _MISSING[::-1]) if sign in used},
    )


def text(sheet: Sheet, across: Across) -> str:
    """The signs, years above them, counts and the meaning of columns beneath; '' if too wide."""
    made = matrix(sheet, across)
    count = len(made.words)
    margin = max(map(cell_len, (*made.lines, made.total))) + GAP
    if count > len(ascii_letters) or margin + count > sheet.width or not made.lines:
        return ""
    between = " " * (margin + 2 * count <= sheet.width)
    years = [year[-2:] for year in made.years]
    lines = [*_upright(years, margin, between)]
    lines.append(f"\ue003{' ' * margin}{between.join(ascii_letters[:count])}")
    for name, signs in made.lines.items():
        lines.append(f"{name}{' ' * (margin - cell_len(name))}{between.join(signs)}".rstrip())
    first, second = _upright(made.counts, margin, between)
    lines += [f"{made.total}{first[len(made.total) :]}", second]
    meanings = [f"{sign.strip() or 'blank'} {word}" for sign, word in made.signs.items()]
    above = f"above: the year{', ' + ' '.join(UNDATED) if UNDATED[0] in years else ''}"
    lines += ["", *(f"\ue005{part}" for part in folded("; ".join([*meanings, above]), sheet.width))]
    words = [f"{letter} {word}" for letter, word in zip(ascii_letters, made.words, strict=False)]
    size = max(map(cell_len, words)) + GAP
    beside = max((sheet.width + GAP) // size, 1)
    tall = -(-len(words) // beside)
    for n in range(tall):
        listed = "".join(f"{word}{' ' * (size - cell_len(word))}" for word in words[n::tall])
        lines += folded(listed.rstrip(), sheet.width)
    return finished(sheet, lines, Footnotes(sheet))


def _upright(numbers: list[str], margin: int, between: str) -> list[str]:
    """Numbers of two digits above each other, in two lines."""
    return [
        f"{' ' * margin}{between.join(number.rjust(2)[n] for number in numbers)}".rstrip()
        for n in (0, 1)
    ]


def chart(sheet: Sheet, across: Across) -> str:
    """The same as a chart; nothing, and a note, where there are no rows or no room."""
    drawn = text(sheet, across)
    if not drawn:
        reason = f"no room in {sheet.width} columns" if sheet.rows else "there are no rows"
        sheet.notes.append(f"nothing to chart: {reason}")
    return drawn


#: The look of each sign in a picture: its radius and its class.
_DOTS = {"●": (1.0, "d"), "○": (0.9, "d w"), "·": (0.28, "n")}
#: The height of a line, the room for a year, the widest step from column to column, in pixels.
_ROW, _YEAR, _STEP = 21, 68, 28
#: From which width on the words for the columns stand beside each other.
_WIDE = 600
#: The width of a small character, in pixels.
_SMALL = 7
#: The look of the parts of a picture.
LOOK = """
svg .d{fill:var(--bar);stroke:var(--bar);stroke-width:1.5}
svg .w{fill:var(--bg)}
svg .n{fill:var(--mute)}
"""


def drawn(made: Matrix, width: int, y: float, margin: int) -> tuple[list[str], float]:
    """The parts of a picture from a height on, and the height where they end."""
    from corridor_cli.formats.svg import CHAR, escaped

    count = len(made.words)
    left = margin + max(map(cell_len, (*made.lines, made.total))) * CHAR
    step = min((width - margin - left) / count, _STEP)
    radius = min(step * 0.36, 6)
    places = [left + step * (n + 0.5) for n in range(count)]
    parts: list[str] = []

    def sized(share: float) -> str:
        return f'font-size="{min(step * share, 11.5):.1f}"'

    def put(texts: list[str], y: float) -> None:
        size = sized(0.82 if max(map(len, texts)) < len("10") else 0.66)
        for x, word in zip(places, texts, strict=False):
            if word:
                parts.append(f'<text class="t" {size} x="{x:.1f}" y="{y:g}">{escaped(word)}</text>')

    y += _YEAR
    bottom = y + _ROW * (len(made.lines) + 1)
    for x, year in zip(places, made.years, strict=True):
        if year:
            word = UNDATED[1] if year == UNDATED[0] else year
            turned = f'{sized(0.82)} transform="translate({x + 4:.1f} {y - 6:g})rotate(-90)"'
            parts.append(f"<text {turned}>{escaped(word)}</text>")
            parts.append(f'<path class="g" d="M{x - step / 2:.1f} {y - _YEAR:g}V{bottom:g}"/>')
    y += 8
    put(list(ascii_letters), y)
    for name, signs in made.lines.items():
        y += _ROW
        parts.append(f'<path class="g" d="M{margin} {y + 6:g}H{places[-1] + step / 2:.1f}"/>')
        parts.append(f'<text x="{margin}" y="{y:g}">{escaped(name)}</text>')
        for x, sign in zip(places, signs, strict=True):
            if sign in _DOTS:
                share, kind = _DOTS[sign]
                dot = f'class="{kind}" cx="{x:.1f}" cy="{y - 4.5:g}" r="{radius * share:.1f}"'
                parts.append(f"<circle {dot}/>")
            elif sign.strip():
                put([word if word == sign else "" for word in signs], y)
    y += _ROW
    parts.append(f'<text class="m" x="{margin}" y="{y:g}">{escaped(made.total)}</text>')
    put(made.counts, y)
    legend = "; ".join(f"{sign.strip() or 'blank'} {word}" for sign, word in made.signs.items())
    words = [f"{letter} {word}" for letter, word in zip(ascii_letters, made.words, strict=False)]
    beside = 2 if width >= _WIDE else 1
    listed = [line for word in words for line in folded(word, int(width / beside / _SMALL))]
    tall = -(-len(listed) // beside)
    texts = [(0, n, line) for n, line in enumerate(folded(legend, int(width / _SMALL)))]
    start = len(texts)
    texts += [(n // tall, start + n % tall, line) for n, line in enumerate(listed)]
    for column, n, line in texts:
        x = margin + column * width / beside
        parts.append(f'<text class="m" x="{x:g}" y="{y + 24 + n * 17:g}">{escaped(line)}</text>')
    return parts, y + 24 + (start + tall - 1) * 17


def description(made: Matrix) -> str:
    """The words of each line: how many columns have each sign."""
    texts = []
    for name, signs in made.lines.items():
        counts = Counter(made.signs[sign] for sign in signs)
        texts.append(f"{name}: {', '.join(f'{word} {count}' for word, count in counts.items())}")
    return "; ".join(texts)
