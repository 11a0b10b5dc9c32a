"""Writing of files and directories, whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path

from corridor_cli.model.errors import UsageError, WriteError
from corridor_cli.reading.files import adds_to_own, default_facts

#: Names of hidden files, and of files that file managers make.
_IGNORED = (".*", "Thumbs.db", "desktop.ini")


def seen_from_here(directory: str, file: str) -> str:
    """A fact file's path; relative if the file is below the current directory.

    The file may be one of corridor's own, to which the directory adds.
    """
    if not file.startswith("./") and adds_to_own(Path(directory)):
        directory = str(default_facts())
    path = os.path.join(directory, file)
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current directory is gone, or on another drive
        return path
    return path if relative.startswith("..") else relative


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all. Raises WriteError.

    A pipe, a device, and the file of stdout or stderr are written in place.
    """
    try:
        descriptor = _standard_stream(path)
        if descriptor is not None:
            with open(os.dup(descriptor), "wb") as stream:
                stream.write(data)
        elif os.path.exists(path) and not os.path.isfile(path):
            Path(path).write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error


def _standard_stream(path: str) -> int | None:
    """The descriptor of stdout or stderr if it writes to this file, else None."""
    for descriptor in (1, 2):
        with suppress(OSError):  # there is no such file, or the stream is closed
            if os.path.samestat(os.stat(path), os.fstat(descriptor)):
                return descriptor
    return None


def _draft(target: Path) -> Path:
    """A new path in the directory of the target."""
    return target.parent / f".corridor-draft-{os.urandom(8).hex()}"


def _replace(target: Path, data: bytes) -> None:
    """Write a draft and rename it; an existing file keeps its mode."""
    draft = _draft(target)
    try:
        with draft.open("xb") as file:
            if target.exists():
                shutil.copymode(target, draft)
            file.write(data)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def write_folder(path: str, files: Mapping[str, bytes], replaces: Mapping[str, str]) -> None:
    """Write a directory whole or not at all; `files` are their bytes by paths in the directory.

    An existing directory may only have files of `replaces`, which maps paths to SHA-256 digests,
    and files that file managers make, which stay. Raises UsageError for other files and for edited
    ones, WriteError if the directory cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
    except OSError as error:  # the current directory is gone
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
    new, old = _draft(target), _draft(target)
    try:
        exists = target.exists()
        ignored, old_files = _contents(path, target, replaces) if exists else ([], [])
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(data)
        if exists and not old_files:  # it may be the current directory
            for name in files:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).rename(target / name)
            return
        if exists:
            shutil.copymode(target, new)
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if exists:
                old.rename(target)
            raise
        for name in ignored:
            os.renames(old / name, target / name)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _contents(path: str, target: Path, replaces: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The paths of ignored files and of files to be replaced. Raises UsageError for other files."""
    from hashlib import sha256

    if not target.is_dir():
        raise NotADirectoryError(ENOTDIR, "it is a file, not a directory")
    ignored, old_files = [], []
    for file in _files(target):
        name = file.relative_to(target).as_posix()
        if _is_ignored(file):
            ignored.append(name)
        elif name in replaces and sha256(file.read_bytes()).hexdigest() == replaces[name]:
            old_files.append(name)
        else:
            which = "an edited" if name in replaces else "another"
            raise UsageError(
                f"{path} holds {which} file: {name}", "name a directory that is new or empty"
            )
    if old_files and Path.cwd().is_relative_to(target):
        raise UsageError(
            f"{path} cannot be replaced while it holds the current directory",
            "name a directory that is new, or change to another one first",
        )
    return ignored, old_files


def _files(folder: Path) -> Iterator[Path]:
    """The files in a directory and below it; an ignored directory counts as a file."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and not _is_ignored(path):
            yield from _files(path)
        else:
            yield path


def _is_ignored(path: Path) -> bool:
    return any(map(path.match, _IGNORED))
