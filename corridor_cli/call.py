"""One call of a command: its options, the facts and the streams."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Self

import typer

from corridor_cli.formats import ROWS, names
from corridor_cli.model.errors import UsageError, unknown
from corridor_cli.model.kinds import SCALES
from corridor_cli.model.names import command_line
from corridor_cli.options import Argument, Known, Option, Takes
from corridor_cli.world import World

if TYPE_CHECKING:
    from corridor_cli.model.rows import Note
    from corridor_cli.questions import Facts

COLOURS = ("auto", "always", "never")
#: The documents that a table lists: the first ones in a line each, all with addresses, none.
REFS = ("short", "all", "none")
#: What separates the cells of CSV: Excel wants a semicolon where numbers have a decimal comma.
DELIMITERS = (",", ";")
#: How errors are written: lines of text, or JSON: code, message, hint.
ERRORS = ("text", "json")
#: The width of most terminals, in cells.
_WIDTH = 80


def _option(*names: str, text: str, metavar: str | None = None, takes: Takes = ()) -> Option:
    """An option of the group that sets how an answer is written."""
    return Option(*names, text=text, metavar=metavar, takes=takes, group="Output")


Json = Annotated[bool, _option("--json", text="The same as -f json.")]
_Errors = Annotated[str, _option("--errors", metavar="HOW", text="Errors: ", takes=ERRORS)]
_OUTPUT = "Write to FILE; its ending chooses the format."


class Options(NamedTuple):
    """The options of every command that answers with rows."""

    format: Annotated[
        str | None,
        _option("--format", "-f", metavar="FORMAT", text="One of ", takes=names(ROWS)),
    ] = None
    json: Json = False
    chart: Annotated[bool, _option("--chart", text="The same as -f chart.")] = False
    output: Annotated[str | None, _option("--output", "-o", text=_OUTPUT, takes=Known.PATH)] = None
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
    delimiter: Annotated[
        str | None,
        _option("--delimiter", metavar="CHAR", text="What separates the cells of CSV: , or ;."),
    ] = None
    count_only: Annotated[bool, _option("--count", text="Write only the count.")] = False
    fail_empty: Annotated[
        bool, _option("--fail-empty", text="Exit with 1 if there are no rows.")
    ] = False
    refs: Annotated[
        str, _option("--refs", metavar="WHICH", text="Documents of a table: ", takes=REFS)
    ] = "short"
    no_pager: Annotated[bool, _option("--no-pager", text="Never page long answers.")] = False
    color: Annotated[str, _option("--color", metavar="WHEN", text="", takes=COLOURS)] = "auto"
    quiet: Annotated[bool, _option("--quiet", "-q", text="No notes on stderr.")] = False
    errors: _Errors = "text"
    facts_dir: Annotated[
        str | None,
        _option("--facts", metavar="DIR", text="Use the fact files in DIR.", takes=Known.PATH),
    ] = None


#: The shared options by the names of their parameters.
SHARED: dict[str, Option] = {
    name: type_.__metadata__[0] for name, type_ in Options.__annotations__.items()
}


#: The shared options that choose rows, columns and their order.
_CHOOSING = ("columns", "sort", "limit", "unit")


class Call:
    """One call of a command: its options, the world of the process, and the facts."""

    #: the names of the options that the command has like others: those of every command
    shared: ClassVar[tuple[str, ...]] = ("output", "quiet", "errors", "facts_dir")

    def __init__(
        self,
        options: Options,
        world: World,
        name: str = "",
        values: Mapping[str, object] = {},
        declared: Mapping[str, Option | Argument] = {},
    ) -> None:
        self.options = options
        self.world = world
        #: what Typer knows of the call, for `help`
        self.context: Any = None
        #: the command, and the values and declarations of its own parameters by name
        self.name = name
        self.values = values
        self.declared = declared

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "facts" in self.__dict__:  # the property has opened them
            self.facts.close()

    @cached_property
    def facts(self) -> "Facts":
        """The facts of --facts or CORRIDOR_FACTS, else those of the package."""
        from corridor_cli.questions import Facts

        return Facts.of(self.options.facts_dir, self.world.environ)

    def write(self, data: bytes, *, paged: bool = False) -> None:
        """Write an answer to stdout, or to the file of -o. Raises PipeClosedError or WriteError."""
        if self.options.output is None:
            (self.world.show if paged else self.world.write)(data)
        else:
            from corridor_cli.files import write_file

            write_file(self.options.output, data)

    def note(self, note: "str | Note") -> None:
        """Write a note, with the command that it suggests, to stderr; nothing with -q.

        The command is on a second line if both are wider than most terminals.
        """
        if self.options.quiet:
            return
        text, command = str(note), "" if isinstance(note, str) else self.command(note)
        if not command:
            self.world.tell("note", text)
        elif len(f"note: {text}: {command}") <= _WIDTH:
            self.world.tell("note", f"{text}: {command}")
        else:
            self.world.tell("note", f"{text}:")
            self.world.tell("", f"  {command}")

    def named(self, words: Sequence[str]) -> list[str]:
        """The countries that plain words name. Raises UsageError with the words that were meant."""
        try:
            return self.facts.named(*words)
        except UsageError as error:
            from corridor_cli.advice import advise

            advise(self, words, error)
            raise

    def line(self, values: Mapping[str, object], plain: Sequence[str] = ()) -> str:
        """The command line of this call with other values of its parameters.

        `values` may have those of the shared options too; `plain` are words without an option.
        """
        words = [self.name, *plain]
        for name, value in values.items():
            if name not in SHARED or value != Options._field_defaults[name]:
                words += (self.declared.get(name) or SHARED[name]).words(value)
        return command_line(*words)

    @property
    def question(self) -> str:
        """The command line of this call, without what says where its answer goes."""
        return self.line({**self.values, **{one: getattr(self.options, one) for one in _CHOOSING}})

    @property
    def facts_words(self) -> list[str]:
        """The words of a command line that ask the same fact files."""
        return [] if self.options.facts_dir is None else ["--facts", self.options.facts_dir]

    def command(self, note: "Note") -> str:
        """The command line that a note suggests; '' if it suggests none."""
        end = self.facts_words
        if note.ask:
            return command_line(*note.ask, *end)
        if note.show:
            return command_line("show", *note.show, *end)
        if not note.change:
            return ""
        values = {**self.values, **note.change}
        return self.line({**values, "facts_dir": self.options.facts_dir})


class RowCall(Call):
    """One call of a command that answers with rows."""

    shared = tuple(SHARED)


def _part(parameter: inspect.Parameter, place: int, name: str = "") -> inspect.Parameter:
    """A parameter with one of its declarations alone, by keyword."""
    annotation = parameter.annotation
    declared = annotation.__metadata__[place]
    return parameter.replace(
        name=name or parameter.name,
        kind=inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[annotation.__origin__, declared],
    )


def with_options(function: Callable[..., int]) -> Callable[..., int]:
    """A function for Typer that makes the `call` of a command and runs it.

    Its parameters are those of the command and the shared options; the annotation of the
    command's parameter `call` says which: Call or RowCall. A parameter with an argument and an
    option takes plain words and the option alike: countries, or one text of several words.
    """
    _, *own = inspect.signature(function).parameters.values()
    call_type: type[Call] = function.__annotations__["call"]
    shared = call_type.shared
    declared = {parameter.name: parameter.annotation.__metadata__[0] for parameter in own}
    twofold = [one for one in own if len(one.annotation.__metadata__) > 1]
    own = [
        *(_part(one, 0, f"{one.name}_words") for one in twofold),
        *(_part(one, -1) for one in own),
    ]

    def run(context: typer.Context, **values: Any) -> int:
        options = Options(**{name: values.pop(name) for name in shared})
        root = context.find_root()
        if options.facts_dir is None:
            options = options._replace(facts_dir=root.params["facts"])
        words = {one.name: values.pop(f"{one.name}_words") for one in twofold}
        values = {**dict.fromkeys(words), **values}
        with call_type(options, root.obj, function.__name__, values, declared) as call:
            call.context = context
            if options.errors not in ERRORS:
                raise unknown("errors", options.errors, ERRORS)
            for name, given in words.items():
                if "record" in values:  # ids stand as plain words too
                    ids = [word for word in given or () if call.facts.is_known(word)]
                    values["record"] = [*ids, *(values["record"] or ())]
                    given = [word for word in given or () if word not in ids]
                if given:
                    known = declared[name].takes is Known.COUNTRY
                    named = call.named(given) if known else [" ".join(given)]
                    values[name] = [*named, *(values[name] or ())]
            return function(call, **values)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("context", keyword, annotation=typer.Context),
        *own,
        *(
            inspect.Parameter(
                name,
                keyword,
                default=Options._field_defaults[name],
                annotation=Options.__annotations__[name],
            )
            for name in shared
        ),
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # for Typer
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run
