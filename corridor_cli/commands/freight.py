"""`corridor freight`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Countries, Coverages, Periods, Routes, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor freight --route western",
    "corridor freight --route corridor --period 2022",
    "corridor freight --forecast --measure volume",
    "corridor freight --place aktau -f csv",
)


def freight(
    call: RowCall,
    route: Routes = None,
    place: Annotated[
        list[str] | None,
        filter_option("--place", "A port, station or network, by id or name.", takes=Known.PLACE),
    ] = None,
    year: Years = None,
    period: Periods = None,
    measure: Annotated[
        list[str] | None, filter_option("--measure", takes=kinds.MEASURES, metavar="MEASURE")
    ] = None,
    mode: Annotated[
        list[str] | None, filter_option("--mode", takes=kinds.MODES, metavar="MODE")
    ] = None,
    country: Countries = None,
    coverage: Coverages = None,
    nodes: Annotated[
        bool, filter_option("--nodes", "With --route: the places on it as well.")
    ] = False,
    forecast: Annotated[
        bool, filter_option("--forecast", "Forecasts and targets, instead of what was carried.")
    ] = False,
    preferred: Annotated[
        bool, filter_option("--preferred", "One figure a key: the one that comes first.")
    ] = False,
) -> int:
    """A route is asked with the places on it. What is counted differs: mind mode, scope and carrier."""
    return emit(
        call,
        call.facts.freight(
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
        ),
    )
