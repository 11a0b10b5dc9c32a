"""`corridor show`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Web, read_ids, visit
from corridor_cli.emit import emit
from corridor_cli.model.errors import UnknownIdError
from corridor_cli.options import Argument, Known

EXAMPLES = (
    "corridor show trend-2023-11-16-kaz-rus",
    "corridor show KAZ",
    "corridor show rasht-astara-railway --web",
    "corridor meetings -f ids | corridor show -",
)

_IDS = "Record, source or country; - reads ids from stdin."


def show(
    call: RowCall,
    ids: Annotated[list[str], Argument(metavar="ID...", text=_IDS, takes=Known.ID)],
    web: Web = False,
) -> int:
    """A source is shown with every fact that cites it, a country with its profile.

    A title works as an id if only one record has it; ID.FIELD is one field with its rivals.
    """
    if web:
        return visit(call, read_ids(call, ids))
    try:
        return emit(call, call.facts.show(*read_ids(call, ids)))
    except UnknownIdError as error:
        if error.rows:
            emit(call, error.rows)
        raise
