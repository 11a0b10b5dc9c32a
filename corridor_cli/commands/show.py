"""`corridor show`."""

from typing import Annotated

import typer

from corridor_cli.errors import UnknownIdError, UsageError
from corridor_cli.output import Asked

EXAMPLES = (
    "corridor show trend-2023-11-16-kaz-rus",
    "corridor show KAZ",
    "corridor meetings -f ids | corridor show -",
)


def show(
    asked: Asked,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Record, source or country; - reads ids from stdin.")],
) -> int:
    """A source is shown with every fact that rests on it, a country with every fact that names it."""
    wanted = [line for id_ in ids for line in (_lines(asked) if id_ == "-" else [id_])]
    try:
        return asked.emit(asked.facts.show(*wanted))
    except UnknownIdError as error:
        if error.rows:
            asked.emit(error.rows)
        raise


def _lines(asked: Asked) -> list[str]:
    if asked.world.stdin is None:
        raise UsageError("cannot read ids from standard input: it is closed")
    lines = asked.world.stdin.read().decode("utf-8", "replace").splitlines()
    return [line.strip() for line in lines if line.strip()]
