"""Options and arguments as commands declare them: what Typer makes of them, and what they take, for completion."""

from enum import Enum

import typer


class Known(Enum):
    """What only the facts, the answers or the system know, by the word that stands for it in help."""

    COUNTRY = "NAME"
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


#: The words of a fixed list, or what is known elsewhere; nothing where any text will do.
Takes = tuple[str, ...] | Known


class Option(typer.models.OptionInfo):
    """An option: its spellings, its help (behind which the words stand that it takes), and the group it is listed in."""

    def __init__(
        self,
        *names: str,
        text: str,
        group: str | None = None,
        metavar: str | None = None,
        takes: Takes = (),
    ) -> None:
        told = f"{text}{', '.join(takes)}." if takes and isinstance(takes, tuple) else text
        metavar = metavar or (takes.value if isinstance(takes, Known) else None)
        super().__init__(
            default=names[0],
            param_decls=names[1:],
            help=told,
            metavar=metavar,
            rich_help_panel=group,
        )
        self.names = names
        self.takes = takes

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
