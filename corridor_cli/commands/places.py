"""`corridor places`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Among, Routes, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor places --country IRN",
    "corridor places --route western --kind seaport",
    "corridor places -f geojson -o places.geojson",
)


def places(
    call: RowCall,
    country: Among = None,
    route: Routes = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.PLACE_KINDS)] = None,
) -> int:
    """Latitude and longitude are in every data format; maps open -f geojson."""
    return emit(call, call.facts.places(country=country, route=route, kind=kind))
