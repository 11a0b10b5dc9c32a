"""Formats: the ways to write rows.

A format is a function from a sheet to text. It asks the system nothing: all it needs is in the
sheet. Its module is imported when the format is used.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from corridor_cli.model.answers import Across, Answer
from corridor_cli.model.kinds import Cell, Declared, Field, Row


def _has_positions(answer: Answer) -> bool:
    return any(column.shown_as in ("longitude", "line") for column in answer.columns)


def _has_axes(answer: Answer) -> bool:
    return bool(answer.axes or answer.across)


def _has_events(answer: Answer) -> bool:
    return bool(answer.title) and any(column.event for column in answer.columns)


class Format(Declared):
    """A format: its name, the function that writes it (`module:function`), and endings of files.

    `fits` says whether it can write an answer; if not, `refusal` is the error and its hint.
    `for_people` says that it lays out cards.
    """

    name: str
    function: str
    endings: tuple[str, ...] = ()
    fits: Callable[[Answer], bool] = staticmethod(lambda _: True)
    refusal: tuple[str, str] = ("", "")
    for_people: bool = False
    #: whether a terminal gets it where no format is named
    for_terminals: bool = False

    def write(self, sheet: "Sheet") -> str:
        """The text of a sheet in this format."""
        module, _, name = self.function.partition(":")
        text: str = getattr(import_module(f"corridor_cli.formats.{module}"), name)(sheet)
        return text


_JSON = Format("json", "lines:json_array", (".json",))

#: The formats of rows, in the order of the help text.
ROWS = (
    Format("table", "tables:table", for_people=True, for_terminals=True),
    Format("record", "tables:record"),
    Format("tsv", "lines:tsv", (".tsv", ".txt", "")),
    Format("csv", "lines:csv", (".csv",)),
    _JSON,
    Format("jsonl", "lines:jsonl", (".jsonl", ".ndjson")),
    Format("yaml", "trees:yaml", (".yaml", ".yml")),
    Format("md", "markdown:md", (".md",)),
    Format(
        "chart",
        "chart:chart",
        fits=_has_axes,
        refusal=(
            "these rows have no axes to chart",
            "chart goes with trade, series, mirror, totals, freight and members --history",
        ),
    ),
    Format(
        "svg",
        "svg:svg",
        (".svg",),
        fits=lambda answer: _has_axes(answer) or _has_positions(answer),
        refusal=(
            "these rows have neither axes nor positions",
            "svg goes with what chart draws, and with places, routes and projects",
        ),
    ),
    Format("html", "html:html", (".html", ".htm"), for_people=True),
    Format(
        "ids",
        "lines:ids",
        fits=lambda answer: bool(answer.identity),
        refusal=("these rows have no ids", "choose another format, such as -f tsv"),
    ),
    Format(
        "geojson",
        "map:geojson",
        (".geojson",),
        fits=_has_positions,
        refusal=("these rows have no positions", "geojson goes with places, routes and projects"),
    ),
    Format(
        "ics",
        "calendar:ics",
        (".ics",),
        fits=_has_events,
        refusal=(
            "these rows have no dates of events",
            "ics goes with meetings, events, projects, agreements and timeline",
        ),
    ),
)
#: The formats of documents, for `cite`.
REFERENCES = (
    Format("text", "references:text", (".txt", "")),
    Format("bibtex", "references:bibtex", (".bib",)),
    Format("csl-json", "references:csl_json", (".json",)),
)
#: The formats of problems with fact files, for `check`.
REPORTS = (
    Format("lines", "reports:lines", (".txt", "")),
    _JSON,
    Format("github", "reports:github"),
    Format("marked", "marked:marked", for_terminals=True),
)


def names(formats: tuple[Format, ...]) -> tuple[str, ...]:
    """The names of formats, which are the choices of `-f`."""
    return tuple(format_.name for format_ in formats)


def named(name: str) -> Format:
    """The format of this name. Raises StopIteration for an unknown name."""
    return next(format_ for format_ in (*ROWS, *REFERENCES, *REPORTS) if format_.name == name)


def _has_value(row: Row, column: Field) -> bool:
    # zero and false are values
    return row[column.name] not in (None, []) or bool(column.stated and row.get(column.stated))


def plain(number: int | float) -> str:
    """A number's digits, never with an exponent."""
    text = repr(number)
    if "e" not in text:
        return text
    from decimal import Decimal

    return f"{Decimal(text):f}"


