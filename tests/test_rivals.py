"""Rivals: which ones meet, which have flags, which is preferred. On facts made for it."""

import json
from collections.abc import Callable

import pytest
from conftest import RIVALS, Answer


@pytest.fixture
def rivals(corridor: Callable[..., Answer]) -> Callable[..., list[dict[str, object]]]:
    """The rows of a command on the facts that disagree, with some of their columns."""

    def rows(*argv: str, columns: str) -> list[dict[str, object]]:
        answer = corridor(*argv, "--json", "--columns", columns, facts=RIVALS)
        assert answer.code == 0, answer.err
        return json.loads(answer.out)

    return rows


def test_figures_that_meet_within_their_precision_are_not_disputed(
    rivals: Callable[..., list[dict[str, object]]],
) -> None:
    """Figures whose intervals meet are not disputed; statistics come before news."""
    rows = rivals(
        "trade",
        "--period",
        "2021",
        "--flow",
        "turnover",
        "--long",
        columns="id,value,low,high,hedge,preferred,flags",
    )
    assert rows == [
        {"id": "rus-irn-2021-customs.turnover", "value": 4035000000, "low": 4034500000,
         "high": 4036000000, "hedge": None, "preferred": True, "flags": []},
        {"id": "rus-irn-2021-news.turnover", "value": 4000000000, "low": 4000000000,
         "high": 4400000000, "hedge": "more than", "preferred": False,
         "flags": ["hedged", "outranked"]},
        {"id": "rus-irn-2021-news-early.turnover", "value": 4000000000, "low": 3500000000,
         "high": 5000000000, "hedge": None, "preferred": False, "flags": ["outranked"]},
    ]  # fmt: skip


def test_figures_that_do_not_meet_are_disputed_on_their_key_alone(
    rivals: Callable[..., list[dict[str, object]]],
) -> None:
    """Only figures with the same scope and unit are rivals; an editor's reason decides."""
    rows = rivals(
        "trade", "--period", "2022", "--long", columns="key,stated,preferred,flags,sources"
    )
    assert rows == [
        {"key": "RUS.IRN.export.2022.USD", "stated": "1.2 bn USD", "preferred": True, "flags": [],
         "sources": ["customs"]},
        {"key": "RUS.IRN.turnover.2022.USD", "stated": "4.65 bn USD", "preferred": True,
         "flags": ["disputed"], "sources": ["news-late", "news"]},
        {"key": "RUS.IRN.turnover.2022.RUB", "stated": "330 bn RUB", "preferred": True,
         "flags": [], "sources": ["news"]},
        {"key": "RUS.IRN.turnover.2022.USD.non-oil", "stated": "3.1 bn USD", "preferred": True,
         "flags": [], "sources": ["customs"]},
        {"key": "RUS.IRN.turnover.2022.USD", "stated": "4.9 bn USD", "preferred": False,
         "flags": ["disputed", "outranked"], "sources": ["customs"]},
    ]  # fmt: skip


