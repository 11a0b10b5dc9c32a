"""The rules that fact files have to keep, asked of an index that is being built.

Each rule is a query of `sql/rules.sql`, named by its code; `problems` says what must hold.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from corridor_cli.model.errors import did_you_mean
from corridor_cli.model.problems import ERRORS, MOST, Problem, shortened
from corridor_cli.reading.records import Facts

#: Rules that miss something, and the files in which it would be found.
_LOOKED_FOR_IN = {
    "unknown-source": ("sources/",),
    "unknown-country": ("countries.yaml",),
    "about-names": ("members.yaml", "agreements/"),
    **dict.fromkeys(("unknown-record", "unknown-field", "one-side", "unused-source"), ("",)),
}
#: How many words of one rule are guessed at.
_GUESSED = 20
_ADVICE = {"source": "describe it under sources/", "country": "add it to countries.yaml"}


def rules() -> dict[str, str]:
    """Each rule by its code: the query for the places where it is broken."""
    blocks = (
        Path(__file__)
        .with_name("sql")
        .joinpath("rules.sql")
        .read_text("utf-8")
        .split("\n\n-- ")[1:]
    )
    return dict(block.split("\n", 1) for block in blocks)


def problems(
    connection: sqlite3.Connection, facts: Facts, codes: Mapping[str, str]
) -> list[Problem]:
    """What is wrong with the facts, of the problems with these codes, sorted by place.

    `connection` is an index with the facts' records, from which nothing is derived yet.
    """
    found = {problem for problem in facts.problems if problem.code in codes}
    for code, query in rules().items():
        if code in codes:
            found.update(_broken(connection, facts, code, query))
    return sorted(found)


def _broken(
    connection: sqlite3.Connection, facts: Facts, code: str, query: str
) -> Iterator[Problem]:
    # What nobody could read may well be what is missing: its own problem comes first.
    if any(file.startswith(_LOOKED_FOR_IN.get(code, ("\0",))) for file in facts.unread):
        return

    @cache
    def ids(kind: str) -> list[str]:
        return [
            row[0] for row in connection.execute("SELECT id FROM _record WHERE kind = ?", (kind,))
        ]

    @cache
    def guessed(word: str, pool: str) -> str:
        return did_you_mean(word, ids(pool))

    def hint(word: str, pool: str) -> str:
        # a guess compares with every id there is
        near = guessed(word, pool) if guessed.cache_info().currsize < _GUESSED else ""
        return near or _ADVICE.get(pool, "")

    places = (place for place in connection.execute(query) if place[:2] not in facts.partial)
    for file, line, column, message, word, pool in islice(places, MOST if code in ERRORS else None):
        yield Problem(
            file, line, column, code, shortened(message), hint(word, pool) if word else ""
        )
    for file, line, column, *_ in islice(places, 1):
        yield Problem(
            file, line, column, "more-problems", f"{code} {1 + sum(1 for _ in places)} times more"
        )
