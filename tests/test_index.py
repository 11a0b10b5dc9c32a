"""The index as a cache: the answer is always that of the fact files."""

import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import FOUNDING, RIVALS, Answer, full_disk

from corridor_cli.index import build
from corridor_cli.index.cache import built
from corridor_cli.index.database import Lookup
from corridor_cli.index.opening import PACKAGED, open_index
from corridor_cli.model.answers import ANSWERS, SEARCH
from corridor_cli.questions import Facts
from corridor_cli.reading import records
from corridor_cli.reading.files import Files
from facts import fact_base


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty cache home."""
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def turnover(facts: Path, home: dict[str, str]) -> str:
    """The turnover of 2022 in the index."""
    with closing(open_index(facts, home)) as connection:
        ((text,),) = connection.execute("SELECT turnover_stated FROM trade WHERE period = '2022'")
    return str(text)


def cache_files(home: dict[str, str]) -> list[Path]:
    """The files in the cache."""
    return sorted(Path(home["XDG_CACHE_HOME"], "corridor").iterdir())


def edit(facts: Path, old: str, new: str) -> None:
    """Replace a text in the file of trade."""
    path = facts / "trade" / "kaz-rus.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_second_call_reads_no_fact_file(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that is current is not built again."""
    assert turnover(copied_facts, home) == "26.123 bn USD"
    monkeypatch.setattr(build, "build", None)
    assert turnover(copied_facts, home) == "26.123 bn USD"
    assert len(cache_files(home)) == 1


