"""`corridor search`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import filter_option
from corridor_cli.emit import emit
from corridor_cli.model import answers
from corridor_cli.options import Argument

EXAMPLES = (
    'corridor search "Rasht-Astara"',
    "corridor search container train --kind meeting",
    "corridor search electrif -f ids",
)


def search(
    call: RowCall,
    words: Annotated[
        list[str], Argument(metavar="WORDS...", text="All must occur; the last may be a beginning.")
    ],
    kind: Annotated[
        list[str] | None,
        filter_option(
            "--kind", takes=tuple(kind.name for kind in answers.SEARCH.kinds), metavar="KIND"
        ),
    ] = None,
) -> int:
    """Whatever the case and accents; the best match comes first."""
    return emit(call, call.facts.search(*words, kind=kind))
