"""`corridor routes`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Countries, Routes, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError

EXAMPLES = (
    "corridor routes",
    "corridor routes --country AZE",
    "corridor routes --journeys --basis measured",
    "corridor routes -f geojson -o routes.geojson",
)


def routes(
    call: RowCall,
    country: Countries = None,
    journeys: Annotated[
        bool, filter_option("--journeys", "What transports take: distance, time, cost, and Suez.")
    ] = False,
    route: Routes = None,
    basis: Annotated[
        list[str] | None,
        filter_option("--basis", "Of journeys: ", takes=kinds.JOURNEY_BASES, metavar="BASIS"),
    ] = None,
) -> int:
    """Nodes stand in the order in which a document names them; the other documents' are in `corridor show ROUTE`."""
    if journeys:
        if country:
            raise UsageError("--journeys goes with --route and --basis, not with --country")
        return emit(call, call.facts.journeys(route=route, basis=basis))
    if basis:
        raise UsageError("--basis is of journeys", "add --journeys")
    return emit(call, call.facts.routes(country=country, route=route))
