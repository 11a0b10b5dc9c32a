"""`corridor diff`."""

import os
from contextlib import closing
from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.emit import emit
from corridor_cli.index.cache import open_export
from corridor_cli.model.rows import Rows
from corridor_cli.options import Argument, Known
from corridor_cli.questions import Facts

EXAMPLES = (
    "corridor diff ../old/facts",
    "corridor diff facts-2026-11.db facts --json",
    "corridor diff ../old/facts facts -f html -o changes.html",
)

_OLD = "The older facts: a directory of fact files, or a database of `corridor export`."
_NEW = "The newer facts, likewise; without it those that are asked."


def diff(
    call: RowCall,
    old: Annotated[str, Argument(metavar="OLD", text=_OLD, takes=Known.PATH)],
    new: Annotated[str | None, Argument(metavar="[NEW]", text=_NEW, takes=Known.PATH)] = None,
) -> int:
    """Old and new stand as stated, each with its documents.

    An id is lost if it led to a fact and leads nowhere now; `formerly:` keeps it.
    """
    with closing(_facts(call, old)) as older:
        if new is None:
            rows: Rows = call.facts.diff(older)
        else:
            with closing(_facts(call, new)) as newer:
                rows = newer.diff(older)
    return emit(call, rows)


def _facts(call: RowCall, path: str) -> Facts:
    """The facts in a directory or in an exported database. Raises FactsError."""
    if os.path.isfile(path):
        return Facts(open_export(path))
    return Facts.of(path, call.world.environ)
