"""The rules of rivals and membership, each on the smallest facts that show it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer

from facts import BASE, fact_base, trade

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(corridor: Callable[..., Answer]) -> Ask:
    """The rows of a question to a fact base, with some of their columns."""

    def rows(facts: Path, *argv: str, columns: str) -> list[dict[str, object]]:
        answer = corridor(*argv, "--json", "--columns", columns, facts=facts)
        assert answer.code == 0, answer.err
        return json.loads(answer.out)

    return rows


@pytest.mark.parametrize(
    ("one", "two", "disputed"),
    [
        ("26.123 bn USD", "26.1 bn USD", False),
        ("26.123 bn USD", "more than 26 bn USD", False),
        ("35.9 bn USD", "35.97 bn USD", False),
        ("26.1 bn USD", "26.2 bn USD", False),
        ("26.1 bn USD", "26.3 bn USD", True),
        ("1 bn USD", "3 bn USD", True),
        ("500 mn USD", "more than 500 mn USD", False),
        ("less than 5 bn USD", "more than 5 bn USD", True),
        ("less than 5 bn USD", "at least 5 bn USD", True),
        ("more than 5 bn USD", "5.00 bn USD", False),
        ("18014398509481985 IRR", "18014398509481985 IRR", False),
        ("18014398509481985 IRR", "18014398509481986 IRR", False),
        ("18014398509481985 IRR", "18014398509481987 IRR", True),
        ("1000000000000000000 IRR", "999999999999999999 IRR", False),
        ("1000000000000000000 IRR", "999999999999999998 IRR", True),
        ("1 tn toman", "10 tn IRR", False),
        ("5 crore INR", "50 mn INR", False),
        ("up to 5 bn USD", "at least 5 bn USD", False),
        ("1 bn USD", "1.5 bn USD", False),
        ("1 bn USD", "1.4 bn USD", False),
        ("about 4 bn USD", "4.2 bn USD", False),
        ("about 4 bn USD", "4.3 bn USD", True),
        ("up to 4 bn USD", "1 bn USD", False),
        ("1.5-1.7 bn USD", "1.6 bn USD", False),
        ("1.5-1.7 bn USD", "1.80 bn USD", True),
        ("1000 mn USD", "1 bn USD", False),
        ("1 bn USD", "1 bn EUR", False),
        ("1 bn USD", "9 bn USD, scope: with services", False),
        ("{growth: +5%, growth_vs: 2021}", "{growth: +5.2%, growth_vs: 2021}", False),
        ("{growth: +5%, growth_vs: 2021}", "{growth: +7%, growth_vs: 2021}", True),
        ("{growth: +5%, growth_vs: 2021}", "{growth: +7%, growth_vs: 2020}", False),
        ("{growth: +131%, growth_vs: 2021}", "{growth: x2.3, growth_vs: 2021}", False),
    ],
)
def test_figures_disagree_when_what_they_allow_does_not_meet(
    one: str, two: str, disputed: bool, tmp_path: Path, ask: Ask
) -> None:
    """Two statements on one key are disputed if and only if their intervals do not meet."""
    second = two.partition(", scope: ")
    scope = f", id: scoped, scope: {second[2]}" if second[2] else ""
    facts = fact_base(
        tmp_path, trade_ind_rus=trade(f"export: {one}", f"export: {second[0]}{scope}")
    )
    flags = [row["flags"] for row in ask(facts, "trade", "--long", columns="flags")]
    assert ["disputed" in row for row in flags] == [disputed, disputed]


DATED = """\
- {id: law-2001, kind: law, title: T, title_basis: printed, publisher: P, \
published: 2001, published_basis: printed, language: en}
- {id: news-2001, kind: news, title: T, title_basis: printed, publisher: P, \
published: 2001, published_basis: printed, language: en}
"""
LATER = (
    "- {id: news-2002, kind: news, title: T, title_basis: printed, publisher: P, "
    "published: 2002, published_basis: printed, language: en}\n"
)


@pytest.mark.parametrize(
    ("first", "second"),
    # In each pair one criterion decides; earlier ones tie, and later ones would decide otherwise.
    [
        (("about 4 bn USD, preferred: Checked.", "three"), ("4.00 bn USD", "law-2001")),
        (("about 4 bn USD", "law-2001"), ("4.00 bn USD", "news-2002")),
        (("4 bn USD", "one"), ("4.00 bn USD", "three")),
        (("4 bn USD", "news-2001"), ("about 4.00 bn USD", "news-2002")),
        (("4 bn USD", "news-2001"), ("3.90-4.10 bn USD", "news-2002")),
        (("4.0 bn USD", "news-2001"), ("4 bn USD", "news-2002")),
        (("4000 mn USD", "news-2001"), ("4 bn USD", "news-2002")),
        (("4 bn USD", "news-2002"), ("4 bn USD", "news-2001")),
        (("4 bn USD", "news-2001"), ("4 bn USD", "one")),
        (("4 bn USD", "one"), ("4 bn USD", "two")),
    ],
)
def test_which_rival_comes_first(
    first: tuple[str, str], second: tuple[str, str], tmp_path: Path, ask: Ask
) -> None:
    """Reason, kind of source, hedge, digits, date and id of the source decide, in this order."""
    records = [
        f"- {{reporter: IND, partner: RUS, period: 2022, export: {figure}, sources: {{{source}: "
        f"p}}}}\n"
        for figure, source in (second, first)
    ]
    facts = fact_base(
        tmp_path, trade_ind_rus="".join(records), sources_2001=DATED, sources_2002=LATER
    )
    assert [row["sources"] for row in ask(facts, "trade", "--preferred", columns="sources")] == [
        [first[1]]
    ]
    both = ask(facts, "trade", "--long", columns="sources,preferred,flags")
    assert [(row["preferred"], "outranked" in row["flags"]) for row in both] == [
        (True, False),
        (False, True),
    ]


def test_a_figure_is_never_first_and_outranked_at_once(tmp_path: Path, ask: Ask) -> None:
    """A rate of growth beside an amount follows the amount."""
    figures = (
        "export: {amount: about 5 bn USD, growth: +10%, growth_vs: 2021}",
        "export: {amount: 5 bn USD, growth: about +10%, growth_vs: 2021}",
    )
    facts = fact_base(tmp_path, trade_ind_rus=trade(*figures))
    rows = ask(facts, "trade", "--long", columns="stated,preferred,flags")
    assert rows == [
        {"stated": "5 bn USD", "preferred": True, "flags": ["hedged"]},
        {"stated": "about 5 bn USD", "preferred": False, "flags": ["hedged", "outranked"]},
    ]


def test_a_growth_that_stands_alone_is_not_lost_to_one_beside_an_amount(
    tmp_path: Path, ask: Ask
) -> None:
    """A growth alone is given if the preferred amount has no growth."""
    figures = (
        "export: {amount: 4 bn USD, growth: +81%, growth_vs: 2021}",
        "export: {growth: about +80%, growth_vs: 2021}",
    )
    facts = fact_base(tmp_path, trade_ind_rus=trade(*figures))
    rows = ask(facts, "trade", "--preferred", columns="stated,growth_stated,flags")
    assert rows == [{"stated": "4 bn USD", "growth_stated": "+81%", "flags": []}]
    better = (*figures, "export: 4.00 bn USD")
    facts = fact_base(
        tmp_path,
        trade_ind_rus=trade(*better).replace("{three: p}", "{law-2001: p}"),
        sources_2001=DATED,
    )
    rows = ask(facts, "trade", "--preferred", columns="stated,growth_stated,flags")
    assert rows == [
        {"stated": "4.00 bn USD", "growth_stated": None, "flags": []},
        {"stated": None, "growth_stated": "about +80%", "flags": ["hedged", "growth-only"]},
    ]


STEP = "- {{id: tur-{date}, country: TUR, step: {step}, date: {date}, sources: {{two: p 3}}}}\n"


@pytest.mark.parametrize(
    ("steps", "since"),
    [
        ((), "../2022 listed"),
        ((("ratified", "2004"),), "../2022 listed"),
        ((("signed", "2003"),), "../2022 listed"),
        ((("signed", "2003"), ("in_force", "2006-05")), "2006-05 in_force"),
        ((("acceded", "2005"), ("in_force", "2006-05")), "2005 acceded"),
        ((("acceded", "2005"), ("withdrawal_begun", "2010")), "2005 acceded"),
    ],
)
def test_since_is_accession_or_entry_into_force(
    steps: tuple[tuple[str, str], ...], since: str, tmp_path: Path, ask: Ask
) -> None:
    """Only founders are members since their signature; without a step the oldest list decides."""
    text = (
        "steps:\n" + "".join(STEP.format(step=step, date=date) for step, date in steps)
        if steps
        else ""
    )
    facts = fact_base(tmp_path, members=BASE["members.yaml"] + text)
    rows = {
        row["country"]: row
        for row in ask(facts, "members", columns="country,since,since_step,sources,locators")
    }
    assert f"{rows['TUR']['since']} {rows['TUR']['since_step']}" == since
    assert rows["IND"] == {
        "country": "IND",
        "since": "2000-09-12",
        "since_step": "signed",
        "sources": ["one", "one"],
        "locators": ["p 2", "p 1"],
    }


def test_a_state_that_begins_to_withdraw_is_still_a_party(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """The step stands in the timeline, and changes neither members nor parties."""
    other = (
        "agreement: {id: other, title: O, signed: 2001, parties: [IND, TUR], sources: {one: p}}\n"
    )
    step = STEP.format(step="withdrawal_begun", date="2010")
    before = fact_base(tmp_path / "before", agreements_other=other)
    after = fact_base(
        tmp_path / "after",
        agreements_other=f"{other}steps:\n{step.replace('tur-2010', 'other-2010')}",
        members=f"{BASE['members.yaml']}steps:\n{step}",
    )
    for argv in (("members",), ("members", "--as-of", "2015"), ("agreements", "--party", "TUR")):
        told = [corridor(*argv, "--json", facts=facts) for facts in (before, after)]
        assert told[0] == told[1]
        assert "TUR" in told[0].out or "2015" in argv
    rows = corridor("timeline", "--year", "2010", "-f", "tsv", facts=after).out
    assert "Beginning of withdrawal, Turkey: O" in rows
    assert "Beginning of withdrawal, Turkey: F" in rows


def test_a_row_names_only_documents_that_state_it(tmp_path: Path, ask: Ask) -> None:
    """A row of `members` names only documents that state it."""
    founding = (
        "agreement: {id: founding, title: F, signed: 2000-09-12, signatories: [IND, IRN, RUS], "
        "sources: {one: p 1},"
        " also: [{depositary: Iran, sources: {three: entry}}, {signatories: [RUS, IRN, IND], "
        "sources: {two: p 9}}]}\n"
    )
    facts = fact_base(tmp_path, founding=founding)
    (row, *_) = ask(facts, "members", columns="sources,locators")
    assert (row["sources"], row["locators"]) == (["one", "one"], ["p 2", "p 1"])
    (row,) = ask(facts, "agreements", columns="sources,locators")
    assert (row["sources"], row["locators"]) == (
        ["one", "three", "two", "one"],
        ["p 1", "entry", "p 9", "p 2"],
    )


def test_a_rival_list_of_the_same_record_is_a_list_of_its_own(
    tmp_path: Path, ask: Ask, corridor: Callable[..., Answer]
) -> None:
    """--according-to gives the list of that source; a state that it leaves out is disputed."""
    also = (
        BASE["members.yaml"].rstrip("}\n")
        + "}, also: [{members: [IND, IRN, RUS], sources: {two: p 5}}, {count: 4, "
        "sources: {three: p}}]}\n"
    )
    facts = fact_base(tmp_path, members=also)
    assert [
        row["country"] for row in ask(facts, "members", "--according-to", "two", columns="country")
    ] == ["IND", "IRN", "RUS"]
    rows = ask(facts, "members", columns="country,lists,lists_total,disputed")
    assert [(row["country"], row["lists"], row["lists_total"], row["disputed"]) for row in rows][
        -1
    ] == ("TUR", 1, 2, True)
    assert corridor("members", "--according-to", "three", facts=facts).code == 2


def test_lists_of_a_source_are_chosen_by_date(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """--as-of chooses among lists, and a note says if none is old enough."""
    lists = "lists:\n" + "".join(
        f"- {{id: {name}, as_of: {as_of}, members: [{members}], complete: true, "
        f"sources: {{{source}: p}}}}\n"
        for name, as_of, members, source in (
            ("two-2015", "2015", "IND, IRN", "two"),
            ("preferred", "2022", "IND, IRN, RUS, TUR", "one"),
            ("two-2023", "2023", "IND, IRN, RUS", "two"),
        )
    )
    facts = fact_base(tmp_path, members=lists)
    count = ("--count", "-q")
    assert corridor("members", "--according-to", "two", *count, facts=facts).out == "3\n"
    assert (
        corridor("members", "--according-to", "two", "--as-of", "2020", *count, facts=facts).out
        == "2\n"
    )
    assert corridor("members", "--as-of", "2020", *count, facts=facts).out == "2\n"
    assert corridor("members", "--as-of", "2024", *count, facts=facts).out == "4\n"
    early = corridor("members", "--according-to", "one", "--as-of", "2020", *count[:1], facts=facts)
    assert early == Answer(
        0, "0\n", "note: no list of members is as old as 2020; the oldest is of 2022\n"
    )
    notes = corridor("members", "--as-of", "2020", "--count", facts=facts).err.splitlines()
    assert notes == [
        "note: by two-2015, as of 2015",
        "note: other lists name Russia, Turkey too:",
        "  corridor members --as-of 2020 --role all",
    ]


def test_a_stated_role_of_disputed_marks_a_listed_member(tmp_path: Path, ask: Ask) -> None:
    """A member with the role `disputed` is marked, though a list names it."""
    role = "roles:\n- {id: tur-disputed, country: TUR, role: disputed, sources: {two: p}}\n"
    facts = fact_base(tmp_path, members=BASE["members.yaml"] + role)
    assert [
        row["country"]
        for row in ask(facts, "members", columns="country,disputed")
        if row["disputed"]
    ] == ["TUR"]


def test_a_newer_list_speaks_louder_than_an_older_role(
    tmp_path: Path, ask: Ask, corridor: Callable[..., Answer]
) -> None:
    """A newer list decides against an older role, and notes name the lists that differ."""
    newer = (
        "- {id: newer, as_of: 2024, members: [IND, IRN, RUS, XXX], complete: true, "
        "sources: {two: p 7}}\n"
    ).replace("XXX", "GBR")
    role = (
        "roles:\n- {id: gbr-interested, country: GBR, role: interested, as_of: 2010, "
        "sources: {three: p}}\n"
    )
    britain = "- {code: GBR, alpha2: GB, numeric: 826, name: Britain, sources: {one: p}}\n"
    facts = fact_base(
        tmp_path,
        members=BASE["members.yaml"] + newer + role,
        countries=britain + BASE["countries.yaml"],
    )
    (row,) = ask(facts, "members", "--role", "disputed", columns="country,role,disputed,sources")
    assert (row["country"], row["disputed"], row["sources"]) == ("GBR", True, ["two"])
    notes = (
        "note: as members in complete lists: Turkey 1 of 2: corridor members --history\n"
        "note: other lists name Britain too: corridor members --role all\n"
    )
    assert corridor("members", "--count", facts=facts) == Answer(0, "4\n", notes)
    assert "newer" in corridor("show", "TUR", "-f", "ids", facts=facts).out.split()
    assert ask(facts, "agreements", columns="flags") == [{"flags": ["disputed"]}]


def test_a_date_is_found_on_either_side(tmp_path: Path, ask: Ask) -> None:
    """A meeting with two dates matches both."""
    meeting = (
        "- {id: talks, title: T, date: 2022-12-31, date_basis: stated, status: held, "
        "countries: [IND], sources: {one: p},"
        " also: [{date: 2023-01-01, date_basis: stated, sources: {two: p}}]}\n"
    )
    facts = fact_base(tmp_path, meetings_2022=meeting)
    for year in ("2022", "2023"):
        assert ask(facts, "meetings", "--year", year, columns="id,flags") == [
            {"id": "talks", "flags": ["disputed"]}
        ]
    assert ask(facts, "meetings", "--until", "2021", columns="id") == []


def test_the_list_that_held_is_complete(tmp_path: Path, corridor: Callable[..., Answer]) -> None:
    """--as-of uses complete lists only; a disputed step marks its state."""
    lists = (
        "lists:\n- {id: part, as_of: 2019, members: [IND], complete: false, sources: {two: p}}\n"
        "- {id: preferred, as_of: 2022, members: [IND, IRN, RUS, TUR], complete: true, "
        "sources: {one: p}}\n"
        "steps:\n- {id: joined, country: TUR, step: acceded, date: 2005, sources: {one: p}, "
        "also: [{date: 2006, sources: {two: p}}]}\n"
    )
    facts = fact_base(tmp_path, members=lists)
    assert corridor("members", "--as-of", "2020", "--count", facts=facts).out == "4\n", "by steps"
    disputed = corridor("members", "--columns", "country,disputed", "--no-header", facts=facts).out
    assert disputed == "IND\tfalse\nIRN\tfalse\nRUS\tfalse\nTUR\ttrue\n"


@pytest.mark.parametrize(
    ("argv", "count"),
    [(("--since", "2022-05-10"), 1), (("--since", "2022-05-11"), 0),
     (("--until", "2022-05-10"), 1), (("--until", "2022-05-09"), 0),
     (("--since", "2022-05"), 1), (("--until", "2022-05"), 1),
     (("--since", "2022-06"), 0), (("--until", "2022-04"), 0)],
)  # fmt: skip
def test_since_and_until_include_their_own_days(
    argv: tuple[str, str], count: int, tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """--since and --until include the whole day, month or year."""
    meeting = (
        "- {id: talks, title: T, date: 2022-05-10, date_basis: stated, status: held, "
        "countries: [IND], sources: {one: p}}\n"
    )
    facts = fact_base(tmp_path, meetings_2022=meeting)
    assert corridor("meetings", *argv, "--count", facts=facts).out == f"{count}\n"


def test_records_that_several_ids_lead_to_are_shown_once(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """`show IND RUS` gives each row once."""
    facts = fact_base(tmp_path, trade_ind_rus=trade("export: 1 bn USD"))
    lines = corridor("show", "IND", "RUS", "IND", facts=facts).out.splitlines()
    assert len(lines) == len(set(lines))


def test_undated_records_and_ties_are_in_order_of_id(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Records without a date, or with the same one, are in the order of their ids."""
    records = BASE["sources/undated.yaml"].splitlines(keepends=True)
    facts = fact_base(tmp_path, sources_undated="".join([records[2], *records[:2]]))
    answer = corridor("check", facts)
    assert (
        "undated.yaml:1:3: warning: order: records are in order of published, then of id: "
        "move this one to the end" in answer.out
    )


