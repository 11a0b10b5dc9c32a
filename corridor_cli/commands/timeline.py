"""`corridor timeline`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Since, Texts, Until, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import answers

EXAMPLES = (
    "corridor timeline azerbaijan --since 2022",
    "corridor timeline --kind project --kind agreement",
    "corridor timeline --until 2005 --json",
)

_KINDS = tuple(kind.name for kind in answers.TIMELINE.kinds)


def timeline(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    kind: Annotated[Texts, filter_option("--kind", takes=_KINDS)] = None,
    year: Years = None,
    since: Since = None,
    until: Until = None,
) -> int:
    """Meetings, signatures, steps of states, starts and openings of projects, in order of date."""
    rows = call.facts.timeline(
        country=country, beside=beside, kind=kind, year=year, since=since, until=until
    )
    return emit(call, rows)
