"""`--sort` compares no numbers of different units, in no answer."""

import json
from collections import Counter
from collections.abc import Callable
from itertools import groupby

import pytest
from conftest import CUT, Answer
from test_formats import CALLS

from corridor_cli.model import answers
from corridor_cli.model.kinds import Field

QUESTIONS = {
    **CALLS,
    ("freight", "--forecast"): answers.FREIGHTS,
    ("mirror", "KAZ", "RUS"): answers.MIRROR,
    ("totals", "--group-by", "partner"): answers.TOTALS,
    ("show", "RUS", "--all"): answers.RECORD,
}
CASES = [
    pytest.param(question, column, id=f"{' '.join(question)} {column.name}")
    for question, answer in QUESTIONS.items()
    for column in answer.columns
    if column.unit_in
]


def number(cell: object) -> float | str:
    """A cell as a number, if it is one; a text without case if not."""
    try:
        return float(str(cell))
    except ValueError:
        return str(cell).casefold()


@pytest.mark.parametrize(("question", "column"), CASES)
def test_rows_stand_unit_by_unit(
    question: tuple[str, ...], column: Field, corridor: Callable[..., Answer]
) -> None:
    """Each unit stands together, that of most rows first, and within it numbers are in order."""
    names = [column.name, column.unit_in, *([column.per_in] * bool(column.per_in))]
    for sign, descending in (("", False), ("-", True)):
        call = (*question, "--sort", f"{sign}{column.name}")
        answer = corridor(*call, "--json", "--columns", ",".join(names), facts=CUT)
        rows = [[row[name] for name in names] for row in json.loads(answer.out)]
        present = [row for row in rows if row[0] is not None]
        assert rows[: len(present)] == present
        units = [" per ".join(filter(None, units)) for _, *units in present]
        counts = Counter(units)
        groups = [(unit, len(list(group))) for unit, group in groupby(units)]
        assert len(groups) == len(counts), "each unit stands together"
        assert [count for _, count in groups] == sorted(counts.values(), reverse=True)
        named = [unit for unit in counts if unit]
        for unit in named:
            cells = [number(row[0]) for row, own in zip(present, units, strict=True) if own == unit]
            numbers = [cell for cell in cells if isinstance(cell, float)]
            assert numbers == sorted(numbers, reverse=descending)
        notes = [line for line in answer.err.splitlines() if "rows stand unit by unit" in line]
        assert len(notes) == (len(named) > 1)
        for unit in named[:8] if notes else ():
            assert f"{unit} {counts[unit]}" in notes[0] or len(named) > 8


@pytest.mark.parametrize("question", list(dict.fromkeys(case.values[0] for case in CASES)))
def test_a_limit_names_the_unit_that_it_cuts(
    question: tuple[str, ...], corridor: Callable[..., Answer]
) -> None:
    """Within a unit it cuts in it, between two before the second, and behind all in none."""
    (column,) = [column for asked, column in (c.values for c in CASES) if asked == question][:1]
    names = [column.name, column.unit_in, *([column.per_in] * bool(column.per_in))]
    call = (*question, "--sort", column.name)
    out = corridor(*call, "--json", "--columns", ",".join(names), facts=CUT).out
    cells = [[row[name] for name in names] for row in json.loads(out)]
    units = [" per ".join(filter(None, units)) for cell, *units in cells if cell is not None]
    if len({unit for unit in units if unit}) < 2:
        return
    end = next(place for place, unit in enumerate(units) if unit != units[0])
    for limit in sorted({1, end - 1, end, len(units) - 1, len(units), len(cells)} - {0}):
        told = corridor(*call, "--limit", limit, "--count", facts=CUT).err
        cut = units[limit - 1 : limit + 1]
        if len(cut) < 2 or not cut[1]:
            assert "--limit cuts" not in told
        else:
            assert f"--limit cuts {'in' if cut[0] == cut[1] else 'before'} {cut[1]}\n" in told
