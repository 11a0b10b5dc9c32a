"""Countries as plain words, and what the tool says of words that are none."""

import shlex
from collections.abc import Callable
from datetime import date

import pytest
from conftest import CUT, FACTS, OWN, RIVALS, Answer

from corridor_cli import open_facts
from corridor_cli.model.dates import parse_date, parse_period
from corridor_cli.model.errors import UsageError

BOTH = ("trade", "meetings", "agreements", "projects", "disputes", "timeline", "routes")
ANY = ("members", "places", "freight")


@pytest.mark.parametrize("command", BOTH)
def test_plain_countries_mean_each_of_them(command: str, corridor: Callable[..., Answer]) -> None:
    """Two plain countries give the rows of --with for each, and fewer than one of them."""
    words = corridor(command, "iran", "Россия", "--json", env=OWN)
    assert words == corridor(command, "--with", "IRN", "--with", "RUS", "--json", env=OWN)
    one, none = (corridor(command, *names, "--json", env=OWN).out for names in (["IRN"], []))
    assert 0 < words.out.count('"sources":') <= one.count('"sources":') <= none.count('"sources":')


@pytest.mark.parametrize("command", ANY)
def test_plain_countries_mean_any_where_a_row_has_one(
    command: str, corridor: Callable[..., Answer]
) -> None:
    """What is of one country is asked for as by --country: of any of them."""
    words = corridor(command, "iran", "azerbaijan", "--json", env=OWN)
    assert words == corridor(command, "--country", "IRN", "--country", "AZE", "--json", env=OWN)
    assert words.out.count('"sources":') >= 2


def test_a_pair_has_both_directions(corridor: Callable[..., Answer]) -> None:
    """`trade kazakhstan russia` is the pair, whoever reports, and nothing else."""
    with open_facts(CUT) as facts:
        pair = [row["id"] for row in facts.trade() if row["pair"] == "KAZ-RUS"]
        assert len(pair) > 3
        for words in (("kazakhstan", "russia"), ("kaz-rus",), ("RU", "--with", "398")):
            assert corridor("trade", *words, "-f", "ids", facts=CUT).out.splitlines() == pair
        assert facts.named("sri", "lanka", "u.a.e.", "kaz-rus") == ["LKA", "ARE", "KAZ", "RUS"]
        with pytest.raises(UsageError, match="unknown country 'Atlantis'"):
            facts.named("Sri", "Lanka", "Atlantis", "Iran")


def test_a_state_is_shown_whatever_its_role(corridor: Callable[..., Answer]) -> None:
    """`members syria` answers though the preferred list leaves Syria out; --role still selects."""
    columns = ("--columns", "country,role,disputed", "--no-header")
    assert corridor("members", "syria", *columns, env=OWN).out == "SYR\tdisputed\ttrue\n"
    assert corridor("members", "oman", *columns, env=OWN).out == "OMN\tmember\tfalse\n"
    assert corridor("members", "oman", "--role", "observer", *columns, env=OWN).out == ""
    assert corridor("members", "georgia", "--as-of", "2001", *columns, env=OWN).out == ""
    assert corridor("members", "iran", "--as-of", "2001", *columns, env=OWN).out.startswith("IRN\t")
    # a table shows the role where it is another than member
    shown = corridor("members", "syria", "-f", "table", env=OWN).out
    assert shown.splitlines()[2].split()[:3] == ["SYR", "Syria", "disputed"]
    assert "role" not in corridor("members", "oman", "-f", "table", env=OWN).out
    assert corridor("members", "japan", *columns, env=OWN) == Answer(
        0, "", "note: no list of members and no other document gives JPN a role:\n"
        "  corridor show JPN\n"
    )  # fmt: skip


def test_plain_words_of_sources_are_a_publisher(corridor: Callable[..., Answer]) -> None:
    """`sources EDB` gives what --publisher gives; several words are one name."""
    named = corridor("sources", "--publisher", "Railway Gazette", "-f", "ids", facts=CUT)
    assert named.out
    assert corridor("sources", "railway", "gazette", "-f", "ids", facts=CUT) == named


