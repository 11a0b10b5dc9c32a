"""What two documents mean by different things is no dispute; a hedge makes no side of its own."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Answer
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from corridor_cli import open_facts
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


#: The beginning of a forecast of each kind, with a figure.
FORECASTS = {
    "freight_port": "- {{subject: port, period: 2030, forecast: true, volume: {} mn t, ",
    "trade_ind_rus": "- {{reporter: IND, partner: RUS, period: 2030, forecast: true, "
    "turnover: {} bn USD, ",
}


@pytest.mark.parametrize("file", FORECASTS)
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
    file: str,
    first: str,
    second: str,
    disputed: bool,
    tmp_path: Path,
    corridor: Callable[..., Answer],
) -> None:
    """Another forecaster, or another year, gives another forecast; a count of the past is one."""
    told = [f"{one}, " if one else "" for one in (first, second)]
    records = both(file, *told)
    facts = fact_base(tmp_path / "to-come", places=PLACES, **{file: records})
    assert bool(sides(corridor, facts)) == disputed
    records = records.replace("period: 2030, forecast: true", "period: 2010")
    facts = fact_base(tmp_path / "past", places=PLACES, **{file: records})
    assert sides(corridor, facts)


def both(file: str, first: str, second: str) -> str:
    """Two forecasts that differ, with more fields of each."""
    return "".join(
        f"{FORECASTS[file].format(count)}{told}sources: {{{source}: p}}}}\n"
        for count, told, source in ((3, first, "one"), (9, second, "two"))
    )


@pytest.mark.parametrize("file", FORECASTS)
@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [("aimed", "estimated", False), ("aimed", "aimed", True), ("aimed", "", True)],
)
def test_an_aim_is_no_rival_of_an_estimate(
    file: str,
    first: str,
    second: str,
    disputed: bool,
    tmp_path: Path,
    corridor: Callable[..., Answer],
) -> None:
    """Of what is to come, an aim and an estimate are two things where both are stated."""
    told = [f"forecast_basis: {basis}, " if basis else "" for basis in (first, second)]
    facts = fact_base(tmp_path, places=PLACES, **{file: both(file, *told)})
    assert bool(sides(corridor, facts)) == disputed
    command = file.partition("_")[0]
    rows = json.loads(corridor(command, "--forecast", "--json", facts=facts).out)
    assert ["aimed" in row["flags"] for row in rows] == [
        row["forecast_basis"] == "aimed" for row in rows
    ]


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


def apart(one: tuple[float, float], two: tuple[float, float]) -> float:
    """The kilometres between two positions over a globe, by the haversine formula."""
    (lat, lon), (lat2, lon2) = ([math.radians(angle) for angle in place] for place in (one, two))
    half = (
        math.sin((lat2 - lat) / 2) ** 2
        + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(half))


LATITUDES = (st.floats(-89.9, -1) | st.floats(1, 89.9)).map(lambda angle: round(angle, 4))
LONGITUDES = st.floats(-180, 180).map(lambda angle: round(angle, 4))
NEAR = st.floats(-0.7, 0.7).map(lambda angle: round(angle, 4))


# a case is a whole fact base, so a smaller one is not searched for
@settings(max_examples=15, deadline=None, phases=(Phase.generate,))
@given(st.lists(st.tuples(LATITUDES, LONGITUDES, NEAR, NEAR), min_size=20, max_size=60))
def test_positions_farther_apart_than_50_km_disagree(
    drawn: list[tuple[float, float, float, float]],
) -> None:
    """Nearer ones do not; that holds near the poles and over the 180th meridian too."""
    pairs = []
    for lat, lon, north, east in drawn:
        there = max(-90.0, min(90.0, round(lat + north, 4)))
        wide = round((lon + east / math.cos(math.radians(lat)) + 180) % 360 - 180, 4)
        pairs.append(((lat, lon), (there, wide)))
    text = "".join(
        f"- {{id: p{number:02}, name: P{number}, kind: city, coordinates: '{one[0]:f}, {one[1]:f}',"
        f" sources: {{one: p}}, also: [{{coordinates: '{two[0]:f}, {two[1]:f}', why: w,"
        " sources: {two: p}}]}\n"
        for number, (one, two) in enumerate(pairs)
    )
    with TemporaryDirectory() as folder, open_facts(fact_base(Path(folder), places=text)) as facts:
        disputed = {row["dispute"] for row in facts.disputes()}
        flagged = {row["id"] for row in facts.places() if "disputed" in row["flags"]}
    for number, (one, two) in enumerate(pairs):
        distance = apart(one, two)
        if abs(distance - 50) > 0.01:
            assert (f"p{number:02}.coordinates" in disputed) == (distance > 50), (one, two)
            assert (f"p{number:02}" in flagged) == (distance > 50)


def test_a_position_far_from_the_first_is_a_side_with_its_reason(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """A card and `disputes` show which position comes first, and `check` asks for the reason."""
    place = (
        "- {id: port, name: Port, kind: seaport, coordinates: '37.5, 49.5', sources: {one: p},"
        " also: [{coordinates: '37.51, 49.51', sources: {three: p}},"
        " {coordinates: '37.5, 51.5', WHY sources: {two: p}}]}\n"
    )
    facts = fact_base(tmp_path, places=place.replace("WHY", "why: it lies on land,"))
    assert sides(corridor, facts) == [
        ["37.5, 49.5", "one"], ["37.51, 49.51", "three"], ["37.5, 51.5", "two"]
    ]  # fmt: skip
    card = corridor("show", "port", "-f", "table", facts=facts).out
    assert "≈ 37.51, 49.51" in card
    assert "≠ 37.5, 51.5" in card
    (facts / "places.yaml").write_text(place.replace("WHY ", ""), "utf-8")
    assert (
        "no-why: coordinates 37.5, 51.5 cannot hold beside 37.5, 49.5 above"
        in corridor("check", facts).out
    )
