"""`corridor series`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Coverages, Texts, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor series kazakhstan russia",
    "corridor series india russia --coverage accounting-year",
    "corridor series iran --latest",
    "corridor series kaz rus --best --columns period,reporter,turnover,turnover_change",
)

_REPORTER = "The state whose figures these are: any name or code, or unstated."
_BEST = "One reporter a period: kind of source, both directions, newer."
_LATEST = "The newest full year of each pair."


def series(
    call: RowCall,
    beside: Beside = None,
    flow: Annotated[Texts, filter_option("--flow", "This alone: ", takes=kinds.FLOWS)] = None,
    year: Years = None,
    reporter: Annotated[Texts, filter_option("--reporter", _REPORTER, takes=Known.COUNTRY)] = None,
    coverage: Coverages = None,
    best: Annotated[bool, filter_option("--best", _BEST)] = False,
    latest: Annotated[bool, filter_option("--latest", _LATEST)] = False,
) -> int:
    """A change is on the like period before; what is worked out has the sign =."""
    rows = call.facts.series(
        beside=beside,
        flow=flow,
        year=year,
        reporter=reporter,
        coverage=coverage,
        best=best,
        latest=latest,
    )
    return emit(call, rows)
