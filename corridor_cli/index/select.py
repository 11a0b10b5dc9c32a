"""Queries from outside: what they may do and take, and what is wrong with one that fails."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from sys import getsizeof
from typing import Any

from corridor_cli.model.errors import UsageError, did_you_mean

#: Bytes that SQLite may take on the command line, and that the rows of an answer may take.
MOST_MEMORY = 256 * 2**20
MOST_ROWS = 64 * 2**20
#: Columns of a row, bytes of a cell, bytes of a pattern of LIKE.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
#: The steps of SQLite between two looks at Ctrl-C; they take microseconds.
_STEPS = 1_000
#: The codes of a database that cannot be read.
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)

Parameters = Sequence[object] | Mapping[str, object]


def limit_memory() -> None:
    """Bound the memory that SQLite takes in this process, which cannot be undone."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA hard_heap_limit = {MOST_MEMORY}")


def select(
    connection: sqlite3.Connection,
    query: str,
    given: Parameters,
    public: Mapping[str, Collection[str]],
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of one SELECT; hints come from the tables `public` with their columns.

    Raises UsageError for what fails, writes, or answers too much, KeyboardInterrupt on Ctrl-C, and
    sqlite3.DatabaseError if the database is damaged.
    """
    # these set themselves up at their first use, which is no reading
    connection.execute("SELECT 1 FROM search_text, json_each('[]'), json_tree('[]') LIMIT 0")
    connection.execute("PRAGMA temp_store = MEMORY")  # and not in files
    before = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
    connection.set_progress_handler(lambda: 0, _STEPS)  # where Python runs, Ctrl-C is seen
    connection.set_authorizer(_authorize)
    try:
        cursor = connection.execute(query, given)
        if cursor.description is None:
            raise UsageError("the query gives no rows", "expected one SELECT")
        return [column[0] for column in cursor.description], list(_bounded(cursor))
    except (sqlite3.Error, sqlite3.Warning, ValueError, TypeError) as error:
        if damaged(error):
            raise
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from error
        raise _mistake(str(error), query, public) from error
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        for limit, most in before.items():
            connection.setlimit(limit, most)


def damaged(error: BaseException) -> bool:
    """Whether an error says that the database itself cannot be read."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in _DAMAGE or "vtable constructor failed: search_text" in str(error)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Whether SQLite may do something for a query."""
    reading = {
        sqlite3.SQLITE_SELECT: True,
        sqlite3.SQLITE_RECURSIVE: True,
        sqlite3.SQLITE_READ: not str(first).startswith("sqlite_"),
        sqlite3.SQLITE_FUNCTION: second not in ("load_extension", "fts3_tokenizer"),
        sqlite3.SQLITE_PRAGMA: first == "data_version",  # full text looks at it
    }
    return sqlite3.SQLITE_OK if reading.get(action) else sqlite3.SQLITE_DENY


def _bounded(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, as long as somebody may read them."""
    size = 0
    for cells in cursor:
        size += getsizeof(cells) + sum(map(getsizeof, cells))
        if size > MOST_ROWS:
            raise UsageError(
                f"SQL: the answer has more than {MOST_ROWS >> 20} MB",
                "ask for fewer rows: WHERE, or LIMIT",
            )
        yield cells


def _mistake(message: str, query: str, public: Mapping[str, Collection[str]]) -> UsageError:
    """What is wrong with a query, with a guess at what was meant."""
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
            # a word of two letters is like too many others; a column may be of another table
            near = "" if len(last) < 3 or last in columns else did_you_mean(last, columns)
            hint = f"{near} columns: {', '.join(dict.fromkeys(columns))}"
    return UsageError(f"SQL: {message}", hint.strip())
