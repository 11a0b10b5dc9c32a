"""`corridor meetings`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Since, Texts, Until, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds

EXAMPLES = (
    "corridor meetings --year 2023",
    "corridor meetings iran azerbaijan --since 2022",
    "corridor meetings --country KAZ --country RUS --level minister",
    "corridor meetings --since 2023-06 --json",
    "corridor meetings --place Moscow --year 2023",
)

_PLACE = "The city or venue contains this text."


def meetings(
    call: RowCall,
    country: Countries = None,
    beside: Beside = None,
    year: Years = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[Texts, filter_option("--place", _PLACE, metavar="TEXT")] = None,
    level: Annotated[Texts, filter_option("--level", takes=kinds.LEVELS)] = None,
    status: Annotated[Texts, filter_option("--status", takes=kinds.STATUSES)] = None,
) -> int:
    """Participants, topics and outcomes are in -f record and in every data format."""
    rows = call.facts.meetings(
        country=country,
        beside=beside,
        year=year,
        since=since,
        until=until,
        place=place,
        level=level,
        status=status,
    )
    return emit(call, rows)
