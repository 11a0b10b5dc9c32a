"""Files that are written whole or not at all."""

import os
import stat

from corridor_cli.errors import PipeClosedError, WriteError
from corridor_cli.world import write_all


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
