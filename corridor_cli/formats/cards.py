"""Cards: a title, then lines with a label at the left and documents or ids at the right.

What a column is for is its `shown_as`; a line with a title begins a card, one with a label a block.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import (
    COMMAND,
    DISPUTED,
    END,
    HEAD,
    RELATION_SIGNS,
    Footnotes,
    clean,
)
from corridor_cli.formats.layout import GAP, at_right, folded, on_their_points, right_edge
from corridor_cli.formats.tables import WIDEST, finished
from corridor_cli.model.kinds import Row

#: The width of the labels, and of the space before a line that has none.
_LABELS, _INDENT = 13, 2
#: The least width with labels beside their lines, and the least width for a text.
_WIDE, _ROOM = 40, 20
#: The least width for blocks in two columns.
_TWO = 110
#: The lines of a screen: documents are listed beneath as far as there is room.
_SCREEN = 45
_MEANINGS = {
    "agrees": "agrees with what comes first",
    "contradicts": "contradicts what comes first",
    "disputed": "sources disagree",
}


class Card:
    """The lines of cards, and their footnotes."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.notes = Footnotes(sheet)
        self.width = min(sheet.width, WIDEST)
        self.margin = _LABELS if self.width >= _WIDE else _INDENT
        self._names = {column.shown_as: column.name for column in sheet.all if column.shown_as}
        self.places = self._places()

    def _places(self) -> dict[str, list[str]]:
        """Each document of the cards, with the places in it."""
        places: dict[str, list[str]] = {}
        for row in self.sheet.rows:
            for how in ("stated", "agreeing"):
                values = row[self._names[how]]
                for documents in values.values() if isinstance(values, dict) else ():
                    for source, locator in documents:
                        known = places.setdefault(source, [])
                        known += [locator] * (locator not in known)
        return places

    def cell(self, row: Row, how: str) -> str:
        """The text of the column that is shown in one way; '' if there is none."""
        cell = row[self._names[how]]
        return clean(cell) if isinstance(cell, str) else ""

    def parts(self) -> list[tuple[Row, list[list[Row]]]]:
        """Each card: the row of its title, and its blocks; one without a label says what it is."""
        parts: list[tuple[Row, list[list[Row]]]] = []
        for row in self.sheet.rows:
            if row[self.sheet.title]:
                parts.append((row, []))
            elif not parts[-1][1] or self.cell(row, "label"):
                parts[-1][1].append([row])
            else:
                parts[-1][1][-1].append(row)
        return parts

    def name(self, row: Row) -> str:
        """The name of a card, beside its title."""
        return self.cell(row, "handle") or clean(str(row[self.sheet.identity]))

    def card(self, head: Row, blocks: list[list[Row]]) -> list[str]:
        """The lines of a card: its title, what it is, and its blocks, in one or two columns."""
        lines = self._head(head)
        if blocks and not self.cell(blocks[0][0], "label"):
            self.margin, margin = _INDENT, self.margin
            lines += self._block(blocks.pop(0))
            self.margin = margin
        if self.sheet.two_columns and self.width >= _TWO and blocks:
            *beside, last = blocks
            self.width, width = (self.width - GAP) // 2, self.width
            lines += [
                "",
                *_in_two_columns([self._block(block) for block in beside], self.width),
                "",
            ]
            self.width, blocks = width, [last]
        else:
            lines.append("")
        return [*lines, *(line for block in blocks for line in self._block(block))]

    def _head(self, row: Row) -> list[str]:
        """The title of a card, with its name at the right."""
        title = clean(str(row[self.sheet.title]))
        name = self.name(row)
        lines = right_edge(title, name, self.width)
        bold = max(len(lines[0].removesuffix(name).rstrip()), 1)
        return [f"{HEAD}{lines[0][:bold]}{END}{lines[0][bold:]}", *lines[1:]]

    def _block(self, rows: Sequence[Row]) -> list[str]:
        """The lines under one label, their cells in columns."""
        label = self.cell(rows[0], "label")
        columns = self.columns(rows)
        lines = [
            line
            for row, start in zip(rows, columns, strict=True)
            for line in self._line(row, start)
        ]
        lines = self._commands_together(lines)
        taken = lines[0][: self.margin - 1].strip()
        if cell_len(label) + len(taken) >= self.margin:
            return [f"{HEAD}{label}{END}", *lines]
        if label:
            lines[0] = f"{HEAD}{label}{END}{lines[0][cell_len(label) :]}"
        return lines

    def columns(self, rows: Sequence[Row]) -> list[str]:
        """The cells of each line of a block, in columns."""
        return _columns([self._cells(row) for row in rows])

    def _cells(self, row: Row) -> list[str]:
        """The cells of a line that stand in columns, with signs for hedges and disputes."""
        cells = row[self._names["cells"]]
        texts = []
        for text in map(clean, cells if isinstance(cells, list) else []):
            bare = text.removesuffix("!")
            if bare != text and bare[-1:].isdigit():
                self.notes.mark("!", _MEANINGS["disputed"])
                text = f"{bare}{DISPUTED}"
            texts.append(self.notes.hedged(text))
        return texts

    def _line(self, row: Row, start: str) -> list[str]:
        """The lines of a row: sign, cells, values with their documents, text, command."""
        margin = self.margin
        body, edge = self.body(row)
        above: list[str] = []
        beneath = bool(self.cell(row, "handle"))  # an id may stand beneath
        needed = min(cell_len(body), _ROOM) + (0 if beneath else cell_len(edge) + GAP)
        if start and self.width - margin - cell_len(start) < needed:  # no room for columns
            above, start = folded(start, self.width - margin), ""
        elif start:
            start += " " * (1 if start == "-" else GAP)
            margin += cell_len(start)
        room = self.width - margin
        share = row[self._names["share"]]
        if isinstance(share, int | float):
            body = _bar(share, room - (cell_len(edge) + GAP) * bool(edge))
        lines = right_edge(body, edge, room) if body or start else []
        if edge and not body:
            lines = at_right(edge, room)
        if cell_len(edge) > room:  # an id is not broken
            lines = folded(body, room)
        command = self.cell(row, "command")
        if command:
            between = "  " if row[self._names["stated"]] else ": "
            if not lines:
                lines = [f"{COMMAND}{command}{END}"]
            elif cell_len(lines[-1] + between + command) <= room:
                lines[-1] += f"{between}{COMMAND}{command}{END}"
            else:
                lines = right_edge(f"{body}{between.rstrip()}", edge, room)
                lines.append(f"{COMMAND}{command}{END}")
        lines = [
            f"{' ' * (margin - self.margin) if number else start}{text}"
            for number, text in enumerate(lines)
        ]
        sign = self.sign(row)
        first = f"{sign:>{self.margin - 1}} " if sign else " " * self.margin
        lines = [*above, *lines]
        lines = [f"{' ' * self.margin if number else first}{t}" for number, t in enumerate(lines)]
        return [*lines, *(at_right(edge, self.width) if cell_len(edge) > room else [])]

    def _commands_together(self, lines: Sequence[str]) -> list[str]:
        """The lines with commands that follow each other in one line where they have room."""
        together: list[str] = []
        for line in lines:
            bare = line.strip()
            alone = bare.startswith(COMMAND)
            length = _length(line)
            if alone and length > self.width:  # a command is never broken
                line = f"{' ' * max(self.width - _length(bare), 0)}{bare}"
            above = together[-1] if together else ""
            fits = _length(above) + GAP + _length(bare) <= self.width
            if alone and fits and above.strip().startswith(COMMAND):
                together[-1] += f"{' ' * GAP}{bare}"
            else:
                together.append(line)
        return together

    def sign(self, row: Row) -> str:
        """The sign of how a line relates to the one that comes first; '' if it is that."""
        relation = self.cell(row, "relation")
        if relation not in _MEANINGS:
            return ""
        sign = self.notes.mark(RELATION_SIGNS[relation][0], _MEANINGS[relation])
        return DISPUTED if sign == "!" else sign

    def body(self, row: Row) -> tuple[str, str]:
        """What a line says, and what stands at its right edge: documents, or an id."""
        text, handle = self.cell(row, "text"), self.cell(row, "handle")
        if self.sheet.has_passed(row[self._names["due"]]):
            overdue = f"overdue on {self.sheet.today}: no document here says that it did"
            text = "; ".join(filter(None, (text, overdue)))
        values, agreeing = self._stated(row, "stated"), self._stated(row, "agreeing")
        if len(values) + len(agreeing) <= 1:
            body = "; ".join(part for part in (*values, text) if part)
            return body, handle or "".join(values.values())
        between = "; " if any(", " in value for value in values) else ", "
        stated = between.join(f"{value} {numbers}".strip() for value, numbers in values.items())
        like = ", ".join(f"{value} {numbers}".strip() for value, numbers in agreeing.items())
        if like:
            sign = self.notes.mark(RELATION_SIGNS["agrees"][0], _MEANINGS["agrees"])
            stated += f"  {sign} {like}"
        return "; ".join(part for part in (stated, text) if part), handle

    def _stated(self, row: Row, how: str) -> dict[str, str]:
        """The values of a line, each with the numbers of its documents, if there are several."""
        values = row[self._names[how]]
        numbered = self.sheet.refs != "none" and len(self.places) > 1
        return {
            clean(value): self.notes.numbers([source for source, _ in documents]) * numbered
            for value, documents in (values if isinstance(values, dict) else {}).items()
        }


