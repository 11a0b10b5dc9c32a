"""The project's own facts, which editors change any day: what must hold after any edit."""

import json
from collections.abc import Callable

import pytest
from conftest import FACTS, OWN, Answer
from rich.cells import cell_len
from test_formats import CALLS, parse

from corridor_cli import open_facts
from corridor_cli.model import answers
from corridor_cli.model.dates import parse_date

QUESTIONS = {
    **CALLS,
    ("freight", "--forecast"): answers.FREIGHTS,
    ("show", "RUS"): answers.RECORD,
}


def test_there_are_at_least_as_many_as_the_project_began_with() -> None:
    """There are at least as many facts as at the beginning."""
    with open_facts(FACTS) as facts:
        figures = facts.trade(long=True)
        assert len(facts.sources()) >= 1000
        assert len(figures) >= 750
        assert len({row["pair"] for row in figures}) >= 55
        assert len(facts.meetings()) >= 170
        assert sum(row["longitude"] is not None for row in facts.places()) >= 45
        assert len(facts.projects()) >= 60
        assert facts.members()[0]["lists_total"] >= 17


@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_every_answer_reads_back_from_every_format(
    argv: tuple[str, ...], corridor: Callable[..., Answer]
) -> None:
    """CSV and TSV read back as the rows of --json, and a table fits its width."""
    expected = json.loads(corridor(*argv, "--json", env=OWN).out)
    assert expected
    for format_ in ("tsv", "csv"):
        answer = corridor(*argv, "-f", format_, env=OWN)
        assert (answer.code, parse(answer.out, format_, QUESTIONS[argv])) == (0, expected)
    table = corridor(*argv, "-f", "table", env=OWN, width=80).out
    assert max(map(cell_len, table.splitlines())) <= 80


def test_answers_are_in_their_order() -> None:
    """Each answer is in its order: by date, by name, by id, by pair or by dispute."""
    with open_facts(FACTS) as facts:
        for rows, name in (
            (facts.agreements(), "signed"),
            (facts.meetings(), "date"),
            (facts.timeline(), "date"),
            (facts.sources(), "published"),
        ):
            dates = [row[name] for row in rows]
            dated = [date for date in dates if date is not None]
            assert dates == [*dated, *[None] * (len(dates) - len(dated))]
            assert dated == sorted(dated, key=lambda date: parse_date(date).first)
        for rows, name in (
            (facts.members(), "name"),
            (facts.places(), "id"),
            (facts.projects(), "title"),
            (facts.trade(), "pair"),
        ):
            assert [row[name] for row in rows] == sorted(row[name] for row in rows)
        sides = [row["dispute"] for row in facts.disputes()]
        assert sides == sorted(sides, key=list(dict.fromkeys(sides)).index)


def test_every_dispute_has_sides_that_differ_each_with_its_documents() -> None:
    """A dispute has two values or two records, each with sources and locators."""
    sides: dict[str, set[tuple[str, str]]] = {}
    with open_facts(FACTS) as facts:
        for row in facts.disputes():
            sides.setdefault(row["dispute"], set()).add((row["claim"], row["value"]))
            assert row["sources"]
            assert len(row["sources"]) == len(row["locators"])
    assert [dispute for dispute, values in sides.items() if len(values) < 2] == []


def test_every_list_of_members_answers() -> None:
    """Each list of members has rows that name its document."""
    with open_facts(FACTS) as facts:
        for list_ in facts.sql("SELECT DISTINCT value AS id FROM lists, json_each(sources)"):
            rows = facts.members(according_to=list_["id"], role="all")
            assert rows
            members = [row for row in rows if row["role"] == "member"]
            assert all(list_["id"] in row["sources"] for row in members), list_["id"]
