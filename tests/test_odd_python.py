"""Odd input to the library and to the command line: an error in a line, and never a traceback."""

import ast
import datetime
import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import CUT, FACTS, FOUNDING, ROOT, Answer

from corridor_cli import Facts, Rows, open_facts, world
from corridor_cli.cli import COMMANDS, main
from corridor_cli.index.database import _TYPES
from corridor_cli.model.answers import ANSWERS
from corridor_cli.model.errors import CorridorError
from corridor_cli.reading import files
from corridor_cli.world import World

Ask = Callable[..., Answer]


class Whole:
    """A whole number of another library, as NumPy has them."""

    def __index__(self) -> int:
        """The number."""
        return 2022


def test_a_year_may_be_a_number_of_any_type() -> None:
    """Numbers of NumPy, whole floats and dates are filters like their texts."""
    with open_facts() as facts:
        expected = facts.trade(year=2022)
        assert expected
        for year in (2022.0, Whole(), [Whole()], (2022.0, "2022")):
            assert facts.trade(year=year) == expected
        assert (
            facts.members(as_of=Whole()) == facts.members(as_of=2022.0) == facts.members(as_of=2022)
        )
        day = datetime.date(2022, 5, 1)
        assert facts.meetings(since=day) == facts.meetings(since="2022-05-01")


def test_numbers_of_numpy_are_filters() -> None:
    """Numbers and arrays of NumPy are filters like Python's own."""
    np = pytest.importorskip("numpy")
    with open_facts() as facts:
        assert facts.trade(year=np.int64(2022)) == facts.trade(year=2022)
        assert facts.trade(year=np.float64(2022.0)) == facts.trade(year=2022)
        assert facts.trade(year=np.array([2021, 2022])) == facts.trade(year=[2021, 2022])


def test_the_library_writes_checks_and_maps(tmp_path: Path, corridor: Ask) -> None:
    """`Facts.export`, `.check` and `.geojson` give what the command line gives."""
    with open_facts(CUT) as facts:
        places = facts.places()
        assert isinstance(places, Rows)
        assert facts.geojson(places) == corridor("places", "-f", "geojson", facts=CUT).out
        assert facts.export(tmp_path / "new.db")[0] == str(tmp_path / "new.db")
        corridor("export", tmp_path / "old.db", facts=CUT)
        assert (tmp_path / "new.db").read_bytes() == (tmp_path / "old.db").read_bytes()
        assert facts.check(CUT) == []
    broken = Path(shutil.copytree(FOUNDING, tmp_path / "facts"))
    (broken / "about.yaml").write_text("title: x\n")
    assert [row["code"] for row in Facts.check(broken)] == ["missing-field"]


#: Environments of terminals, and whether each has links.
TERMINALS = [
    ({"TERM": "xterm-256color"}, True),
    ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
    ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
    ({"TERM": "tmux-256color"}, False),
    ({}, False),
    ({"WT_SESSION": "0"}, True),
]


@pytest.mark.parametrize(("environ", "has_links"), TERMINALS)
def test_links_are_only_where_they_are_known_to_work(
    environ: dict[str, str], has_links: bool
) -> None:
    """Apple's Terminal, multiplexers and old consoles of Windows have no links."""
    assert World(None, None, None, environ).draws_links == has_links


class Closed:
    """A stream whose reader is gone, as Windows says it."""

    def write(self, _: object) -> int:
        """Fail."""
        raise OSError(errno.EINVAL, "Invalid argument")

    def fileno(self) -> int:
        """No descriptor."""
        return -1


def test_a_closed_pipe_of_windows_is_a_closed_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """EINVAL means on Windows that the reader has gone, elsewhere that writing failed."""
    for windows, code in ((True, 141), (False, 74)):
        monkeypatch.setattr(world, "_WINDOWS", windows)
        assert main(["members"], World(Closed(), None, environ=dict(os.environ))) == code


def test_streams_are_opened_as_python_opens_a_console() -> None:
    """A stream is made by `open`, which on Windows chooses the class for consoles."""
    reading, writing = os.pipe()
    stream = world._stream(writing, "w")
    assert (stream.write(b"a"), os.read(reading, 9)) == (1, b"a")
    del stream
    os.close(writing)  # it was not closed with the stream
    os.close(reading)
    assert world._stream(writing, "w") is None


@pytest.mark.peers
def test_an_older_python_is_told_in_a_line_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.9 and 3.10 can read the build hook, which says that 3.11 is needed."""
    from corridor_cli._build import FactsHook

    source = ROOT / "corridor_cli" / "_build.py"
    ast.parse(source.read_text("utf-8"), feature_version=(3, 9))
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    monkeypatch.setattr(sys, "version", "3.10.13 (main)")
    with pytest.raises(SystemExit) as error:
        FactsHook.initialize(object.__new__(FactsHook), "standard", {})
    assert error.value.code == "corridor needs Python 3.11 or newer; this is 3.10.13"


def committed() -> list[str]:
    """The files of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=False)
    return listed.stdout.decode().splitlines()


def is_possible(name: str) -> bool:
    """Whether Windows can have a file of this name."""
    reserved = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name, re.IGNORECASE)
    return not reserved and not re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', name)


