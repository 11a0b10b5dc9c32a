"""The layers of the code: a module imports only from its own layer and from lower ones."""

import ast
import re
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "corridor_cli"
GUIDE = ROOT / ".github" / "CONTRIBUTING.md"
#: The layers, the lowest first.
LAYERS = (
    ("model",),
    ("reading",),
    ("index",),
    (
        *("question", "questions", "membership", "comparisons", "totals"),
        *("cards", "changes", "dictionary", "row_types"),
        *("export", "files", "formats"),
    ),
    ("world", "completion", "options", "call", "advice", "emit"),
    ("commands",),
    ("cli", "__main__", "_build", "__init__", "examples"),
)


def imports(path: Path) -> set[str]:
    """The top-level names of the package that a file imports when it runs."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in for_types:
            top, _, rest = (node.module or "").partition(".")
            if top == "corridor_cli":
                names |= {rest.split(".")[0]} if rest else {alias.name for alias in node.names}
    return names


def test_imports_never_point_up() -> None:
    """Every file belongs to a layer and imports only from this one or from lower ones."""
    height = {name: number for number, names in enumerate(LAYERS) for name in names}
    upward = []
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        names = imports(path) - {"__version__"}
        upward += [f"{path.name} -> {name}" for name in names if height[name] > height[own]]
    assert upward == []


def test_the_guide_names_files_that_are_there() -> None:
    """Every module and file that .github/CONTRIBUTING.md names is in the repository."""
    guide = GUIDE.read_text("utf-8")
    paths = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`", guide))
    missing = [
        path
        for path in paths
        if not any(
            (base / name).exists()
            for base in (ROOT, PACKAGE)
            for name in (path, f"{path.partition('.')[0]}.py")
        )
    ]
    assert missing == []
    assert len(paths) > 15


def test_the_guide_names_every_module_and_only_functions_that_are_there() -> None:
    """.github/CONTRIBUTING.md names each module, and where it names a function, its file has it."""
    guide = GUIDE.read_text("utf-8")
    modules = {path.stem for path in PACKAGE.rglob("*.py") if path.parent.name != "commands"}
    assert {name for name in modules - {"__init__"} if f"`{name}" not in guide} == set()
    steps = re.findall(r"`([a-z_/]+\.py)`,\s+`(\w+\.)?(\w+)`", guide)
    assert [
        (file, name)
        for file, _, name in steps
        if f"def {name}(" not in (PACKAGE / file).read_text("utf-8")
    ] == []
    assert len(steps) > 15


def test_links_between_the_guides_lead_to_files() -> None:
    """Each link to a file in README.md, facts/README.md and the guides of .github leads to one."""
    guides = [ROOT / "README.md", *(ROOT / ".github").glob("*.md"), ROOT / "facts" / "README.md"]
    links = [
        (guide.parent / link, link)
        for guide in guides
        for link in re.findall(r"\]\(([^)#:]+)\)", guide.read_text("utf-8"))
    ]
    assert [link for path, link in links if not path.is_file()] == []
    assert len(links) >= 6


def test_all_text_has_lf_on_every_system() -> None:
    """A clone under core.autocrlf=true holds the same bytes."""
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()


def test_a_name_says_what_it_holds() -> None:
    """No variable is a mere participle: rows, matches or ids, but not `found`, `asked`, `told`.

    `found` is a filter of disputes, and a column.
    """
    names = [
        (str(path.relative_to(PACKAGE)), node.lineno, name)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (getattr(node, "id", ""), getattr(node, "arg", ""), getattr(node, "name", ""))
        if name in ("found", "asked", "told")
    ]
    filters = {"questions.py", "commands/disputes.py", "row_types.py"}
    assert [one for one in names if one[2] != "found" or one[0] not in filters] == []
