"""`corridor routes`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Routes, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError

EXAMPLES = (
    "corridor routes",
    "corridor routes --country AZE",
    "corridor routes --journeys --basis measured",
    "corridor routes -f geojson -o routes.geojson",
)

_JOURNEYS = "Distance, time and cost of transports, also by way of Suez."


def routes(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    journeys: Annotated[bool, filter_option("--journeys", _JOURNEYS)] = False,
    route: Routes = None,
    basis: Annotated[
        Texts, filter_option("--basis", "With --journeys: ", takes=kinds.JOURNEY_BASES)
    ] = None,
) -> int:
    """Nodes stand in the order of one document; `corridor show ROUTE` has those of the others."""
    if journeys:
        if country or beside:
            raise UsageError("--journeys goes with --route and --basis, not with countries")
        return emit(call, call.facts.journeys(route=route, basis=basis))
    if basis:
        raise UsageError("--basis goes with --journeys", "add --journeys")
    return emit(call, call.facts.routes(country=country, beside=beside, route=route))
