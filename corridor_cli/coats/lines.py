"""The formats of one line a row: TSV, CSV, JSON, JSON Lines, and bare ids."""

import json

from corridor_cli.coats import Sheet, plain
from corridor_cli.kinds import Cell

LIST_SEPARATOR = ";"

_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: What makes a spreadsheet run a cell as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    return plain(cell)


def tsv(sheet: Sheet) -> str:
    """Tab-separated; tab, newline and backslash are escaped, so that a row is a line."""
    names = sheet.names
    lines = ["\t".join(names)] if sheet.header else []
    for row in sheet.rows:
        cells = ["" if (cell := row[name]) is None else cell if type(cell) is str else flat(cell) for name in names]
        line = "\t".join(cells)
        if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(cells):
            line = "\t".join(cell.translate(_TSV_ESCAPES) for cell in cells)
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def csv(sheet: Sheet) -> str:
    """RFC 4180 quoting with LF; for Excel with BOM, CRLF and guarded formulas."""
    import csv as library
    import io

    text = io.StringIO()
    writer = library.writer(text, lineterminator="\r\n" if sheet.excel else "\n")
    if sheet.header:
        writer.writerow(sheet.names)
    for row in sheet.rows:
        cells = [row[name] for name in sheet.names]
        writer.writerow([_guarded(cell) if sheet.excel else flat(cell) for cell in cells])
    return ("\ufeff" if sheet.excel else "") + text.getvalue()


def _guarded(cell: Cell) -> str:
    text = flat(cell)
    return f"'{text}" if not isinstance(cell, int | float) and text.startswith(_FORMULA) else text


def _objects(sheet: Sheet) -> list[str]:
    return [json.dumps({name: row[name] for name in sheet.names}, ensure_ascii=False) for row in sheet.rows]


def json_array(sheet: Sheet) -> str:
    """One array with an object a line."""
    return "[" + ",".join(f"\n  {line}" for line in _objects(sheet)) + ("\n]\n" if sheet.rows else "]\n")


def jsonl(sheet: Sheet) -> str:
    """An object a line."""
    return "".join(f"{line}\n" for line in _objects(sheet))


def ids(sheet: Sheet) -> str:
    """The rows' names, each once, a line each."""
    return "".join(f"{name}\n" for name in dict.fromkeys(flat(row[sheet.identity]) for row in sheet.rows))
