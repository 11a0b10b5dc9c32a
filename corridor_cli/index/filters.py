"""Filters as they are typed: words, dates, periods and words of a search, read and checked."""

from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import SupportsIndex, TypeAlias

from corridor_cli.model import dates
from corridor_cli.model.errors import UsageError, unknown
from corridor_cli.model.names import fold

#: The type of a filter: one value or several; several mean "or". NumPy's numbers are no `int`.
OneOrMore: TypeAlias = "str | SupportsIndex | Iterable[str | SupportsIndex] | None"


def text_of(value: object) -> str:
    """A value as it would be typed: a whole number of any type (2022.0, NumPy's) by its digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        return str(index(value))  # type: ignore[arg-type]  # of any type; most have no index
    except TypeError:
        return str(value)


#: The values of a query, by place or by name.
Parameters: TypeAlias = "Sequence[object] | Mapping[str, object]"
#: Values of one filter: SQLite nests no more conditions.
_MOST = 500


def phrase(word: str, end: str = "") -> str:
    """A word as a phrase of the full-text index, as typed or folded; `end` may be `*` for a prefix.

    '' if it has neither letters nor digits.
    """
    plain = "".join(letter if letter.isprintable() and letter != '"' else " " for letter in word)
    spelled = [plain, *({fold(plain)} - {"", plain.casefold()})]
    either = " OR ".join(f'"{one}"{end}' for one in spelled)
    return f"({either})" if any(map(str.isalnum, plain)) else ""


def texts(given: OneOrMore) -> list[str]:
    """The values of a filter as texts, each once.

    Raises UsageError for more of them than a question can have.
    """
    if given is None:
        return []
    values = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    distinct = list(dict.fromkeys(map(text_of, values)))
    if len(distinct) > _MOST:
        raise UsageError(f"{len(distinct)} values of one filter; at most {_MOST}")
    return distinct


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
        return dates.parse_date(dates.unlabelled(text))
    except ValueError as error:
        raise _date_error("date", text, error) from error


def _date_error(what: str, text: str, error: ValueError) -> UsageError:
    """The error for a text that is no date or period, with what it probably means."""
    from corridor_cli.model import meant

    expected = meant.date(text)
    hint = f"did you mean {expected}?" if expected else ""
    words = [expected] if expected and " " not in expected else []
    return UsageError(f"'{text}' is no {what}: {error}", hint, text, words)


def periods(given: OneOrMore) -> list[str]:
    """Periods as they were typed, each in its one form. Raises UsageError."""
    canonical = []
    for text in texts(given):
        try:
            canonical.append(dates.canonical_period(dates.unlabelled(text)).text)
        except ValueError as error:
            raise _date_error("period", text, error) from error
    return canonical


def like(text: str) -> str:
    """A text as LIKE takes it literally, with a backslash as escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def array(items: Iterable[str]) -> str:
    """Texts as a JSON array, which a query takes by json_each."""
    import json  # many calls need no JSON, and it takes a tenth of what corridor imports

    return json.dumps(list(items))


def texts_in(array: str) -> list[str]:
    """The texts of a JSON array of texts; few have escapes, which need a JSON parser."""
    if "\\" not in array:
        return array.split('"')[1::2]
    import json

    items: list[str] = json.loads(array)
    return items


def pairs(sources: str, locators: str) -> list[list[str]]:
    """Documents from two parallel JSON arrays: a source id and the place in it each."""
    return [list(pair) for pair in zip(texts_in(sources), texts_in(locators), strict=True)]
