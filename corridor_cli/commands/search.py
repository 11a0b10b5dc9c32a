"""`corridor search`."""

from typing import Annotated

import typer

from corridor_cli import answers
from corridor_cli.commands import filter_option
from corridor_cli.output import Asked

EXAMPLES = (
    'corridor search "Rasht-Astara"',
    "corridor search container train --kind meeting",
    "corridor search electrif -f ids",
)


def search(
    asked: Asked,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All must occur; the last may be a beginning.")],
    kind: Annotated[
        list[str] | None,
        filter_option("--kind", f"{', '.join(kind.name for kind in answers.SEARCH.kinds)}.", metavar="KIND"),
    ] = None,
) -> int:
    """Whatever the case and accents; the best match comes first."""
    return asked.emit(asked.facts.search(*words, kind=kind))
