"""Cases of problems in fact files, one in each file of `tests/problems/`.

A case changes the founding facts: in the file `in` it replaces the text `passes` by `fails`. It
replaces the whole file if there is no `passes`, or no such file. If `fails` is null, it removes the
file; if it is an empty map, the file becomes a folder; `repeat` is how often the text is written.
`with` has other files that the case needs. `tells` is the whole output of `corridor check`.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

import yaml
from conftest import FOUNDING, ROOT

FOLDER = ROOT / "tests" / "problems"


class Case(NamedTuple):
    """One case; its name is the code of its problem and, where there are several, a number."""

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
        """The code of the problem that the case shows."""
        head, _, tail = self.name.rpartition("-")
        return head if tail.isdigit() else self.name

    @property
    def is_mended_by_founding(self) -> bool:
        """Whether the founding facts as they are pass, so that no other facts need a check."""
        path = FOUNDING / self.passes_in
        return not self.other and path.is_file() and self.passes in path.read_text("utf-8")

    def write_facts(self, facts: Path, *, failing: bool) -> Path:
        """Write the founding facts to a new directory, with what fails in them or what passes."""
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
    """A case, read from its file."""
    data = yaml.safe_load(path.read_text("utf-8"))
    return Case(
        path.stem,
        data["in"],
        data.get("passes", ""),
        data["fails"],
        data["tells"],
        data.get("passes_in", data["in"]),
        data.get("with", {}),
        data.get("repeat", 1),
    )


CASES = [case(path) for path in sorted(FOLDER.glob("*.yaml"))]
