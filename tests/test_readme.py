"""README.md: every command in it runs and gives the output that it shows."""

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, OWN, ROOT, Answer, needing
from terminal import in_terminal

from corridor_cli.cli import COMMANDS

FILE = ROOT / "README.md"
README = FILE.read_text("utf-8")
#: Sessions: commands behind `$`, and their output.
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
#: Beginnings of sessions that use the project's own facts; the others use the cut.
ANY_FACTS = ("corridor --install-completion", "corridor init")
#: Programs of the extra `peers`, and programs of the system.
PEERS = ("csvlook", "duckdb", "frictionless", "pandas")
PROGRAMS = ("jq", "mlr", "sqlite3")


def commands_of(session: str) -> list[str]:
    """The commands of a session."""
    return [line.removeprefix("$ ") for line in session.splitlines() if line.startswith("$ ")]


def parameter(session: str) -> object:
    """A session as a parameter of a test, with marks for the programs that it needs."""
    words = " ".join(commands_of(session)).split()
    marks = [needing(*(program for program in PROGRAMS if program in words))]
    marks += [pytest.mark.peers] if any(peer in session for peer in PEERS) else []
    return pytest.param(session, marks=marks, id=commands_of(session)[-1])


def golden_output(text: str, output: str) -> str:
    """The output in README.md; UPDATE_GOLDEN=1 (without -n) writes `output` there first."""
    if os.environ.get("UPDATE_GOLDEN"):
        readme = FILE.read_text("utf-8")
        FILE.write_text(readme.replace(f"\n{text}```", f"\n{output}```"), "utf-8")
        return output
    return text


@pytest.mark.parametrize("session", [parameter(session) for session in CONSOLE])
def test_a_session_shows_what_the_readme_shows(
    session: str, environ: dict[str, str], tmp_path: Path
) -> None:
    """A session on a terminal of 80 columns gives the output that README.md shows."""
    commands = commands_of(session)
    script = "\n".join(f"printf '%s\\n' {shlex.quote(f'$ {line}')}\n{line}" for line in commands)
    facts = OWN if commands[0].startswith(ANY_FACTS) else {"CORRIDOR_FACTS": str(CUT)}
    output = in_terminal(script, {**environ, **facts}, tmp_path)
    assert output == golden_output(session, output)


def test_the_readme_shows_real_output_and_three_pipelines() -> None:
    """README.md names every command and has three pipelines at least."""
    assert len([line for session in CONSOLE for line in commands_of(session) if "|" in line]) >= 3
    assert all(f"`corridor {name}" in README for name in COMMANDS)


RECIPES = re.findall(
    r"`(corridor [^`]+)`", README.partition("## Questions")[2].partition("\n\nA card ends")[0]
)


@pytest.mark.parametrize("line", [line for line in RECIPES if "--web" not in line])
def test_a_recipe_answers(
    line: str,
    corridor: Callable[..., Answer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each command of the table of questions has an answer in the facts as they are."""
    monkeypatch.chdir(tmp_path)
    answer = corridor(*shlex.split(line)[1:], env=OWN)
    written = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert answer.code == 0
    assert len("".join([answer.out, *written]).splitlines()) > 1
    assert "nothing" not in answer.err


def test_the_first_screen_has_what_a_newcomer_needs() -> None:
    """An example, two commands and the questions stand before everything else."""
    start = README.splitlines()[:80]
    assert len(CONSOLE[0].splitlines()) <= 14
    assert [line for line in start if line.startswith("## ")][:2] == [
        "## Install",
        "## Questions, and the commands that answer them",
    ]
    assert len(RECIPES) >= 12


def test_the_links_of_the_contents_lead_to_headings() -> None:
    """Every link within README.md has its heading."""
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
        for line in README.splitlines()
        if line.startswith("#")
    }
    links = set(re.findall(r"\]\(#([^)]+)\)", README))
    assert links
    assert links <= headings


def test_the_two_commands_are_those_that_ci_runs() -> None:
    """README.md has two commands, which .ci/run takes from it."""
    install, test = re.findall(r"```sh\n(.+)\n```", README)
    assert install.endswith("corridor members")
    assert "pytest" in test
    assert "README.md" in (ROOT / ".ci" / "run").read_text()


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the library prints a row."""
    example, _ = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "Russia 26123000000 USD ['trend-2023-11-16-kaz-rus']\n"


@pytest.mark.peers
def test_the_notebook_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The example with pandas prints the output below it."""
    ((example, output),) = re.findall(
        r"```python\n([^`]*?pandas.+?)```\n\n```text\n(.*?)```", README, re.DOTALL
    )
    exec(compile(example, "README.md", "exec"), {})
    text = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    assert text == golden_output(output, text)


def test_the_examples_of_facts_are_facts() -> None:
    """The document and the figures in README.md are in the files of the cut that it names."""
    examples = re.findall(r"in `facts/(\S+)`:\n\n```yaml\n(.+?)```", README, re.DOTALL)
    assert [file for file, _ in examples] == ["sources/2023.yaml", "trade/kaz-rus.yaml"]
    assert [file for file, text in examples if text not in (CUT / file).read_text("utf-8")] == []


def test_powershell_and_macos_have_commands_of_their_own() -> None:
    """Each command to install has its like for PowerShell, and `sed -i` has an ending for macOS."""
    posix, windows = (
        re.findall(rf"```{name}\n(.*?)```", README, re.DOTALL) for name in ("sh", "powershell")
    )
    assert len(posix) == 2
    assert windows == [
        command.replace("python3 ", "py ").replace("/bin/", "\\Scripts\\").replace(" && ", "; ")
        for command in posix
    ]
    assert re.findall(r"sed -i(?!\.)", README) == []
