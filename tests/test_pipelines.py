"""Pipes and files: the tools of users read every cell of every row, without options.

The extra `peers` installs the Python packages. Tests of other programs are skipped where a program
is missing, except in continuous integration.
"""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, Answer, needing

pytestmark = pytest.mark.peers

QUESTIONS = ("trade --long", "meetings", "places", "sources", "disputes")
#: Programs that read a format and write JSON or CSV: the format, and the command.
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
    """A cell as a reader without types has it: a number, else text; '' if it is missing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return ";".join(map(str, cell))
    if isinstance(cell, str) and cell.startswith('{"'):
        cell = json.loads(cell)
    if isinstance(cell, dict):  # DuckDB gives each row the keys of all rows
        return json.dumps({key: cell[key] for key in sorted(cell) if cell[key] is not None})
    try:
        return float(str(cell))
    except ValueError:
        return str(cell)


def rows_of(text: str) -> list[dict[str, object]]:
    """The rows that a tool wrote, as JSON or CSV."""
    rows = (
        json.loads(text) if text.startswith("[") else csv.DictReader(io.StringIO(text, newline=""))
    )
    return [{name: plain(cell) for name, cell in row.items()} for row in rows]


@pytest.fixture(scope="module")
def expected() -> Callable[[str], list[dict[str, object]]]:
    """A function that gives the rows of a question by the library."""
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
    """A tool reads from a pipe the rows of the question."""
    format_, command = READERS[reader]
    call = f"corridor {question} -q" + {"tsv": "", "csv": " -f csv", "json": " --json"}[format_]
    answer = shell(f"set -o pipefail; {call} | {command}", CORRIDOR_FACTS=str(CUT))
    assert answer.code == 0, answer.err
    assert rows_of(answer.out) == expected(question)


#: DuckDB reads a CSV column that has only `t`, tonnes, as booleans; in JSON it is text.
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
    """DuckDB reads a file of any format without options."""
    import duckdb

    assert shell(f"corridor {question} -q -o rows.{ending}", CORRIDOR_FACTS=str(CUT)).code == 0
    with duckdb.connect() as connection:
        table = connection.sql(f"FROM '{tmp_path}/rows.{ending}'")
        rows = [
            dict(zip(table.columns, map(plain, cells), strict=True)) for cells in table.fetchall()
        ]
    # DuckDB reads dates as dates
    assert [{name: str(cell) for name, cell in row.items()} for row in rows] == [
        {name: str(cell) for name, cell in row.items()} for row in expected(question)
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_pandas_reads_a_pipe_and_rows(
    question: str, shell: Callable[..., Answer], expected: Callable[[str], list[dict[str, object]]]
) -> None:
    """The package pandas reads TSV and CSV, and numeric columns are numbers."""
    import pandas as pd

    rows = expected(question)
    tsv = shell(f"corridor {question} -q", CORRIDOR_FACTS=str(CUT)).out
    comma = shell(f"corridor {question} -q -f csv", CORRIDOR_FACTS=str(CUT)).out
    for frame in (pd.read_table(io.StringIO(tsv)), pd.read_csv(io.StringIO(comma))):
        assert list(frame.columns) == list(rows[0])
        cells = frame.astype(object).where(frame.notna(), "")
        read = [
            {name: plain(cell) for name, cell in row.items()} for row in cells.to_dict("records")
        ]
        # pandas reads true and false as booleans
        assert read == rows
    numeric = {
        name
        for name in rows[0]
        if all(row[name] == "" or isinstance(row[name], float) for row in rows)
    }
    for name in numeric:
        assert frame[name].dtype.kind in "if", name


#: What readers take for quotes: a mark at the beginning of a cell, alone, and doubled.
QUOTED = """SELECT '"Silk" road' AS "a", '"' AS "b", '""x' AS "c", 'a "b" c' AS "d" """


@pytest.mark.parametrize("reader", ["pandas", "polars", "csvkit", "DuckDB"])
@pytest.mark.parametrize("format_", ["tsv", "csv"])
def test_a_cell_that_begins_with_a_quotation_mark_is_read(
    reader: str, format_: str, shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """Readers that know quotes read a cell that begins with a quotation mark."""
    file = tmp_path / f"rows.{format_}"
    (tmp_path / "query.sql").write_text(QUOTED)
    assert shell(f"corridor sql - -o {file} < query.sql").code == 0
    separator = "\t" if format_ == "tsv" else ","
    if reader == "pandas":
        import pandas as pd

        cells = pd.read_csv(file, sep=separator).to_numpy().tolist()
    elif reader == "polars":
        import polars

        cells = [list(row) for row in polars.read_csv(file, separator=separator).rows()]
    elif reader == "csvkit":
        tabs = "-t" if format_ == "tsv" else ""
        cells = json.loads(shell(f"csvjson -I {tabs} {file}").out)
        cells = [list(row.values()) for row in cells]
    else:
        import duckdb

        with duckdb.connect() as connection:
            cells = [list(row) for row in connection.sql(f"FROM read_csv('{file}')").fetchall()]
    assert cells == [['"Silk" road', '"', '""x', 'a "b" c']]


def test_the_options_that_readme_gives_help_readers_that_guess(tmp_path: Path) -> None:
    """The options of polars and DuckDB in README keep their readers from a wrong guess."""
    import duckdb

    file = tmp_path / "rows.csv"
    file.write_text("unit,value\n" + "t,2\n" * 300)
    with duckdb.connect() as connection:
        assert str(connection.sql(f"FROM '{file}'").types[0]) == "BOOLEAN"
        told = connection.sql(f"FROM read_csv('{file}', types={{'unit': 'VARCHAR'}})")
        assert str(told.types[0]) == "VARCHAR"
    import polars

    with file.open("a") as rows:
        rows.write("t,28.2\n")
    with pytest.raises(polars.exceptions.ComputeError):
        polars.read_csv(file)
    assert polars.read_csv(file, infer_schema_length=None)["value"][-1] == 28.2