def test_an_edit_is_seen_even_within_the_same_second_and_size(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """A changed file is read again, even if its size and time stay the same."""
    path = copied_facts / "trade" / "kaz-rus.yaml"
    for _ in range(3):
        assert turnover(copied_facts, home) == "26.123 bn USD"
        before = path.stat()
        edit(copied_facts, "26.123", "26.124")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert turnover(copied_facts, home) == "26.124 bn USD"
        edit(copied_facts, "26.124", "26.123")


def test_a_file_changed_just_before_is_compared_by_content(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file changed just before the build is compared by content, until times are enough."""
    monkeypatch.setattr(
        "corridor_cli.index.cache._stamp", lambda _: f"0 {time.time_ns() // 10**12} 0 0"
    )
    monkeypatch.setattr("corridor_cli.index.cache._RACY_NS", 10**30)
    assert turnover(copied_facts, home) == "26.123 bn USD"
    edit(copied_facts, "26.123", "26.124")
    assert turnover(copied_facts, home) == "26.124 bn USD"
    monkeypatch.setattr("corridor_cli.index.cache._RACY_NS", 0)
    assert turnover(copied_facts, home) == "26.124 bn USD"
    with closing(sqlite3.connect(cache_files(home)[0])) as index:
        assert index.execute("SELECT COUNT(*) FROM _input WHERE hash IS NOT NULL").fetchone() == (
            0,
        )


def test_a_change_of_the_code_that_shapes_it_makes_an_index_anew(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of the code that builds the index builds it again."""
    code = copied_facts.parent / "build.py"
    code.write_text("one")
    monkeypatch.setattr("corridor_cli.index.cache._shaping_files", lambda: [code])
    turnover(copied_facts, home)
    before = cache_files(home)[0].stat().st_ino
    turnover(copied_facts, home)
    assert cache_files(home)[0].stat().st_ino == before
    code.write_text("another")
    turnover(copied_facts, home)
    assert cache_files(home)[0].stat().st_ino != before


def test_no_question_makes_an_index_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite makes no automatic index for a question."""
    plans: list[str] = []

    def explained(index: Lookup, query: str, parameters: object) -> list[tuple[object, ...]]:
        plans.extend(
            row[3] for row in index.connection.execute(f"EXPLAIN QUERY PLAN {query}", parameters)
        )
        return index.connection.execute(query, parameters).fetchall()

    monkeypatch.setattr(Lookup, "all", explained)
    with Facts.of(RIVALS, {}) as facts:
        for rows in (
            facts.trade(year=2022, country="IRN"),
            facts.trade(preferred=True),
            facts.meetings(country="IRN"),
            facts.agreements(),
            facts.sources(),
            facts.show("RUS"),
        ):
            assert rows
    automatic = [
        plan
        for plan in plans
        if "AUTOMATIC" in plan and re.search(r"SEARCH (?!ranked|place|\()[a-z]\w* ", plan)
    ]
    assert automatic == []


def test_a_file_that_comes_goes_or_changes_its_name_is_seen(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """A new, removed or renamed fact file builds the index again."""
    assert turnover(copied_facts, home)
    (copied_facts / "trade" / "kaz-rus.yaml").rename(copied_facts / "kept.txt")
    with closing(open_index(copied_facts, home)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM trade").fetchone() == (0,)
    (copied_facts / "kept.txt").rename(copied_facts / "trade" / "kaz-rus.yaml")
    assert turnover(copied_facts, home)


def foreign_database(file: Path) -> None:
    """Replace an index by a database of another program."""
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.executescript(
            "CREATE TABLE meta (key, value); CREATE TABLE input (name, stamp, hash)"
        )


def index_of_other_facts(file: Path) -> None:
    """Replace an index by the index of other facts."""
    other = Path(shutil.copytree(FOUNDING, file.parent.parent / "other"))
    edit(other, "26.123", "99.999")
    elsewhere = {"XDG_CACHE_HOME": str(file.parent.parent / "elsewhere")}
    assert turnover(other, elsewhere) == "99.999 bn USD"
    cache_files(elsewhere)[0].replace(file)


def newer_database(file: Path) -> None:
    """Give an index the mark of a format that no SQLite can read."""
    data = bytearray(file.read_bytes())
    data[18:20] = b"\x09\x09"
    file.write_bytes(data)


def folder_in_its_place(file: Path, *inside: str) -> None:
    """Replace an index by a directory."""
    file.unlink()
    file.mkdir()
    for name in inside:
        (file / name).write_text("kept")


DAMAGE: dict[str, Callable[[Path], object]] = {
    **{
        f"truncated to {part} of 16": lambda file, part=part: file.write_bytes(
            file.read_bytes()[: file.stat().st_size * part // 16]
        )
        for part in (0, 1, 8, 15)
    },
    "longer": lambda file: file.write_bytes(file.read_bytes() * 2),
    "text": lambda file: file.write_bytes(b"not a database" * 1000),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "foreign": foreign_database,
    "of other facts": index_of_other_facts,
    "of a newer SQLite": newer_database,
    "a directory": folder_in_its_place,
    "a directory with files": lambda file: folder_in_its_place(file, "kept"),
    "a link to nothing": lambda file: (file.unlink(), file.symlink_to("nowhere")),
    "a link to itself": lambda file: (file.unlink(), file.symlink_to(file.name)),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_built_again(
    damage: Callable[[Path], object],
    copied_facts: Path,
    home: dict[str, str],
    corridor: Callable[..., Answer],
) -> None:
    """With anything in the place of the index, the answer is that of the facts."""
    expected = corridor("trade", facts=copied_facts, env=home)
    (file,) = cache_files(home)
    damage(file)
    for _ in range(2):
        assert corridor("trade", facts=copied_facts, env=home) == expected
        assert list(Path(home["XDG_CACHE_HOME"], "corridor").iterdir()) == [file]


def test_damage_inside_an_index_is_no_error_to_the_user(
    copied_facts: Path, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """An index with damaged pages is built again."""
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    for argv in (
        ("trade",),
        ("search", "corridor"),
        ("show", "KAZ"),
        ("cite", "KAZ"),
        ("sql", "SELECT * FROM trade"),
        ("-V",),
    ):
        expected = corridor(*argv, facts=copied_facts, env=env)
        (file,) = cache_files(env)
        data = bytearray(file.read_bytes())
        data[8192:] = b"\xff" * (len(data) - 8192)
        file.write_bytes(data)
        assert corridor(*argv, facts=copied_facts, env=env) == expected


def test_a_home_that_is_not_utf_8_keeps_an_index(
    copied_facts: Path,
    corridor: Callable[..., Answer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An index in a cache home whose name is not UTF-8 is used again."""
    env = {"XDG_CACHE_HOME": str(tmp_path / os.fsdecode(b"h\xff"))}
    first = corridor("trade", facts=copied_facts, env=env)
    assert cache_files(env)
    monkeypatch.setattr("corridor_cli.index.cache._rebuild", lambda *_: 1 / 0)
    assert corridor("trade", facts=copied_facts, env=env) == first


def test_links_and_odd_names_are_no_crash(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """A linked folder is read once; broken links and names that are not text give exit code 3."""
    moved = copied_facts.parent / "elsewhere"
    (copied_facts / "trade").rename(moved)
    (copied_facts / "trade").symlink_to(moved)
    (copied_facts / "meetings" / "loop").symlink_to(copied_facts)
    assert corridor("trade", "--count", facts=copied_facts).out == "2\n"
    (moved / "lost.yaml").symlink_to("nowhere")
    answer = corridor("trade", facts=copied_facts)
    assert (
        answer.code,
        "trade/lost.yaml:1:1: unreadable: cannot be read: No such file or directory" in answer.err,
    ) == (3, True)
    (moved / "lost.yaml").unlink()
    Path(os.fsdecode(os.fsencode(moved) + b"/\xff.yaml")).write_text("")
    assert corridor("trade", facts=copied_facts).code == 3
    (copied_facts.parent / "self").symlink_to("self")
    assert corridor("trade", facts=copied_facts.parent / "self").code == 3


def test_without_a_place_for_a_cache_the_answer_is_the_same(copied_facts: Path) -> None:
    """Without a usable cache home the index is built in memory."""
    (copied_facts.parent / "file").write_text("")
    for home in (
        {},
        {"HOME": str(copied_facts.parent / "file")},
        {"XDG_CACHE_HOME": "/proc/nowhere"},
    ):
        assert turnover(copied_facts, home) == "26.123 bn USD"


def test_a_full_cache_home_is_no_error(
    copied_facts: Path, tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """If the index does not fit, the answer is the same and no file stays."""
    folder = tmp_path / "full"
    expected = corridor("trade", facts=copied_facts)
    for _ in range(2):
        with full_disk():
            answer = corridor("trade", facts=copied_facts, env={"XDG_CACHE_HOME": str(folder)})
        assert answer == expected
        assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_on_windows_an_index_in_use_is_left_alone(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an open file cannot be replaced, answers are right, and the index stays as it is."""

    def refuses(*_: object) -> None:
        raise PermissionError(13, "it is open")

    turnover(copied_facts, home)
    (index,) = cache_files(home)
    before = index.read_bytes()
    monkeypatch.setattr("corridor_cli.index.cache._REPLACES_OPEN", False)
    monkeypatch.setattr("corridor_cli.index.cache._RACY_NS", 0)  # times of files would do now
    assert turnover(copied_facts, home) == "26.123 bn USD"
    assert index.read_bytes() == before
    monkeypatch.setattr("corridor_cli.index.cache.os.replace", refuses)
    edit(copied_facts, "26.123", "26.124")
    assert turnover(copied_facts, home) == "26.124 bn USD"
    assert cache_files(home) == [index]
    assert index.read_bytes() == before


def tables(connection: sqlite3.Connection) -> dict[str, list[object]]:
    """The rows of each table of an index, but for the stamps of its files."""
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> '_input' ORDER BY 1"
    return {
        name: connection.execute(f"SELECT * FROM {name}").fetchall()
        for (name,) in connection.execute(names).fetchall()
    }


def test_crlf_in_fact_files_gives_the_same_index(
    copied_facts: Path, home: dict[str, str], corridor: Callable[..., Answer]
) -> None:
    """Fact files as an editor on Windows may save them, with CRLF, give the same tables."""
    with closing(open_index(copied_facts, home)) as connection:
        expected = tables(connection)
    report = corridor("check", copied_facts, "-f", "json")
    for path in copied_facts.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with closing(open_index(copied_facts, home)) as connection:
        assert tables(connection) == expected
    assert corridor("check", copied_facts, "-f", "json") == report


@pytest.mark.parametrize("shift", [-86_400, 3])
def test_a_clock_that_is_wrong_is_no_error(
    shift: int, copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit is seen even if the clock was set back or forward."""
    path = copied_facts / "trade" / "kaz-rus.yaml"
    now = time.time_ns()
    for number in range(3):
        monkeypatch.setattr(
            "corridor_cli.index.cache.time.time_ns",
            lambda number=number: now + number * shift * 10**9,
        )
        assert turnover(copied_facts, home) == "26.123 bn USD"
        edit(copied_facts, "26.123", "26.124")
        os.utime(path, ns=(now + number * shift * 10**9,) * 2)
        assert turnover(copied_facts, home) == "26.124 bn USD"
        edit(copied_facts, "26.124", "26.123")
        os.utime(path, ns=(now + number * shift * 10**9,) * 2)


#: A build that is killed at the function call with a given number; else it prints their number.
KILLED = """
import os, signal, sys
from itertools import count
from corridor_cli.index.opening import open_index
calls, last = count(), int(sys.argv[1])
def stop(frame, event, _):
    if event == "call" and next(calls) == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(stop)
open_index(sys.argv[2], {"XDG_CACHE_HOME": sys.argv[3]})
sys.setprofile(None)
print(next(calls))
"""
#: A build that is killed after it wrote a part of the index.
KILLED_WRITING = """
import os, signal, sys
from pathlib import Path
from corridor_cli.index import cache
def save(connection, path):
    path.write_bytes(connection.serialize()[:50_000])
    os.kill(os.getpid(), signal.SIGKILL)
cache.save = save
cache.opened(Path(sys.argv[1]), {"XDG_CACHE_HOME": sys.argv[2]})
"""


def test_builders_that_are_killed_leave_nothing_that_grows(home: dict[str, str]) -> None:
    """After a kill at any moment of a build the next answer is right, and drafts are removed."""
    folder = Path(home["XDG_CACHE_HOME"], "corridor")

    def run(code: str, *argv: object) -> subprocess.CompletedProcess[bytes]:
        words = map(str, (*argv, FOUNDING, home["XDG_CACHE_HOME"]))
        return subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, check=False
        )

    calls = int(run(KILLED, -1).stdout)
    for number in range(5):
        for file in folder.glob("*.db"):
            file.unlink()
        assert run(KILLED, calls * number // 5).returncode == -signal.SIGKILL
    for _ in range(2):
        assert run(KILLED_WRITING).returncode == -signal.SIGKILL
    assert len(list(folder.glob("*.new"))) >= 2
    assert turnover(FOUNDING, home) == "26.123 bn USD"
    for draft in folder.glob("*.new"):
        os.utime(draft, (0, 0))
    open_index(RIVALS, home).close()
    assert {path.suffix for path in folder.iterdir()} == {".db"}


def test_the_cache_keeps_the_newest_indexes_and_what_is_not_ours(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """The cache keeps 24 indexes, and files of other programs."""
    folder = Path(home["XDG_CACHE_HOME"], "corridor")
    folder.mkdir(parents=True)
    for number in range(40):
        index = folder / f"{number:024x}.db"
        index.write_bytes(b"an index of long ago")
        os.utime(index, (number, number))
    (folder / "other.db").write_bytes(b"of another program")
    assert turnover(copied_facts, home)
    index = sorted(path.name for path in folder.iterdir())
    assert [f"{number:024x}.db" for number in range(17, 40)] == index[:23]
    assert (len(index), index[-1]) == (25, "other.db")


def test_builders_at_once_leave_one_index(copied_facts: Path, home: dict[str, str]) -> None:
    """Several first calls at once give the same answer and leave one index."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert set(pool.starmap(turnover, [(copied_facts, home)] * 4)) == {"26.123 bn USD"}
    assert [path.suffix for path in cache_files(home)] == [".db"]


def test_an_index_is_read_only(copied_facts: Path, home: dict[str, str]) -> None:
    """An index cannot be changed, in the cache or in memory."""
    for environ in (home, home, {}):
        with (
            closing(open_index(copied_facts, environ)) as index,
            pytest.raises(sqlite3.OperationalError, match="readonly"),
        ):
            index.execute("DELETE FROM trade")


def test_each_command_has_its_view_with_the_declared_columns() -> None:
    """Each view has the columns of its answer, in their order; a search has two more."""
    with closing(open_index(RIVALS, {})) as connection:
        for answer in ANSWERS:
            if answer.kinds:
                columns = connection.execute(f"SELECT * FROM {answer.view}").description
                extra = ["weight", "search_text"] if answer is SEARCH else []
                assert [column[0] for column in columns] == [
                    *(column.name for column in answer.columns),
                    *extra,
                ], answer.name


def test_a_checkout_has_no_packaged_index() -> None:
    """A checkout has no packaged index."""
    assert not PACKAGED.exists()


def steps(directory: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    """How many thousand steps SQLite takes to derive an index with so many figures of trade."""
    figures = "".join(
        f"- {{reporter: IND, partner: RUS, period: {1900 + number // 12}-{1 + number % 12:02},"
        " export: 1 bn USD, sources: {one: p}}\n"
        for number in range(count)
    )
    taken = []

    def filled(files: Files) -> tuple[records.Facts, sqlite3.Connection]:
        facts, connection = fill(files)
        connection.set_progress_handler(lambda: taken.append(1), 1000)
        return facts, connection

    fill = build.filled
    with monkeypatch.context() as patched:
        patched.setattr(build, "filled", filled)
        built(fact_base(directory, trade_ind_rus=figures)).close()
    return len(taken)


def test_the_work_of_an_index_grows_as_its_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four times the figures take about four times the steps of SQLite, not sixteen times."""
    small, large = (steps(tmp_path / str(n), monkeypatch, n) for n in (500, 2000))
    assert large < 6 * small
