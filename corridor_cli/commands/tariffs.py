"""`corridor tariffs`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Routes, Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor tariffs --year 2023",
    "corridor tariffs --route eastern --mode rail",
    "corridor tariffs --columns title,price_stated,per,discount_stated,valid",
)


def tariffs(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    route: Routes = None,
    mode: Annotated[Texts, filter_option("--mode", takes=kinds.MODES)] = None,
    year: Years = None,
) -> int:
    """Prices hold for the unit in `per`: do not compare those of different units."""
    rows = call.facts.tariffs(country=country, beside=beside, route=route, mode=mode, year=year)
    return emit(call, rows)
