"""Rows to text, for every command: select columns, sort, limit, scale and write."""

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from corridor_cli import formats
from corridor_cli.call import COLOURS, DELIMITERS, REFS, Call
from corridor_cli.formats import About, Format, Sheet
from corridor_cli.model.errors import UsageError, unknown
from corridor_cli.model.kinds import SCALES, Field, Row
from corridor_cli.model.rows import Note

if TYPE_CHECKING:
    from corridor_cli.model.rows import Rows

#: The most units that a note counts.
_UNITS = 8
#: A number as text.
_NUMBER = r"-?\d+(\.\d+)?"
#: More digits than any number of rows has.
_DIGITS = 15
#: Units that --unit does not scale.
_UNSCALED = ("%", "km", "days")
_FOR_SPREADSHEETS = "CSV that spreadsheets open: -o FILE.csv --excel"
_FOR_FRAMES = "write CSV, which DuckDB and pandas read: -o FILE.csv"
_FOR_DATABASES = "a database: corridor export FILE.db"
#: The hint for files of other programs, by their ending.
_HINTS = {
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".excel"), _FOR_SPREADSHEETS),
    **dict.fromkeys((".parquet", ".feather", ".arrow"), _FOR_FRAMES),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), _FOR_DATABASES),
}


def emit(call: Call, rows: "Rows", among: tuple[Format, ...] = formats.ROWS) -> int:
    """Write rows in one of the formats `among`, and their notes; return the exit code.

    Raises UsageError for a wrong value or combination of options, PipeClosedError and WriteError.
    """
    options = call.options
    format_ = _format(call, among)
    for name, word, known in (
        ("color", options.color, COLOURS),
        ("unit", options.unit, SCALES),
        ("refs", options.refs, REFS),
    ):
        if word is not None and word not in known:
            raise unknown(name, word, known)
    if options.limit is not None and not (options.limit.isascii() and options.limit.isdigit()):
        raise UsageError(f"--limit takes a whole number from 0, not '{options.limit}'")
    if not format_.fits(rows.answer):
        raise UsageError(*format_.refusal)
    columns = _columns(rows, options.columns)
    written: list[Row] = list(rows)
    if options.sort is not None:
        column = _column(rows, options.sort.removeprefix("-"))
        written = _sorted(written, column, descending=options.sort.startswith("-"))
        present = [row for row in written if row[column.name] is not None]
        units = [_unit(row, column) for row in present] if column.unit_in else []
    else:
        units = []
    if options.limit is not None:
        written = written[: int(options.limit.lstrip("0")[:_DIGITS] or 0)]
    written = _on_these_facts(call, rows, written)
    if len({unit for unit in units if unit}) > 1:
        rows.notes.append(Note(_unit_by_unit(units, len(written))))
    scalable = any(column.scalable for column in rows.columns)
    if options.unit and scalable:
        written = _scaled(rows, written, options.unit)
        rows.marks = _scaled(rows, rows.marks, options.unit)
    if options.count_only:
        counted = rows.answer.counted
        text = f"{len({str(row[counted]) for row in written} if counted else written)}\n"
    else:
        sheet = _sheet(call, rows, columns, written)
        text = format_.write(sheet)
        rows.notes += [Note(note) for note in sheet.notes]
    for_readers = format_.for_terminals or format_.name in ("record", "chart")
    paged = for_readers and not options.no_pager
    call.write(text.encode("utf-8"), paged=paged)
    for note in rows.notes:
        call.note(note)
    if options.unit and not scalable:
        call.note(f"--unit changes nothing: {rows.answer.name} has no column of amounts")
    return 1 if options.fail_empty and not written else 0


def is_drawn(call: Call) -> bool:
    """Whether the answer is for people, as it is: a table or a page of all its rows."""
    options = call.options
    changed = (options.columns, options.sort, options.limit) != (None, None, None)
    return _format(call, formats.ROWS).for_people and not (changed or options.count_only)


def _format(call: Call, among: tuple[Format, ...]) -> Format:
    """The format of -f, else of the ending of -o, else a table on a terminal, text elsewhere.

    Raises UsageError.
    """
    options = call.options
    by_name = {format_.name: format_ for format_ in among}
    flags = [word for word in ("json", "chart") if getattr(options, word)]
    others = [f"--{word}" for word in flags if options.format not in (None, word)]
    if others or len(flags) > 1:
        two = "--json and --chart" if len(flags) > 1 else f"{others[0]} and -f {options.format}"
        raise UsageError(f"{two} ask for two formats", "give one of them")
    name = flags[0] if flags else options.format
    if name is not None and name not in by_name:
        raise unknown("format", name, by_name, _HINTS.get(f".{name}", ""))
    if name is None and options.output in by_name:
        raise UsageError(
            f"-o names a file, and {options.output} is a format", f"-f {options.output}"
        )
    for_csv = "--excel" if options.excel else "--delimiter" if options.delimiter else ""
    if name is None and for_csv:
        name = "csv"
    elif name is None and options.output:
        ending = os.path.splitext(options.output)[1].lower()
        endings = {ending: format_.name for format_ in among for ending in format_.endings}
        if ending not in endings:
            known = ", ".join(filter(None, endings))
            hint = _HINTS.get(ending, f"endings: {known}; -f names the format of any other file")
            raise UsageError(f"cannot write a {ending} file: {options.output}", hint)
        name = endings[ending]
    elif name is None:
        shown = [f.name for f in among if f.for_terminals and call.world.stdout_is_terminal]
        name = (shown or [f.name for f in among if "" in f.endings])[0]
    if for_csv and name != "csv":
        raise UsageError(f"{for_csv} goes with csv, not {name}", "add -f csv")
    if options.delimiter not in (None, *DELIMITERS):
        raise UsageError(f"--delimiter takes , or ;, not '{options.delimiter}'")
    return by_name[name]


