"""Files and directories: written whole or not at all, without loss of other files."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import full_disk

from corridor_cli.files import write_file, write_folder
from corridor_cli.model.errors import UsageError, WriteError

OLD = {"about": b"old about", "data/both": b"old", "data/gone": b"gone", "former/only": b"only"}
NEW = {"about": b"new about", "data/both": b"new", "data/deep/added": b"added", "more": b"more"}
#: Hidden files, and others that file managers leave.
LEFT = {".DS_Store": b"\0Bud1", "data/Thumbs.db": b"\xd0\xcf", ".git/HEAD": b"ref: refs/heads/main"}


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """What is below a directory, by path: the bytes of a file, the target of a link, else None."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path)
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else None
        for path in sorted(folder.rglob("*"))
    }


def tree_of(files: dict[str, bytes]) -> dict[str, bytes | None]:
    """The tree of a directory with these files."""
    folders = {
        parent.as_posix(): None for name in files for parent in Path(name).parents if parent.name
    }
    return dict(sorted({**folders, **files}.items()))


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Write these files below a directory."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """The hash of each file, as `write_folder` takes it."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def test_a_file_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    """On a full disk an old file stays as it is, and no new file stays."""
    lay_out(tmp_path, {"old": b"old"})
    for name in ("old", "new"):
        with full_disk(), pytest.raises(WriteError, match=f"^cannot write to .*{name}: File too"):
            write_file(str(tmp_path / name), b"new" * 100)
    assert tree(tmp_path) == {"old": b"old"}


def test_a_new_directory_is_written_with_those_above_it(tmp_path: Path) -> None:
    """A new directory has all files and the usual mode, and its parents are made."""
    (tmp_path / "any").mkdir()
    write_folder(str(tmp_path / "new" / "deep"), NEW, {})
    assert tree(tmp_path / "new" / "deep") == tree_of(NEW)
    assert {path.name for path in tmp_path.iterdir()} == {"any", "new"}
    assert (tmp_path / "new" / "deep").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_directory_is_replaced(tmp_path: Path) -> None:
    """New files replace old ones; the mode, links and files of file managers stay."""
    target, link = tmp_path / "target", tmp_path / "link"
    lay_out(target, OLD | LEFT)
    target.chmod(0o750)
    link.symlink_to("target")
    write_folder(str(link), NEW, digests(OLD))
    assert tree(target) == tree_of(NEW | LEFT)
    assert target.stat().st_mode & 0o777 == 0o750
    assert link.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"link", "target"}


@pytest.mark.parametrize("left", [{}, LEFT])
def test_a_directory_without_files_is_written(left: dict[str, bytes], tmp_path: Path) -> None:
    """An empty directory, or one with files of file managers, is filled."""
    (tmp_path / "target").mkdir()
    lay_out(tmp_path / "target", left)
    write_folder(str(tmp_path / "target"), NEW, {})
    assert tree(tmp_path) == tree_of(
        {f"target/{name}": data for name, data in (NEW | left).items()}
    )


@pytest.mark.parametrize("failing", [1, 2])
def test_a_directory_that_cannot_be_renamed_stays(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a directory cannot be renamed, the old one stays whole."""
    target = tmp_path / "target"
    lay_out(target, OLD | LEFT)
    before = tree(tmp_path)
    rename, calls = Path.rename, []

    def refused(path: Path, goal: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise PermissionError(1, "Operation not permitted")
        return rename(path, goal)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(WriteError) as caught:
        write_folder(str(target), NEW, digests(OLD))
    assert caught.value.message == f"cannot write to {target}: Operation not permitted"
    assert tree(tmp_path) == before


def test_a_directory_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    """On a full disk the old directory stays as it is, and no draft stays."""
    lay_out(tmp_path / "target", OLD)
    before = tree(tmp_path)
    with full_disk(), pytest.raises(WriteError, match="/target: File too large"):
        write_folder(str(tmp_path / "target"), NEW | {"large": b"large" * 10}, digests(OLD))
    assert tree(tmp_path) == before


def link_data(folder: Path) -> None:
    """Put a link in the place of the folder `data`."""
    (folder / "data").rename(folder.parent / "else")
    (folder / "data").symlink_to("../else")


#: Changes of a directory by another program, and the error.
OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file": (
        lambda folder: (folder / "data" / "mine").write_text(""),
        "holds another file: data/mine",
    ),
    "files in a folder": (
        lambda folder: lay_out(folder / "mine", {"b": b"", "a/b": b"", "c": b""}),
        "holds another file: mine/a/b",
    ),
    "a link to a folder": (link_data, "holds another file: data"),
    "an edited file": (
        lambda folder: (folder / "data" / "both").write_text("mine"),
        "holds an edited file: data/both",
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_files_of_other_programs_are_not_replaced(what: str, tmp_path: Path) -> None:
    """An error names the file that is not ours, and all files stay as they are."""
    target = tmp_path / "target"
    lay_out(target, OLD | LEFT)
    make, message = OTHERS[what]
    make(target)
    before = tree(tmp_path)
    with pytest.raises(UsageError) as caught:
        write_folder(str(target), NEW, digests(OLD))
    assert caught.value.message == f"{target} {message}"
    assert tree(tmp_path) == before


def test_an_empty_current_directory_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The current directory is filled if it has only files of file managers."""
    lay_out(tmp_path, LEFT)
    monkeypatch.chdir(tmp_path)
    write_folder(".", NEW, {})
    assert tree(tmp_path) == tree_of(LEFT | NEW)


@pytest.mark.parametrize("current", [".", "data"])
def test_the_current_directory_is_not_replaced(
    current: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory with files is not replaced if it holds the current directory."""
    lay_out(tmp_path, OLD)
    monkeypatch.chdir(tmp_path / current)
    with pytest.raises(UsageError) as caught:
        write_folder(str(tmp_path), NEW, digests(OLD))
    assert caught.value.message == (
        f"{tmp_path} cannot be replaced while it holds the current directory"
    )
    assert tree(tmp_path) == tree_of(OLD)


@pytest.mark.parametrize(
    ("name", "message"),
    [("file", "it is a file, not a directory"), ("file/target", "Not a directory")],
)
def test_a_file_is_no_directory(name: str, message: str, tmp_path: Path) -> None:
    """A file in the place of a directory stays, and the error says so."""
    lay_out(tmp_path, {"file": b"mine"})
    with pytest.raises(WriteError) as caught:
        write_folder(str(tmp_path / name), NEW, {})
    assert caught.value.message == f"cannot write to {tmp_path / name}: {message}"
    assert tree(tmp_path) == {"file": b"mine"}
