"""The plan of the house: data climbs one way, and imports never point up."""

import ast
from pathlib import Path

from conftest import ROOT

from corridor_cli.index import SHAPING

PACKAGE = ROOT / "corridor_cli"
#: The rooms from the ground up; a room imports from its own storey or below.
STOREYS = [
    {"kinds", "errors", "problems", "names", "dates"},
    {"amounts", "answers", "filters", "options", "reader", "world"},
    {"guard", "rows"},
    {"lookup"},
    {"question"},
    {"dictionary"},
    {"records"},
    {"rules", "schemas", "titles"},
    {"fill"},
    {"build"},
    {"index"},
    {"check", "questions"},
    {"formats", "files"},
    {"export", "shells"},
    {"call"},
    {"emit"},
    {"commands"},
    {"completion"},
    {"cli"},
    {"__main__", "_build", "__init__"},
]


def room(path: Path) -> str:
    """The room that a file belongs to."""
    inside = path.relative_to(PACKAGE).parts
    return inside[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a file imports from, at the top or within a function; names for types alone do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    skipped = {child for node in typing_only for child in ast.walk(node)}
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and node not in skipped
            and (node.module or "").startswith("corridor_cli")
        ):
            parts = (node.module or "").split(".")[1:]
            found |= {parts[0]} if parts else {alias.name for alias in node.names}
    return found


def test_every_room_has_its_storey() -> None:
    """No file stands outside the plan."""
    assert {room(path) for path in PACKAGE.rglob("*.py")} == set().union(*STOREYS)


def test_imports_never_point_up() -> None:
    """A room imports from its own storey or those below."""
    height = {name: storey for storey, names in enumerate(STOREYS) for name in names} | {
        "__version__": 0
    }
    upward = [
        f"{path.relative_to(PACKAGE)} -> {name}"
        for path in PACKAGE.rglob("*.py")
        for name in imports(path)
        if height[name] > height[room(path)]
    ]
    assert upward == []


def test_an_index_knows_all_the_modules_that_shape_it() -> None:
    """What `build` imports, and what that imports, is what a cached index is compared with."""
    shaping, waiting = {"build"}, ["build"]
    while waiting:
        found = imports(PACKAGE / f"{waiting.pop()}.py") - shaping
        shaping |= found
        waiting += found
    assert shaping == set(SHAPING)


def test_one_room_knows_each_library() -> None:
    """YAML is read in one place and written in one, Rich draws in one, and nobody reaches into Typer's own Click."""
    homes: dict[str, set[str]] = {
        "yaml": set(),
        "rich": set(),
        "click": set(),
        "typer._click": set(),
    }
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for library, found in homes.items():
                found |= {
                    path.relative_to(PACKAGE).as_posix()
                    for name in names
                    if name == library or name.startswith(f"{library}.")
                }
    assert homes == {
        "yaml": {"reader.py", "formats/trees.py"},
        "rich": {"formats/tables.py"},
        "click": set(),
        "typer._click": set(),
    }
