"""Charts: a table with a line at the end of each row, from zero."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import Footnotes, heading, shown
from corridor_cli.formats.tables import Block, blocks, grid
from corridor_cli.model.kinds import Field, Row
from corridor_cli.model.names import visible

#: The signs of two sides of a row, and of both in one place.
SIDES, BOTH = "●○", "◉"
#: The sign of a row that is marked, beneath and across the lines of its group.
MARK = "┊"
_CROSSED = {" ": MARK, "─": "┼"}
#: The note where no row has a number.
NOTHING = "nothing to chart: no row has a number"


class Ends(NamedTuple):
    """What is drawn of a row: its numbers in the unit, and whether it is a part of a year.

    Where two sides are drawn, each of the numbers has its sign in `sides`. What is marked has its
    words in `mark`, and no line.
    """

    numbers: tuple[float, ...]
    unit: str
    part: bool
    sides: str = ""
    mark: str = ""


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
    #: the names of both sides; none where one number of a row is drawn
    sides: list[str]


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
    kept = [
        column._replace(table=True) if column.charted else column
        for column in columns.values()
        if column.name not in others
    ]
    rows = [row for row in sheet.rows if any(shown(row, column, sheet) for column in drawn)]
    if len(rows) < len(sheet.rows):
        count = len(sheet.rows) - len(rows)
        words = " or ".join(heading(column) for column in drawn)
        sheet.notes.append(f"not in the chart: {count} row{'s' * (count > 1)} without {words}")
    charted = sheet._replace(rows=rows).showing(kept)
    periods = [column.name for column in kept if column.type == "period" and column.table]
    period = (periods or [""])[0]
    alike = {tuple(row[name] for name in sheet.apart) for row in rows}
    marks = [row for row in sheet.marks if tuple(row[name] for name in sheet.apart) in alike]
    charted = charted._replace(rows=[*rows, *marks], chosen=False, heads=sheet.apart, gaps=period)
    charted, notes, made = blocks(charted)
    ends = [[_ends(row, drawn, sheet) for row in block.rows] for block in made]
    for block, drawn_ends in zip(made, ends, strict=True):
        for n, row in enumerate(block.rows):
            if row in marks and (one := drawn_ends[n]):
                words = f"{sheet.marked} {shown(row, columns[period], sheet)}"
                drawn_ends[n], block.gaps[n] = one._replace(mark=words), ""
    most: dict[str, float] = {}
    for one in (one for block in ends for one in block if one):
        most[one.unit] = max(most.get(one.unit, 0), *one.numbers)
    sides = [visible(one.heading or heading(one)) for one in drawn] if len(drawn) > 1 else []
    return Picture(charted, notes, made, ends, most, names, sides)


def _ends(row: Row, columns: Sequence[Field], sheet: Sheet) -> Ends | None:
    """The numbers of a row that are drawn: one, the ends of a range, or two sides."""
    unit = row[columns[0].unit_in]
    numbers, sides = [], ""
    for column, side in zip(columns, SIDES, strict=False):
        own = _numbers(row, column, sheet.scale) if row[column.unit_in] == unit else []
        own += [number for name in column.spread if isinstance(number := row[name], int | float)]
        numbers += own
        sides += side * len(own)
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
        not ends.part and not ends.sides and not ends.mark
    ),
    # this takes the place of the one before
    ("━", "from zero to the figure, or the lowest, on one scale for each unit"): lambda ends: (
        len(ends.numbers) > 1 and not ends.part and not ends.sides
    ),
    ("╍", "the same for a part of a year"): lambda ends: ends.part and not ends.sides,
    ("─", "on to the highest, of a range or of documents that disagree"): lambda ends: (
        len(ends.numbers) > 1 and not ends.sides
    ),
    (MARK, "what moved, not a forecast"): lambda ends: bool(ends.mark),
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
    marks = [next((one for one in block if one and one.mark), None) for block in drawn.ends]
    beside = [mark for mark, block in zip(marks, drawn.ends, strict=True) for _ in block]
    for sign, occurs in _SIGNS.items():
        if any(ends and occurs(ends) for ends in every):
            drawn.notes.sign(*sign)
    if drawn.sides:
        scale = ", from zero on one scale for each unit"
        for side, name in zip(f"{SIDES}{BOTH}", [*drawn.sides, f"both{scale}"], strict=True):
            drawn.notes.sign(side, name)

    def lines(room: int, height: Callable[[int], int]) -> list[str]:
        texts = [_line(ends, drawn.most[ends.unit], room) if ends else "" for ends in every]
        for row, mark in enumerate(beside):
            if mark:
                place = _place(mark.numbers[0], drawn.most[mark.unit], room)
                tall = 1 if every[row] is mark else height(row)
                texts[row] = _crossed(texts[row], place, tall)
        return texts

    return grid(drawn.sheet, drawn.notes, drawn.blocks, lines_in=lines)


def _place(number: float, most: float, room: int) -> int:
    """The cell in which a number lies."""
    return min(int(number / most * room), room - 1) if most else 0


def _crossed(line: str, place: int, height: int) -> str:
    """A line with a mark in a cell, and the mark alone beneath it, in a number of lines."""
    first, *others = line.split("\n")
    first = first.ljust(place + 1)
    sign = _CROSSED.get(first[place], "┿")
    beneath = [f"{' ' * place}{MARK}"] * (height - 1)
    return "\n".join([f"{first[:place]}{sign}{first[place + 1 :]}", *beneath, *others])


def _line(ends: Ends, most: float, room: int) -> str:
    """The line of a row in a number of cells; what is not zero has at least a half of one.

    What is marked has its words beside the mark, or beneath it.
    """
    if ends.mark:
        place, size = _place(ends.numbers[0], most, room), len(ends.mark)
        if place + 2 + size <= room:
            return f"{' ' * (place + 2)}{ends.mark}"
        if place > size:
            return f"{' ' * (place - 1 - size)}{ends.mark}"
        return f"\n{' ' * max(min(place, room - size), 0)}{ends.mark}"
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
