"""Building of an index: an SQLite database in memory, made from the fact files.

The facts are checked by the rules of `sql/rules.sql` before anything is derived from them.
"""

import gc
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corridor_cli.index import mirror, rules, series
from corridor_cli.index.fill import TABLE_COLUMNS, TYPES, fill
from corridor_cli.model import dates
from corridor_cli.model.answers import MIRROR, PUBLIC, SERIES, Answer
from corridor_cli.model.kinds import ABOUT, KINDS, SOURCE, Row
from corridor_cli.model.names import respelled
from corridor_cli.model.problems import ERRORS, Problem
from corridor_cli.reading import records
from corridor_cli.reading.files import Files


def build(files: Files) -> tuple[sqlite3.Connection | None, list[Problem]]:
    """Build an index of the fact files: a database in memory, and no problems.

    If the facts have errors, the result is None and all errors, sorted by place.
    """
    facts, connection = filled(files)
    try:
        errors = rules.problems(connection, facts, ERRORS)
        if errors:
            connection.close()
            return None, errors
        derive(connection)
        connection.create_function("respelled", 1, respelled, deterministic=True)
        _run(connection, "views.sql")
        for answer in PUBLIC:
            if not answer.is_view:
                _create(connection, answer)
        lines = series.lines_of(connection)
        names = dict(connection.execute("SELECT code, name FROM _country").fetchall())
        by_period = series.rows(lines, names)
        by_side = mirror.rows(lines.values(), names)
        _insert(connection, SERIES, by_period)
        _insert(connection, MIRROR, by_side)
        _insert_spans(connection, by_period, "period")
        _insert_spans(connection, by_side, "period_a", "period_b")
    except BaseException:
        connection.close()
        raise
    return connection, []


#: Answers whose rows are worked out in Python.
_WORKED_OUT = (SERIES, MIRROR)


def _create(connection: sqlite3.Connection, answer: Answer) -> None:
    """Create the table of an answer, with the columns that it declares and its rows in order."""
    declared = ", ".join(f"[{column.name}] {TYPES[column.shape]}" for column in answer.columns)
    connection.execute(f"CREATE TABLE {answer.view} ({declared})")
    if answer.identity:
        connection.execute(f"CREATE INDEX {answer.view}_id ON {answer.view} ([{answer.identity}])")
    if answer in _WORKED_OUT:
        return
    # names stand in brackets: SQLite takes a quoted name of no column for a text
    if answer.order:
        (kind,) = answer.kinds
        own = TABLE_COLUMNS[kind.name]
        names = [
            "r.by_field" if c.shape == "map" else f"{'k' if c.name in own else 'r'}.[{c.name}]"
            for c in answer.columns
        ]
        order = [f"{'k' if name in own else 'r'}.[{name}] NULLS LAST" for name in answer.order]
        query = (
            f"SELECT {', '.join(names)} FROM {kind.table} k JOIN _record r ON r.id = k.id"
            f" ORDER BY {', '.join(order)}"
        )
    else:
        names = [f"[{column.name}]" for column in answer.columns]
        query = f"SELECT {', '.join(names)} FROM _{answer.view}_rows"
    connection.execute(f"INSERT INTO {answer.view} {query}")
    # SQLite reads all definitions when it opens an index, so those that have served go
    connection.execute(f"DROP VIEW IF EXISTS _{answer.view}_rows")


def _insert(connection: sqlite3.Connection, answer: Answer, rows: Sequence[Row]) -> None:
    """Insert the rows of an answer into its table."""
    marks = ", ".join("?" * len(answer.columns))
    connection.executemany(
        f"INSERT INTO {answer.view} VALUES ({marks})",
        (
            [
                json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell
                for cell in (row[column.name] for column in answer.columns)
            ]
            for row in rows
        ),
    )


def _insert_spans(connection: sqlite3.Connection, rows: Sequence[Row], *periods: str) -> None:
    """Insert the days of rows by their key; `periods` are the columns of their periods."""
    spans = (
        (row["key"], dates.parse_period(str(row[name])))
        for row in rows
        for name in periods
        if row[name] is not None
    )
    connection.executemany(
        "INSERT INTO _key_span VALUES (?, ?, ?, ?)",
        ((key, span.text, str(span.first), str(span.last)) for key, span in spans),
    )


def filled(files: Files) -> tuple[records.Facts, sqlite3.Connection]:
    """Read the fact files and insert their records into the tables of a new index, in memory.

    Nothing is derived from several records yet.
    """
    collecting = gc.isenabled()
    gc.disable()  # none of the many new objects is garbage, and visiting them takes long
    try:
        facts = records.load(files)
        connection = sqlite3.connect(  # threads may share it, since it is only read later
            ":memory:",
            isolation_level=None,
            check_same_thread=False,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is rolled back
        _create_tables(connection)
        connection.execute("BEGIN")
        fill(connection, facts.records)
        connection.execute("COMMIT")
        _run(connection, "keys.sql")
        _run(connection, "indexes.sql")
        return facts, connection
    finally:
        if collecting:
            gc.enable()


def derive(connection: sqlite3.Connection) -> None:
    """Work out what follows from several records: rivals, preference, disputes, flags."""
    _run(connection, "derive.sql")


def _run(connection: sqlite3.Connection, name: str) -> None:
    connection.executescript(Path(__file__).with_name("sql").joinpath(name).read_text("utf-8"))


def _create_tables(connection: sqlite3.Connection) -> None:
    _run(connection, "tables.sql")
    for kind in KINDS:
        if kind is ABOUT:
            continue
        listed = ", ".join(f"[{name}] {type_}" for name, type_ in TABLE_COLUMNS[kind.name].items())
        connection.execute(f"CREATE TABLE {kind.table} ({listed})")
        connection.execute(f"CREATE INDEX {kind.table}_id ON {kind.table} (id)")
    # SQLite reads all definitions when it opens an index, so what is long is in few words
    fields = " UNION ALL ".join(
        f"SELECT id, '{field.name}' AS field, [{field.name}] AS value, {rank} AS rank FROM _source"
        for rank, field in enumerate(SOURCE.fields)
        if field.name != "id"
    )
    connection.execute(f"CREATE VIEW _source_field AS {fields}")
