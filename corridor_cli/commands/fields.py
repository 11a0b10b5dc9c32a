"""`corridor fields`."""

import json
from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import filter_option
from corridor_cli.dictionary import dictionary
from corridor_cli.emit import emit
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Argument, Known

EXAMPLES = (
    "corridor fields trade",
    "corridor fields meeting",
    "corridor fields -f json",
    "corridor fields trade --schema -o trade.schema.json",
)


def fields(
    call: RowCall,
    kind: Annotated[
        str | None,
        Argument(metavar="[KIND]", text="A command or a kind of fact.", takes=Known.KIND),
    ] = None,
    schema: Annotated[
        bool, filter_option("--schema", "The JSON Schema of the fact files of this kind.")
    ] = False,
) -> int:
    """A column belongs to an answer, a field to a fact file."""
    if not schema:
        return emit(call, dictionary(kind))
    from corridor_cli.reading import schemas

    if kind is None:
        raise UsageError(
            "--schema is of one kind of fact file", f"one of {', '.join(schemas.files())}"
        )
    call.write(f"{json.dumps(schemas.schema(kind), ensure_ascii=False, indent=2)}\n".encode())
    return 0
