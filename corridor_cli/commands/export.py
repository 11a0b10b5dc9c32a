"""`corridor export`."""

import shlex
from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.export import DATABASES
from corridor_cli.export import export as write
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Argument, Known

EXAMPLES = ("corridor export corridor-facts", "corridor export facts.db")


def export(
    call: Call,
    target: Annotated[
        str | None,
        Argument(
            metavar="DIR-or-FILE.db", text="A new directory, or a database.", takes=Known.PATH
        ),
    ] = None,
) -> int:
    """A directory becomes a Data Package: CSV tables with their schema, keys, sources and hashes.

    FILE.db is SQLite with the same tables, views and full text; FILE.metadata.json beside it is for Datasette.
    """
    if (target is None) == (call.options.output is None):
        raise UsageError(
            "name one directory or database to write",
            "corridor export DIR, or corridor export FILE.db",
        )
    target = str(target or call.options.output)
    written = write(call.facts, target)
    first, second, *_ = map(shlex.quote, written)
    ready = (
        f"datasette {first} --metadata {second}"
        if target.lower().endswith(DATABASES)
        else f"frictionless validate {first}"
    )
    call.note(f"{len(written)} files written to {target}; to look at them: {ready}")
    return 0
