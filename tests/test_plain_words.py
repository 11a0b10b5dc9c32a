"""Countries as plain words, and what the tool says of words that are none."""

from collections.abc import Callable

import pytest
from conftest import CUT, OWN, Answer

from corridor_cli import open_facts
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
    assert corridor("members", "japan", *columns, env=OWN) == Answer(
        0, "", "note: no list of members and no other document gives JPN a role:\n"
        "  corridor show JPN\n"
    )  # fmt: skip


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
    ("projects open azerbaijan", "open", "corridor projects --status open azerbaijan"),
    ("trade export", "export", "corridor trade --flow export"),
    ("disputes trade", "trade", "corridor disputes --kind trade"),
    ("places csv", "csv", "corridor places -f csv"),
    ("freight western", "western", "corridor freight --route western"),
    ("freight Western", "Western", "corridor freight --route Western"),
    ("trade western", "western", "corridor show western"),
    ("freight aktau", "aktau", "corridor freight --place aktau"),
    ("timeline aktau", "aktau", "corridor show aktau"),
    ("trade astara-astara-railway", "astara-astara-railway", "corridor show astara-astara-railway"),
]


@pytest.mark.parametrize(("line", "word", "hint"), WRONG, ids=[line for line, _, _ in WRONG])
def test_a_word_that_is_no_country_names_the_command_that_is_meant(
    line: str, word: str, hint: str, corridor: Callable[..., Answer]
) -> None:
    """A year, an id, a route or the value of an option gets a hint that runs."""
    answer = corridor(*line.split(), facts=CUT)
    error = f"corridor: error: unknown country '{word}'\n"
    assert answer == Answer(2, "", f"{error}hint: {hint}\n")
    _, *argv = hint[hint.index("corridor ") :].split()
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
