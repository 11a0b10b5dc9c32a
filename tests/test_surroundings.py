"""Commands with closed, full or unread streams, on terminals, and in any locale."""

import io
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import RIVALS, Answer, full_disk
from rich.cells import cell_len
from seen import unseen
from terminal import in_terminal
from test_formats import QUESTIONS, WHOLE_ROWS

from corridor_cli.cli import COMMANDS, main
from corridor_cli.world import World

Ask = Callable[..., Answer]
#: A call of each command.
CALLS: dict[str, tuple[str, ...]] = {
    **{argv[0]: argv for argv in QUESTIONS},
    "totals": ("totals", "--period", "2022"),
    "cite": ("cite", "rus-irn-2022-news-late"),
    "sql": ("sql", "SELECT name, longitude FROM places"),
    "check": ("check", "-f", "json"),
    "init": ("init", "new"),
    "export": ("export", "new"),
    "help": ("help", "routes"),
}
#: Calls that write to stderr: a note, a hint, an error beside an answer.
NOTING = [("trade", "--year", "1990"), ("trade", "--reporter", "Турция"), ("show", "no", "customs")]
#: A call of each way to write: rows, references, a report, files, help, a note.
WRITING = [CALLS[name] for name in ("places", "cite", "check", "init")]
WRITING += [("--help",), NOTING[0]]


class Outcome(NamedTuple):
    """The exit code, the output and the files of a call."""

    code: int
    out: str
    err: str
    files: dict[str, bytes]


class Surroundings(NamedTuple):
    """Redirections ({gone} is a pipe without a reader), environment and width of a process."""

    redirected: str = ""
    env: Mapping[str, str] = {}
    width: int = 80


ODD = {
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "latin-1",
    "PYTHONHASHSEED": "1",
    "TZ": "Asia/Tehran",
}
DUMB = {
    "LC_ALL": "C",
    "LANG": "fa_IR.UTF-8",
    "TERM": "dumb",
    "PYTHONHASHSEED": "2",
    "TZ": "America/New_York",
}
FULL = "corridor: error: cannot write to standard output: No space left on device\n"
CLOSED = "corridor: error: cannot write to standard output: it is closed\n"


def files_in(folder: Path) -> dict[str, bytes]:
    """The content of the files of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def expected(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """A function that makes a call in this process, in a new directory."""

    def ask(argv: tuple[str, ...], **world: object) -> Outcome:
        folder = tmp_path / f"asked-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        answer = corridor(*argv, facts=RIVALS, **world)
        return Outcome(*answer, files_in(folder))

    return ask


@pytest.fixture
def run_calls(environ: dict[str, str], tmp_path: Path) -> Callable[..., list[Outcome]]:
    """A function that runs calls as processes, each in an empty directory."""

    def run(calls: list[tuple[str, ...]], surroundings: Surroundings) -> list[Outcome]:
        reading, gone = os.pipe()
        os.close(reading)

        def one(number: int) -> Outcome:
            folder = tmp_path / f"started-{number}"
            folder.mkdir()
            done = subprocess.run(
                [
                    "bash",
                    "-c",
                    f'exec corridor "$@" {surroundings.redirected.format(gone=gone)}',
                    "-",
                    *calls[number],
                ],
                env={**environ, "CORRIDOR_FACTS": str(RIVALS), **surroundings.env},
                cwd=folder,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                pass_fds=[gone],
                timeout=60,
                check=False,
            )
            return Outcome(
                done.returncode, done.stdout.decode(), done.stderr.decode(), files_in(folder)
            )

        try:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                return list(pool.map(one, range(len(calls))))
        finally:
            os.close(gone)

    return run


def test_each_command_is_called() -> None:
    """CALLS has a call of every command."""
    assert set(CALLS) == set(COMMANDS)


THE_SAME = {
    "in a POSIX locale on 20 columns": Surroundings(env={**ODD, "COLUMNS": "20"}, width=20),
    "without stdin on a dumb terminal of 500 columns": Surroundings(
        "<&-", {**DUMB, "COLUMNS": "500"}, 500
    ),
}


@pytest.mark.parametrize("name", THE_SAME)
def test_locale_seed_zone_and_width_change_no_byte(
    name: str, run_calls: Callable[..., list[Outcome]], expected: Callable[..., Outcome]
) -> None:
    """In a pipe the environment does not change the output; only help uses the width."""
    surroundings = THE_SAME[name]
    assert run_calls(WRITING, surroundings) == [
        expected(argv, **({"width": surroundings.width} if "--help" in argv else {}))
        for argv in WRITING
    ]


#: What only POSIX systems have: a process that begins like this has none of it.
WITHOUT = """
import os, sys
for name in ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "geteuid", "getuid", "kill", "killpg", "setsid", "sysconf", "wait"):
    vars(os).pop(name, None)
