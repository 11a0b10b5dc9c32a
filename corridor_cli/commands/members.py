"""`corridor members`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Among, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Known

EXAMPLES = (
    "corridor members",
    "corridor members syria",
    "corridor members --role all",
    "corridor members --history",
    "corridor members --as-of 2024",
    "corridor members --columns country,since,since_step -f csv",
)

_ACCORDING_TO = "By this list, or by the list of this source or publisher."
_HISTORY = "States by published lists, the oldest list first."
_AS_OF = "By the preferred list if it is not later, else by the newest complete one."


def members(
    call: RowCall,
    country: Among = None,
    according_to: Annotated[
        str | None, filter_option("--according-to", _ACCORDING_TO, takes=Known.LIST)
    ] = None,
    as_of: Annotated[
        str | None, filter_option("--as-of", _AS_OF, also="--year", metavar="DATE")
    ] = None,
    role: Annotated[Texts, filter_option("--role", takes=(*kinds.ROLES, "all"))] = None,
    history: Annotated[bool, filter_option("--history", _HISTORY)] = False,
) -> int:
    """Lists differ: a note names the states that only other lists have; --role all shows them."""
    if history:
        if according_to or as_of or role:
            raise UsageError("--history has all lists: it goes with countries alone")
        return emit(call, call.facts.history(country=country))
    rows = call.facts.members(according_to=according_to, as_of=as_of, role=role, country=country)
    return emit(call, rows)
