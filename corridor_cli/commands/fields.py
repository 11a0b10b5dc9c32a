"""`corridor fields`."""

from typing import Annotated

import typer

from corridor_cli.dictionary import dictionary
from corridor_cli.output import Asked

EXAMPLES = ("corridor fields trade", "corridor fields meeting", "corridor fields -f json")


def fields(
    asked: Asked,
    kind: Annotated[str | None, typer.Argument(metavar="[KIND]", help="A command or a kind of fact.")] = None,
) -> int:
    """A column belongs to an answer, a field to a fact file."""
    return asked.emit(dictionary(kind))
