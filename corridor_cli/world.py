"""The surroundings of a call: streams, terminals, environment and width."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from errno import EINVAL
from typing import Any, Protocol

from corridor_cli.model.errors import PipeClosedError, UsageError, WriteError
from corridor_cli.model.kinds import Declared
from corridor_cli.model.names import one_line

#: The labels of lines on stderr, with their colours (SGR).
_LABELS = {"corridor: error": "31;1", "corridor: bug": "31;1", "hint": "36", "note": "36"}
_WINDOWS = os.name == "nt"
#: The most bytes that are read from standard input; all ids together have far fewer.
_MOST_INPUT = 10_000_000


class Output(Protocol):
    """A stream for bytes, such as stdout."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Write some or all bytes; return their number, or None if the stream must wait."""

    def fileno(self) -> int:
        """The descriptor of the stream."""


class Input(Protocol):
    """A stream of bytes, such as stdin."""

    def read(self, most: int, /) -> bytes | None:
        """At most `most` bytes; none at the end; None if the stream must wait."""

    def fileno(self) -> int:
        """The descriptor of the stream."""


class World(Declared):
    """The surroundings of one call; a test makes its own.

    A closed stream is None; `width` and `height` are in terminal cells, and the height is 0
    without a terminal; `colour_wish` is the value of --color; `today` is a date (EDTF), or '' where
    it does not matter.
    """

    stdout: Output | None
    stderr: Output | None
    stdin: Input | None = None
    environ: Mapping[str, str] = {}
    stdout_is_terminal: bool = False
    stderr_is_terminal: bool = False
    width: int = 80
    height: int = 0
    colour_wish: str = "auto"
    #: opens an address, and says whether it could; None for that of Python's `webbrowser`
    browser: Callable[[str], bool] | None = None
    today: str = ""

    @classmethod
    def of_this_process(cls) -> "World":
        """The surroundings of this process."""
        size = shutil.get_terminal_size()
        return cls(
            stdout=_stream(1, "w"),
            stderr=_stream(2, "w"),
            stdin=_stream(0, "r"),
            environ=os.environ,
            stdout_is_terminal=_is_terminal(1),
            stderr_is_terminal=_is_terminal(2),
            width=size.columns,
            height=size.lines if _is_terminal(1) else 0,
            today=time.strftime("%Y-%m-%d"),
        )

    @property
    def draws_links(self) -> bool:
        """Whether the terminal may have links (OSC 8).

        Multiplexers, consoles and Apple's Terminal have none. Without TERM it is a console of
        Windows, of which only Windows Terminal has them.
        """
        term = self.environ.get("TERM")
        if not term:
            return bool(self.environ.get("WT_SESSION"))
        is_apple = self.environ.get("TERM_PROGRAM") == "Apple_Terminal"
        return not is_apple and not term.startswith(("screen", "tmux", "linux", "dumb"))

    def write(self, data: bytes) -> None:
        """Write all bytes to stdout. Raises PipeClosedError or WriteError."""
        _write_all(self.stdout, data, "standard output")

    def show(self, data: bytes) -> None:
        """Write a text for a reader to stdout, through a pager if it is taller than the terminal.

        The pager is CORRIDOR_PAGER, PAGER, else `less`; none if that is `cat` or empty. Whoever
        leaves it early has read enough. Raises PipeClosedError or WriteError.
        """
        import shlex

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
            subprocess.Popen(  # noqa: S603 - the user's pager
                arguments, stdin=subprocess.PIPE, env=environ
            ) as pager,
            suppress(KeyboardInterrupt),  # which belongs to the pager
        ):
            pager.communicate(data)

    def visit(self, address: str) -> bool:
        """Open a web page in the user's browser; False if there is none."""
        if self.browser is not None:
            return self.browser(address)
        import webbrowser

        return webbrowser.open(address)

    def read(self) -> str:
        """The text of stdin. Raises UsageError if stdin is closed or too long."""
        if self.stdin is None:
            raise UsageError("cannot read standard input: it is closed")
        data = bytearray()
        while (piece := self.stdin.read(65_536)) != b"":
            if piece is None:
                _wait(self.stdin.fileno(), to_write=False)
            data += piece or b""
            if len(data) > _MOST_INPUT:
                raise UsageError(f"standard input has more than {_MOST_INPUT} bytes")
        # PowerShell writes files of its own encodings
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if wide else "utf-8", "replace")
        return text.removeprefix("\ufeff")

    def tell(self, label: str, text: str) -> None:
        """Write a line to stderr after a label, which may be ''; ignore a stream that is closed."""
        start = f"{label}: " if label else ""
        if label in _LABELS and self.colour(stderr=True):
            start = f"\x1b[{_LABELS[label]}m{label}:\x1b[0m "
        with suppress(PipeClosedError, WriteError):
            _write_all(self.stderr, f"{start}{one_line(text)}\n".encode(), "standard error")

    def colour(self, *, stderr: bool = False) -> bool:
        """Whether a stream is coloured: by --color, else by the environment, else if a terminal."""
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


def _write_all(stream: Output | None, data: bytes, name: str) -> None:
    """Write all bytes. Raises PipeClosedError or WriteError."""
    if not data:
        return
    if stream is None:
        raise WriteError(f"cannot write to {name}: it is closed")
    rest = memoryview(data)
    try:
        while rest:
            count = stream.write(rest)
            if count is None:
                _wait(stream.fileno(), to_write=True)
            rest = rest[count or 0 :]
    except BrokenPipeError as error:
        raise PipeClosedError from error
    except OSError as error:
        if _WINDOWS and error.errno == EINVAL:  # what Windows says of a closed pipe
            raise PipeClosedError from error
        raise WriteError(f"cannot write to {name}: {error.strerror or error}") from error


def _wait(descriptor: int, *, to_write: bool) -> None:
    """Wait until a non-blocking pipe takes bytes, or has some."""
    import select

    select.select([] if to_write else [descriptor], [descriptor] if to_write else [], [])


def _stream(descriptor: int, mode: str) -> Any:
    """A standard stream, None if it is closed. Without a buffer errors show at each write."""
    try:
        # not io.FileIO: a console of Windows shows UTF-8 only through the class that open chooses
        return open(descriptor, f"{mode}b", buffering=0, closefd=False)
    except OSError:
        return None


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
