"""The coats for a terminal, drawn with Rich: a table, or a record for each row.

Long cells are folded, never cut; where a table would have to break words, the record coat serves.
"""

import io

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from corridor_cli.coats import Sheet
from corridor_cli.coats.cells import Footnotes, heading, shown
from corridor_cli.kinds import Field
from corridor_cli.questions import Row

_MISSING = "-"
_LONG_WORD = 16
_NUMERIC = ("amount", "integer", "percent")


def table(sheet: Sheet) -> str:
    """A table of the columns declared for tables, with its documents and legend beneath."""
    columns = sheet.tabled
    notes = Footnotes(sheet)
    cells = [[_cell(row, column, sheet, notes) for column in columns] for row in sheet.rows]
    if _needs(columns, cells, sheet) > sheet.width:
        return record(sheet._replace(columns=columns, chosen=True))
    drawn = Table(box=box.SIMPLE_HEAD, show_header=sheet.header, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        right = column.type in _NUMERIC
        drawn.add_column(Text(_title(column)), justify="right" if right else "left", overflow="fold", no_wrap=_unbroken(column))
    for line in cells:
        drawn.add_row(*(Text(cell) for cell in line))
    return _drawn(sheet, [drawn, *_beneath(sheet, notes)])


def record(sheet: Sheet) -> str:
    """All columns of each row, a line each."""
    notes = Footnotes(sheet)
    drawn: list[Table | Text] = []
    label_width = max((cell_len(heading(column)) for column in sheet.columns), default=0)
    for row in sheet.rows:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(width=label_width, style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for column in sheet.columns:
            grid.add_row(Text(heading(column)), _whole(row, column, sheet, notes))
        drawn += [grid, Text("")]
    return _drawn(sheet, [*drawn[:-1], *_beneath(sheet, notes)])


def _cell(row: Row, column: Field, sheet: Sheet, notes: Footnotes) -> str:
    if column.name == "sources":
        return notes.numbers(row["sources"])
    if column.name == "flags":
        return notes.signs(row["flags"])
    return shown(row, column, sheet)


def _whole(row: Row, column: Field, sheet: Sheet, notes: Footnotes) -> Text:
    cell = row[column.name]
    if column.name == "sources" and isinstance(cell, list):
        notes.numbers(cell)
        return Text("\n".join(cell) or _MISSING)
    if isinstance(cell, list) and column.type != "countries":
        return Text("\n".join(shown({column.name: [item]}, column, sheet) for item in cell) or _MISSING)
    text = shown(row, column, sheet)
    if column.type == "period" and text != cell and isinstance(cell, str):
        text = f"{cell} ({text})"
    return Text(text or _MISSING)


def _title(column: Field) -> str:
    """What stands above a column: documents and flags show as numbers and signs."""
    return {"sources": "", "flags": ""}.get(column.name, heading(column))


def _unbroken(column: Field) -> bool:
    return column.type in (*_NUMERIC, "ids", "words", "country", "word", "period") or column.name in ("date", "since", "signed")


def _needs(columns: list[Field], cells: list[list[str]], sheet: Sheet) -> int:
    """The width below which a table would have to break words."""
    total = 3 * (len(columns) - 1)
    for place, column in enumerate(columns):
        texts = [line[place] for line in cells] + ([_title(column)] if sheet.header else [])
        if _unbroken(column):
            total += max((cell_len(text) for text in texts), default=0)
        else:
            words = [word for text in texts for word in text.split()]
            total += min(max((cell_len(word) for word in words), default=0), _LONG_WORD)
    return total


def _beneath(sheet: Sheet, notes: Footnotes) -> list[Table | Text]:
    """The numbered documents and the legend, set apart by an empty line."""
    documents, legend = notes.documents(), notes.legend()
    if not documents and not legend:
        return []
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for sign, meaning in legend:
        grid.add_row(Text(sign, style="bold"), Text(meaning, style="dim"))
    for number, id_, described, url in documents:
        link = Style(link=url) if url and sheet.colour else Style()
        grid.add_row(Text(f"[{number}]"), Text.assemble((id_, link), (f"  {described}", "dim")))
    return [Text(""), grid]


def _drawn(sheet: Sheet, parts: list[Table | Text]) -> str:
    """What Rich makes of the parts, as text; without colour there is no escape sequence in it."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=sheet.width,
        force_terminal=sheet.colour,
        color_system="standard" if sheet.colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for part in parts:
        console.print(part, soft_wrap=False)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
