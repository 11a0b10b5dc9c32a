"""The files of a fact directory: their names and bytes."""

import os
import stat
from pathlib import Path
from typing import TypeAlias

from corridor_cli.model.errors import FactsError

#: The bytes of each fact file by its name below the fact directory, or the error of reading it.
Files: TypeAlias = dict[str, bytes | OSError]
#: The most bytes of one file.
MAX_BYTES = 2_000_000
#: The most files, and the most bytes of all files together: some twenty times the corridor's own.
MAX_FILES = 10_000
MAX_ALL_BYTES = 50_000_000


PACKAGE = Path(__file__).parent.parent
_RIGHT = "is it the right directory?"
#: What every fact base has.
_NEEDED = ("about.yaml", "countries.yaml")


def default_facts() -> Path:
    """The directory of the program's own facts: in the wheel, else in the checkout."""
    inside = PACKAGE / "facts"
    return inside if inside.is_dir() else PACKAGE.parent / "facts"


def adds_to_own(directory: Path) -> bool:
    """Whether a directory holds additions to the program's own facts, and no fact base."""
    needed = any((directory / name).exists() for name in _NEEDED)
    return not needed and (directory / "sources").is_dir()


def fact_files(directory: Path) -> dict[str, Path]:
    """The YAML files of a fact directory by name, with `/`, sorted. Raises FactsError.

    A directory with documents in `sources/`, but without about.yaml, adds to the program's own
    facts: their files come first, and its own are called `./NAME`.
    """
    try:
        is_directory = directory.is_dir()
    except (OSError, ValueError) as error:  # a name that no file can have
        message = f"the fact directory cannot be read: {getattr(error, 'strerror', error)}"
        raise FactsError(message, str(directory)) from error
    if not is_directory:
        wrong = "is not a directory" if directory.exists() else "does not exist"
        raise FactsError(
            f"the fact directory {directory} {wrong}",
            str(directory),
            hint="--facts names a directory of fact files",
        )
    adds = adds_to_own(directory)
    if not adds and not any((directory / name).exists() for name in _NEEDED):
        raise FactsError(f"{directory} is no fact directory: it has no about.yaml", str(directory))
    fact_names: list[str] = []
    seen = {os.path.realpath(directory)}
    for folder, folders, files in os.walk(directory, onerror=_cannot_list, followlinks=True):
        # links may lead to a folder twice, or in a loop; it is read once
        real = {name: os.path.realpath(os.path.join(folder, name)) for name in sorted(folders)}
        base = os.path.relpath(folder, directory)
        # a folder with the name of a fact file counts as a file that cannot be read
        yaml = [
            name
            for name in (*files, *folders)
            if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")
        ]
        folders[:] = [
            name
            for name, path in real.items()
            if not name.startswith(".") and name not in yaml and path not in seen
        ]
        seen.update(real.values())
        for name in (*folders, *files):
            if not name.isprintable():
                raise FactsError(
                    f"a file name in {folder} is not plain text: {name!r}", str(directory)
                )
        fact_names += [
            name if base == "." else f"{base}/{name}".replace(os.sep, "/") for name in yaml
        ]
        if len(fact_names) > MAX_FILES:
            message = f"{directory} has more than {MAX_FILES} fact files"
            raise FactsError(message, str(directory), hint=_RIGHT)
    if adds:
        own = {f"./{name}": directory / name for name in sorted(fact_names)}
        return fact_files(default_facts()) | own
    return {name: directory / name for name in sorted(fact_names)}


def _cannot_list(error: OSError) -> None:
    raise FactsError(f"cannot list the fact directory: {error}", str(error.filename))


def read_files(directory: Path) -> Files:
    """The bytes of each fact file, or the error of reading it. Raises FactsError."""
    files: Files = {}
    size = 0
    for name, path in fact_files(directory).items():
        files[name] = data = _contents(path)
        size += len(data) if isinstance(data, bytes) else 0
        if size > MAX_ALL_BYTES:
            message = f"the fact files in {directory} have more than {MAX_ALL_BYTES} bytes together"
            raise FactsError(message, str(directory), hint=_RIGHT)
    return files


def _contents(path: Path) -> bytes | OSError:
    """The bytes of a file, at most one more than MAX_BYTES; or the error of reading it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return OSError("it is not a file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return error