def test_names_of_files_and_ids_are_possible_on_every_system() -> None:
    """No file and no id has a name that Windows reserves; no two names differ in case alone."""
    paths = committed()
    if not paths:
        pytest.skip("no git repository")
    assert [path for path in paths if not all(map(is_possible, path.split("/")))] == []
    assert len({path.casefold() for path in paths}) == len(paths)
    with open_facts(FACTS) as facts:
        assert [
            row["id"] for row in facts.table("records") if not is_possible(str(row["id"]))
        ] == []
    attributes = subprocess.run(
        ["git", "check-attr", "text", "eol", "--", *paths],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert attributes.count("eol: lf\n") == len(paths)


HALF = "\ud800"
QUESTIONS: list[Callable[[Facts], object]] = [
    lambda facts: facts.sql("SELECT ?", [2**70]),
    lambda facts: facts.sql("SELECT ?", [HALF]),
    lambda facts: facts.trade(year=2**70),
    lambda facts: facts.trade(year=2022.5),
    lambda facts: facts.trade(reporter=HALF),
    lambda facts: facts.show(HALF),
    lambda facts: facts.cite(HALF),
    lambda facts: facts.search(HALF),
    lambda facts: facts.freight(place=HALF),
    lambda facts: facts.members(according_to=HALF),
    lambda facts: facts.table(HALF),
    lambda facts: facts.show("x" * 5000),
]


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_an_odd_value_is_an_error_of_the_user(number: int) -> None:
    """Half a character, a huge number and a fraction are no bug."""
    with open_facts() as facts, pytest.raises(CorridorError):
        QUESTIONS[number](facts)


@pytest.mark.parametrize("name", [HALF, "a\0b", "x" * 5000])
def test_a_name_that_no_directory_has_is_an_error_of_the_user(name: str) -> None:
    """A directory whose name no file can have is no bug."""
    with pytest.raises(CorridorError):
        open_facts(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_name_of_5000_letters_is_one_line(
    name: str, corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command ends with 70 for a long name, as an argument, a fact directory or a file."""
    monkeypatch.chdir(tmp_path)
    long = "x" * 5000
    for argv in ((long,), ("--facts", long), ("-o", f"{long}.csv"), ("-o", f"{long}/x.csv")):
        answer = corridor(name, *argv)
        assert answer.code != 70, answer.err[:300]


def test_without_a_current_directory_nothing_is_a_bug(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a directory that is gone, commands answer or say in a line what cannot be written."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert corridor("members", "--count").code == 0
    assert corridor("check").code == 0
    for argv in (("export", "x"), ("init", "x"), ("members", "-o", "x.csv"), ("export", "x.db")):
        answer = corridor(*argv)
        assert (answer.code, answer.out) == (74, "")
        assert answer.err.startswith(f"corridor: error: cannot write to {argv[-1]}: ")


def test_full_temporary_storage_is_no_bug(corridor: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """If temporary storage is full, the exit code is 74 and the message one line."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Facts, "members", fails)
    line = "corridor: error: temporary storage is full\n"
    assert corridor("members") == (74, "", line)


def test_all_files_together_are_bounded(
    copied_facts: Path, corridor: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many files, or too many bytes in all files, are one clear problem."""
    monkeypatch.setattr(files, "MAX_FILES", 7)
    answer = corridor("trade", facts=copied_facts)
    assert (answer.code, answer.out) == (3, "")
    assert "has more than 7 fact files" in answer.err
    monkeypatch.setattr(files, "MAX_FILES", 1000)
    monkeypatch.setattr(files, "MAX_ALL_BYTES", 5000)
    answer = corridor("check", copied_facts)
    assert (answer.code, answer.out) == (2, "")
    assert "have more than 5000 bytes together" in answer.err


#: Cells of another type than their column's.
WRONG = {
    "a text for a number": "UPDATE trade SET export = 'x'",
    "bytes": "UPDATE trade SET period = x'ff00'",
    "bytes that are no text": "UPDATE trade SET period = CAST(x'ff00' AS TEXT)",
    "a list for a number": "UPDATE trade SET turnover = '[]'",
    "a table less": "DROP TABLE trade",
    "a column less": "ALTER TABLE trade DROP COLUMN scope",
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_cell_of_the_wrong_type_leads_to_one_new_index(
    change: str, corridor: Ask, tmp_path: Path
) -> None:
    """Whatever goes wrong while an index is read, it is built again, and the answer is right."""
    facts = Path(shutil.copytree(FOUNDING, tmp_path / "facts"))
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    expected = corridor("trade", "--json", facts=facts, env=env)
    (file,) = Path(env["XDG_CACHE_HOME"], "corridor").iterdir()
    with closing(sqlite3.connect(file)) as index:
        index.execute(change)
        index.commit()
    before = os.stat(file).st_ino
    assert corridor("trade", "--json", facts=facts, env=env) == expected
    assert os.stat(file).st_ino != before
    before = os.stat(file).st_ino
    assert corridor("trade", "--json", facts=facts, env=env) == expected
    assert os.stat(file).st_ino == before


def test_each_cell_of_an_index_has_the_type_of_its_column() -> None:
    """No sound index is built again for the types of its cells."""
    with Facts.of(FACTS, {}) as facts:
        connection = facts._index.connection
        for answer in ANSWERS:
            if not answer.kinds or answer.name == "search":
                continue
            names = ", ".join(f'"{column.name}"' for column in answer.columns)
            for cells in connection.execute(f"SELECT {names} FROM {answer.view}"):
                for column, cell in zip(answer.columns, cells, strict=True):
                    assert type(cell) in _TYPES[column.shape], (answer.name, column.name, cell)
