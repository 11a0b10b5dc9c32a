"""`row_types`: for type checkers, the columns of a row of each answer, made from `answers`."""

import inspect
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from conftest import CUT, FACTS, FOUNDING, RIVALS, ROOT, golden
from conftest import Answer as Completed

import corridor_cli
from corridor_cli import Facts, Rows, open_facts
from corridor_cli.model.answers import ANSWERS, CARD, TABLED, TABLES, Answer
from corridor_cli.model.kinds import Field

TYPES = {
    "text": "str",
    "number": "float",
    "boolean": "bool",
    "list": "list[str]",
    "map": "dict[str, list[list[str]]]",
}
ALL = (*ANSWERS, TABLES, CARD)


def name_of(answer: Answer) -> str:
    """The name of the type of its rows."""
    return f"{answer.name.capitalize()}Row"


def type_of(answer: Answer, column: Field) -> str:
    """The type of a cell: what identifies a row is never missing, nor is a list."""
    whole = "int" if column.type == "integer" else TYPES[column.shape]
    named = column.name in (*answer.key, answer.identity)
    kept = named or column.shape == "list" or (column.shape == "boolean" and answer.key)
    return whole if kept else f"{whole} | None"


def module() -> Iterator[str]:
    """The lines of the module."""
    yield '"""The columns of a row of each answer, for type checkers: `facts.trade()` has TradeRow.'
    yield ""
    yield "Made by tests/test_row_types.py (UPDATE_GOLDEN=1); commands do not import it."
    yield '"""'
    yield ""
    yield "from typing import TypedDict"
    yield ""
    yield "from corridor_cli.index.filters import OneOrMore"
    for answer in ALL:
        yield from ("", f"#: {answer.meaning}")
        yield from (f"{name_of(answer)} = TypedDict(", f'    "{name_of(answer)}",', "    {")
        for column in answer.columns:
            yield f'        "{column.name}": {type_of(answer, column)},'
        yield from ("    },", ")")
    for name in ("trade", "totals"):
        yield from ("", f"#: The filters of `Facts.{name}`")
        yield f"{name.capitalize()}Filters = TypedDict("
        yield from (f'    "{name.capitalize()}Filters",', "    {")
        for filter_ in inspect.signature(getattr(Facts, name)).parameters.values():
            if filter_.name not in ("self", "long", "preferred", "inputs"):
                yield f'        "{filter_.name}": {filter_.annotation},'
        yield from ("    },", "    total=False,", ")")


def test_the_types_of_rows_are_those_of_the_answers() -> None:
    """The module is what the answers give; UPDATE_GOLDEN=1 writes it."""
    text = "".join(f"{line}\n" for line in module())
    assert golden(ROOT / "corridor_cli" / "row_types.py", text) == text


Ask = Callable[[Facts], Rows]
#: A call of each question, with the name of the type of its rows.
CALLS: dict[str, list[Ask]] = {
    **{
        f"{name.capitalize()}Row": [getattr(Facts, name)]
        for name in (
            *("members", "history", "agreements", "meetings", "trade", "series"),
            *("freight", "routes", "journeys", "places", "projects", "events", "obstacles"),
            *("tariffs", "organisations", "timeline", "disputes", "sources", "fields", "tables"),
        )
    },
    "FiguresRow": [
        lambda facts: facts.trade(long=True),
        lambda facts: facts.trade(preferred=True),
    ],
    "TotalsRow": [lambda facts: facts.totals(reporter="RUS", period=2022)],
    "SummedRow": [lambda facts: facts.totals(reporter="RUS", period=2022, inputs=True)],
    "MirrorRow": [lambda facts: facts.mirror("RUS", "IRN")],
    "SearchRow": [lambda facts: facts.search("rail")],
    "ShowRow": [lambda facts: facts.show("RUS", *ids(facts))],
    "CardRow": [lambda facts: facts.card("RUS", *ids(facts))],
    "CiteRow": [lambda facts: facts.cite(), lambda facts: facts.cite(*ids(facts))],
    "DiffRow": [lambda facts: changes(facts)],
    "CheckRow": [lambda _: Facts.check(RIVALS)],
    "HelpRow": [],
}


def changes(facts: Facts) -> Rows[corridor_cli.DiffRow]:
    """What changed since the founding facts."""
    with open_facts(FOUNDING) as old:
        return facts.diff(old)


def ids(facts: Facts) -> list[str]:
    """The ids of two records of each kind."""
    records = facts.sql("SELECT id, row_number() OVER (PARTITION BY kind) AS place FROM records")
    return [row["id"] for row in records if row["place"] <= 2]


def fits(cell: object, kind: object) -> bool:
    """Whether a cell is of a type."""
    return any(
        type(cell) is (get_origin(one) or one) or (one is float and type(cell) is int)
        for one in (get_args(kind) if isinstance(kind, UnionType) else (kind,))
    )


@pytest.mark.parametrize("directory", [CUT, RIVALS, FACTS], ids=lambda path: path.name)
def test_each_row_is_what_its_type_says(directory: Path) -> None:
    """Each row of each question and table has the columns of its type, with such cells."""
    with Facts.of(directory, os.environ) as facts:
        asked = [(name, ask(facts)) for name, asks in CALLS.items() for ask in asks]
        tables = [facts.table(answer.view) for answer in TABLED]
    rows_of = [*asked, *((name_of(rows.answer), rows) for rows in tables)]
    for name, rows in rows_of:
        kinds = get_type_hints(getattr(corridor_cli, name))
        for row in rows:
            wrong = {key: cell for key, cell in row.items() if not fits(cell, kinds[key])}
            assert (list(row), wrong) == (list(kinds), {}), name
    assert {name for name, _ in rows_of} == set(map(name_of, ALL)) - {"HelpRow"}
    assert sum(bool(rows) for _, rows in rows_of) > len(ALL)


def test_commands_do_not_import_the_types_of_rows(shell: Callable[..., Completed]) -> None:
    """No command imports `row_types`, which would be slow."""
    answer = shell("python -X importtime -m corridor_cli trade --count")
    assert answer.code == 0
    assert "corridor_cli.questions" in answer.err
    assert "row_types" not in answer.err
