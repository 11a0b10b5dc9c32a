"""What narrows a question down: words, dates and phrases as they are typed, and the conditions they become."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from corridor_cli import dates
from corridor_cli.errors import UsageError, unknown

#: What a filter takes: one value or several, of which several mean "or".
OneOrMore: TypeAlias = "str | int | Iterable[str | int] | None"


#: Values of one filter: SQLite nests no more conditions.
_MOST = 500


class Where:
    """The conditions of a question, all of which must hold, and the values they ask for."""

    def __init__(self, subject: str = "id IN ({})") -> None:
        self.subject = subject
        self._conditions: list[str] = []
        self._choices: list[str] = []
        self.values: list[object] = []

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self._conditions)}" if self._conditions else ""

    def add(self, condition: str, *given: object) -> None:
        """One more condition."""
        self._conditions.append(condition)
        self.values.extend(given)

    def any(self, column: str, words: Sequence[str]) -> None:
        """A column is one of the words; without words it may be anything."""
        if words:
            self.add(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(list(words)))

    def records(self, query: str, *given: object) -> None:
        """The row's record is among those that a query finds."""
        self.add(self.subject.format(query), *given)

    def either(self, condition: str, *given: object) -> None:
        """One of several conditions of which one must hold; `end` closes them."""
        self._choices.append(condition)
        self.values.extend(given)

    def end(self) -> None:
        """Close the conditions of `either`."""
        if self._choices:
            self._conditions.append(f"({' OR '.join(self._choices)})")
        self._choices = []


def phrase(word: str) -> str:
    """A word as a phrase of the full-text index; '' if it has neither letters nor digits."""
    plain = "".join(letter if letter.isprintable() and letter != '"' else " " for letter in word)
    return f'"{plain}"' if any(map(str.isalnum, plain)) else ""


def texts(given: OneOrMore) -> list[str]:
    """The values of a filter as texts, each once. Raises UsageError for more of them than a question can have."""
    if given is None:
        return []
    found = list(dict.fromkeys([str(given)] if isinstance(given, str | int) else map(str, given)))
    if len(found) > _MOST:
        raise UsageError(f"{len(found)} values of one filter; at most {_MOST}")
    return found


def words(name: str, given: OneOrMore, known: Sequence[str]) -> list[str]:
    """Words of a fixed list. Raises UsageError with a guess."""
    words = texts(given)
    for word in words:
        if word not in known:
            raise unknown(name, word, known)
    return words


def span(text: str) -> dates.Span:
    """The days of a date as it was typed. Raises UsageError."""
    try:
        return dates.parse_date(text)
    except ValueError as error:
        meant = _meant(text)
        raise UsageError(
            f"'{text}' is no date: {error}", f"did you mean {meant}?" if meant else ""
        ) from error


#: Years joined by a hyphen, and the Indian accounting year as tables print it.
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_ACCOUNTING_YEAR = re.compile(r"(?:FY ?)?(\d{4})-(\d\d)", re.IGNORECASE)


def _meant(text: str) -> str:
    """What was meant by a period that is written as people write it; '' if there is no telling."""
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}/{years[2]}"
    year = _ACCOUNTING_YEAR.fullmatch(text)
    return (
        f"{year[1]}-04/{int(year[1]) + 1}-03"
        if year and (int(year[1]) + 1) % 100 == int(year[2])
        else ""
    )


def periods(given: OneOrMore) -> list[str]:
    """Periods as they were typed, each in its one form. Raises UsageError."""
    found = []
    for text in texts(given):
        try:
            found.append(dates.canonical_period(text).text)
        except ValueError as error:
            meant = _meant(text)
            raise UsageError(
                f"'{text}' is no period: {error}", f"did you mean {meant}?" if meant else ""
            ) from error
    return found


def like(text: str) -> str:
    """A text as LIKE takes it literally, with a backslash as escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
