"""`corridor export`."""

import shlex
from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.export import DATABASES
from corridor_cli.export import export as write
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Argument, Known

EXAMPLES = (
    "corridor export corridor-facts",
    "corridor export facts.db",
    "corridor export older.db --facts facts",
)

_TARGET = Argument(
    metavar="DIR-or-FILE.db", text="A new directory, or a database.", takes=Known.PATH
)


def export(call: Call, target: Annotated[str | None, _TARGET] = None) -> int:
    """DIR becomes a Data Package: CSV tables with their schema, keys, sources and hashes.

    FILE.db becomes a SQLite database: the same tables, with views and full-text search.
    FILE.metadata.json beside it describes them for Datasette.
    """
    if (target is None) == (call.options.output is None):
        raise UsageError(
            "name one directory or database to write",
            "corridor export DIR, or corridor export FILE.db",
        )
    target = str(target or call.options.output)
    written = write(call.facts, target)
    first, second, *_ = map(shlex.quote, written)
    is_database = target.lower().endswith(DATABASES)
    command = (
        f"datasette {first} --metadata {second}"
        if is_database
        else f"frictionless validate {first}"
    )
    call.note(f"{len(written)} files written to {target}; to look at them: {command}")
    return 0
