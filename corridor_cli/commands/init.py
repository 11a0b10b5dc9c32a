"""`corridor init`."""

import json
import shlex
from pathlib import Path
from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.files import write_folder
from corridor_cli.model.errors import UsageError
from corridor_cli.model.names import one_line
from corridor_cli.options import Argument, Known
from corridor_cli.reading import schemas

EXAMPLES = (
    "corridor init my-corridor",
    "corridor check my-corridor",
    "corridor members --facts my-corridor",
)

#: The annotated fact files that are copied: the facts of an invented corridor.
_EXAMPLES = Path(__file__).parent.parent / "examples"
_DIRECTORY = Argument(metavar="DIR", text="A directory that is new or empty.", takes=Known.PATH)


def init(call: Call, directory: Annotated[str, _DIRECTORY]) -> int:
    """The examples in the files can be queried at once: corridor timeline --facts DIR."""
    if call.options.output is not None:
        raise UsageError("init writes a directory, not a file", "corridor init DIR")
    texts = {
        path.relative_to(_EXAMPLES).as_posix(): path.read_text("utf-8")
        for path in (_EXAMPLES / "README.md", *_EXAMPLES.rglob("*.yaml"))
    }
    texts["README.md"] = texts["README.md"].replace("{directory}", one_line(shlex.quote(directory)))
    for name in schemas.files():
        schema = json.dumps(schemas.schema(name), ensure_ascii=False, indent=2)
        texts[f"schemas/{name}.json"] = f"{schema}\n"
    write_folder(directory, {file: text.encode() for file, text in texts.items()}, replaces={})
    command = f"corridor timeline --facts {shlex.quote(directory)}"
    call.note(f"{len(texts)} files written to {directory}; to query the examples: {command}")
    return 0
