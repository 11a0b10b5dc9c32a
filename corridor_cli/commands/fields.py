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

_KIND = "A command or a kind of fact."
_SCHEMA = "The JSON Schema of the fact files of this kind."


def fields(
    call: RowCall,
    kind: Annotated[str | None, Argument(metavar="[KIND]", text=_KIND, takes=Known.KIND)] = None,
    schema: Annotated[bool, filter_option("--schema", _SCHEMA)] = False,
) -> int:
    """A column belongs to an answer, a field to a fact file."""
    if not schema:
        return emit(call, dictionary(kind))
    from corridor_cli.reading import schemas

    if kind is None:
        known = ", ".join(schemas.files())
        raise UsageError("--schema needs a kind of fact file", f"one of {known}")
    call.write(f"{json.dumps(schemas.schema(kind), ensure_ascii=False, indent=2)}\n".encode())
    return 0