def test_meetings_are_found_by_their_place(corridor: Callable[..., Answer]) -> None:
    """`meetings --place` gives the meetings whose city or venue has the text, and no others."""
    with open_facts(CUT) as facts:
        met = [row["id"] for row in facts.meetings() if "Ashgabat" in str(row["place"])]
    found = corridor("meetings", "--place", "ashgabat", "-f", "ids", facts=CUT).out.split()
    assert 0 < len(found) == len(met)
    assert found == met


def test_words_without_a_use_are_answered_by_an_example(corridor: Callable[..., Answer]) -> None:
    """A command that takes no plain words names them, and its first example."""
    for words in ("russia 2022", "(x)"):
        assert corridor("totals", *words.split(), facts=CUT) == Answer(
            2, "", f"corridor: error: totals has no use for: {words}\n"
            "hint: for example: corridor totals --reporter russia --period 2022\n"
        )  # fmt: skip


def test_journeys_the_other_way_are_told_of(corridor: Callable[..., Answer]) -> None:
    """Where no journey goes from one place to another, a note has the command for those back."""
    answer = corridor("routes", "--from", "Moscow", "--to", "Mumbai", "-f", "ids", facts=CUT)
    assert answer.out == ""
    first, command = answer.err.splitlines()[:2]
    back = corridor(*shlex.split(command)[1:], "-f", "ids", facts=CUT).out.split()
    assert first == f"note: journeys the other way: {len(back)}:"
    assert back
    for chosen in (("--route", "western"), ("--basis", "measured")):
        words = ("--from", "Moscow", "--to", "Mumbai", *chosen)
        assert "the other way" not in corridor("routes", *words, facts=CUT).err


def test_a_list_of_members_is_found_by_its_publisher() -> None:
    """--according-to takes a publisher's name in any case, and gives a list of that publisher."""
    with open_facts(FACTS) as facts:
        publishers = {row["id"]: str(row["publisher"]) for row in facts.sources()}
        named = {publishers[row["sources"][0]] for row in facts.history() if row["complete"]}
        assert len(named) > 3
        for publisher in named:
            rows = facts.members(according_to=publisher.upper())
            assert {publishers[row["sources"][0]] for row in rows} == {publisher}


def test_what_no_publisher_has_is_searched_for(corridor: Callable[..., Answer]) -> None:
    """Where no publisher has a name that other facts have, a note has the command that finds it."""
    answer = corridor("sources", "Karabayev", "-f", "ids", facts=CUT)
    assert answer.out == ""
    first, then, last = answer.err.splitlines()
    assert first.startswith("note: nothing of publisher Karabayev; without it there are ")
    assert (then, last) == (
        "  corridor sources", "note: what the facts have of Karabayev: corridor search Karabayev"
    )  # fmt: skip
    for other in ("zzzz", "!!!"):
        nothing = corridor("sources", other, "-f", "ids", facts=CUT)
        assert nothing.code == 0
        assert "search" not in nothing.err


def test_an_id_that_several_begin_with_is_searched_for(corridor: Callable[..., Answer]) -> None:
    """The beginning of several ids is no guess at one of them; of one id it is."""
    for name in ("astara", "Astara"):
        several = corridor("show", name, facts=FACTS)
        assert several.err.endswith("hint: corridor search astara\n")
    one = corridor("show", "garmsar-incheh", facts=CUT)
    assert one.err.endswith("corridor show garmsar-incheh-borun-electrification\n")


def test_a_note_keeps_the_other_countries(corridor: Callable[..., Answer]) -> None:
    """Where a country leaves no rows, the note's command leaves out this country alone."""
    for words in (("iran", "japan", "russia"), ("iran", "russia", "--with", "JPN")):
        answer = corridor("trade", *words, "--no-header", env=OWN)
        assert answer.out == ""
        without_japan = answer.err.splitlines()[-1]
        count = corridor("trade", "iran", "russia", "--count", env=OWN).out.strip()
        assert without_japan == (
            f"note: nothing with JPN; without it there are {count} rows: corridor trade IRN RUS"
        )


