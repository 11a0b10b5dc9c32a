"""Completion: what may come next on a command line that is being typed in a shell.

A shell calls `corridor` with the words typed so far and _CORRIDOR_COMPLETE set, and gets a line for
each word that fits: the word, a tab, what it means. The scripts that make it do so are in `shells/`.
Typer's own completion would load Rich for what a word means, and rewrite a shell's settings in place.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from typing import Any, NamedTuple

from corridor_cli.index.cache import open_index, rebuilt_index
from corridor_cli.index.database import Lookup
from corridor_cli.model import answers, kinds
from corridor_cli.model.errors import CorridorError
from corridor_cli.model.names import fold, one_line
from corridor_cli.options import Argument, Known, Option, Takes
from corridor_cli.world import World

#: The exit code where a file is wanted: shells know best which there are.
FILE_WANTED = 1

#: Each word that fits, and what it means.
Words = Iterable[tuple[str, str]]

_QUERIES = {
    Known.ROUTE: "SELECT id, name FROM _route ORDER BY rowid",
    Known.PLACE: "SELECT id, name FROM _place ORDER BY id",
    Known.LIST: "SELECT DISTINCT c.source, 'members as of ' || l.as_of FROM _published_list l"
    " JOIN _citation c ON c.statement = l.statement ORDER BY 1",
    Known.PERIOD: "SELECT DISTINCT date, '' FROM _record"
    " WHERE date IS NOT NULL AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY 1",
    Known.YEAR: "SELECT DISTINCT SUBSTR(day, 1, 4), '' FROM ("
    " SELECT s.first AS day, r.kind FROM _span s JOIN _record r ON r.id = s.record"
    " UNION SELECT s.last, r.kind FROM _span s JOIN _record r ON r.id = s.record"
    ") WHERE kind IN (SELECT value FROM json_each(:kinds)) ORDER BY 1",
}
_CODES = "SELECT code, name FROM _country ORDER BY code"
_NAMES = "SELECT name, code FROM _country ORDER BY name"
_ALIASES = "SELECT j.value, code FROM _country, json_each(aliases) j ORDER BY 1"
_IDS = "SELECT id, title FROM _record WHERE kind NOT IN ('about', 'country') AND SUBSTR(id, 1, LENGTH(:typed)) = :typed ORDER BY id"
_FIELDS = (
    "SELECT DISTINCT id || '.' || field, '' FROM _statement_value WHERE id = :record ORDER BY rank"
)


class _Line(NamedTuple):
    """What stands on the command line before the word that is being typed."""

    #: the command's name, '' where that is what is being typed
    command: str
    #: --facts, where it is given
    facts: str | None
    #: the option that waits for its value
    waiting: Option | None
    #: what the next argument takes
    argument: Takes
    #: the options that may be given here, by spelling
    options: Mapping[str, Option]
    #: the options of the command that are given
    given: frozenset[str]


def complete(
    words: Sequence[str], commands: Mapping[str, str], root: Callable[..., Any], world: World
) -> int:
    """Write what may stand in the place of the last of the words; returns the exit code.

    `commands` are the commands with their meanings, `root` is the function whose options stand before them.
    """
    *before, typed = [_unquoted(word) for word in words] or [""]
    line = _read(before, commands, root)
    lookup: list[Lookup] = []

    def ask(query: str, **given: str) -> Words:
        if not lookup:
            home = world.environ.get("HOME", "~")
            # shells hand over a home as it is typed
            directory = line.facts and re.sub(r"^~(?=/|$)", lambda _: home, line.facts)
            lookup.append(
                Lookup(
                    open_index(directory, world.environ),
                    lambda: rebuilt_index(directory, world.environ),
                )
            )
        return lookup[0].all(query, given)

    try:
        found = _fitting(line, "" if typed == "=" else typed, commands, ask)
    except CorridorError:  # facts that cannot be asked: a shell has no place to say so
        found = []
    finally:
        for opened in lookup:
            opened.connection.close()
    if found is None:
        return FILE_WANTED
    world.write("".join(f"{word}\t{one_line(meaning)}\n" for word, meaning in found).encode())
    return 0


def _unquoted(word: str) -> str:
    """A word without the quotes and backslashes that a shell may leave in it."""
    return word.replace("\\", "").strip("'\"")


def _declared(
    function: Callable[..., Any],
) -> tuple[dict[str, tuple[Option, bool]], list[tuple[Argument, bool]]]:
    """A command's options by spelling, each with whether it takes a value, and its arguments, each with whether it repeats."""
    from corridor_cli.call import Call

    annotations = dict(function.__annotations__)
    asked = annotations.get("call")
    if isinstance(asked, type) and issubclass(asked, Call):
        annotations |= asked.shared.__annotations__
    options: dict[str, tuple[Option, bool]] = {}
    arguments = []
    for annotation in annotations.values():
        for given in getattr(annotation, "__metadata__", ()):
            if isinstance(given, Option):
                options |= dict.fromkeys(given.names, (given, annotation.__origin__ is not bool))
            elif isinstance(given, Argument):
                arguments.append((given, "list" in str(annotation.__origin__)))
    return options, arguments


