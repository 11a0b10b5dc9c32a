"""The command line: the table of commands, help, and where every error becomes an exit code.

Only the command that is called is imported and built; the others are a name and a line of help.
"""

import inspect
import io
import re
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from errno import ENOSPC
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from corridor_cli.call import SHARED, Call, Options, with_options
from corridor_cli.model import answers, kinds
from corridor_cli.model.errors import (
    CorridorError,
    FactsError,
    PipeClosedError,
    UsageError,
    WriteError,
    guess,
    unknown,
)
from corridor_cli.model.names import command_line, one_line
from corridor_cli.options import Known, Option, completion
from corridor_cli.world import World

#: The commands in the order of help, each with what it answers. The module of the same
#: name under `commands/` holds a function of that name, and EXAMPLES that help shows.
COMMANDS = {
    "members": answers.MEMBERS.meaning,
    "agreements": answers.AGREEMENTS.meaning,
    "meetings": answers.MEETINGS.meaning,
    "trade": answers.TRADES.meaning,
    "series": answers.SERIES.meaning,
    "mirror": answers.MIRROR.meaning,
    "totals": answers.TOTALS.meaning,
    "freight": answers.FREIGHTS.meaning,
    "routes": answers.ROUTES.meaning,
    "places": answers.PLACES.meaning,
    "projects": answers.PROJECTS.meaning,
    "events": answers.EVENTS.meaning,
    "obstacles": answers.OBSTACLES.meaning,
    "tariffs": answers.TARIFFS.meaning,
    "organisations": answers.ORGANISATIONS.meaning,
    "timeline": answers.TIMELINE.meaning,
    "search": answers.SEARCH.meaning,
    "disputes": answers.DISPUTES.meaning,
    "sources": answers.SOURCES.meaning,
    "show": answers.RECORD.meaning,
    "diff": answers.DIFF.meaning,
    "cite": answers.CITED.meaning,
    "fields": answers.DICTIONARY.meaning,
    "sql": answers.QUERY.meaning,
    "check": answers.PROBLEM.meaning,
    "init": "An annotated fact file of each kind, to begin the facts of another corridor",
    "export": "All facts as a Frictionless Data Package, or as a SQLite database",
    "help": answers.HELP.meaning,
}
#: The commands in groups, as help lists them; the group without names has all others.
GROUPS: dict[str, tuple[str, ...]] = {
    "First questions": ("members", "trade", "projects", "timeline", "search", "show"),
    "More questions": (),
    "Figures side by side": ("series", "mirror", "totals"),
    "Documents and doubts": ("disputes", "sources", "cite"),
    "The facts as data": ("fields", "sql", "export", "diff"),
    "Facts of your own, and help": ("check", "init", "help"),
}

EXAMPLES = (
    "corridor members syria",
    "corridor trade kazakhstan russia --year 2022",
    "corridor show rasht-astara",
    "corridor meetings iran --json",
    "corridor trade --long -f csv -o trade.csv",
)
#: How many examples stand before everything else.
_FIRST = 3

BUG = 70
INTERRUPTED = 130


class _HelpAskedError(Exception):
    """Help was asked for; `text` is what to print."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def _ask_help(context: Any, _parameter: object, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        raise _HelpAskedError(context.get_help())


def _take(parameter: Any, process: Callable[..., Any], context: Any, value: Any) -> Any:
    """The value of a parameter as it was typed: every parameter takes text or is a flag.

    Typer 0.29 would load pydantic to convert text to text. `process` is Typer's own conversion,
    which also reports that a value is missing. Raises UsageError for an empty value.
    """
    if not context.resilient_parsing and "" in (
        value if isinstance(value, list | tuple) else [value]
    ):
        named = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar
        raise UsageError(
            f"{str(named).strip('[]')} is empty", "is a variable of the shell not set?"
        )
    if parameter.required and not value:
        return process(context, value)
    return parameter.callback(context, parameter, value) if parameter.callback else value


#: What helps where an option is given twice.
_ONCE = {"columns": "several columns: --columns a,b", "sort": "rows are sorted by one column"}


def _parse_each_once(parse_args: Callable[..., Any], args: list[str]) -> Any:
    """What Typer's parser reads. Raises UsageError for an option with one value given twice."""
    read = parse_args(args)
    order = read[-1]
    for option in set(order):
        one_value = option.param_type_name == "option" and not option.is_flag
        if one_value and not option.multiple and order.count(option) > 1:
            raise UsageError(f"{option.opts[0]} is given twice", _ONCE.get(option.name, ""))
    return read


