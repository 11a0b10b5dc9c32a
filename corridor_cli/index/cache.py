"""Files of indexes: where they are, whether they are current, and how they are written.

For any directory but the program's own facts there is one file under the user's cache directory,
built anew when a fact file or the code that makes the index has changed. YAML is read only when
an index is built.
"""

import os
import re
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from corridor_cli.index.opening import connect
from corridor_cli.model.errors import FactsError
from corridor_cli.reading.files import PACKAGE, Files, default_facts, fact_files, read_files

#: Windows does not replace a file that is open.
_REPLACES_OPEN = os.name != "nt"
#: The coarsest step of file times, in nanoseconds. A file that changed so shortly before the build
#: may change again with the same time, so its content is compared too.
_RACY_NS = 2_000_000_000
#: The most files in the cache directory: more than one person has fact directories.
_MOST_FILES = 24
#: The ending of an index that is being written, and the names of all files of the cache.
_DRAFT = ".new"
_CACHE_NAME = rf"[0-9a-f]{{24}}\.db(?:\.\w+{re.escape(_DRAFT)})?"
#: Seconds after which the writer of a draft must have stopped.
_ABANDONED = 60
#: The layers whose code decides what an index contains; a change in them makes indexes outdated.
SHAPING = ("model", "reading", "index")


def opened(chosen: Path | None, environ: Mapping[str, str]) -> sqlite3.Connection:
    """Open the index of a fact directory, by default the program's own. Raises FactsError."""
    directory = chosen or default_facts()
    cache = _cache_file(directory, environ)
    connection = connect(cache) if cache and cache.is_file() else None
    if cache and connection:
        if _is_current(connection, directory, cache):
            return connection
        connection.close()
    return _rebuild(directory, cache)


def rebuilt(chosen: Path | None, environ: Mapping[str, str]) -> sqlite3.Connection:
    """Build the index of the same directory anew, in place of a damaged one. Raises FactsError."""
    directory = chosen or default_facts()
    return _rebuild(directory, _cache_file(directory, environ))


