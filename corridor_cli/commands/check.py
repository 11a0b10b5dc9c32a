"""`corridor check`."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from corridor_cli.call import Call, Json
from corridor_cli.emit import emit
from corridor_cli.files import seen_from_here
from corridor_cli.formats import REPORTS, names
from corridor_cli.index.opening import chosen_directory
from corridor_cli.model.errors import FactsError, UsageError, unknown
from corridor_cli.model.problems import ERROR, ERRORS, WARNING, WARNINGS
from corridor_cli.model.rows import Note
from corridor_cli.options import Argument, Known, Option
from corridor_cli.reading.files import default_facts

EXAMPLES = (
    "corridor check",
    "corridor check --strict",
    "corridor check -f json",
    "corridor check -f github",
    "corridor check --explain bad-figure",
)


def check(
    call: Call,
    directory: Annotated[
        str | None, Argument(metavar="[DIR]", text="A directory of fact files.", takes=Known.PATH)
    ] = None,
    report: Annotated[
        str | None,
        Option("--format", "-f", metavar="FORMAT", text="One of ", takes=names(REPORTS)),
    ] = None,
    json: Json = False,
    strict: Annotated[bool, Option("--strict", text="Exit with 1 for warnings as well.")] = False,
    explain: Annotated[
        str | None, Option("--explain", metavar="CODE", text="Say what a problem means.")
    ] = None,
) -> int:
    """Facts with errors cannot be used. A record may accept a warning: `accept: {CODE: REASON}`.

    Without DIR and --facts it checks the directory `facts` in the current one, if there is one. On
    a terminal each problem stands with its line. facts/README.md explains all codes.
    """
    from corridor_cli.index.check import check as problems_of

    options = call.options
    if explain is not None:
        call.write(_explained(explain).encode())
        return 0
    if directory is not None and options.facts_dir not in (None, directory):
        raise UsageError(
            f"two directories to check: {directory} and {options.facts_dir}",
            "give one of them",
        )
    other = chosen_directory(directory or options.facts_dir, call.world.environ)
    if other is None and os.path.isfile(os.path.join("facts", "about.yaml")):
        other = Path("facts")
    facts = other or default_facts()
    try:
        rows = problems_of(facts)
    except FactsError as error:
        raise UsageError(
            error.message, error.hint or "corridor init DIR writes the first files"
        ) from error
    # GitHub counts from the root of the repository, wherever the check runs
    root = _repository() if report == "github" else None
    for row in rows:
        row["file"] = path = seen_from_here(str(facts), str(row["file"]))
        if root and not (from_root := os.path.relpath(path, root)).startswith(".."):
            row["file"] = from_root
    if other is None:
        own = os.path.dirname(seen_from_here(str(facts), "about.yaml"))
        rows.notes = [
            Note(f"{note}; these are corridor's own facts, in {own}") for note in rows.notes
        ]
    if rows and call.world.stdout_is_terminal:
        code = str(rows[0]["code"])
        rows.notes.append(Note("what a code means", change={"explain": code}))
    call.options = options._replace(format=report, json=json)
    emit(call, rows, REPORTS)
    return 1 if any(strict or row["level"] != WARNING for row in rows) else 0


def _explained(code: str) -> str:
    """What a problem means, with the guide's example. Raises UsageError for an unknown code."""
    codes = ERRORS | WARNINGS
    if code not in codes:
        raise unknown("code", code, codes)
    text = f"{code} ({WARNING if code in WARNINGS else ERROR}): {codes[code]}.\n"
    guide = default_facts() / "README.md"
    match = None
    with suppress(OSError):
        match = re.search(
            rf"^`{code}`: .*? (In `[^\n]*`:)\n\n```diff\n(.*?)```",
            guide.read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
    if match is None:
        return text
    example = "".join(f"    {line}\n" for line in match[2].splitlines())
    return f"{text}\n{match[1]}\n\n{example}\n- fails, + passes\n"


def _repository() -> str | None:
    """The directory of the git repository around the current one; None if there is none."""
    with suppress(OSError):  # the current directory is gone
        here = Path.cwd()
        return next((str(path) for path in (here, *here.parents) if (path / ".git").exists()), None)
    return None