def _queries_last(args: list[str]) -> list[str]:
    """The arguments, with a query that begins with a comment (`-- ...`) behind all options."""
    own = args[: args.index("--")] if "--" in args else args
    queries = [word for word in own if re.match(r"--(?:\s|[^=\n]*\n)", word)]
    if not queries:
        return args
    return [*(word for word in own if word not in queries), "--", *queries, *args[len(own) + 1 :]]


class _Help:
    """Help in plain text: options in groups, examples as they are typed."""

    examples: Sequence[str] = ()

    def parse_args(self, context: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError where Typer finds a mistake."""
        for parameter in self.get_params(context):  # type: ignore[attr-defined]  # a mixin
            parameter.process_value = partial(_take, parameter, parameter.process_value)
        try:
            if not context.resilient_parsing:
                args = _queries_last(args)
            rest: list[str] = super().parse_args(context, args)  # type: ignore[misc]  # a mixin
        except typer.TyperException as error:
            raise _usage(error, context) from error
        return rest

    def make_parser(self, context: Any) -> Any:
        """The parser of the options, which refuses one that is given twice."""
        parser: Any = super().make_parser(context)  # type: ignore[misc]  # a mixin
        if not context.resilient_parsing:
            parser.parse_args = partial(_parse_each_once, parser.parse_args)
        return parser

    def get_help_option(self, context: Any) -> Any:
        """The option --help, which hands its text to `main` to write."""
        option: Any = super().get_help_option(context)  # type: ignore[misc]  # a mixin
        option.callback = _ask_help
        return option

    def format_options(self, context: Any, formatter: Any) -> None:
        """Arguments and options, under the name of their group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(context):  # type: ignore[attr-defined]  # a mixin
            described = parameter.get_help_record(context)
            if described and parameter.param_type_name == "argument":
                # Typer 0.29 adds a type to the name
                described = parameter.metavar, described[1]
            if described:
                group = (
                    getattr(parameter, "rich_help_panel", None)
                    or f"{parameter.param_type_name.capitalize()}s"
                )
                groups.setdefault(group, []).append(described)
        self.format_listed(formatter)
        for group, described in groups.items():
            with formatter.section(group):
                formatter.write_dl(described)

    def format_listed(self, formatter: Any) -> None:
        """What stands before the options."""

    def format_help_text(self, context: Any, formatter: Any) -> None:
        """The first examples, which can be copied and run, before the text."""
        self._format_examples("Examples", self.examples[:_FIRST], formatter)
        super().format_help_text(context, formatter)  # type: ignore[misc]  # a mixin

    def format_epilog(self, _context: Any, formatter: Any) -> None:
        """The other examples."""
        self._format_examples("More examples", self.examples[_FIRST:], formatter)

    def _format_examples(self, title: str, examples: Sequence[str], formatter: Any) -> None:
        if examples:
            with formatter.section(title):
                for example in examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class _Command(_Help, TyperCommand):
    """A command that is called."""

    def collect_usage_pieces(self, _context: Any) -> list[str]:
        """[OPTIONS] and the arguments, in the same brackets with any version of Typer."""
        arguments = [one for one in self.params if one.param_type_name == "argument"]
        names = [(str(one.metavar).strip("[]"), one.required) for one in arguments]
        return ["[OPTIONS]", *(f"{{{name}}}" if needed else f"[{name}]" for name, needed in names)]


class _Listed(TyperCommand):
    """A command in the list of commands, by its name and meaning; built when it is called."""

    def make_context(
        self, info_name: Any, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the command, imported and built now."""
        completes = bool(extra.get("resilient_parsing"))
        command = build_command(str(self.name), completes=completes)
        return command.make_context(info_name, args, parent, **extra)


class _Commands(_Help, TyperGroup):
    """The table of commands, each built when it is called."""

    examples = EXAMPLES

    def list_commands(self, _context: Any) -> list[str]:
        """The names of the commands, in the order of help."""
        return [name for names in _grouped().values() for name in names]

    def built(self, name: str) -> Any:
        """The command of a name, built. Raises UsageError with a guess."""
        if name not in COMMANDS:
            raise unknown("command", name, COMMANDS)
        return build_command(name)

    def get_command(self, _context: Any, name: str) -> Any:
        """The command of a name."""
        return _Listed(name, short_help=COMMANDS[name]) if name in COMMANDS else None

    def resolve_command(self, context: Any, args: list[str]) -> Any:
        """The command that the arguments call. Raises UsageError with a guess."""
        if not (args[0] in COMMANDS or args[0].startswith("-") or context.resilient_parsing):
            words = command_line("search", *args)
            raise unknown("command", args[0], COMMANDS, words if words.isprintable() else "")
        return super().resolve_command(context, args)

    def format_listed(self, formatter: Any) -> None:
        """The commands in their groups, a line each."""
        for title, names in _grouped().items():
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name]) for name in names])


def _grouped() -> dict[str, tuple[str, ...]]:
    named = {name for names in GROUPS.values() for name in names}
    others = tuple(name for name in COMMANDS if name not in named)
    return {title: names or others for title, names in GROUPS.items()}


_HELP_NAMES = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(cls=_Commands, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True, context_settings=_HELP_NAMES)
def corridor(
    context: typer.Context,
    facts: Annotated[
        str | None,
        Option(
            "--facts",
            metavar="DIR",
            text="Ask the fact files in DIR (or set CORRIDOR_FACTS).",
            takes=Known.PATH,
        ),
    ] = None,
    version: Annotated[
        bool, Option("--version", "-V", text="Version of the tool and of the facts.")
    ] = False,
) -> None:
    """Facts on the International North-South Transport Corridor (INSTC), each with its source.

    --facts DIR asks those of another corridor; `corridor init DIR` begins them.

    On a terminal rows are drawn as tables; in a pipe they are tab-separated, and -f chooses any
    other format. Where sources disagree, rows are flagged and `corridor show ID` gives every side.
    """
    if version:
        with Call(Options(facts_dir=facts), context.obj) as call:
            call.world.write(f"{_version(call)}\n".encode())
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise _HelpAskedError(context.get_help())


def _version(call: Call) -> str:
    from corridor_cli import __version__
    from corridor_cli.index.opening import chosen_directory

    about = call.facts.about()
    counts = [kind.counted(int(about[kind.name])) for kind in kinds.KINDS if kind.name in about]
    directory = chosen_directory(call.options.facts_dir, call.world.environ)
    where = f" in {one_line(str(directory))}" if directory else ""
    version = f"facts {about['version']}{where}: {about['title']}"
    return "\n".join([f"corridor {__version__}", version, ", ".join(counts)])


def build_command(name: str, *, completes: bool = False) -> Any:
    """A command with its options, ready to be invoked, or to complete a word."""
    module = import_module(f"corridor_cli.commands.{name}")
    function = getattr(module, name)
    single = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    help_text = f"{COMMANDS[name]}.\n\n{inspect.cleandoc(function.__doc__ or '')}"
    called = with_options(function)
    if completes:  # Typer looks at each function, which costs a call more than its answer
        for parameter in inspect.signature(called).parameters.values():
            for one in getattr(parameter.annotation, "__metadata__", ()):
                one.autocompletion = completion(one.takes)
    single.command(name, cls=_Command, help=help_text, context_settings=_HELP_NAMES)(called)
    command: Any = get_command(single)
    command.examples = module.EXAMPLES
    command.called = called
    return command


def main(argv: Sequence[str], world: World) -> int:
    """Run one call: `argv` without the program's name. Returns the exit code; raises nothing."""
    world = world._replace(colour_wish=_early_value(argv, "--color") or "auto")
    try:
        for word in argv:
            if not word.isascii() and word != word.encode("utf-8", "replace").decode():
                raise UsageError(
                    f"an argument is not UTF-8: {word.encode('utf-8', 'backslashreplace').decode()}"
                )
        return _run(argv, world)
    except PipeClosedError as error:
        return error.exit_code
    except FactsError as error:
        if _early_value(argv, "--errors") != "json":
            from corridor_cli.files import seen_from_here

            for problem in error.problems:
                file = seen_from_here(error.directory, problem.file)
                world.tell("", str(problem._replace(file=file)))
        elif error.problems:
            error.hint = command_line("check", error.directory, "-f", "json")
        return _report(error, argv, world)
    except CorridorError as error:
        return _report(error, argv, world)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a bug: one line for the user
        full = getattr(error, "errno", 0) == ENOSPC
        if full or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            return _report(WriteError("temporary storage is full"), argv, world)
        if world.environ.get("CORRIDOR_DEBUG"):
            for line in traceback.format_exc().splitlines():
                world.tell("", line)
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        hint = "please report it with the output of the same command under CORRIDOR_DEBUG=1"
        _write_error("corridor: bug", BUG, message, hint, argv, world)
        return BUG


def _early_value(argv: Sequence[str], option: str) -> str:
    """The value of an option, read before Typer reads the arguments; '' without the option."""
    typed = ""
    for word, following in pairwise([*argv, ""]):
        name, equals, value = word.partition("=")
        if name == option:
            typed = value if equals else following
    return typed


def _run(argv: Sequence[str], world: World) -> int:
    group: Any = get_command(app)
    written = io.StringIO()
    try:
        with redirect_stdout(written):
            result = group.main(
                list(argv),
                "corridor",
                standalone_mode=False,
                obj=world,
                terminal_width=min(world.width, 100),
            )
    except _HelpAskedError as wanted:
        world.write(f"{wanted.text}\n".encode())
        return 0
    except SystemExit as end:  # Typer has completed a word, or has shown or installed its script
        result = end.code
    except OSError as error:
        if "--install-completion" not in argv:
            raise
        message = f"cannot install completion: {error.filename}: {error.strerror}"
        raise WriteError(message) from error
    if text := written.getvalue():
        if argv:  # not where a word is completed: the line is in the environment
            from corridor_cli.completion import mended

            text = mended(text)
        world.write(text.encode())
    return result if isinstance(result, int) else 0


#: Options that people try, and those that are meant: the first that the command has.
_MEANT = {
    "date": ("--year", "--as-of", "--period"),
    "year": ("--period",),
    "type": ("--kind",),
    "state": ("--country", "--party"),
}


def _usage(error: typer.TyperException, context: Any) -> UsageError:
    """A mistake in the arguments that Typer found, in our words."""
    path = context.command_path
    option = getattr(error, "option_name", "")
    message = error.format_message().splitlines()[0].rstrip(".")
    if option and message.startswith("No such option"):
        typed = option.strip("-")
        known = {name for parameter in context.command.params for name in parameter.opts}
        meant = [name for name in _MEANT.get(typed, ()) if name in known]
        near = {name.strip("-"): name for name in getattr(error, "possibilities", None) or ()}
        meant += [near[alike]] if (alike := guess(typed, near)) else []
        hint = f"did you mean {meant[0]}?" if meant else f"{path} --help"
        if path == "corridor" and any(option in one.names for one in SHARED.values()):
            hint, meant = f"it stands behind the command: corridor trade {option}", []
        return UsageError(f"unknown option '{option}'", hint, option, meant[:1])
    if message.startswith("Got unexpected extra argument"):
        words = message.partition(" (")[2].removesuffix(")")
        examples = getattr(context.command, "examples", ())
        hint = f"for example: {examples[0]}" if examples else f"{path} --help"
        return UsageError(f"{context.info_name} has no use for: {words}", hint)
    return UsageError(message[:1].lower() + message[1:], f"{path} --help")


def _report(error: CorridorError, argv: Sequence[str], world: World) -> int:
    hint = f"{error.hint} {_mended(argv, error)}".strip()
    _write_error("corridor: error", error.exit_code, error.message, hint, argv, world)
    return error.exit_code


def _write_error(
    label: str, code: int, message: str, hint: str, argv: Sequence[str], world: World
) -> None:
    """Write an error and its hint to stderr: two lines, or with --errors json an object."""
    if _early_value(argv, "--errors") == "json":
        import json

        error = {"code": code, "message": message, "hint": hint or None}
        world.tell("", json.dumps(error, ensure_ascii=False))
        return
    world.tell(label, message)
    if hint:
        world.tell("hint", hint)


def _mended(argv: Sequence[str], error: CorridorError) -> str:
    """The command line with what was meant in place of the wrong word; '' if it is unknown."""
    words: list[str] = []
    for word in argv:
        option, equals, value = word.rpartition("=")
        items = value.split(",")
        if error.meant and word == error.typed:
            words += error.meant
        elif error.meant and option == error.typed:
            words.append(f"{error.meant[0]}={value}")
        elif error.meant and error.typed in (bare := [item.removeprefix("-") for item in items]):
            place = bare.index(error.typed)
            items[place] = items[place].replace(error.typed, error.meant[0])
            words.append(f"{option}{equals}{','.join(items)}")
        else:
            words.append(word)
    return command_line(*words) if words != [*argv] else ""
