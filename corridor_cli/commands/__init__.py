"""The commands: options in, one question, rows handed to `emit`."""

from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Known, Option, Takes

_PANEL = "Filters"


def given_ids(call: Call, ids: list[str]) -> list[str]:
    """The ids of a call, `-` replaced by those that are piped in, each once. Raises UsageError where nothing can be."""
    piped = (
        [line.strip() for line in call.world.read().splitlines() if line.strip()]
        if "-" in ids
        else []
    )
    if any("\t" in line or "," in line or line.startswith(("{", "[", "|")) for line in piped[:1]):
        raise UsageError("standard input holds rows, not ids", "the command before takes -f ids")
    return list(dict.fromkeys(line for id_ in ids for line in (piped if id_ == "-" else [id_])))


def filter_option(name: str, text: str = "", *, metavar: str = "", takes: Takes = ()) -> Option:
    """An option that narrows the question down."""
    return Option(name, text=text, metavar=metavar or None, takes=takes, group=_PANEL)


#: Dates match by overlap; a repeated option means "or".
Years = Annotated[
    list[str] | None,
    filter_option("--year", "In this year, date or interval (2019/2022).", takes=Known.YEAR),
]
Countries = Annotated[
    list[str] | None,
    filter_option("--country", "Of this country, by any name or code.", takes=Known.COUNTRY),
]
Beside = Annotated[
    list[str] | None,
    filter_option("--with", "And of this country as well; repeated, of each.", takes=Known.COUNTRY),
]
Routes = Annotated[
    list[str] | None, filter_option("--route", "On this route, by id or name.", takes=Known.ROUTE)
]
Since = Annotated[
    str | None, filter_option("--since", "Not wholly before this date.", metavar="DATE")
]
Until = Annotated[
    str | None, filter_option("--until", "Not wholly after this date.", metavar="DATE")
]
Periods = Annotated[
    list[str] | None,
    filter_option("--period", "Exactly this period (2022, 2023-01/2023-08).", takes=Known.PERIOD),
]
Coverages = Annotated[
    list[str] | None, filter_option("--coverage", takes=kinds.COVERAGES, metavar="COVERAGE")
]
