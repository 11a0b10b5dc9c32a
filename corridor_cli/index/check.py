"""Everything that is wrong with the fact files of a directory, for the editor who is to mend it."""

from bisect import bisect_right
from contextlib import closing
from pathlib import Path

from corridor_cli.index import rules
from corridor_cli.index.build import filled
from corridor_cli.model import answers
from corridor_cli.model.kinds import Row
from corridor_cli.model.problems import ERROR, ERRORS, WARNING, WARNINGS, Problem, counted
from corridor_cli.model.rows import Note, Rows
from corridor_cli.reading import records
from corridor_cli.reading.files import Files, read_files


def check(directory: Path) -> Rows:
    """Errors and warnings of all fact files of a directory, sorted by place, but for the warnings that records accept.

    A problem's `file` is relative to the directory. Raises FactsError if there is no such fact directory.
    """
    return checked(read_files(directory))


def checked(files: Files) -> Rows:
    """The same of fact files that have been read."""
    facts = records.load(files)
    with closing(filled(facts)) as connection:
        found = rules.problems(connection, facts, ERRORS | WARNINGS)
    kept, accepted = _less_accepted(found, facts)
    told = " and ".join(
        counted(count, level)
        for level in (ERROR, WARNING)
        if (count := sum(problem.level == level for problem in kept))
    )
    note = f"{told or 'no problems'} in {counted(len(files), 'file')} with {counted(len(facts.records), 'record')}"
    note += f"; {counted(accepted, 'warning')} accepted" if accepted else ""
    return Rows(answers.PROBLEM, map(_row, kept), [Note(note)])


def _row(problem: Problem) -> Row:
    return {**problem._asdict(), "level": problem.level, "hint": problem.hint or None}


def _less_accepted(problems: list[Problem], facts: records.Facts) -> tuple[list[Problem], int]:
    """The problems that stay, with acceptances that nothing needs among them; and how many are accepted."""
    # what a record seems to lack that could not be read as a whole may stand in what was lost
    in_order = sorted(facts.records, key=_place)
    partial = {_place(record) for record in in_order if (record.file, record.line) in facts.partial}
    places = [_place(record) for record in in_order]
    reasons = {
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
    }
    needed = set()
    kept = []
    for problem in problems:
        at = bisect_right(places, (problem.file, problem.line, problem.column)) - 1
        held = places[at] if at >= 0 and places[at][0] == problem.file else None
        if problem.level == ERROR or held is None:
            kept.append(problem)
        elif (*held, problem.code) in reasons:
            needed.add((*held, problem.code))
        elif held not in partial:
            kept.append(problem)
    kept += [problem for held, problem in reasons.items() if held not in needed]
    return sorted(kept), len(needed)


def _place(record: records.Record) -> tuple[str, int, int]:
    return record.file, record.line, record.column
