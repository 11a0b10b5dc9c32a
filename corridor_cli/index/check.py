"""Problems of fact files, for the editor of the files."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from corridor_cli.index import rules, series
from corridor_cli.index.build import derive, filled
from corridor_cli.model import answers
from corridor_cli.model.kinds import Row
from corridor_cli.model.problems import ERROR, ERRORS, WARNINGS, Problem, counted
from corridor_cli.model.rows import Note, Rows
from corridor_cli.reading import records
from corridor_cli.reading.files import Files, read_files


def check(directory: Path) -> Rows:
    """The errors and warnings of a fact directory as rows, sorted by place.

    Warnings that a record accepts are left out; a note counts them. A problem's `file` is relative
    to the directory. Raises FactsError if there is no such fact directory.
    """
    return checked(read_files(directory))


def checked(files: Files) -> Rows:
    """The errors and warnings of fact files that have been read; see `check`."""
    facts, connection = filled(files)
    with closing(connection):
        codes = ERRORS | WARNINGS
        problems = rules.problems(connection, facts, codes)
        if any(problem.level == ERROR for problem in problems):
            del codes["growth"]  # nothing can be derived from facts with errors
        else:
            derive(connection)
            problems += series.unfit(series.lines_of(connection))
    problems, accepted = _without_accepted(problems, facts, codes)
    counts = Counter(problem.level for problem in problems)
    levels = " and ".join(counted(counts[level], level) for level in sorted(counts))
    size = f"{counted(len(files), 'file')} with {counted(len(facts.records), 'record')}"
    note = f"{levels or 'no problems'} in {size}"
    note += f"; {counted(accepted, 'warning')} accepted" if accepted else ""
    lines = {file: _lines(files.get(file)) for file in {problem.file for problem in problems}}
    rows = [_row(problem, lines[problem.file]) for problem in problems]
    return Rows(answers.PROBLEM, rows, [Note(note)])


#: The most characters of a line that a problem shows.
_MOST_TEXT = 300


def _lines(data: bytes | OSError | None) -> list[str]:
    """The lines of a file as text; none if it cannot be read."""
    return data.decode("utf-8", "replace").split("\n") if isinstance(data, bytes) else []


def _row(problem: Problem, lines: list[str]) -> Row:
    text = lines[problem.line - 1].rstrip("\r") if problem.line <= len(lines) else ""
    return {
        **problem._asdict(),
        "level": problem.level,
        "hint": problem.hint or None,
        "text": text if len(text) <= _MOST_TEXT else None,
    }


def _without_accepted(
    problems: list[Problem], facts: records.Facts, codes: Collection[str]
) -> tuple[list[Problem], int]:
    """The problems that no record accepts, and the number of warnings that records accept.

    An acceptance without such a warning is a problem itself, if its code is one of `codes`.
    """
    in_order = sorted(facts.records, key=_place)
    places = [_place(record) for record in in_order]
    # a record that was read in part may seem to lack something that is there
    partial = {_place(record) for record in in_order if (record.file, record.line) in facts.partial}
    needless = {
        (*_place(record), item.text.partition(":")[0]): Problem(
            record.file,
            item.line,
            item.column,
            "needless-accept",
            "the record has no such warning",
            "take it out",
        )
        for record in in_order
        if _place(record) not in partial
        for item in record.accepted
        if item.text.partition(":")[0] in codes
    }
    accepted = set()
    remaining = []
    for problem in problems:
        index = bisect_right(places, (problem.file, problem.line, problem.column)) - 1
        place = places[index] if index >= 0 and places[index][0] == problem.file else None
        if problem.level == ERROR or place is None:
            remaining.append(problem)
        elif (*place, problem.code) in needless:
            accepted.add((*place, problem.code))
        elif place not in partial:
            remaining.append(problem)
    remaining += [problem for key, problem in needless.items() if key not in accepted]
    return sorted(remaining, key=lambda problem: problem.in_order), len(accepted)


def _place(record: records.Record) -> tuple[str, int, int]:
    return record.file, record.line, record.column
