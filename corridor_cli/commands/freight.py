"""`corridor freight`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import (
    Among,
    Coverages,
    Forecasts,
    Periods,
    Places,
    Routes,
    Since,
    Texts,
    Until,
    Years,
    filter_option,
)
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor freight --route western",
    "corridor freight --route corridor --period 2022",
    "corridor freight --forecast --measure volume",
    "corridor freight --place aktau -f csv",
)

_PREFERRED = "One figure for each key, the preferred one."


def freight(
    call: RowCall,
    route: Routes = None,
    place: Places = None,
    year: Years = None,
    since: Since = None,
    until: Until = None,
    period: Periods = None,
    measure: Annotated[Texts, filter_option("--measure", takes=kinds.MEASURES)] = None,
    mode: Annotated[Texts, filter_option("--mode", takes=kinds.MODES)] = None,
    country: Among = None,
    coverage: Coverages = None,
    nodes: Annotated[
        bool, filter_option("--nodes", "With --route: the places on it as well.")
    ] = False,
    forecast: Forecasts = False,
    preferred: Annotated[bool, filter_option("--preferred", _PREFERRED)] = False,
) -> int:
    """A route is the route as a whole. Mode, scope and carrier say what a figure counts."""
    rows = call.facts.freight(
        route=route,
        place=place,
        year=year,
        since=since,
        until=until,
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
