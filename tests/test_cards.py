"""Cards: what `show` draws of a record, a source or a country for people."""

import html
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, FACTS, Answer
from rich.cells import cell_len

from corridor_cli import open_facts
from corridor_cli.formats import Sheet
from corridor_cli.formats.cards import cards
from corridor_cli.model.kinds import KINDS, UNITED
from corridor_cli.questions import Facts
from facts import fact_base

_KINDS = {kind.name: kind for kind in KINDS}
_WIDTHS = (40, 80, 120)
#: The lines of the shortest card: a title, a value, a command.
_LEAST = 3


def drawn(facts: Facts, id_: str, width: int, refs: str = "short") -> str:
    """The card of an id."""
    rows = facts.card(id_)
    answer = rows.answer
    return cards(
        Sheet(
            rows=list(rows),
            columns=rows.columns,
            identity=answer.identity,
            title=answer.title,
            width=width,
            refs=refs,
            listed=answer.listed,
            two_columns=answer.two_columns,
            citations=facts.citations,
        )
    )


def ids(facts: Facts) -> list[str]:
    """Every record of the facts, every country, and one document in ten."""
    rows = facts.sql("SELECT id, kind FROM records")
    documents = [row["id"] for row in rows if row["kind"] == "source"]
    others = [row["id"] for row in rows if row["kind"] != "source"]
    return [str(id_) for id_ in (*others, *documents[::10])]


def squeezed(text: str) -> str:
    """A text without spaces, so that it is found wherever it is folded."""
    return "".join(text.split())


def test_every_card_fits_its_width() -> None:
    """No line of a card is wider than the terminal but a command, which is never broken."""
    with open_facts(FACTS) as facts:
        wide = [
            (id_, width, line)
            for id_ in ids(facts)
            for width in _WIDTHS
            for line in drawn(facts, id_, width).splitlines()
            if cell_len(line) > width and not line.startswith("corridor ")
        ]
    assert wide == []


def test_every_card_has_what_comes_first_of_each_field() -> None:
    """The preferred value of each field stands on the card of its record."""
    missing = []
    with open_facts(FACTS) as facts:
        for id_ in ids(facts):
            rows = facts.sql(
                "SELECT kind, field, value, stated FROM statements"
                " WHERE id = ? AND preferred IS NOT 0 AND kind NOT IN ('source', 'country')"
                # the day of one statement among others is not that of the record
                " AND (field <> 'as_of' OR id NOT IN (SELECT id FROM statements WHERE position))"
                " ORDER BY position",
                [id_],
            )
            text = re.sub("[-_]", "", squeezed(drawn(facts, id_, 120, "none")))
            seen = set()
            for row in rows:
                field = {f.name: f for f in _KINDS[str(row["kind"])].fields}.get(str(row["field"]))
                if field is None or field.on_card in ("elsewhere", "history") or field.name in seen:
                    continue
                seen.add(field.name)
                value = str(row["value"])
                if row["stated"]:
                    found = re.findall(r"\d[\d.]*", str(row["stated"]))
                elif field.type == "texts":
                    found = [value.split("; ")[0]]
                elif field.type == "date":
                    found = [value.removeprefix("../").split("/")[0]]
                elif field.type in ("text", "word", "coordinates") and field.rivals != UNITED:
                    found = [value] if field.name != "note" else []
                else:
                    continue
                if any(re.sub("[-_]", "", squeezed(part)) not in text for part in found[:1]):
                    missing.append((id_, field.name, value))
    assert missing == []


def test_no_card_loses_a_dispute() -> None:
    """A card has the sign of a rival that contradicts, and an editor's question or its command."""
    lost = []
    with open_facts(FACTS) as facts:
        sides = facts.sql("SELECT dispute, found, question, claim FROM disputes")
        kinds = {str(row["id"]): row for row in facts.sql("SELECT id, kind FROM records")}
        for row in sides:
            record, _, name = str(row["claim"]).partition(".")
            kind = _KINDS[str(kinds[record]["kind"])]
            if kind.name == "country" or kind.field(name.removesuffix("_growth")).on_card:
                continue
            text = drawn(facts, record, 120)
            if row["found"] == "editor":
                told = squeezed(str(row["question"])) in squeezed(text)
                told = told or f"corridor disputes --record {record}" in text
            else:
                told = "≠" in text or "!" in text
            if not told:
                lost.append((row["dispute"], record))
    assert lost == []


