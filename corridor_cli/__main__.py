"""Where `corridor` and `python -m corridor_cli` begin."""

import gc
import os
import sys


def run() -> None:
    """Run the command line on the arguments of this process, and end it."""
    # File names and arguments are UTF-8 under any locale, as the output is. Python decides this
    # only when it starts.
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        environ = {**os.environ, "PYTHONUTF8": "1"}
        os.execve(sys.executable, sys.orig_argv, environ)  # noqa: S606 - the same program
    # Typer shows what a word means through Rich, which would fold it at the terminal's width.
    if "_CORRIDOR_COMPLETE" in os.environ:
        os.environ["COLUMNS"] = "1000"
    # One answer, and the process ends: to look for cycles among its rows would cost more than
    # it frees.
    gc.disable()
    try:
        from corridor_cli.cli import main
        from corridor_cli.world import World

        code = main(sys.argv[1:], World.of_this_process())
    except KeyboardInterrupt:
        code = 130
    # Everything is written and flushed; skipping the interpreter's teardown saves users time, and
    # keeps it from reporting a closed pipe once more.
    os._exit(code)


if __name__ == "__main__":
    run()
