"""`corridor trade`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import (
    Beside,
    Countries,
    Coverages,
    Forecasts,
    Periods,
    Since,
    Texts,
    Until,
    Years,
    filter_option,
)
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor trade --year 2022",
    "corridor trade kazakhstan russia",
    "corridor trade --reporter Kazakhstan --partner Russia --unit mn",
    "corridor trade --period 2023-01/2023-08 --long",
    "corridor trade india russia --forecast",
    "corridor trade --reporter IND --partner RUS --coverage year --flow turnover --preferred",
    "corridor trade --preferred -f csv -o trade.csv",
)

_REPORTER = "The state whose trade it is: any name or code, or unstated."
_PARTNER = "The state that it trades with: any name or code."
_LONG = "One row for each figure, with key, interval, hedge and growth."
_PREFERRED = "One figure for each key, the preferred one. Implies --long."


def trade(
    call: RowCall,
    year: Years = None,
    since: Since = None,
    until: Until = None,
    period: Periods = None,
    reporter: Annotated[Texts, filter_option("--reporter", _REPORTER, takes=Known.COUNTRY)] = None,
    partner: Annotated[Texts, filter_option("--partner", _PARTNER, takes=Known.COUNTRY)] = None,
    country: Countries = None,
    beside: Beside = None,
    flow: Annotated[
        Texts, filter_option("--flow", "Records that state this: ", takes=kinds.FLOWS)
    ] = None,
    coverage: Coverages = None,
    forecast: Forecasts = False,
    long: Annotated[bool, filter_option("--long", _LONG)] = False,
    preferred: Annotated[bool, filter_option("--preferred", _PREFERRED)] = False,
) -> int:
    """Rivals stand side by side and are flagged; --preferred leaves one figure for each key."""
    rows = call.facts.trade(
        year=year,
        since=since,
        until=until,
        period=period,
        reporter=reporter,
        partner=partner,
        country=country,
        beside=beside,
        flow=flow,
        coverage=coverage,
        forecast=forecast,
        long=long,
        preferred=preferred,
    )
    return emit(call, rows)
