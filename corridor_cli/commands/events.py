"""`corridor events`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import (
    Beside,
    Countries,
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
    "corridor events --since 2026",
    "corridor events --kind closure --kind reopening",
    "corridor events --place chabahar --json",
)


def events(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    route: Routes = None,
    place: Places = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.EVENT_KINDS)] = None,
    year: Years = None,
    since: Since = None,
    until: Until = None,
) -> int:
    """Effects are in -f record and in every data format; `corridor timeline` has all events."""
    rows = call.facts.events(
        country=country,
        beside=beside,
        route=route,
        place=place,
        kind=kind,
        year=year,
        since=since,
        until=until,
    )
    return emit(call, rows)
