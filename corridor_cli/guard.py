"""Queries from outside, held to what they may do: read the public tables, in bounded memory, until Ctrl-C."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from corridor_cli.errors import UsageError, did_you_mean
from corridor_cli.world import Memory

#: What a query may take beyond what the process had, and what it may answer: bytes of memory, and of cells.
MOST_MEMORY = 256 * 2**20
MOST_CELLS = 32 * 2**20
#: The steps of SQLite's machine between two looks at the memory; they take microseconds.
_STEPS = 1_000
#: Bytes of a query, of one cell and of a pattern of LIKE, and columns of a row: what a single step works
#: on, within which nobody looks at the memory or at Ctrl-C.
_LIMITS = {
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
}
#: Functions that reach beyond the database.
_REACHING = ("load_extension", "fts3_tokenizer")
#: Tables that SQLite's own functions make of a text.
_MADE = ("json_each", "json_tree")

_LESS = "ask for fewer rows: WHERE, or LIMIT"
#: The codes of a database that cannot be read.
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)
#: What of a query is no word of it: texts and comments.
_APART = re.compile(r"'[^']*'|--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_ALIAS = re.compile(r"\bAS\s+[\"`\[]?(\w+)", re.IGNORECASE)
#: A table that a query defines for itself, by its name.
_WITH = (
    r"""(?<!\w)["`\[]?{}["`\]]?\s*(?:\([^()]*\)\s*)?\bAS\b\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\("""
)

Parameters = Sequence[object] | Mapping[str, object]


def select(
    connection: sqlite3.Connection,
    query: str,
    given: Parameters,
    public: Mapping[str, Collection[str]],
) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of one SELECT over the tables `public`, which are given with their columns.

    Raises UsageError for what fails, is no question, or takes too much, KeyboardInterrupt on Ctrl-C, and
    sqlite3.DatabaseError if the database is damaged (`damaged` tells).
    """
    # these set themselves up at their first use, which is no reading
    connection.execute("SELECT 1 FROM search_text, json_each('[]'), json_tree('[]') LIMIT 0")
    connection.execute("PRAGMA temp_store = MEMORY")  # where it counts, and not in files
    views = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
    }
    _refuse_shadows(query, views)
    guard = _Guard(public, views)
    with _held(connection, guard):
        try:
            cursor = connection.execute(query, given)
            if cursor.description is None:
                raise UsageError("the query gives no rows", "expected one SELECT")
            return [column[0] for column in cursor.description], list(_counted(cursor))
        except (sqlite3.Error, sqlite3.Warning, ValueError, TypeError, MemoryError) as error:
            if damaged(error):
                raise
            interrupted = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
            if interrupted and not guard.exceeded:
                raise KeyboardInterrupt from error  # it came while SQLite was at work, which knows no signals
            if interrupted or isinstance(error, MemoryError):
                raise UsageError(
                    f"SQL: the query takes more than {MOST_MEMORY >> 20} MB of memory", _LESS
                ) from error
            raise _mistake(str(error), guard.hidden, public) from error


def aliases(query: str) -> set[str]:
    """The names, in lower case, that a query gives by AS to what it answers with."""
    return {name.casefold() for name in _ALIAS.findall(_APART.sub(" ", query))}


def damaged(error: BaseException) -> bool:
    """Whether an error says that the database itself cannot be read, and not that a question was wrong."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in _DAMAGE or "vtable constructor failed: search_text" in str(error)


def _counted(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    """The rows of a query, as long as they are no more than anybody can read."""
    size = 0
    for cells in cursor:
        size += sum(len(cell) if isinstance(cell, str | bytes) else 8 for cell in cells)
        if size > MOST_CELLS:
            raise UsageError(f"SQL: the answer has more than {MOST_CELLS >> 20} MB", _LESS)
        yield list(cells)


def _refuse_shadows(query: str, views: Collection[str]) -> None:
    """Raises UsageError for a WITH that is called like a view: SQLite would take what it reads for what the view reads."""
    words = _APART.sub(" ", query)
    for name in views:
        if re.search(_WITH.format(name), words, re.IGNORECASE):
            raise UsageError(
                f"SQL: '{name}' is a table already", "give what stands behind WITH another name"
            )


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
        "no such column": dict.fromkeys(
            column for columns in public.values() for column in columns
        ),
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

    def authorizes(
        self,
        action: int,
        first: str | None,
        second: str | None,
        _database: str | None,
        within: str | None,
    ) -> int:
        """Reading and harmless functions: SQLITE_OK; anything else: SQLITE_DENY. `within` is the view that reads."""
        if action == sqlite3.SQLITE_READ:
            # full text reads its own tables; of those that a view joins SQLite may want no column, and forgets the view
            reads = (
                first in self._public
                or within in self._views
                or str(first).startswith("search_text")
            )
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