def test_preferred_gives_one_figure_a_key(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """--preferred gives one figure for each key."""
    every = rivals("trade", "--long", columns="key,preferred")
    first = rivals("trade", "--preferred", columns="key,preferred")
    assert sorted({str(row["key"]) for row in every}) == sorted(str(row["key"]) for row in first)
    assert all(row["preferred"] for row in first)


def test_a_wide_row_is_flagged_by_its_figures(
    rivals: Callable[..., list[dict[str, object]]],
) -> None:
    """A record has the flags of its figures and of its period."""
    rows = rivals("trade", columns="id,flags")
    assert {row["id"]: row["flags"] for row in rows} == {
        "ind-rus-2022-04-to-2023-03-news-late": ["hedged"],
        "rus-irn-2021-customs": [],
        "rus-irn-2021-news": ["hedged", "outranked"],
        "rus-irn-2021-news-early": ["outranked"],
        "rus-irn-2022-news-late": ["disputed"],
        "rus-irn-2022-roubles": [],
        "rus-irn-2022-non-oil": [],
        "rus-irn-2022-customs": ["disputed", "outranked"],
        "irn-rus-2022-03-21-to-2023-03-20-news": ["range"],
        "unstated-rus-2023-01-to-2023-03-news-late": [
            "unstated-reporter",
            "part-year",
            "hedged",
            "growth-only",
        ],
    }


def test_a_range_has_two_ends_and_no_value(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """A range has `low` and `high` and no value; a negative balance stays negative."""
    rows = rivals(
        "trade", "--reporter", "Iran", "--long", columns="flow,value,low,high,stated,coverage,flags"
    )
    assert rows == [
        {"flow": "import", "value": None, "low": 1500000000, "high": 1700000000,
         "stated": "1.5-1.7 bn USD", "coverage": "accounting-year", "flags": ["range"]},
        {"flow": "balance", "value": -900000000, "low": -1000000000, "high": -850000000,
         "stated": "-0.9 bn USD", "coverage": "accounting-year", "flags": []},
    ]  # fmt: skip


def test_growth_names_what_it_compares_with(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """A rate of growth names the period that it compares with."""
    columns = "id,value,growth,growth_vs,growth_stated,unit"
    argv = ("trade", "--reporter", "unstated", "--country", "IRN", "--long")
    assert rivals(*argv, columns=columns) == [
        {"id": "unstated-rus-2023-01-to-2023-03-news-late.turnover", "value": None, "growth": -30,
         "growth_vs": "2022-01/2022-03", "growth_stated": "almost -30%", "unit": None}
    ]  # fmt: skip
    assert rivals(
        "show", "rus-irn-2021-news-early.turnover", columns="field,value,unit,stated"
    ) == [
        {"field": "turnover", "value": "4000000000", "unit": "USD", "stated": "4 bn USD"},
        {"field": "turnover_growth", "value": "81", "unit": "% on 2020", "stated": "+81%"},
        {"field": "turnover", "value": "4035000000", "unit": "USD", "stated": "4.035 bn USD"},
        {"field": "turnover", "value": "4000000000", "unit": "USD", "stated": "more than 4 bn USD"},
    ], "the figure, its growth, and what others state on the same"


def test_a_conversion_stays_with_its_amount(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """A conversion by the source stays beside its amount and is not a figure."""
    rows = rivals("show", "rus-irn-2022-roubles", columns="field,value,unit,stated")
    assert [row for row in rows if row["field"] == "turnover"] == [
        {
            "field": "turnover",
            "value": "330000000000",
            "unit": "RUB",
            "stated": "330 bn RUB = almost 4.9 bn USD",
        }
    ]
    (figure,) = rivals(
        "trade",
        "--long",
        "--period",
        "2022",
        "--sort",
        "unit",
        "--limit",
        "1",
        columns="stated,converted",
    )
    assert figure == {"stated": "330 bn RUB", "converted": "almost 4.9 bn USD"}


def test_a_meeting_with_two_dates_keeps_both(
    rivals: Callable[..., list[dict[str, object]]],
) -> None:
    """Of two dates the first is in the row, with a flag; `show` gives both."""
    (row,) = rivals("meetings", "--status", "held", columns="date,countries,topics,flags,sources")
    assert row == {
        "date": "2022-05-10",
        "countries": ["IRN", "RUS", "IND"],
        "topics": ["railways", '[/] [red] :smile: =1+1 "x" ایران', "customs"],
        "flags": ["disputed"],
        "sources": ["news", "news-late"],
    }
    sides = [
        row
        for row in rivals(
            "show", "two-dates", columns="field,value,preferred,flags,sources,locators"
        )
        if row["field"] in ("date", "place")
    ]
    assert sides == [
        {"field": "date", "value": "2022-05-10", "preferred": True, "flags": ["disputed"],
         "sources": ["news"], "locators": ["para 5"]},
        {"field": "date", "value": "2022-05-11", "preferred": False, "flags": ["disputed"],
         "sources": ["news-late"], "locators": ["paras 5-6"]},
        {"field": "place", "value": "Tehran", "preferred": True, "flags": ["disputed"],
         "sources": ["news"], "locators": ["para 5"]},
        {"field": "place", "value": "Tehran", "preferred": False, "flags": [],
         "sources": ["news-late"], "locators": ["paras 5-6"]},
    ]  # fmt: skip


def test_dates_agree_when_one_lies_in_the_other(
    rivals: Callable[..., list[dict[str, object]]],
) -> None:
    """Dates agree if one lies in the other; sets of states agree in any order."""
    rows = rivals("show", "bulgaria-in-force", columns="field,value,flags")
    assert [row for row in rows if row["field"] == "date"] == [
        {"field": "date", "value": "2006-04", "flags": ["disputed"]},
        {"field": "date", "value": "2006", "flags": ["disputed"]},
        {"field": "date", "value": "2006-05-01", "flags": ["disputed"]},
    ]
    rows = rivals("show", "founding-agreement", columns="field,value,flags")
    assert [(row["value"], row["flags"]) for row in rows if row["field"] == "signatories"] == [
        ("IND; IRN; RUS", []),
        ("RUS; IRN; IND", []),
    ]


def test_an_editors_words_rest_on_no_source(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """`preferred` and `note` have no source; what documents state has one."""
    rows = rivals("show", "rus-irn-2022-news-late", columns="id,field,sources,locators")
    both = (["news-late", "news"], ["para 7", "para 7"])
    assert [
        (row["field"], row["sources"], row["locators"])
        for row in rows
        if row["id"] == "rus-irn-2022-news-late"
    ] == [
        ("reporter", *both),
        ("partner", *both),
        ("period", *both),
        ("turnover", *both),
        ("stated_by", *both),
        ("preferred", [], []),
        ("note", [], []),
    ]


def test_show_gives_every_side_of_a_figure(rivals: Callable[..., list[dict[str, object]]]) -> None:
    """`show` gives the rivals of a figure, with their sources."""
    rows = rivals(
        "show", "rus-irn-2022-customs.turnover", columns="id,field,stated,preferred,flags,sources"
    )
    assert rows == [
        {"id": "rus-irn-2022-customs", "field": "turnover", "stated": "4.9 bn USD",
         "preferred": False, "flags": ["disputed", "outranked"], "sources": ["customs"]},
        {"id": "rus-irn-2022-news-late", "field": "turnover", "stated": "4.65 bn USD",
         "preferred": True, "flags": ["disputed"], "sources": ["news-late", "news"]},
    ]  # fmt: skip


FOUNDERS = "IND 2000-09-12 signed False|IRN 2000-09-12 signed False|RUS 2000-09-12 signed False"
MEMBERSHIP = [
    ((), "list-news-2023", f"BGR 2006-04 in_force True|{FOUNDERS}"),
    (("--as-of", "2005"), "list-lexicon-2004", f"{FOUNDERS}|SYR 2006-07 acceded True"),
    (("--as-of", "2023-04"), "list-news-2023", f"BGR 2006-04 in_force True|{FOUNDERS}"),
    (("--according-to", "news-late"), "list-late-2023", f"{FOUNDERS}|SYR 2006-07 acceded True"),
    (("--role", "observer"), "list-news-2023", "TUR None None False"),
    (("--role", "interested", "--role", "disputed"), "list-news-2023",
     "SYR 2006-07 acceded True|NOR None None False"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "list_", "members"), MEMBERSHIP)
def test_members_answer_by_a_list(
    argv: tuple[str, ...], list_: str, members: str, rivals: Callable[..., list[dict[str, object]]]
) -> None:
    """The members are those of the preferred list, of the list of a day, or of a source's list."""
    rows = rivals("members", *argv, columns="country,since,since_step,disputed,list")
    assert {row["list"] for row in rows} == {list_}
    assert (
        "|".join(
            f"{row['country']} {row['since']} {row['since_step']} {row['disputed']}" for row in rows
        )
        == members
    )


def test_states_that_other_lists_add_are_announced(corridor: Callable[..., Answer]) -> None:
    """A note names the states that other lists add; -q leaves it out."""
    assert corridor("members", facts=RIVALS).err == (
        "note: as members in complete lists: Bulgaria 1 of 3: corridor members --history\n"
        "note: other lists name Syria too: corridor members --role all\n"
    )
    assert corridor("members", "-q", facts=RIVALS).err == ""


def test_a_former_id_still_finds_its_record(corridor: Callable[..., Answer]) -> None:
    """A former id gives its record."""
    assert (
        corridor("show", "india-russia-2022", "-f", "ids", facts=RIVALS).out
        == "ind-rus-2022-04-to-2023-03-news-late\n"
    )
