"""From rows to the reader: the shared output options, and `emit`, the one way out.

No command knows a format, and no coat knows a command.
"""

import inspect
import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Self

import typer

from corridor_cli import coats
from corridor_cli.errors import UsageError, did_you_mean, unknown
from corridor_cli.files import write_file
from corridor_cli.kinds import SCALES, Field, Row
from corridor_cli.options import Known, Option, Takes
from corridor_cli.world import World

if TYPE_CHECKING:
    from corridor_cli.questions import Facts
    from corridor_cli.rows import Rows

#: More digits than the number of any rows has.
_DIGITS = 15
COLOURS = ("auto", "always", "never")


class Call(NamedTuple):
    """What every command of a call shares: the world, and --facts where it stands before the command."""

    world: World
    facts_dir: str | None = None


def _option(*names: str, text: str, metavar: str | None = None, takes: Takes = ()) -> Option:
    """An option of the group that says how an answer is written."""
    return Option(*names, text=text, metavar=metavar, takes=takes, group="Output")


Json = Annotated[bool, _option("--json", text="The same as -f json.")]
_Output = Annotated[
    str | None,
    _option(
        "--output", "-o", text="Write to FILE; its ending chooses the format.", takes=Known.PATH
    ),
]
_Quiet = Annotated[bool, _option("--quiet", "-q", text="No notes on stderr.")]
_FactsDir = Annotated[
    str | None,
    _option("--facts", metavar="DIR", text="Ask the fact files in DIR.", takes=Known.PATH),
]


class Common(NamedTuple):
    """The options that every command takes, declared once."""

    output: _Output = None
    quiet: _Quiet = False
    facts_dir: _FactsDir = None


class Options(NamedTuple):
    """The options that every row command takes, declared once."""

    format: Annotated[
        str | None,
        _option("--format", "-f", metavar="FORMAT", text="One of ", takes=tuple(coats.FORMATS)),
    ] = None
    json: Json = False
    output: _Output = None
    columns: Annotated[
        str | None,
        _option("--columns", text="These columns only, in this order.", takes=Known.COLUMNS),
    ] = None
    sort: Annotated[
        str | None, _option("--sort", text="Sort by a column; - is descending.", takes=Known.COLUMN)
    ] = None
    limit: Annotated[str | None, _option("--limit", metavar="N", text="At most N rows.")] = None
    unit: Annotated[
        str | None, _option("--unit", metavar="SCALE", text="Scale amounts: ", takes=tuple(SCALES))
    ] = None
    no_header: Annotated[bool, _option("--no-header", text="Leave out the header line.")] = False
    excel: Annotated[bool, _option("--excel", text="CSV that spreadsheets open safely.")] = False
    count_only: Annotated[bool, _option("--count", text="Only how many there are.")] = False
    fail_empty: Annotated[
        bool, _option("--fail-empty", text="Exit with 1 if there are no rows.")
    ] = False
    color: Annotated[str, _option("--color", metavar="WHEN", text="", takes=COLOURS)] = "auto"
    quiet: _Quiet = False
    facts_dir: _FactsDir = None


#: Every spelling of the shared options.
OPTION_NAMES = frozenset(
    name for type_ in Options.__annotations__.values() for name in type_.__metadata__[0].names
)


class Called:
    """One call of a command: its options, the world around it, and the facts it asks."""

    #: the options that it takes beside its own
    shared: ClassVar[type[Common] | type[Options]] = Common

    def __init__(self, options: Any, world: World) -> None:
        self.options = options
        self.world = world

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "facts" in self.__dict__:  # asked for, and so open
            self.facts.close()

    @cached_property
    def facts(self) -> "Facts":
        """The facts that are asked: --facts, CORRIDOR_FACTS, or those that come with the program."""
        from corridor_cli.questions import Facts

        return Facts.of(self.options.facts_dir, self.world.environ)

    def write(self, data: bytes) -> None:
        """Write an answer to stdout, or to the file that -o names. Raises PipeClosedError or WriteError."""
        if self.options.output is None:
            self.world.write(data)
        else:
            write_file(self.options.output, data)

    def note(self, *notes: str) -> None:
        """Tell on stderr what a reader should know, unless -q was given."""
        for note in () if self.options.quiet else notes:
            self.world.tell("note", note)


