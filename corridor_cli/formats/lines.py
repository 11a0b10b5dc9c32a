"""The formats of one line a row: TSV, CSV, JSON, JSON Lines, and bare ids."""

import json
import re
from collections.abc import Iterable

from corridor_cli.formats import Sheet, plain
from corridor_cli.model.kinds import Cell
from corridor_cli.model.names import UNSEEN, one_line, visible

LIST_SEPARATOR = ";"

_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: What a spreadsheet takes no notice of before the sign that makes a formula of a cell (OWASP, CSV injection).
_PASSED_OVER = f'[\\s{UNSEEN}\\u200b-\\u200d\\u2060\\ufeff"]*'
#: Where a cell begins, also for a spreadsheet that separates cells by semicolons or tabs, and is run as a formula.
_FORMULA = rf"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?={_PASSED_OVER}[-=+@＝＋－＠])"  # noqa: RUF001 - full-width signs


def flat(cell: Cell) -> str:
    """A cell as one text: '' if missing, lists joined by semicolons, which no item contains."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return LIST_SEPARATOR.join(cell)
    if isinstance(cell, dict):
        return json_text(cell)
    return plain(cell)


def tsv(sheet: Sheet) -> str:
    """Tab-separated; tab, newline, backslash and what is not seen are escaped, so that a row is a line."""
    names = sheet.names
    rows = [
        [
            "" if (cell := row[name]) is None else cell if type(cell) is str else flat(cell)
            for name in names
        ]
        for row in sheet.rows
    ]
    return "".join(f"{_tsv_line(cells)}\n" for cells in ([names, *rows] if sheet.header else rows))


def _tsv_line(cells: list[str]) -> str:
    text = "".join(cells)
    if "\\" in text or not text.isprintable():
        cells = [visible(cell.translate(_TSV_ESCAPES)) for cell in cells]
    return "\t".join(cells)


def csv(sheet: Sheet) -> str:
    """RFC 4180 quoting with LF; for Excel with BOM, CRLF and guarded formulas.

    CSV has no escapes, so it carries every text as it is; only on a terminal is what could drive that shown as escapes.
    """
    import csv as library
    from types import SimpleNamespace

    lines: list[str] = []
    # with CRLF the library quotes every cell that holds either of the two
    writer = library.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    dressed = _guarded if sheet.excel else flat
    rows: list[Iterable[Cell]] = [[row[name] for name in sheet.names] for row in sheet.rows]
    for cells in [sheet.names, *rows] if sheet.header else rows:
        texts = map(dressed, cells)
        writer.writerow(map(visible, texts) if sheet.terminal else texts)
    return f"\ufeff{''.join(lines)}" if sheet.excel else "".join(f"{line[:-2]}\n" for line in lines)


def _guarded(cell: Cell) -> str:
    text = flat(cell)
    return text if isinstance(cell, int | float) else re.sub(_FORMULA, "'", text)


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON in unescaped UTF-8, but for what could drive a terminal: for that JSON has its own escapes."""
    return visible(json.dumps(value, ensure_ascii=False, indent=indent))


def _objects(sheet: Sheet) -> list[str]:
    return [json_text({name: row[name] for name in sheet.names}) for row in sheet.rows]


def json_array(sheet: Sheet) -> str:
    """One array with an object a line."""
    return (
        "["
        + ",".join(f"\n  {line}" for line in _objects(sheet))
        + ("\n]\n" if sheet.rows else "]\n")
    )


def jsonl(sheet: Sheet) -> str:
    """An object a line."""
    return "".join(f"{line}\n" for line in _objects(sheet))


def ids(sheet: Sheet) -> str:
    """The rows' names, each once, a line each."""
    return "".join(
        f"{one_line(name)}\n"
        for name in dict.fromkeys(flat(row[sheet.identity]) for row in sheet.rows)
    )