def test_a_card_marks_what_is_disputed_in_histories_and_lists() -> None:
    """An item or entry that stands alone in a disputed statement has the sign."""
    with open_facts(FACTS) as facts:
        lines = drawn(facts, "rasht-astara-railway", 120, "none").splitlines()
    marked = [line[13:].strip("- ") for line in lines if line[:13].rstrip().endswith("!")]
    assert any(line.startswith("Khatam al-Anbiya") for line in marked)
    assert any(line.startswith("2025-11-26  ~95%") for line in marked)


def test_a_card_says_what_is_overdue(corridor: Callable[..., Answer]) -> None:
    """What was to happen before today, and did not as far as documents say, is marked so."""

    def lines(id_: str, today: str) -> list[str]:
        card = ("show", id_, "-f", "table", "--refs", "none")
        return corridor(*card, facts=CUT, width=120, today=today).out.splitlines()

    railway = "chabahar-zahedan-railway"
    assert "To open    ! 2026-03-20" in lines(railway, "2026-03-20")
    end = "overdue on 2026-03-21: no document here says that it did"
    assert f"To open    ! 2026-03-20; {end}" in lines(railway, "2026-03-21")
    summit = lines("2026-08-tehran-caspian-summit-7", "2026-09-01")
    assert any(line.startswith("When         2026-08; overdue on 2026-09-01") for line in summit)
    for done in ("astarachay-road-bridge", "2022-06-29-ashgabat-caspian-summit-6"):
        assert lines(done, "2020-01-01") == lines(done, "2040-01-01")


