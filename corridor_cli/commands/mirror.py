"""`corridor mirror`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Texts, Years
from corridor_cli.emit import emit
from corridor_cli.model.errors import UsageError
from corridor_cli.options import Argument, Known

EXAMPLES = (
    "corridor mirror kazakhstan russia",
    "corridor mirror rus irn --year 2022",
    "corridor mirror kaz rus -f csv --columns flow,period_a,value_a,value_b,gap,unit",
)


def mirror(
    call: RowCall,
    countries: Annotated[
        Texts,
        Argument(metavar="COUNTRY COUNTRY", text="The two states.", takes=Known.COUNTRY),
    ] = None,
    year: Years = None,
) -> int:
    """A gap is the second less the first, only where periods, units and scopes are equal."""
    codes = call.named(countries or [])
    if len(codes) != 2:
        raise UsageError("mirror takes two countries", "corridor mirror kaz rus")
    return emit(call, call.facts.mirror(*codes, year=year))