WRONG = [
    (
        "trade Turky rus --json",
        "Turky",
        "did you mean TUR (Türkiye)? corridor trade TUR rus --json",
    ),
    ("trade kazakhstan 2022", "2022", "corridor trade kazakhstan --year 2022"),
    ("meetings 2022-05", "2022-05", "corridor meetings --year 2022-05"),
    ("members 2005", "2005", "corridor members --as-of 2005"),
    ("projects open azerbaijan", "open", "corridor projects azerbaijan --status open"),
    ("trade export", "export", "corridor trade --flow export"),
    ("disputes trade", "trade", "corridor disputes --kind trade"),
    ("places csv", "csv", "corridor places --format csv"),
    ("freight western", "western", "corridor freight --route western"),
    ("freight Western", "Western", "corridor freight --route Western"),
    ("trade western", "western", "corridor show western"),
    ("freight aktau", "aktau", "corridor freight --place aktau"),
    ("timeline aktau", "aktau", "corridor show aktau"),
    ("trade export kaz 2022", "export", "corridor trade kaz --year 2022 --flow export"),
    ("trade exports", "exports", "corridor trade --flow export"),
    ("trade kaz and rus --limit 3", "and", "corridor trade kaz rus --limit 3"),
    (
        "trade kaz ruz in 2022",
        "ruz",
        "did you mean RUS (Russia)? corridor trade kaz RUS --year 2022",
    ),
    ("trade kaz rus 2022-23", "2022-23", "corridor trade kaz rus --year 2022-04/2023-03"),
    (
        "timeline 2023-12 2023-05",
        "2023-12",
        "corridor timeline --since 2023-05 --until 2023-12",
    ),
    (
        "timeline --from May 2022 --to July 2023",
        "2022",
        "corridor timeline --since 'May 2022' --until 'July 2023'",
    ),
    ("meetings november 2023 iran", "november", "corridor meetings iran --year 'november 2023'"),
    ("freight western 2022", "western", "corridor freight --route western --year 2022"),
    ("mirror kaz rus 2022", "2022", "corridor mirror kaz rus --year 2022"),
    (
        "routes mumbai Moscow",
        "mumbai",
        "corridor routes --origin mumbai --destination Moscow",
    ),
    ("trade astara", "astara", "corridor search astara"),
    ("meetings ashgabat 2022", "ashgabat", "corridor meetings --year 2022 --place ashgabat"),
    ("disputes railway bridge", "railway", "corridor search railway bridge"),
    ("trade astara-astara-railway", "astara-astara-railway", "corridor show astara-astara-railway"),
]


@pytest.mark.parametrize(("line", "word", "hint"), WRONG, ids=[line for line, _, _ in WRONG])
def test_a_word_that_is_no_country_names_the_command_that_is_meant(
    line: str, word: str, hint: str, corridor: Callable[..., Answer]
) -> None:
    """Dates, routes, places and values of options get one hint for all of them, which runs."""
    answer = corridor(*line.split(), facts=CUT)
    error = f"corridor: error: unknown country '{word}'\n"
    assert answer == Answer(2, "", f"{error}hint: {hint}\n")
    _, *argv = shlex.split(hint[hint.index("corridor ") :])
    assert corridor(*argv, facts=CUT).code == 0


def test_an_empty_word_is_no_country(corridor: Callable[..., Answer]) -> None:
    """An empty variable of a script is no question without countries."""
    for word in ("", " ", "-"):
        assert corridor("trade", "--", word).code == 2


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("FY 2022-23", "2022-04/2023-03"),
        ("Jan-Aug 2023", "2023-01/2023-08"),
        ("Iranian 1401", "2022-03-21/2023-03-20"),
        ("2021-2023", "2021/2023"),
    ],
)
def test_a_period_is_typed_as_a_table_shows_it(
    label: str, period: str, corridor: Callable[..., Answer]
) -> None:
    """--period and the options that take dates read what tables show."""
    for line in ("trade --period", "trade --year", "meetings --since", "meetings --until"):
        typed = corridor(*line.split(), label, facts=CUT)
        written = corridor(*line.split(), period, facts=CUT)
        assert typed.out == written.out
        assert (typed.code, written.code) == (0, 0)