def test_another_date_is_not_overdue(corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """A day that has come is not overdue because something else was planned for it."""
    project = (
        "{id: line, title: L, kind: railway, countries: [IND], status: planned, "
        "agreed: 2023, planned_opening: 2023, sources: {one: p}}\n"
    )
    facts = fact_base(tmp_path, projects_line=project)
    out = corridor("show", "line", "-f", "table", facts=facts, today="2026-01-01", width=100).out
    assert "Agreed       2023\n" in out
    assert "To open      2023; overdue on 2026-01-01" in out


@pytest.mark.parametrize(
    "id_", ["rasht-astara-railway", "aktau", "instc-agreement-2000", "KAZ", "RUS"]
)
def test_a_card_is_a_screen(id_: str, corridor: Callable[..., Answer]) -> None:
    """Even the records of which most is known stand on about one screen of 80 columns."""
    for facts, most in ((CUT, 50), (FACTS, 60)):
        out = corridor("show", id_, "-f", "table", facts=facts, width=80).out
        assert len(out.splitlines()) <= most


def test_every_command_of_a_card_works(corridor: Callable[..., Answer]) -> None:
    """The commands that cards suggest answer, and those of a block with rows."""
    with open_facts(CUT) as facts:
        lines = {
            str(row["command"])
            for id_ in ids(facts)
            for row in facts.card(id_)
            if row["command"] is not None
        }
    assert len(lines) > 100
    failed = [
        line
        for line in sorted(lines)
        if corridor(*shlex.split(line)[1:], facts=CUT).code or not line.startswith("corridor ")
    ]
    assert failed == []


def test_a_card_counts_the_disputes_that_its_command_gives() -> None:
    """The questions of a card and the counts beneath them are the disputes on its record."""
    wrong = []
    with open_facts(FACTS) as facts:
        for row in facts.sql("SELECT DISTINCT id, kind FROM statements WHERE kind <> 'dispute'"):
            rows = facts.disputes(record=row["id"])
            asked = {each["question"] for each in rows if each["found"] == "editor"}
            values = {each["dispute"] for each in rows if each["found"] == "rule"}
            text = drawn(facts, str(row["id"]), 120)
            told = sum(squeezed(str(question)) in squeezed(text) for question in asked)
            (left,) = re.findall(r"\b(\d+) more(?=[^\n]*disputes --record)", text) or ["0"]
            (counted,) = re.findall(r"\b(\d+) values?(?=[^\n]*disputes --record)", text) or ["0"]
            if (told + int(left), int(counted)) != (len(asked), len(values)):
                wrong.append((row["id"], told, left, counted, len(asked), len(values)))
    assert wrong == []


def test_data_is_rows_and_a_table_is_a_card(corridor: Callable[..., Answer]) -> None:
    """Programs get rows; a table is a card of each id unless rows are asked for."""
    wanted = ("aktau", "azerbaijan-acceded")
    rows = json.loads(corridor("show", *wanted, "--json", facts=CUT).out)
    assert {row["id"] for row in rows} == set(wanted)
    assert corridor("show", *wanted, "--json", "--all", facts=CUT).out == (
        corridor("show", *wanted, "--json", facts=CUT).out
    )
    card = corridor("show", *wanted, "-f", "table", facts=CUT).out
    titles = ["Aktau", "Accession, Azerbaijan: Intergovernmental agreement that"]
    assert [line for line in card.splitlines() for title in titles if line.startswith(title)] == [
        f"{'Aktau':<75}aktau",
        f"{titles[1]:<62}azerbaijan-acceded",
    ]
    every = corridor("show", *wanted, "-f", "table", "--all", facts=CUT).out
    for options in (("--columns", "field"), ("--sort", "field"), ("--limit", "2")):
        table = corridor("show", *wanted, "-f", "table", *options, facts=CUT).out
        assert "Go on" not in table
    assert "Go on" in card
    assert "Go on" not in every
    count = corridor("show", *wanted, "-f", "table", "--count", facts=CUT).out
    assert count == f"{len(rows)}\n"


def test_a_page_has_the_lines_of_the_card(corridor: Callable[..., Answer]) -> None:
    """A page of HTML has the same lines and documents as the card on a terminal."""
    wanted = ("show", "instc-agreement-2000", "--refs", "all")
    card = corridor(*wanted, "-f", "table", facts=CUT, width=120).out
    page = corridor(*wanted, "-f", "html", facts=CUT).out
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    text = html.unescape(re.sub("<[^>]*>", " ", body))
    head, _, lines = card.partition("\n\nAlso called")
    assert f"<h1>{head.partition('  ')[0]}</h1>" in page
    lines = f"Also called{lines}".partition("\n\n")[0]
    words = re.findall(r"[\w.]+|[≈≠!]", lines)
    assert sorted(words) == sorted(re.findall(r"[\w.]+|[≈≠!]", text))
    assert page.count("<li id=") == len(re.findall(r"(?m)^\[\d+\]", card))


def test_a_card_of_a_field_has_all_of_it(corridor: Callable[..., Answer]) -> None:
    """ID.FIELD shows each value and item of the field, where the card cuts."""
    id_ = "instc-agreement-2000"
    items = json.loads(corridor("show", f"{id_}.provisions", "--json", facts=CUT).out)
    text = squeezed(
        corridor("show", f"{id_}.provisions", "-f", "table", "--refs", "none", facts=CUT).out
    )
    wanted = {item for row in items for item in row["value"].split("; ")}
    assert [item for item in wanted if squeezed(item) not in text] == []


def test_each_field_has_a_card() -> None:
    """ID.FIELD has a card with its title, a line of the field and a command, for every field."""
    with open_facts(CUT) as facts:
        fields = facts.sql("SELECT DISTINCT id, field FROM statements")
        short = [row for row in fields if len(facts.card(f"{row['id']}.{row['field']}")) < _LEAST]
    assert len(fields) > len(short) == 0


def test_a_card_names_the_fact_files_in_its_commands(corridor: Callable[..., Answer]) -> None:
    """A command on a card of other fact files asks the same files."""
    out = corridor("show", "aktau", "-f", "table", "--facts", str(CUT), width=200).out
    assert f"corridor show aktau --all --facts {CUT}" in out


def test_an_unknown_id_leaves_the_cards_of_the_others(corridor: Callable[..., Answer]) -> None:
    """The cards of the ids that there are come before the error."""
    answer = corridor("show", "nosuch", "aktau", "-f", "table", facts=CUT)
    assert (answer.code, answer.out.split()[0]) == (4, "Aktau")