class About(Declared):
    """What a page, picture or calendar says about its rows.

    `meaning` is what the answer is, `command` gives it; `facts` and `version` are the title and
    version of the fact base.
    """

    meaning: str = ""
    command: str = ""
    facts: str = ""
    version: str = "1970-01-01"
    notes: tuple[str, ...] = ()


class Sheet(Declared):
    """Rows and columns to be written, and how.

    `columns` are those of --columns (then `chosen` is true) or all; `others` are not written.
    `identity` is the column with the row's id, '' if there is none; rows with equal columns
    `grouped` make one group. `scale` is the scale of amounts, '' for the base unit. `citations`
    gives publisher, date and address of sources by id, `positions` longitude, latitude and name of
    places by id. `terminal` says that the text goes to a terminal. The rows of a table stand in
    groups with equal columns `heads`, which stand above the group and replace the columns
    `hidden`; with a `title`, each row is an entry of two lines that ends in the column `handle`,
    and with `today` (a day) what is announced and overdue is told apart. `gaps` is the column with
    a period, where a table says which years are missing; `across` is how it sets rows across. A
    chart draws the first of `axes` that has numbers, in groups with equal columns `apart`, and
    marks the rows `marks` in the group of their like, called `marked` with their period. `refs`
    says which documents are listed: short (at most `listed`), all, none. `about` gives what a page
    says about the rows. A format adds `notes` on what it leaves out.
    """

    rows: list[Row]
    columns: list[Field]
    chosen: bool = False
    identity: str = ""
    grouped: tuple[str, ...] = ()
    header: bool = True
    excel: bool = False
    delimiter: str = ","
    width: int = 80
    colour: bool = False
    links: bool = False
    scale: str = ""
    citations: Callable[[list[str]], dict[str, tuple[str, str, str]]] = staticmethod(lambda _: {})
    positions: Callable[[list[str]], dict[str, tuple[float, float, str]]] = staticmethod(
        lambda _: {}
    )
    terminal: bool = False
    others: Sequence[Field] = ()
    heads: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    title: str = ""
    handle: str = ""
    today: str = ""
    axes: tuple[tuple[str, ...], ...] = ()
    apart: tuple[str, ...] = ()
    marks: Sequence[Row] = ()
    marked: str = ""
    gaps: str = ""
    across: Across | None = None
    refs: str = "short"
    about: Callable[[], About] = About
    listed: int = 8
    two_columns: bool = False
    notes: list[str] = []  # noqa: RUF012 - a call gives its own

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]

    @property
    def table_columns(self) -> list[Field]:
        """The columns of a table: those of --columns, else those for tables that have a value."""
        if self.chosen:
            return self.columns
        declared = [column for column in self.columns if column.table]
        filled = [field for field in declared if any(_has_value(row, field) for row in self.rows)]
        return filled or declared

    def showing(self, columns: list[Field]) -> "Sheet":
        """The same sheet with other columns written, and the rest not."""
        others = [c for c in (*self.columns, *self.others) if c not in columns]
        return self._replace(columns=columns, others=others, chosen=True)

    @property
    def all(self) -> Sequence[Field]:
        """The columns, written or not."""
        return (*self.columns, *self.others)

    def shown_as(self, how: str) -> list[Field]:
        """The columns, written or not, whose `shown_as` is `how`."""
        columns = (*self.columns, *self.others)
        return [column for column in columns if column.shown_as == how]

    def has_passed(self, date: Cell) -> bool:
        """Whether the last day of a date (EDTF) is before today; False without a date or today."""
        last = str(date or "..").rpartition("/")[2]
        return last != ".." and last < self.today[: len(last)]