class Asked(Called):
    """One call of a row command."""

    shared = Options
    options: Options

    def __init__(self, options: Options, world: World) -> None:
        super().__init__(options, world)
        _one_of("format", options.format, tuple(coats.FORMATS))
        _one_of("color", options.color, COLOURS)
        _one_of("unit", options.unit, tuple(SCALES))
        if options.limit is not None and not (options.limit.isascii() and options.limit.isdigit()):
            raise UsageError(f"--limit takes a whole number from 0, not '{options.limit}'")
        self._wish = one_format(options.format, json=options.json)
        if options.output and options.output.lower().endswith(coats.WORKBOOKS):
            raise UsageError(
                f"cannot write a workbook such as {options.output}",
                "CSV that Excel opens: -o FILE.csv --excel",
            )
        if options.excel and self.format != "csv":
            raise UsageError(f"--excel goes with csv, not {self.format}", "add -f csv")

    @property
    def format(self) -> str:
        """The format asked for, else the one that fits where the rows go."""
        if self._wish:
            return self._wish
        if self.options.excel:
            return "csv"
        if self.options.output:
            ending = os.path.splitext(self.options.output)[1].lower()
            return coats.ENDINGS.get(ending, "tsv")
        return "table" if self.world.stdout_is_terminal else "tsv"

    def emit(self, rows: "Rows") -> int:
        """Write the rows as asked, and the notes; returns the exit code."""
        options = self.options
        if self.format == "ids" and not rows.answer.identity:
            raise UsageError("these rows have no ids", "choose another format, such as -f tsv")
        placed = (("id", "longitude", "latitude"), ("id", "nodes"))
        if self.format == "geojson" and not any(
            all(map(rows.answer.column, names)) for names in placed
        ):
            raise UsageError(
                "these rows are nowhere on a map", "geojson goes with places, routes and projects"
            )
        columns = _chosen(rows, options.columns)
        kept: list[Row] = list(rows)
        if options.sort is not None:
            kept = _sorted(
                kept,
                _known(rows, options.sort.removeprefix("-")),
                descending=options.sort.startswith("-"),
            )
        if options.limit is not None:
            kept = kept[: int(options.limit[:_DIGITS])]
        scalable = any(_scalable(column) for column in rows.columns)
        if options.unit and scalable:
            kept = _scaled(rows, kept, options.unit)
        self.write(self._text(rows, columns, kept).encode("utf-8"))
        self.note(*rows.notes)
        if options.unit and not scalable:
            self.note(f"--unit changes nothing: {rows.answer.name} has no column of amounts")
        return 1 if options.fail_empty and not kept else 0

    def _text(self, rows: "Rows", columns: list[Field], kept: "list[Row]") -> str:
        options = self.options
        if options.count_only:
            counted = (
                {str(row[rows.answer.counted]) for row in kept} if rows.answer.counted else kept
            )
            return f"{len(counted)}\n"
        coloured = not options.output and self.world.colour()
        terminal = not options.output and self.world.stdout_is_terminal
        sheet = coats.Sheet(
            rows=kept,
            columns=columns,
            chosen=bool(options.columns),
            identity=rows.answer.identity,
            grouped=() if options.columns else rows.answer.grouped,
            header=not options.no_header,
            excel=options.excel,
            width=self.world.width,
            colour=coloured,
            links=coloured and terminal and self.world.draws_links,
            terminal=terminal,
            scale=options.unit or "",
            citations=self._citations,
            positions=self._positions,
        )
        return coats.coat(self.format)(sheet)

    def _citations(self, ids: list[str]) -> dict[str, tuple[str, str, str]]:
        return self.facts.citations(ids)

    def _positions(self, ids: list[str]) -> dict[str, tuple[float, float]]:
        return self.facts.positions(ids)


