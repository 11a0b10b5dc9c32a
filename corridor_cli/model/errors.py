"""The errors of a user or the system, each with its exit code; any other exception is a bug.

CorridorError
├── UsageError      2    unknown option, command, column, country; a bad date
├── FactsError      3    the fact files cannot be loaded; carries every problem
├── UnknownIdError  4    no record with that id
├── WriteError      74   the answer could not be written
└── PipeClosedError 141  the reader of the pipe has closed it (no message on stderr)
"""

from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, ClassVar

from corridor_cli.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corridor_cli.model.problems import Problem
    from corridor_cli.model.rows import Rows


class CorridorError(Exception):
    """A failure with a `message` of one line and a `hint` how to mend it, or ''.

    `typed` is the wrong word of the question, `meant` are the words to put in its place.
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self, message: str, hint: str = "", typed: str = "", meant: "Sequence[str]" = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.typed, self.meant = typed, meant
        if hint:
            self.add_note(f"hint: {hint}")


class UsageError(CorridorError):
    """An unknown option, command, column, country or word, or a bad date."""


#: The most problems or ids that a message lists, and the most characters of an id.
_MOST, _LONGEST = 10, 200


class FactsError(CorridorError):
    """The fact files in `directory` cannot be loaded; `problems` are the reasons."""

    exit_code = 3

    def __init__(
        self, message: str, directory: str, problems: "Sequence[Problem]" = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.directory = directory
        self.problems = tuple(problems)
        for problem in self.problems[:_MOST]:
            self.add_note(str(problem))
        if len(self.problems) > _MOST:
            self.add_note(f"and {len(self.problems) - _MOST} more in `problems`")


class UnknownIdError(CorridorError):
    """Some ids name no record, former id or country; `rows` answer the other ids.

    `near` is what is most like the first of them, or ''.
    """

    exit_code = 4

    def __init__(self, ids: "Sequence[str]", near: str, rows: "Rows") -> None:
        quoted = ", ".join(
            f"'{id_[:_LONGEST]}{'...' * (len(id_) > _LONGEST)}'" for id_ in ids[:_MOST]
        )
        more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
        words = fold(ids[0][:_LONGEST]) or "WORDS"
        super().__init__(
            f"no record with the id{'s' if len(ids) > 1 else ''} {quoted}{more}",
            f"did you mean {near}?" if near else f"corridor search {words}",
            ids[0],
            [near] if near else (),
        )
        self.rows = rows


class WriteError(CorridorError):
    """The answer could not be written."""

    exit_code = 74


class PipeClosedError(CorridorError):
    """The reader of the pipe has closed it; the tool ends without a message."""

    exit_code = 141

    def __init__(self) -> None:
        super().__init__("the reader of the pipe has closed it")


#: How alike words with different first letters are where one is meant: embers, members.
_ALIKE = 0.8


def guess(word: str, known: "Iterable[str]", cutoff: float = 0.65) -> str:
    """The known word that is most like a mistyped one, or ''; the first of equals.

    `cutoff` is the least likeness as difflib measures it, from 0 (any word) to 1 (the same word).
    """
    typed = word.casefold()
    spelling = {name.casefold(): name for name in reversed(list(known))}
    order = {name: position for position, name in enumerate(reversed(spelling))}
    # a mistyped word seldom has a wrong first letter
    close = [
        name
        for name in get_close_matches(typed, spelling, cutoff=cutoff)
        if name[:1] == typed[:1] or SequenceMatcher(None, name, typed).ratio() > _ALIKE
    ]

    def rank(name: str) -> tuple[bool, float, int]:
        return name[:1] != typed[:1], -SequenceMatcher(None, name, typed).ratio(), order[name]

    return spelling[min(close, key=rank)] if close else ""


def did_you_mean(word: str, known: "Iterable[str]") -> str:
    """The hint 'did you mean X?' for a mistyped word, or ''."""
    name = guess(word, known)
    return f"did you mean {name}?" if name else ""


def unknown(what: str, word: str, known: "Iterable[str]", hint: str = "") -> UsageError:
    """The error for an unknown word; its hint is a guess, else `hint`, else the known words."""
    known = list(known)
    meant = guess(word, known)
    hint = f"did you mean {meant}?" if meant else hint or f"known: {', '.join(known)}"
    return UsageError(f"unknown {what} '{word}'", hint, word, [meant] if meant else ())
