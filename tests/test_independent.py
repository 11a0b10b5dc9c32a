"""Answers over the facts are those of an independent reader of the files."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from conftest import CUT, FACTS, RIVALS, SECOND
from independent import Base, Value

from corridor_cli import open_facts

Cells = dict[str, object]
DIRECTORIES = pytest.mark.parametrize(
    "directory", [FACTS, CUT, RIVALS, SECOND], ids=lambda path: path.name
)


@cache
def base(directory: Path) -> Base:
    """The facts of a directory, read once."""
    return Base(directory)


def rows(directory: Path) -> dict[str, Cells]:
    """All figures of trade and freight as corridor answers them, by id."""
    with open_facts(directory) as facts:
        answers = [
            rows
            for forecast in (False, True)
            for rows in (
                facts.trade(long=True, forecast=forecast),
                facts.freight(forecast=forecast),
            )
        ]
        return {str(row["id"]): dict(row) for answer in answers for row in answer}


def number(exact: Fraction | None) -> int | float | None:
    """A number as an answer has it."""
    return exact if exact is None else int(exact) if exact.denominator == 1 else float(exact)


def ends(value: Value | None) -> list[int | float | None]:
    """Number, lowest and highest of an amount."""
    return [number(end) for end in (value.number, value.low, value.high)] if value else [None] * 3


@DIRECTORIES
def test_each_figure_is_what_its_file_says(directory: Path) -> None:
    """Value, interval, hedge, unit, growth, preference and dispute of each figure are the same."""
    answered = rows(directory)
    figures = {f"{one.id}.{one.flow}": one for one in base(directory).figures}
    assert answered.keys() == figures.keys()
    for id_, one in figures.items():
        row, rate = answered[id_], one.rate
        assert [
            *(row["value"], row["low"], row["high"]),
            row["hedge"] or "",
            row["unit"],
            row["growth"],
            row["preferred"],
            "disputed" in str(row["flags"]),
        ] == [
            *ends(one.amount),
            one.amount.hedge if one.amount else "",
            one.amount.unit if one.amount else None,
            number(rate.number) if rate else None,
            one.value.first,
            one.disputed,
        ], id_


@DIRECTORIES
def test_figures_share_a_key_if_and_only_if_they_are_on_the_same(directory: Path) -> None:
    """Each key of an answer is one key of the files, and the other way round."""
    answered = rows(directory)
    pairs = {
        (answered[f"{one.id}.{one.flow}"]["key"], one.value.key) for one in base(directory).figures
    }
    assert len(pairs) == len({own for own, _ in pairs}) == len({other for _, other in pairs})


@DIRECTORIES
def test_the_members_of_each_month_are_those_of_lists_and_steps(directory: Path) -> None:
    """On the first day of each month since 2000, `members --as-of` has the same states."""
    with open_facts(directory) as facts:
        for month in range(12 * 2000, 12 * 2027):
            day = f"{month // 12}-{month % 12 + 1:02}-01"
            answered = {row["country"] for row in facts.members(as_of=day)}
            assert answered == base(directory).members(day), day
