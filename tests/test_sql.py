"""`corridor sql`: any question, and only questions."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import CUT, RIVALS, Answer

from corridor_cli import open_facts
from corridor_cli.formats import ROWS, names
from corridor_cli.model.answers import PUBLIC
from corridor_cli.model.errors import UsageError

#: Numbers without end.
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"


def test_a_query_is_answered_in_every_format(corridor: Callable[..., Answer]) -> None:
    """A query takes the output options of any command."""
    query = (
        "SELECT partner, COUNT(*) AS records, MAX(turnover) AS most FROM trade "
        "WHERE reporter = 'RUS' GROUP BY partner"
    )
    answer_rows = json.loads(corridor("sql", query, "--json", facts=RIVALS).out)
    rows = json.loads(corridor("trade", "--reporter", "RUS", "--json", facts=RIVALS).out)
    for partner in {row["partner"] for row in rows}:
        turnovers = [row["turnover"] for row in rows if row["partner"] == partner]
        most = max((turnover for turnover in turnovers if turnover is not None), default=None)
        assert {"partner": partner, "records": len(turnovers), "most": most} in answer_rows
    assert corridor(
        "sql", query, "--columns", "partner", "--no-header", facts=RIVALS
    ).out.split() == [row["partner"] for row in answer_rows]
    assert (
        corridor("sql", "-", "--count", stdin="SELECT 1 AS one UNION SELECT 2", facts=RIVALS).out
        == "2\n"
    )
    assert (
        corridor("sql", "SELECT id FROM places", "-f", "ids", facts=RIVALS).out
        == "port-one\nport-two\nrail-network\n"
    )


def test_every_answer_is_a_table(corridor: Callable[..., Answer]) -> None:
    """--tables lists the tables of all commands, with the number of their rows."""
    tables = json.loads(corridor("sql", "--tables", "--json", facts=RIVALS).out)
    assert [row["table"] for row in tables] == [answer.view for answer in PUBLIC]
    for row in tables:
        if row["table"] != "search":
            count = json.loads(
                corridor(
                    "sql", f"SELECT COUNT(*) AS rows FROM {row['table']}", "--json", facts=RIVALS
                ).out
            )
            assert count == [{"rows": row["rows"]}]


def test_full_text_can_be_asked(corridor: Callable[..., Answer]) -> None:
    """The full-text index answers MATCH."""
    query = (
        "SELECT id FROM search_text WHERE search_text MATCH 'rasht' AND id = 'rasht-astara-railway'"
    )
    assert corridor("sql", query, "--no-header", facts=CUT).out == "rasht-astara-railway\n"


def test_columns_are_what_they_are_in_the_other_answers(corridor: Callable[..., Answer]) -> None:
    """Columns of a query have the types that they have in the other answers."""
    for table, argv in {
        "figures": ("trade", "--long"),
        "members": ("members",),
        "places": ("places",),
    }.items():
        for options in (("--json",), ("-f", "csv"), ("-f", "csv", "--unit", "mn")):
            columns = (
                "country, name, disputed, sources"
                if table == "members"
                else "id, flags, sources, locators"
            )
            columns += ", value, unit, preferred" if table == "figures" else ""
            answer = corridor("sql", f"SELECT {columns} FROM {table}", *options, "-q", facts=RIVALS)
            expected = corridor(*argv, "--columns", columns, *options, "-q", facts=RIVALS)
            assert answer == expected
    query = "SELECT id, flags, sources FROM trade WHERE period = '2022'"
    table = corridor("sql", query, "-f", "md", facts=RIVALS).out
    expected = corridor(
        "trade", "--period", "2022", "--columns", "id,flags,sources", "-f", "md", "-q", facts=RIVALS
    ).out
    assert table == expected


def test_lists_can_be_taken_apart_and_put_together(corridor: Callable[..., Answer]) -> None:
    """A query can split lists and make lists; other JSON stays text."""
    query = (
        "SELECT j.value AS state, json_group_array(DISTINCT m.status) AS statuses, '[1]' "
        "AS numbers, json_array('a;b') AS parted,"
        " '[' AS text"
        " FROM meetings m, json_each(m.countries) j GROUP BY state ORDER BY COUNT(*) DESC LIMIT 1"
    )
    (row,) = json.loads(corridor("sql", query, "--json", facts=CUT).out)
    assert row == {
        "state": "RUS",
        "statuses": ["held", "announced"],
        "numbers": "[1]",
        "parted": '["a;b"]',
        "text": "[",
    }


def test_infinity_is_no_number_of_json(corridor: Callable[..., Answer]) -> None:
    """Infinity is a word, and bytes are hexadecimal digits."""
    query = "SELECT 9e999 AS most, -9e999 AS least, x'c0ff' AS bytes, 1e300 AS much"
    answer_rows = json.loads(corridor("sql", query, "--json", facts=RIVALS).out)
    assert answer_rows == [{"most": "inf", "least": "-inf", "bytes": "c0ff", "much": 1e300}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT disputed FROM members WHERE country = 'IRN'", {"disputed": False}),
        ("SELECT disputed AS denied FROM members WHERE country = 'IRN'", {"denied": False}),
        ("SELECT d FROM (SELECT disputed d FROM members WHERE country = 'IRN')", {"d": False}),
        ("WITH m AS (SELECT * FROM members) SELECT disputed FROM m LIMIT 1", {"disputed": True}),
        ("SELECT COUNT(*) disputed FROM members WHERE country = 'IRN'", {"disputed": 1}),
        ("SELECT COUNT(*) > 0 AS preferred FROM members WHERE 0", {"preferred": 0}),
        ("SELECT MAX(disputed) AS disputed FROM members WHERE country = 'IRN'", {"disputed": 0}),
        ("SELECT 1 AS disputed", {"disputed": 1}),
    ],
)
def test_a_truth_value_comes_straight_from_a_column_of_them(
    query: str, expected: dict[str, object], corridor: Callable[..., Answer]
) -> None:
    """A column is boolean if the query takes it from a boolean column."""
    (row,) = json.loads(corridor("sql", query, "--json", facts=RIVALS).out)
    assert repr(row) == repr(expected)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (answer.view, column.name)
        for answer in PUBLIC
        for column in answer.columns
        if column.shape == "boolean"
    ],
)
def test_a_boolean_column_is_boolean_to_a_query(table: str, name: str) -> None:
    """Every declared boolean column is boolean in a query."""
    with open_facts(RIVALS) as facts:
        rows = facts.sql(f'SELECT "{name}" FROM {table}')
        assert [column.type for column in rows.columns] == ["boolean"]
        assert {type(row[name]) for row in rows} == {bool}


@pytest.mark.parametrize("name", names(ROWS))
@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 AS a UNION ALL SELECT 'x' UNION ALL SELECT NULL UNION ALL SELECT x'00' "
        "UNION ALL SELECT '[\"a\"]'",
        "SELECT longitude FROM places",
        "SELECT id, longitude FROM places",
        "SELECT id, nodes FROM routes",
        "SELECT 5 AS export, 'USD' AS unit, '5 XYZ' AS export_stated",
        "SELECT 5 AS value, 'USD' AS unit, '9-1 bn USD' AS stated",
        "SELECT 'unstated' AS reporter, 'x' AS pair, '2022/2021' AS period, '../99' AS date, 'x' "
        "AS sources, '[\"x\"]' AS flags",
        "SELECT NULL AS id, 1 AS sources, 'a;b' AS locators, 9e999 AS value, -9e999 AS unit",
        "SELECT '' AS id WHERE 0",
        "SELECT disputed AS a FROM members UNION ALL SELECT 7 UNION ALL SELECT 'x' UNION ALL "
        "SELECT NULL",
    ],
)
def test_no_query_is_a_bug_in_any_format(
    query: str, name: str, corridor: Callable[..., Answer]
) -> None:
    """Any columns and cells give an answer or a usage error."""
    for sort in ("", *(("a",) if " AS a " in query else ())):
        argv = ("--sort", sort) if sort else ()
        answer = corridor("sql", query, "-f", name, *argv, "--limit", "9" * 5000, facts=RIVALS)
        assert answer.code in (0, 2), answer.err
        assert answer.out or answer.code == 2 or name in ("ids", "yaml", "jsonl", "table", "record")


def test_threads_ask_one_after_the_other() -> None:
    """An open fact base gives several threads the answers that it gives one."""
    with open_facts(RIVALS) as facts, ThreadPoolExecutor(8) as pool:
        expected = (
            facts.trade(),
            facts.sql("SELECT COUNT(*) AS n FROM trade a, sources b, sources c"),
        )
        answer = [pool.submit(facts.trade) for _ in range(40)]
        queries = [
            pool.submit(facts.sql, "SELECT COUNT(*) AS n FROM trade a, sources b, sources c")
            for _ in range(40)
        ]
        assert all(future.result() == expected[0] for future in answer)
        assert all(future.result() == expected[1] for future in queries)


def test_values_are_given_apart_from_the_query() -> None:
    """A query from Python has parameters, by position or by name."""
    with open_facts(RIVALS) as facts:
        for query, parameters in (("SELECT ? AS x", ["'"]), ("SELECT :x AS x", {"x": "'"})):
            assert facts.sql(query, parameters) == [{"x": "'"}]
        with pytest.raises(UsageError, match="SQL: Incorrect number of bindings supplied"):
            facts.sql("SELECT ? AS x")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM trades", "SQL: no such table: trades\nhint: did you mean trade? {}"),
        ("SELECT * FROM freigths", "SQL: no such table: freigths\nhint: did you mean freight? {}"),
        (
            "SELECT turnovr FROM trade",
            "SQL: no such column: turnovr\nhint: did you mean turnover? columns: {trade}",
        ),
        (
            "SELECT t.turnovr FROM Trade t",
            "SQL: no such column: t.turnovr\nhint: did you mean turnover? columns: {trade}",
        ),
        ("SELECT id FROM disputes", "SQL: no such column: id\nhint: columns: {disputes}"),
        (
            "SELECT d.titel FROM disputes d JOIN search_text s ON s.id = d.dispute",
            "SQL: no such column: d.titel\nhint: did you mean title? columns: {disputes}, id, "
            "title, body, folded",
        ),
        (
            "SELECT d.id FROM disputes d JOIN search_text s ON s.id = d.dispute",
            "SQL: no such column: d.id\nhint: columns: {disputes}, id, title, body, folded",
        ),
        ("SELECT x FROM (SELECT 1)", "SQL: no such column: x\nhint: {}"),
        (
            "SELECT name FROM members WHERE country = IRN",
            "SQL: no such column: IRN\nhint: a text stands in single quotes: 'IRN'",
        ),
        (
            "SELECT * FROM sqlite_schema",
            "SQL: a query only reads, and only the tables of the facts\nhint: {}",
        ),
        (
            "WITH trade AS (SELECT * FROM sqlite_schema) SELECT * FROM trade",
            "SQL: a query only reads, and only the tables of the facts\nhint: {}",
        ),
        (
            "SELECT * FROM statement_value",
            "SQL: no such table: statement_value\nhint: did you mean statements? {}",
        ),
        ("SELECT zeroblob(1000001) AS z", "SQL: string or blob too big\nhint: {}"),
        (
            "SELECT 'a' LIKE printf('%.*c', 1001, 'a') AS z",
            "SQL: LIKE or GLOB pattern too complex\nhint: {}",
        ),
    ],
)
def test_a_mistake_in_a_query_gets_a_guess(
    query: str, message: str, corridor: Callable[..., Answer]
) -> None:
    """An unknown table or column gives a guess, and the columns of the tables in the query."""
    columns = {
        answer.view: ", ".join(column.name for column in answer.columns) for answer in PUBLIC
    }
    expected = message.format("corridor sql --tables lists what can be asked", **columns)
    assert corridor("sql", query, facts=RIVALS) == Answer(2, "", f"corridor: error: {expected}\n")


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM trade",
        "UPDATE trade SET period = 1",
        "DROP TABLE trade",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "ATTACH '{file}' AS other",
        "VACUUM INTO '{file}'",
        "PRAGMA journal_mode = wal",
        "PRAGMA writable_schema = on",
        "SELECT load_extension('{file}')",
        "SELECT * FROM pragma_database_list",
        "SELECT fts3_tokenizer('simple')",
        "EXPLAIN DELETE FROM trade",
        "WITH x AS (SELECT 1) INSERT INTO trade SELECT * FROM trade",
        "INSERT INTO search_text VALUES ('a', 'b', 'c')",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELEC 1",
        "SELECT * FROM nowhere",
        "SELECT id, id FROM trade",
        "",
    ],
)
def test_what_is_no_question_is_a_usage_error(
    query: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """A query that is no SELECT is a usage error, and writes no file."""
    answer = corridor("sql", query.format(file=tmp_path / "written"), facts=RIVALS)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("corridor: error: ")
    assert "\nhint: " in answer.err
    assert list(tmp_path.iterdir()) == []


MEMORY, ROWS = "the query takes more than 256 MB of memory", "the answer has more than 64 MB"
WIDE = ", ".join(f"a AS a{number}" for number in range(200))
GREEDY = {
    "rows": (ROWS, f"{ENDLESS} SELECT x FROM c"),
    "wide rows": (ROWS, f"SELECT {WIDE} FROM (SELECT printf('%.*c', 999000, 'x') AS a)"),
    "long lists": (
        ROWS,
        f"{ENDLESS} SELECT '[' || substr(replace(printf('%.*c', 99000, 'x'), 'x', '\"a\",'), 2) "
        f"|| '\"]' AS x FROM c",
    ),
    "sorted": (MEMORY, f"{ENDLESS} SELECT randomblob(900000) AS x FROM c ORDER BY x"),
    "remembered": (
        MEMORY,
        "WITH RECURSIVE c(x) AS (SELECT zeroblob(900000) UNION SELECT randomblob(900000) FROM c) "
        "SELECT COUNT(*) AS n FROM c",
    ),
}


@pytest.mark.parametrize(("message", "query"), GREEDY.values(), ids=GREEDY)
def test_a_query_takes_bounded_memory(
    message: str, query: str, environ: dict[str, str], tmp_path: Path
) -> None:
    """A query that collects without end is stopped at a limit of memory, and leaves no file."""
    peak = (
        "import os, sys; from corridor_cli.__main__ import run; end = os._exit; os._exit = "
        "lambda code: ("
    )
    peak += (
        "print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')), "
        "flush=True), end(code)); run()"
    )
    process = subprocess.run(
        [sys.executable, "-c", peak, "sql", query],
        env={**environ, "CORRIDOR_FACTS": str(RIVALS), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    expected = f"corridor: error: SQL: {message}\nhint: ask for fewer rows: WHERE, or LIMIT\n"
    assert (process.returncode, process.stderr) == (2, expected)
    assert int(process.stdout.split()[1]) // 1024 < 500
    assert list(tmp_path.iterdir()) == []


def test_a_query_from_python_limits_no_other_database(environ: dict[str, str]) -> None:
    """The library does not change SQLite's memory limit of the process."""
    code = (
        "import sqlite3; from corridor_cli import open_facts; open_facts().sql('SELECT 1 AS one');"
    )
    code += "print(*sqlite3.connect(':memory:').execute('PRAGMA hard_heap_limit').fetchone())"
    process = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    assert process.stdout == "0\n"


