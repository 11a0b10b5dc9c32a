"""The commands: options in, one question asked, rows handed to `emit`."""

from typing import Annotated

import typer

_PANEL = "Filters"


def filter_option(*names: str, metavar: str, help: str) -> typer.models.OptionInfo:
    """An option that narrows the question down."""
    option: typer.models.OptionInfo = typer.Option(*names, metavar=metavar, help=help, rich_help_panel=_PANEL)
    return option


#: Dates match by overlap; a repeated option means "or".
Years = Annotated[list[str] | None, filter_option("--year", metavar="YEAR", help="In this year, date or interval (2019/2022).")]
Countries = Annotated[list[str] | None, filter_option("--country", metavar="NAME", help="Of this country, by any name or code.")]
