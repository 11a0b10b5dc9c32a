"""Charts: a table with a line at the end of each row, from zero."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import Footnotes, heading, shown
from corridor_cli.formats.tables import Block, blocks, grid
from corridor_cli.model.kinds import Field, Row

#: The signs of two sides of a row, and of both in one place.
SIDES, BOTH = "●○", "◉"
#: The note where no row has a number.
NOTHING = "nothing to chart: no row has a number"


class Ends(NamedTuple):
    """What is drawn of a row: its numbers in the unit, and whether it is a part of a year.

    Where two sides are drawn, each of the numbers has its sign in `sides`.
    """

    numbers: tuple[float, ...]
    unit: str
    part: bool
    sides: str = ""


class Picture(NamedTuple):
    """A table with what is drawn of each row."""

    sheet: Sheet
    notes: Footnotes
    blocks: list[Block]
    #: for each block a list with what is drawn of each row, None where there is no number
    ends: list[list[Ends | None]]
    #: the largest number of each unit
    most: dict[str, float]
    #: the columns whose numbers are drawn
    axis: tuple[str, ...]


def picture(sheet: Sheet) -> Picture | None:
    """The table of a chart and what it draws; None where no row has a number."""
    columns = {column.name: column for column in (*sheet.columns, *sheet.others)}
    for names in sheet.axes:
        drawn = [columns[name] for name in names]
        if any(_ends(row, drawn, sheet) for row in sheet.rows):
            break
    else:
        return None
    others = {name for axis in sheet.axes for name in axis} - set(names)
    kept = [column for column in columns.values() if column.name not in others]
    rows = [row for row in sheet.rows if any(shown(row, column, sheet) for column in drawn)]
    if len(rows) < len(sheet.rows):
        count = len(sheet.rows) - len(rows)
        words = " or ".join(heading(column) for column in drawn)
        sheet.notes.append(f"not in the chart: {count} row{'s' * (count > 1)} without {words}")
    charted = sheet._replace(rows=rows).showing(kept)
    periods = [column.name for column in kept if column.type == "period" and column.table]
    charted = charted._replace(chosen=False, heads=sheet.apart, gaps=(periods or [""])[0])
    charted, notes, made = blocks(charted)
    ends = [[_ends(row, drawn, sheet) for row in block.rows] for block in made]
    most: dict[str, float] = {}
    for one in (one for block in ends for one in block if one):
        most[one.unit] = max(most.get(one.unit, 0), *one.numbers)
    return Picture(charted, notes, made, ends, most, names)


def _ends(row: Row, columns: Sequence[Field], sheet: Sheet) -> Ends | None:
    """The numbers of a row that are drawn: one, the ends of a range, or two sides."""
    unit = row[columns[0].unit_in]
    numbers, sides = [], ""
    for column, side in zip(columns, SIDES, strict=False):
        found = _numbers(row, column, sheet.scale) if row[column.unit_in] == unit else []
        numbers += found
        sides += side * len(found)
    if not numbers or min(numbers) < 0:
        return None
    flags = [row[column.name] for column in sheet.shown_as("signs")]
    part = any(isinstance(cell, list) and "part-year" in cell for cell in flags)
    return Ends(tuple(numbers), str(unit), part, sides if len(columns) > 1 else "")


def _numbers(row: Row, column: Field, scale: str) -> list[float]:
    cell, stated = row[column.name], row.get(column.stated)
    if isinstance(cell, int | float):
        return [float(cell)]
    if not isinstance(stated, str):
        return []
    from corridor_cli.model.amounts import FACTORS, parse_stated

    amount = parse_stated(stated)
    if amount is None or amount.high is None:
        return []
    factor = amount.factor * FACTORS[amount.scale] / FACTORS[scale]
    return [float(amount.low * factor), float(amount.high * factor)]


#: The signs of a chart with their meanings, and on what they occur.
_SIGNS: dict[tuple[str, str], Callable[[Ends], bool]] = {
    ("━", "from zero to the figure, on one scale for each unit"): lambda ends: (
        not ends.part and not ends.sides
    ),
    ("╍", "the same for a part of a year"): lambda ends: ends.part and not ends.sides,
    ("─", "on to the higher end of a range"): lambda ends: len(ends.numbers) > 1 and not ends.sides,
    ("●", "the first side, from zero on one scale for each unit"): lambda ends: bool(ends.sides),
    ("○", "the second"): lambda ends: bool(ends.sides),
    (BOTH, "both"): lambda ends: bool(ends.sides),
}


def chart(sheet: Sheet) -> str:
    """The table of an answer with a line at the end of each row; nothing where no row has one."""
    if sheet.across:
        from corridor_cli.formats.across import chart as set_across

        return set_across(sheet, sheet.across)
    drawn = picture(sheet)
    if drawn is None:
        sheet.notes.append(NOTHING)
        return ""
    every = [one for block in drawn.ends for one in block]
    for sign, occurs in _SIGNS.items():
        if any(ends and occurs(ends) for ends in every):
            drawn.notes.sign(*sign)
    return grid(
        drawn.sheet,
        drawn.notes,
        drawn.blocks,
        lines_in=lambda room: [
            _line(ends, drawn.most[ends.unit], room) if ends else "" for ends in every
        ],
    )


def _line(ends: Ends, most: float, room: int) -> str:
    """The line of a row in a number of cells; what is not zero has at least a half of one."""
    halves = [round(number / most * room * 2) if most else 0 for number in ends.numbers]
    halves = [max(half, int(number > 0)) for half, number in zip(halves, ends.numbers, strict=True)]
    low, high = min(halves), max(halves)
    if ends.sides:
        cells: dict[int, str] = {}
        for half, side in zip(halves, ends.sides, strict=True):
            place = min(half // 2, room - 1)
            cells[place] = side if cells.get(place, side) == side else BOTH
        first, last = min(cells), max(cells)
        return " " * first + "".join(cells.get(n, "─") for n in range(first, last + 1))
    text = "━" * (low // 2) + "╸" * (low % 2)
    if ends.part:
        text = "╍" * max(low // 2, int(low > 0))
    if len(ends.numbers) > 1:
        text += "─" * max((high + 1) // 2 - len(text), 1)
    return text[:room]
