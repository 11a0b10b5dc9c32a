"""Cases of what is wrong with fact files, one in each file of `tests/problems/`.

A case changes the founding facts: `fails` takes the place of the text `passes` in the file `in`, or
of the whole file where the case has no `passes` or the founding facts no such file. No text at all
takes the file away, an empty map makes it a folder, and `repeat` writes the text so many times.
`with` are other files that the case needs. `tells` is all that `corridor check` then says.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

import yaml
from conftest import FOUNDING, ROOT

FOLDER = ROOT / "tests" / "problems"


class Case(NamedTuple):
    """One case; `code` is that of its problem, the name of its file less a number."""

    name: str
    file: str
    passes: str
    fails: str | bytes | dict[str, str] | None
    tells: list[str]
    passes_in: str
    other: dict[str, str]
    repeat: int

    @property
    def code(self) -> str:
        """The code of the problem that the case is about."""
        head, _, tail = self.name.rpartition("-")
        return head if tail.isdigit() else self.name

    def laid_out(self, facts: Path, *, failing: bool) -> Path:
        """The founding facts in a new directory, changed as the case says, so that they fail, or pass."""
        shutil.copytree(FOUNDING, facts)
        for file, text in self.other.items():
            (facts / file).write_text(text, "utf-8")
        path = facts / (self.file if failing else self.passes_in)
        path.parent.mkdir(exist_ok=True)
        old = path.read_bytes() if path.exists() else b""
        new = self.fails if failing else self.passes
        if not failing and self.passes.encode() in old:
            return facts  # as they are
        path.unlink(missing_ok=True)
        if isinstance(new, dict):
            path.mkdir()
        elif new is not None:
            data = (new.encode() if isinstance(new, str) else new) * (self.repeat if failing else 1)
            path.write_bytes(
                old.replace(self.passes.encode(), data, 1)
                if self.passes and self.passes.encode() in old
                else data
            )
        return facts


def case(path: Path) -> Case:
    """A case from its file."""
    given = yaml.safe_load(path.read_text("utf-8"))
    return Case(
        path.stem,
        given["in"],
        given.get("passes", ""),
        given["fails"],
        given["tells"],
        given.get("passes_in", given["in"]),
        given.get("with", {}),
        given.get("repeat", 1),
    )


CASES = [case(path) for path in sorted(FOLDER.glob("*.yaml"))]
