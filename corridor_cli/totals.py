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
#: What `--group-by` makes a sum for, and the column of `series` that has it.
GROUPS = {"reporter": "reporter", "partner": "partner", "year": "period"}


class Request(NamedTuple):
    """What to add: the flow, the states and periods that the user named, what each sum is for."""

    flow: str
    reporters: Sequence[str]
    partners: Sequence[str]
    periods: Sequence[str]
    group_by: str | None


class Context(NamedTuple):
    """What a sum needs beside the rows of `series`."""

    #: every figure by id, with its key; and all rivals by key
    figures: Mapping[str, Row]
    rivals: Mapping[str, Sequence[Row]]
    #: the members by the preferred list, and the groups of states
    members: Sequence[str]
    groups: Sequence[str]


def parts(rows: Iterable[Row], request: Request, context: Context) -> list[Row]:
    """The rows of `series` to add, each from the lowest to the highest number of its rivals."""
    named = {*request.reporters, *request.partners}
    inputs = []
    for row in rows:
        strangers = {str(row["reporter"]), str(row["partner"])} - named
        if strangers & {UNSTATED, *context.groups} or _text(row, request.flow) is None:
            continue
        low, high = _bounds(row, request.flow, context)
        inputs.append(
            {name: row[name] for name in _COPIED}
            | {"value": row[request.flow], "flow": request.flow, "low": low, "high": high}
            | {
                "stated": row[f"{request.flow}_stated"],
                "derived": row.get(f"{request.flow}_derived"),
                "relation": row[f"{request.flow}_relation"],
                "inputs": _inputs(row, request.flow),
            }
        )
    return inputs


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


def _bounds(row: Row, flow: str, context: Context) -> _Bounds:
    """The lowest and highest number of a flow by its figure and all rivals, None where open."""
    if row[f"{flow}_stated"]:
        return _widened(_inputs(row, flow)[0], context)
    low, high = zip(*(_widened(id_, context) for id_ in _inputs(row, flow)), strict=True)
    if flow == "balance":
        low, high = (low[0], _negative(high[1])), (high[0], _negative(low[1]))
    return _sum(low), _sum(high)


def _negative(number: int | float | None) -> int | float | None:
    return None if number is None else -number


def _sum(ends: Iterable[int | float | None]) -> int | float | None:
    """The sum of ends; None if one is open."""
    numbers = [end for end in ends if end is not None]
    return sum(numbers) if len(numbers) == len(list(ends)) else None


def _widened(id_: str, context: Context) -> _Bounds:
    """The bounds of a figure and of its rivals together.

    A hedged rival that agrees ("more than 26", "about 26") says the same less exactly, and widens
    nothing.
    """
    lows: list[int | float | None] = []
    highs: list[int | float | None] = []
    for rival in context.rivals[str(context.figures[id_]["key"])]:
        if rival["stated"] and not (rival["hedge"] and rival["relation"] == "agrees"):
            low, high = parse_amount(str(rival["stated"])).bounds
            lows.append(low)
            highs.append(high)
    return (
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def groups(rows: Sequence[Row], request: Request, context: Context) -> list[list[Row]]:
    """The rows of each sum: one unit and scope, and one state or year where `group_by` says so.

    Raises UsageError where a sum would count trade twice.
    """
    column = GROUPS.get(request.group_by or "")
    by_key: dict[tuple[str, str, str], list[Row]] = {}
    for part in rows:
        first = str(part[column]) if column else ""
        scope = str(part["scope"] or "").casefold()
        by_key.setdefault((first, str(part["unit"]), scope), []).append(part)
    units = Counter(unit for _, unit, _ in by_key)
    order = sorted(by_key, key=lambda key: (key[0], -units[key[1]], -len(by_key[key]), key))
    for key in order:
        _refuse_twice(by_key[key], context)
    return [by_key[key] for key in order]


def _refuse_twice(group: Sequence[Row], context: Context) -> None:
    """Raise UsageError if two of the rows count the same trade."""
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
            group_codes = sorted(states & set(context.groups))
            if len(states) > 1 and group_codes:
                raise UsageError(
                    f"{group_codes[0]} is a group of states: it may count others of the sum twice",
                    f"--{end} {group_codes[0]} alone",
                )


def _overlap(one: Row, other: Row) -> bool:
    first, second = (dates.parse_period(str(row["period"])) for row in (one, other))
    return first.first <= second.last and second.first <= first.last


def row_of(group: Sequence[Row], rows: Sequence[Row], request: Request, context: Context) -> Row:
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
        "flow": request.flow,
        "value": added.amount.value,
        "low": _sum([part["low"] for part in group]),  # type: ignore[misc]  # numbers, or None
        "high": _sum([part["high"] for part in group]),  # type: ignore[misc]  # numbers, or None
        "derived": str(added.amount),
        "count": len(group),
        "inputs": [id_ for part in group for id_ in _listed(part["inputs"])],
        "left_out": [f"{who}: {why}" for who, why in _left_out(group, rows, request, context)],
        "flags": [flag for flag in FLAGS if flag in flags | {"derived"}],
        "sources": [source for source, _ in documents],
        "locators": [locator for _, locator in documents],
    }


def _listed(cell: object) -> list[str]:
    return cell if isinstance(cell, list) else []


def _left_out(
    group: Sequence[Row], rows: Sequence[Row], request: Request, context: Context
) -> list[tuple[str, str]]:
    """Whom a sum leaves out, and why: of the states that were named, else of the members."""
    unit, scope = group[0]["unit"], str(group[0]["scope"] or "").casefold()
    own = {name: sorted({str(part[name]) for part in group}) for name in ("reporter", "partner")}
    periods = sorted({str(part["period"]) for part in group})
    wanted = {
        "reporter": [*request.reporters] or own["reporter"],
        "partner": [*request.partners] or own["partner"],
    }
    for name, other in (("reporter", "partner"), ("partner", "reporter")):
        # the side that is added up: all members, and whoever else has figures
        if not getattr(request, f"{name}s") and request.group_by != name:
            states = {
                code
                for row in rows
                for code in str(row["pair"]).split("-")
                if {str(row[name]), str(row[other])} & set(own[other])
                and any(_overlap(row, {"period": period}) for period in periods)
            }
            wanted[name] = sorted({*states, *context.members} - {*context.groups})
    there = {(part["reporter"], part["partner"], part["period"]) for part in group}
    left_out = []
    for reporter in wanted["reporter"]:
        for partner in wanted["partner"]:
            missing = [p for p in periods if (reporter, partner, p) not in there]
            if reporter != partner and missing:
                who = partner if len(wanted["reporter"]) == 1 else f"{reporter}-{partner}"
                who = reporter if len(wanted["partner"]) == 1 < len(wanted["reporter"]) else who
                whys = [
                    _why(reporter, partner, period, unit, scope, request.flow, rows)
                    for period in missing
                ]
                if len(periods) == 1:
                    left_out.append((who, whys[0]))
                else:
                    left_out += [
                        (f"{who} {dates.label(period)}", why)
                        for period, why in zip(missing, whys, strict=True)
                        if why != _NOBODY
                    ]
    return left_out


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
