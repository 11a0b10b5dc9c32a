"""`corridor routes`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Routes, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.model.errors import UsageError

EXAMPLES = (
    "corridor routes",
    "corridor routes azerbaijan",
    "corridor routes --journeys --origin Mumbai --destination Moscow",
    "corridor routes --journeys --basis measured",
    "corridor routes -f geojson -o routes.geojson",
)

_JOURNEYS = "Distance, time and cost of transports, also by way of Suez."
_ORIGIN, _DESTINATION = "Journeys from here: a part of the name.", "Journeys to here."


def routes(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    journeys: Annotated[bool, filter_option("--journeys", _JOURNEYS)] = False,
    route: Routes = None,
    basis: Annotated[
        Texts, filter_option("--basis", "Journeys: ", takes=kinds.JOURNEY_BASES)
    ] = None,
    origin: Annotated[
        Texts, filter_option("--origin", _ORIGIN, also="--from", metavar="PLACE")
    ] = None,
    destination: Annotated[
        Texts, filter_option("--destination", _DESTINATION, also="--to", metavar="PLACE")
    ] = None,
) -> int:
    """Nodes stand in the order of one document; `corridor show ROUTE` has those of the others."""
    if journeys or basis or origin or destination:
        if country or beside:
            raise UsageError("journeys have a route, origin and destination, but no countries")
        call.values = {**call.values, "journeys": True}  # for the commands of notes
        rows = call.facts.journeys(route=route, basis=basis, origin=origin, destination=destination)
        return emit(call, rows)
    return emit(call, call.facts.routes(country=country, beside=beside, route=route))
