"""`corridor check`."""

import os
from typing import Annotated

from corridor_cli import coats
from corridor_cli.errors import FactsError, UsageError, unknown
from corridor_cli.files import seen_from_here
from corridor_cli.index import chosen_directory, default_facts
from corridor_cli.options import Argument, Known, Option
from corridor_cli.output import Called, Json, one_format
from corridor_cli.problems import WARNING

EXAMPLES = (
    "corridor check",
    "corridor check --strict",
    "corridor check -f json",
    "corridor check -f github",
)


def check(
    asked: Called,
    directory: Annotated[
        str | None, Argument(metavar="[DIR]", text="A directory of fact files.", takes=Known.PATH)
    ] = None,
    report: Annotated[
        str | None,
        Option("--format", "-f", metavar="FORMAT", text="One of ", takes=tuple(coats.REPORTS)),
    ] = None,
    json: Json = False,
    strict: Annotated[bool, Option("--strict", text="Exit with 1 for warnings as well.")] = False,
) -> int:
    """Errors keep the facts from being used; a warning can be accepted: `accept: {CODE: REASON}` in its record.

    facts/README.md explains each problem by its code, with an example.
    """
    from corridor_cli.check import check as problems_of

    report = one_format(report, json=json)
    if report is None:
        report = coats.REPORT_ENDINGS.get(
            os.path.splitext(asked.options.output or "")[1].lower(), "lines"
        )
    if report not in coats.REPORTS:
        raise unknown("format", report, coats.REPORTS)
    if directory is not None and asked.options.facts_dir not in (None, directory):
        raise UsageError(
            f"two directories to check: {directory} and {asked.options.facts_dir}",
            "give one of them",
        )
    given = chosen_directory(directory or asked.options.facts_dir, asked.world.environ)
    chosen = given or default_facts()
    try:
        rows = problems_of(chosen)
    except FactsError as error:
        raise UsageError(error.message, error.hint or "corridor init DIR begins one") from error
    for row in rows:
        row["file"] = seen_from_here(str(chosen), str(row["file"]))
    asked.write(coats.coat(report)(coats.Sheet(rows, rows.columns)).encode("utf-8"))
    itself = (
        ""
        if given
        else f"; these are corridor's own facts, in {os.path.dirname(seen_from_here(str(chosen), 'about.yaml'))}"
    )
    asked.note(*(f"{note}{itself}" for note in rows.notes))
    return 1 if any(strict or row["level"] != WARNING for row in rows) else 0