def _sheet(call: Call, rows: "Rows", columns: list[Field], written: list[Row]) -> Sheet:
    options, world = call.options, call.world
    coloured = not options.output and world.colour()
    terminal = not options.output and world.stdout_is_terminal
    return Sheet(
        rows=written,
        columns=columns,
        chosen=bool(options.columns),
        identity=rows.answer.identity,
        grouped=() if options.columns else rows.answer.grouped,
        header=not options.no_header,
        excel=options.excel,
        delimiter=options.delimiter or ",",
        width=world.width,
        colour=coloured,
        links=coloured and terminal and world.draws_links,
        terminal=terminal,
        scale=options.unit or "",
        citations=lambda ids: rows.documents or call.facts.citations(ids),
        positions=lambda ids: call.facts.positions(ids),
        others=[column for column in rows.columns if column not in columns],
        heads=() if options.columns or options.sort else rows.answer.heads,
        hidden=() if options.columns or options.sort else rows.answer.hidden,
        title=rows.answer.title,
        handle=rows.answer.handle or rows.answer.identity,
        today=world.today if rows.answer.by_day and not options.sort else "",
        axes=rows.answer.axes,
        apart=rows.answer.apart,
        marks=rows.marks,
        marked=rows.answer.marked,
        across=rows.answer.across,
        gaps="" if options.columns or options.sort else rows.answer.gaps,
        refs=options.refs,
        about=lambda: _about(call, rows),
        listed=rows.answer.listed,
        two_columns=rows.answer.two_columns,
        notes=[],
    )


def _about(call: Call, rows: "Rows") -> About:
    about = rows.about or call.facts.about()
    notes = [": ".join(filter(None, (note.text, call.command(note)))) for note in rows.notes]
    title, version = about["title"], about["version"]
    return About(rows.answer.meaning, call.question, title, version, tuple(notes))


def _on_these_facts(call: Call, rows: "Rows", written: list[Row]) -> list[Row]:
    """The rows with commands that name the fact files of this call, if they are others."""
    commands = [column.name for column in rows.columns if column.shown_as == "command"]
    if not call.facts_words or not commands:
        return written
    import shlex

    end = shlex.join(call.facts_words)
    return [row | {name: f"{row[name]} {end}" for name in commands if row[name]} for row in written]


def _column(rows: "Rows", name: str) -> Field:
    """The column of this name. Raises UsageError if there is none."""
    column = rows.answer.column(name)
    if column is None:
        known = [column.name for column in rows.columns]
        error = unknown("column", name, known)
        error.hint = f"columns: {', '.join(known)}{f'; {error.hint}' if error.meant else ''}"
        raise error
    return column


def _columns(rows: "Rows", names: str | None) -> list[Field]:
    if names is None:
        return rows.columns
    return list(dict.fromkeys(_column(rows, name.strip()) for name in names.split(",")))


def _sorted(rows: list[Row], column: Field, *, descending: bool) -> list[Row]:
    """Rows sorted by one column; equal ones stay in order, missing values come last."""

    def rank(row: Row) -> Any:
        cell = row[column.name]
        if isinstance(cell, str):
            if column.unit_in and row[column.unit_in] and re.fullmatch(_NUMBER, cell, re.ASCII):
                cell = float(cell)  # of a column that has texts and numbers
            else:  # an open interval sorts by its known end
                cell = cell.casefold().removeprefix("../")
        # a query may mix numbers and texts
        return isinstance(cell, str), isinstance(cell, list), cell

    present = [row for row in rows if row[column.name] is not None]
    missing = [row for row in rows if row[column.name] is None]
    ordered = sorted(present, key=rank, reverse=descending)
    if column.unit_in:  # numbers of different units are not compared
        most = [unit for unit, _ in Counter(_unit(row, column) for row in ordered).most_common()]
        ordered.sort(key=lambda row: most.index(_unit(row, column)))
    return [*ordered, *missing]


def _unit(row: Row, column: Field) -> str:
    """The unit of a number, with what it is counted by: `USD per TEU-km`."""
    parts = (row[column.unit_in], row.get(column.per_in))
    return " per ".join(str(part) for part in parts if part)


def _unit_by_unit(units: list[str], limit: int) -> str:
    """A note on rows that are sorted by numbers of several units, and cut by --limit."""
    counts = Counter(unit for unit in units if unit).most_common()
    listed = ", ".join(f"{unit} {count}" for unit, count in counts[:_UNITS])
    listed += f" and {len(counts) - _UNITS} more" if len(counts) > _UNITS else ""
    cut = ""
    if 0 < limit < len(units) and units[limit]:
        where = "in" if units[limit - 1] == units[limit] else "before"
        cut = f"; --limit cuts {where} {units[limit]}"
    return f"rows stand unit by unit, for different units are not compared: {listed}{cut}"


def _scaled(rows: "Rows", written: list[Row], unit: str) -> list[Row]:
    """The rows with amounts in the scale `unit`, which their units then begin with."""
    from decimal import Decimal

    from corridor_cli.model.amounts import FACTORS, number

    amounts = [column for column in rows.columns if column.scalable]
    scaled = []
    for row in written:
        copy = dict(row)
        for column in amounts:
            cell, unit_in = row[column.name], column.unit_in
            if row[unit_in] in _UNSCALED:
                continue
            if isinstance(cell, int | float):
                copy[column.name] = number(Decimal(str(cell)) / FACTORS[unit])
            copy[unit_in] = f"{unit} {row[unit_in]}" if row[unit_in] else None
        scaled.append(copy)
    return scaled
