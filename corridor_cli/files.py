"""Files and directories that are written whole or not at all."""

import os
import re
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from errno import ENOTDIR

from corridor_cli.errors import PipeClosedError, UsageError, WriteError
from corridor_cli.world import write_all

#: The paths of open files, of this process if none is named.
_DESCRIPTOR = re.compile(r"/(?:dev|proc/(?P<process>\d+)(?:/task/\d+)?)/fd/(?P<descriptor>\d+)")
#: How many links are followed, as on Linux.
_MOST_LINKS = 40


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

    Devices and pipes are written to as they are, and so is a file that stdout or stderr goes to, or that is named by
    a descriptor: whoever opened it goes on writing behind the data.
    """
    try:
        found = _opened(path)
        mode = os.stat(path).st_mode if os.path.exists(path) else None
        if found is None and (mode is None or stat.S_ISREG(mode)):
            _replace(path, mode, data)
            return
        where = path if found is None else found
        with open(where, "ab" if isinstance(found, str) else "wb", buffering=0, closefd=isinstance(where, str)) as sink:
            write_all(sink, data, path)
    except PipeClosedError as error:
        raise WriteError(f"cannot write to {path}: its reader went away") from error
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error


def _replace(path: str, mode: int | None, data: bytes) -> None:
    """Put a file where none is, or one of this mode."""
    target = os.path.realpath(path)
    draft = os.path.join(os.path.dirname(target), _draft_name())
    try:
        sink = open(draft, "xb", buffering=0)  # noqa: SIM115 - it is closed below
    except PermissionError:
        if mode is None:
            raise
        # the file may be written, but nothing beside it
        with open(target, "wb", buffering=0) as there:
            write_all(there, data, path)
        return
    try:
        with sink:
            if mode is not None:
                os.chmod(draft, stat.S_IMODE(mode))
            write_all(sink, data, path)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def _opened(path: str) -> int | str | None:
    """What is open already where a path leads: a descriptor of this process, or the path of another's; None if nothing is."""
    link = path
    for _ in range(_MOST_LINKS):
        link = os.path.join(os.path.realpath(os.path.dirname(link)), os.path.basename(link))
        if found := _DESCRIPTOR.fullmatch(link):
            return int(found["descriptor"]) if found["process"] in (None, str(os.getpid())) else link
        if not os.path.islink(link):
            break
        link = os.path.join(os.path.dirname(link), os.readlink(link))
    for descriptor in (1, 2):
        with suppress(OSError):  # it is closed, or nothing is there
            if os.path.samestat(os.stat(path), os.fstat(descriptor)):
                return descriptor
    return None


def _draft_name() -> str:
    return f".corridor-draft-{os.urandom(8).hex()}"


def write_folder(path: str, files: Mapping[str, bytes], replaces: Collection[str] = ()) -> None:
    """Write a directory whole or not at all; `files` are its files by their paths in it.

    An existing one is replaced if it holds nothing but files called like one of `replaces`. Raises
    UsageError if it holds others, WriteError if it cannot be written.
    """
    import shutil
    import tempfile

    target = os.path.realpath(path)
    is_new = not os.path.lexists(target)
    try:
        there = set() if is_new else _files_in(target)
        others = sorted(there - set(replaces))
        if others:
            raise UsageError(f"{path} holds other files: {', '.join(others[:3])}", "name a directory that is new or empty")
        os.makedirs(target, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".corridor-") as draft:
            for name, data in files.items():
                file = os.path.join(draft, name)
                os.makedirs(os.path.dirname(file), exist_ok=True)
                with open(file, "wb", buffering=0) as sink:
                    write_all(sink, data, name)
            # all is written; from here on there are only renamings
            for name in files:
                os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
                os.replace(os.path.join(draft, name), os.path.join(target, name))
        for name in there - set(files):
            os.unlink(os.path.join(target, name))
    except BaseException as error:
        if is_new:
            shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, WriteError):
            raise WriteError(f"cannot write to {path}: {error.message.rpartition(': ')[2]}") from error
        if isinstance(error, OSError):
            raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
        raise


def _files_in(directory: str) -> set[str]:
    """The paths of a directory's files below it, with `/` between parts. Raises OSError if it is none."""
    if not os.path.isdir(directory):
        raise NotADirectoryError(ENOTDIR, "it is a file, not a directory")
    walked = os.walk(directory, onerror=_raise)
    return {
        os.path.relpath(os.path.join(folder, name), directory).replace(os.sep, "/")
        for folder, _, names in walked
        for name in names
    }


def _raise(error: OSError) -> None:
    raise error
