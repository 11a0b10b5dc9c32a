"""What a call sees of the world, gathered in one place: streams, terminals, environment, width."""

import io
import os
import shlex
import shutil
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, Protocol

from corridor_cli.model.errors import PipeClosedError, UsageError, WriteError
from corridor_cli.model.names import one_line

#: What a line on stderr can be, and its colour (SGR).
LABELS = {"corridor: error": "31;1", "corridor: bug": "31;1", "hint": "36", "note": "36"}


#: Bytes that are read from standard input: a query, or the ids of all records many times over.
MOST_INPUT = 10_000_000


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Write some or all of the bytes; returns how many, None where there is no room yet."""

    def fileno(self) -> int:
        """The descriptor to wait for."""


class Source(Protocol):
    """Where bytes come from."""

    def read(self, most: int, /) -> bytes | None:
        """Some bytes, at most `most`; no bytes at the end, None where there are none yet."""

    def fileno(self) -> int:
        """The descriptor to wait for."""


class World(NamedTuple):
    """The surroundings of one call; a test makes its own.

    `stdout` and `stderr` are None where they are closed; `width` and
    `height` count terminal cells, and without a terminal the height is 0; `colour_wish` is what --color says.
    """

    stdout: Sink | None
    stderr: Sink | None
    stdin: Source | None = None
    environ: Mapping[str, str] = {}
    stdout_is_terminal: bool = False
    stderr_is_terminal: bool = False
    width: int = 80
    height: int = 0
    colour_wish: str = "auto"

    @classmethod
    def of_this_process(cls) -> "World":
        """The surroundings that the shell gave to this process."""
        size = shutil.get_terminal_size()
        return cls(
            stdout=_opened(1, "w"),
            stderr=_opened(2, "w"),
            stdin=_opened(0, "r"),
            environ=os.environ,
            stdout_is_terminal=_is_terminal(1),
            stderr_is_terminal=_is_terminal(2),
            width=size.columns,
            height=size.lines if _is_terminal(1) else 0,
        )

    @property
    def draws_links(self) -> bool:
        """Whether a terminal may be trusted to make links of OSC 8; multiplexers and consoles swallow them."""
        return not self.environ.get("TERM", "").startswith(("screen", "tmux", "linux"))

    def write(self, data: bytes) -> None:
        """Write all of the bytes to stdout. Raises PipeClosedError or WriteError."""
        write_all(self.stdout, data, "standard output")

    def show(self, data: bytes) -> None:
        """Write a text for a reader to stdout, through a pager if it is taller than the terminal.

        The pager is CORRIDOR_PAGER, PAGER, else `less`; none if that is `cat` or empty. Whoever
        leaves it early has read enough. Raises PipeClosedError or WriteError.
        """
        command = self.environ.get("CORRIDOR_PAGER", self.environ.get("PAGER", "less"))
        words = shlex.split(command)
        if data.count(b"\n") < self.height and self.stdout_is_terminal:
            words = []
        program = shutil.which(words[0]) if words and self.height else None
        if program is None or words == ["cat"]:
            self.write(data)
            return
        import subprocess

        environ = {"LESS": "FRX", "LESSCHARSET": "utf-8", **self.environ}
        arguments = [program, *words[1:]]
        with (
            subprocess.Popen(arguments, stdin=subprocess.PIPE, env=environ) as pager,  # noqa: S603 - the user's pager
            suppress(KeyboardInterrupt),  # which belongs to the pager
        ):
            pager.communicate(data)

    def read(self) -> str:
        """What is piped in, as text. Raises UsageError where nothing can be, or it is more than anybody asks."""
        if self.stdin is None:
            raise UsageError("cannot read standard input: it is closed")
        data = bytearray()
        while (piece := self.stdin.read(65_536)) != b"":
            if piece is None:
                _wait(self.stdin.fileno(), to_write=False)
            data += piece or b""
            if len(data) > MOST_INPUT:
                raise UsageError(f"standard input has more than {MOST_INPUT} bytes")
        return data.decode("utf-8", "replace")

    def tell(self, label: str, text: str) -> None:
        """A labelled line on stderr, its label coloured on a terminal; where nobody can read it, it is dropped."""
        style = LABELS.get(label, "")
        start, end = (
            (f"\x1b[{style}m", "\x1b[0m") if style and self.colour(stderr=True) else ("", "")
        )
        line = f"{start}{label}:{end} " if label else ""
        line += one_line(text) + "\n"
        try:
            write_all(self.stderr, line.encode(), "standard error")
        except (PipeClosedError, WriteError):
            return

    def colour(self, *, stderr: bool = False) -> bool:
        """Whether a stream is coloured: --color, then the environment, then whether it is a terminal."""
        if self.colour_wish in ("always", "never"):
            return self.colour_wish == "always"
        if self.environ.get("NO_COLOR"):
            return False
        forced = [self.environ.get(name) for name in ("CLICOLOR_FORCE", "FORCE_COLOR")]
        if any(value and value != "0" for value in forced):
            return True
        if "0" in (*forced, self.environ.get("CLICOLOR")) or self.environ.get("TERM") == "dumb":
            return False
        return self.stderr_is_terminal if stderr else self.stdout_is_terminal


def write_all(sink: Sink | None, data: bytes, name: str) -> None:
    """Write all of the bytes, in as many pieces as the sink wants. Raises PipeClosedError or WriteError."""
    if not data:
        return
    if sink is None:
        raise WriteError(f"cannot write to {name}: it is closed")
    left = memoryview(data)
    try:
        while left:
            written = sink.write(left)
            if written is None:
                _wait(sink.fileno(), to_write=True)
            left = left[written or 0 :]
    except BrokenPipeError as error:
        raise PipeClosedError from error
    except OSError as error:
        raise WriteError(f"cannot write to {name}: {error.strerror or error}") from error


def _wait(descriptor: int, *, to_write: bool) -> None:
    """Wait until a pipe in non-blocking mode has room, or bytes to read."""
    import select

    select.select([] if to_write else [descriptor], [descriptor] if to_write else [], [])


def _opened(descriptor: int, mode: str) -> io.FileIO | None:
    """A standard stream without buffer, so that every failure to write is seen when it happens."""
    try:
        return io.FileIO(descriptor, mode, closefd=False)
    except OSError:
        return None


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
