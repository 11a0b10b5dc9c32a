"""What the tests share: calls of `corridor` in this process, in a shell and on a terminal."""

import io
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from corridor_cli.cli import main
from corridor_cli.world import World

# No test depends on how fast the machine is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
RIVALS = ROOT / "tests" / "rivals"
#: The facts of the founding report alone: small, and never edited.
FOUNDING = ROOT / "tests" / "founding"
#: A part of the project's own facts, for tests, doctests and README.md.
CUT = ROOT / "tests" / "cut"
#: The project's own facts. Editors change them, so that tests hold for any facts.
FACTS = ROOT / "facts"
#: The facts of another corridor, TRACECA.
SECOND = ROOT / "tests" / "second"
#: An environment in which the project's own facts answer.
OWN = {"CORRIDOR_FACTS": ""}

#: PATH: programs beside the Python that runs the tests come first.
PROGRAMS = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def needing(*programs: str) -> pytest.MarkDecorator:
    """A mark that skips a test where a program is missing, except in continuous integration."""
    lacking = [program for program in programs if shutil.which(program, path=PROGRAMS) is None]
    return pytest.mark.skipif(
        bool(lacking) and not os.environ.get("CI"), reason=f"not installed: {', '.join(lacking)}"
    )


def golden(path: Path, text: str) -> str:
    """The text of a file; UPDATE_GOLDEN=1 writes `text` there first."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, "utf-8")
    return path.read_text("utf-8")


class Answer(NamedTuple):
    """The exit code and the output of a call."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the indexes of this run; the workers of pytest-xdist share it."""
    base = tmp_path_factory.getbasetemp()
    path = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "cache"
    path.mkdir(exist_ok=True)
    return path


@pytest.fixture(scope="session", autouse=True)
def facts_of_the_library(cache: Path) -> Iterator[None]:
    """An environment of this process in which the library answers from the cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDOR_FACTS", str(CUT))
        patch.setenv("XDG_CACHE_HOME", str(cache))
        yield


@pytest.fixture
def environ(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A plain environment: the programs and indexes of the tests, the founding facts, no colour."""
    return {
        "PATH": PROGRAMS,
        "HOME": str(tmp_path_factory.getbasetemp()),
        "XDG_CACHE_HOME": str(cache),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "CORRIDOR_PAGER": "cat",
        "MLR_NO_COLOR": "1",
        "CORRIDOR_FACTS": str(FOUNDING),
    }


@pytest.fixture
def corridor(environ: dict[str, str]) -> Callable[..., Answer]:
    """A function that calls `corridor` in this process; its keywords set the World."""

    def call(
        *argv: str,
        facts: Path | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        **world: object,
    ) -> Answer:
        out, err = io.BytesIO(), io.BytesIO()
        surroundings = environ.copy()
        if facts:
            surroundings["CORRIDOR_FACTS"] = str(facts)
            if ROOT not in facts.parents:  # too many indexes would push out the shared ones
                surroundings["XDG_CACHE_HOME"] = surroundings["HOME"]
        surroundings |= env or {}
        caller = World(out, err, io.BytesIO(stdin.encode()), surroundings, **world)
        code = main([str(word) for word in argv], caller)
        return Answer(code, out.getvalue().decode(), err.getvalue().decode())

    return call


@pytest.fixture
def shell(environ: dict[str, str], tmp_path: Path) -> Callable[..., Answer]:
    """A function that runs a line of shell in an empty directory, with `corridor` on the path."""

    def run(line: str, **env: str) -> Answer:
        process = subprocess.run(
            ["bash", "-c", line],
            env={**environ, **env},
            cwd=tmp_path,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return Answer(process.returncode, process.stdout.decode(), process.stderr.decode())

    return run


@contextmanager
def full_disk(most: int = 10) -> Iterator[None]:
    """A context in which no file can hold more bytes than `most`, as on a full disk."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def copied_facts(tmp_path: Path) -> Path:
    """A copy of the founding facts that a test may change."""
    return Path(shutil.copytree(FOUNDING, tmp_path / "facts"))


PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in ("corridor_cli", "facts"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    target = tmp_path_factory.mktemp("wheel")
    command = [
        *PIP,
        "wheel",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "-w",
        str(target),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (path,) = target.iterdir()
    return path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of programs of a new environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120
    )
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    python = folder / "bin" / "python"
    subprocess.run(
        [*PIP, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    # The packages of the tests have an editable corridor too; the installed one comes before it.
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder / "bin"
