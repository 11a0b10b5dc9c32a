"""Freight, routes, places, projects, the timeline, search and disputes."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from conftest import CUT, RIVALS, Answer
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli import open_facts
from corridor_cli.formats import Sheet, named
from corridor_cli.model.kinds import Field

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(corridor: Callable[..., Answer]) -> Ask:
    """The rows of a question to the facts with rivals."""

    def rows(*argv: str) -> list[dict[str, Any]]:
        answer = corridor(*argv, "--json", facts=RIVALS)
        assert answer.code == 0, answer.err
        return json.loads(answer.out)

    return rows


@pytest.fixture
def cut(corridor: Callable[..., Answer]) -> Ask:
    """The rows of a question to the cut."""
    return lambda *argv: json.loads(corridor(*argv, "--json", facts=CUT).out)


# --- freight


def test_a_freight_figure_has_its_unit_interval_growth_and_flags(ask: Ask) -> None:
    """A row of freight has unit, interval, growth and flags of its figure."""
    (row,) = [
        row
        for row in ask("freight", "--measure", "volume", "--period", "2022")
        if row["sources"] == ["customs"]
    ]
    assert row == {
        "id": "north-2022-customs.volume",
        "period": "2022",
        "coverage": "year",
        "subject": "north",
        "subject_name": "Northern route",
        "measure": "volume",
        "value": 14500000,
        "low": 14450000,
        "high": 14600000,
        "hedge": None,
        "unit": "t",
        "stated": "14.5 mn t",
        "growth": 4,
        "growth_vs": "2021",
        "growth_stated": "+4%",
        "mode": None,
        "country": None,
        "carrier": None,
        "scope": None,
        "forecast": False,
        "as_of": None,
        "basis": None,
        "stated_by": None,
        "converted": None,
        "key": "north.volume.2022.t",
        "preferred": True,
        "flags": ["disputed"],
        "published": "2022-12-30",
        "sources": ["customs"],
        "locators": ["table"],
        "record": "north-2022-customs",
        "relation": "disputed",
        "note": None,
        "period_start": "2022-01-01",
        "period_end": "2022-12-31",
        "year": 2022,
        "disputes": ["north-2022-customs.volume"],
        "forecast_basis": None,
        "speaker": None,
    }


def test_forecasts_are_never_among_what_was_carried(ask: Ask) -> None:
    """--forecast gives only forecasts, and without it there are none."""
    actual, forecast = ask("freight"), ask("freight", "--forecast")
    assert {row["forecast"] for row in actual} == {False}
    assert [(row["period"], row["stated"], row["as_of"], row["flags"]) for row in forecast] == [
        ("2030", "15-25 mn t", "2023", ["range", "forecast"])
    ]


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (("--route", "north", "--year", "2021"), ["north-2021-news.volume"]),
        (
            ("--route", "Northern route", "--nodes", "--measure", "share"),
            ["port-one-2022-news.share"],
        ),
        (("--place", "port one", "--measure", "trains"), ["port-one-2022-news.trains"]),
        (("--mode", "rail"), ["north-exports-2022.volume"]),
        (("--country", "RUS", "--measure", "share"), ["port-one-2022-news.share"]),
        (("--period", "2022-01/2022-03"), ["north-2022-01-to-2022-03-news.volume"]),
        (
            ("--preferred", "--measure", "volume", "--period", "2022"),
            ["north-exports-2022.volume", "north-2022-customs.volume"],
        ),
    ],
    ids=str,
)
def test_freight_is_narrowed_down(argv: tuple[str, ...], ids: list[str], ask: Ask) -> None:
    """--route includes the places of the route, and --country the places of the country."""
    assert [row["id"] for row in ask("freight", *argv)] == ids


def test_volumes_of_other_modes_carriers_and_scopes_are_no_rivals(ask: Ask) -> None:
    """Only figures of the same mode, carrier and scope are rivals."""
    disputed = {row["id"] for row in ask("freight") if "disputed" in row["flags"]}
    assert disputed == {"north-2022-customs.volume", "north-2022-news-late.volume"}


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (("freight", "--route", "nroth"), "unknown route 'nroth'\nhint: did you mean north?"),
        (("freight", "--measure", "tons"), "unknown measure 'tons'\nhint: "),
        (("places", "--kind", "harbour"), "unknown kind 'harbour'\nhint: "),
        (("projects", "--status", "opened"), "unknown status 'opened'\nhint: did you mean open?"),
        (
            ("routes", "--journeys", "--country", "IRN"),
            "journeys have a route, origin and destination, but no countries",
        ),
        (
            ("trade", "-f", "geojson"),
            "these rows have no positions\nhint: geojson goes with places, routes and projects",
        ),
        (("search", "-", "..."), "nothing to search for in '- ...'\nhint: "),
        (("disputes", "--found", "reader"), "unknown found 'reader'\nhint: "),
    ],
    ids=str,
)
def test_what_cannot_be_asked_gets_a_hint(
    argv: tuple[str, ...], error: str, corridor: Callable[..., Answer]
) -> None:
    """A question that cannot be answered gives one line and a hint, with exit code 2."""
    answer = corridor(*argv, facts=RIVALS)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"corridor: error: {error}")


# --- events, obstacles, tariffs, organisations


def test_events_obstacles_tariffs_and_organisations_are_narrowed_down(ask: Ask) -> None:
    """Filters by country, route, place, kind, mode and date find a record, and leave it out."""
    for command, found, left_out in (
        ("events", "--country IRN", "--country RUS"),
        ("events", "--country IRN --with IND", "--country IRN --with RUS"),
        ("events", "--route north", "--route south"),
        ("events", "--place port-two", "--place port-one"),
        ("events", "--kind closure", "--kind reopening"),
        ("events", "--since 2022-05-03 --until 2022-05-03", "--since 2022-05-04"),
        ("obstacles", "--country RUS --route north --kind draught", "--kind ice"),
        ("obstacles", "--place port-one", "--place port-two"),
        ("obstacles", "--year 2023", "--year 2021"),
        ("tariffs", "--country RUS --with IRN --route north --mode rail", "--mode sea"),
        ("tariffs", "--year 2022", "--year 2023"),
        ("organisations", "--kind corridor-body --country IRN", "--kind railway"),
    ):
        assert len(ask(command, *found.split())) == 1, (command, found)
        assert ask(command, *left_out.split()) == [], (command, left_out)


def test_a_price_of_less_than_one_keeps_its_digits_and_its_unit(ask: Ask) -> None:
    """A price of 0.15 USD is 0.15, for the unit that the row names, and a centimetre is 0.01 m."""
    (rate,) = ask("tariffs")
    assert [rate[name] for name in ("price", "price_unit", "price_stated", "per", "discount")] == [
        *(0.15, "USD", "0.15 USD", "TEU-km", 20)
    ]
    rows = [row for row in ask("show", "low-water") if row["field"] == "figure"]
    assert [(row["value"], row["unit"], row["stated"]) for row in rows] == [
        ("4", "m", "about 4 m"),
        ("0.3-0.4", "m", "30-40 cm"),
    ]


def test_an_organisation_is_found_by_its_abbreviation(ask: Ask) -> None:
    """`search` finds a body by the abbreviation that documents use for it."""
    assert [row["id"] for row in ask("search", "SEC", "--kind", "organisation")] == ["secretariat"]


# --- routes, places, projects


def test_geojson_has_points_lines_and_places_without_position(
    corridor: Callable[..., Answer],
) -> None:
    """Longitude is first, a route is a line, and a record without position has no geometry."""
    places = json.loads(corridor("places", "-f", "geojson", facts=RIVALS).out)
    assert [feature["geometry"] for feature in places["features"]] == [
        {"type": "Point", "coordinates": [48.04, 46.35]},
        {"type": "Point", "coordinates": [49.4667, 37.4667]},
        None,
    ]
    routes = json.loads(corridor("routes", "-f", "geojson", "--columns", "name", facts=RIVALS).out)
    line = {"type": "LineString", "coordinates": [[48.04, 46.35], [49.4667, 37.4667]]}
    assert routes == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "north",
                "geometry": line,
                "properties": {"name": "Northern route"},
            },
            {
                "type": "Feature",
                "id": "south",
                "geometry": None,
                "properties": {"name": "Southern route"},
            },
        ],
    }


def test_geojson_says_what_has_no_position() -> None:
    """A note counts rows without a position; a line names the nodes that it leaves out."""
    with open_facts() as facts:
        rows, places = facts.routes(), facts.places()
    known = {str(row["id"]): (row["longitude"], row["latitude"]) for row in places}
    places_sheet = Sheet(places, places.columns, identity="id", notes=[])
    named("geojson").write(places_sheet)
    lost = [row["id"] for row in places if row["longitude"] is None]
    (note,) = places_sheet.notes
    assert note.startswith(f"without a position: {len(lost)} of {len(places)}: {lost[0]}")
    positions = {id_: position for id_, position in known.items() if None not in position}
    sheet = Sheet(rows, rows.columns, identity="id", positions=lambda _: positions, notes=[])
    features = json.loads(named("geojson").write(sheet))["features"]
    left_out = {one["id"]: one.get("without_position", []) for one in features if one["geometry"]}
    assert any(left_out.values())
    for row in rows:
        missing = [node for node in row["nodes"] if node not in positions]
        assert left_out.get(row["id"], missing) == missing
        assert (f"{row['id']} leaves out {', '.join(missing)}" in "".join(sheet.notes)) == bool(
            left_out.get(row["id"])
        )


@given(st.lists(st.tuples(st.integers(-180, 180), st.integers(-90, 90)), min_size=2, max_size=6))
def test_no_line_of_geojson_crosses_the_180th_meridian(points: list[tuple[int, int]]) -> None:
    """A line is cut at the 180th meridian, and its parts go through all nodes in order."""
    positions = {str(number): point for number, point in enumerate(points)}
    nodes = Field("nodes", "ids", "", shown_as="line")
    row = {"id": "line", "nodes": list(positions)}
    sheet = Sheet([row], [nodes], identity="id", positions=lambda _: positions, notes=[])
    (feature,) = json.loads(named("geojson").write(sheet))["features"]
    drawn = feature["geometry"]["coordinates"]
    parts = drawn if feature["geometry"]["type"] == "MultiLineString" else [drawn]
    for part in parts:
        assert len(part) >= 2
        assert all(abs(b[0] - a[0]) <= 180 for a, b in pairwise(part))
    for before, after in pairwise(parts):
        assert (before[-1][0], before[-1][1]) == (-after[0][0], after[0][1])
        assert abs(after[0][0]) == 180
        assert min(before[-2][1], after[1][1]) <= after[0][1] <= max(before[-2][1], after[1][1])
    drawn_in_order = iter(tuple(position) for part in parts for position in part)
    assert all(point in drawn_in_order for point in points)


def test_quantities_are_numbers_in_base_units_beside_the_words_of_the_source(ask: Ask) -> None:
    """Numbers are in base units; `*_stated` keeps the words of the source."""
    (journey,) = ask("routes", "--journeys")
    assert (journey["suez_distance"], journey["suez_distance_stated"]) == (
        16112.4,
        "8700 nmi = 16112 km",
    )
    assert (journey["suez_time"], journey["suez_time_stated"]) == (None, "6-8 weeks")
    assert (journey["cost"], journey["cost_unit"], journey["cost_stated"]) == (
        3400,
        "USD",
        "about 3400 USD",
    )
    (project,) = ask("projects")
    assert (project["building_time"], project["building_time_stated"]) == (48, "4 years")
    assert (project["loan"], project["loan_unit"], project["loan_stated"]) == (
        1300000000,
        "EUR",
        "1.3 bn EUR = 1.407 bn USD",
    )
    assert (project["length"], project["flags"]) == (162, ["disputed"])


def test_a_place_is_shown_by_its_name(corridor: Callable[..., Answer]) -> None:
    """`show` accepts the name of a place, a route or a body."""
    by_name, by_id = (
        corridor("show", "port one", facts=RIVALS),
        corridor("show", "port-one", facts=RIVALS),
    )
    assert by_name == by_id
    assert "46.35, 48.04" in by_id.out


# --- timeline, search, disputes


def test_the_timeline_has_each_event_once_in_order(ask: Ask) -> None:
    """The timeline has each event once, by date, with flags."""
    rows = ask("timeline")
    assert [(row["date"], row["event"], row["id"]) for row in rows] == [
        ("1952", "opened", "port-one"),
        ("2000-09-12", "signed", "founding-agreement"),
        ("2002", "set up", "secretariat"),
        ("2002-05-16", "in force", "founding-agreement"),
        ("2006-04", "in force", "bulgaria-in-force"),
        ("2006-07", "acceded", "syria-acceded"),
        ("2021", "obstacle begins", "low-water"),
        ("2022", "tariff", "rail-rate"),
        ("2022-05-01", "closure", "strait-closed"),
        ("2022-05-10", "meeting", "two-dates"),
        ("2022-06", "obstacle ends", "low-water"),
        ("2023-05-17", "agreed", "long-railway"),
        ("2024", "work begins", "long-railway"),
        ("2028", "planned to open", "long-railway"),
    ]
    flags = {
        row["event"]: row["flags"] for row in rows if row["id"] in ("long-railway", "two-dates")
    }
    assert flags == {
        "meeting": ["disputed"],
        "agreed": [],
        "work begins": [],
        "planned to open": ["announced"],
    }
    ids = [row["id"] for row in ask("timeline", "--since", "2006-05", "--until", "2022")]
    assert ids == [
        "bulgaria-in-force",
        "syria-acceded",
        "low-water",
        "rail-rate",
        "strait-closed",
        "two-dates",
        "low-water",
    ], "a rival date of the first lies within"
    assert [
        row["event"] for row in ask("timeline", "--kind", "project", "--year", "2024/2028")
    ] == [
        "work begins",
        "planned to open",
    ]
    assert {row["id"] for row in ask("timeline", "--country", "SYR")} == {"syria-acceded"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("long-rail",), "long-railway"),
        (("LONG", "railway"), "long-railway"),
        (('"long', "railway*"), "long-railway"),
        (("Порт",), "port-one"),
        (("ایران",), "two-dates"),
        (("long-railway",), "long-railway"),
        (("AND", "xyzzy"), None),
        (("railway", "NOT", "long"), None),
        (("id:port",), None),
        (("xyzzy",), None),
    ],
    ids=str,
)
def test_a_search_takes_any_words(words: tuple[str, ...], first: str | None, ask: Ask) -> None:
    """A search matches all words as words, never as operators; the last may be a beginning."""
    rows = ask("search", *words)
    assert (first in [row["id"] for row in rows]) if first else rows == []


def test_records_come_before_documents(ask: Ask) -> None:
    """In a search, records are before documents."""
    kinds = [row["kind"] for row in ask("search", "a")]
    assert "source" in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == "source")


def test_a_dispute_has_a_row_for_each_side(ask: Ask, corridor: Callable[..., Answer]) -> None:
    """A dispute has a row for each side, with its value and its sources."""
    rows = ask("disputes")
    sides = [
        (row["value"], row["stated"], row["preferred"], row["why"], row["sources"])
        for row in rows
        if row["dispute"] == "long-railway.length"
    ]
    assert sides == [
        ("162", "162 km", True, None, ["news-late"]),
        ("170", "about 170 km", False, None, ["news"]),
        ("175", "175 km", False, "The newest document comes first.", ["lexicon"]),
    ]
    by_editor = [
        (row["claim"], row["value"], row["sources"])
        for row in rows
        if row["dispute"] == "who-was-there"
    ]
    assert by_editor == [
        ("two-dates.place", "Tehran", ["news"]),
        ("secretariat.seat", "Tehran", ["news"]),
        ("long-railway.loan", "1300000000", ["news-late"]),
    ]
    names = list(dict.fromkeys(row["dispute"] for row in rows))
    assert corridor("disputes", "--count", facts=RIVALS).out == f"{len(names)}\n"
    assert corridor("disputes", "-f", "ids", facts=RIVALS).out.splitlines() == names
    assert [row["dispute"] for row in rows] == sorted(
        (row["dispute"] for row in rows), key=names.index
    ), "sides stand together"
    assert {row["found"] for row in ask("disputes", "--found", "editor")} == {"editor"}
    assert {row["dispute"] for row in ask("disputes", "--kind", "route")} == {"north.length"}
    assert corridor("show", "long-railway.length", "--count", facts=RIVALS).out == "3\n"
    for name in names:
        assert corridor("show", name, facts=RIVALS).code == 0, name


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("RUS.name", {"name"}),
        ("Russia.name", {"name"}),
        ("news.title", {"title"}),
        ("founding-agreement.in_force", {"in_force"}),
        ("who-was-there.question", {"question"}),
        ("north-2022-customs.volume", {"volume", "volume_growth"}),
    ],
)
def test_one_field_of_a_record_is_shown_alone(id_: str, fields: set[str], ask: Ask) -> None:
    """`show ID.FIELD` gives only this field and its rivals."""
    assert {row["field"] for row in ask("show", id_)} == fields


def test_what_an_editor_disputes_is_flagged_and_shown_with_its_sides(cut: Ask) -> None:
    """A figure in an editor's dispute has the flag, and `show` gives the other sides."""
    sides = [
        row["claim"].removesuffix("_growth")
        for row in cut("disputes")
        if row["dispute"] == "western-route-growth-2025"
    ]
    figures = {row["id"]: row["flags"] for row in cut("freight", "--route", "western")}
    assert len(sides) > 1
    assert all("disputed" in figures[side] for side in sides)
    assert set(sides) <= {f"{row['id']}.volume" for row in cut("show", sides[0])}


