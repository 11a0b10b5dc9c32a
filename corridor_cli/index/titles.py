"""Titles of records, one line each, for `timeline`, `search` and `disputes`."""

from collections.abc import Mapping

from corridor_cli.model import dates
from corridor_cli.model.kinds import (
    AGREEMENT_STEP,
    FREIGHT,
    JOURNEY,
    MEMBER_LIST,
    MEMBER_ROLE,
    MEMBER_STEP,
    TRADE,
    UNSTATED,
)
from corridor_cli.reading import records
from corridor_cli.reading.records import Record

#: The first words of a step's title.
_STEPS = {
    "applied": "Application",
    "invited": "Invitation",
    "approved": "Approval",
    "signed": "Signature",
    "enacted": "Domestic act",
    "ratified": "Ratification",
    "deposited": "Deposit of the instrument",
    "acceded": "Accession",
    "in_force": "Entry into force",
    "amended": "Amendment",
    "extended": "Extension",
    "suspended": "Suspension",
    "withdrawal_begun": "Beginning of withdrawal",
    "withdrew": "Withdrawal",
}


def title(record: Record, names: Mapping[str, str], agreement: str) -> str:
    """The title of a record.

    `names` are the names of countries, routes, places and agreements by id; `agreement` is the id
    of the founding agreement.
    """

    def named(field: str) -> str:
        return names.get(record.get(field), record.get(field))

    def when(field: str) -> str:
        text = record.get(field)
        return dates.label(text) if text and field == "period" else text

    period = f", {when('period')}" if when("period") else ""
    period += " (forecast)" * (record.get("forecast") == "true")
    if record.kind is TRADE:
        states = [names.get(code, code) for code in records.pair(record.file)]
        if record.get("reporter") == UNSTATED:
            return f"Trade of {' and '.join(states)}{period}"
        return f"Trade of {named('reporter')} with {named('partner')}{period}"
    if record.kind is FREIGHT:
        mode = f" by {record.get('mode')}" if record.get("mode") not in ("", "all") else ""
        return f"Freight, {named('subject')}{mode}{period}"
    if record.kind is MEMBER_LIST:
        what = "Members listed" if "members" in record.flat else "Number of members stated"
        day = when("as_of").removeprefix("../")
        return f"{what} {'no later than' if day != when('as_of') else 'as of'} {day}"
    if record.kind is MEMBER_ROLE:
        return f"{named('country')}: {record.get('role')}"
    if record.kind in (MEMBER_STEP, AGREEMENT_STEP):
        of = agreement if record.kind is MEMBER_STEP else records.stem(record.file)
        country = f", {named('country')}" if "country" in record.flat else ""
        return f"{_STEPS.get(record.get('step'), 'Step')}{country}: {names.get(of, of)}"
    if record.kind is JOURNEY:
        ends = " - ".join(end for end in (record.get("origin"), record.get("destination")) if end)
        return f"{named('route')}{': ' * bool(ends)}{ends} ({record.get('basis')})"
    return record.get("title") or record.get("name") or record.get("question") or record.id
