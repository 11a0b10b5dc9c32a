"""Markdown: a table for GitHub, GitLab and Pandoc, and below it the legend and the documents."""

import re

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import Footnotes, heading

#: Characters with a meaning in Markdown.
_ACTIVE = re.compile(r"([\\`*<|~&]|\b_|_\b|(?<=\])\()")


def _escaped(text: str) -> str:
    """A text in one line that Markdown shows unchanged."""
    return _ACTIVE.sub(r"\\\1", text).replace("\n", "<br>")


def _link(text: str, url: str) -> str:
    safe = url.replace("(", "%28").replace(")", "%29")
    return f"[{text}]({safe})" if url else text


def md(sheet: Sheet) -> str:
    """A pipe table of the columns declared for tables."""
    columns = sheet.tabled
    notes = Footnotes(sheet._replace(columns=columns))
    lines = [
        [_escaped(heading(column)) for column in columns],
        ["---:" if column.shape == "number" else "---" for column in columns],
    ]
    lines += [[_escaped(notes.cell(row, column)) for column in columns] for row in sheet.rows]
    text = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    below = [f"{_escaped(sign)} {_escaped(meaning)}" for sign, meaning in notes.legend()]
    for number, id_, described, url in notes.documents():
        below.append(f"[{number}] {_link(id_, url)} {_escaped(described)}")
    return text + "".join(f"\n{line}\n" for line in below)
