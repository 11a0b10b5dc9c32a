"""Charts: the table with a line for each number, from zero, on one scale for each unit."""

import re
from collections.abc import Callable

from conftest import CUT, RIVALS, Answer
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli.formats import Sheet, named
from corridor_cli.model.kinds import Field

NUMBERS = st.integers(0, 10**12)
PLAIN, PART = "━╸", "╍"


def cells(line: str) -> float:
    """The length of a line in cells."""
    return sum(0.5 if char == "╸" else 1 for char in line if char in "━╸╍─")


def sheet_of(numbers: list[int], units: list[str], parts: list[bool]) -> Sheet:
    """A sheet of rows with a number each."""
    fields = [
        Field("n", "integer", "", table=True),
        Field("value", "amount", "", table=True, unit_in="unit", stated="stated"),
        Field("unit", "text", ""),
        Field("stated", "stated", ""),
        Field("flags", "words", "", shown_as="signs", table=True),
    ]
    rows = [
        {
            "n": place,
            "value": number,
            "unit": unit,
            "stated": f"{number} {unit}",
            "flags": ["part-year"] if part else [],
        }
        for place, (number, unit, part) in enumerate(zip(numbers, units, parts, strict=True))
    ]
    return Sheet(rows, fields, axes=(("value",),), apart=("unit",), notes=[])


@given(
    rows=st.lists(
        st.tuples(NUMBERS, st.sampled_from(["USD", "t"]), st.booleans()), min_size=1, max_size=8
    ),
    width=st.sampled_from([80, 120]),
)
def test_a_line_is_as_long_as_its_number(rows: list[tuple[int, str, bool]], width: int) -> None:
    """Lines are in proportion to the largest number of the unit, to a cell; none is cut.

    The longest of a unit fills its column, zero has no line, and no other number has none.
    """
    numbers, units, parts = map(list, zip(*rows, strict=True))
    text = named("chart").write(sheet_of(numbers, units, parts)._replace(width=width))
    lines = {int(found[1]): found[0] for found in re.finditer(r"^ +(\d+) .*$", text, re.MULTILINE)}
    assert len(lines) == len(rows)
    assert max(map(len, text.splitlines())) <= width
    room = max(map(cells, lines.values()))
    most = {unit: max(n for n, u, _ in rows if u == unit) for unit in set(units)}
    for place, (number, unit, part) in enumerate(rows):
        length = cells(lines[place])
        assert abs(length - (number / most[unit] if number else 0) * room) <= 1
        assert (length > 0) == (number > 0)
        assert not set(lines[place]) & set(PLAIN if part else PART)
    assert all(
        cells(lines[place]) == room
        for place, (number, unit, _) in enumerate(rows)
        if number and number == most[unit]
    )


def test_a_range_goes_on_to_its_higher_end(corridor: Callable[..., Answer]) -> None:
    """A range is a line to its lower end and a lighter one on to the higher."""
    argv = ("freight", "--forecast", "--route", "corridor", "--measure", "volume", "--chart")
    out = corridor(*argv, facts=CUT).out
    (single,) = [line for line in out.splitlines() if " 41 " in line]
    (ranged,) = [line for line in out.splitlines() if " 15–25" in line]
    low, high = ranged.count("━"), ranged.count("─")
    most = cells(single)
    assert (low, low + high) == (round(15 / 41 * most), round(25 / 41 * most))
    assert "─ on to the higher end of a range" in out


def test_what_a_chart_leaves_out_is_counted(corridor: Callable[..., Answer]) -> None:
    """The first axis with numbers is drawn; rows without such a number are counted in a note."""
    argv = ("trade", "--reporter", "KAZ", "--partner", "RUS", "--chart", "-f", "chart")
    header = "period         reporter  turnover"
    assert corridor(*argv, facts=CUT).out.splitlines()[0] == header
    answer = corridor("freight", "--route", "western", "--chart", facts=CUT)
    assert answer.err == "note: not in the chart: 5 rows without value\n"


def test_nothing_to_chart_is_one_line_and_exit_code_0(corridor: Callable[..., Answer]) -> None:
    """Without a number there is no chart, and a note says so."""
    answer = corridor("trade", "--period", "1990", "--chart", facts=RIVALS)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("note: nothing to chart: no row has a number\n")


def test_rows_without_axes_and_two_formats_are_mistakes(corridor: Callable[..., Answer]) -> None:
    """`--chart` is -f chart: it goes with no other format, and not with rows of texts."""
    assert corridor("members", "--chart") == Answer(
        2,
        "",
        "corridor: error: these rows have no axes to chart\n"
        "hint: chart goes with trade and freight\n",
    )
    for argv, two in (
        (("--chart", "--json"), "--json and --chart"),
        (("--chart", "-f", "csv"), "--chart and -f csv"),
    ):
        assert corridor("trade", *argv) == Answer(
            2,
            "",
            f"corridor: error: {two} ask for two formats\nhint: give one of them\n",
        )
    chart = corridor("trade", "--chart", facts=RIVALS)
    assert chart == corridor("trade", "-f", "chart", facts=RIVALS)
