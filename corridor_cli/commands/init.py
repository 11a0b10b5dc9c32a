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

EXAMPLES = ("corridor init my-corridor",)

#: The annotated fact files that are copied: a whole fact base of a corridor that is made up.
_FOLDER = Path(__file__).parent.parent / "examples"


def init(
    call: Call,
    directory: Annotated[
        str, Argument(metavar="DIR", text="A directory that is new or empty.", takes=Known.PATH)
    ],
) -> int:
    """The examples answer at once: corridor timeline --facts DIR."""
    if call.options.output is not None:
        raise UsageError("init writes a directory, not a file", "corridor init DIR")
    texts = {
        path.relative_to(_FOLDER).as_posix(): path.read_text("utf-8")
        for path in (_FOLDER / "README.md", *_FOLDER.rglob("*.yaml"))
    }
    texts["README.md"] = texts["README.md"].replace("{directory}", one_line(shlex.quote(directory)))
    for name in schemas.files():
        schema = json.dumps(schemas.schema(name), ensure_ascii=False, indent=2)
        texts[f"schemas/{name}.json"] = f"{schema}\n"
    write_folder(directory, {file: text.encode() for file, text in texts.items()}, replaces={})
    command = f"corridor timeline --facts {shlex.quote(directory)}"
    call.note(f"{len(texts)} files written to {directory}; the examples in them answer: {command}")
    return 0
