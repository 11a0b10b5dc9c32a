"""`corridor show`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import given_ids
from corridor_cli.emit import emit
from corridor_cli.model.errors import UnknownIdError
from corridor_cli.options import Argument, Known

EXAMPLES = (
    "corridor show trend-2023-11-16-kaz-rus",
    "corridor show KAZ",
    "corridor meetings -f ids | corridor show -",
)


def show(
    call: RowCall,
    ids: Annotated[
        list[str],
        Argument(
            metavar="ID...",
            text="Record, source or country; - reads ids from stdin.",
            takes=Known.ID,
        ),
    ],
) -> int:
    """A source is shown with every fact that rests on it, a country with all that names it, in brief.

    Records also go by the title that tables show, if only one has it; ID.FIELD is one field, with every side of it.
    """
    try:
        return emit(call, call.facts.show(*given_ids(call, ids)))
    except UnknownIdError as error:
        if error.rows:
            emit(call, error.rows)
        raise
