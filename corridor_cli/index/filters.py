"""Filters as they are typed: words, dates, periods and words of a search, read and checked."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from corridor_cli.model import dates
from corridor_cli.model.errors import UsageError, unknown

#: The type of a filter: one value or several; several mean "or".
OneOrMore: TypeAlias = "str | int | Iterable[str | int] | None"


#: Values of one filter: SQLite nests no more conditions.
_MOST = 500


def phrase(word: str) -> str:
    """A word as a phrase of the full-text index; '' if it has neither letters nor digits."""
    plain = "".join(letter if letter.isprintable() and letter != '"' else " " for letter in word)
    return f'"{plain}"' if any(map(str.isalnum, plain)) else ""


def texts(given: OneOrMore) -> list[str]:
    """The values of a filter as texts, each once.

    Raises UsageError for more of them than a question can have.
    """
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