def cards(sheet: Sheet) -> str:
    """The cards of a sheet, with their legend and documents beneath."""
    card = Card(sheet)
    lines: list[str] = []
    for head, blocks in card.parts():
        lines += [*[""] * bool(lines), *card.card(head, blocks)]
    above = ""
    if len(card.places) == 1 and sheet.refs != "none":
        (places,) = card.places.values()
        above = clean(", ".join(filter(None, ("All of it is stated by one document", *places))))
        above += ":"
    return finished(sheet, lines, card.notes, _SCREEN - len(lines) - 1, above)


def _in_two_columns(blocks: Sequence[Sequence[str]], width: int) -> list[str]:
    """Blocks in two columns of a width, the first ones in the left column."""
    half = sum(map(len, blocks)) / 2
    columns: tuple[list[str], list[str]] = ([], [])
    for block in blocks:
        columns[len(columns[0]) + len(block) / 2 > half or bool(columns[1])].extend(block)
    return [
        f"{left}{' ' * (width - _length(left) + GAP)}{right}".rstrip()
        for left, right in zip_longest(*columns, fillvalue="")
    ]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Cells in columns, numbers on their points; rows with as many cells share their columns."""
    texts = [""] * len(rows)
    for count in {len(cells) for cells in rows} - {0}:
        places = [place for place, cells in enumerate(rows) if len(cells) == count]
        for column in range(count):
            listed = [rows[place][column] for place in places]
            aligned = on_their_points(listed)
            size = max(map(cell_len, aligned))
            for place, text in zip(places, aligned, strict=True):
                space = " " * (size - cell_len(text))
                cell = f"{space}{text}" if aligned != listed else f"{text}{space}"
                texts[place] += " " * GAP * bool(column) + cell
    return texts


def _bar(share: float, size: int) -> str:
    """A bar for a part of a whole."""
    whole = round(max(min(share, 1), 0) * size)
    return "━" * whole + "·" * (size - whole)


def _length(text: str) -> int:
    """The width of a text without its marks."""
    return cell_len(re.sub("[\ue003-\ue006]", "", text))
