"""The index as a cache: the answer is always that of the fact files."""

import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import FACTS, FOUNDING, RIVALS, Answer, full_disk

from corridor_cli.index import build
from corridor_cli.index.cache import PACKAGED, default_facts, open_index
from corridor_cli.index.database import Lookup
from corridor_cli.model.answers import ANSWERS, SEARCH
from corridor_cli.questions import Facts


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose cache home is empty."""
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def turnover(facts: Path, home: dict[str, str]) -> str:
    """The turnover of 2022 as the index states it."""
    with closing(open_index(facts, home)) as connection:
        ((stated,),) = connection.execute("SELECT turnover_stated FROM trade WHERE period = '2022'")
    return str(stated)


def cached(home: dict[str, str]) -> list[Path]:
    """The files in the cache."""
    return sorted(Path(home["XDG_CACHE_HOME"], "corridor").iterdir())


def edit(facts: Path, old: str, new: str) -> None:
    """Change a text in the file of trade."""
    path = facts / "trade" / "kaz-rus.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_second_call_reads_no_fact_file(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that is current answers without being built again."""
    assert turnover(copied_facts, home) == "26.123 bn USD"
    monkeypatch.setattr(build, "build", None)
    assert turnover(copied_facts, home) == "26.123 bn USD"
    assert len(cached(home)) == 1


