"""`corridor sources`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Argument

EXAMPLES = (
    "corridor sources",
    "corridor sources --kind news --year 2023",
    "corridor sources EDB",
    "corridor sources --sort -facts --limit 5",
)

_PUBLISHER = "The publisher's name contains this text; or its abbreviation."


def sources(
    call: RowCall,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.SOURCE_KINDS)] = None,
    year: Years = None,
    publisher: Annotated[
        Texts,
        Argument(metavar="[PUBLISHER...]", text=_PUBLISHER),
        filter_option("--publisher", "The same as plain words.", metavar="TEXT"),
    ] = None,
) -> int:
    """With --year, documents published in that year."""
    return emit(call, call.facts.sources(kind=kind, year=year, publisher=publisher))
