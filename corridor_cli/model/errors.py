"""The errors a user can meet, each with its exit code; anything else is a bug.

CorridorError
├── UsageError      2    unknown option, command, column, country; a bad date
├── FactsError      3    the fact files cannot be loaded; carries every problem
├── UnknownIdError  4    no record with that id
├── WriteError      74   the answer could not be written
└── PipeClosedError 141  the reader of the pipe went away (says nothing)
"""

from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corridor_cli.model.problems import Problem
    from corridor_cli.model.rows import Rows


class CorridorError(Exception):
    """A failure the user can mend: `message` is one line, `hint` says how; a traceback shows both."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if hint:
            self.add_note(f"hint: {hint}")


class UsageError(CorridorError):
    """The question was not understood."""


#: How many problems a traceback shows, or unknown ids a message, and how much of an id.
_SHOWN, _LONGEST = 10, 200


class FactsError(CorridorError):
    """The fact files in `directory` cannot be loaded; `problems` are all that is wrong with them."""

    exit_code = 3

    def __init__(
        self, message: str, directory: str, problems: "Sequence[Problem]" = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.directory = directory
        self.problems = tuple(problems)
        for problem in self.problems[:_SHOWN]:
            self.add_note(str(problem))
        if len(self.problems) > _SHOWN:
            self.add_note(f"and {len(self.problems) - _SHOWN} more in `problems`")


class UnknownIdError(CorridorError):
    """No record, former id or country has one of these names; `rows` answer the names that are some."""

    exit_code = 4

    def __init__(self, ids: "Sequence[str]", hint: str, rows: "Rows") -> None:
        quoted = ", ".join(
            f"'{id_[:_LONGEST]}{'...' * (len(id_) > _LONGEST)}'" for id_ in ids[:_SHOWN]
        )
        more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
        super().__init__(f"no record with the id{'s' if len(ids) > 1 else ''} {quoted}{more}", hint)
        self.rows = rows


class WriteError(CorridorError):
    """The answer could not be written where it was asked for."""

    exit_code = 74


class PipeClosedError(CorridorError):
    """The reader of the pipe has what it wanted; there is nobody to tell."""

    exit_code = 141

    def __init__(self) -> None:
        super().__init__("the reader of the pipe went away")


#: How alike a guess has to be.
_ALIKE = 0.65


def guess(word: str, known: "Iterable[str]", cutoff: float = _ALIKE) -> str:
    """The known word closest to a mistyped one, in the known one's spelling; '' if none is close. Of equals the first.

    `cutoff` is the least likeness, from 0 (anything) to 1 (the same), as difflib measures it.
    """
    typed = word.casefold()
    spelling = {name.casefold(): name for name in reversed(list(known))}
    places = {name: place for place, name in enumerate(reversed(spelling))}
    close = get_close_matches(typed, spelling, cutoff=cutoff)
    if not close:
        return ""

    def worth(name: str) -> tuple[bool, float, int]:
        # the first letter is seldom the mistyped one
        return name[:1] != typed[:1], -SequenceMatcher(None, name, typed).ratio(), places[name]

    return spelling[min(close, key=worth)]


def did_you_mean(word: str, known: "Iterable[str]") -> str:
    """A hint 'did you mean X?' for a mistyped word; '' if nothing is close."""
    found = guess(word, known)
    return f"did you mean {found}?" if found else ""


def unknown(what: str, word: str, known: "Iterable[str]") -> UsageError:
    """The error for a word that is not one of those known, with a guess or the list of them."""
    known = list(known)
    return UsageError(
        f"unknown {what} '{word}'", did_you_mean(word, known) or f"known: {', '.join(known)}"
    )