def one_format(named: str | None, *, json: bool) -> str | None:
    """The format that -f names or --json stands for, if either was given. Raises UsageError where they differ."""
    if json and named not in (None, "json"):
        raise UsageError(f"--json and -f {named} ask for two formats", "give one of them")
    return "json" if json else named


def with_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the shared options; it receives its call as the parameter `asked`, whose type says which."""
    own = [
        given for given in inspect.signature(function).parameters.values() if given.name != "asked"
    ]
    kind: type[Called] = function.__annotations__["asked"]
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=kind.shared._field_defaults[name],
            annotation=type_,
        )
        for name, type_ in kind.shared.__annotations__.items()
    ]
    context = inspect.Parameter(
        "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )

    def run(context: typer.Context, **given: Any) -> int:
        options = kind.shared(**{name: given.pop(name) for name in kind.shared._fields})
        call: Call = context.find_root().obj
        options = options._replace(
            facts_dir=call.facts_dir if options.facts_dir is None else options.facts_dir
        )
        with kind(options, call.world) as asked:
            return function(asked, **given)

    parameters = [
        context,
        *(given.replace(kind=inspect.Parameter.KEYWORD_ONLY) for given in own),
        *shared,
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how inspect and Typer read it
    run.__annotations__ = {given.name: given.annotation for given in parameters}
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run


def _one_of(name: str, word: str | None, known: tuple[str, ...]) -> None:
    if word is not None and word not in known:
        raise unknown(name, word, known)


def _known(rows: "Rows", name: str) -> Field:
    column = rows.answer.column(name)
    if column is None:
        known = [column.name for column in rows.columns]
        near = did_you_mean(name, known)
        raise UsageError(
            f"unknown column '{name}'", f"{near + ' ' if near else ''}columns: {', '.join(known)}"
        )
    return column


def _chosen(rows: "Rows", names: str | None) -> list[Field]:
    if names is None:
        return rows.columns
    return list(dict.fromkeys(_known(rows, name.strip()) for name in names.split(",")))


def _sorted(rows: "list[Row]", column: Field, *, descending: bool) -> "list[Row]":
    """Rows by one column, ties in their own order, missing values last."""

    def worth(row: "Row") -> Any:
        cell = row[column.name]
        # an open interval stands with its known end; a query may mix numbers and texts
        worth = cell.casefold().removeprefix("../") if isinstance(cell, str) else cell
        return isinstance(cell, str), isinstance(cell, list), worth

    present = [row for row in rows if row[column.name] is not None]
    missing = [row for row in rows if row[column.name] is None]
    return [*sorted(present, key=worth, reverse=descending), *missing]


#: Units of figures that are no amounts.
_UNSCALED = ("%", "km", "days")


def _scalable(column: Field) -> bool:
    """Whether --unit is of a column: money, tonnes, containers, not kilometres, days or per cent."""
    return column.type == "amount" and bool(column.unit_in)


def _scaled(rows: "Rows", kept: "list[Row]", unit: str) -> "list[Row]":
    """The rows with their amounts in thousands, millions, ... and the unit saying so."""
    from decimal import Decimal

    from corridor_cli.amounts import FACTORS, number

    amounts = [column for column in rows.columns if _scalable(column)]
    scaled = []
    for row in kept:
        changed = dict(row)
        for column in amounts:
            cell, unit_in = row[column.name], column.unit_in
            if row[unit_in] in _UNSCALED:
                continue
            if isinstance(cell, int | float):
                changed[column.name] = number(Decimal(str(cell)) / FACTORS[unit])
            changed[unit_in] = f"{unit} {row[unit_in]}" if row[unit_in] else None
        scaled.append(changed)
    return scaled
