"""Advice on plain words that name no country: the command line that was meant."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from corridor_cli.call import SHARED, Call
from corridor_cli.index import filters
from corridor_cli.model import meant
from corridor_cli.model.errors import UnknownIdError, UsageError, guess
from corridor_cli.model.names import command_line
from corridor_cli.options import Argument, Known, Option
from corridor_cli.questions import Facts

#: Words between names and dates that no command needs; IN is India.
_NEEDLESS = frozenset(("&", "-", "and", "between", "from", "in", "of", "the", "to", "vs", "with"))
#: The most words of a date: `1 May 2023`.
_LONGEST = 3
#: The parameters that take dates, the first that a command has.
_DATED = ("year", "as_of", "period")


def advise(call: Call, words: Sequence[str], error: UsageError) -> None:
    """Give the error of an unknown country the whole command line, if each word has a meaning.

    `words` are all plain words of the call. A date, a route, a place or a word of an option's list
    gets its option, and a mistyped country its code. An id gets the command that shows its record,
    any other word that occurs in the facts the command that searches for it.
    """
    parts = [part for word in words for part in word.split() if part not in _NEEDLESS]
    values, rest = _with_whole_dates(call, parts)
    countries: list[str] = []
    dates: list[str] = []
    while rest:
        count, name, text = _meaning(call, rest, values)
        if not count:
            _look_up(call, error, words)
            return
        if name == "country":
            countries += rest[:count]
        elif name == "guess":
            countries.append(text)
        elif name == "date":
            dates.append(text)
        else:
            values[name] = [*(values.get(name) or ()), text] if name in call.values else text
        rest = rest[count:]
    if _put_dates(call, values, dates):
        guessed = error.hint if error.meant else ""
        error.hint = f"{guessed} {call.line(values, countries)}".strip()
        error.typed, error.meant = "", ()


def _with_whole_dates(call: Call, words: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The options of a call, and its plain words without the ends of dates: `--from May 2023`."""
    values = {
        name: value
        for name, value in {**call.options._asdict(), **call.values}.items()
        if not isinstance(call.declared.get(name), Argument)
    }
    for name in ("since", "until"):
        date = f"{values.get(name)} {words[0]}" if values.get(name) and words else ""
        if date and not _date(str(values[name])) and _date(date):
            values[name] = _date(date)
            del words[0]
    return values, words


def _meaning(call: Call, words: Sequence[str], values: Mapping[str, Any]) -> tuple[int, str, str]:
    """How many of the words belong together, what they are, and as what they are written.

    They are a `country`, a country by a `guess`, a `date`, the value of the parameter that is
    named; no words belong together if the first means nothing.
    """
    for count in range(len(words), 0, -1):
        with suppress(UsageError):
            call.facts.named(*words[:count])
            return count, "country", ""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        if date := _date(" ".join(words[:count])):
            return count, "date", date
    word = words[0]
    kind = ""
    with suppress(UnknownIdError):
        kind = str(call.facts.show(word.lower())[0]["kind"])
    for name, one in {**call.declared, **SHARED}.items():
        takes = one.takes if isinstance(one, Option) else ()
        if isinstance(takes, tuple) and (near := guess(word, takes, cutoff=0.85)):
            return 1, name, near
        if takes is _KINDS.get(kind, ""):
            return 1, name, word
    for name, ask in _TRIED.items():
        free = name in call.declared and not call.declared[name].takes and not values[name]
        if free and ask(call.facts, **{name: word}):
            return 1, name, word
    try:
        call.facts.named(word)
    except UsageError as error:
        if error.meant:
            return 1, "guess", error.meant[0]
    return 0, "", ""


#: Options that take any text, and the questions that tell whether a row has it.
_TRIED: dict[str, Callable[..., Any]] = {
    "origin": Facts.journeys,
    "destination": Facts.journeys,
    "place": Facts.meetings,
}
#: What an option takes that the id of a record of a kind belongs to.
_KINDS = {"route": Known.ROUTE, "place": Known.PLACE}


def _date(text: str) -> str:
    """A date as it was typed, or as it was meant; '' if it is none."""
    with suppress(UsageError):
        filters.span(text)
        return text
    date = meant.date(text)
    return "" if " " in date else date


def _put_dates(call: Call, values: dict[str, Any], dates: list[str]) -> bool:
    """Give the dates to the parameters of a call that take them; False if it has none for them."""
    if not dates:
        return True
    if len(dates) > 1 and "until" in call.declared and not values["since"] and not values["until"]:
        values["since"], *_, values["until"] = sorted(
            dates, key=lambda one: filters.span(one).first
        )
        return True
    name = next((name for name in _DATED if name in call.declared), "")
    if not name or (name == "as_of" and len(dates) > 1):
        return False
    values[name] = [*(values[name] or ()), *dates] if name != "as_of" else dates[0]
    return True


def _look_up(call: Call, error: UsageError, words: Sequence[str]) -> None:
    """Give an error the command that shows the record that words name, or searches for them."""
    for text in (" ".join(words), error.typed):
        with suppress(UnknownIdError):
            error.hint, error.meant = f"corridor show {call.facts.show(text.lower())[0]['id']}", ()
            return
    for text in (" ".join(words), error.typed):
        with suppress(UsageError):
            if call.facts.search(text):
                error.hint, error.meant = command_line("search", *text.split()), ()
                return
