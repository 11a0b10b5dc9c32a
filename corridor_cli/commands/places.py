"""`corridor places`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Among, Places, Routes, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor places iran",
    "corridor places --sea caspian",
    "corridor places --route western --kind seaport",
    "corridor places -f geojson -o places.geojson",
)


def places(
    call: RowCall,
    country: Among = None,
    place: Places = None,
    route: Routes = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.PLACE_KINDS)] = None,
    sea: Annotated[Texts, filter_option("--sea", takes=kinds.SEAS)] = None,
) -> int:
    """Latitude and longitude are in every data format; maps open -f geojson."""
    return emit(
        call, call.facts.places(country=country, place=place, route=route, kind=kind, sea=sea)
    )