def test_a_figure_is_found_by_its_records_former_id(tmp_path: Path, ask: Ask) -> None:
    """A figure is shown by the former id of its record and its flow."""
    facts = fact_base(
        tmp_path, trade_ind_rus=trade("export: 1 bn USD, import: 2 bn USD, formerly: [old-name]")
    )
    assert ask(facts, "show", "old-name.import", columns="id,field") == [
        {"id": "ind-rus-2022-one", "field": "import"}
    ]
    assert "formerly" in [row["field"] for row in ask(facts, "show", "old-name", columns="field")]


# --- a corridor without a treaty, or without lists


def test_facts_need_no_founding_agreement_and_no_list(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """Without a preferred list the newest complete one decides; without lists a note says so."""
    about = "title: Made up\nversion: 2026-01-01\n"
    lists = (
        "lists:\n"
        "- {id: older, as_of: 2020, members: [IND, IRN], complete: true, sources: {one: p 1}}\n"
        "- {id: newer, as_of: 2021, members: [IND, RUS], complete: true, sources: {one: p 2}}\n"
        "- {id: newest, as_of: 2022, members: [IND, TUR], complete: false, sources: {one: p 3}}\n"
    )
    with_lists = fact_base(tmp_path / "listed", about=about, members=lists)
    assert (
        corridor("members", "--columns", "country,list", facts=with_lists).out
        == "country\tlist\nIND\tnewer\nRUS\tnewer\n"
    )
    bare = fact_base(
        tmp_path / "bare",
        about=about,
        members="roles:\n- {id: role, country: TUR, role: observer, sources: {one: p}}\n",
    )
    assert corridor("members", "--count", facts=bare) == (
        0,
        "0\n",
        "note: there are no lists of members\n",
    )
    assert "parties: []" in corridor("agreements", "-f", "yaml", facts=bare).out


def test_roles_at_two_times_are_no_dispute(tmp_path: Path, corridor: Callable[..., Answer]) -> None:
    """Roles at two times are not a dispute."""
    role = (
        "roles:\n- id: role\n  country: TUR\n  role: observer\n  as_of: 2020\n  sources: {one: p}\n"
        "  also:\n  - {as_of: 2021, sources: {two: p}}\n"
    )
    facts = fact_base(tmp_path, members=BASE["members.yaml"] + role)
    assert corridor("disputes", "--count", facts=facts).out == "0\n"


def test_groups_have_acronyms_and_a_code_of_ones_own_needs_no_number(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """EU, G7 and EAEU are groups; Kosovo has no numeric code; any other state has one."""
    group = "- {{code: {}, name: {}, group: true, sources: {{one: p}}}}\n"
    more = "".join(group.format(code, name) for code, name in (("EU", "Union"), ("G7", "Seven")))
    state = "- {{code: {}, alpha2: {}, name: Kosovo, sources: {{one: p}}}}\n"
    kosovo = state.format("XKX", "XK")
    countries = more + BASE["countries.yaml"] + kosovo
    facts = fact_base(
        tmp_path / "right",
        countries=countries,
        trade_eu_rus="- {reporter: EU, partner: RUS, period: 2022, export: 1 EUR, "
        "sources: {one: p}}\n",
        meetings_2022="- {id: talks, title: T, date: 2022, date_basis: stated, status: held, "
        "countries: [G7, XKX], participants: [Someone (EU)], sources: {one: p}}\n",
    )
    out = corridor("check", facts, "-q").out
    assert out.count("unused-source") == out.count("\n") == 2
    countries = countries.replace(kosovo, state.format("UKX", "UK"))
    wrong = fact_base(tmp_path / "wrong", countries=countries)
    assert ": country-codes: " in corridor("check", wrong, "-q").out


def test_a_note_says_whose_statement_it_is_about(tmp_path: Path, ask: Ask) -> None:
    """The editor's note in a row has the documents of the statement that it stands with."""
    founding = (
        "agreement: {id: founding, title: F, signed: 2000-09-12, signatories: [IND, IRN, RUS], "
        "sources: {one: p 1}, also: [{depositary: Iran, note: By the entry., sources: "
        "{three: entry}}]}\n"
    )
    facts = fact_base(tmp_path, founding=founding)
    (row,) = ask(facts, "agreements", columns="note,sources_by_field")
    assert row["note"] == "By the entry."
    assert row["sources_by_field"]["note"] == [["three", "entry"]]  # type: ignore[index]  # a map
