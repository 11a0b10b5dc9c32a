"""Files and directories that are written whole or not at all."""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import ENOTDIR, EPERM
from typing import NamedTuple

from corridor_cli.errors import PipeClosedError, UsageError, WriteError
from corridor_cli.world import write_all

#: The paths of open files, of this process if none is named.
_DESCRIPTOR = re.compile(
    r"/(?:dev|proc/(?P<process>[0-9]+)(?:/task/[0-9]+)?)/fd/(?P<descriptor>[0-9]{1,9})"
)
#: How many links are followed, as on Linux.
_MOST_LINKS = 40
#: How files and directories are called that are not whole yet, and for how many seconds one is written to at most.
_DRAFT = re.compile(r"\.corridor-draft-[0-9a-f]{16}")
_LONGEST = 3600
#: What Finder leaves in each directory that it shows.
_FINDERS = ".DS_Store"
#: How many files an error names.
_NAMED = 3


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
        with open(
            where,
            "ab" if isinstance(found, str) else "wb",
            buffering=0,
            closefd=isinstance(where, str),
        ) as sink:
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
            return (
                int(found["descriptor"]) if found["process"] in (None, str(os.getpid())) else link
            )
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


def write_folder(
    path: str, files: Mapping[str, bytes], replaces: Mapping[str, str] | None = None
) -> None:
    """Write a directory whole or not at all; `files` are its files by their paths in it, first the one that tells of the rest.

    One that is there may hold nothing but what it `replaces`: files by their paths in it, with the SHA-256 of each.
    Raises UsageError if it holds others, or one that was edited, WriteError if it cannot be written.

    All is written into a draft beside the directory, which then takes its place. Where the directory has to stay, as the
    current one or a mounted one, the draft is in it, and its files are renamed one by one. An error puts all back. Only a
    process that is killed between two renamings leaves neither the old nor the new one but nothing, or some of the files,
    each of them whole, and the first, which tells of them; that can be replaced. What Finder leaves there is passed over,
    and so are drafts; dead ones are removed.
    """
    target = os.path.realpath(path)
    parent = os.path.dirname(target)
    made: list[str] = []
    try:
        for folder in (parent, target):
            _remove_dead_drafts(folder)
        is_new = not os.path.lexists(target)
        folders = _folders({*files, *(replaces or ())})

        def looked_into(directory: str) -> _Held:
            held = _held(directory, folders)
            _refuse_others(path, directory, held, replaces or {})
            return held

        held = _Held(set(), set(), False) if is_new else looked_into(target)
        made = _missing(parent)
        if made:
            os.makedirs(parent)
        if is_new or not (held.passed_over or os.path.ismount(target) or _is_current(target)):
            try:
                with _draft(parent, files, path) as draft:
                    if is_new:
                        os.rename(os.path.join(draft, "new"), target)
                    else:
                        _swap(draft, target, looked_into)
            except OSError:
                if is_new:
                    raise
            else:
                return
        with _draft(target, files, path) as draft:
            former = _folders(replaces or ()) - _folders(files)
            _swap_files(draft, target, held.files, list(files), former)
    except BaseException as error:
        for folder in made:
            with suppress(OSError):
                os.rmdir(folder)
        if isinstance(error, OSError):
            raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
        raise


def _missing(folder: str) -> list[str]:
    """The folders that are not there, from one upwards."""
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    return missing


class _Held(NamedTuple):
    """What a directory holds: files, others that are none or not to be looked into, and whether something is to stay there."""

    files: set[str]
    others: set[str]
    passed_over: bool


