"""`corridor members`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor members",
    "corridor members --role all",
    "corridor members --as-of 2024",
    "corridor members --columns country,since,since_step -f csv",
)


def members(
    call: RowCall,
    according_to: Annotated[
        str | None,
        filter_option(
            "--according-to", "By the list of this source, or this list.", takes=Known.LIST
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        filter_option(
            "--as-of",
            "By the preferred list if not later than this, else the newest complete one.",
            metavar="DATE",
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        filter_option("--role", takes=(*kinds.ROLES, "all"), metavar="ROLE"),
    ] = None,
) -> int:
    """Lists differ: states that other lists add are announced, and --role all shows them."""
    return emit(call, call.facts.members(according_to=according_to, as_of=as_of, role=role))
