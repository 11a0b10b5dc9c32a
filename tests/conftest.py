"""What the tests share: a way to call `corridor` in this process, in a shell, and in a terminal."""

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
#: A cut of the project's own facts: what tests, doctests and README show of them is shown of it.
CUT = ROOT / "tests" / "cut"
#: The project's own facts, which editors change: tests of them hold whatever is edited.
FACTS = ROOT / "facts"
#: The facts of another corridor, TRACECA.
SECOND = ROOT / "tests" / "second"
#: An environment in which the project's own facts answer, as they do for a user.
OWN = {"CORRIDOR_FACTS": ""}

#: Where programs are looked for: first beside the Python that runs the tests.
PROGRAMS = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def needing(*programs: str) -> pytest.MarkDecorator:
    """A mark: skipped where a program of the system is missing, but never in continuous integration."""
    lacking = [program for program in programs if shutil.which(program, path=PROGRAMS) is None]
    return pytest.mark.skipif(
        bool(lacking) and not os.environ.get("CI"), reason=f"not installed: {', '.join(lacking)}"
    )


def golden(path: Path, text: str) -> str:
    """The text that a file holds; UPDATE_GOLDEN=1 writes `text` there first."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, "utf-8")
    return path.read_text("utf-8")


class Answer(NamedTuple):
    """What a call came to."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache home of the tests' own, so that no test meets an index that it did not make."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", autouse=True)
def facts_of_the_library(cache: Path) -> Iterator[None]:
    """The library, also in doctests and README, answers from the cut, with the tests' cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDOR_FACTS", str(CUT))
        patch.setenv("XDG_CACHE_HOME", str(cache))
        yield


@pytest.fixture
def environ(cache: Path) -> dict[str, str]:
    """A plain environment: the tests' programs, their cache, the founding facts, no colour."""
    return {
        "PATH": PROGRAMS,
        "HOME": str(cache),
        "XDG_CACHE_HOME": str(cache),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "CORRIDOR_PAGER": "cat",
        "MLR_NO_COLOR": "1",
        "CORRIDOR_FACTS": str(FOUNDING),
    }


@pytest.fixture
def corridor(environ: dict[str, str]) -> Callable[..., Answer]:
    """Call `corridor` in this process; keywords set the world around it."""

    def call(
        *argv: str,
        facts: Path | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        **world: object,
    ) -> Answer:
        out, err = io.BytesIO(), io.BytesIO()
        surroundings = {
            **environ,
            **({"CORRIDOR_FACTS": str(facts)} if facts else {}),
            **(env or {}),
        }
        made = World(out, err, io.BytesIO(stdin.encode()), surroundings, **world)
        code = main([str(word) for word in argv], made)
        return Answer(code, out.getvalue().decode(), err.getvalue().decode())

    return call


@pytest.fixture
def shell(environ: dict[str, str], tmp_path: Path) -> Callable[..., Answer]:
    """Run a line of shell with `corridor` on the path, in an empty directory."""

    def run(line: str, **env: str) -> Answer:
        done = subprocess.run(
            ["bash", "-c", line],
            env={**environ, **env},
            cwd=tmp_path,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@contextmanager
def full_disk(most: int = 10) -> Iterator[None]:
    """A while in which no file takes more bytes than `most`, as on a disk that is full."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def copied_facts(tmp_path: Path) -> Path:
    """The founding facts in a directory of the test's own, to be changed."""
    return Path(shutil.copytree(FOUNDING, tmp_path / "facts"))


PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a clean copy of the checkout."""
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
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, over the packages of the tests' own; the directory of its programs."""
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
    # Dependencies only: the tests' own site also holds an editable corridor, behind the installed one.
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder / "bin"
