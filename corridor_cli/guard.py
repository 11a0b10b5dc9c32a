"""Queries from outside, held to what they may do: read the public tables, in bounded memory, until Ctrl-C."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from corridor_cli.errors import UsageError, did_you_mean
from corridor_cli.world import Memory

#: What a query may take beyond what the process had: bytes of memory.
MOST_MEMORY = 256 * 2**20
#: The steps of SQLite's machine between two looks at the memory; they take microseconds.
_STEPS = 1_000
#: Bytes of a query and of one cell, and of a pattern of LIKE: what a single step works on, which
#: nothing can interrupt, and so no more than it gets through in seconds.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
#: Functions that reach beyond the database.
_REACHING = ("load_extension", "fts3_tokenizer")
#: Tables that SQLite's own functions make of a text.
_MADE = ("json_each", "json_tree")

Parameters = Sequence[object] | Mapping[str, object]


def select(
    connection: sqlite3.Connection, query: str, given: Parameters, public: Mapping[str, Collection[str]]
) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of one SELECT over the tables `public`, which are given with their columns.

    Raises UsageError for what fails, is no question, or takes too much; KeyboardInterrupt on Ctrl-C.
    """
    # both set themselves up at their first use, which is no reading
    connection.execute("SELECT 1 FROM search_text, json_each('[]'), json_tree('[]') LIMIT 0")
    connection.execute("PRAGMA temp_store = MEMORY")  # where it counts, and not in files
    views = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    guard = _Guard(public, views)
    with _held(connection, guard):
        try:
            cursor = connection.execute(query, given)
            if cursor.description is None:
                raise UsageError("the query gives no rows", "expected one SELECT")
            return [column[0] for column in cursor.description], [list(cells) for cells in cursor]
        except (sqlite3.Error, sqlite3.Warning, ValueError, TypeError, MemoryError) as error:
            interrupted = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
            if interrupted and not guard.exceeded:
                raise KeyboardInterrupt from error  # it came while SQLite was at work, which knows no signals
            if interrupted or isinstance(error, MemoryError):
                told = f"SQL: the query takes more than {MOST_MEMORY >> 20} MB of memory"
                raise UsageError(told, "ask for fewer rows: WHERE, or LIMIT") from error
            raise _mistake(str(error), guard.hidden, public) from error


def _mistake(message: str, hidden: str, public: Mapping[str, Collection[str]]) -> UsageError:
    """What is wrong with a query, in one line, with a guess at what was meant."""
    hint = "corridor sql --tables lists what can be asked"
    problem, colon, name = message.partition(": ")
    if message.startswith("not authorized"):
        return UsageError("SQL: a query only reads, and only the public tables", hint)
    if problem == "no such column" and name.isupper():
        return UsageError(f"SQL: {message}", f"a text stands in single quotes: '{name}'")
    if hidden:
        problem, colon, name = "no such table", ": ", hidden
    known = {
        "no such table": public,
        "no such column": dict.fromkeys(column for columns in public.values() for column in columns),
    }.get(problem, ())
    near = did_you_mean(name.rpartition(".")[2], known) if colon else ""
    return UsageError(f"SQL: {problem}{colon}{name}", f"{near} {hint}".strip())


class _Guard:
    """What SQLite asks while it prepares and runs a query: whether it may read, and whether it may go on."""

    def __init__(self, public: Collection[str], views: Collection[str]) -> None:
        self.exceeded = False
        #: a table that was asked for and is not public
        self.hidden = ""
        self._public = {*public, *_MADE}
        self._views = views
        self.memory = Memory()
        self._most = self.memory.taken() + MOST_MEMORY

    def stops(self) -> bool:
        """Whether the query takes too much; that Python is asked at all lets a Ctrl-C through."""
        self.exceeded = self.memory.taken() > self._most
        return self.exceeded

    def authorizes(self, action: int, first: str | None, second: str | None, _database: str | None, within: str | None) -> int:
        """Reading and harmless functions: SQLITE_OK; anything else: SQLITE_DENY. `within` is the view that reads."""
        if action == sqlite3.SQLITE_READ:
            # full text reads its own tables; of those that a view joins SQLite may want no column, and forgets the view
            reads = first in self._public or within in self._views or str(first).startswith("search_text")
            if reads or not second:
                return sqlite3.SQLITE_OK
            self.hidden = str(first)
            return sqlite3.SQLITE_DENY
        harmless = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
        within_bounds = action == sqlite3.SQLITE_FUNCTION and second not in _REACHING
        # full text looks at the version of its tables each time
        looked_at = action == sqlite3.SQLITE_PRAGMA and first == "data_version"
        return sqlite3.SQLITE_OK if harmless or within_bounds or looked_at else sqlite3.SQLITE_DENY


@contextmanager
def _held(connection: sqlite3.Connection, guard: _Guard) -> Iterator[None]:
    """For a while, a connection that does nothing but read, with bounds."""
    before = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
    connection.set_progress_handler(guard.stops, _STEPS)
    connection.set_authorizer(guard.authorizes)
    try:
        yield
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        guard.memory.close()
        for limit, most in before.items():
            connection.setlimit(limit, most)
