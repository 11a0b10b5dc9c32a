"""`corridor agreements`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.options import Known

EXAMPLES = ("corridor agreements", "corridor agreements --party Iran -f record")


def agreements(
    call: RowCall,
    party: Annotated[
        list[str] | None,
        filter_option(
            "--party",
            "Signed by or binding this country, by any name or code.",
            takes=Known.COUNTRY,
        ),
    ] = None,
    beside: Beside = None,
    year: Years = None,
) -> int:
    """A date that --year finds is that of signature."""
    return emit(call, call.facts.agreements(party=party, beside=beside, year=year))
