"""`corridor init`."""

import shlex
from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.errors import UsageError
from corridor_cli.files import write_folder
from corridor_cli.options import Argument, Known
from corridor_cli.template import template

EXAMPLES = ("corridor init my-corridor",)


def init(
    call: Call,
    directory: Annotated[
        str, Argument(metavar="DIR", text="A directory that is new or empty.", takes=Known.PATH)
    ],
) -> int:
    """The examples answer at once: corridor timeline --facts DIR."""
    if call.options.output is not None:
        raise UsageError("init writes a directory, not a file", "corridor init DIR")
    files = template(directory)
    write_folder(directory, files, replaces={})
    command = f"corridor timeline --facts {shlex.quote(directory)}"
    call.note(f"{len(files)} files written to {directory}; the examples in them answer: {command}")
    return 0
