"""`corridor help`."""

from collections.abc import Iterator
from inspect import signature
from typing import Annotated, Any, get_origin

from corridor_cli.call import RowCall
from corridor_cli.emit import emit
from corridor_cli.model import answers
from corridor_cli.model.kinds import Row
from corridor_cli.model.rows import Rows
from corridor_cli.options import Argument, Known, Option

EXAMPLES = (
    "corridor help",
    "corridor help trade",
    "corridor help --json",
)

_COMMAND = Argument(metavar="[COMMAND]", text="A command; without it all.", takes=Known.COMMAND)


def help(  # noqa: A001 - named like the command
    call: RowCall, command: Annotated[str | None, _COMMAND] = None
) -> int:
    """With -f or --json it is data for programs: a row for each argument, option and column."""
    root = call.context.find_root()
    options = call.options
    if options.format or options.json or options.output or options.count_only:
        names = [command] if command else root.command.list_commands(root)
        return emit(call, Rows(answers.HELP, (row for name in names for row in _rows(root, name))))
    context = root
    if command:
        built = root.command.built(command)
        context = built.make_context(command, [], parent=root, resilient_parsing=True)
    call.write(f"{context.get_help()}\n".encode())
    return 0


def _rows(root: Any, name: str) -> Iterator[Row]:
    """What a command takes and gives, a row each."""
    empty: Row = dict.fromkeys(column.name for column in answers.HELP.columns)
    empty |= {"command": name, "names": [], "choices": []}
    for parameter in signature(root.command.built(name).called).parameters.values():
        if get_origin(parameter.annotation) is not Annotated:
            continue  # the context of Typer
        one: Option | Argument = parameter.annotation.__metadata__[0]
        is_option = isinstance(one, Option)
        yield empty | {
            "part": "option" if is_option else "argument",
            "name": one.names[0] if isinstance(one, Option) else str(one.metavar).strip("[]."),
            "names": list(one.names) if isinstance(one, Option) else [],
            "takes": None if "bool" in str(parameter.annotation.__origin__) else one.metavar,
            "choices": list(one.takes) if isinstance(one.takes, tuple) else [],
            "repeats": "list" in str(parameter.annotation.__origin__),
            "required": parameter.default is parameter.empty,
            "meaning": str(one.help).rstrip("."),
        }
    for answer in answers.ANSWERS:
        if answer.call.split(" ")[0] == name:
            for column in answer.columns:
                yield empty | {
                    "command": answer.call,
                    "part": "column",
                    "name": column.name,
                    "choices": list(column.choices),
                    "type": column.type,
                    "unit": column.unit or None,
                    "meaning": column.meaning,
                }
