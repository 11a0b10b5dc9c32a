"""Reports of problems with fact files: lines for editors and terminals, annotations for GitHub."""

from corridor_cli.formats import Sheet
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import one_line, visible
from corridor_cli.model.problems import Problem


def _problem(row: Row) -> Problem:
    return Problem(**{name: row[name] or "" for name in Problem._fields})  # type: ignore[arg-type]  # rows of problems


def lines(sheet: Sheet) -> str:
    """A line each, `file:line:column: code: message: hint`, sorted by place."""
    return "".join(f"{one_line(str(_problem(row)))}\n" for row in sheet.rows)


def github(sheet: Sheet) -> str:
    """Workflow commands of GitHub Actions, which show each problem beside its line of a change."""
    return "".join(f"{_annotation(_problem(row))}\n" for row in sheet.rows)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column},title={problem.code}"
    told = ": ".join(part for part in (problem.message, problem.hint) if part)
    return f"::{problem.level} {place}::{_data(told)}"


def _data(text: str) -> str:
    """A message as a workflow command takes it."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value among a workflow command's properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
