"""`corridor search`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import answers
from corridor_cli.options import Argument

EXAMPLES = (
    'corridor search "Rasht-Astara"',
    "corridor search container train --kind meeting",
    "corridor search electrif -f ids",
)

_WORDS = "All must occur; the last may be the beginning of a word."
_KINDS = tuple(kind.name for kind in answers.SEARCH.kinds)


def search(
    call: RowCall,
    words: Annotated[list[str], Argument(metavar="WORDS...", text=_WORDS)],
    kind: Annotated[Texts, filter_option("--kind", takes=_KINDS)] = None,
) -> int:
    """Case and accents do not matter; the best match comes first."""
    return emit(call, call.facts.search(*words, kind=kind))
