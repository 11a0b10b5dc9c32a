"""Lines of a given width from cells: fold, align, leave out what has no room."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

GAP = 2
#: The length from which on a word may be broken.
_LONG_WORD = 18
#: A number as tables show it: what stands before its point, from its point on, and signs behind it.
_NUMBER = re.compile(
    r"(?P<whole>=?[~<>≥≤+]?[-\u2212]?\d[\d,]*)(?P<rest>(?:\.\d+)?%?)(?P<mark>[≈≠\ue002]?)"
)
#: Where texts fold: behind spaces, and behind what joins words (but not dates).
_FOLDS = re.compile(r"(?<= )(?=\S)|(?<=[^\W\d]-)(?=\w)|(?<=[/_])(?=\w)")


class Column(NamedTuple):
    """A column of texts: its heading, its texts, and how it behaves.

    `right` aligns at the right edge, numbers at their points; `whole` texts are not folded; of the
    columns that have no room, those of the least `weight` are left out first. A column has at least
    the width `least`.
    """

    heading: str
    texts: list[str]
    right: bool = False
    whole: bool = False
    weight: int = 1
    least: int = 0

    @property
    def floor(self) -> int:
        """The width below which the column would break a word, or a text that is whole."""
        texts = [self.heading, *self.texts]
        if self.whole:
            return max(map(cell_len, texts))
        sizes = (cell_len(piece.rstrip()) for text in texts for piece in pieces(text))
        return max(self.least, *(min(size, _LONG_WORD) for size in sizes))

    @property
    def ceiling(self) -> int:
        """The width of the longest text."""
        return max(map(cell_len, [self.heading, *self.texts]))


def pieces(text: str) -> list[str]:
    """The parts of a text between which it may fold; together they are the text."""
    return _FOLDS.split(text) if text else [""]


def folded(text: str, width: int) -> list[str]:
    """A text in lines of a width; only a word that is longer than a line is broken."""
    if "\n" in text:
        return [line for part in text.split("\n") for line in folded(part, width)]
    if cell_len(text) <= width:
        return [text]
    lines = [""]
    for piece in pieces(text):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
        while cell_len(lines[-1].rstrip()) > width:
            fits = next((n for n in range(width, 0, -1) if cell_len(lines[-1][:n]) <= width), 1)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line.rstrip() for line in lines]


def on_their_points(texts: Sequence[str]) -> list[str]:
    """Numbers padded so that their points stand under each other; other texts at the right."""
    parts = [_NUMBER.fullmatch(text) for text in texts]
    if not all(part is None or part["rest"].endswith("%") for part in parts):
        # a rate of growth among amounts is no number beneath theirs
        parts = [None if part and part["rest"].endswith("%") else part for part in parts]
    numbers = [part for part in parts if part]
    if not numbers:
        return list(texts)
    marks = any(part["mark"] for part in numbers)
    whole, rest = (max(len(part[name]) for part in numbers) for name in ("whole", "rest"))
    aligned = []
    for text, part in zip(texts, parts, strict=True):
        if part:
            mark = (part["mark"] or " ") if marks else ""
            aligned.append(f"{part['whole']:>{whole}}{part['rest']:<{rest}}{mark}")
        else:
            last = text[-1:] in "≈≠\ue002" or not marks or not text
            aligned.append(text if last else f"{text} ")
    return aligned


def fitting(columns: Sequence[Column], width: int) -> list[int]:
    """The places of the columns for which there is room, by weight; the first always stays."""
    places = list(range(len(columns)))
    while len(places) > 1:
        needed = sum(columns[place].floor for place in places) + GAP * (len(places) - 1)
        if needed <= width:
            break
        least = min(columns[place].weight for place in places[1:])
        places.remove([place for place in places[1:] if columns[place].weight == least][-1])
    return places


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column: its floor, and a fair share of what is left."""
    chosen = [column.floor for column in columns]
    wanted = [column.ceiling for column in columns]
    spare = width - sum(chosen) - GAP * (len(columns) - 1)
    while spare > 0 and (short := [n for n, size in enumerate(chosen) if size < wanted[n]]):
        for place in short:
            more = min(max(spare // len(short), 1), wanted[place] - chosen[place], spare)
            chosen[place] += more
            spare -= more
    return chosen


def line(texts: Sequence[str], sizes: Sequence[int], columns: Sequence[Column]) -> list[str]:
    """The lines of one row."""
    cells = [folded(text, size) for text, size in zip(texts, sizes, strict=True)]
    lines = []
    for number in range(max(map(len, cells), default=0)):
        parts = []
        for cell, size, column in zip(cells, sizes, columns, strict=True):
            text = cell[number] if number < len(cell) else ""
            space = " " * (size - cell_len(text))
            parts.append(f"{space}{text}" if column.right else f"{text}{space}")
        lines.append((" " * GAP).join(parts).rstrip())
    return lines


def at_right(text: str, width: int) -> list[str]:
    """A text in lines that end at the right edge."""
    return [f"{' ' * (width - cell_len(line))}{line}" for line in folded(text, width)]


def right_edge(text: str, end: str, width: int) -> list[str]:
    """A text in lines, with another at the right edge of the first, or beneath if it is long."""
    space = width - cell_len(end) - GAP if end else width
    if space < width // 2:
        return [*folded(text, width), *at_right(end, width)]
    first, *rest = folded(text, space)
    return [f"{first}{' ' * (width - cell_len(first) - cell_len(end))}{end}".rstrip(), *rest]


def last_right(text: str, end: str, width: int) -> list[str]:
    """A text in lines, with another at the right edge of the last, or of a line of its own."""
    lines = folded(text, width)
    space = width - cell_len(end)
    if cell_len(lines[-1]) + GAP > space:
        return [*lines, f"{' ' * space}{end}"]
    return [*lines[:-1], f"{lines[-1]}{' ' * (space - cell_len(lines[-1]))}{end}"]
