"""Completion: the words that an option or an argument takes, for Typer to offer in a shell."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import typer

from corridor_cli.index import filters
from corridor_cli.model import answers, kinds
from corridor_cli.model.answers import Answer
from corridor_cli.model.names import fold, one_line
from corridor_cli.options import Known, Takes
from corridor_cli.questions import Facts

#: Words, each with its meaning.
Words = list[tuple[str, str]]

_QUERIES = {
    Known.ROUTE: "SELECT id, name FROM routes",
    Known.PLACE: "SELECT id, name FROM places",
    Known.ID: "SELECT id, title FROM records",
    Known.LIST: "SELECT DISTINCT value, 'members as of ' || as_of"
    " FROM lists, json_each(lists.sources)",
    Known.PERIOD: "SELECT DISTINCT date, '' FROM records"
    " WHERE kind IN (SELECT value FROM json_each(:kinds))",
    Known.YEAR: "SELECT DISTINCT SUBSTR(dated.date, 1, 4), '' FROM records"
    " JOIN (SELECT id, date FROM records UNION SELECT id, date FROM timeline) dated USING (id)"
    " WHERE dated.date GLOB '[0-9]*' AND kind IN (SELECT value FROM json_each(:kinds))",
}
_FIELDS = "SELECT DISTINCT id || '.' || field, '' FROM statements WHERE :typed LIKE id || '.%'"
#: Countries: codes, names, other names.
_NAMES = (
    "SELECT code, name FROM countries",
    "SELECT name, code FROM countries",
    "SELECT value, code FROM countries, json_each(aliases)"
    " UNION SELECT value, code FROM countries, json_each(former_names)",
)
#: What a shell, or Rich, by which Typer shows a meaning, would not take as it is.
_NOT_PLAIN = re.compile(r"[\\\[\]\"'`$]")
#: What Typer's scripts leave out: in bash a home typed as ~, in zsh a command that is not on the
#: PATH, and the first word of all, with which zsh loads the script.
_MENDS = {
    "complete_bash $1 ": 'complete_bash "${1/#\\~/$HOME}" ',
    "complete_zsh corridor)": "complete_zsh ${~words[1]})",
    "compdef _corridor_completion corridor": "compdef _corridor_completion corridor\n"
    "[[ -z $compstate ]] || _corridor_completion",
}


def mended(text: str) -> str:
    """Typer's script, or its note on the file where it has installed one, which is changed too."""
    installed = re.search("(?:bash|zsh) completion installed in (.+)", text)
    if installed:
        file = Path(installed[1])
        file.write_text(mended(file.read_text("utf-8")), "utf-8")
    for typers, ours in _MENDS.items():
        text = text.replace(typers, ours)
    return text


def words(takes: Takes, context: typer.Context, typed: str) -> Words:
    """The words that begin as typed, with their meanings; none where the facts cannot be read."""
    try:
        return [
            (word, _NOT_PLAIN.sub("", one_line(meaning)))
            for word, meaning in _words(takes, context, typed)
            if word.startswith(typed)
        ]
    except Exception:  # noqa: BLE001 - a shell has no place for an error
        return []


def _words(takes: Takes, context: typer.Context, typed: str) -> Words:
    if isinstance(takes, tuple):
        return [(word, "") for word in takes]
    if takes == Known.KIND:
        return list({one.name: one.meaning for one in (*answers.ANSWERS, *kinds.KINDS)}.items())
    if takes == Known.COMMAND:
        root = context.find_root()
        names = root.command.list_commands(root)  # type: ignore[attr-defined]  # it is a group
        return [(name, "") for name in names]
    of_command = [one for one in answers.ANSWERS if one.call.split(" ")[0] == context.info_name]
    if takes in (Known.COLUMN, Known.COLUMNS):
        return _columns(of_command, context, typed)
    directory = context.params.get("facts_dir") or context.find_root().params.get("facts")
    environ = context.find_root().obj.environ
    with Facts.of(directory and os.path.expanduser(directory), environ) as facts:
        if takes == Known.COUNTRY:
            return _countries(facts, typed)
        query = _FIELDS if takes == Known.ID and "." in typed else _QUERIES[takes]
        named = filters.array(kind.name for one in of_command for kind in one.kinds)
        return _found(facts, query, typed=typed, kinds=named)


def _found(facts: Facts, query: str, **given: str) -> Words:
    rows = facts.sql(query, given)
    return [(str(word), str(meaning)) for word, meaning in (row.values() for row in rows)]


def _columns(of_command: Iterable[Answer], context: typer.Context, typed: str) -> Words:
    """The columns of the answer that the options ask for, each behind those that are typed."""
    options = [one for one in context.command.params if context.params.get(str(one.name))]
    given = {name for option in options for name in option.opts}
    given |= {"--long"} if "--preferred" in given else set()
    *_, answer = [one for one in of_command if given.issuperset(one.call.split(" ")[1:])]
    before = typed[: typed.rfind(",") + 1]
    left = [column for column in answer.columns if column.name not in before.split(",")]
    return [(f"{before}{column.name}", column.meaning) for column in left]


def _countries(facts: Facts, typed: str) -> Words:
    """Codes where capitals are typed, else names, else other names.

    A name is one word, Sri-Lanka, and goes on as it was begun: in small letters, without accents.
    """
    start = fold(typed)
    for query in _NAMES if typed == typed.upper() else _NAMES[1:]:
        names = []
        for name, meaning in _found(facts, query):
            word = "-".join(re.findall(r"\w+", name))
            rest = word[len(start) :].lower() if typed.islower() else word[len(start) :]
            if fold(word).startswith(start):
                names.append((typed.rstrip("-") + rest, meaning))
        if names:
            return names
    return []