UNENDING = {
    "counting": f"{ENDLESS} SELECT COUNT(*) AS n FROM c",
    "joining": "SELECT COUNT(*) AS n FROM sources a, sources b, sources c, sources d, sources e, "
    "sources f, sources g, sources h",
    "matching": f"{ENDLESS} SELECT COUNT(*) AS n FROM c WHERE printf('%.*c', 9000 + x % 99, 'a') "
    f"LIKE '%a%a%a%a%a%a%a%b'",
    "searching": "SELECT COUNT(*) AS n FROM search_text a, search_text b, search_text c, "
    "search_text d, records e, records f, records g"
    " WHERE a.search_text MATCH 'a*' AND b.search_text MATCH 'a*'",
}


class Watched(sqlite3.Connection):
    """A connection that calls `at_work`, once, while SQLite works on a query of the user."""

    at_work: ClassVar[Callable[[], object]]

    def set_progress_handler(self, handler: Callable[[], int] | None, n: int) -> None:
        """Put `at_work` before the first call of the handler."""
        first = [True]

        def working() -> int:
            if first and first.pop():
                type(self).at_work()
            return handler()

        super().set_progress_handler(working if handler else None, n)


#: A process that says when SQLite is at work on its query.
WORKING = """
import os, signal, sqlite3
from functools import partial
from corridor_cli.__main__ import run
from test_sql import Watched
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
Watched.at_work = lambda: os.write(1, b"working")
sqlite3.connect = partial(sqlite3.connect, factory=Watched)
run()
"""


