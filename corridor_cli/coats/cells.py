"""Cells for the eye, for every coat that is read rather than parsed: words, scale, notes beneath."""

import re
from decimal import Decimal

from corridor_cli.coats import Sheet, plain
from corridor_cli.kinds import FLAGS, SCALES, UNSTATED, Field, Row
from corridor_cli.names import visible

#: A date of which only the end is known, wherever it stands.
_OPEN = re.compile(r"\.\./\d{4}(?:-\d\d){0,2}")


def shown(row: Row, column: Field, sheet: Sheet) -> str:
    """What a reader sees in a cell; '' if the value is missing.

    An amount is shown as its source states it, else to scale, with its unit unless a column beside it names that.
    """
    return visible(_worded(row, column, sheet))


def _worded(row: Row, column: Field, sheet: Sheet) -> str:
    cell = row[column.name]
    if column.stated and isinstance(stated := row.get(column.stated), str):
        scale = sheet.scale if column.unit_in else ""
        beside = next(
            (other.name for other in sheet.columns if other.name == (column.unit_in or "unit")), ""
        )
        return _stated(stated, scale, named=str(row.get(beside)))
    if column.type == "amount" and not sheet.scale and isinstance(cell, int | float):
        return scaled(cell)
    if cell is None or (column.name == "unit" and _stands_beside(row, str(cell), sheet)):
        return ""
    if cell == UNSTATED and isinstance(pair := row.get("pair"), str):
        # the flag says so; a reader wants to know of whom it speaks
        return next((state for state in pair.split("-") if state != row.get("partner")), cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        return (
            "; ".join(cell)
            if column.shape == "list" and column.type != "countries"
            else " ".join(cell)
        )
    if column.type == "period":
        from corridor_cli.dates import label

        return label(str(cell))
    if isinstance(cell, int | float):
        return plain(cell)
    if _OPEN.fullmatch(cell):
        return f"by {cell[3:]}"
    return cell.replace("_", " ") if column.type == "word" else cell


def _stands_beside(row: Row, unit: str, sheet: Sheet) -> bool:
    """Whether an amount is shown in another unit than that of its number, and so with that."""
    told = (
        row.get(column.stated) for column in sheet.columns if column.stated and not column.unit_in
    )
    units = [
        stated.partition(" = ")[0].split(" ")[-1] for stated in told if isinstance(stated, str)
    ]
    return bool(units) and all(word.isalpha() and word != unit.split(" ")[-1] for word in units)


def _stated(stated: str, scale: str, *, named: str) -> str:
    """An amount or a rate as stated, alone: its conversion and what it compares with stand elsewhere, the unit `named` too."""
    from corridor_cli.amounts import parse_stated

    rate, on, _ = stated.partition(" on ")
    amount = None if on else parse_stated(stated)
    if amount is None:
        return rate
    amount = amount.scaled(scale) if scale else amount
    if named.split(" ")[-1] != amount.unit:
        return str(amount._replace(converted=""))
    return (amount._replace(scale="") if scale else amount).bare


def scaled(number: int | float) -> str:
    """A number in the largest scale that it fills, with all its digits: 8780000000 is '8.78 bn'."""
    for word, power in reversed(SCALES.items()):
        if word != "thousand" and abs(number) >= 10**power:
            return f"{Decimal(str(number)).scaleb(-power).normalize():f} {word}"
    return plain(number)


def heading(column: Field) -> str:
    """A column's name as words."""
    return visible(column.name.replace("_", " "))


def drawn_as(column: Field) -> str:
    """`sources` or `flags` for the lists that tables draw as numbers or signs; '' for words, whatever their column is called."""
    return (
        column.name
        if (column.name, column.type) in (("sources", "ids"), ("flags", "words"))
        else ""
    )


#: From how many numbers on a run is drawn together.
_RUN = 3


class Footnotes:
    """The documents that a table's rows rest on, numbered in order of appearance, and its signs."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._numbers: dict[str, int] = {}
        self._flags: set[str] = set()

    def cell(self, row: Row, column: Field) -> str:
        """What a reader sees in a cell: documents as numbers, flags as signs, anything else as it is shown."""
        drawn = {"sources": self.numbers, "flags": self.signs}.get(drawn_as(column))
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
