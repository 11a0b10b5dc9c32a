"""The wheel, built and installed without the network, and called from elsewhere."""

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
    """A function that calls the installed `corridor` with nothing but a PATH in the environment."""

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
    """The wheel has the facts, the index and the package data, and no tests."""
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    facts = [path.relative_to(FACTS).as_posix() for path in FACTS.rglob("*.yaml")]
    assert {f"corridor_cli/facts/{name}" for name in facts} <= set(names)
    package = (
        "facts.db",
        "index/sql/views.sql",
        "examples/README.md",
        "examples/trade/xaa-xbb.yaml",
    )
    assert {f"corridor_cli/{name}" for name in (*package, "py.typed")} <= set(names)
    assert not [name for name in names if name.startswith("tests")]


def test_the_installed_tool_answers_from_its_own_facts(
    installed: Path, call: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The installed command answers from the index in the wheel."""
    where = (
        "from corridor_cli.index.opening import PACKAGED;"
        "from corridor_cli.reading.files import default_facts;"
        "print(PACKAGED.is_file(), default_facts())"
    )
    output = subprocess.run(
        [installed / "python", "-c", where], capture_output=True, text=True, check=True, cwd="/"
    ).stdout.split()
    assert output[0] == "True"
    assert not output[1].startswith(str(ROOT))
    members = call("members", "-q")
    assert (members.returncode, members.stderr) == (0, "")
    assert "\nKAZ\tKazakhstan\tmember\t" in members.stdout
    call_ = ("trade", "--period", "2022", "--reporter", "KAZ", "--partner", "RUS", "--json")
    figures = ("export", "import", "turnover", "unit")
    assert [8780000000, 17340000000, 26123000000, "USD"] in [
        [row[name] for name in figures] for row in json.loads(call(*call_).stdout)
    ]


def test_it_needs_no_home_and_leaves_nothing_behind(
    call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Without a writable home the answer is the same, and no file is written."""
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert call("trade", HOME=str(home)).stdout == call("trade").stdout
    assert call("trade", HOME="/proc").returncode == 0
    assert list(home.iterdir()) == []


def test_own_facts_work_with_a_read_only_home(
    call: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """--facts answers even if no cache can be kept."""
    answer = call("trade", "--count", "--facts", str(RIVALS), HOME="/proc")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "10\n", "")


def test_a_damaged_packaged_index_is_met_by_the_packaged_facts(
    installed: Path, call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """If the index in the wheel is damaged, the fact files in it answer."""
    (packaged,) = installed.parent.rglob("facts.db")
    data = packaged.read_bytes()
    expected = call("members", "-q").stdout
    try:
        for damaged in (
            b"not a database" * 100,
            data[:4096],
            data[:8192] + b"\xff" * (len(data) - 8192),
        ):
            packaged.write_bytes(damaged)
            answer = call("members", "-q", HOME=str(tmp_path))
            assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected, "")
    finally:
        packaged.write_bytes(data)


USER = """\
from corridor_cli import (
    CorridorError,
    Facts,
    Rows,
    TradeRow,
    UnknownIdError,
    UsageError,
    open_facts,
)


def opened() -> Facts:
    try:
        return open_facts()
    except UsageError as error:
        raise SystemExit(error.hint) from error


def turnover(reporter: str) -> list[tuple[str, float]]:
    found = []
    with opened() as facts:
        rows = facts.trade(reporter=reporter, flow="turnover", year=[2021, 2022], preferred=True)
        for row in rows:
            value, partner = row["value"], row["partner"]
            if value is not None and partner is not None:
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


def exports(rows: Rows[TradeRow]) -> list[float]:
    return [row["export"] or 0 for row in rows]


with opened() as facts:
    print(exports(facts.trade(year=2022)))
"""
#: Mistakes in it: what is written instead of what, and what mypy says.
MISTAKES = [
    ("reporter=reporter", "reporter=reporter, yeer=2021", 'Unexpected keyword argument "yeer"'),
    ("CorridorError,", "CorridorEror,", 'Module "corridor_cli" has no attribute "CorridorEror"'),
    ('row["export"]', 'row["exprt"]', 'TypedDict "TradeRow" has no key "exprt"'),
    ('row["value"]', 'row["turnover"]', 'TypedDict "FiguresRow" has no key "turnover"'),
]


def test_a_strict_user_gets_types(installed: Path, tmp_path: Path) -> None:
    """A script that uses the package passes mypy --strict, and one with a mistake does not."""
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

    def said(text: str) -> str:
        done = subprocess.run(
            [*command, "-c", text], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        return done.stdout

    assert said(USER) == "Success: no issues found in 1 source file\n"
    for right, wrong, message in MISTAKES:
        assert message in said(USER.replace(right, wrong))
