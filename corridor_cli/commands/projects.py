"""`corridor projects`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Routes, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor projects --route western",
    "corridor projects --status under-construction --country IRN",
    "corridor projects --columns title,status,length,cost,opened",
    "corridor show rasht-astara-railway",
)


def projects(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    route: Routes = None,
    kind: Annotated[
        list[str] | None, filter_option("--kind", takes=kinds.PROJECT_KINDS, metavar="KIND")
    ] = None,
    status: Annotated[
        list[str] | None, filter_option("--status", takes=kinds.PROJECT_STATUSES, metavar="STATUS")
    ] = None,
) -> int:
    """A row shows what comes first; earlier plans, rival figures and their sources are in `corridor show ID`."""
    return emit(
        call,
        call.facts.projects(country=country, beside=beside, route=route, kind=kind, status=status),
    )
