"""The files of a fact directory: their names and their bytes."""

import os
import stat
from pathlib import Path
from typing import TypeAlias

from corridor_cli.model.errors import FactsError

#: The bytes of fact files by their names below the fact directory, or why a file cannot be read.
Files: TypeAlias = dict[str, bytes | OSError]
#: The most bytes of one file.
MAX_BYTES = 2_000_000


def fact_files(directory: Path) -> list[str]:
    """The names of a directory's YAML files, with `/` between parts, sorted. FactsError if it cannot be listed."""
    if not directory.is_dir():
        wrong = "is not a directory" if directory.exists() else "does not exist"
        raise FactsError(
            f"the fact directory {directory} {wrong}",
            str(directory),
            hint="--facts names a directory of fact files",
        )
    if not any((directory / name).exists() for name in ("about.yaml", "countries.yaml")):
        raise FactsError(f"{directory} is no fact directory: it has no about.yaml", str(directory))
    found: list[str] = []
    seen = {os.path.realpath(directory)}
    for folder, folders, files in os.walk(directory, onerror=_cannot_list, followlinks=True):
        # a folder is read once, however many links lead to it, or round in a loop
        real = {name: os.path.realpath(os.path.join(folder, name)) for name in sorted(folders)}
        base = os.path.relpath(folder, directory)
        # a folder that is called like a fact file is told as one that cannot be read
        wanted = [
            name
            for name in (*files, *folders)
            if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        ]
        folders[:] = [
            name
            for name, path in real.items()
            if not name.startswith(".") and name not in wanted and path not in seen
        ]
        seen.update(real.values())
        for name in (*folders, *files):
            if not name.isprintable():
                raise FactsError(
                    f"a file name in {folder} is not plain text: {name!r}", str(directory)
                )
        found += [name if base == "." else f"{base}/{name}".replace(os.sep, "/") for name in wanted]
    return sorted(found)


def _cannot_list(error: OSError) -> None:
    raise FactsError(f"cannot list the fact directory: {error}", str(error.filename))


def read_files(directory: Path) -> Files:
    """The fact files' bytes by name, or why one cannot be read. Raises FactsError if it is no fact directory."""
    return {name: _contents(directory / name) for name in fact_files(directory)}


def _contents(path: Path) -> bytes | OSError:
    """A file's bytes, no more of them than tell that it is too large; or why it cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return OSError("it is no file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return error
