"""`corridor projects`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Routes, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor projects --route western",
    "corridor projects iran --status under-construction",
    "corridor projects --columns title,status,length,cost,opened",
    "corridor show rasht-astara-railway",
)


def projects(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    route: Routes = None,
    kind: Annotated[Texts, filter_option("--kind", takes=kinds.PROJECT_KINDS)] = None,
    status: Annotated[Texts, filter_option("--status", takes=kinds.PROJECT_STATUSES)] = None,
) -> int:
    """A row has the preferred values; `corridor show ID` has rivals, earlier plans and sources."""
    return emit(
        call,
        call.facts.projects(country=country, beside=beside, route=route, kind=kind, status=status),
    )
