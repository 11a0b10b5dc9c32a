"""Where the index is, and whether it still answers for the fact files.

The packaged facts have theirs in the wheel. For any other directory there is one file under the
user's cache home, rebuilt whole whenever a fact file, or the code that shapes the index, changed.
Nothing here reads YAML unless an index has to be built.
"""

import json
import os
import re
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from corridor_cli.model.errors import FactsError
from corridor_cli.reading.files import Files, fact_files, read_files

PACKAGE = Path(__file__).parent.parent
#: The index that the wheel carries beside the fact files it was built from.
PACKAGED = PACKAGE / "facts.db"
#: The first that knows all that the index and the views are made with.
_OLDEST_SQLITE = (3, 37)
#: File systems keep times this coarsely at worst: a file changed so shortly before the build is
#: compared by its content the next time.
_RACY_NS = 2_000_000_000
#: Indexes in the cache home: as many fact directories as one person works on, and drafts of them.
_KEPT = 24
#: How indexes and drafts of them are called, and after how many seconds nobody can still be writing one.
_DRAFT = ".new"
_OURS = re.compile(rf"[0-9a-f]{{24}}\.db(?:\.\w+{re.escape(_DRAFT)})?")
_ABANDONED = 60
#: The layers whose code shapes an index: it is built anew when a file of theirs has changed.
SHAPING = ("model", "reading", "index")


def default_facts() -> Path:
    """The fact files that come with the program: in the wheel, else in the checkout."""
    inside = PACKAGE / "facts"
    return inside if inside.is_dir() else PACKAGE.parent / "facts"