def test_a_record_goes_by_its_aliases(corridor: Callable[..., Answer]) -> None:
    """Each short name that editors gave leads to its record; a guessed one gets a hint."""
    with open_facts(FACTS) as facts:
        named = facts.sql(
            "SELECT id, value FROM statements WHERE field = 'aliases'"
            " AND kind IN ('agreement', 'route', 'project')"
        )
        assert len(named) > 10
        for row in named:
            for alias in row["value"].split("; "):
                assert facts.show(alias)[0]["id"] == row["id"], alias
    assert corridor("show", "rasht-astara", "-f", "ids", facts=CUT).out.startswith(
        "rasht-astara-railway\n"
    )
    assert corridor("freight", "--route", "Western Branch", "--json", facts=CUT) == corridor(
        "freight", "--route", "western", "--json", facts=CUT
    )
    assert corridor("places", "--place", "Порт Один", "-f", "ids", facts=RIVALS).out == "port-one\n"
    error = corridor("show", "rasht-astra-railway", facts=CUT).err
    assert error.endswith(
        "hint: did you mean rasht-astara-railway? corridor show rasht-astara-railway\n"
    )
    error = corridor("show", "moscow_talks-2023!", facts=CUT).err
    assert error.endswith("hint: corridor search moscow talks 2023\n")


@pytest.mark.parametrize(
    ("tried", "meant"),
    [
        ("meetings --from 2023 --to 2024", "meetings --since 2023 --until 2024"),
        ("trade iran --from 2022", "trade iran --since 2022"),
        (
            "routes --from mumbai --to Moscow",
            "routes --journeys --origin Mumbai --destination Moscow",
        ),
        ("freight --port aktau", "freight --place aktau"),
        ("members --year 2004", "members --as-of 2004"),
        ("agreements --country iran", "agreements --party iran"),
    ],
)
def test_options_that_people_try_work(
    tried: str, meant: str, corridor: Callable[..., Answer]
) -> None:
    """An option has the other name that people try first."""
    answer = corridor(*tried.split(), "--json", env=OWN)
    assert answer == corridor(*meant.split(), "--json", env=OWN)
    assert answer.code == 0
    assert len(answer.out) > 100


def test_since_and_until_find_trade_and_freight_by_overlap() -> None:
    """Trade and freight between two dates are what some period of theirs meets."""
    with open_facts(CUT) as facts:
        for question in (facts.trade, facts.freight):
            wanted = [
                row["id"]
                for row in question()
                if row["period"]
                and (span := parse_period(row["period"])).last >= date(2022, 6, 1)
                and span.first <= date(2023, 2, 28)
            ]
            assert len(wanted) > 3
            assert [row["id"] for row in question(since="2022-06", until="2023-02")] == wanted


def test_places_by_their_sea(corridor: Callable[..., Answer]) -> None:
    """--sea gives the places that a document puts on it, and says how many name one."""
    assert corridor("places", "--sea", "caspian", "-f", "ids", facts=RIVALS) == Answer(
        0, "port-one\n", "note: 1 of all 2 seaports have no sea in the documents\n"
    )
    with open_facts(FACTS) as facts:
        caspian = {row["id"]: row["country"] for row in facts.places(sea="caspian")}
        assert {"RUS", "IRN", "KAZ", "AZE", "TKM"} == set(caspian.values())
        assert {"aktau", "kuryk", "bandar-anzali"} <= caspian.keys()
        stated = facts.sql("SELECT id, sources FROM statements WHERE field = 'sea'")
        assert all(row["sources"] for row in stated)
        assert {row["id"] for row in stated} >= caspian.keys()


def test_journeys_have_ends(corridor: Callable[..., Answer]) -> None:
    """--origin and --destination choose journeys, and a note keeps to journeys."""
    with open_facts(FACTS) as facts:
        rows = facts.journeys(origin="mumbai", destination="moscow")
        ends = {(row["origin"], row["destination"]) for row in rows}
        assert ends == {("Mumbai", "Moscow")}
        assert len(rows) < len(facts.journeys(origin="Mumbai")) < len(facts.journeys())
    error = corridor("routes", "--origin", "Atlantis", env=OWN).err
    assert error.splitlines()[-1].strip().endswith("corridor routes --journeys")
    wrong = corridor("routes", "iran", "--basis", "measured", env=OWN)
    assert "journeys have a route, origin and destination, but no countries" in wrong.err