def test_units_scale_amounts_and_leave_kilometres_days_and_per_cent(ask: Ask) -> None:
    """--unit scales only money, tonnes and containers."""
    (place,) = [row for row in ask("places", "--unit", "mn") if row["id"] == "port-one"]
    assert (place["capacity"], place["capacity_unit"], place["depth"]) == (5, "mn t", 4.9)
    (journey,) = ask("routes", "--journeys", "--unit", "thousand")
    assert (journey["cost"], journey["cost_unit"], journey["distance"], journey["time_saving"]) == (
        3.4,
        "thousand USD",
        7200,
        40,
    )
    shares = ask("freight", "--unit", "mn", "--measure", "share")
    assert [(row["value"], row["unit"]) for row in shares] == [(90, "%")]


# --- the cut of the project's facts


@pytest.mark.parametrize(
    ("dispute", "values"),
    [
        ("bulgaria-membership", None),
        ("syria-membership", None),
        ("oman-as-founder", None),
        ("instc-agreement-2000.in_force", {"2002-05-16", "2002-05-21"}),
        ("rasht-astara-railway.length", {"160 km", "162 km", "164 km", "167 km", "about 170 km"}),
        ("rasht-astara-railway.cost", {"1.6 bn USD"}),
        ("corridor-2022-trend-2023-07-11-akhmedov.volume", {"14.5 mn t", "more than 16 mn t"}),
        ("irn-tur-trade-2022", {"6.42 bn USD", "13.55 bn USD"}),
    ],
)
def test_the_great_disputes_have_every_side(
    dispute: str, values: set[str] | None, cut: Ask
) -> None:
    """A dispute has every side, with its value, its documents and its locators."""
    sides = [row for row in cut("disputes") if row["dispute"] == dispute]
    assert len({row["value"] for row in sides}) > 1
    assert all(row["sources"] and len(row["sources"]) == len(row["locators"]) for row in sides)
    assert (values or set()) <= {row["stated"] or row["value"] for row in sides}


