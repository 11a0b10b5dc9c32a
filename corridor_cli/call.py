"""One call of a command: the options that commands share, the facts and the streams."""

import inspect
import shlex
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Self

import typer

from corridor_cli import formats
from corridor_cli.files import write_file
from corridor_cli.model.kinds import SCALES
from corridor_cli.options import Argument, Known, Option, Takes
from corridor_cli.world import World

if TYPE_CHECKING:
    from corridor_cli.model.rows import Note
    from corridor_cli.questions import Facts

COLOURS = ("auto", "always", "never")
#: Which documents a table lists: the first ones in a line each, all with their addresses, none.
REFS = ("short", "all", "none")
#: The columns of a terminal, which a note and its command are to fit in.
_WIDTH = 80


class Root(NamedTuple):
    """What stands before the command: the world of the process, and --facts if it is given there."""

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
    """The options of every command."""

    output: _Output = None
    quiet: _Quiet = False
    facts_dir: _FactsDir = None


class Options(NamedTuple):
    """The options of every command that answers with rows."""

    format: Annotated[
        str | None,
        _option(
            "--format",
            "-f",
            metavar="FORMAT",
            text="One of ",
            takes=formats.names(formats.ROWS),
        ),
    ] = None
    json: Json = False
    output: _Output = None
    columns: Annotated[
        str | None,
        _option("--columns", text="These columns only, in this order.", takes=Known.COLUMNS),
    ] = None
    sort: Annotated[
        str | None,
        _option("--sort", text="Sort by a column; - is descending.", takes=Known.COLUMN),
    ] = None
    limit: Annotated[str | None, _option("--limit", metavar="N", text="At most N rows.")] = None
    unit: Annotated[
        str | None,
        _option("--unit", metavar="SCALE", text="Scale amounts: ", takes=tuple(SCALES)),
    ] = None
    no_header: Annotated[bool, _option("--no-header", text="Leave out the header line.")] = False
    excel: Annotated[bool, _option("--excel", text="CSV that spreadsheets open safely.")] = False
    count_only: Annotated[bool, _option("--count", text="Only how many there are.")] = False
    fail_empty: Annotated[
        bool, _option("--fail-empty", text="Exit with 1 if there are no rows.")
    ] = False
    refs: Annotated[
        str, _option("--refs", metavar="WHICH", text="Documents of a table: ", takes=REFS)
    ] = "short"
    no_pager: Annotated[bool, _option("--no-pager", text="Never page long answers.")] = False
    color: Annotated[str, _option("--color", metavar="WHEN", text="", takes=COLOURS)] = "auto"
    quiet: _Quiet = False
    facts_dir: _FactsDir = None


#: Every spelling of the shared options.
OPTION_NAMES = frozenset(
    name for type_ in Options.__annotations__.values() for name in type_.__metadata__[0].names
)


class Call:
    """One call of a command: its options, the world around it, and the facts."""

    #: the options that the command takes beside its own
    shared: ClassVar[type[Common] | type[Options]] = Common

    def __init__(
        self,
        options: Options,
        world: World,
        name: str = "",
        given: Mapping[str, object] = {},
        declared: Mapping[str, Option | Argument] = {},
    ) -> None:
        self.options = options
        self.world = world
        #: the command, its own arguments by name, and how these are declared
        self.name = name
        self.given = given
        self.declared = declared

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "facts" in self.__dict__:  # the property has been used, and so they are open
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
            write_file(self.options.output, data)

    def note(self, note: "str | Note") -> None:
        """Write a note to stderr, with the command that tells more, unless -q is given.

        The command stands on a line of its own where both together are wider than most terminals.
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

    def command(self, note: "Note") -> str:
        """The command line of the question that tells more than a note; '' if there is none."""
        facts = self.options.facts_dir
        end = ["--facts", facts] if facts is not None else []
        if note.show:
            return shlex.join(["corridor", "show", *note.show, *end])
        if not note.change:
            return ""
        words = ["corridor", self.name]
        for name, value in {**self.given, **note.change}.items():
            words += self.declared[name].words(value)
        return shlex.join([*words, *end])


class RowCall(Call):
    """One call of a command that answers with rows."""

    shared = Options


def with_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the shared options to a command, whose parameter `call` is a Call or a RowCall."""
    own = [
        given for given in inspect.signature(function).parameters.values() if given.name != "call"
    ]
    kind: type[Call] = function.__annotations__["call"]
    declared = {given.name: given.annotation.__metadata__[0] for given in own}
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
        options = Options(**{name: given.pop(name) for name in kind.shared._fields})
        root: Root = context.find_root().obj
        if options.facts_dir is None:
            options = options._replace(facts_dir=root.facts_dir)
        with kind(options, root.world, function.__name__, given, declared) as call:
            return function(call, **given)

    parameters = [
        context,
        *(given.replace(kind=inspect.Parameter.KEYWORD_ONLY) for given in own),
        *shared,
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # Typer reads it
    run.__annotations__ = {given.name: given.annotation for given in parameters}
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run
