"""`corridor obstacles`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Places, Routes, Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor obstacles",
    "corridor obstacles --kind water-level --kind draught",
    "corridor obstacles --country KAZ --route eastern",
)


def obstacles(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    route: Routes = None,
    place: Places = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.OBSTACLE_KINDS)] = None,
    year: Years = None,
) -> int:
    """A row has the first number of each; `corridor show ID` has those of all documents."""
    rows = call.facts.obstacles(
        country=country, beside=beside, route=route, place=place, kind=kind, year=year
    )
    return emit(call, rows)
