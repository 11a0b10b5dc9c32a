"""`corridor show`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Web, read_ids, visit
from corridor_cli.emit import emit, is_drawn
from corridor_cli.model.errors import UnknownIdError
from corridor_cli.options import Argument, Known, Option

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
    all_: Annotated[bool, Option("--all", text="Every statement and field, a row each.")] = False,
    web: Web = False,
) -> int:
    """A card for each record, source or country; as data, or with --all, its statements as rows.

    A title works as an id if only one record has it; ID.FIELD is one field with its rivals.
    """
    wanted = read_ids(call, ids)
    if web:
        return visit(call, wanted)
    question = call.facts.show if all_ or not is_drawn(call) else call.facts.card
    try:
        return emit(call, question(*wanted))
    except UnknownIdError as error:
        if error.rows:
            emit(call, error.rows)
        raise
