"""`corridor cite`."""

import os
from typing import Annotated

from corridor_cli import answers, coats
from corridor_cli.commands import given_ids
from corridor_cli.errors import UnknownIdError, UsageError, unknown
from corridor_cli.options import Argument, Known, Option
from corridor_cli.output import Called
from corridor_cli.rows import Rows

EXAMPLES = (
    "corridor cite",
    "corridor cite rasht-astara-railway",
    "corridor cite rasht-astara-railway.length -f bibtex",
    "corridor meetings --year 2023 -f ids | corridor cite - -f csl-json -o meetings.json",
)


def cite(
    asked: Called,
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
        Option("--format", "-f", metavar="FORMAT", text="One of ", takes=tuple(coats.STYLES)),
    ] = None,
) -> int:
    """A fact is cited by its documents, each with the place in it; without ids the fact base is cited as a whole.

    A country is cited by the documents behind its row in `members`, whatever its role there.

    Brackets mark a title that is not printed in the document, and a date that was inferred.
    """
    if style is None:
        ending = os.path.splitext(asked.options.output or "")[1].lower()
        if ending not in coats.STYLE_ENDINGS and ending in (*coats.ENDINGS, *coats.WORKBOOKS):
            raise UsageError(
                f"references are not written as {ending}",
                "FILE.bib is bibtex, FILE.json csl-json, any other FILE text; -f names the format",
            )
        style = coats.STYLE_ENDINGS.get(ending, "text")
    if style not in coats.STYLES:
        raise unknown("format", style, coats.STYLES)

    def write(rows: Rows) -> None:
        asked.write(coats.coat(style)(coats.Sheet(rows, rows.columns)).encode("utf-8"))

    wanted = given_ids(asked, ids or [])
    try:
        # a pipe that brings no ids asks for no document, not for the fact base
        write(asked.facts.cite(*wanted) if wanted or not ids else Rows(answers.CITED))
    except UnknownIdError as error:
        if error.rows:
            write(error.rows)
        raise
    return 0