def _held(directory: str, folders: Collection[str]) -> _Held:
    """What is in a directory and those of its `folders`, by paths with `/`. Raises OSError if it is none."""
    if not os.path.isdir(directory):
        raise NotADirectoryError(ENOTDIR, "it is a file, not a directory")
    files, others, passed_over, waiting = set(), set(), False, [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(os.path.join(directory, inside)) as entries:
            for entry in entries:
                name = f"{inside}{entry.name}"
                if _DRAFT.fullmatch(entry.name) or (entry.name == _FINDERS and not entry.is_dir()):
                    passed_over = True
                elif entry.is_dir(follow_symlinks=False):
                    if name in folders:
                        waiting.append(f"{name}/")
                    else:
                        others.add(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    files.add(name)
                else:
                    others.add(name)
    return _Held(files, others, passed_over)


def _refuse_others(path: str, target: str, held: _Held, replaces: Mapping[str, str]) -> None:
    """Raises UsageError for what a directory holds beside the files that may be replaced, and for those that were edited."""
    from hashlib import file_digest

    others = sorted(held.others | (held.files - set(replaces)))
    if others:
        raise UsageError(
            f"{path} holds other files: {_first(others)}", "name a directory that is new or empty"
        )
    edited = []
    for name in sorted(held.files):
        with open(os.path.join(target, name), "rb") as file:
            if file_digest(file, "sha256").hexdigest() != replaces[name]:
                edited.append(name)
    if edited:
        raise UsageError(
            f"{path} holds edited files: {_first(edited)}",
            "move them away, or name a directory that is new or empty",
        )


def _first(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (
        f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    )


def _folders(names: Collection[str]) -> set[str]:
    """The folders that files are in, by the files' paths."""
    return {name[:end] for name in names for end, letter in enumerate(name) if letter == "/"}


def _is_current(directory: str) -> bool:
    """Whether the current directory is this one or in it."""
    try:
        return os.path.commonpath([os.path.realpath(os.curdir), directory]) == directory
    except (OSError, ValueError):  # it is gone, or on another drive
        return False


@contextmanager
def _draft(folder: str, files: Mapping[str, bytes], path: str) -> Iterator[str]:
    """A directory in a folder, with `new` in it that holds the files, and room for what is `old`; it is removed in the end."""
    import shutil

    draft = os.path.join(folder, _draft_name())
    os.mkdir(draft)
    try:
        for name, data in files.items():
            file = os.path.join(draft, "new", name)
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "xb", buffering=0) as sink:
                write_all(sink, data, path)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: str, target: str, look_into: Callable[[str], object]) -> None:
    """Put a draft where a directory is, and look once more into that one, which somebody may have written to meanwhile.

    Raises OSError where the directory cannot be renamed, or would be another user's.
    """
    import shutil

    new, old = os.path.join(draft, "new"), os.path.join(draft, "old")
    owners = [(status.st_uid, status.st_gid) for status in (os.stat(new), os.stat(target))]
    if owners[0] != owners[1]:
        raise PermissionError(EPERM, os.strerror(EPERM))
    shutil.copystat(target, new)
    os.utime(new)
    os.rename(target, old)
    try:
        look_into(old)
        os.rename(new, target)
    except BaseException:
        os.rename(old, target)
        raise


def _swap_files(
    draft: str, target: str, there: Collection[str], files: Sequence[str], former: Collection[str]
) -> None:
    """Put the files of a draft where others are: the first, which tells of the rest, goes last and comes first.

    Folders that are no longer used, the `former`, are removed where they are empty.
    """
    missing = [
        folder for folder in _folders(files) if not os.path.isdir(os.path.join(target, folder))
    ]
    renamed: list[tuple[str, str]] = []

    def rename(name: str, source: str, goal: str) -> None:
        before, after = os.path.join(source, name), os.path.join(goal, name)
        os.makedirs(os.path.dirname(after), exist_ok=True)
        os.rename(before, after)
        renamed.append((before, after))

    old, new = os.path.join(draft, "old"), os.path.join(draft, "new")

    try:
        for name in sorted(set(there) - {files[0]}):
            rename(name, target, old)
        _remove_empty(target, former)
        for name in {files[0]} & set(there):
            rename(name, target, old)
        for name in files:
            rename(name, new, target)
    except BaseException:
        for before, after in reversed(renamed):
            os.makedirs(os.path.dirname(before), exist_ok=True)
            os.rename(after, before)
        _remove_empty(target, missing)
        raise


def _remove_empty(directory: str, folders: Collection[str]) -> None:
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):
            os.rmdir(os.path.join(directory, folder))


def _remove_dead_drafts(folder: str) -> None:
    """Remove the drafts that nobody can be writing to any more."""
    import shutil
    import time

    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if (
                _DRAFT.fullmatch(entry.name)
                and time.time() - entry.stat(follow_symlinks=False).st_mtime > _LONGEST
            ):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)
