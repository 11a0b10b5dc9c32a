"""Completion in shells: a script for each, and where it is kept so that the shell finds it."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from corridor_cli.files import write_file
from corridor_cli.model.errors import UsageError, WriteError, unknown

SHELLS = ("bash", "zsh", "fish")


def script(shell: str) -> bytes:
    """The script that makes a shell ask `corridor` what may come next. Raises UsageError for a shell that has none."""
    if shell not in SHELLS:
        raise unknown("shell", shell, SHELLS)
    return Path(__file__).with_name(f"corridor.{shell}").read_bytes()


def of_user(environ: Mapping[str, str]) -> str:
    """The shell that the user has, by SHELL. Raises UsageError if that is none with a script."""
    name = os.path.basename(environ.get("SHELL", ""))
    if name not in SHELLS:
        raise UsageError(
            f"no completion for the shell '{name}'", f"--shell names one: {', '.join(SHELLS)}"
        )
    return name


def install(shell: str, environ: Mapping[str, str]) -> str:
    """Write a shell's script, and one line into its settings where it would not find it; returns the script's path.

    What the settings hold stays as it is. Raises UsageError where there is no home, WriteError where it cannot be written.
    """
    text = script(shell)
    home = environ.get("HOME", "")
    if not os.path.isabs(home):
        raise UsageError(
            "no home to install completion in: HOME is not set",
            f"corridor --show-completion --shell {shell}",
        )
    data = _given(environ, "XDG_DATA_HOME", f"{home}/.local/share")
    target, settings = {
        "bash": (f"{data}/corridor/corridor.bash", f"{home}/.bashrc"),
        "zsh": (f"{data}/corridor/corridor.zsh", f"{_given(environ, 'ZDOTDIR', home)}/.zshrc"),
        "fish": (
            f"{_given(environ, 'XDG_CONFIG_HOME', f'{home}/.config')}/fish/completions/corridor.fish",
            "",
        ),
    }[shell]
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        before = Path(settings).read_bytes() if settings and os.path.exists(settings) else b""
    except OSError as error:
        raise WriteError(
            f"cannot install completion: {error.filename}: {error.strerror}"
        ) from error
    write_file(target, text)
    quoted = shlex.quote(target)
    line = os.fsencode(f"[ -r {quoted} ] && . {quoted}  # completion of corridor")
    if settings and line not in before.splitlines():
        ended = before if before.endswith(b"\n") or not before else before + b"\n"
        write_file(settings, ended + line + b"\n")
    return target


def _given(environ: Mapping[str, str], name: str, default: str) -> str:
    """A directory that the environment names, if it is a whole path."""
    given = environ.get(name, "")
    return given if os.path.isabs(given) else default
