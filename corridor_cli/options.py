"""Options and arguments as commands declare them: for Typer, with the words that they take."""

from collections.abc import Callable

import typer


class Known:
    """Words that the facts, the answers or the system know, each by its name in help."""

    COUNTRY = "NAME"
    COMMAND = "COMMAND"
    ID = "ID..."
    ROUTE = "ROUTE"
    PLACE = "PLACE"
    LIST = "SOURCE"
    YEAR = "YEAR"
    PERIOD = "PERIOD"
    KIND = "KIND"
    COLUMN = "[-]COLUMN"
    COLUMNS = "A,B"
    PATH = "FILE"


#: The words of a fixed list, or one of `Known`; nothing where any text will do.
Takes = tuple[str, ...] | str


def completion(takes: Takes) -> Callable[[typer.Context, str], list[tuple[str, str]]] | None:
    """The function by which Typer completes what is taken; a shell completes files by itself."""
    if not takes or takes == Known.PATH:
        return None

    def words(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from corridor_cli import completion

        return completion.words(takes, context, incomplete)

    return words


class Option(typer.models.OptionInfo):
    """An option: its spellings, its help, the words that it takes, the group that lists it."""

    def __init__(
        self,
        *names: str,
        text: str,
        group: str | None = None,
        metavar: str | None = None,
        takes: Takes = (),
    ) -> None:
        help_text = f"{text}{', '.join(takes)}." if takes and isinstance(takes, tuple) else text
        metavar = metavar or (takes if isinstance(takes, str) else None)
        super().__init__(
            default=names[0],
            param_decls=names[1:],
            help=help_text,
            metavar=metavar,
            rich_help_panel=group,
        )
        self.names = names
        self.takes = takes

    def __copy__(self) -> "Option":
        """A copy, of which Typer makes several: in half the time that Python's own way takes."""
        copy = object.__new__(Option)
        vars(copy).update(vars(self))
        return copy

    def words(self, value: object) -> list[str]:
        """The words of a command line that give this option a value."""
        if value is None or value is False:
            return []
        if value is True:
            return [self.names[0]]
        values = value if isinstance(value, list) else [value]
        return [word for one in values for word in (self.names[0], str(one))]


class Argument(typer.models.ArgumentInfo):
    """An argument: its help, and what it takes."""

    def __init__(self, *, text: str, metavar: str, takes: Takes = ()) -> None:
        super().__init__(default=..., help=text, metavar=metavar)
        self.takes = takes

    def words(self, value: object) -> list[str]:
        """The words of a command line that give this argument a value."""
        values = value if isinstance(value, list) else [value]
        return [str(one) for one in values if one is not None]
