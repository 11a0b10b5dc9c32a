"""Queries of users: limits on what they do and use, and hints for those that fail."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from sys import getsizeof
from typing import Any

from corridor_cli.index.filters import Parameters
from corridor_cli.model.errors import UsageError, did_you_mean

#: The most bytes for SQLite on the command line, and for the rows of an answer.
MOST_MEMORY = 256 * 2**20
MOST_ROWS = 64 * 2**20
#: The most columns of a row, bytes of a cell, bytes of a pattern of LIKE.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
#: Steps of SQLite, a few microseconds in all, after which it checks for Ctrl-C.
_STEPS = 1_000
#: SQLite's error codes for a database file that cannot be read.
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)


def limit_memory() -> None:
    """Limit the memory of SQLite for the rest of this process."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA hard_heap_limit = {MOST_MEMORY}")


def select(
    connection: sqlite3.Connection,
    query: str,
    parameters: Parameters,
    public: Mapping[str, Collection[str]],
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns and the rows of one SELECT.

    `public` are the tables that hints name, with their columns. Raises UsageError for a query that
    fails, writes or has too large an answer, KeyboardInterrupt on Ctrl-C, and
    sqlite3.DatabaseError if the database is damaged.
    """
    # at their first use SQLite sets these up, which _authorize would refuse
    connection.execute("SELECT 1 FROM search_text, json_each('[]'), json_tree('[]') LIMIT 0")
    connection.execute("PRAGMA temp_store = MEMORY")  # no files for large sorts
    before = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
    connection.set_progress_handler(lambda: 0, _STEPS)  # Python sees Ctrl-C between steps
    connection.set_authorizer(_authorize)
    try:
        cursor = connection.execute(query, parameters)
        if cursor.description is None:
            raise UsageError("the query gives no rows", "expected one SELECT")
        return [column[0] for column in cursor.description], list(_limited(cursor))
    except (sqlite3.Error, sqlite3.Warning, ValueError, TypeError, OverflowError) as error:
        if damaged(error):
            raise
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        raise _usage_error(str(error), query, public) from error
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        for limit, most in before.items():
            connection.setlimit(limit, most)


def damaged(error: BaseException) -> bool:
    """Whether an error means that the database itself cannot be read."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in _DAMAGE or "vtable constructor failed: search_text" in str(error)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """SQLITE_OK if an action only reads public data, else SQLITE_DENY."""
    allowed = {
        sqlite3.SQLITE_SELECT: True,
        sqlite3.SQLITE_RECURSIVE: True,
        sqlite3.SQLITE_READ: not str(first).startswith("sqlite_"),
        sqlite3.SQLITE_FUNCTION: second not in ("load_extension", "fts3_tokenizer"),
        sqlite3.SQLITE_PRAGMA: first == "data_version",  # full-text search reads it
    }
    return sqlite3.SQLITE_OK if allowed.get(action) else sqlite3.SQLITE_DENY


def _limited(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """The rows of a query. Raises UsageError if they need more than MOST_ROWS bytes."""
    size = 0
    for cells in cursor:
        size += getsizeof(cells) + sum(map(getsizeof, cells))
        if size > MOST_ROWS:
            raise UsageError(
                f"SQL: the answer has more than {MOST_ROWS >> 20} MB",
                "ask for fewer rows: WHERE, or LIMIT",
            )
        yield cells


def _usage_error(message: str, query: str, public: Mapping[str, Collection[str]]) -> UsageError:
    """The error for SQLite's message about a query, with a hint."""
    hint = "corridor sql --tables lists what can be asked"
    problem, _, name = message.partition(": ")
    last = name.rpartition(".")[2]
    if "authoriz" in message or "prohibited" in message:
        message = "a query only reads, and only the tables of the facts"
    elif problem == "no such table":
        hint = f"{did_you_mean(last, public)} {hint}"
    elif problem == "no such column" and name.isupper():
        hint = f"a text stands in single quotes: '{name}'"
    elif problem == "no such column":
        words = re.findall(r"\w+", query.casefold())
        columns = [column for table in public if table in words for column in public[table]]
        if columns:
            # two letters are like too many names; a known name is a column of another table
            near = "" if len(last) < 3 or last in columns else did_you_mean(last, columns)
            hint = f"{near} columns: {', '.join(dict.fromkeys(columns))}"
    return UsageError(f"SQL: {message}", hint.strip())
