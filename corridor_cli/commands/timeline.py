"""`corridor timeline`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Since, Until, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import answers

EXAMPLES = (
    "corridor timeline --country AZE --since 2022",
    "corridor timeline --kind project --kind agreement",
    "corridor timeline --until 2005 --json",
)


def timeline(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    kind: Annotated[
        list[str] | None,
        filter_option(
            "--kind", takes=tuple(kind.name for kind in answers.TIMELINE.kinds), metavar="KIND"
        ),
    ] = None,
    year: Years = None,
    since: Since = None,
    until: Until = None,
) -> int:
    """Meetings, signatures, entries into force, steps of states, works begun and opened, in order of date."""
    return emit(
        call,
        call.facts.timeline(
            country=country, beside=beside, kind=kind, year=year, since=since, until=until
        ),
    )
