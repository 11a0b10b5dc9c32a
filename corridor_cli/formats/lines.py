"""The formats with one line for each row: TSV, CSV, JSON, JSON Lines and ids."""

import re
from collections.abc import Iterable
from functools import partial

from corridor_cli.formats import Sheet, plain
from corridor_cli.model.kinds import Cell
from corridor_cli.model.names import UNSEEN, one_line, visible

LIST_SEPARATOR = ";"

_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: Characters that a spreadsheet ignores before the sign of a formula (OWASP, CSV injection).
_IGNORED = f'[\\s{UNSEEN}\\u200b-\\u200d\\u2060\\ufeff"]*'
#: A number with its sign, which a spreadsheet may read.
_SIGNED = r"[-+]\d+(?:\.\d+)?%?"
#: The beginning of a cell that a spreadsheet would run as a formula. Some spreadsheets separate
#: cells by other characters, so a cell may begin after one. The last four signs are full-width.
_FORMULA = rf"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?={_IGNORED}[-=+@\uff1d\uff0b\uff0d\uff20])"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: A text that Excel would take for a number, a time or a date, and show as another one. A whole day
#: is not among them: it stays that day. It is compiled when it is used.
_CHANGED = (
    r"0\d+(?:\.\d*)?|[-+]?\d+\.\d*0|[-+]?[\d.]{16,}|[-+]?\d+(?:\.\d*)?e[-+]?\d+"
    r"|\d{1,4}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{1,4}|\d+ \d+/\d+|\d{1,3}(?:,\d{3})+"
    rf"|\d{{1,2}}:\d{{2}}(?::\d{{2}})?|{_MONTH}[- ]?\d{{1,4}}|\d{{1,4}}[- ]?{_MONTH}"
    rf"|\d{{1,2}}[- ]{_MONTH}[- ]\d{{2,4}}|{_MONTH} \d{{1,2}}, \d{{4}}"
)


def flat(cell: Cell) -> str:
    """A cell as text: '' if missing; items of a list, which have no semicolon, joined by one."""
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
    """Tab-separated values, one line for each row.

    Tab, newline, backslash and invisible characters are escaped; a cell that begins with a
    quotation mark is quoted as in CSV, for most readers take that for the beginning of quotes.
    """
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
    if '"' in text:
        cells = [
            '"{}"'.format(cell.replace('"', '""')) if cell.startswith('"') else cell
            for cell in cells
        ]
    return "\t".join(cells)


def csv(sheet: Sheet) -> str:
    """RFC 4180 quoting with LF; for Excel with BOM, CRLF and guarded cells.

    CSV has no escapes, so control characters are written as they are, but not to a terminal. Where
    Excel has cells separated by semicolons, its numbers have a decimal comma.
    """
    import csv as library
    from types import SimpleNamespace

    lines: list[str] = []
    # with CRLF the library quotes every cell that holds either of the two
    writer = library.writer(
        SimpleNamespace(write=lines.append), lineterminator="\r\n", delimiter=sheet.delimiter
    )
    text_of = partial(_guarded, sheet.delimiter) if sheet.excel else flat
    rows: list[Iterable[Cell]] = [[row[name] for name in sheet.names] for row in sheet.rows]
    for cells in [sheet.names, *rows] if sheet.header else rows:
        texts = map(text_of, cells)
        writer.writerow(map(visible, texts) if sheet.terminal else texts)
    return f"\ufeff{''.join(lines)}" if sheet.excel else "".join(f"{line[:-2]}\n" for line in lines)


def _guarded(delimiter: str, cell: Cell) -> str:
    """A cell with an apostrophe wherever a spreadsheet would run or change what follows."""
    text = flat(cell)
    if re.fullmatch(_CHANGED, text, re.IGNORECASE | re.ASCII):
        return f"'{text}"
    if isinstance(cell, int | float):
        return text.replace(".", ",") if delimiter == ";" else text
    if re.fullmatch(_SIGNED, text):
        return text
    # a comma is in a cell where it does not separate cells, but some spreadsheets would separate
    formula = _FORMULA if delimiter == "," else _FORMULA.replace("[;", "[,;")
    return re.sub(formula, "'", text)


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON in UTF-8; only characters that could control a terminal are escaped."""
    import json

    return visible(json.dumps(value, ensure_ascii=False, indent=indent))


def _objects(sheet: Sheet) -> list[str]:
    return [json_text({name: row[name] for name in sheet.names}) for row in sheet.rows]


def json_array(sheet: Sheet) -> str:
    """An array with one line for each row, an object."""
    items = ",".join(f"\n  {line}" for line in _objects(sheet))
    return f"[{items}\n]\n" if sheet.rows else "[]\n"


def jsonl(sheet: Sheet) -> str:
    """One line for each row, an object."""
    return "".join(f"{line}\n" for line in _objects(sheet))


def ids(sheet: Sheet) -> str:
    """The rows' ids, each once, one line each."""
    distinct = dict.fromkeys(flat(row[sheet.identity]) for row in sheet.rows)
    return "".join(f"{one_line(id_)}\n" for id_ in distinct)
