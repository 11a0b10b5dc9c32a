"""An open index: rows of queries, and records and countries by name or id."""

import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from corridor_cli.index.filters import OneOrMore, Parameters, texts, texts_in
from corridor_cli.model.answers import Answer
from corridor_cli.model.errors import UsageError, guess
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import fold

#: The most letters of a country's code; names so short are too much alike for a guess.
_CODE = 3
#: The most characters of an id with a field, or of a title.
_LONGEST = 1_000

# CORRIDOR_BOOLEAN is the SQL type of columns of true and false. The converter is for the whole
# process, so no other program should use its name. With UNION such a column may hold other values.
_BOOLEANS = {b"0": False, b"1": True}
sqlite3.register_converter("CORRIDOR_BOOLEAN", lambda cell: _BOOLEANS.get(cell, cell.decode()))

_Result = TypeVar("_Result")
#: The types of the cells of each shape, as SQLite gives them.
_TYPES = {
    **dict.fromkeys(("text", "list", "map"), frozenset({str, type(None)})),
    "number": frozenset({int, float, type(None)}),
    "boolean": frozenset({bool, int, type(None)}),  # a computed one is 0 or 1
}


class _WrongCellError(Exception):
    """A cell of the index has another type than its column."""


class Lookup:
    """An open index, for queries; `mend` builds a new one if it is damaged."""

    def __init__(
        self, connection: sqlite3.Connection, mend: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        self.connection = connection
        self._mend = mend
        # for threads: `select` sets limits of the connection while its query runs
        self._lock = threading.Lock()

    def all(self, query: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        """All rows of one of the program's own queries. Raises UsageError for half a character."""
        try:
            return self._run(
                lambda connection: connection.execute(query, parameters).fetchall(), own=True
            )
        except UnicodeEncodeError as error:
            raise UsageError(f"a text is not Unicode: {error.object!a}") from error

    def _run(self, task: Callable[[sqlite3.Connection], _Result], *, own: bool) -> _Result:
        """The result of a task, with a new index if this one is damaged.

        Whatever goes wrong with one of the program's own queries, the index is damaged.
        """
        with self._lock:
            try:
                return task(self.connection)
            except (sqlite3.DatabaseError, _WrongCellError) as error:
                from corridor_cli.index.select import damaged

                if self._mend is None or not (own or damaged(error)):
                    raise
                self.connection.close()
                self.connection, self._mend = self._mend(), None
                return task(self.connection)

    def rows(self, answer: Answer, query: str, parameters: Parameters) -> list[Row]:
        """The rows of an answer; `query` is the end of the SELECT, from FROM on."""
        names = [column.name for column in answer.columns]
        # in brackets: SQLite takes a quoted name of no column for a text
        listed = ", ".join(f"[{name}]" for name in names)
        types = [_TYPES[column.shape] for column in answer.columns]

        def checked(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
            rows = connection.execute(f"SELECT {listed} {query}", parameters).fetchall()
            for allowed, cells in zip(types, zip(*rows, strict=True), strict=False):
                if not allowed.issuperset(map(type, cells)):
                    raise _WrongCellError
            return rows

        cells_of_rows = self._run(checked, own=True)
        rows: list[Row] = [dict(zip(names, cells, strict=True)) for cells in cells_of_rows]
        for column in answer.columns:
            name = column.name
            if column.shape == "list":
                # many rows have equal lists
                decoded: dict[object, list[str]] = {None: [], "[]": []}
                for row in rows:
                    text = row[name]
                    items = decoded.get(text)
                    if items is None:
                        items = decoded[text] = texts_in(str(text))
                    row[name] = items[:]
            elif column.shape == "map":
                import json

                for row in rows:
                    row[name] = row[name] and json.loads(str(row[name]))
        return rows

    def select(
        self, query: str, parameters: Parameters, public: Mapping[str, Collection[str]]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns and rows of a user's query. Raises UsageError if it fails."""
        from corridor_cli.index.select import select

        return self._run(
            lambda connection: select(connection, query, parameters, public), own=False
        )

    def country(self, name: str) -> str | None:
        """The code of a country by any name or code, in any case, with or without accents.

        None if no country has the name.
        """
        name = name.zfill(3) if name.isdecimal() else name
        codes = self.all("SELECT country FROM _country_name WHERE name = ?", [fold(name)])
        return codes[0][0] if codes else None

    def countries(self, names: OneOrMore, *others: str) -> list[str]:
        """The codes of countries by any name; names in `others` stay. Raises UsageError."""
        codes = []
        for name in texts(names):
            code = name if name in others else self.country(name)
            if code is None:
                known = self.all(
                    "SELECT n.name, c.code, c.name"
                    " FROM _country_name n JOIN _country c ON c.code = n.country"
                    " ORDER BY (SELECT COUNT(*) FROM _mention m WHERE m.country = c.code) DESC",
                    [],
                )
                typed = fold(name)
                is_code = len(typed) <= _CODE
                candidates = [one for one, _, _ in known if (len(one) <= _CODE) == is_code]
                near = guess(typed, candidates, cutoff=0.65 if is_code else 0.7)
                meant = next(((code, of) for folded, code, of in known if folded == near), None)
                hint = f"known: {', '.join(sorted({code for _, code, _ in known}))}"
                hint = f"did you mean {meant[0]} ({meant[1]})?" if meant else hint
                raise UsageError(
                    f"unknown country '{name}'", hint, name, meant[:1] if meant else ()
                )
            codes.append(code)
        return codes

    def named(self, words: Sequence[str]) -> list[str]:
        """The codes of the countries that a line of words names: `sri lanka iran`, `kaz-rus`.

        Raises UsageError for a word that is no part of a name.
        """
        self.countries([word for word in words if not fold(word)])
        parts = fold(" ".join(words)).split()
        codes = []
        while parts:
            for end in range(len(parts), 0, -1):
                code = self.country(" ".join(parts[:end]))
                if code:
                    break
            else:
                wrong = (word for word in words if parts[0] in fold(word).split())
                return self.countries(next(wrong, parts[0]))
            codes.append(code)
            parts = parts[end:]
        return codes

    def ids(self, kind: str, words: OneOrMore) -> list[str]:
        """The ids of records of a kind, by id or name in any case. Raises UsageError."""
        ids = []
        for text in texts(words):
            query = f"SELECT id, name, aliases FROM _{kind} ORDER BY rowid"
            known = {id_: (id_, name, *texts_in(more)) for id_, name, more in self.all(query, [])}
            folded = fold(self.current(text))
            matches = [id_ for id_, names in known.items() if folded in map(fold, names)]
            if not matches:
                near = guess(text, [name for names in known.values() for name in names])
                hint = f"did you mean {near}?" if near else f"known: {', '.join(known)}"
                raise UsageError(f"unknown {kind} '{text}'", hint, text, [near] if near else ())
            ids += matches
        return ids

    def current(self, id_: str) -> str:
        """The id of the record that had this id before; else the id itself."""
        former = self.all("SELECT record FROM _former WHERE id = ?", [id_])
        return str(former[0][0]) if former else id_

    def resolved(self, text: str) -> tuple[str, str] | None:
        """The id of the record that a text means, and the name of a field, '' for all fields.

        The text is an id, a former id, a country or a title, with `.FIELD` for one field. None if
        there is no such record or field.
        """
        if len(text) > _LONGEST:
            return None
        record, _, flow = text.partition(".")
        record = self.current(record)
        if not self.all("SELECT 1 FROM _record WHERE id = ? AND kind <> 'about'", [record]):
            match = self.country(record) or self._titled(record)
            if match is None:
                return None
            record = match
        if flow and not self.all(
            "SELECT 1 FROM _statement_value WHERE id = ? AND field IN (?, ? || '_growth')",
            [record, flow, flow],
        ):
            return None
        return record, flow

    def _titled(self, title: str) -> str | None:
        """The id of the only record with this title or alias, sources aside; None without such."""
        known = self.all(
            "SELECT id, title FROM _record WHERE kind NOT IN ('about', 'source')"
            " UNION ALL SELECT record, value FROM _value WHERE field = 'aliases'",
            [],
        )
        folded = fold(title)
        ids = {
            id_
            for id_, names in known
            for name in (names, *names.split("; "))
            if fold(name) == folded
        }
        return ids.pop() if len(ids) == 1 else None

    def organisations(self, name: str) -> list[str]:
        """All names of the organisations that go by a name or an abbreviation."""
        known = self.all(
            "SELECT v.record, v.value FROM _value v JOIN _organisation o ON o.id = v.record"
            " WHERE v.field IN ('name', 'aliases') ORDER BY v.id",
            [],
        )
        names: dict[str, list[str]] = {}
        for record, value in known:
            names.setdefault(record, []).extend(value.split("; "))
        meant = [all_ for all_ in names.values() if fold(name) in map(fold, all_)]
        return list(dict.fromkeys(one for all_ in meant for one in all_))

    def guess(self, text: str) -> str:
        """The id or country that is most like a text; '' if none is much like it."""
        query = (
            "SELECT id FROM _record WHERE kind NOT IN ('about', 'country')"
            " UNION ALL SELECT name FROM _country"
            " UNION ALL SELECT value FROM _value WHERE field = 'aliases'"
        )
        known = [name for (names,) in self.all(query, []) for name in names.split("; ")]
        longer = [name for name in known if name.startswith(f"{text.casefold()}-")]
        if len(longer) > 1:  # which of them is meant is not plain
            return ""
        return longer[0] if longer else guess(text[:_LONGEST], known)
