"""Totals: sums of preferred figures, from low to high, with what was left out and why.

A sum has one flow, unit and scope. It never counts the same trade twice: not by both states of a
pair, not by periods that overlap, not by a state and its group.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from corridor_cli.model import answers, dates
from corridor_cli.model.amounts import parse_amount, total
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import FLAGS, UNSTATED, Row

_Bounds = tuple[int | float | None, int | float | None]
#: What a sum can be made for each of, and the column of `series` that says it.
GROUPS = {"reporter": "reporter", "partner": "partner", "year": "period"}


class Asked(NamedTuple):
    """What is summed: the flow, the states and periods that were named, and for each of what."""

    flow: str
    reporters: Sequence[str]
    partners: Sequence[str]
    periods: Sequence[str]
    group_by: str | None


class Known(NamedTuple):
    """What the facts know beside the rows of `series`."""

    #: every figure by id, with its key; and all rivals by key
    figures: Mapping[str, Row]
    rivals: Mapping[str, Sequence[Row]]
    #: the members by the preferred list, and the groups of states
    members: Sequence[str]
    groups: Sequence[str]


def parts(rows: Iterable[Row], asked: Asked, known: Known) -> list[Row]:
    """The rows of `series` that are summed, each with the bounds that its rivals widen."""
    named = {*asked.reporters, *asked.partners}
    made = []
    for row in rows:
        strangers = {str(row["reporter"]), str(row["partner"])} - named
        if strangers & {UNSTATED, *known.groups} or _text(row, asked.flow) is None:
            continue
        low, high = _bounds(row, asked.flow, known)
        made.append(
            {name: row[name] for name in _COPIED}
            | {"value": row[asked.flow], "flow": asked.flow, "low": low, "high": high}
            | {
                "stated": row[f"{asked.flow}_stated"],
                "derived": row.get(f"{asked.flow}_derived"),
                "relation": row[f"{asked.flow}_relation"],
                "inputs": _inputs(row, asked.flow),
            }
        )
    return made


_COPIED = (
    *("reporter", "reporter_name", "partner", "partner_name", "period", "coverage"),
    *("unit", "scope", "flags", "published", "sources", "locators", "pair", "pair_name"),
)


def _text(row: Row, flow: str) -> str | None:
    """The amount of a flow as text, as stated or as derived."""
    text = row[f"{flow}_stated"] or row.get(f"{flow}_derived")
    return None if text is None else str(text)


def _inputs(row: Row, flow: str) -> list[str]:
    """The figures on which a flow of a row rests."""
    names = [flow] if row[f"{flow}_stated"] else ["export", "import"]
    ids = row["inputs"] if isinstance(row["inputs"], list) else []
    return [id_ for id_ in ids if id_.rpartition(".")[2] in names]


def _bounds(row: Row, flow: str, known: Known) -> _Bounds:
    """The lowest and highest number of a flow by its figure and all rivals, None where open."""
    if row[f"{flow}_stated"]:
        return _widened(_inputs(row, flow)[0], known)
    low, high = zip(*(_widened(id_, known) for id_ in _inputs(row, flow)), strict=True)
    if flow == "balance":
        low, high = (low[0], _negative(high[1])), (high[0], _negative(low[1]))
    return _sum(low), _sum(high)


def _negative(number: int | float | None) -> int | float | None:
    return None if number is None else -number


def _sum(ends: Iterable[int | float | None]) -> int | float | None:
    """The sum of ends; None if one is open."""
    known = [end for end in ends if end is not None]
    return sum(known) if len(known) == len(list(ends)) else None


def _widened(id_: str, known: Known) -> _Bounds:
    """The bounds of a figure and of its rivals together.

    A hedged rival that agrees ("more than 26", "about 26") says the same less exactly, and widens
    nothing.
    """
    lows: list[int | float | None] = []
    highs: list[int | float | None] = []
    for rival in known.rivals[str(known.figures[id_]["key"])]:
        if rival["stated"] and not (rival["hedge"] and rival["relation"] == "agrees"):
            low, high = parse_amount(str(rival["stated"])).bounds
            lows.append(low)
            highs.append(high)
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def groups(summed: Sequence[Row], asked: Asked, known: Known) -> list[list[Row]]:
    """The rows of each sum: of one unit and scope, and of one state or year if that is asked for.

    Raises UsageError where a sum would count trade twice.
    """
    column = GROUPS.get(asked.group_by or "")
    found: dict[tuple[str, str, str], list[Row]] = {}
    for part in summed:
        first = str(part[column]) if column else ""
        scope = str(part["scope"] or "").casefold()
        found.setdefault((first, str(part["unit"]), scope), []).append(part)
    units = Counter(unit for _, unit, _ in found)
    order = sorted(found, key=lambda key: (key[0], -units[key[1]], -len(found[key]), key))
    for key in order:
        _refuse_twice(found[key], known)
    return [found[key] for key in order]


def _refuse_twice(group: Sequence[Row], known: Known) -> None:
    """Raise UsageError if two of the rows tell of the same trade."""
    for one, other in combinations(group, 2):
        if one["pair"] == other["pair"] and one["reporter"] != other["reporter"]:
            pair, reporter = str(one["pair_name"]), str(one["reporter"])
            raise UsageError(
                f"both sides of {pair} in one sum",
                f"corridor totals --reporter {reporter}; to compare them: "
                f"corridor mirror {' '.join(str(one['pair']).split('-'))}",
            )
        if one["pair"] == other["pair"] and _overlap(one, other):
            periods = " and ".join(dates.label(str(row["period"])) for row in (one, other))
            raise UsageError(
                f"{periods} overlap in one sum, of {one['pair_name']}",
                f"--period {one['period']}, or --group-by year",
            )
        for end in ("reporter", "partner"):
            states = {str(one[end]), str(other[end])}
            found = sorted(states & set(known.groups))
            if len(states) > 1 and found:
                raise UsageError(
                    f"{found[0]} is a group of states: it may count others of the sum twice",
                    f"--{end} {found[0]} alone",
                )


def _overlap(one: Row, other: Row) -> bool:
    first, second = (dates.parse_period(str(row["period"])) for row in (one, other))
    return first.first <= second.last and second.first <= first.last


def row_of(group: Sequence[Row], rows: Sequence[Row], asked: Asked, known: Known) -> Row:
    """The row of the answer `totals` for one sum; `rows` are all rows of `series`."""
    added = total([(1, parse_amount(str(part["stated"] or part["derived"]))) for part in group])
    row: dict[str, Any] = {
        column.name: [] if column.shape == "list" else None for column in answers.TOTALS.columns
    }
    for name in ("reporter", "partner", "period", "unit", "scope"):
        different = {str(part[name]).casefold() for part in group}
        row[name] = group[0][name] if len(different) == 1 else None
    flags = {flag for part in group for flag in _listed(part["flags"])} - {"growth-only"}
    if any(part["relation"] == "disputed" for part in group):
        flags.add("disputed")
        row["relation"] = "disputed"
    documents = dict.fromkeys(
        pair
        for part in group
        for pair in zip(_listed(part["sources"]), _listed(part["locators"]), strict=True)
    )
    return row | {
        "flow": asked.flow,
        "value": added.amount.value,
        "low": _sum([part["low"] for part in group]),  # type: ignore[misc]  # numbers, or None
        "high": _sum([part["high"] for part in group]),  # type: ignore[misc]  # numbers, or None
        "derived": str(added.amount),
        "count": len(group),
        "inputs": [id_ for part in group for id_ in _listed(part["inputs"])],
        "left_out": [f"{who}: {why}" for who, why in _left_out(group, rows, asked, known)],
        "flags": [flag for flag in FLAGS if flag in flags | {"derived"}],
        "sources": [source for source, _ in documents],
        "locators": [locator for _, locator in documents],
    }


def _listed(cell: object) -> list[str]:
    return cell if isinstance(cell, list) else []


def _left_out(
    group: Sequence[Row], rows: Sequence[Row], asked: Asked, known: Known
) -> list[tuple[str, str]]:
    """Whom a sum leaves out, and why: of the states that were named, else of the members."""
    unit, scope = group[0]["unit"], str(group[0]["scope"] or "").casefold()
    own = {name: sorted({str(part[name]) for part in group}) for name in ("reporter", "partner")}
    periods = sorted({str(part["period"]) for part in group})
    wanted = {
        "reporter": [*asked.reporters] or own["reporter"],
        "partner": [*asked.partners] or own["partner"],
    }
    for name, other in (("reporter", "partner"), ("partner", "reporter")):
        # the side that is added up: all members, and whoever else has figures
        if not getattr(asked, f"{name}s") and asked.group_by != name:
            states = {
                code
                for row in rows
                for code in str(row["pair"]).split("-")
                if {str(row[name]), str(row[other])} & set(own[other])
                and any(_overlap(row, {"period": period}) for period in periods)
            }
            wanted[name] = sorted({*states, *known.members} - {*known.groups})
    there = {(part["reporter"], part["partner"], part["period"]) for part in group}
    found = []
    for reporter in wanted["reporter"]:
        for partner in wanted["partner"]:
            missing = [p for p in periods if (reporter, partner, p) not in there]
            if reporter != partner and missing:
                who = partner if len(wanted["reporter"]) == 1 else f"{reporter}-{partner}"
                who = reporter if len(wanted["partner"]) == 1 < len(wanted["reporter"]) else who
                whys = [
                    _why(reporter, partner, period, unit, scope, asked.flow, rows)
                    for period in missing
                ]
                if len(periods) == 1:
                    found.append((who, whys[0]))
                else:
                    found += [
                        (f"{who} {dates.label(period)}", why)
                        for period, why in zip(missing, whys, strict=True)
                        if why != _NOBODY
                    ]
    return found


_NOBODY = "nobody states a figure"


def _why(
    reporter: str,
    partner: str,
    period: str,
    unit: object,
    scope: str,
    flow: str,
    rows: Iterable[Row],
) -> str:
    """Why a sum has no figure of a reporter, partner and period."""
    pair = "-".join(sorted((reporter, partner)))
    of_pair = [row for row in rows if row["pair"] == pair and _overlap(row, {"period": period})]
    own = [row for row in of_pair if row["reporter"] == reporter]
    same = [row for row in own if row["period"] == period]
    stating = [row for row in same if _text(row, flow)]
    checks: list[tuple[Callable[[], list[Row]], str]] = [
        (lambda: [row for row in stating if row["unit"] != unit], "in another unit, {unit}"),
        (
            lambda: [row for row in stating if str(row["scope"] or "").casefold() != scope],
            "of another scope, {scope}",
        ),
        (lambda: same, f"no {flow} as an amount"),
        (
            lambda: [row for row in own if row["coverage"] == "part" and _text(row, flow)],
            "for part of it alone, {label}",
        ),
        (lambda: [row for row in own if _text(row, flow)], "for another period, {label}"),
        (
            lambda: [row for row in of_pair if row["reporter"] == partner and _text(row, flow)],
            "stated by the other side alone, {label}",
        ),
        (
            lambda: [row for row in of_pair if row["reporter"] == UNSTATED],
            "whose figures they are is not stated",
        ),
    ]
    for choose, words in checks:
        chosen = choose()
        if chosen:
            row = max(chosen, key=lambda row: (row["period"] == period, row["coverage"] != "part"))
            label = dates.label(str(row["period"]))
            text = words.format(unit=row["unit"], scope=row["scope"] or "all goods", label=label)
            return text.removesuffix(f", {dates.label(period)}")
    return _NOBODY
