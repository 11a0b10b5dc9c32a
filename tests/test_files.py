"""Files and directories: written whole or not at all, and nothing of anybody else's replaced."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest

from corridor_cli.errors import UsageError, WriteError
from corridor_cli.files import write_folder
from corridor_cli.world import write_all

OLD = {"about": b"old about", "data/both": b"old", "data/gone": b"gone", "former/only": b"only"}
NEW = {"about": b"new about", "data/both": b"new", "data/deep/added": b"added", "more": b"more"}
#: What a process writes that is killed when it calls a function of `os` for the nth time.
KILLED = """
import os, signal, sys
from corridor_cli.files import write_folder
function, nth, target, files, replaces = sys.argv[1], int(sys.argv[2]), sys.argv[3], eval(sys.argv[4]), eval(sys.argv[5])
real, calls = getattr(os, function), []
def counted(*given, **named):
    calls.append(given)
    if len(calls) == nth:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(os, function, counted)
write_folder(target, files, replaces)
"""


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """All that is below a directory by its path: what a file holds, where a link leads, nothing for a directory."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path)
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in sorted(folder.rglob("*"))
    }


def laid_out(files: dict[str, bytes]) -> dict[str, bytes | None]:
    """The tree of a directory with these files."""
    folders = {
        parent.as_posix(): None for name in files for parent in Path(name).parents if parent.name
    }
    return dict(sorted({**folders, **files}.items()))


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """What may be replaced."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


@pytest.fixture(params=["renamed", "current", "with a file of Finder", "mounted"])
def target(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    mounted: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An empty directory: one that can be renamed, and each sort of those that cannot."""
    if request.param == "mounted":
        return mounted("size=64k")
    (tmp_path / "target").mkdir()
    if request.param == "current":
        monkeypatch.chdir(tmp_path / "target")
    if request.param.endswith("Finder"):
        (tmp_path / "target" / ".DS_Store").write_bytes(b"\0Bud1")
    return tmp_path / "target"


def without_finder(folder: Path) -> dict[str, bytes | str | None]:
    """The tree but for the file of Finder, which stays."""
    there = tree(folder)
    assert there.pop(".DS_Store", b"\0Bud1") == b"\0Bud1"
    return there


def test_a_directory_is_replaced_wherever_it_is(target: Path) -> None:
    """New files come, old ones go with their folders, modes and links to the directory stay, and no draft is left."""
    beside = {path.name for path in target.parent.iterdir()}
    finder = (target / ".DS_Store").exists()
    target.chmod(0o750)
    link = target.parent / "link"
    link.symlink_to(target)
    write_folder(str(target), OLD)
    assert without_finder(target) == laid_out(OLD)
    write_folder(str(link), NEW, digests(OLD))
    assert without_finder(target) == laid_out(NEW)
    write_folder(str(target), NEW, digests(NEW))
    assert without_finder(target) == laid_out(NEW)
    assert target.stat().st_mode & 0o777 == 0o750
    assert link.is_symlink()
    assert (target / ".DS_Store").exists() == finder
    assert {path.name for path in target.parent.iterdir()} == {*beside, "link"}


def failure(write: Callable[[], None]) -> str:
    """What is told if it cannot be written."""
    try:
        write()
    except WriteError as error:
        return error.message
    return ""


def test_an_error_at_any_renaming_changes_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, the old directory is there whole, or the new one if its files can be renamed instead."""
    write_folder(str(target), OLD)
    before = tree(target.parent)
    real, refused = os.rename, 0
    for failing in range(1, 20):
        left = [failing]

        def rename(source: str, goal: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise PermissionError(1, "Operation not permitted")
            real(source, goal)

        monkeypatch.setattr(os, "rename", rename)
        error = failure(lambda: write_folder(str(target), NEW, digests(OLD)))
        if error:
            assert error == f"cannot write to {target}: Operation not permitted"
            assert tree(target.parent) == before
            refused += 1
        else:
            assert without_finder(target) == laid_out(NEW)
            monkeypatch.setattr(os, "rename", real)
            write_folder(str(target), OLD, digests(NEW))
            before = tree(target.parent)
    assert refused in (0, len(OLD) + len(NEW))


def test_a_directory_that_cannot_be_renamed_has_its_files_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses to rename the directory, the result is the same."""
    target = tmp_path / "target"
    write_folder(str(target), OLD)
    inode = target.stat().st_ino
    real = os.rename

    def rename(source: str, goal: str) -> None:
        if str(target) in (source, goal):
            raise OSError(18, "Invalid cross-device link")
        real(source, goal)

    monkeypatch.setattr(os, "rename", rename)
    write_folder(str(target), NEW, digests(OLD))
    assert tree(tmp_path) == laid_out({f"target/{name}": data for name, data in NEW.items()})
    assert target.stat().st_ino == inode


