"""JSON Schemas of the fact files, which editors use while they type."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FACTS, FOUNDING, RIVALS, Answer, golden
from hypothesis import given
from hypothesis import strategies as st
from test_amounts import amounts
from test_dates import DAYS, SINGLE

from corridor_cli.model import dates
from corridor_cli.model.amounts import Amount
from corridor_cli.model.kinds import KINDS
from corridor_cli.reading.schemas import files, schema


def schema_of(file: Path, facts: Path) -> str:
    """The name of the schema of a fact file."""
    return file.relative_to(facts).parts[0].removesuffix(".yaml")


@pytest.mark.parametrize("name", files())
def test_the_schemas_are_those_of_the_definitions(
    name: str, corridor: Callable[..., Answer]
) -> None:
    """facts/schemas/ is what `fields KIND --schema` prints; UPDATE_GOLDEN=1 writes it."""
    output = corridor("fields", name, "--schema").out
    assert golden(FACTS / "schemas" / f"{name}.json", output) == output


def test_every_fact_file_names_its_schema() -> None:
    """The first line of a fact file names its schema for YAML language servers."""
    for path in FACTS.rglob("*.yaml"):
        first = path.read_text("utf-8").split("\n", 1)[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert (
            path.parent / target
        ).resolve() == FACTS / "schemas" / f"{schema_of(path, FACTS)}.json", path


def test_a_kind_names_the_schema_of_its_file(corridor: Callable[..., Answer]) -> None:
    """A kind, a file and a folder name a schema; an unknown name gets a guess."""
    for kind in KINDS:
        assert schema(kind.name) == schema(kind.files.partition("/")[0].removesuffix(".yaml"))
    assert (
        corridor("fields", "tade", "--schema").err == "corridor: error: unknown fact file 'tade'\n"
        "hint: did you mean trade? corridor fields trade --schema\n"
    )
    assert corridor("fields", "--schema") == (
        2,
        "",
        f"corridor: error: --schema needs a kind of fact file\nhint: one of {', '.join(files())}\n",
    )


@pytest.mark.peers
@pytest.mark.parametrize("facts", [FACTS, RIVALS, FOUNDING], ids=["own", "rivals", "founding"])
def test_the_fact_files_are_valid_for_check_jsonschema(
    facts: Path, environ: dict[str, str]
) -> None:
    """Every fact file is valid by its schema."""
    for name in files():
        paths = sorted(
            str(path) for path in facts.rglob("*.yaml") if schema_of(path, facts) == name
        )
        if paths:
            command = [
                "check-jsonschema",
                "--schemafile",
                str(FACTS / "schemas" / f"{name}.json"),
                *paths,
            ]
            process = subprocess.run(
                command, capture_output=True, text=True, check=False, env=environ
            )
            assert (process.returncode, process.stdout) == (0, "ok -- validation done\n"), (
                process.stdout
            )


TRADE = {
    "reporter": "KAZ",
    "partner": "RUS",
    "period": 2022,
    "turnover": "26.1 bn USD",
    "sources": {"one": "para 1"},
}
MEETING = {
    "id": "talks",
    "title": "Talks",
    "status": "held",
    "countries": ["KAZ"],
    "sources": {"one": "para 1"},
}
PLACE = {"id": "port", "name": "Port", "kind": "seaport", "sources": {"one": "p"}}
GOOD = [
    ("trade", [TRADE]),
    (
        "trade",
        [
            TRADE
            | {"reporter": "unstated", "turnover": {"growth": "more than x2", "growth_vs": 2021}}
        ],
    ),
    (
        "meetings",
        [
            MEETING
            | {
                "date": "2023-11",
                "also": [{"place": "Baku", "sources": {"two": 3}, "why": "newer"}],
            }
        ],
    ),
    (
        "places",
        [
            PLACE
            | {"coordinates": "4621N 04802E", "capacity": "over 5 million tons", "depth": "4.5 m"}
        ],
    ),
    (
        "members",
        {
            "lists": [
                {
                    "id": "list",
                    "as_of": "../2005",
                    "count": 13,
                    "complete": True,
                    "sources": {"one": "p"},
                }
            ]
        },
    ),
]
BAD = [
    # schema, facts, and the place of the mistake
    ("trade", [TRADE | {"imprt": "1 bn USD"}], "$[0]"),
    ("trade", [{name: value for name, value in TRADE.items() if name != "period"}], "$[0]"),
    ("trade", [{name: value for name, value in TRADE.items() if name != "turnover"}], "$[0]"),
    ("trade", [{name: value for name, value in TRADE.items() if name != "sources"}], "$[0]"),
    ("trade", [TRADE | {"sources": {}}], "$[0].sources"),
    ("trade", [TRADE | {"sources": {"One": "p"}}], "$[0].sources"),
    ("trade", [TRADE | {"sources": {"one": "p 1; p 2"}}], "$[0].sources.one"),
    ("trade", [TRADE | {"period": "2022/.."}], "$[0].period"),
    ("trade", [TRADE | {"turnover": "26.1 bn"}], "$[0].turnover"),
    ("trade", [TRADE | {"turnover": "26.1 bn t"}], "$[0].turnover"),
    ("trade", [TRADE | {"turnover": {"growth": "+2%"}}], "$[0].turnover"),
    ("trade", [TRADE | {"reporter": "Kazakhstan"}], "$[0].reporter"),
    ("trade", [TRADE | {"also": []}], "$[0]"),
    ("trade", TRADE, "$"),
    ("meetings", [MEETING | {"status": "hold"}], "$[0].status"),
    ("meetings", [MEETING | {"date": "autumn 2023"}], "$[0].date"),
    ("meetings", [MEETING | {"countries": "KAZ"}], "$[0].countries"),
    ("meetings", [MEETING | {"countries": ["KAZ", "KAZ"]}], "$[0].countries"),
    ("meetings", [MEETING | {"topics": ["a; b"]}], "$[0].topics[0]"),
    ("meetings", [MEETING | {"also": [{"place": "Baku"}]}], "$[0].also[0]"),
    ("meetings", [MEETING | {"also": [{"id": "x", "sources": {"one": "p"}}]}], "$[0].also[0]"),
    ("places", [PLACE | {"coordinates": "46.35 48.04"}], "$[0].coordinates"),
    ("places", [PLACE | {"depth": "4.5 fathoms"}], "$[0].depth"),
    ("members", {"list": []}, "$"),
    ("agreements", {"steps": []}, "$"),
    ("freight", [{"subject": "north", "volume": "1 mn t", "sources": {"one": "p"}}], "$[0]"),
    ("disputes", [{"id": "x", "question": "?", "claims": ["no-field"]}], "$[0].claims[0]"),
]


@pytest.mark.peers
@pytest.mark.parametrize(("name", "facts"), GOOD)
def test_what_may_be_written_is_taken(name: str, facts: object) -> None:
    """The schemas accept every shape that the guide allows."""
    from jsonschema import Draft7Validator

    assert [error.message for error in Draft7Validator(schema(name)).iter_errors(facts)] == []


@pytest.mark.peers
@pytest.mark.parametrize(("name", "facts", "place"), BAD)
def test_a_mistake_is_seen_where_it_is(name: str, facts: object, place: str) -> None:
    """The schema reports a mistake at its field, or at the record that lacks one."""
    from jsonschema import Draft7Validator

    assert {error.json_path for error in Draft7Validator(schema(name)).iter_errors(facts)} == {
        place
    }


# --- patterns


def pattern(name: str, *path: str) -> re.Pattern[str]:
    """A pattern in a schema, at the end of a path."""
    part: object = schema(name)
    for step in path:
        part = part[int(step)] if isinstance(part, list) else part[step]
    assert isinstance(part, str)
    return re.compile(part)


AMOUNT = pattern("trade", "items", "properties", "export", "anyOf", "0", "pattern")
PERIOD = pattern("trade", "items", "properties", "period", "pattern")
DATE = pattern("meetings", "items", "properties", "date", "pattern")


@given(amounts())
def test_every_amount_is_taken(amount: Amount) -> None:
    """The pattern accepts the text of any amount of money."""
    assert AMOUNT.search(str(amount)), str(amount)


@given(
    SINGLE, DAYS, DAYS, st.sampled_from((4, 7, 10)), st.sampled_from(("{}/{}", "../{}", "{}/.."))
)
def test_every_date_is_taken(
    single: str, one: object, other: object, length: int, form: str
) -> None:
    """The pattern accepts any date and interval; that of a period, any closed one."""
    assert PERIOD.search(single)
    first, last = sorted((str(one)[:length], str(other)[:length]))
    text = form.format(first, last)
    try:
        dates.parse_date(text)
    except ValueError:
        return
    assert DATE.search(text), text
    assert bool(PERIOD.search(text)) == (".." not in text)
