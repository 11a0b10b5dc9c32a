"""Coats: the formats that rows are written in. They differ in dress only.

A coat is a function from a sheet to text. It asks the system nothing: whatever it needs is in the
sheet. Each module holds related coats and is imported when one of them is asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from corridor_cli.kinds import Field

if TYPE_CHECKING:
    from corridor_cli.questions import Row

#: Every format, and the module that holds its coat; the list of choices.
FORMATS = {
    "table": "tables",
    "record": "tables",
    "tsv": "lines",
    "csv": "lines",
    "json": "lines",
    "jsonl": "lines",
    "yaml": "trees",
    "md": "markdown",
    "ids": "lines",
}
#: The formats that carry whole rows and can be read back.
WHOLE_ROWS = ("tsv", "csv", "json", "jsonl", "yaml")
#: The format that the ending of an output file asks for.
ENDINGS = {f".{name}": name for name in ("tsv", "csv", "json", "jsonl", "yaml", "md")}
ENDINGS |= {".ndjson": "jsonl", ".yml": "yaml"}


def _unknown(_ids: list[str]) -> dict[str, tuple[str, str, str]]:
    """Nothing is known of the documents."""
    return {}


class Sheet(NamedTuple):
    """Rows on their way to the reader.

    `columns` are those asked for (`chosen`) or all; `identity` is the column that names a row, ''
    if none does, and several rows of a `grouped` sheet share one; `scale` is the word of
    the scale that amounts are in, '' for the base unit; `citations` gives publisher, date and address of sources by id.
    """

    rows: "list[Row]"
    columns: list[Field]
    chosen: bool = False
    identity: str = ""
    grouped: bool = False
    header: bool = True
    excel: bool = False
    width: int = 80
    colour: bool = False
    links: bool = False
    scale: str = ""
    citations: Callable[[list[str]], dict[str, tuple[str, str, str]]] = _unknown

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
        told = [column for column in declared if any(row[column.stated or column.name] or row[column.name] for row in self.rows)]
        return told or declared


Coat = Callable[[Sheet], str]


def coat(name: str) -> Coat:
    """The coat of a format."""
    module = import_module(f"corridor_cli.coats.{FORMATS[name]}")
    found: Coat = getattr(module, name if name != "json" else "json_array")
    return found
