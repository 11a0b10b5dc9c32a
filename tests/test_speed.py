"""Start-up: a ratio of processor times in one run, and the modules that are imported."""

import os
import resource
import statistics
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from conftest import PIP

from corridor_cli.call import Options
from corridor_cli.cli import COMMANDS, corridor

pytestmark = pytest.mark.slow

ROUNDS = 15
#: What a piped answer, and a word completed in bash, may cost against `import typer` (DESIGN 3.3).
BUDGETS = {"answer": 1.25, "completion": 1.25}
ARGUMENTS = {"answer": ["trade", "--year", "2022"], "completion": []}
COMPLETING = {
    "_CORRIDOR_COMPLETE": "complete_bash",
    "COMP_WORDS": "corridor\ntrade\n--reporter\nK",
    "COMP_CWORD": "3",
}


@pytest.fixture(scope="module", params=["the Typer of the tests", "typer==0.27.2", "typer"])
def programs(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The programs beside the Typer of the tests, the oldest that is allowed, or the newest.

    Skipped where pip reaches no index of packages, but never in continuous integration.
    """
    if request.param == "the Typer of the tests":
        return Path(request.getfixturevalue("installed"))
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [*PIP, "--python", str(folder / "bin" / "python")]
    command = [*pip, "install", "--retries", "1", "--timeout", "15", str(wheel), request.param]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"not installed: {request.param}: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def processor_time(command: list[str], **env: str) -> float:
    """The seconds of processor time, user and system, of a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        env={"PATH": os.defpath, "HOME": "/proc", **env},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("what", BUDGETS)
def test_a_call_costs_little_more_than_importing_typer(what: str, programs: Path) -> None:
    """The median of pairs is within the budget, in one of three tries."""
    env = COMPLETING if what == "completion" else {}
    bare, call = (
        [str(programs / "python"), "-c", "import typer"],
        [str(programs / "corridor"), *ARGUMENTS[what]],
    )
    for command in (bare, call):
        processor_time(command, **env)  # writes the byte code
    medians: list[float] = []
    while len(medians) < 3 and min(medians, default=9) > BUDGETS[what]:
        medians.append(
            statistics.median(
                processor_time(call, **env) / processor_time(bare) for _ in range(ROUNDS)
            )
        )
    print(f"processor time, {what}: {min(medians):.2f} of import typer")  # noqa: T201 - the figure
    assert min(medians) <= BUDGETS[what], medians


IMPORTED = """
import io, os, sys
os._exit = lambda code: None
sys.argv = ["corridor", *{argv!r}]
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
from corridor_cli.__main__ import run
run()
heavy = {{
    "rich", "yaml", "click", "tempfile", "hashlib", "importlib.metadata", "pygments", "decimal"
}}
found = [name for name in sys.modules if name in heavy or name.startswith("pydantic")]
print(*sorted(found), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("argv", "env"),
    [
        (("trade", "--year", "2022", "-q"), {}),
        (("members", "-f", "csv", "-q"), {}),
        (("search", "rasht"), {}),
        (("places",), {}),
        (("show", "KAZ", "--json"), {}),
        (("meetings", "-f", "jsonl"), {}),
        (("fields",), {}),
        (("--help",), {}),
        (("trade", "--help"), {}),
        ((), COMPLETING),
    ],
    ids=lambda given: " ".join(given),
)
def test_a_piped_answer_imports_nothing_heavy(
    argv: tuple[str, ...], env: dict[str, str], programs: Path
) -> None:
    """A piped answer does not import Rich, YAML, pydantic and other slow modules."""
    command = [str(programs / "python"), "-c", IMPORTED.format(argv=list(argv))]
    env = {"PATH": os.defpath, **env}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env, cwd="/")
    assert done.stderr.strip() == ""


#: Calls that Typer reads, describes or refuses.
CALLS = [
    "trade --year 2022 --reporter KAZ --reporter IRN -f csv",
    "show KAZ rasht-astara-railway --json",
    "members --as-of 2005 --limit 3",
    "search -f ids -- rasht astara",
    *(f"{name} --help" for name in COMMANDS),
    "--help",
    "show",
    "init",
    "trade x",
    "trade --yea 2022",
    "trade --year",
    "trade --json=3",
    "trad",
]


def test_answers_are_the_same_with_any_typer(programs: Path, installed: Path) -> None:
    """An answer, help, an error and the exit code do not depend on the version of Typer."""
    for call in CALLS:
        answers = [
            subprocess.run(
                [folder / "corridor", *call.split(" ")], capture_output=True, check=False
            )
            for folder in (programs, installed)
        ]
        first, second = ((done.returncode, done.stdout, done.stderr) for done in answers)
        assert first == second, call


def test_every_parameter_is_text_or_a_flag() -> None:
    """No option takes a number or a path, which Typer would convert."""
    functions = [
        corridor,
        *(getattr(import_module(f"corridor_cli.commands.{name}"), name) for name in COMMANDS),
    ]
    declared = {
        annotation.__origin__
        for holder in (*functions, Options)
        for annotation in holder.__annotations__.values()
        if hasattr(annotation, "__metadata__")
    }
    assert declared == {str, str | None, bool, list[str], list[str] | None}
