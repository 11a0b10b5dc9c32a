"""The facts of the founding report, as every reader must see them."""

import json
from collections.abc import Callable

import pycountry
import pytest
from conftest import FACTS, FOUNDING, Answer

from corridor_cli import open_facts

TREND = "trend-2023-11-16-kaz-rus"
MEMBERS = [
    "ARM",
    "AZE",
    "BGR",
    "BLR",
    "IND",
    "IRN",
    "KAZ",
    "KGZ",
    "OMN",
    "RUS",
    "TJK",
    "TUR",
    "UKR",
]


def test_trade_of_2022_has_the_reports_figures(corridor: Callable[..., Answer]) -> None:
    """The row of 2022 has the figures of the report, with source and locator."""
    answer = corridor("trade", "--year", "2022", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == [
        {
            "id": "kaz-rus-2022-trend-2023-11-16-kaz-rus",
            "period": "2022",
            "coverage": "year",
            "reporter": "KAZ",
            "reporter_name": "Kazakhstan",
            "partner": "RUS",
            "partner_name": "Russia",
            "export": 8780000000,
            "import": 17340000000,
            "turnover": 26123000000,
            "balance": -8560000000,
            "unit": "USD",
            "export_stated": "8.78 bn USD",
            "import_stated": "17.34 bn USD",
            "turnover_stated": "26.123 bn USD",
            "flags": ["derived"],
            "published": "2023-11-16",
            "sources": [TREND],
            "locators": ["para 10"],
            "pair": "KAZ-RUS",
            "scope": None,
            "basis": None,
            "stated_by": None,
            "note": None,
            "period_start": "2022-01-01",
            "period_end": "2022-12-31",
            "year": 2022,
            "export_relation": None,
            "import_relation": None,
            "turnover_relation": None,
            "pair_name": "Kazakhstan and Russia",
            "balance_stated": None,
            "balance_relation": None,
            "export_low": 8775000000,
            "export_high": 8790000000,
            "import_low": 17335000000,
            "import_high": 17350000000,
            "turnover_low": 26122500000,
            "turnover_high": 26124000000,
            "balance_low": -8575000000,
            "balance_high": -8545000000,
            "turnover_derived": None,
            "balance_derived": "-8.56 bn USD",
            **{
                f"{flow}_{what}": None
                for flow in ("export", "import", "turnover")
                for what in ("growth", "converted", "converted_unit", "converted_stated")
            },
            "forecast": False,
            "forecast_basis": None,
            "as_of": None,
        }
    ]


def test_trade_of_2023_is_part_of_a_year_and_says_so(corridor: Callable[..., Answer]) -> None:
    """A figure of a part of 2023 is in the answer for 2023, with a flag and a note."""
    answer = corridor(
        "trade",
        "--year",
        "2023",
        "--columns",
        "period,coverage,export,import,turnover,flags,locators",
        "-f",
        "csv",
    )
    assert answer == Answer(
        0,
        "period,coverage,export,import,turnover,flags,locators\n"
        "2023-01/2023-08,part,6389000000,10611000000,17000000000,part-year;derived,para 9\n",
        "note: no row covers exactly 2023: see the periods\n",
    )


def test_the_figures_of_2022_add_up_within_their_precision() -> None:
    """The intervals of export and import allow a sum that the interval of turnover allows."""
    with open_facts(FACTS) as facts:
        low, high = {}, {}
        for row in facts.trade(period=2022, reporter="KAZ", partner="RUS", long=True):
            if TREND in row["sources"]:
                low[row["flow"]], high[row["flow"]] = row["low"], row["high"]
    assert low["export"] + low["import"] <= high["turnover"]
    assert low["turnover"] <= high["export"] + high["import"]


def test_members_are_the_reports_13_states(corridor: Callable[..., Answer]) -> None:
    """The members are the 13 states of the report, with the dates that it states."""
    answer = corridor(
        "members",
        "-f",
        "tsv",
        "--columns",
        "country,since,since_step,locators",
        "--sort",
        "country",
    )
    since = {"AZE": "2005\tacceded\tpara 8;para 7"} | dict.fromkeys(
        ("IND", "IRN", "RUS"), "2000-09-12\tsigned\tpara 8;para 7"
    )
    by_list = "../2023-11-16\tlisted\tpara 8"
    rows = [f"{code}\t{since.get(code, by_list)}" for code in MEMBERS]
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == ["country\tsince\tsince_step\tlocators", *rows]


def test_the_agreement_is_the_foundation(corridor: Callable[..., Answer]) -> None:
    """Three states signed the agreement on 12 September 2000; 13 states are its parties."""
    (row,) = json.loads(corridor("agreements", "--json").out)
    assert row["signed"] == "2000-09-12"
    assert row["signatories"] == ["IND", "IRN", "RUS"]
    assert row["parties"] == MEMBERS
    assert (row["sources"], row["locators"]) == ([TREND, TREND], ["para 7", "para 8"])


def test_the_meeting_is_that_of_the_report(corridor: Callable[..., Answer]) -> None:
    """The talks in Moscow have the data of the report, and no day that it does not state."""
    (row,) = json.loads(corridor("meetings", "--json").out)
    assert (row["date"], row["date_basis"], row["status"], row["level"]) == (
        "2023-11",
        "reported",
        "held",
        "minister",
    )
    assert (row["place"], row["event"]) == (
        "Moscow",
        "International Forum within Transport Week 2023",
    )
    assert row["countries"] == ["KAZ", "RUS"]
    assert row["participants"][:2] == [
        "Marat Karabayev, Minister of Transport (KAZ)",
        "Vitaly Savelyev, Minister of Transport (RUS)",
    ]
    assert len(row["participants"]) == 12
    assert len(row["topics"]) == 3
    assert len(row["outcomes"]) == 4
    assert (row["sources"], row["locators"]) == ([TREND], ["paras 1-6"])


def test_show_lists_every_fact_that_rests_on_the_report(corridor: Callable[..., Answer]) -> None:
    """`show SOURCE` gives the source and then all records that cite it."""
    answer = corridor("show", TREND, "-f", "ids")
    assert answer.out.splitlines() == [
        TREND,
        "members-2023-11-16-trend",
        "azerbaijan-acceded",
        "instc-agreement-2000",
        "kaz-rus-transport-ministers-2023-11",
        "kaz-rus-2022-trend-2023-11-16-kaz-rus",
        "kaz-rus-2023-01-to-2023-08-trend-2023-11-16-kaz-rus",
    ]


def test_show_gives_a_countrys_profile(corridor: Callable[..., Answer]) -> None:
    """`show COUNTRY` gives every record that names the country."""
    answer = corridor("show", "kazakhstan", "-f", "ids")
    assert answer.out.splitlines() == [
        "KAZ",
        "members-2023-11-16-trend",
        "kaz-rus-transport-ministers-2023-11",
        "kaz-rus-2022-trend-2023-11-16-kaz-rus",
        "kaz-rus-2023-01-to-2023-08-trend-2023-11-16-kaz-rus",
    ]


@pytest.mark.parametrize(
    "name", ["Russia", "RUS", "RU", "rus", "643", "russian federation", "RUSSIAN  Federation"]
)
@pytest.mark.parametrize(
    ("before", "rows"),
    [(("trade", "--partner"), 2), (("trade", "--country"), 2), (("meetings", "--country"), 1),
     (("agreements", "--party"), 1), (("show",), 7)],
)  # fmt: skip
def test_a_country_has_many_names(
    name: str, before: tuple[str, ...], rows: int, corridor: Callable[..., Answer]
) -> None:
    """Codes, names and aliases in any case mean the same country in every command."""
    answer = corridor(*before, name, "-f", "json")
    assert answer.code == 0
    assert json.loads(answer.out) == json.loads(corridor(*before, "RUS", "-f", "json").out)
    ids = {row["id"] for row in json.loads(answer.out)}
    assert len(ids) == (6 if before == ("show",) else rows)


def test_countries_have_the_codes_of_iso_3166() -> None:
    """Codes and names of countries are those of ISO 3166-1."""
    with open_facts(FACTS) as facts:
        rows = {
            (row["code"], row["alpha2"], row["numeric"])
            for row in facts.table("countries")
            if not row["group"]
        }
        assert rows <= {
            (country.alpha_3, country.alpha_2, country.numeric) for country in pycountry.countries
        }
        for country in pycountry.countries:
            if facts._index.country(country.alpha_3):
                assert facts._index.country(country.name) == country.alpha_3


def test_every_fact_of_the_report_is_in_the_projects_own_base() -> None:
    """The project's own facts keep what the founding report states, with its locators."""
    with open_facts(FOUNDING) as founding, open_facts(FACTS) as own:
        needed = [row for row in founding.show(TREND) if row["sources"] == [TREND]]
        rows = [row for row in own.show(TREND) if TREND in row["sources"]]
    assert len(needed) > 20
    for row in needed:
        worded = row["field"] in ("event", "participants", "topics", "outcomes")
        same = ("id", "field") if worded else ("id", "field", "value", "unit", "stated")
        assert [
            other
            for other in rows
            if all(other[name] == row[name] for name in same)
            and set(row["locators"]) <= set(other["locators"])
        ], row
