"""`corridor freight`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Among, Coverages, Periods, Routes, Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor freight --route western",
    "corridor freight --route corridor --period 2022",
    "corridor freight --forecast --measure volume",
    "corridor freight --place aktau -f csv",
)

_PLACE = "A port, station or network: id or name."
_FORECAST = "Forecasts and targets, instead of actual freight."
_PREFERRED = "One figure for each key, the preferred one."


def freight(
    call: RowCall,
    route: Routes = None,
    place: Annotated[Texts, filter_option("--place", _PLACE, takes=Known.PLACE)] = None,
    year: Years = None,
    period: Periods = None,
    measure: Annotated[Texts, filter_option("--measure", takes=kinds.MEASURES)] = None,
    mode: Annotated[Texts, filter_option("--mode", takes=kinds.MODES)] = None,
    country: Among = None,
    coverage: Coverages = None,
    nodes: Annotated[
        bool, filter_option("--nodes", "With --route: the places on it as well.")
    ] = False,
    forecast: Annotated[bool, filter_option("--forecast", _FORECAST)] = False,
    preferred: Annotated[bool, filter_option("--preferred", _PREFERRED)] = False,
) -> int:
    """A route is the route as a whole. Mode, scope and carrier say what a figure counts."""
    rows = call.facts.freight(
        route=route,
        place=place,
        year=year,
        period=period,
        measure=measure,
        mode=mode,
        country=country,
        coverage=coverage,
        nodes=nodes,
        forecast=forecast,
        preferred=preferred,
    )
    return emit(call, rows)
