"""Markdown: a table for GitHub, GitLab and Pandoc, and below it the legend and the documents."""

import re

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import CLOSE, DISPUTED, OPEN, Footnotes, heading

#: Characters with a meaning in Markdown.
_ACTIVE = re.compile(r"([\\`*<|~&]|\b_|_\b|(?<=\])\()")


def escaped(text: str) -> str:
    """A text in one line that Markdown shows unchanged."""
    return _ACTIVE.sub(r"\\\1", text).replace("\n", "<br>")


#: The characters of an address that would end it, or that Markdown would read as others.
_IN_ADDRESS = str.maketrans({**{char: f"%{ord(char):02X}" for char in "()\\"}, "&": "&amp;"})


def _link(text: str, url: str) -> str:
    text = re.sub(r"[\[\]]", r"\\\g<0>", escaped(text))
    return f"[{text}]({url.translate(_IN_ADDRESS)})" if url else text


def md(sheet: Sheet) -> str:
    """A pipe table of the columns declared for tables."""
    columns = sheet.table_columns
    notes = Footnotes(sheet._replace(columns=columns))
    lines = [
        [escaped(heading(column)) for column in columns],
        ["---:" if column.shape == "number" else "---" for column in columns],
    ]
    brackets = str.maketrans({OPEN: "[", CLOSE: "]", DISPUTED: "!"})
    lines += [
        [escaped(notes.cell(row, column)).translate(brackets) for column in columns]
        for row in sheet.rows
    ]
    text = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    below = [f"{escaped(sign)} {escaped(meaning)}" for sign, meaning in notes.legend()]
    for number, id_, described, url in notes.documents():
        below.append(f"[{number}] {_link(id_, url)} {escaped(described)}")
    return text + "".join(f"\n{line}\n" for line in below)
