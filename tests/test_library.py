"""The library gives the same rows as the command line."""

import doctest
import json
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FACTS, RIVALS, SECOND, Answer

import corridor_cli
from corridor_cli import open_facts, questions
from corridor_cli.cli import COMMANDS
from corridor_cli.model import answers
from corridor_cli.model.errors import FactsError, UnknownIdError, UsageError
from facts import fact_base, trade


@pytest.mark.parametrize(
    ("ask", "argv"),
    [
        (lambda facts: facts.members(role="all"), ("members", "--role", "all")),
        (lambda facts: facts.agreements(party="Iran"), ("agreements", "--party", "Iran")),
        (lambda facts: facts.meetings(country=["Iran", "NOR"], until="2022"),
         ("meetings", "--country", "Iran", "--country", "NOR", "--until", "2022")),
        (lambda facts: facts.trade(year=2022, partner="Iran"),
         ("trade", "--year", "2022", "--partner", "Iran")),
        (lambda facts: facts.trade(preferred=True, flow="turnover"),
         ("trade", "--preferred", "--flow", "turnover")),
        (lambda facts: facts.sources(kind=("news", "statistics"), year="2022"),
         ("sources", "--kind", "news", "--kind", "statistics", "--year", "2022")),
        (lambda facts: facts.show("RUS", "news"), ("show", "RUS", "news")),
        (lambda facts: facts.fields("trade"), ("fields", "trade")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_python_and_the_shell_get_the_same_rows(
    ask: Callable[[questions.Facts], questions.Rows],
    argv: tuple[str, ...],
    corridor: Callable[..., Answer],
) -> None:
    """A method gives the rows that --json prints."""
    with open_facts(RIVALS) as facts:
        rows = ask(facts)
    assert rows
    assert list(rows) == json.loads(corridor(*argv, "--json", facts=RIVALS).out)


def test_cells_are_plain_python_values() -> None:
    """Rows are dicts of str, int, float, bool, None, lists of str, and a map of documents."""
    with open_facts(RIVALS) as facts:
        answers = [
            facts.members(),
            facts.agreements(),
            facts.meetings(),
            facts.trade(),
            facts.trade(long=True),
            facts.sources(),
            facts.show("RUS"),
        ]
    for rows in answers:
        for row in rows:
            for cell in row.values():
                assert type(cell) in (str, int, float, bool, type(None), list, dict)
                assert not isinstance(cell, list) or all(type(item) is str for item in cell)


@pytest.mark.parametrize("directory", [FACTS, RIVALS, SECOND])
def test_truth_values_are_true_or_false(directory: Path) -> None:
    """A boolean column is true or false in each row, never missing."""
    with open_facts(directory) as facts:
        for answer in answers.TABLED:
            rows = facts.table(answer.view)
            for name in [column.name for column in answer.columns if column.shape == "boolean"]:
                assert rows
                assert {type(row[name]) for row in rows} == {bool}, f"{answer.view}.{name}"
        assert {row["forecast"] for row in facts.freight()} == {False}
        assert {row["forecast"] for row in facts.freight(forecast=True)} == {True}


def test_mistakes_are_errors_with_a_hint(copied_facts: Path) -> None:
    """The library raises the errors that the command line prints."""
    with open_facts() as facts:
        with pytest.raises(UsageError, match="unknown country 'Turky'") as usage:
            facts.trade(reporter="Turky")
        assert usage.value.hint == "did you mean TUR (Türkiye)?"
        with pytest.raises(UnknownIdError, match="no record with the ids 'a', 'b'"):
            facts.show("a", "b")
    (copied_facts / "members.yaml").write_text("lists: []\nsteps: x\n")
    with pytest.raises(FactsError) as broken:
        open_facts(copied_facts)
    assert {problem.code for problem in broken.value.problems} == {"shape", "about-names"}


def test_an_open_interval_stands_with_its_known_end(tmp_path: Path) -> None:
    """Rows are in the order of the known end of their dates; undated ones are last."""
    agreement = (
        "agreement: {{id: {}, title: F, signed: {}, signatories: [IND], sources: {{one: p}}}}\n"
    )
    source = (
        "- {{id: {}, kind: news, title: T, title_basis: printed, publisher: P, "
        "published: {}, published_basis: printed, language: en}}\n"
    )
    dated = {"open": "../2004-12-02", "day": "2004-12-01", "year": "2005"}
    files = {f"agreements_{name}": agreement.format(name, date) for name, date in dated.items()}
    files |= {
        "sources_2004": "".join(source.format(f"s-{name}", dated[name]) for name in ("day", "open"))
    }
    with open_facts(
        fact_base(tmp_path, **files, sources_2005=source.format("s-year", dated["year"]))
    ) as facts:
        assert [row["id"] for row in facts.agreements()] == ["founding", "day", "open", "year"]
        assert [row["id"] for row in facts.sources()] == [
            "s-day",
            "s-open",
            "s-year",
            "one",
            "three",
            "two",
        ]


def message_lines(error: BaseException) -> list[str]:
    """The lines of a traceback, from the message of the error on."""
    lines = "".join(traceback.format_exception(error)).splitlines()
    return lines[
        next(
            place
            for place, line in enumerate(lines)
            if line.startswith("corridor_cli.model.errors.")
        ) :
    ]


def test_a_traceback_shows_the_hint_and_the_first_problems(tmp_path: Path) -> None:
    """A traceback has the hint, ten problems, and the number of the others."""
    with open_facts() as facts, pytest.raises(UsageError) as usage:
        facts.trade(reporter="Turky")
    assert message_lines(usage.value) == [
        "corridor_cli.model.errors.UsageError: unknown country 'Turky'",
        "hint: did you mean TUR (Türkiye)?",
    ]
    facts_of = fact_base(
        tmp_path, trade_ind_rus=trade(*["turnover: 1 bn USD"] * 3).replace("RUS", "RUZ")
    )
    with pytest.raises(FactsError) as few:
        open_facts(facts_of)
    assert 1 < len(few.value.problems) <= 10
    assert message_lines(few.value)[1:] == list(map(str, few.value.problems))
    (facts_of / "trade" / "ind-rus.yaml").write_text("- {partner: RUS}\n" * 9)
    with pytest.raises(FactsError) as many:
        open_facts(facts_of)
    more = len(many.value.problems) - 10
    assert more > 1
    assert message_lines(many.value)[1:] == [
        *map(str, many.value.problems[:10]),
        f"and {more} more in `problems`",
    ]


@pytest.mark.parametrize("module", [corridor_cli, questions])
def test_the_examples_in_docstrings_run(module: object) -> None:
    """The examples in docstrings run on the cut; `facts` is an open fact base in them."""
    with open_facts() as facts:
        result = doctest.testmod(module, extraglobs={"facts": facts})
    assert result.attempted > 0
    assert result.failed == 0


def test_every_question_is_documented_with_an_example() -> None:
    """Each public method that answers has a docstring with an example."""
    methods = [
        method
        for name, method in vars(questions.Facts).items()
        if not name.startswith("_") and callable(method)
    ]
    answering = [method for method in methods if "Rows" in method.__annotations__.get("return", "")]
    assert len(answering) == len(COMMANDS) - len({"init", "export", "help"}) + len(
        {"card", "history", "journeys", "table", "tables"}
    )
    for method in answering:
        assert method.__doc__, method
        if method.__name__ not in ("tables", "check"):
            assert ">>> " in method.__doc__, method


@pytest.mark.peers
def test_rows_make_a_data_frame_with_numeric_columns() -> None:
    """A data frame of the rows has numbers in exactly the numeric columns."""
    import pandas as pd

    with open_facts() as facts:
        answers = [
            facts.members(),
            facts.trade(),
            facts.trade(preferred=True),
            facts.freight(),
            facts.routes(),
            facts.journeys(),
        ]
        answers += [
            facts.places(),
            facts.projects(),
            facts.sources(),
            facts.timeline(),
            facts.disputes(),
        ]
    for rows in answers:
        frame = pd.DataFrame(rows)
        assert list(frame.columns) == [column.name for column in rows.columns]
        for column in rows.columns:
            cells = [row[column.name] for row in rows if row[column.name] is not None]
            if cells and column.shape == "number":
                assert frame[column.name].dtype.kind in "if", column.name
                assert frame[column.name].sum() == pytest.approx(sum(cells))
            elif cells:
                assert frame[column.name].dtype.kind not in "if", column.name


def test_importing_the_package_imports_nothing_else() -> None:
    """`import corridor_cli` imports no other module until a name of it is used."""
    code = (
        "import sys, corridor_cli; print(*sorted(name for name in sys.modules "
        "if name.startswith(('corridor_cli', 'typer', 'sqlite3'))))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "corridor_cli\n"
    )
    for name in corridor_cli.__all__:
        assert getattr(corridor_cli, name) is not None
    assert corridor_cli.Facts is questions.Facts
    assert corridor_cli.UsageError is UsageError
    assert not hasattr(corridor_cli, "nosuch")
