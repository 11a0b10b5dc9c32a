"""Problems with fact files for a terminal: each with the line of the file and a mark under it."""

import re

from rich.cells import cell_len, set_cell_size

from corridor_cli.formats import Sheet
from corridor_cli.formats.layout import folded
from corridor_cli.formats.reports import problem_of
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import one_line

#: What a mark stands under: a text in quotes, or a key, or a value up to its end.
_WORD = re.compile(
    r"""'[^']*'|"[^"]*"|[^\s{}\[\]][^{}\[\]]*?(?=:(?:\s|$)|,\s|\s+#|[{}\[\]]|\s*$)"""
)
#: The colours (SGR) of the marks of errors and of warnings.
_COLOURS = {"error": "31;1", "warning": "33;1"}


def marked(sheet: Sheet) -> str:
    """Each problem in the width of the terminal, its hint behind the mark or under it."""
    return "".join(f"{line}\n" for row in sheet.rows for line in _lines(row, sheet))


def _lines(row: Row, sheet: Sheet) -> list[str]:
    problem = problem_of(row)
    text = one_line(str(row.get("text") or ""))
    head = one_line(str(problem._replace(hint="") if text else problem))
    first, *rest = folded(head, sheet.width)
    lines = [first, *(f"  {part}" for more in rest for part in folded(more, sheet.width - 2))]
    if not text:
        return lines
    margin = f"{problem.line:>6} │ "
    before = one_line(str(row["text"])[: problem.column - 1])
    word = _WORD.match(text, len(before))
    start, size = cell_len(before), max(cell_len(word[0]) if word else 1, 1)
    room = max(sheet.width - len(margin), 1)
    if start + size > room:  # the line begins where its fault does
        text, start = text[len(before) :], 0
    mark = "^" * min(size, room)
    lines.append(f"{margin}{set_cell_size(text, room).rstrip()}")
    edge = f"{'':{len(margin) - 2}}│ {'':{start}}"
    coloured = f"\x1b[{_COLOURS[problem.level]}m{mark}\x1b[0m" if sheet.colour else mark
    hint = one_line(problem.hint)
    if len(edge) + len(mark) + 1 + cell_len(hint) <= sheet.width:
        return [*lines, f"{edge}{coloured} {hint}".rstrip()]
    below = folded(hint, max(sheet.width - len(margin), 1))
    return [*lines, f"{edge}{coloured}", *(f"{'':{len(margin) - 2}}│ {part}" for part in below)]
