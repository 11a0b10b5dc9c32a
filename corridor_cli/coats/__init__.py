"""Coats: the formats that rows are written in. They differ in dress only.

A coat is a function from a sheet to text. It asks the system nothing: whatever it needs is in the
sheet. Each module holds related coats and is imported when one of them is asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from corridor_cli.kinds import Field, Row

#: Every format, and the module and function that are its coat; the list of choices.
FORMATS = {
    "table": "tables:table",
    "record": "tables:record",
    "tsv": "lines:tsv",
    "csv": "lines:csv",
    "json": "lines:json_array",
    "jsonl": "lines:jsonl",
    "yaml": "trees:yaml",
    "md": "markdown:md",
    "ids": "lines:ids",
    "geojson": "maps:geojson",
}
#: The styles of references, which only documents take.
STYLES = {
    "text": "references:text",
    "bibtex": "references:bibtex",
    "csl-json": "references:csl_json",
}
#: The reports of problems with fact files.
REPORTS = {"lines": "reports:lines", "json": "lines:json_array", "github": "reports:github"}
#: The format that the ending of an output file asks for.
ENDINGS = {f".{name}": name for name in ("tsv", "csv", "json", "jsonl", "yaml", "md", "geojson")}
ENDINGS |= {".ndjson": "jsonl", ".yml": "yaml"}
#: The style of references that the ending of an output file asks for.
STYLE_ENDINGS = {".bib": "bibtex", ".json": "csl-json"}
#: The report that it asks for.
REPORT_ENDINGS = {".json": "json"}
#: The endings of files that no coat can write.
WORKBOOKS = (".xls", ".xlsx")


def _unknown(_ids: list[str]) -> dict[str, tuple[str, str, str]]:
    """Nothing is known of the documents."""
    return {}


def _nowhere(_ids: list[str]) -> dict[str, tuple[float, float]]:
    """Nothing is known of where places are."""
    return {}


def _tells(row: Row, column: Field) -> bool:
    """Whether a row has anything in a column: zero and false are something, an empty list is nothing."""
    return row[column.name] not in (None, []) or bool(column.stated and row.get(column.stated))


def plain(number: int | float) -> str:
    """A number's digits, never with an exponent."""
    text = repr(number)
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}"


class Sheet(NamedTuple):
    """Rows on their way to the reader.

    `columns` are those asked for (`chosen`) or all; `identity` is the column that names a row, ''
    if none does, and several rows of a sheet share the columns `grouped`; `scale` is the word of
    the scale that amounts are in, '' for the base unit; `citations` gives publisher, date and address of sources by id,
    `positions` longitude and latitude of places; `terminal` says that one shows the text.
    """

    rows: list[Row]
    columns: list[Field]
    chosen: bool = False
    identity: str = ""
    grouped: tuple[str, ...] = ()
    header: bool = True
    excel: bool = False
    width: int = 80
    colour: bool = False
    links: bool = False
    scale: str = ""
    citations: Callable[[list[str]], dict[str, tuple[str, str, str]]] = _unknown
    positions: Callable[[list[str]], dict[str, tuple[float, float]]] = _nowhere
    terminal: bool = False

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]

    @property
    def tabled(self) -> list[Field]:
        """The columns that a table shows: those asked for, else those declared for tables that hold anything."""
        if self.chosen:
            return self.columns
        declared = [column for column in self.columns if column.table]
        told = [column for column in declared if any(_tells(row, column) for row in self.rows)]
        return told or declared


Coat = Callable[[Sheet], str]


def coat(name: str) -> Coat:
    """The coat of a format, style or report."""
    module, _, function = (FORMATS | STYLES | REPORTS)[name].partition(":")
    found: Coat = getattr(import_module(f"corridor_cli.coats.{module}"), function)
    return found
