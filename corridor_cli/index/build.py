"""Typed records to an index: the SQLite database that answers every question.

An index is derived from the fact files and can be thrown away. It is built in memory, checked by
the rules of `sql/rules.sql`, and handed over whole or not at all.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from corridor_cli.index import rules
from corridor_cli.index.fill import TABLE_COLUMNS, TYPES, fill
from corridor_cli.model.answers import PUBLIC, Answer
from corridor_cli.model.kinds import ABOUT, KINDS, SOURCE
from corridor_cli.model.problems import ERRORS, Problem
from corridor_cli.reading import records
from corridor_cli.reading.files import Files


def build(files: Files) -> tuple[sqlite3.Connection | None, list[Problem]]:
    """An index of the fact files, as a database in memory.

    Returns None and all errors, sorted by place, if the facts cannot be used.
    """
    facts = records.load(files)
    connection = filled(facts)
    try:
        errors = rules.problems(connection, facts, ERRORS)
        if errors:
            connection.close()
            return None, errors
        _run(connection, "derive.sql")
        _run(connection, "views.sql")
        for answer in PUBLIC:
            if not answer.is_view:
                _store(connection, answer)
    except BaseException:
        connection.close()
        raise
    return connection, []


def _store(connection: sqlite3.Connection, answer: Answer) -> None:
    """The table of an answer, with the columns that it declares and its rows in order."""
    declared = ", ".join(f"[{column.name}] {TYPES[column.shape]}" for column in answer.columns)
    connection.execute(f"CREATE TABLE {answer.view} ({declared})")
    # in brackets, for a name in quotes that is no column would be taken for a text
    if answer.order:
        (kind,) = answer.kinds
        stated = TABLE_COLUMNS[kind.name]
        names = [
            "r.by_field" if c.shape == "map" else f"{'k' if c.name in stated else 'r'}.[{c.name}]"
            for c in answer.columns
        ]
        order = [f"{'k' if name in stated else 'r'}.[{name}] NULLS LAST" for name in answer.order]
        query = (
            f"SELECT {', '.join(names)} FROM {kind.table} k JOIN _record r ON r.id = k.id"
            f" ORDER BY {', '.join(order)}"
        )
    else:
        names = [f"[{column.name}]" for column in answer.columns]
        query = f"SELECT {', '.join(names)} FROM _{answer.view}_rows"
    connection.execute(f"INSERT INTO {answer.view} {query}")
    if answer.identity:
        connection.execute(f"CREATE INDEX {answer.view}_id ON {answer.view} ([{answer.identity}])")


def filled(facts: records.Facts) -> sqlite3.Connection:
    """The tables of the index with what the records hold, before anything is derived from it: what rules are asked of."""
    connection = sqlite3.connect(  # read-only once built
        ":memory:",
        isolation_level=None,
        check_same_thread=False,
        detect_types=sqlite3.PARSE_DECLTYPES,
    )
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is rolled back
        _create_tables(connection)
        connection.execute("BEGIN")
        fill(connection, facts.records)
        connection.execute("COMMIT")
        _run(connection, "indexes.sql")
    except BaseException:
        connection.close()
        raise
    return connection


def _run(connection: sqlite3.Connection, name: str) -> None:
    connection.executescript(Path(__file__).with_name("sql").joinpath(name).read_text("utf-8"))


# --- tables --------------------------------------------------------------------------------------


def _create_tables(connection: sqlite3.Connection) -> None:
    _run(connection, "tables.sql")
    for kind in KINDS:
        if kind is ABOUT:
            continue
        listed = ", ".join(f"[{name}] {type_}" for name, type_ in TABLE_COLUMNS[kind.name].items())
        connection.execute(f"CREATE TABLE {kind.table} ({listed})")
        connection.execute(f"CREATE INDEX {kind.table}_id ON {kind.table} (id)")
    connection.execute(f"CREATE VIEW _source_value AS {' UNION ALL '.join(_source_fields())}")


def _source_fields() -> Iterator[str]:
    """Queries for the values of each field of the sources, in the shape of `_statement_value`."""
    for rank, field in enumerate(SOURCE.fields):
        if field.name != "id":
            yield (
                f"SELECT s.id, 'source' AS kind, '{field.name}' AS field, s.[{field.name}] AS value,"
                " NULL AS unit, NULL AS stated, r.date, 1 AS preferred, '[]' AS flags,"
                " '[]' AS sources, '[]' AS locators, 0 AS position, NULL AS as_of,"
                f" {rank} AS rank, -100 * r.rowid - {rank} AS value_id"
                f" FROM _source s JOIN _record r ON r.id = s.id WHERE s.[{field.name}] IS NOT NULL"
            )
