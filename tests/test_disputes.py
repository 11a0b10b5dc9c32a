"""Disputes: their ids on disputed figures, their sides, and whom they are about."""

import json
from collections.abc import Callable
from pathlib import Path

from conftest import CUT, FACTS, Answer

from corridor_cli import open_facts
from facts import fact_base, trade

CLAIMS = (
    "- {id: how-much, question: How much?, claims: [ind-rus-2022-one.turnover, "
    "ind-rus-2022-two.export], about: [RUS]}\n"
)


def asked(corridor: Callable[..., Answer], facts: Path, *argv: str) -> list[dict[str, object]]:
    """The rows of a question."""
    answer = corridor(*argv, "--json", facts=facts)
    assert answer.code == 0, answer.err
    rows: list[dict[str, object]] = json.loads(answer.out)
    return rows


def test_an_equal_figure_is_on_the_side_that_an_editor_names(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """A claim means the figure's number: a new document with the same number joins its side."""
    figures = ("turnover: 26.1 bn USD", "export: 9 bn USD", "turnover: about 26.1 bn USD")
    facts = fact_base(tmp_path, trade_ind_rus=trade(*figures), disputes=CLAIMS)
    rows = asked(corridor, facts, "trade", "--long")
    assert [(row["sources"], row["disputes"], "disputed" in str(row["flags"])) for row in rows] == [
        (["two"], ["how-much"], True),
        (["one"], ["how-much"], True),
        (["three"], ["how-much"], True),
    ]
    sides = asked(corridor, facts, "disputes", "how-much")
    assert [(side["stated"], side["sources"]) for side in sides] == [
        ("26.1 bn USD", ["one", "three"]),
        ("9 bn USD", ["two"]),
    ]
    facts = fact_base(
        tmp_path, trade_ind_rus=trade(*figures[:2], "turnover: 26.2 bn USD"), disputes=CLAIMS
    )
    assert ["three"] not in [row["sources"] for row in asked(corridor, facts, "disputes")]


def test_a_dispute_is_about_whom_its_editor_names(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """`about` decides; without it, and by rule, it is the countries of the records."""
    figures = ("turnover: 26.1 bn USD", "export: 9 bn USD", "turnover: 40 bn USD")
    facts = fact_base(tmp_path, trade_ind_rus=trade(*figures), disputes=CLAIMS)
    by_rule, written = "ind-rus-2022-one.turnover", "how-much"
    for country, names in (("IND", {by_rule}), ("RUS", {by_rule, written}), ("IRN", set())):
        for argv in ((country,), ("--country", country)):
            rows = asked(corridor, facts, "disputes", *argv)
            assert {row["dispute"] for row in rows} == names
    plain = fact_base(
        tmp_path,
        trade_ind_rus=trade(*figures),
        disputes=CLAIMS.replace(", about: [RUS]", ""),
    )
    assert {row["dispute"] for row in asked(corridor, plain, "disputes", "IND")} == {
        by_rule,
        written,
    }


def test_each_id_of_a_dispute_is_answered(corridor: Callable[..., Answer]) -> None:
    """`disputes ID` and `show ID` answer each id on a flagged figure; no other figure has one."""
    with open_facts(CUT) as facts:
        rows = [*facts.trade(long=True), *facts.freight(), *facts.freight(forecast=True)]
        shown = list(facts.show(*{str(row["record"]) for row in rows}))
        ids = set()
        for row in (*rows, *shown):
            named = row["disputes"]
            assert isinstance(named, list)
            assert bool(named) == ("disputed" in str(row["flags"])), row["id"]
            ids |= set(named)
        assert len(ids) > 10
        for id_ in ids:
            sides = facts.disputes(record=id_)
            assert id_ in {row["dispute"] for row in sides}
            assert facts.show(id_)
        flagged = next(row for row in rows if row["disputes"])
        found = {row["dispute"] for row in facts.disputes(record=str(flagged["id"]))}
        assert found == set(flagged["disputes"])  # type: ignore[arg-type]  # a list, as above
    answer = corridor("disputes", str(flagged["id"]), "--json", facts=CUT)
    assert {row["dispute"] for row in json.loads(answer.out)} == found


def test_a_reason_stands_where_it_is_about_one_field() -> None:
    """A statement's reason need not be about each of its disputed fields, so those have none."""
    with open_facts(CUT) as facts:
        rows = facts.disputes(record="rasht-astara-railway", found="rule")
        whys = [row["why"] for row in rows if row["dispute"] == "rasht-astara-railway.cost"]
        belongs = "Azerbaijan's loan belongs to the earlier plan, before the agreement with Russia."
        assert whys == [None, belongs]


def test_the_disputes_of_a_route_are_those_of_its_freight_too() -> None:
    """A dispute on the volume of a route is found by the route."""
    with open_facts(FACTS) as facts:
        of_route = {row["dispute"] for row in facts.disputes(record="corridor", kind="freight")}
        every = {row["dispute"] for row in facts.disputes(kind="freight")}
        named = {name for name in every if str(name).startswith("corridor-20")}
        assert named
        assert named <= of_route < every
