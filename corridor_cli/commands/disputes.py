"""`corridor disputes`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import answers
from corridor_cli.options import Known

EXAMPLES = (
    "corridor disputes --found editor",
    "corridor disputes turkey --kind trade",
    "corridor disputes --count",
)

_RECORD = "On what this record or figure states, or this dispute; the same as a plain ID."
_KINDS = tuple(kind.name for kind in answers.RECORD.kinds)


def disputes(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    kind: Annotated[Texts, filter_option("--kind", takes=_KINDS)] = None,
    record: Annotated[
        Texts,
        filter_option("--record", _RECORD, metavar="ID", takes=Known.ID),
    ] = None,
    found: Annotated[
        Texts, filter_option("--found", takes=("rule", "editor"), metavar="BY")
    ] = None,
) -> int:
    """A rule finds statements on one key that cannot all be true; editors write down the others."""
    rows = call.facts.disputes(
        country=country, beside=beside, kind=kind, record=record, found=found
    )
    return emit(call, rows)