def open_export(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open a database that `corridor export` has written, for reading. Raises FactsError."""
    connection = None
    try:
        address = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
        connection.execute("SELECT id, sources, locators FROM statements LIMIT 1").fetchone()
        connection.execute("SELECT value FROM about").fetchone()
    except sqlite3.Error as error:
        if connection:
            connection.close()
        raise FactsError(
            f"{path} is no database that corridor has exported",
            str(path),
            hint="corridor export FILE.db writes one",
        ) from error
    return connection


def _cache_file(directory: Path, environ: Mapping[str, str]) -> Path | None:
    """The file for the index of a fact directory; None if the user has no cache directory."""
    from hashlib import sha256

    home = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):
        base = environ.get("HOME") or environ.get("LOCALAPPDATA") or ""
        if not os.path.isabs(base):
            return None
        home = os.path.join(base, ".cache")
    paths = f"{os.path.realpath(PACKAGE)}\0{os.path.realpath(directory)}"
    name = sha256(paths.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return Path(home, "corridor", f"{name}.db")


# --- changes of files


def _stamp(path: Path) -> str:
    """Size, times and inode of a file: a change of the file changes one of them."""
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _changed_ns(stamp: str) -> int:
    """The time of the last change in a stamp, in nanoseconds since 1970."""
    _, *times, _ = map(int, stamp.split())
    return max(times)


def _shaping_files() -> list[Path]:
    files = (path for layer in SHAPING for path in (PACKAGE / layer).rglob("*"))
    return sorted(path for path in files if path.suffix in (".py", ".sql"))


def _inputs(directory: Path) -> dict[str, Path]:
    """The files that an index depends on, by name: fact files and the program's code."""
    return fact_files(directory) | {str(path): path for path in _shaping_files()}


def _is_current(connection: sqlite3.Connection, directory: Path, cache: Path) -> bool:
    """Whether the files have not changed since the index was made from them."""
    try:
        stamps = dict(connection.execute("SELECT name, stamp FROM _input"))
        racy = dict(connection.execute("SELECT name, hash FROM _input WHERE hash IS NOT NULL"))
    except sqlite3.Error:
        return False
    try:
        inputs = _inputs(directory)
        if stamps.keys() != inputs.keys() or any(
            stamps[name] != _stamp(path) for name, path in inputs.items()
        ):
            return False
        if any(digest != _digest(inputs[name].read_bytes()) for name, digest in racy.items()):
            return False
    except (OSError, FactsError):
        return False  # the new build reports the problem
    if racy and _REPLACES_OPEN:
        _settle(connection, cache)
    return True


def _settle(connection: sqlite3.Connection, cache: Path) -> None:
    """Write the index without hashes once its files are so old that their times suffice."""
    stamps = connection.execute("SELECT stamp FROM _input WHERE hash IS NOT NULL")
    if all(time.time_ns() - _changed_ns(stamp) > _RACY_NS for (stamp,) in stamps):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as settled:
            connection.backup(settled)
            settled.execute("UPDATE _input SET hash = NULL")
            _write_cache(settled, cache)


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


# --- building


def built(directory: Path, files: Files | None = None) -> sqlite3.Connection:
    """Build an index of a fact directory in memory. Raises FactsError with every problem."""
    from corridor_cli.index.build import build
    from corridor_cli.model.problems import counted

    connection, problems = build(read_files(directory) if files is None else files)
    if connection is None:
        message = f"the fact files cannot be used: {counted(len(problems), 'problem')}"
        raise FactsError(message, str(directory), problems)
    return connection


def _rebuild(directory: Path, cache: Path | None) -> sqlite3.Connection:
    started = time.time_ns()
    stamps = {}
    for name, path in _inputs(directory).items():
        with suppress(OSError):  # the build below reports an unreadable file
            stamps[name] = _stamp(path)
    files = read_files(directory)
    connection = built(directory, files)
    rows = []
    for name, stamp in stamps.items():
        data = files.get(name)
        racy = started - _changed_ns(stamp) < _RACY_NS
        rows.append((name, stamp, _digest(data) if racy and isinstance(data, bytes) else None))
    connection.execute("CREATE TABLE _input (name TEXT NOT NULL, stamp TEXT NOT NULL, hash TEXT)")
    connection.executemany("INSERT INTO _input VALUES (?, ?, ?)", rows)
    if cache:
        _write_cache(connection, cache)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _write_cache(connection: sqlite3.Connection, cache: Path) -> None:
    """Write the whole index for the next call; a failure is no error and leaves the old file."""
    import tempfile

    draft = None
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        _remove_old(cache.parent)
        handle, name = tempfile.mkstemp(dir=cache.parent, prefix=f"{cache.name}.", suffix=_DRAFT)
        os.close(handle)
        draft = Path(name)
        save(connection, draft)
        if cache.is_dir():
            cache.rmdir()
        os.replace(draft, cache)
    except (OSError, sqlite3.Error):
        if draft:
            with suppress(OSError):
                draft.unlink()


def _remove_old(folder: Path) -> None:
    """Remove drafts whose writers were killed, and all but the newest indexes."""
    files = (path for path in folder.iterdir() if re.fullmatch(_CACHE_NAME, path.name))
    newest = sorted(((p.stat().st_mtime, p) for p in files if p.is_file()), reverse=True)
    for number, (written, path) in enumerate(newest, start=1):
        abandoned = path.name.endswith(_DRAFT) and abs(time.time() - written) > _ABANDONED
        if number >= _MOST_FILES or abandoned:
            with suppress(OSError):
                path.unlink()


def save(connection: sqlite3.Connection, path: Path) -> None:
    """Write an index to a file, over an old one. Raises OSError or sqlite3.Error."""
    connection.execute("VACUUM")
    with path.open("wb") as file:
        file.write(connection.serialize())
        file.flush()
        os.fsync(file.fileno())
