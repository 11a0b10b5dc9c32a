"""Files and directories that are written whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from errno import ENOTDIR
from pathlib import Path

from corridor_cli.model.errors import UsageError, WriteError

#: Names of hidden files and of others that file managers leave in a directory.
_PASSED_OVER = (".*", "Thumbs.db", "desktop.ini")


def seen_from_here(directory: str, file: str) -> str:
    """A file's path, short where its directory lies below the current one."""
    path = os.path.join(directory, file)
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current directory is gone, or on another drive
        return path
    return path if relative.startswith("..") else relative


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all. Raises WriteError.

    A pipe, a device, and a file that stdout or stderr goes to are written as they are.
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
    """The descriptor of stdout or stderr if it goes to this file; None if neither does."""
    for descriptor in (1, 2):
        with suppress(OSError):  # there is no such file, or the stream is closed
            if os.path.samestat(os.stat(path), os.fstat(descriptor)):
                return descriptor
    return None


def _draft(target: Path) -> Path:
    """A new path beside another one."""
    return target.parent / f".corridor-draft-{os.urandom(8).hex()}"


def _replace(target: Path, data: bytes) -> None:
    """Write a draft and rename it; the mode of a file that is there is kept."""
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
    """Write a directory whole or not at all; `files` are its files by their paths in it.

    A directory that is there may hold only files that it `replaces`, each with its SHA-256, and
    what file managers leave, which is kept. Raises UsageError if it holds others, or a file that
    was edited, WriteError if it cannot be written.
    """
    target = Path(os.path.realpath(path))
    new, old = _draft(target), _draft(target)
    try:
        is_there = target.exists()
        kept, replaced = _held(path, target, replaces) if is_there else ([], [])
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(data)
        if is_there and not replaced:  # nothing can be lost, and it may be the current directory
            for name in files:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).rename(target / name)
            return
        if is_there:
            shutil.copymode(target, new)
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if is_there:
                old.rename(target)
            raise
        for name in kept:
            os.renames(old / name, target / name)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _held(path: str, target: Path, replaces: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What a directory holds, by paths in it: what is kept, and what is replaced.

    Raises UsageError if it may not be replaced.
    """
    from hashlib import sha256

    if not target.is_dir():
        raise NotADirectoryError(ENOTDIR, "it is a file, not a directory")
    kept, replaced = [], []
    for file in _files(target):
        name = file.relative_to(target).as_posix()
        if _is_passed_over(file):
            kept.append(name)
        elif name in replaces and sha256(file.read_bytes()).hexdigest() == replaces[name]:
            replaced.append(name)
        else:
            which = "an edited" if name in replaces else "another"
            raise UsageError(
                f"{path} holds {which} file: {name}", "name a directory that is new or empty"
            )
    if replaced and Path.cwd().is_relative_to(target):
        raise UsageError(
            f"{path} cannot be replaced while it holds the current directory",
            "name a directory that is new, or change to another one first",
        )
    return kept, replaced


def _files(folder: Path) -> Iterator[Path]:
    """The files in a directory and below it, and the directories that are passed over."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and not _is_passed_over(path):
            yield from _files(path)
        else:
            yield path


def _is_passed_over(path: Path) -> bool:
    return any(map(path.match, _PASSED_OVER))
