"""An open index: the rows of a query, and what names and ids stand for."""

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from corridor_cli.index.filters import OneOrMore, texts
from corridor_cli.index.select import Parameters, damaged, select
from corridor_cli.model.answers import Answer
from corridor_cli.model.errors import UsageError, did_you_mean, guess
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import fold

#: The letters of a code, which is too short to be guessed at.
_CODE = 3
#: The characters of what may name a record: an id with a field, or a title.
_LONGEST = 1_000

# The type that columns of truth values are declared with. SQLite knows it of a column that a query
# takes straight from a table, and of no result of its own; beneath such a column UNION may put
# anything. A converter is one for the whole process, so the name is one that nobody else has.
_TRUTH = {b"0": False, b"1": True}
sqlite3.register_converter("CORRIDOR_BOOLEAN", lambda cell: _TRUTH.get(cell, cell.decode()))

_Found = TypeVar("_Found")


class Lookup:
    """An index that is asked; `mend` makes it anew where it turns out to be damaged."""

    def __init__(
        self, connection: sqlite3.Connection, mend: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        self.connection = connection
        self._mend = mend
        # one question at a time, whatever thread asks: a query from outside changes what the connection allows
        self._one = threading.Lock()

    def all(self, query: str, given: Parameters) -> list[tuple[Any, ...]]:
        """What a query of our own finds."""
        return self._asked(
            lambda connection: connection.execute(query, given).fetchall(), ours=True
        )

    def _asked(self, ask: Callable[[sqlite3.Connection], _Found], *, ours: bool) -> _Found:
        """What is found; a damaged index is made anew, once. That a query of `ours` lacks a table is damage too."""
        with self._one:
            try:
                return ask(self.connection)
            except sqlite3.DatabaseError as error:
                lacking = (
                    ours
                    and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
                    and "no such" in str(error)
                )
                if self._mend is None or not (damaged(error) or lacking):
                    raise
                self.connection.close()
                self.connection, self._mend = self._mend(), None
                return ask(self.connection)

    def rows(self, answer: Answer, query: str, given: Parameters) -> list[Row]:
        """The rows of an answer; `query` is what stands behind its columns, from FROM on."""
        columns = answer.columns
        listed = ", ".join(f'"{column.name}"' for column in columns)
        found = self.all(f"SELECT {listed} {query}", given)
        names = [column.name for column in columns]
        rows: list[Row] = [dict(zip(names, cells, strict=True)) for cells in found]
        for column in columns:
            name = column.name
            if column.shape == "list":
                decoded: dict[object, list[str]] = {
                    None: [],
                    "[]": [],
                }  # many rows share their lists
                for row in rows:
                    text = row[name]
                    items = decoded.get(text)
                    if items is None:
                        items = decoded[text] = _decoded(str(text))
                    row[name] = items[:]
            elif column.shape == "map":
                for row in rows:
                    row[name] = row[name] and json.loads(str(row[name]))
        return rows

    def select(
        self, query: str, given: Parameters, public: Mapping[str, Collection[str]]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The columns and rows of a query from outside. Raises UsageError for what fails."""
        return self._asked(lambda connection: select(connection, query, given, public), ours=False)

    def country(self, name: str) -> str | None:
        """The code of a country by any of its names, in any case and without accents; None if it is none."""
        name = name.zfill(3) if name.isdecimal() else name
        found = self.all("SELECT country FROM _country_name WHERE name = ?", [fold(name)])
        return found[0][0] if found else None

    def countries(self, names: OneOrMore, *others: str) -> list[str]:
        """The codes of countries by any of their names. Raises UsageError with a guess."""
        codes = []
        for name in texts(names):
            code = name if name in others else self.country(name)
            if code is None:
                known = self.all(
                    "SELECT n.name, c.code, c.name FROM _country_name n JOIN _country c ON c.code = n.country"
                    " ORDER BY (SELECT COUNT(*) FROM _mention m WHERE m.country = c.code) DESC",
                    [],
                )
                near = guess(
                    fold(name),
                    [folded for folded, _, _ in known if len(folded) > _CODE],
                    cutoff=0.7,
                )
                hint = next(
                    (
                        f"did you mean {code} ({shown})?"
                        for folded, code, shown in known
                        if folded == near
                    ),
                    "",
                )
                raise UsageError(
                    f"unknown country '{name}'",
                    hint or f"known: {', '.join(sorted({code for _, code, _ in known}))}",
                )
            codes.append(code)
        return codes

    def ids(self, kind: str, given: OneOrMore) -> list[str]:
        """Ids of records of a kind, by id or name in any case. Raises UsageError with a guess."""
        found = []
        for text in texts(given):
            known = self.all(f"SELECT id, name FROM _{kind} ORDER BY rowid", [])
            wanted = fold(text)
            named = [id_ for id_, name in known if wanted in (fold(id_), fold(name))]
            if not named:
                near = did_you_mean(text, [word for words in known for word in words])
                raise UsageError(
                    f"unknown {kind} '{text}'",
                    near or f"known: {', '.join(id_ for id_, _ in known)}",
                )
            found += named
        return found

    def resolved(self, wanted: str) -> tuple[str, str] | None:
        """The record and the field ('' for all) that an id, a former id, a country or a name stands for; None if it is none."""
        if len(wanted) > _LONGEST:  # no id or title is
            return None
        record, _, flow = wanted.partition(".")
        former = self.all("SELECT record FROM _former WHERE id = ?", [record])
        if former:
            ((record,),) = former
        if not self.all("SELECT 1 FROM _record WHERE id = ? AND kind <> 'about'", [record]):
            named = self.country(record) or self.named(record)
            if named is None:
                return None
            record = named
        if flow and not self.all(
            "SELECT 1 FROM _statement_value WHERE id = ? AND field IN (?, ? || '_growth')",
            [record, flow, flow],
        ):
            return None
        return record, flow

    def named(self, name: str) -> str | None:
        """The record of this title, if there is just one; documents go by their ids alone."""
        known = self.all("SELECT id, title FROM _record WHERE kind NOT IN ('about', 'source')", [])
        wanted = fold(name)
        found = [id_ for id_, shown in known if fold(shown) == wanted]
        return found[0] if len(found) == 1 else None

    def guess(self, wanted: str) -> str:
        """A hint at the id or country closest to one that is none."""
        wanted = wanted[:_LONGEST]
        query = "SELECT id FROM _record WHERE kind NOT IN ('about', 'country') UNION SELECT name FROM _country"
        known = [row[0] for row in self.all(query, [])]
        return did_you_mean(wanted, known) or f"the closest is {guess(wanted, known, cutoff=0)}"


def _decoded(text: str) -> list[str]:
    """A JSON array of texts; nearly all have one plain item or none."""
    if text.count('"') == 2 and "\\" not in text:
        return [text[2:-2]]
    items: list[str] = json.loads(text)
    return items
