"""`corridor cite`."""

from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.commands import Web, read_ids, visit
from corridor_cli.emit import emit
from corridor_cli.formats import REFERENCES, names
from corridor_cli.model import answers
from corridor_cli.model.errors import UnknownIdError
from corridor_cli.model.rows import Rows
from corridor_cli.options import Argument, Known, Option

EXAMPLES = (
    "corridor cite",
    "corridor cite rasht-astara-railway",
    "corridor cite rasht-astara-railway.length -f bibtex",
    "corridor meetings --year 2023 -f ids | corridor cite - -f csl-json -o meetings.json",
)

_IDS = "Records, fields of them (ID.FIELD), sources; - reads ids from stdin."


def cite(
    call: Call,
    ids: Annotated[list[str] | None, Argument(metavar="[ID...]", text=_IDS, takes=Known.ID)] = None,
    style: Annotated[
        str | None,
        Option("--format", "-f", metavar="FORMAT", text="One of ", takes=names(REFERENCES)),
    ] = None,
    web: Web = False,
) -> int:
    """The documents of each record, with the place in them; without ids, the fact base itself.

    For a country, the documents of its row in `corridor members --role all`.

    Brackets mark a title that is not printed in the document, and a date that was inferred.
    """
    call.options = call.options._replace(format=style)
    wanted = read_ids(call, ids or [])
    if web:
        return visit(call, wanted)
    try:
        # a pipe without ids stands for no document, not for the fact base
        rows = call.facts.cite(*wanted) if wanted or not ids else Rows(answers.CITED)
        return emit(call, rows, REFERENCES)
    except UnknownIdError as error:
        if error.rows:
            emit(call, error.rows, REFERENCES)
        raise
