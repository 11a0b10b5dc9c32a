"""Advice on a plain word that names no country: what it is, and what to type instead."""

from contextlib import suppress

from corridor_cli.call import Call, Options
from corridor_cli.index import filters
from corridor_cli.model.errors import UnknownIdError, UsageError
from corridor_cli.options import Known, Option

#: Options that take a date, the first that a command has.
_DATED = ("--year", "--as-of")


def advise(call: Call, error: UsageError) -> None:
    """Add a hint to the error of an unknown country, where the word means something else.

    A value of an option gets the option; the id of a record gets the command that shows it.
    """
    word = error.typed
    shared = [type_.__metadata__[0] for type_ in Options.__annotations__.values()]
    options = [one for one in (*call.declared.values(), *shared) if isinstance(one, Option)]
    fitting = [one for one in options if isinstance(one.takes, tuple) and word in one.takes]
    with suppress(UsageError):
        filters.span(word)
        fitting += [one for one in options if one.names[0] in _DATED]
    with suppress(UnknownIdError):
        row = call.facts.show(word.lower())[0]
        error.hint, error.meant = f"corridor show {row['id']}", ()
        known = {"route": Known.ROUTE, "place": Known.PLACE}.get(str(row["kind"]))
        fitting += [one for one in options if known and one.takes is known]
    if fitting:
        error.hint, error.meant = "", [min(fitting[0].names, key=_long), word]


def _long(name: str) -> bool:
    """Whether an option's name is the long one: --format, beside -f."""
    return name.startswith("--")