def _read(words: Iterable[str], commands: Mapping[str, str], root: Callable[..., Any]) -> _Line:
    options, arguments = _declared(root)
    command, facts, waiting, only_arguments = "", None, None, False
    spelled = set()
    for word in words:
        if word == "=":  # bash parts --option=value
            continue
        name, equals, value = word.partition("=")
        if waiting:
            facts = word if "--facts" in waiting.names else facts
            waiting = None
        elif word == "--":
            only_arguments = True
        elif word.startswith("-") and not only_arguments:
            option, valued = options.get(name, (None, False))
            spelled.add(name)
            waiting = option if valued and not equals else None
            facts = value if equals and name == "--facts" else facts
        elif not command:
            command = word
            if word in commands:
                options, arguments = _declared(
                    getattr(import_module(f"corridor_cli.commands.{word}"), word)
                )
        elif arguments and not arguments[0][1]:
            arguments = arguments[1:]
    offered = {} if only_arguments else {name: option for name, (option, _) in options.items()}
    return _Line(
        command,
        facts,
        waiting,
        arguments[0][0].takes if arguments else (),
        offered,
        frozenset(spelled),
    )


def _fitting(
    line: _Line, typed: str, commands: Mapping[str, str], ask: Callable[..., Words]
) -> list[tuple[str, str]] | None:
    """The words that fit; None where a file is wanted."""
    name, equals, value = typed.partition("=")
    if line.waiting:
        return _values(line.waiting.takes, typed, line, ask)
    if equals and name in line.options:
        found = _values(line.options[name].takes, value, line, ask)
        return found and [(f"{name}={word}", meaning) for word, meaning in found]
    if typed.startswith("-"):
        offered = {name: option.help or "" for name, option in line.options.items()}
        return _beginning(
            {**offered, "--help": "What it answers, its options, and examples."}.items(), typed
        )
    if not line.command:
        return _beginning(commands.items(), typed)
    return _values(line.argument, typed, line, ask)


def _beginning(words: Words, typed: str) -> list[tuple[str, str]]:
    return [(word, meaning) for word, meaning in words if word.startswith(typed)]


def _values(
    takes: Takes, typed: str, line: _Line, ask: Callable[..., Words]
) -> list[tuple[str, str]] | None:
    """What an option or an argument takes that begins as typed; None where that is a file."""
    if takes is Known.PATH:
        return None
    if isinstance(takes, tuple):
        return _beginning(((word, "") for word in takes), typed)
    if takes is Known.COUNTRY:
        return list(_countries(typed, ask))
    if takes is Known.ID:
        return list(_ids(typed, ask))
    if takes is Known.KIND:
        names = {answer.name: answer.meaning for answer in answers.ANSWERS} | {
            kind.name: kind.meaning for kind in kinds.KINDS
        }
        return _beginning(names.items(), typed)
    of_command = [answer for answer in answers.ANSWERS if answer.call.split(" ")[0] == line.command]
    if takes in (Known.COLUMN, Known.COLUMNS):
        head = (
            typed[: typed.rfind(",") + 1]
            if takes is Known.COLUMNS
            else typed[: typed.startswith("-")]
        )
        # another option can change what is answered, and so the columns; --preferred implies --long
        given = line.given | ({"--long"} if "--preferred" in line.given else set())
        asked = [answer for answer in of_command if given.issuperset(answer.call.split(" ")[1:])][
            -1:
        ]
        columns = {column.name: column.meaning for answer in asked for column in answer.columns}
        left = {name: meaning for name, meaning in columns.items() if name not in head.split(",")}
        return _beginning(((f"{head}{name}", meaning) for name, meaning in left.items()), typed)
    named = json.dumps([kind.name for answer in of_command for kind in answer.kinds])
    return _beginning(
        ask(_QUERIES[takes], **({"kinds": named} if takes in (Known.YEAR, Known.PERIOD) else {})),
        typed,
    )


def _countries(typed: str, ask: Callable[..., Words]) -> Iterator[tuple[str, str]]:
    """Codes where capitals are typed, or nothing; else names, that go on as they were begun."""
    if not typed or typed.isupper():
        yield from _beginning(ask(_CODES), typed)
        return
    for query in (_NAMES, _ALIASES):
        fitting = [(name, code) for name, code in ask(query) if fold(name).startswith(fold(typed))]
        for name, code in fitting:
            cased = name.casefold() if typed.islower() else name
            # as it was begun, which is what shells compare with, unless an accent was left out
            yield (
                f"{typed}{cased[len(typed) :]}"
                if cased.casefold().startswith(typed.casefold())
                else cased,
                code,
            )
        if fitting:
            return


def _ids(typed: str, ask: Callable[..., Words]) -> Iterator[tuple[str, str]]:
    """Records, the fields of one that is named, and countries."""
    record, dot, _ = typed.partition(".")
    if dot:
        yield from _beginning(ask(_FIELDS, record=record), typed)
        return
    yield from chain(_beginning(ask(_CODES), typed), ask(_IDS, typed=typed))
