"""`corridor organisations`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor organisations",
    "corridor organisations --kind railway",
    "corridor organisations --country IRN --json",
)


def organisations(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.ORGANISATION_KINDS)] = None,
) -> int:
    """Aliases hold the abbreviations that documents use, such as RZD."""
    rows = call.facts.organisations(country=country, beside=beside, kind=kind)
    return emit(call, rows)
