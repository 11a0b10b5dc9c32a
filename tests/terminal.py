"""A pseudo-terminal of a given width, in which a line of shell runs."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from pathlib import Path


def in_terminal(
    line: str, environ: dict[str, str], cwd: Path, width: int = 80, height: int = 50
) -> str:
    """Run a line of shell on a terminal; returns all that the terminal shows, with LF line ends."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    process = subprocess.Popen(
        ["bash", "-c", line],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={"TERM": "xterm", **environ},
        cwd=cwd,
        close_fds=True,
    )
    os.close(theirs)
    output = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        output += piece
    os.close(ours)
    process.wait(timeout=60)
    return output.decode().replace("\r\n", "\n")