def test_a_publisher_goes_by_its_abbreviation(corridor: Callable[..., Answer]) -> None:
    """`--publisher EDB` is the organisation's name, and a note leads to what others quote of it."""
    name = "Eurasian Development Bank"
    short, long = (
        corridor("sources", "--publisher", typed, "--json", env=OWN) for typed in ("EDB", name)
    )
    assert short == long
    assert name in short.out
    assert short.err == (
        f"note: what documents of others have of {name}:\n  corridor search '{name}'\n"
    )
    unknown = corridor("sources", "--publisher", "Trend", env=OWN)
    assert (unknown.code, unknown.err) == (0, "")


def test_words_that_together_are_a_title_are_one_id(corridor: Callable[..., Answer]) -> None:
    """`show founding agreement` is the record of that title; ids that exist stay apart."""
    whole = corridor("show", "rasht-astara", "-f", "ids", facts=CUT)
    assert corridor("show", "rasht", "astara", "-f", "ids", facts=CUT) == whole
    both = corridor("show", "aktau", "astara-astara-railway", "-f", "ids", facts=CUT).out
    assert both.split() == ["aktau", "astara-astara-railway"]


def test_a_format_is_no_file(corridor: Callable[..., Answer]) -> None:
    """-o json would write a file of that name."""
    error = "corridor: error: -o names a file, and json is a format\nhint: -f json\n"
    assert corridor("members", "-o", "json", facts=CUT) == Answer(2, "", error)
    assert "--excel" in corridor("members", "-f", "xlsx", facts=CUT).err


def test_dates_that_reach_beyond_the_question_are_counted(
    corridor: Callable[..., Answer],
) -> None:
    """A row that only has a year may lie outside some months of it; a note says so."""
    with open_facts(CUT) as facts:
        for since, until in (("2023-05", "2023-07"), ("2022", "2023"), ("2023-11", "2024-02")):
            first, last = parse_period(since).first, parse_period(until).last
            rows = facts.timeline(since=since, until=until)
            wide = [
                row
                for row in rows
                for span in [parse_date(str(row["date"]))]
                if span.first < first or span.last > last
            ]
            notes = [note.text for note in rows.notes if "also cover other days" in note.text]
            assert bool(notes) == bool(wide)
            if wide:
                assert notes[0].startswith(f"dates of {len(wide)} of {len(rows)} rows")
    assert "other days" not in corridor("timeline", facts=CUT).err


def test_a_balance_alone_is_announced() -> None:
    """Tables have no column for balances; a note leads to the rows that state nothing else."""
    with open_facts(FACTS) as facts:
        rows = facts.trade()
        stated = [row for row in rows if row["balance_stated"]]
        bare = [
            row
            for row in stated
            if not any(row[f"{flow}_stated"] for flow in ("export", "import", "turnover"))
        ]
        assert bare
        assert [n.text for n in rows.notes if "balance" in n.text] == [
            f"rows that state a balance alone: {len(bare)}"
        ]


def test_a_journey_leads_to_those_from_other_places() -> None:
    """Who asks from where to where is told how many other journeys end there."""
    with open_facts(FACTS) as facts:
        journeys = facts.journeys(origin="Mumbai", destination="Moscow")
        others = len(facts.journeys(destination="Moscow")) - len(journeys)
        assert others
        (text,) = (note.text for note in journeys.notes if note.change)
        assert text.startswith(f"other journeys that end there: {others}, from ")
        rest = [row for row in facts.journeys(destination="Moscow") if row["origin"] != "Mumbai"]
        behind = [
            row
            for row in rest
            for a, b in [(row["time"] or 0, row["suez_time"] or 999)]
            for c, d in [(row["cost"] or 0, row["suez_cost"] or 10**9)]
            if a >= b or c >= d
        ]
        assert text.endswith(f"; slower, as slow or dearer than by Suez: {len(behind)}")
