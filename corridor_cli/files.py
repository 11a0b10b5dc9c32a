"""Files and directories that are written whole or not at all."""

import os
import stat
from collections.abc import Collection, Mapping
from errno import ENOTDIR

from corridor_cli.errors import PipeClosedError, UsageError, WriteError
from corridor_cli.world import write_all


def seen_from_here(directory: str, file: str) -> str:
    """A file's path, short where its directory lies below the current one."""
    path = os.path.join(directory, file)
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current directory is gone, or on another drive
        return path
    return path if relative.startswith("..") else relative


def write_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all; devices and pipes are written to as they are. Raises WriteError."""
    import tempfile  # costs more than the rest of a short call

    try:
        mode = os.stat(path).st_mode if os.path.exists(path) else None
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "wb", buffering=0) as sink:
                write_all(sink, data, path)
            return
        target = os.path.realpath(path)
        try:
            handle, draft = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".corridor-")
        except PermissionError:
            if mode is None:
                raise
            # the file may be written, but nothing beside it
            with open(target, "wb", buffering=0) as sink:
                write_all(sink, data, path)
            return
        try:
            with open(handle, "wb", buffering=0) as sink:
                write_all(sink, data, path)
            umask = os.umask(0)  # it can only be read by setting it
            os.umask(umask)
            os.chmod(draft, stat.S_IMODE(mode) if mode is not None else 0o666 & ~umask)
            os.replace(draft, target)
        except BaseException:
            os.unlink(draft)
            raise
    except PipeClosedError as error:
        raise WriteError(f"cannot write to {path}: its reader went away") from error
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error


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
