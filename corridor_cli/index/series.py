"""Trade over time: a row for each pair, reporter, unit, scope and period, and what follows from it.

SQL chooses the figures: those that come first among their rivals. What is worked out from them
(turnover, balance, changes) is exact, so it is done here, in decimals.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from corridor_cli.index import filters
from corridor_cli.model import answers, dates
from corridor_cli.model.amounts import LARGEST, Amount, Change, change, parse_amount, total
from corridor_cli.model.kinds import COVERAGES, DERIVED, FLAGS, FLOWS, UNSTATED, Row
from corridor_cli.model.problems import Problem

#: The flows of which a change is worked out: a balance may pass through zero.
CHANGING = FLOWS[:3]
_FIGURES = """
SELECT t.pair, t.reporter, t.partner, t.period, t.coverage, t.scope, f.unit, f.flow, f.id, f.record,
    f.stated, f.converted, f.value, f.low, f.high, f.relation, f.flags, f.growth_vs,
    f.growth_stated, g.low AS growth_low, g.high AS growth_high, t.basis, r.sources, r.locators,
    s.rank, s.published, f.disputes, g.file, g.line, g.col, k.least, k.most,
    k.no_least, k.no_most,
    t.period_start, t.period_end, t.year
FROM _compared_figure f JOIN _trade t ON t.id = f.record JOIN _record r ON r.id = t.id
JOIN _statement p ON p.record = t.id LEFT JOIN _standing s ON s.statement = p.id
LEFT JOIN _value g ON g.id = f.rate
LEFT JOIN (
    SELECT key, MIN(COALESCE(value, low)) AS least, MAX(COALESCE(value, high)) AS most,
        -- a rival that agrees says the same less exactly
        MAX(relation <> 'agrees' AND hedge = 'less than') AS no_least,
        MAX(relation <> 'agrees' AND hedge IN ('more than', 'at least')) AS no_most
    FROM _compared_figure WHERE stated IS NOT NULL AND key IN (SELECT key FROM _contradiction)
    GROUP BY key
) k ON k.key = f.key
WHERE f.preferred AND t.forecast IS NOT TRUE ORDER BY f.rowid
"""


class Flow(NamedTuple):
    """A flow of a row: its amount, stated or derived, and its bounds, None where open."""

    amount: Amount
    bounds: tuple[int | float | None, int | float | None]
    disputed: bool


class Line:
    """The figures of a row by flow, in two groups: amounts and rates of growth."""

    def __init__(self, key: tuple[str, ...]) -> None:
        self.key = key
        self.amounts: dict[str, Row] = {}
        self.rates: dict[str, Row] = {}
        self.flows: dict[str, Flow] = {}
        self.pair, self.reporter, self.partner, self.period, self.unit, self.scope = key

    @property
    def coverage(self) -> str:
        """How its period relates to a year."""
        return str(self.figures[0]["coverage"])

    @property
    def figures(self) -> list[Row]:
        """Each figure once."""
        by_id = {str(one["id"]): one for one in chain(self.amounts.values(), self.rates.values())}
        return list(by_id.values())


def rows(lines: Mapping[tuple[str, ...], Line], names: Mapping[str, str]) -> list[Row]:
    """The rows of the answer `series`, in its order; `names` are those of countries by code."""
    made = [_row(line, lines, names) for line in lines.values()]
    units: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in made:
        units[row["pair"]][row["unit"] or ""] += bool(row["unit"])
    most = {pair: counts.most_common(1)[0][0] for pair, counts in units.items()}
    made.sort(
        key=lambda row: (
            row["pair"],
            # the unit of most rows, and with it rates of growth, which have none
            -units[row["pair"]][row["unit"] or most[row["pair"]]],
            row["unit"] or most[row["pair"]],
            row["scope"] or "",
            COVERAGES.index(str(row["coverage"])),
            row["period"],
            row["reporter"],
        )
    )
    _choose(made)
    return made


def lines_of(connection: sqlite3.Connection) -> dict[tuple[str, ...], Line]:
    """The preferred figures of an index by row.

    A rate of growth stands with the only unit of its reporter's amounts.
    """
    cursor = connection.execute(_FIGURES)
    names = [column[0] for column in cursor.description]
    lines: dict[tuple[str, ...], Line] = {}
    alone = []
    units: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for cells in cursor:
        figure: Row = dict(zip(names, cells, strict=True))
        start = tuple(str(figure[name]) for name in ("pair", "reporter", "partner", "period"))
        scope = str(figure["scope"] or "").casefold()
        if figure["stated"] is None:
            alone.append((start, scope, figure))
            continue
        units[*start, scope].add(str(figure["unit"]))
        key = (*start, str(figure["unit"]), scope)
        line = lines.setdefault(key, Line(key))
        line.amounts[str(figure["flow"])] = figure
        if figure["growth_vs"] == dates.year_before(start[3]) and figure["growth_stated"]:
            line.rates[str(figure["flow"])] = figure
    for start, scope, figure in alone:
        if figure["growth_vs"] == dates.year_before(start[3]):
            stated = units[*start, scope]
            key = (*start, next(iter(stated)) if len(stated) == 1 else "", scope)
            line = lines.setdefault(key, Line(key))
            line.rates.setdefault(str(figure["flow"]), figure)
    for line in lines.values():
        line.flows = _flows(line)
    return lines


def _flows(line: Line) -> dict[str, Flow]:
    """The flows of a row: those that are stated, and those that follow from exports and imports."""
    flows = {}
    for flow, figure in line.amounts.items():
        amount = parse_amount(str(figure["stated"]))
        flows[flow] = Flow(amount, amount.bounds, figure["relation"] == "disputed")
    export, import_ = (line.amounts.get(flow) for flow in ("export", "import"))
    if export and import_ and _one_speaker(export, import_):
        one, two = flows["export"], flows["import"]
        for flow in DERIVED.keys() - flows:
            sum_ = total([(1, one.amount), (DERIVED[flow], two.amount)])
            if all(abs(n or 0) <= LARGEST for n in (sum_.amount.value, sum_.low, sum_.high)):
                flows[flow] = Flow(sum_.amount, (sum_.low, sum_.high), one.disputed or two.disputed)
    return flows


def _one_speaker(one: Row, two: Row) -> bool:
    """Whether two figures are of the same statistics, so that they may be added."""
    if one["record"] == two["record"]:
        return True
    bases = {figure["basis"] for figure in (one, two)} - {None}
    return one["reporter"] != UNSTATED and len(bases) < 2


def _row(
    line: Line, lines: Mapping[tuple[str, ...], Line], names: Mapping[str, str]
) -> dict[str, Any]:
    pair, reporter, partner, period, unit, scope = line.key
    figures = line.figures
    row: dict[str, Any] = {
        column.name: [] if column.shape == "list" else None for column in answers.SERIES.columns
    }
    row |= {
        "key": ".".join(
            part
            for part in (
                pair,
                reporter,
                partner * (reporter == UNSTATED),
                period,
                unit or "growth",
                scope,
            )
            if part
        ),
        "pair": pair,
        "reporter": reporter,
        "partner": partner,
        "period": period,
        "pair_name": " and ".join(names[code] for code in pair.split("-")),
        "reporter_name": names.get(reporter),
        "partner_name": names.get(partner),
        "coverage": line.coverage,
        "unit": unit or None,
        **{name: figures[0][name] for name in ("scope", "period_start", "period_end", "year")},
        "inputs": [figure["id"] for figure in figures],
    }
    for flow, value in line.flows.items():
        figure = line.amounts.get(flow, {})
        row[flow] = value.amount.value
        row[f"{flow}_low"], row[f"{flow}_high"] = (
            (figure["low"], figure["high"]) if figure else value.bounds
        )
        if flow in CHANGING:
            ends = (figure.get("least"), figure.get("most"))
            row[f"{flow}_rival_low"], row[f"{flow}_rival_high"] = ends
        row[f"{flow}_stated" if figure else f"{flow}_derived"] = (
            figure["stated"] if figure else str(value.amount)
        )
        row[f"{flow}_relation"] = "disputed" if value.disputed else figure.get("relation")
    before, earlier = dates.year_before(period), _earlier(line, lines)
    row["not_compared"] = _not_compared(line, before, earlier)
    compared: list[Row] = []
    for flow in CHANGING:
        rate = line.rates.get(flow)
        found_change = _change(line, earlier, flow)
        if earlier and found_change:
            compared += inputs(earlier, flow)
            row[f"{flow}_change"] = found_change.percent
            row[f"{flow}_change_low"], row[f"{flow}_change_high"] = found_change.ends
            row[f"{flow}_change_derived"] = found_change.text or None
        if rate:
            row[f"{flow}_change_stated"] = rate["growth_stated"]
        if rate and found_change and not _fits(rate, found_change):
            row[f"{flow}_change_relation"] = "unfit"
        elif found_change and earlier and not rate:
            disputed = line.flows[flow].disputed or earlier.flows[flow].disputed
            row[f"{flow}_change_relation"] = "disputed" if disputed else None
        if rate or found_change:
            row["change_vs"] = before
    row["change_inputs"] = list(dict.fromkeys(one["id"] for one in compared))
    flags = {flag for figure in figures for flag in filters.texts_in(str(figure["flags"]))}
    if line.amounts:
        flags -= {"growth-only"}
    if any(row[f"{flow}_derived"] for flow in DERIVED):
        flags.add("derived")
    row["flags"] = [flag for flag in FLAGS if flag in flags]
    row["published"] = max((str(f["published"]) for f in figures if f["published"]), default=None)
    by_field = {flow: citations(inputs(line, flow)) for flow in line.flows}
    by_field |= {f"{flow}_change_stated": citations([rate]) for flow, rate in line.rates.items()}
    documents = list(dict.fromkeys(map(tuple, chain.from_iterable(by_field.values()))))
    row["sources"], row["locators"] = ([pair[n] for pair in documents] for n in (0, 1))
    if any(len(one) != len(documents) for one in by_field.values()):
        row["sources_by_field"] = by_field
    row["_rank"] = min((int(str(f["rank"])) for f in figures if f["rank"] is not None), default=99)
    return row


def unfit(lines: Mapping[tuple[str, ...], Line]) -> Iterator[Problem]:
    """The rates of growth that do not fit the amounts of both periods and are in no dispute."""
    for line in lines.values():
        earlier = _earlier(line, lines)
        for flow, rate in line.rates.items():
            found_change = _change(line, earlier, flow)
            if earlier is None or found_change is None or _fits(rate, found_change):
                continue
            now, then = line.flows[flow], earlier.flows[flow]
            if now.disputed or then.disputed or rate["disputes"] != "[]":
                continue
            line_number, column = (int(str(rate[name])) for name in ("line", "col"))
            low, high = found_change.ends
            words = "at most {1:+}%" if low is None else "at least {0:+}%"
            ends = ("{:+}% to {:+}%" if None not in (low, high) else words).format(low, high)
            yield Problem(
                str(rate["file"]),
                line_number,
                column,
                "growth",
                f"{flow} {rate['growth_stated']} on {rate['growth_vs']} does not fit {now.amount}"
                f" after {then.amount}, that is {ends} ({inputs(earlier, flow)[0]['record']})",
            )


def inputs(line: Line, flow: str) -> list[Row]:
    """The figures on which a flow of a row rests."""
    figure = line.amounts.get(flow)
    return [figure] if figure else [line.amounts[name] for name in ("export", "import")]


def citations(figures: Iterable[Row]) -> list[list[str]]:
    """Source and locator of each document of some figures, each pair once."""
    pairs = (
        pair
        for figure in figures
        for pair in filters.pairs(str(figure["sources"]), str(figure["locators"]))
    )
    return [list(pair) for pair in dict.fromkeys(map(tuple, pairs))]


def _not_compared(line: Line, before: str | None, earlier: Line | None) -> str | None:
    """Why there is no change on the like period before; None where there is one, or no reason."""
    if not line.amounts:
        return "no amount is stated"
    if before is None:
        return "the period has no like one a year before"
    if earlier is None:
        return f"there is no {dates.label(before)}"
    if not any(flow in earlier.flows for flow in CHANGING if flow in line.flows):
        return f"{dates.label(before)} has other flows"
    return None


def _earlier(line: Line, lines: Mapping[tuple[str, ...], Line]) -> Line | None:
    """The row of the like period before; None where there is none."""
    *who, period, unit, scope = line.key
    return lines.get((*who, dates.year_before(period) or "", unit, scope))


def _change(line: Line, earlier: Line | None, flow: str) -> Change | None:
    """The change of a flow from one row to a later one; None where an amount is not above 0."""
    now, then = (one.flows.get(flow) if one else None for one in (line, earlier))
    if flow not in CHANGING or now is None or then is None:
        return None
    return change((now.amount, now.bounds), (then.amount, then.bounds))


def _fits(rate: Row, derived: Change) -> bool:
    """Whether a stated rate of growth is within what the two amounts allow."""
    low, high = derived.ends
    stated_low, stated_high = float(str(rate["growth_low"])), float(str(rate["growth_high"]))
    return (high is None or stated_low <= high) and (low is None or stated_high >= low)


def _choose(made: Iterable[dict[str, Any]]) -> None:
    """Mark the best reporter of each period, by kind of source, both flows, date and name."""
    groups: defaultdict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in made:
        groups[row["pair"], row["unit"], row["scope"], row["period"]].append(row)
    for group in groups.values():
        group.sort(key=lambda row: row["reporter"])
        group.sort(key=lambda row: row["published"] or "", reverse=True)
        group.sort(
            key=lambda row: (
                row["reporter"] == UNSTATED,
                row["_rank"],
                row["export"] is None or row["import"] is None,
            )
        )
        for place, row in enumerate(group):
            row["best"] = place == 0
            del row["_rank"]
