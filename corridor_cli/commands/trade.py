"""`corridor trade`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Beside, Countries, Coverages, Periods, Years, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known

EXAMPLES = (
    "corridor trade --year 2022",
    "corridor trade --reporter Kazakhstan --partner Russia --unit mn",
    "corridor trade --period 2023-01/2023-08 --long",
    "corridor trade --reporter IND --partner RUS --coverage year --flow turnover --preferred",
    "corridor trade --preferred -f csv -o trade.csv",
)


def trade(
    call: RowCall,
    year: Years = None,
    period: Periods = None,
    reporter: Annotated[
        list[str] | None,
        filter_option(
            "--reporter", "Whose trade, by any name or code; or unstated.", takes=Known.COUNTRY
        ),
    ] = None,
    partner: Annotated[
        list[str] | None, filter_option("--partner", "With whom.", takes=Known.COUNTRY)
    ] = None,
    country: Countries = None,
    beside: Beside = None,
    flow: Annotated[
        list[str] | None,
        filter_option("--flow", "Records that state this: ", takes=kinds.FLOWS, metavar="FLOW"),
    ] = None,
    coverage: Coverages = None,
    long: Annotated[
        bool, filter_option("--long", "One row a figure, with key, interval, hedge and growth.")
    ] = False,
    preferred: Annotated[
        bool,
        filter_option("--preferred", "One figure a key: the one that comes first. Implies --long."),
    ] = False,
) -> int:
    """Figures of rival sources stand side by side and are flagged; --preferred gives one of them."""
    return emit(
        call,
        call.facts.trade(
            year=year,
            period=period,
            reporter=reporter,
            partner=partner,
            country=country,
            beside=beside,
            flow=flow,
            coverage=coverage,
            long=long,
            preferred=preferred,
        ),
    )
