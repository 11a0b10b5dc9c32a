"""The commands: each takes options, asks one question and hands the rows to `emit`."""

from typing import Annotated

from corridor_cli.call import Call
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError
from corridor_cli.model.names import command_line
from corridor_cli.model.rows import Note
from corridor_cli.options import Argument, Known, Option, Takes

#: The value of an option that may be repeated, which means "or".
Texts = list[str] | None


def read_ids(call: Call, ids: list[str]) -> list[str]:
    """The ids, each once, with those from standard input in place of `-`.

    Words that together are a title or an alias are one id: `founding agreement`. Raises UsageError
    if standard input is closed, too long or holds rows.
    """
    lines = call.world.read().splitlines() if "-" in ids else []
    piped = [line.strip() for line in lines if line.strip()]
    if any("\t" in line or "," in line or line.startswith(("{", "[", "|")) for line in piped[:1]):
        raise UsageError(
            "standard input holds rows, not ids", "add -f ids to the command before the pipe"
        )
    whole = " ".join(ids)
    if len(ids) > 1 and call.facts.is_known(whole):
        return [whole]
    return list(dict.fromkeys(line for id_ in ids for line in (piped if id_ == "-" else [id_])))


Web = Annotated[bool, Option("--web", text="Open the document in the browser.")]


def visit(call: Call, ids: list[str]) -> int:
    """Open the first document of some records in the browser, or write its address without one.

    Raises UnknownIdError, and UsageError if no document has an address.
    """
    documents = [row for row in call.facts.cite(*ids) if row["url"] or row["archived"]]
    if not documents:
        raise UsageError("no document with an address", command_line("cite", *ids))
    address = str(documents[0]["url"] or documents[0]["archived"])
    if not call.world.visit(address):
        call.write(f"{address}\n".encode())
    if len(documents) > 1:
        call.note(Note(f"the first of {len(documents)} documents", ask=("cite", *ids)))
    return 0


def filter_option(
    name: str, text: str = "", *, also: str = "", metavar: str = "", takes: Takes = ()
) -> Option:
    """An option that selects rows; the metavar of a fixed list of words is the option's name.

    `also` is another name that people try.
    """
    if isinstance(takes, tuple) and takes:
        metavar = metavar or name[2:].upper()
    names = (name, also) if also else (name,)
    return Option(*names, text=text, metavar=metavar or None, takes=takes, group="Filters")


# Dates match by overlap.
Years = Annotated[
    Texts, filter_option("--year", "In this year, date or interval (2019/2022).", takes=Known.YEAR)
]
_COUNTRY = filter_option("--country", "Of this country: any name or code.", takes=Known.COUNTRY)
Countries = Annotated[Texts, _COUNTRY]
# Two ways to give one value: as plain words, or by the option.
Beside = Annotated[
    Texts,
    Argument(
        metavar="[COUNTRY...]",
        text="Countries, by any name or code: what names all of them.",
        takes=Known.COUNTRY,
    ),
    filter_option("--with", "The same as a plain COUNTRY.", takes=Known.COUNTRY),
]
Among = Annotated[
    Texts,
    Argument(
        metavar="[COUNTRY...]",
        text="Countries, by any name or code: what is of any of them.",
        takes=Known.COUNTRY,
    ),
    _COUNTRY,
]
Routes = Annotated[Texts, filter_option("--route", "On this route: id or name.", takes=Known.ROUTE)]
Places = Annotated[
    Texts,
    filter_option(
        "--place", "This port, station, ...: id or name.", also="--port", takes=Known.PLACE
    ),
]
Since = Annotated[
    str | None,
    filter_option("--since", "Ends on this date or later.", also="--from", metavar="DATE"),
]
Until = Annotated[
    str | None,
    filter_option("--until", "Begins on this date or earlier.", also="--to", metavar="DATE"),
]
Periods = Annotated[
    Texts,
    filter_option(
        "--period", "Exactly this period (2022, 2023-01/2023-08, Q1 2022).", takes=Known.PERIOD
    ),
]
Forecasts = Annotated[
    bool, filter_option("--forecast", "Forecasts and targets, instead of what happened.")
]
Coverages = Annotated[Texts, filter_option("--coverage", takes=kinds.COVERAGES)]
