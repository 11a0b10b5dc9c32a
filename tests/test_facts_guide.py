"""facts/README.md: its examples are facts, and its tables are those of the code."""

import difflib
import re
from collections.abc import Iterator

from conftest import CUT, FACTS, golden
from problems import CASES, Case

from corridor_cli.dictionary import dictionary
from corridor_cli.formats import Sheet
from corridor_cli.formats.markdown import md
from corridor_cli.model.kinds import KINDS, TYPES
from corridor_cli.model.names import visible
from corridor_cli.model.problems import ERRORS, WARNINGS

GUIDE = FACTS / "README.md"
#: The beginning of the generated part.
MADE = "## What `corridor check` finds\n"


def test_the_examples_of_the_editors_guide_are_facts() -> None:
    """facts/README.md shows a record of every kind, and each is in the cut."""
    guide = GUIDE.read_text("utf-8")
    facts = "\n".join(path.read_text("utf-8") for path in CUT.rglob("*.yaml"))
    examples = re.findall(r"```yaml\n(.+?)```", guide, re.DOTALL)
    assert [example for example in examples if example not in facts] == []
    names = {
        line.split(":")[0].strip("- ") for example in examples for line in example.splitlines()
    }
    for kind in KINDS:
        required = {field.name for field in kind.fields if field.required}
        assert required <= names | {"version", "founding_agreement", "members_list"}, kind.name


def test_the_dictionary_and_the_problems_are_those_of_the_definitions() -> None:
    """The list of problems and the dictionary are current; UPDATE_GOLDEN=1 writes them."""
    text = GUIDE.read_text("utf-8")
    expected = text[: text.index(MADE)] + "".join(_made())
    assert golden(GUIDE, expected) == expected


def _made() -> Iterator[str]:
    yield f"""{MADE}
Each problem is a line, `file:line:column: code: what is wrong: what may mend it`. \
An error keeps the facts from
being used. A warning does not; mend it, \
or accept it in its record with the reason: `accept: {{sums: so in the document}}`.
What fails is marked with `-`, what passes with `+`.

### Errors
"""
    for code, holds in ERRORS.items():
        yield from _explained(code, holds)
    yield "\n### Warnings\n"
    for code, holds in WARNINGS.items():
        yield from _explained(code, holds)
    yield (
        "\n## Data dictionary\n\nThe fields of each kind, as `corridor fields KIND` prints "
        "them.\n\n| type | is |\n|---|---|\n"
    )
    for name, (_, meaning) in TYPES.items():
        yield f"| `{name}` | {meaning} |\n"
    for kind in KINDS:
        under = f", under `{kind.section}:`" if kind.section else ""
        yield f"\n### {kind.name}\n\n{kind.meaning}, in `{kind.files}`{under}.\n\n"
        answer = dictionary(kind.name)
        columns = [
            column
            for column in answer.columns
            if column.name in ("name", "type", "required", "choices", "meaning")
        ]
        rows = [row for row in answer if row["part"] == "field" and row["of"] == kind.name]
        yield md(Sheet(rows, columns, chosen=True))


def _explained(code: str, holds: str) -> Iterator[str]:
    case = next(case for case in CASES if case.name == code)
    file = case.file if case.passes_in == case.file else f"{case.file}`, and `{case.passes_in}"
    yield f"\n`{code}`: {holds}. In `{file}`:\n\n```diff\n"
    yield from (f"{line}\n" for line in _difference(case))
    yield "```\n"


def _difference(case: Case) -> list[str]:
    passes = case.passes.splitlines()
    if case.fails is None:
        return ["- (no such file)", *(f"+ {line}" for line in passes)]
    if isinstance(case.fails, dict):
        return ["- (a folder of this name)", *(f"+ {line}" for line in passes)]
    text = (
        case.fails
        if isinstance(case.fails, str)
        else case.fails.decode("utf-8", "backslashreplace")
    )
    fails = visible(text).splitlines()
    if case.file != case.passes_in:  # the same text in another file
        return [f"- {line}  # {case.file}" for line in fails] + [
            f"+ {line}  # {case.passes_in}" for line in passes
        ]
    lines = [
        f"{line[:1]} {line[1:]}" for line in difflib.unified_diff(fails, passes, n=1, lineterm="")
    ][3:]
    if case.repeat > 1 and not lines:
        lines = [f"- {line}" for line in fails if line.strip()]
    times = [f"- (the same {case.repeat} times)"] if case.repeat > 1 else []
    return [line if len(line) <= 130 else f"{line[:127]}..." for line in (*lines[:12], *times)]
