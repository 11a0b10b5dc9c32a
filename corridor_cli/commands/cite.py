"""`corridor cite`."""

from typing import Annotated

from corridor_cli import formats
from corridor_cli.call import Call
from corridor_cli.commands import given_ids
from corridor_cli.emit import emit
from corridor_cli.formats import REFERENCES
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


def cite(
    call: Call,
    ids: Annotated[
        list[str] | None,
        Argument(
            metavar="[ID...]",
            text="Records, fields of them (ID.FIELD), sources; - reads ids from stdin.",
            takes=Known.ID,
        ),
    ] = None,
    style: Annotated[
        str | None,
        Option("--format", "-f", metavar="FORMAT", text="One of ", takes=formats.names(REFERENCES)),
    ] = None,
) -> int:
    """A fact is cited by its documents, each with the place in it; without ids the fact base is cited as a whole.

    A country is cited by the documents behind its row in `members`, whatever its role there.

    Brackets mark a title that is not printed in the document, and a date that was inferred.
    """
    call.options = call.options._replace(format=style)
    wanted = given_ids(call, ids or [])
    try:
        # a pipe that brings no ids asks for no document, not for the fact base
        return emit(
            call, call.facts.cite(*wanted) if wanted or not ids else Rows(answers.CITED), REFERENCES
        )
    except UnknownIdError as error:
        if error.rows:
            emit(call, error.rows, REFERENCES)
        raise