@pytest.mark.parametrize(("function", "times"), [("mkdir", 9), ("rename", 12)])
def test_whenever_a_process_is_killed_the_directory_can_be_written_again(
    function: str, times: int, target: Path, tmp_path: Path
) -> None:
    """No file is ever there in part, what is there tells of itself, and old drafts are removed."""
    for nth in range(1, times):
        write_folder(str(target), OLD)
        script = [
            sys.executable,
            "-c",
            KILLED,
            function,
            str(nth),
            str(target),
            repr(NEW),
            repr(digests(OLD)),
        ]
        code = subprocess.run(script, cwd=Path.cwd(), check=False, timeout=60).returncode
        assert code in (0, -9)
        left = {
            name: data
            for name, data in tree(target).items()
            if name != ".DS_Store" and ".corridor-draft-" not in name
        }
        files = (
            {name: data for name, data in left.items() if data is not None}
            if target.exists()
            else {}
        )
        known = OLD if files.get("about") == OLD["about"] else NEW
        assert files.items() <= known.items()
        assert not files or "about" in files
        hour_ago = time.time() - 3700
        for draft in tmp_path.rglob(".corridor-draft-*"):
            os.utime(draft, (hour_ago, hour_ago))
        write_folder(str(target), NEW, digests(known) if files else None)
        assert without_finder(target) == laid_out(NEW)
        assert not list(tmp_path.rglob(".corridor-draft-*"))
        for path in sorted(target.rglob("*"), reverse=True):
            if path.name != ".DS_Store":
                path.rmdir() if path.is_dir() else path.unlink()


def test_a_draft_that_may_be_alive_is_passed_over(tmp_path: Path) -> None:
    """It may be somebody's who is writing now; it hinders nobody."""
    for folder in (tmp_path, tmp_path / "target"):
        (folder / ".corridor-draft-0123456789abcdef").mkdir(parents=True)
    write_folder(str(tmp_path / "target"), OLD)
    write_folder(str(tmp_path / "target"), NEW, digests(OLD))
    assert tree(tmp_path) == laid_out({f"target/{name}": data for name, data in NEW.items()}) | {
        ".corridor-draft-0123456789abcdef": None,
        "target/.corridor-draft-0123456789abcdef": None,
    }


def linked(folder: Path) -> None:
    """The folder of data leads elsewhere."""
    (folder.parent / "else").mkdir()
    for path in (folder / "data").iterdir():
        path.rename(folder.parent / "else" / path.name)
    (folder / "data").rmdir()
    (folder / "data").symlink_to("../else")


def file_linked(folder: Path) -> None:
    """A file leads elsewhere."""
    (folder / "data" / "both").rename(folder.parent / "both")
    (folder / "data" / "both").symlink_to("../../both")


#: What may be in a directory beside what was written there, and what is said of it.
OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file": (
        lambda folder: (folder / "data" / "mine").write_text(""),
        "holds other files: data/mine",
    ),
    "a folder": (
        lambda folder: (folder / "mine" / "deep").mkdir(parents=True),
        "holds other files: mine/",
    ),
    "a folder called like a file": (
        lambda folder: (folder / "more").mkdir(),
        "holds other files: more/",
    ),
    "a file called like a folder": (
        lambda folder: (folder / "data" / "deep").write_text(""),
        "holds other files: data/deep",
    ),
    "a link to a folder": (linked, "holds other files: data"),
    "a link to a file": (file_linked, "holds other files: data/both"),
    "a pipe": (lambda folder: os.mkfifo(folder / "more"), "holds other files: more"),
    "an edited file": (
        lambda folder: (folder / "data" / "both").write_text("mine"),
        "holds edited files: data/both",
    ),
    "five": (
        lambda folder: [(folder / f"mine{number}").write_text("") for number in range(5)],
        "holds other files: mine0, mine1, mine2 and 2 more",
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_nothing_of_anybody_elses_is_replaced(what: str, tmp_path: Path) -> None:
    """What was not written there is named, and all stays as it was."""
    target = tmp_path / "target"
    write_folder(str(target), OLD)
    make, told = OTHERS[what]
    make(target)
    before = tree(tmp_path)
    with pytest.raises(UsageError) as caught:
        write_folder(str(target), NEW, digests(OLD))
    assert caught.value.message == f"{target} {told}"
    assert tree(tmp_path) == before


@pytest.mark.parametrize("files", [{}, OLD])
def test_what_comes_while_a_directory_is_written_stays(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that somebody puts there meanwhile is not removed with the old ones."""
    target = tmp_path / "target"
    if files:
        write_folder(str(target), files)

    def meanwhile(sink: BinaryIO, data: bytes, name: str) -> None:
        (target / "data").mkdir(parents=True, exist_ok=True)
        (target / "data" / "mine").write_text("mine")
        write_all(sink, data, name)

    monkeypatch.setattr("corridor_cli.files.write_all", meanwhile)
    with pytest.raises((UsageError, WriteError)):
        write_folder(str(target), NEW, digests(files))
    assert tree(tmp_path) == laid_out(
        {f"target/{name}": data for name, data in {**files, "data/mine": b"mine"}.items()}
    )


def test_a_directory_that_cannot_be_written_leaves_none_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders above that were made for it go again."""

    def failing(*_: object) -> None:
        raise WriteError("cannot write")

    monkeypatch.setattr("corridor_cli.files.write_all", failing)
    with pytest.raises(WriteError):
        write_folder(str(tmp_path / "new" / "deep" / "target"), NEW)
    assert tree(tmp_path) == {}
    (tmp_path / "file").write_text("mine")
    with pytest.raises(WriteError, match=r"/file/target: Not a directory$"):
        write_folder(str(tmp_path / "file" / "target"), NEW)
    assert tree(tmp_path) == {"file": b"mine"}
