"""What two documents mean by different things is no dispute; a hedge makes no side of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer

from facts import fact_base

PLACES = "- {id: port, name: Port, kind: seaport, sources: {one: p}}\n"


def sides(corridor: Callable[..., Answer], facts: Path) -> list[list[str]]:
    """Of each dispute by rule, the text of each side and its documents."""
    rows = json.loads(corridor("disputes", "--found", "rule", "--json", facts=facts).out)
    return [[row["stated"] or row["value"], *row["sources"]] for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ("cost: 1 bn USD", "cost: 3 bn USD", True),
        ("cost: 1 bn USD, as_of: 2009-04-16", "cost: 3 bn USD, as_of: 2009-04-21", True),
        ("cost: 1 bn USD, as_of: 2009", "cost: 3 bn USD, as_of: 2011-06", False),
        ("cost: 1 bn USD, as_of: 2009", "cost: 3 bn USD", True),
        ("loan: 1 bn USD, lender: Russia", "loan: 3 bn USD, lender: Iran", False),
        ("loan: 1 bn USD, lender: Russia", "loan: 3 bn USD, lender: russia", True),
        ("loan: 1 bn USD, lender: Russia", "loan: 3 bn USD", True),
        ("length: 100 km, as_of: 2009", "length: 300 km, as_of: 2011", True),
    ],
)
def test_costs_of_other_years_and_loans_of_others_are_no_rivals(
    first: str, second: str, disputed: bool, tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Another lender, or another year of a cost or loan, is another thing where both state it."""
    project = (
        f"id: line\ntitle: Line\nkind: railway\nsources: {{one: p}}\nalso:\n"
        f"- {{{first}, sources: {{one: p}}}}\n- {{{second}, why: w, sources: {{two: p}}}}\n"
    )
    facts = fact_base(tmp_path, projects_line=project)
    assert bool(sides(corridor, facts)) == disputed


def test_who_does_not_say_is_compared_with_the_first_that_it_fits(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Of loans by two lenders, one without a year meets the loan of its own lender."""
    loans = (
        "loan: 1 bn USD, lender: Russia, as_of: 2025",
        "loan: 5 bn USD, lender: Iran, as_of: 2018",
        "loan: 7 bn USD, lender: Iran",
    )
    project = "id: line\ntitle: Line\nkind: railway\nsources: {one: p}\nalso:\n" + "".join(
        f"- {{{loan}, why: w, sources: {{{source}: p}}}}\n"
        for loan, source in zip(loans, ("one", "two", "three"), strict=True)
    )
    facts = fact_base(tmp_path, projects_line=project)
    assert sides(corridor, facts) == [["5 bn USD", "two"], ["7 bn USD", "three"]]


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        ("", "", True),
        ("stated_by: A", "stated_by: B", False),
        ("stated_by: A", "basis: B", False),
        ("stated_by: A", "stated_by: a", True),
        ("as_of: 2022", "as_of: 2023-05", False),
        ("as_of: 2022-01", "as_of: 2022-12-31", True),
        ("stated_by: A", "as_of: 2023", True),
    ],
)
def test_forecasts_of_others_are_no_rivals(
    first: str, second: str, disputed: bool, tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Another forecaster, or another year, gives another forecast; a count of the past is one."""
    record = "- {{subject: port, period: 2030, forecast: {}, {} {} sources: {{{}: p}}}}\n"
    for forecast in ("true", "false"):
        freight = "".join(
            record.format(
                forecast, f"volume: {count} mn t,", f"{told}," if told else "", source
            ).replace("forecast: false, ", "")
            for count, told, source in ((3, first, "one"), (9, second, "two"))
        ).replace("period: 2030", "period: 2030" if forecast == "true" else "period: 2010")
        facts = fact_base(tmp_path / forecast, freight_port=freight, places=PLACES)
        found = sides(corridor, facts)
        assert bool(found) == (disputed or forecast == "false"), found


@pytest.mark.parametrize(
    ("told", "disputed"),
    [
        ("", True),
        ("basis: aimed", False),
        ("basis: measured", True),
        ("destination: St Petersburg, why: w", False),
    ],
)
def test_an_aim_is_no_rival_of_a_measured_journey(
    told: str, disputed: bool, tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Journeys of another basis or to another place are not compared."""
    told = f"{told}, " if told else ""
    routes = (
        "routes:\n- {id: way, name: Way, sources: {one: p}}\njourneys:\n"
        "- {id: journey, route: way, basis: measured, origin: Mumbai, destination: Moscow,"
        " time: 30 days, sources: {one: p}, also: [{time: 14 days, "
        f"{told}{'' if 'why' in told else 'why: w, '}sources: {{two: p}}}}]}}\n"
    )
    facts = fact_base(tmp_path, routes=routes)
    stated = [side[0] for side in sides(corridor, facts)]
    assert ("14 days" in stated) == disputed


def test_about_a_number_is_the_side_of_that_number(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """`12 days`, `about 12 days` and `12 days = 288 hours` are one side, `more than 12` another."""
    lengths = ("about 12 km", "12 km", "12 km = 7.456 miles", "more than 12 km", "15 km")
    project = "id: line\ntitle: Line\nkind: railway\nsources: {one: p}\nalso:\n" + "".join(
        f"- {{length: {length}, why: w, sources: {{{source}: p}}}}\n"
        for length, source in zip(lengths, ("one", "two", "three", "one", "two"), strict=True)
    )
    facts = fact_base(tmp_path, projects_line=project)
    assert sides(corridor, facts) == [
        ["about 12 km", "one", "two", "three"],
        ["more than 12 km", "one"],
        ["15 km", "two"],
    ]
