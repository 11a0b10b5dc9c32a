"""How an index is opened: that of the program's own facts, which is in the wheel, or another.

`cache`, which reads fact files, is imported only for another: most calls do not need it.
"""

import os
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from corridor_cli.model.errors import FactsError, UsageError

#: The index in the wheel, made from the fact files beside it.
PACKAGED = Path(__file__).parent.parent / "facts.db"
#: The oldest SQLite with everything that the tables and views use.
_OLDEST_SQLITE = (3, 37)


def open_index(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> sqlite3.Connection:
    """Open the index of a fact directory: `facts`, else CORRIDOR_FACTS, else the program's own.

    The database is read-only, or in memory where no cache can be written. Raises FactsError with
    every problem if the fact files cannot be used.
    """
    chosen = chosen_directory(facts, environ)
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        needed = ".".join(map(str, _OLDEST_SQLITE))
        raise FactsError(
            f"Python has SQLite {sqlite3.sqlite_version}; {needed} or newer is needed",
            str(chosen or PACKAGED.parent),
        )
    if chosen is None and PACKAGED.is_file():
        connection = connect(PACKAGED)
        if connection:
            return connection
    from corridor_cli.index.cache import opened

    return opened(chosen, environ)


def rebuilt_index(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> sqlite3.Connection:
    """Build the index of the same directory anew, in place of a damaged one. Raises FactsError."""
    from corridor_cli.index.cache import rebuilt

    return rebuilt(chosen_directory(facts, environ), environ)


def chosen_directory(
    facts: str | os.PathLike[str] | None, environ: Mapping[str, str]
) -> Path | None:
    """The fact directory: `facts`, else CORRIDOR_FACTS; None for the program's own facts.

    Raises UsageError for an empty name, which would mean the current directory.
    """
    if facts is not None:
        name = str(os.fspath(facts))
        if not name:
            raise UsageError("the name of the fact directory is empty")
        if re.search("[\\0\ud800-\udc7f\udd00-\udfff]", name):
            raise UsageError(f"no directory has the name {name!a}")
    if facts is not None:
        return Path(facts)
    return Path(environ["CORRIDOR_FACTS"]) if environ.get("CORRIDOR_FACTS") else None


def connect(path: Path) -> sqlite3.Connection | None:
    """Open an index for reading; None if the file is no index that this program can read."""
    connection = None
    try:
        address = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
        connection = sqlite3.connect(  # threads may share it, since it is only read
            address, uri=True, check_same_thread=False, detect_types=sqlite3.PARSE_DECLTYPES
        )
        connection.execute("SELECT value FROM _meta WHERE key = 'version'").fetchone()
    except sqlite3.Error:
        if connection:
            connection.close()
        return None
    return connection
