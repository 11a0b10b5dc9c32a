"""Reports of problems with fact files: lines for editors and terminals, annotations for GitHub."""

from typing import Any

from corridor_cli.formats import Sheet
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import one_line, visible
from corridor_cli.model.problems import Problem


def problem_of(row: Row) -> Problem:
    """The problem of a row of `check`."""
    values: dict[str, Any] = {name: row[name] or "" for name in Problem._fields}
    return Problem(**values)


def lines(sheet: Sheet) -> str:
    """One line for each problem: `file:line:column: code: message: hint`."""
    return "".join(f"{one_line(str(problem_of(row)))}\n" for row in sheet.rows)


def github(sheet: Sheet) -> str:
    """Workflow commands, by which GitHub shows each problem beside its line of a change."""
    return "".join(f"{_annotation(problem_of(row))}\n" for row in sheet.rows)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
    message = ": ".join(part for part in (problem.message, problem.hint) if part)
    return f"::{problem.level} {place},title={problem.code}::{_data(message)}"


def _data(text: str) -> str:
    """A message with the escapes of a workflow command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a workflow command, with its escapes."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
