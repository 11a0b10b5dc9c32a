"""Names as people type them: one folding, whatever the keyboard."""

from pathlib import Path

import pytest
from conftest import ROOT

from corridor_cli import Facts, open_facts
from corridor_cli.model.names import fold
from facts import fact_base


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("TURKIYE", "Türkiye"),
        ("Kapikule", "Kapıkule"),
        ("lodz", "Łódź"),
        ("Tromso", "Tromsø"),
        ("U.A.E.", "UAE"),
        ("u.a.e", "UAE"),
        ("كازاكستان", "کازاکستان"),
        ("ايران", "ایران"),
        ("Rasht-Astara", "rasht astara"),
    ],
)
def test_a_name_folds_to_what_is_written(typed: str, written: str) -> None:
    """Case, accents, full stops of abbreviations and the keyboard make no difference."""
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Kapikule", "Kapıkule"),
        ("kapıku", "Kapikule"),
        ("Lodz", "Łódź"),
        ("Łódź", "Lodz"),
        ("UAE", "U.A.E."),
        ("U.A.E.", "UAE"),
        ("ايران", "ایران"),
        ("ایران", "ايران"),
        ("Китай", "КИТАЙ"),
        ("Rasht-Ast", "Rasht Astara"),
        ("2.5", "2.5 m"),
    ],
)
def test_a_search_finds_what_is_written_otherwise(typed: str, written: str, tmp_path: Path) -> None:
    """Full text folds as names do, in what is typed and in what is written."""
    place = (
        f"- {{id: port, name: Port, kind: seaport, details: [{written}], sources: {{one: p}}}}\n"
    )
    with Facts.of(fact_base(tmp_path, places=place), {}) as facts:
        (row,) = facts.search(typed)
        assert (row["id"], written in str(row["excerpt"])) == ("port", True)
        assert facts.search("25") == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("RUS", ["Россия", "روسیه", "रूस", "Rusiya", "Ресей", "Rusya", "Ռուսաստան"]),
        ("IRN", ["Иран", "ایران", "ईरान", "İran", "Իրան"]),
        ("KAZ", ["Казахстан", "قزاقستان", "Қазақстан", "Kazakistan"]),
    ],
)
def test_a_state_goes_by_its_names_in_the_corridors_languages(code: str, names: list[str]) -> None:
    """Russian, Persian, Hindi, Azerbaijani, Kazakh, Turkish and Armenian names find the state."""
    with open_facts(ROOT / "facts") as facts:
        wanted = len(facts.trade(reporter=code))
        assert [len(facts.trade(reporter=name)) for name in names] == [wanted] * len(names)
