"""README.md is true: every command in it is run, and shows what it says."""

import os
import re
import shlex
from pathlib import Path

import pytest
from conftest import CUT, OWN, ROOT, needing
from terminal import in_terminal

from corridor_cli.cli import COMMANDS

FILE = ROOT / "README.md"
README = FILE.read_text("utf-8")
#: Sessions: what is typed behind each `$`, and what is shown.
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
#: How sessions begin that run on the project's own facts, whatever these are; others on the cut.
ANY_FACTS = ("corridor --install-completion", "corridor init")
#: What the extra `peers` installs, and what the system has to have.
PEERS = ("csvlook", "duckdb", "frictionless", "pandas")
PROGRAMS = ("jq", "mlr", "sqlite3")


def typed(session: str) -> list[str]:
    """The commands of a session."""
    return [line.removeprefix("$ ") for line in session.splitlines() if line.startswith("$ ")]


def marked(session: str) -> object:
    """A session as a parameter; it is skipped where a program of the system is missing, but not in continuous integration."""
    words = " ".join(typed(session)).split()
    marks = [needing(*(program for program in PROGRAMS if program in words))]
    marks += [pytest.mark.peers] if any(peer in session for peer in PEERS) else []
    return pytest.param(session, marks=marks, id=typed(session)[-1])


def held(printed: str, shown: str) -> str:
    """What README.md prints; UPDATE_GOLDEN=1 (without -n) writes what is shown there first."""
    if os.environ.get("UPDATE_GOLDEN"):
        text = FILE.read_text("utf-8")
        FILE.write_text(text.replace(f"\n{printed}```", f"\n{shown}```"), "utf-8")
        return shown
    return printed


@pytest.mark.parametrize("session", [marked(session) for session in CONSOLE])
def test_a_session_shows_what_the_readme_shows(
    session: str, environ: dict[str, str], tmp_path: Path
) -> None:
    """On a terminal of 80 columns, without colour, the output is the one printed."""
    commands = typed(session)
    script = "\n".join(f"printf '%s\\n' {shlex.quote(f'$ {line}')}\n{line}" for line in commands)
    facts = OWN if commands[0].startswith(ANY_FACTS) else {"CORRIDOR_FACTS": str(CUT)}
    shown = in_terminal(script, {**environ, **facts}, tmp_path)
    assert shown == held(session, shown)


def test_the_readme_shows_real_output_and_three_pipelines() -> None:
    """There is something to run, pipelines among it, and every command is named."""
    assert len([line for session in CONSOLE for line in typed(session) if "|" in line]) >= 3
    assert all(f"`corridor {name}" in README for name in COMMANDS)


def test_the_two_commands_are_those_that_ci_runs() -> None:
    """The first installs and prints the members, the second runs the tests; .ci/run takes both from README.md."""
    install, test = re.findall(r"```sh\n(.+)\n```", README)
    assert install.endswith("corridor members")
    assert "pytest" in test
    assert "README.md" in (ROOT / ".ci" / "run").read_text()


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the library prints a fact."""
    example, _ = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "Russia 26123000000 USD ['trend-2023-11-16-kaz-rus']\n"


@pytest.mark.peers
def test_the_notebook_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The example with pandas prints what is shown beneath it."""
    ((example, shown),) = re.findall(
        r"```python\n([^`]*?pandas.+?)```\n\n```text\n(.*?)```", README, re.DOTALL
    )
    exec(compile(example, "README.md", "exec"), {})
    printed = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    assert printed == held(shown, printed)


def test_the_example_of_a_fact_is_a_fact() -> None:
    """The record that README shows is the one in the file that it names, as it is in the cut."""
    file, example = re.search(r"in `facts/(\S+)`:\n\n```yaml\n(.+?)```", README, re.DOTALL).groups()
    assert example in (CUT / file).read_text("utf-8")
