"""What corridor writes without options, read by the tools of its users: every cell of every row arrives.

The tools that Python packages bring are required where the tests marked `peers` run; those of the
system are skipped where they are not installed, but never in continuous integration.
"""

import csv
import io
import json
from collections.abc import Callable

import pytest
from conftest import CUT, Answer, needing

pytestmark = pytest.mark.peers

QUESTIONS = ("trade --long", "meetings", "places", "sources", "disputes")
#: What reads TSV and CSV, and writes JSON or CSV: name of the program, format, and the rest of the line.
READERS = {
    "jq": ("json", "jq ."),
    "mlr-tsv": ("tsv", "mlr -S --itsv --ojson cat"),
    "mlr-csv": ("csv", "mlr -S --icsv --ojson cat"),
    "mlr-json": ("json", "mlr --json cat"),
    "csvjson": ("csv", "csvjson --no-inference"),
    "csvformat": ("tsv", "csvformat --tabs --quoting 3"),
    "sqlite3": (
        "csv",
        "sqlite3 -csv -header -cmd '.import --csv /dev/stdin t' :memory: 'SELECT * FROM t'",
    ),
    "vd-tsv": ("tsv", "vd --batch --filetype tsv - --output rows.json >&2 && cat rows.json"),
    "vd-csv": ("csv", "vd --batch --filetype csv - --output rows.csv >&2 && cat rows.csv"),
}


def plain(cell: object) -> object:
    """A cell as a reader without types has it: text, or a number where it is one, and '' for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return ";".join(map(str, cell))
    try:
        return float(str(cell))
    except ValueError:
        return str(cell)


def rows_of(text: str) -> list[dict[str, object]]:
    """The rows of what a tool wrote, JSON or CSV."""
    rows = (
        json.loads(text) if text.startswith("[") else csv.DictReader(io.StringIO(text, newline=""))
    )
    return [{name: plain(cell) for name, cell in row.items()} for row in rows]


@pytest.fixture(scope="module")
def expected() -> Callable[[str], list[dict[str, object]]]:
    """The rows of a question, as the library gives them."""
    from corridor_cli import open_facts

    def ask(question: str) -> list[dict[str, object]]:
        with open_facts() as facts:
            rows = (
                facts.trade(long=True) if question == "trade --long" else getattr(facts, question)()
            )
        return [{name: plain(cell) for name, cell in row.items()} for row in rows]

    return ask


@pytest.mark.parametrize(
    "reader",
    [pytest.param(name, marks=needing(line.split()[0])) for name, (_, line) in READERS.items()],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pipe_carries_every_cell(
    reader: str,
    question: str,
    shell: Callable[..., Answer],
    expected: Callable[[str], list[dict[str, object]]],
) -> None:
    """The rows that a tool reads from the pipe are those of the question."""
    format_, command = READERS[reader]
    asked = f"corridor {question} -q" + {"tsv": "", "csv": " -f csv", "json": " --json"}[format_]
    answer = shell(f"set -o pipefail; {asked} | {command}", CORRIDOR_FACTS=str(CUT))
    assert answer.code == 0, answer.err
    assert rows_of(answer.out) == expected(question)


#: In CSV a column of nothing but `t`, tonnes, is a column of booleans to DuckDB; JSON says that it is text.
DUCKDB = [
    (question, ending)
    for question in QUESTIONS
    for ending in ("csv", "tsv", "json", "jsonl")
    if question != "places" or ending.startswith("json")
]


@pytest.mark.parametrize(("question", "ending"), DUCKDB)
def test_duckdb_reads_every_file(
    question: str,
    ending: str,
    shell: Callable[..., Answer],
    expected: Callable[[str], list[dict[str, object]]],
    tmp_path: object,
) -> None:
    """A file of any format is a table to DuckDB, found out without options."""
    import duckdb

    assert shell(f"corridor {question} -q -o rows.{ending}", CORRIDOR_FACTS=str(CUT)).code == 0
    with duckdb.connect() as connection:
        found = connection.sql(f"FROM '{tmp_path}/rows.{ending}'")
        rows = [
            dict(zip(found.columns, map(plain, cells), strict=True)) for cells in found.fetchall()
        ]
    # a date of one day comes back as the day it is
    assert [{name: str(cell) for name, cell in row.items()} for row in rows] == [
        {name: str(cell) for name, cell in row.items()} for row in expected(question)
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_pandas_reads_a_pipe_and_rows(
    question: str, shell: Callable[..., Answer], expected: Callable[[str], list[dict[str, object]]]
) -> None:
    """`read_table` reads the pipe, `read_csv` CSV, `read_json` JSON; numbers are numeric columns."""
    import pandas as pd

    wanted = expected(question)
    tsv = shell(f"corridor {question} -q", CORRIDOR_FACTS=str(CUT)).out
    comma = shell(f"corridor {question} -q -f csv", CORRIDOR_FACTS=str(CUT)).out
    for frame in (pd.read_table(io.StringIO(tsv)), pd.read_csv(io.StringIO(comma))):
        assert list(frame.columns) == list(wanted[0])
        cells = frame.astype(object).where(frame.notna(), "")
        found = [
            {name: plain(cell) for name, cell in row.items()} for row in cells.to_dict("records")
        ]
        # pandas takes the words true and false for booleans, as they are meant
        assert found == wanted
    numeric = {
        name
        for name in wanted[0]
        if all(row[name] == "" or isinstance(row[name], float) for row in wanted)
    }
    for name in numeric:
        assert frame[name].dtype.kind in "if", name
