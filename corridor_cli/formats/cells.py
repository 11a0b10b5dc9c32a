"""Cells for readers: words, amounts to scale, numbered documents and signs."""

import re
from decimal import Decimal

from corridor_cli.formats import Sheet, plain
from corridor_cli.model.kinds import FLAGS, SCALES, UNSTATED, Field, Row
from corridor_cli.model.names import visible

#: A date of which only the end is known, wherever it stands.
_OPEN = re.compile(r"\.\./\d{4}(?:-\d\d){0,2}")


def shown(row: Row, column: Field, sheet: Sheet) -> str:
    """The text of a cell for a reader; '' if the value is missing.

    An amount is shown as its source states it, else to scale, with its unit unless a column beside
    it has that.
    """
    return visible(_words(row, column, sheet))


def _words(row: Row, column: Field, sheet: Sheet) -> str:
    cell = row[column.name]
    if column.stated and isinstance(stated := row.get(column.stated), str):
        return _stated(stated, str(row.get(column.unit_in)), column, sheet)
    if column.type == "amount" and not sheet.scale and isinstance(cell, int | float):
        return scaled(cell)
    if cell is None or (column.shown_as == "unit" and _stands_beside(row, column, sheet)):
        return ""
    if cell == UNSTATED and isinstance(states := row.get(column.otherwise), str):
        # a sign says that it is not stated; a reader wants to know which state it can be
        return next((state for state in states.split("-") if state not in row.values()), cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        words = column.shape == "list" and column.type != "countries"
        return "; ".join(cell) if words else " ".join(cell)
    if column.type == "period":
        from corridor_cli.model.dates import label

        return label(str(cell))
    if isinstance(cell, int | float):
        return plain(cell)
    if _OPEN.fullmatch(cell):
        return f"by {cell[3:]}"
    return cell.replace("_", " ") if column.type == "word" else cell


def _stated(stated: str, unit: str, column: Field, sheet: Sheet) -> str:
    """An amount or a rate as stated, without its conversion and without what it compares with.

    The unit is left out where the column with the `unit` stands in the table.
    """
    text = stated.partition(" = ")[0].partition(" on ")[0]
    if sheet.scale and unit.startswith(f"{sheet.scale} "):
        from corridor_cli.model.amounts import rescaled

        text = rescaled(text, sheet.scale)
    if column.unit_in not in sheet.names:
        return text
    return text.removesuffix("%" if unit == "%" else f" {unit}")


def _stands_beside(row: Row, column: Field, sheet: Sheet) -> bool:
    """Whether the amounts of a row are shown in another unit than the one in this column."""
    stated = [
        row.get(other.stated)
        for other in sheet.columns
        if other.unit_in == column.name and not other.scalable
    ]
    units = [text.partition(" = ")[0].split(" ")[-1] for text in stated if isinstance(text, str)]
    return bool(units) and all(word.isalpha() and word != row[column.name] for word in units)


def scaled(number: int | float) -> str:
    """A number in the largest scale that it fills, with all its digits: 8780000000 is '8.78 bn'."""
    for word, power in reversed(SCALES.items()):
        if word != "thousand" and abs(number) >= 10**power:
            return f"{Decimal(str(number)).scaleb(-power).normalize():f} {word}"
    return plain(number)


def heading(column: Field) -> str:
    """A column's name as words."""
    return visible(column.name.replace("_", " "))


#: From how many numbers on a run is drawn together.
_RUN = 3


class Footnotes:
    """The documents that a table's rows rest on, numbered in order of appearance, and its signs."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._numbers: dict[str, int] = {}
        self._flags: set[str] = set()

    def cell(self, row: Row, column: Field) -> str:
        """The text of a cell: documents as numbers, flags as signs, all else as it is shown."""
        drawn = {"documents": self.numbers, "signs": self.signs}.get(column.shown_as)
        return drawn(row[column.name]) if drawn else shown(row, column, self._sheet)

    def numbers(self, cell: object) -> str:
        """The numbers of some documents, runs of them drawn together: `[1,3-7]`."""
        ids = dict.fromkeys(cell) if isinstance(cell, list) else {}
        runs: list[list[int]] = []
        for number in sorted(self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in ids):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        texts = [
            ",".join(map(str, run)) if len(run) < _RUN else f"{run[0]}-{run[-1]}" for run in runs
        ]
        return f"[{','.join(texts)}]" if texts else ""

    def signs(self, cell: object) -> str:
        """The signs of some flags."""
        flags = [flag for flag in FLAGS if isinstance(cell, list) and flag in cell]
        self._flags.update(flags)
        return "".join(FLAGS[flag][0] for flag in flags)

    def legend(self) -> list[tuple[str, str]]:
        """Each sign that was used, with its meaning."""
        return [FLAGS[flag] for flag in FLAGS if flag in self._flags]

    def documents(self) -> list[tuple[int, str, str, str]]:
        """Each document that was numbered: number, id, publisher and date, address."""
        known = self._sheet.citations(list(self._numbers)) if self._numbers else {}
        found = []
        for id_, number in self._numbers.items():
            publisher, published, url = known.get(id_, ("", "", ""))
            found.append(
                (
                    number,
                    visible(id_),
                    visible(f"{publisher}, {published or 'undated'}"),
                    visible(url),
                )
            )
        return found