"""


def test_every_command_runs_without_what_only_posix_has(
    run_calls: Callable[..., list[Outcome]],
    expected: Callable[..., Outcome],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Without `fcntl`, `resource`, `termios`, `pwd` and `os.fork` each command answers alike."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text(WITHOUT)
    env = {"PYTHONPATH": str(folder)}
    tried = subprocess.run(
        [sys.executable, "-c", "import fcntl"], env=env, capture_output=True, check=False
    )
    assert tried.returncode == 1, "the modules are still there"
    calls = [*CALLS.values(), NOTING[2]]
    assert run_calls(calls, Surroundings(env=env)) == [expected(argv) for argv in calls]


SILENT = {
    "closed": Surroundings("2>&- <&-"),
    "full": Surroundings("2>/dev/full"),
    "gone": Surroundings("2>&{gone}"),
}


@pytest.mark.parametrize("name", SILENT)
def test_without_stderr_every_answer_is_the_same(
    name: str, run_calls: Callable[..., list[Outcome]], expected: Callable[..., Outcome]
) -> None:
    """Without a usable stderr, output, files and exit codes are the same."""
    calls = WRITING if name == "closed" else NOTING
    assert run_calls(calls, SILENT[name]) == [expected(argv)._replace(err="") for argv in calls]


UNWRITABLE = {
    "full": (Surroundings(">/dev/full"), 74, FULL),
    "closed": (Surroundings(">&-"), 74, CLOSED),
    "gone": (Surroundings(">&{gone}"), 141, ""),
    "full, and stderr too": (Surroundings(">/dev/full 2>&1"), 74, ""),
    "closed, and stdin and stderr too": (Surroundings("<&- >&- 2>&-"), 74, ""),
    "gone, and stderr too": (Surroundings(">&{gone} 2>&1"), 141, ""),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_what_cannot_be_written_is_one_line_and_its_exit_code(
    name: str, run_calls: Callable[..., list[Outcome]], expected: Callable[..., Outcome]
) -> None:
    """A call that cannot write to stdout gives exit code 74, or 141 and no message."""
    surroundings, code, message = UNWRITABLE[name]
    calls = NOTING if "too" in name else WRITING
    results = []
    for argv in calls:
        outcome = expected(argv)
        silent = outcome._replace(err="" if "too" in name else outcome.err)
        results.append(Outcome(code, "", message, {}) if outcome.out else silent)
    assert run_calls(calls, surroundings) == results


TERMINALS = {
    "dumb": {"NO_COLOR": "", "TERM": "dumb"},
    "in colour": {"NO_COLOR": "", "TERM": "xterm", "TZ": "Asia/Tehran"},
}
#: The escapes that a terminal may get: colours, and links to addresses.
DRIVING = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;[!-~]*\x1b\\")


@pytest.mark.parametrize("name", TERMINALS)
def test_a_terminal_shows_what_the_call_says_and_nothing_drives_it(
    name: str, environ: dict[str, str], expected: Callable[..., Outcome], tmp_path: Path
) -> None:
    """A terminal shows the answer, with no escapes but colours and links."""
    env = TERMINALS[name]

    calls = [*WRITING, ("sources",), *NOTING[1:]]

    def output_of(argv: tuple[str, ...]) -> str:
        folder = tmp_path / f"shown-{calls.index(argv)}"
        folder.mkdir()
        line = shlex.join(["corridor", *argv])
        return in_terminal(line, {**environ, "CORRIDOR_FACTS": str(RIVALS), **env}, folder)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        screens = list(pool.map(output_of, calls))
    # Rich gives links random numbers
    assert [re.sub(r"id=\d+;", ";", screen) for screen in screens] == [
        re.sub(r"id=\d+;", ";", outcome.out + outcome.err)
        for outcome in (
            expected(argv, env=env, stdout_is_terminal=True, stderr_is_terminal=True)
            for argv in calls
        )
    ]
    assert any("\x1b" in screen for screen in screens) == (name == "in colour")
    assert [unseen(DRIVING.sub("", screen)) for screen in screens] == [[] for _ in calls]


@pytest.mark.parametrize("format_", [*WHOLE_ROWS, "ids", "geojson", "ics"])
def test_data_is_the_same_on_every_terminal(format_: str, corridor: Ask) -> None:
    """Formats for programs do not depend on the terminal."""
    for argv in [*QUESTIONS, CALLS["sql"]]:
        in_a_pipe = corridor(*argv, "-f", format_, facts=RIVALS)
        if in_a_pipe.code == 2:  # rows without ids, nowhere on a map or without dates
            assert format_ not in WHOLE_ROWS
            continue
        for width in (20, 500):
            on_a_terminal = {"stdout_is_terminal": True, "width": width, "env": {"NO_COLOR": ""}}
            assert corridor(*argv, "-f", format_, facts=RIVALS, **on_a_terminal) == in_a_pipe


def characters(text: str) -> Counter[str]:
    """The number of each character in a text, without spaces and rules."""
    return Counter("".join(text.split()).replace("─", ""))


@pytest.mark.parametrize("argv", [*QUESTIONS, CALLS["sql"]], ids=" ".join)
def test_a_narrow_terminal_folds_and_cuts_nothing(argv: tuple[str, ...], corridor: Ask) -> None:
    """Lines fit the width; a table says which columns it leaves out, and a record has all."""
    argv = (*argv, "--limit", "30")
    record = corridor(*argv, "-f", "record", facts=RIVALS, width=5000).out
    for width in (20, 80, 500):
        table = corridor(*argv, "-f", "table", facts=RIVALS, width=width)
        narrow_record = corridor(*argv, "-f", "record", facts=RIVALS, width=width).out
        assert all(cell_len(line) <= width for line in (table.out + narrow_record).splitlines())
        assert width < 500 or "left out for want of room" not in table.err
        assert characters(record) - characters(narrow_record) == Counter()
        assert set(characters(narrow_record) - characters(record)) <= {":"}, (
            "a name above its value"
        )


def test_a_pipe_that_does_not_wait_loses_nothing(corridor: Ask) -> None:
    """A non-blocking pipe, as Node.js makes it, loses no byte."""
    results = corridor("fields", "--json").out.encode()
    assert len(results) > 65536, "more than a pipe holds"
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with ThreadPoolExecutor() as pool, open(reading, "rb") as pipe:
        read = pool.submit(pipe.read)
        with io.FileIO(writing, "w") as sink:
            assert main(["fields", "--json"], World(sink, io.BytesIO())) == 0
        assert read.result() == results
    ids = b"KAZ\n" * 20_000
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with ThreadPoolExecutor() as pool, io.FileIO(reading) as source, open(writing, "wb") as pipe:
        pool.submit(lambda: (pipe.write(ids), pipe.close()))
        assert World(None, None, source).read() == ids.decode()


def test_on_a_full_disk_nothing_is_lost_and_nothing_left(corridor: Ask, tmp_path: Path) -> None:
    """On a full disk -o, init and export give one line, and an old file stays whole."""
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_text("old")
    for name, argv in CALLS.items():
        calls = (
            {new: (name, new)}
            if name in ("init", "export")
            else {file: (*argv, "-o", file) for file in (new, old)}
        )
        for target, call in calls.items():
            with full_disk(1):
                answer = corridor(*call, facts=RIVALS)
            message = f"corridor: error: cannot write to {target}: File too large\n"
            assert answer == Answer(74, "", message)
            assert list(tmp_path.iterdir()) == [old]
            assert old.read_text() == "old"


def test_with_a_full_home_everything_is_answered(corridor: Ask, tmp_path: Path) -> None:
    """If no index can be written, the answers are the same."""
    for argv in QUESTIONS:
        with full_disk():
            answer = corridor(*argv, facts=RIVALS, env={"XDG_CACHE_HOME": str(tmp_path)})
        assert answer == corridor(*argv, facts=RIVALS)
    assert files_in(tmp_path) == {}