def test_who_joined_later_did_not_sign(cut: Ask) -> None:
    """The signing of an agreement names only the states that signed it."""
    signed = {
        row["id"]: row["countries"]
        for row in cut("timeline", "--until", "2002")
        if row["event"] in ("signed", "in force")
    }
    assert signed == {"instc-agreement-2000": ["IND", "IRN", "RUS"]}
    assert cut("timeline", "--country", "BGR", "--until", "2001") == []


def test_a_dispute_of_an_editor_has_no_reason_of_another_field(cut: Ask) -> None:
    """Only a dispute by rule has a reason for what comes first."""
    whys = {(row["found"], row["why"]) for row in cut("disputes") if row["why"]}
    assert {how for how, _ in whys} == {"rule"}


def test_trade_of_two_states_is_what_either_reports(cut: Ask) -> None:
    """`--country IND --with RUS` gives what either state reports of the other."""
    rows = cut("trade", "--country", "IND", "--with", "Russia")
    assert {row["pair"] for row in rows} == {"IND-RUS"}
    assert len(rows) == sum(row["pair"] == "IND-RUS" for row in cut("trade"))


def test_a_record_is_shown_by_the_title_that_tables_show(cut: Ask) -> None:
    """`show` accepts a title that only one record has."""
    assert cut("show", "rasht-astara railway") == cut("show", "rasht-astara-railway")


def test_members_answer_by_the_list_of_the_day(cut: Ask) -> None:
    """--as-of 2005 gives the ten states of the list of December 2004."""
    rows = cut("members", "--as-of", "2005")
    assert sorted(row["country"] for row in rows) == [
        "ARM",
        "AZE",
        "BLR",
        "IND",
        "IRN",
        "KAZ",
        "OMN",
        "RUS",
        "SYR",
        "TJK",
    ]
    assert {row["as_of"] for row in rows} == {"2004-12-02"}