@pytest.mark.parametrize("query", UNENDING.values(), ids=UNENDING)
def test_a_query_that_never_ends_can_be_interrupted(query: str, environ: dict[str, str]) -> None:
    """Ctrl-C while SQLite works ends the process with exit code 130 and no message."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKING, "sql", query],
        env={**environ, "CORRIDOR_FACTS": str(CUT), "PYTHONPATH": str(Path(__file__).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.read(7) == b"working"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            assert (process.returncode, out, err) == (130, b"", b"")
        finally:
            process.kill()


def test_from_python_a_query_is_interrupted_as_any_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """KeyboardInterrupt reaches the caller, and the facts still answer."""
    sqlite3.enable_callback_tracebacks(False)  # other libraries want them
    monkeypatch.setattr(
        Watched, "at_work", lambda: signal.raise_signal(signal.SIGALRM), raising=False
    )
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with open_facts(RIVALS) as facts:
            with pytest.raises(KeyboardInterrupt):
                facts.sql(UNENDING["counting"])
            assert facts.sql("SELECT 1 AS one") == [{"one": 1}]
    finally:
        signal.signal(signal.SIGALRM, before)


def test_standard_input_is_read_within_bounds(shell: Callable[..., Answer]) -> None:
    """A pipe without end gives an error."""
    for command in ("sql -", "show -", "cite -"):
        assert shell(f"yes | corridor {command}") == Answer(
            2, "", "corridor: error: standard input has more than 10000000 bytes\n"
        )


def test_tables_give_the_true_form_of_each_column(corridor: Callable[..., Answer]) -> None:
    """`forms` names each column that holds 1 and 0 or JSON; the line to copy has rows."""
    answer = corridor("sql", "--tables", "--json", facts=CUT)
    wrong = {
        "1 or 0": "[{0}] NOT IN (0, 1)",
        "JSON list": "json_type([{0}]) <> 'array'",
        "JSON map": "json_type([{0}]) <> 'object'",
    }
    with open_facts(CUT) as facts:
        for table in json.loads(answer.out):
            for form in table["forms"]:
                name, _, shape = form.partition(": ")
                (row,) = facts.sql(
                    f"SELECT COUNT([{name}]) AS filled FROM {table['table']}"
                    f" WHERE {wrong[shape].format(name)}"
                )
                assert row["filled"] == 0, (table["table"], name)
    query = answer.err.partition("SELECT")[2].strip()
    assert json.loads(corridor("sql", f"SELECT {query}", "--json", facts=CUT).out)


@pytest.mark.parametrize("where", ["preferred = 'true'", "sources = 'one;two'"])
def test_a_query_without_rows_says_what_forms_there_are(
    where: str, corridor: Callable[..., Answer]
) -> None:
    """A value as outputs print it finds nothing, and one note says so."""
    answer = corridor("sql", f"SELECT id FROM figures WHERE {where}", "--json", facts=CUT)
    assert (answer.out, answer.err) == (
        "[]\n",
        "note: no row has this; true is 1, false is 0, and a list is JSON: corridor sql --tables\n",
    )
