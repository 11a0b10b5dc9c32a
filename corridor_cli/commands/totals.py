"""`corridor totals`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import Coverages, Periods, Texts, filter_option
from corridor_cli.emit import emit
from corridor_cli.model import kinds
from corridor_cli.options import Known, Option

EXAMPLES = (
    "corridor totals --reporter russia --period 2022",
    "corridor totals --reporter russia --period 2022 --inputs",
    "corridor totals --period 2022 --group-by reporter",
    "corridor totals --reporter kaz --partner rus --group-by year --flow export",
)

_REPORTER = "The state whose figures are added: any name or code."
_PARTNER = "The state that it trades with: any name or code."


def totals(
    call: RowCall,
    reporter: Annotated[Texts, filter_option("--reporter", _REPORTER, takes=Known.COUNTRY)] = None,
    partner: Annotated[Texts, filter_option("--partner", _PARTNER, takes=Known.COUNTRY)] = None,
    period: Periods = None,
    coverage: Coverages = None,
    flow: Annotated[
        str | None,
        filter_option("--flow", "What is added, turnover by default: ", takes=kinds.FLOWS),
    ] = None,
    group_by: Annotated[
        str | None,
        Option(
            "--group-by",
            text="A sum for each: ",
            metavar="WHAT",
            takes=("reporter", "partner", "year"),
            group="Sums",
        ),
    ] = None,
    inputs: Annotated[
        bool, Option("--inputs", text="The rows that are added.", group="Sums")
    ] = False,
) -> int:
    """A sum has low and high by its figures and all their rivals; left_out says who is missing."""
    rows = call.facts.totals(
        reporter=reporter,
        partner=partner,
        period=period,
        coverage=coverage,
        flow=flow,
        group_by=group_by,
        inputs=inputs,
    )
    return emit(call, rows)