def test_an_edit_is_seen_even_within_the_same_second_and_size(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """A changed fact file is read again, though size and times stay what they were."""
    path = copied_facts / "trade" / "kaz-rus.yaml"
    for _ in range(3):
        assert turnover(copied_facts, home) == "26.123 bn USD"
        before = path.stat()
        edit(copied_facts, "26.123", "26.124")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert turnover(copied_facts, home) == "26.124 bn USD"
        edit(copied_facts, "26.124", "26.123")


def test_what_times_cannot_tell_is_told_by_content(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file changed just before the build is compared by its content, until its times can be trusted."""
    monkeypatch.setattr(
        "corridor_cli.index.cache._stamp", lambda _: [0, time.time_ns() // 10**12, 0, 0]
    )
    monkeypatch.setattr("corridor_cli.index.cache._RACY_NS", 10**30)
    assert turnover(copied_facts, home) == "26.123 bn USD"
    edit(copied_facts, "26.123", "26.124")
    assert turnover(copied_facts, home) == "26.124 bn USD"
    monkeypatch.setattr("corridor_cli.index.cache._RACY_NS", 0)
    assert turnover(copied_facts, home) == "26.124 bn USD"
    with closing(sqlite3.connect(cached(home)[0])) as kept:
        assert kept.execute("SELECT COUNT(*) FROM _input WHERE hash IS NOT NULL").fetchone() == (0,)


def test_a_change_of_the_code_that_shapes_it_makes_an_index_anew(
    copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an index is made by is part of what it stands for."""
    code = copied_facts.parent / "build.py"
    code.write_text("one")
    monkeypatch.setattr("corridor_cli.index.cache._shaping_files", lambda: [code])
    turnover(copied_facts, home)
    before = cached(home)[0].stat().st_ino
    turnover(copied_facts, home)
    assert cached(home)[0].stat().st_ino == before
    code.write_text("another")
    turnover(copied_facts, home)
    assert cached(home)[0].stat().st_ino != before


def test_no_question_makes_an_index_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question finds what it looks for by the indices that the database has."""
    plans: list[str] = []

    def explained(index: Lookup, query: str, given: object) -> list[tuple[object, ...]]:
        plans.extend(
            row[3] for row in index.connection.execute(f"EXPLAIN QUERY PLAN {query}", given)
        )
        return index.connection.execute(query, given).fetchall()

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
    named = [
        plan
        for plan in plans
        if "AUTOMATIC" in plan and re.search(r"SEARCH (?!ranked|place|\()[a-z]\w* ", plan)
    ]
    assert named == []


def test_a_file_that_comes_goes_or_changes_its_name_is_seen(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """The set of fact files is part of what an index stands for."""
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
    """Replace an index by one of facts that say something else."""
    other = Path(shutil.copytree(FOUNDING, file.parent.parent / "other"))
    edit(other, "26.123", "99.999")
    elsewhere = {"XDG_CACHE_HOME": str(file.parent.parent / "elsewhere")}
    assert turnover(other, elsewhere) == "99.999 bn USD"
    cached(elsewhere)[0].replace(file)


def newer_database(file: Path) -> None:
    """Give an index the mark of a format that no SQLite reads yet."""
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
        for part in range(16)
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
def test_a_damaged_index_is_built_again_without_a_word(
    damage: Callable[[Path], object],
    copied_facts: Path,
    home: dict[str, str],
    corridor: Callable[..., Answer],
) -> None:
    """Whatever lies where the index should be, the answer is that of the facts, and nothing new stays beside it."""
    expected = corridor("trade", facts=copied_facts, env=home)
    (file,) = cached(home)
    damage(file)
    for _ in range(2):
        assert corridor("trade", facts=copied_facts, env=home) == expected
        assert list(Path(home["XDG_CACHE_HOME"], "corridor").iterdir()) == [file]


def test_damage_inside_an_index_is_no_error_to_the_user(
    copied_facts: Path, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Pages that are broken further in are met by one rebuild."""
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
        (file,) = cached(env)
        data = bytearray(file.read_bytes())
        data[8192:] = b"\xff" * (len(data) - 8192)
        file.write_bytes(data)
        assert corridor(*argv, facts=copied_facts, env=env) == expected


def test_a_home_that_is_not_utf_8_keeps_an_index(
    copied_facts: Path, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """A cache home by any name is found again at the next call."""
    env = {"XDG_CACHE_HOME": str(tmp_path / os.fsdecode(b"h\xff"))}
    first = corridor("trade", facts=copied_facts, env=env)
    before = cached(env)[0].stat()
    assert corridor("trade", facts=copied_facts, env=env) == first
    assert cached(env)[0].stat() == before


def test_links_and_odd_names_are_no_crash(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """Linked folders are read once; dangling links, loops and names that are not text are told with exit 3."""
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
    """No home, a home that is a file: the index is made in memory."""
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
    """Where the index does not fit, the answer is the same and no part of it stays."""
    folder = tmp_path / "full"
    expected = corridor("trade", facts=copied_facts)
    for _ in range(2):
        with full_disk():
            answer = corridor("trade", facts=copied_facts, env={"XDG_CACHE_HOME": str(folder)})
        assert answer == expected
        assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("shift", [-86_400, -3, 3, 86_400])
def test_a_clock_that_is_wrong_is_no_error(
    shift: int, copied_facts: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit is seen though the clock was set back or forth between it, the build and the answer."""
    path = copied_facts / "trade" / "kaz-rus.yaml"
    now = time.time_ns()
    for number in range(4):
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


SLOW_WRITE = """
import sys, time
from pathlib import Path
from corridor_cli.index import cache
def save(connection, path):
    path.write_bytes(connection.serialize()[:50_000])
    print("writing", flush=True)
    time.sleep(60)
cache.save = save
cache.open_index(sys.argv[1], {"XDG_CACHE_HOME": sys.argv[2]})
"""


@pytest.mark.slow
def test_builders_that_are_killed_leave_nothing_that_grows(home: dict[str, str]) -> None:
    """Twenty kills, at any moment of a build and in the midst of writing: each next answer is right, and drafts go."""
    folder = Path(home["XDG_CACHE_HOME"], "corridor")
    command = [
        sys.executable,
        "-m",
        "corridor_cli",
        "trade",
        "--count",
        "--facts",
        str(FACTS),
    ]
    environ = {"PATH": os.environ["PATH"], **home}
    started = time.monotonic()
    expected = subprocess.run(
        command, env={"PATH": os.environ["PATH"]}, capture_output=True, check=True
    ).stdout
    whole = time.monotonic() - started
    for number in range(15):
        for file in folder.glob("*.db"):
            file.unlink()
        with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as process:
            time.sleep(whole * number / 14)
            process.kill()
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", SLOW_WRITE, str(FOUNDING), home["XDG_CACHE_HOME"]],
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == b"writing\n"
            process.kill()
    assert len(list(folder.glob("*.new"))) >= 5
    assert subprocess.run(command, env=environ, capture_output=True, check=True).stdout == expected
    for draft in folder.glob("*.new"):
        os.utime(draft, (0, 0))
    assert turnover(FOUNDING, home) == "26.123 bn USD"
    assert {path.suffix for path in folder.iterdir()} == {".db"}


def test_the_cache_keeps_the_newest_indexes_and_what_is_not_ours(
    copied_facts: Path, home: dict[str, str]
) -> None:
    """However many fact directories there were, the cache holds 24 indexes; files of other programs are left alone."""
    folder = Path(home["XDG_CACHE_HOME"], "corridor")
    folder.mkdir(parents=True)
    for number in range(40):
        index = folder / f"{number:024x}.db"
        index.write_bytes(b"an index of long ago")
        os.utime(index, (number, number))
    (folder / "other.db").write_bytes(b"of another program")
    assert turnover(copied_facts, home)
    kept = sorted(path.name for path in folder.iterdir())
    assert [f"{number:024x}.db" for number in range(17, 40)] == kept[:23]
    assert (len(kept), kept[-1]) == (25, "other.db")


def test_builders_at_once_leave_one_index(copied_facts: Path, home: dict[str, str]) -> None:
    """Several first calls at once all answer, and nothing but the index stays."""
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert set(pool.starmap(turnover, [(copied_facts, home)] * 8)) == {"26.123 bn USD"}
    assert [path.suffix for path in cached(home)] == [".db"]


def test_an_index_is_read_only(copied_facts: Path, home: dict[str, str]) -> None:
    """No question can change the facts, in the cache or in memory."""
    for environ in (home, home, {}):
        with (
            closing(open_index(copied_facts, environ)) as index,
            pytest.raises(sqlite3.OperationalError, match="readonly"),
        ):
            index.execute("DELETE FROM trade")


def test_each_command_has_its_view_with_the_declared_columns() -> None:
    """The views are the answers' columns, in their order; a search also weighs its rows."""
    with closing(open_index(default_facts(), {})) as connection:
        for answer in ANSWERS:
            if answer.kinds:
                found = connection.execute(f"SELECT * FROM {answer.view}").description
                extra = ["weight", "search_text"] if answer is SEARCH else []
                assert [column[0] for column in found] == [
                    *(column.name for column in answer.columns),
                    *extra,
                ], answer.name


def test_a_checkout_has_no_packaged_index() -> None:
    """In a checkout the fact files are what is asked, never a stale copy."""
    assert not PACKAGED.exists()
