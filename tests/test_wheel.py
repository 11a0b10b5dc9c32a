"""The wheel, not the checkout: built and installed without the network, called from elsewhere."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FACTS, RIVALS, ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def call(installed: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call the installed `corridor` from another directory, in an environment with nothing but a path."""

    def run(*argv: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed / "corridor", *argv],
            cwd=tmp_path,
            env={"PATH": os.defpath, **env},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_the_wheel_is_pure_and_holds_facts_and_index(wheel: Path) -> None:
    """Any platform, the fact files, the index, the SQL, the examples, the typing marker; no tests."""
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    facts = [path.relative_to(FACTS).as_posix() for path in FACTS.rglob("*.yaml")]
    assert {f"corridor_cli/facts/{name}" for name in facts} <= set(names)
    package = ("facts.db", "sql/views.sql", "examples/README.md", "examples/trade/xaa-xbb.yaml")
    assert {f"corridor_cli/{name}" for name in (*package, "py.typed")} <= set(names)
    assert not [name for name in names if name.startswith("tests")]


def test_the_installed_tool_answers_from_its_own_facts(
    installed: Path, call: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Members and trade come from the wheel's index, not from the checkout."""
    where = "import corridor_cli.index.cache as i; print(i.PACKAGED.is_file(), i.default_facts())"
    found = subprocess.run(
        [installed / "python", "-c", where], capture_output=True, text=True, check=True, cwd="/"
    ).stdout.split()
    assert found[0] == "True"
    assert not found[1].startswith(str(ROOT))
    members = call("members", "-q")
    assert (members.returncode, members.stderr) == (0, "")
    assert "\nKAZ\tKazakhstan\tmember\t" in members.stdout
    asked = ("trade", "--period", "2022", "--reporter", "KAZ", "--partner", "RUS", "--json")
    figures = ("export", "import", "turnover", "unit")
    assert [8780000000, 17340000000, 26123000000, "USD"] in [
        [row[name] for name in figures] for row in json.loads(call(*asked).stdout)
    ]


def test_it_needs_no_home_and_leaves_nothing_behind(
    call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """With a read-only home, or none, the answer is the same and nothing is written."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert call("trade", HOME=str(home)).stdout == call("trade").stdout
    assert call("trade", HOME="/proc").returncode == 0
    assert list(home.iterdir()) == []


def test_own_facts_work_with_a_read_only_home(
    call: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """--facts answers from other files where no cache can be kept."""
    answer = call("trade", "--count", "--facts", str(RIVALS), HOME="/proc")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "10\n", "")


def test_a_damaged_packaged_index_is_met_by_the_packaged_facts(
    installed: Path, call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """If the wheel's index cannot be read, the wheel's fact files answer."""
    (packaged,) = installed.parent.rglob("facts.db")
    kept = packaged.read_bytes()
    expected = call("members", "-q").stdout
    try:
        for damaged in (
            b"not a database" * 100,
            kept[:4096],
            kept[:8192] + b"\xff" * (len(kept) - 8192),
        ):
            packaged.write_bytes(damaged)
            answer = call("members", "-q", HOME=str(tmp_path))
            assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected, "")
    finally:
        packaged.write_bytes(kept)


USER = """\
from corridor_cli import CorridorError, Facts, UnknownIdError, UsageError, open_facts


def opened() -> Facts:
    try:
        return open_facts()
    except UsageError as error:
        raise SystemExit(error.hint) from error


def turnover(reporter: str) -> list[tuple[str, float]]:
    found = []
    with opened() as facts:
        for row in facts.trade(reporter=reporter, flow="turnover", year=[2021, 2022], preferred=True):
            value, partner = row["value"], row["partner"]
            if isinstance(value, int | float) and isinstance(partner, str):
                found.append((partner, value))
        for column in facts.members().columns:
            print(column.name, column.unit)
        try:
            facts.cite("nosuch")
        except UnknownIdError as error:
            print(error.hint, len(error.rows))
        except CorridorError:
            raise
    return found
"""


def test_a_strict_user_gets_types(installed: Path, tmp_path: Path) -> None:
    """A script that asks the installed package passes mypy --strict, and a mistake in it does not."""
    script = tmp_path / "script.py"
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        str(installed / "python"),
        "--cache-dir",
        str(tmp_path / "cache"),
    ]
    script.write_text(USER)
    done = subprocess.run(
        [*command, str(script)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n")
    script.write_text(USER.replace("reporter=reporter", "reporter=reporter, yeer=2021"))
    done = subprocess.run(
        [*command, str(script)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert 'Unexpected keyword argument "yeer" for "trade" of "Facts"' in done.stdout
    script.write_text(USER.replace("CorridorError, Facts,", "CorridorEror, Facts,"))
    done = subprocess.run(
        [*command, str(script)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert 'Module "corridor_cli" has no attribute "CorridorEror"' in done.stdout
