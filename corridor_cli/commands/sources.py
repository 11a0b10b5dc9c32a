"""`corridor sources`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor sources",
    "corridor sources --kind news --year 2023",
    "corridor sources --sort -facts --limit 5",
)


def sources(
    call: RowCall,
    kind: Annotated[
        list[str] | None, filter_option("--kind", takes=kinds.SOURCE_KINDS, metavar="KIND")
    ] = None,
    year: Years = None,
    publisher: Annotated[
        list[str] | None,
        filter_option("--publisher", "Whose publisher's name holds this text.", metavar="TEXT"),
    ] = None,
) -> int:
    """A date that --year finds is that of publication."""
    return emit(call, call.facts.sources(kind=kind, year=year, publisher=publisher))
