"""Rules for fact files: queries of `sql/rules.sql`, each named by the code of its problem.

`model/problems.py` says what each rule demands.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from corridor_cli.model.errors import did_you_mean
from corridor_cli.model.names import fold
from corridor_cli.model.problems import ERRORS, FIRST_MEND, MOST, Problem, shortened
from corridor_cli.reading.records import Facts

#: Rules against something missing, and the beginnings of the names of files where it may be.
_SEARCHED_FILES = {
    "unknown-source": ("sources/",),
    "unknown-country": ("countries.yaml",),
    "about-names": ("members.yaml", "agreements/"),
    **dict.fromkeys(("unknown-record", "unknown-field", "one-side", "unused-source"), ("",)),
}
#: Problems for which a citation is not read.
_NO_CITATION = ("bad-locator", "bad-id", "no-source", "shape")
#: The most words for which one rule makes a guess: each is compared with all ids.
_MOST_GUESSES = 20
_ADVICE = {"source": "describe it under sources/", "country": "add it to countries.yaml"}


def rules() -> dict[str, str]:
    """The query of each rule, by its code: it finds the places that break the rule."""
    text = Path(__file__).with_name("sql").joinpath("rules.sql").read_text("utf-8")
    return dict(block.split("\n", 1) for block in text.split("\n\n-- ")[1:])


def problems(
    connection: sqlite3.Connection, facts: Facts, codes: Mapping[str, str]
) -> list[Problem]:
    """The problems of the facts with one of these codes, sorted by place.

    `connection` is an index with the records of the facts, before `derive.sql`.
    """
    problems = {problem for problem in facts.problems if problem.code in codes}
    for code, query in rules().items():
        if code in codes:
            problems.update(_breaches(connection, facts, code, query))
    return sorted(problems, key=lambda problem: problem.in_order)


def _breaches(
    connection: sqlite3.Connection, facts: Facts, code: str, query: str
) -> Iterator[Problem]:
    # what the rule misses may be in a file that could not be read
    if any(file.startswith(_SEARCHED_FILES.get(code, ("\0",))) for file in facts.unread):
        return
    if code == "unused-source" and any(problem.code in _NO_CITATION for problem in facts.problems):
        return

    @cache
    def ids(kind: str) -> list[str]:
        return [
            row[0] for row in connection.execute("SELECT id FROM _record WHERE kind = ?", (kind,))
        ]

    @cache
    def guess(word: str, pool: str) -> str:
        return did_you_mean(word, ids(pool))

    def hint(word: str, pool: str) -> str:
        if pool == "country":
            named = "SELECT country FROM _country_name WHERE name = ?"
            for (code,) in connection.execute(named, (fold(word),)):
                return f"did you mean {code}?"
        near = guess(word, pool) if guess.cache_info().currsize < _MOST_GUESSES else ""
        return near or _ADVICE.get(pool, "")

    nameless = {
        record.kind.name: f"{record.file}:{record.line}, which has no valid id"
        for record in reversed(facts.records)
        if ":" in record.id
    }
    messages: set[str] = set()
    rows = connection.execute(query)
    places = (place for place in rows if place[:2] not in facts.partial)
    if code == "unknown-field":  # it may be one that could not be read
        partial = {one.id for one in facts.records if (one.file, one.line) in facts.partial}
        places = (place for place in places if place[3].partition(" ")[0] not in partial)
    most = MOST if code in ERRORS else None
    for file, line, column, message, *wrong in islice(places, most):
        advice = hint(*wrong) if wrong else ""
        if wrong and wrong[1] in nameless:  # it may be the one that is meant
            if message in messages:
                continue
            messages.add(message)
            advice = f"{FIRST_MEND}{nameless[wrong[1]]}"
        yield Problem(file, line, column, code, shortened(message), advice)
    for file, line, column, *_ in islice(places, 1):
        yield Problem(
            file, line, column, "more-problems", f"{code} {1 + sum(1 for _ in places)} times more"
        )
