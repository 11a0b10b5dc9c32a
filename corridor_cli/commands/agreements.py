"""`corridor agreements`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.options import Known

EXAMPLES = (
    "corridor agreements",
    "corridor agreements iran russia",
    "corridor agreements --party Iran -f record",
)

_PARTY = "This country signed it or is bound by it: any name or code."


def agreements(
    call: RowCall,
    party: Annotated[
        Texts, filter_option("--party", _PARTY, also="--country", takes=Known.COUNTRY)
    ] = None,
    beside: Beside = None,
    year: Years = None,
) -> int:
    """With --year, agreements signed in that year."""
    return emit(call, call.facts.agreements(party=party, beside=beside, year=year))