def open_index(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> sqlite3.Connection:
    """The index of the fact files in the directory `facts`, else in CORRIDOR_FACTS, else of the program's own.

    Read-only, or in memory where no cache can be written. Raises FactsError with every problem if
    the fact files cannot be used.
    """
    given = chosen_directory(facts, environ)
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise FactsError(
            f"Python has SQLite {sqlite3.sqlite_version}; {needed} or newer is needed",
            str(given or PACKAGE),
        )
    if given is None and PACKAGED.is_file():
        connection = _connect(PACKAGED)
        if connection:
            return connection
    directory = given or default_facts()
    cache = _cache_file(directory, environ)
    connection = _connect(cache) if cache and cache.is_file() else None
    if cache and connection:
        if _is_current(connection, directory, cache):
            return connection
        connection.close()
    return _rebuild(directory, cache)


def rebuilt_index(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> sqlite3.Connection:
    """A new index of the same fact files, for when the one there was turns out to be damaged. Raises FactsError."""
    directory = chosen_directory(facts, environ) or default_facts()
    return _rebuild(directory, _cache_file(directory, environ))


def chosen_directory(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> Path | None:
    """The fact directory that the caller, or else CORRIDOR_FACTS, names; None for the program's own facts."""
    if facts is not None:
        return Path(facts)
    return Path(environ["CORRIDOR_FACTS"]) if environ.get("CORRIDOR_FACTS") else None


def _cache_file(directory: Path, environ: Mapping[str, str]) -> Path | None:
    """The cached index of a fact directory; None where there is no home to keep it."""
    from hashlib import sha256

    home = environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):
        base = environ.get("HOME") or environ.get("LOCALAPPDATA") or ""
        if not os.path.isabs(base):
            return None
        home = os.path.join(base, ".cache")
    stands_for = f"{os.path.realpath(PACKAGE)}\0{os.path.realpath(directory)}"
    name = sha256(stands_for.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return Path(home, "corridor", f"{name}.db")


def _connect(path: Path) -> sqlite3.Connection | None:
    """An existing index, or None if it is not one that this program can read."""
    connection = None
    try:
        address = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
        connection = sqlite3.connect(  # nobody can write
            address, uri=True, check_same_thread=False, detect_types=sqlite3.PARSE_DECLTYPES
        )
        connection.execute("SELECT value FROM _meta WHERE key = 'version'").fetchone()
    except sqlite3.Error:
        if connection:
            connection.close()
        return None
    return connection


# --- is it current? --------------------------------------------------------------------------------


def _stamp(path: Path) -> list[int]:
    """What changes when a file does."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _shaping_files() -> list[Path]:
    files = (path for layer in SHAPING for path in (PACKAGE / layer).rglob("*"))
    return sorted(path for path in files if path.suffix in (".py", ".sql"))


def _inputs(directory: Path, names: list[str]) -> dict[str, Path]:
    """Everything an index is made from: the fact files, and the code that makes it."""
    return {name: directory / name for name in names} | {
        str(path): path for path in _shaping_files()
    }


def _is_current(connection: sqlite3.Connection, directory: Path, cache: Path) -> bool:
    """Whether the index was made from the files as they are now."""
    try:
        kept = dict(connection.execute("SELECT name, stamp FROM _input"))
        racy = dict(connection.execute("SELECT name, hash FROM _input WHERE hash IS NOT NULL"))
    except sqlite3.Error:
        return False
    try:
        inputs = _inputs(directory, fact_files(directory))
        if kept.keys() != inputs.keys() or any(
            kept[name] != json.dumps(_stamp(path)) for name, path in inputs.items()
        ):
            return False
        if any(digest != _digest(inputs[name].read_bytes()) for name, digest in racy.items()):
            return False
    except (OSError, FactsError):
        return False  # building it anew tells what is wrong
    if racy:
        _settle(connection, cache)
    return True


def _settle(connection: sqlite3.Connection, cache: Path) -> None:
    """Keep an index without the hashes, once its files are so old that their times tell of any change."""
    stamps = [
        json.loads(stamp)
        for (stamp,) in connection.execute("SELECT stamp FROM _input WHERE hash IS NOT NULL")
    ]
    if all(time.time_ns() - max(mtime, ctime) > _RACY_NS for _, mtime, ctime, _ in stamps):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as settled:
            connection.backup(settled)
            settled.execute("UPDATE _input SET hash = NULL")
            _keep(settled, cache)


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


# --- building --------------------------------------------------------------------------------------


def built(directory: Path, files: Files | None = None) -> sqlite3.Connection:
    """A new index of a fact directory, in memory. Raises FactsError with every problem."""
    from corridor_cli.index.build import build
    from corridor_cli.model.problems import counted

    connection, problems = build(read_files(directory) if files is None else files)
    if connection is None:
        told = f"the fact files cannot be used: {counted(len(problems), 'problem')}"
        raise FactsError(told, str(directory), problems)
    return connection


def _rebuild(directory: Path, cache: Path | None) -> sqlite3.Connection:
    started = time.time_ns()
    stamps = {}
    for name, path in _inputs(directory, fact_files(directory)).items():
        with suppress(OSError):  # what cannot be read is a problem below
            stamps[name] = _stamp(path)
    files = read_files(directory)
    connection = built(directory, files)
    rows = []
    for name, stamp in stamps.items():
        data = files.get(name)
        racy = started - max(stamp[1], stamp[2]) < _RACY_NS
        rows.append(
            (name, json.dumps(stamp), _digest(data) if racy and isinstance(data, bytes) else None)
        )
    connection.execute("CREATE TABLE _input (name TEXT NOT NULL, stamp TEXT NOT NULL, hash TEXT)")
    connection.executemany("INSERT INTO _input VALUES (?, ?, ?)", rows)
    if cache:
        _keep(connection, cache)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _keep(connection: sqlite3.Connection, cache: Path) -> None:
    """Write the index for the next call, whole or not at all; a cache that cannot be written is no error."""
    import tempfile

    draft = None
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        _tidy(cache.parent)
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


def _tidy(folder: Path) -> None:
    """Remove what would grow: drafts of builders that were killed, and all but the newest indexes."""
    ours = (path for path in folder.iterdir() if _OURS.fullmatch(path.name) and path.is_file())
    written = sorted(((path.stat().st_mtime, path) for path in ours), reverse=True)
    for place, (when, path) in enumerate(written, start=1):
        if place >= _KEPT or (path.name.endswith(_DRAFT) and abs(time.time() - when) > _ABANDONED):
            with suppress(OSError):
                path.unlink()


def save(connection: sqlite3.Connection, path: Path) -> None:
    """Write an index to a file, replacing what is there. Raises OSError or sqlite3.Error."""
    connection.execute("VACUUM")
    with path.open("wb") as file:
        file.write(connection.serialize())
        file.flush()
        os.fsync(file.fileno())
