"""Mirror figures: what each of two states says of the same trade, side by side.

A gap is worked out only where flow, period, unit and scope are equal. What overlaps without being
equal stands beside it. Currencies are never converted here; a document's own conversion counts.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import permutations
from math import inf
from typing import Any, NamedTuple

from corridor_cli.index.series import Flow, Line, citations, inputs
from corridor_cli.model import answers, dates
from corridor_cli.model.amounts import mean_percent, number, parse_amount, total
from corridor_cli.model.kinds import COVERAGES, FLAGS, MIRROR_REASONS, Row

#: The flows that two states call by these names: the exports of one are the imports of the other.
_FLOWS = (("export", "import"), ("import", "export"), ("turnover", "turnover"))


class _Side(NamedTuple):
    """What one state says of a flow in a period: the flow, its row and its figures."""

    line: Line
    flow: str
    value: Flow
    unit: str
    #: the row's figure, where one states the amount
    figure: Row | None
    converted: bool = False

    @property
    def basis(self) -> tuple[str, str, str]:
        """What has to be equal on both sides: period, unit, scope."""
        return self.line.period, self.unit, self.line.scope

    @property
    def interval(self) -> tuple[tuple[Any, bool], tuple[Any, bool]]:
        """The lowest and the highest number, each with whether it is itself left out."""
        amount = self.value.amount
        if self.figure is None:
            low, high = (self.value.bounds[n] for n in (0, 1))
            ends = amount.interval
            return (ends[0] if low is None else low, False), (
                ends[1] if high is None else high,
                False,
            )
        (low, high), (low_open, high_open) = amount.interval, amount.open_ends
        return (low, low_open), (high, high_open)

    @property
    def limits(self) -> tuple[tuple[Any, bool], tuple[Any, bool]]:
        """The interval, without an end where a hedge such as `more than` states none."""
        (low, low_open), (high, high_open) = self.interval
        least, most = self.value.bounds
        return (-inf if least is None else low, low_open), (
            inf if most is None else high,
            high_open,
        )


def rows(lines: Iterable[Line], names: Mapping[str, str]) -> list[Row]:
    """The rows of the answer `mirror`, in its order, each pair in both orders of its states."""
    lines_by_state: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        lines_by_state.setdefault((line.pair, line.reporter), []).append(line)
    made = []
    for pair in sorted({pair for pair, _ in lines_by_state}):
        for one, other in permutations(pair.split("-")):
            for place, (flow, mirrored) in enumerate(_FLOWS):
                sides = (
                    list(_sides(lines_by_state.get((pair, one), ()), flow)),
                    list(_sides(lines_by_state.get((pair, other), ()), mirrored)),
                )
                matched = _matched(*sides)
                matched.sort(key=lambda pair: _order(pair[0]))
                words = (f"{one} to {other}", f"{other} to {one}", "both ways")[place]
                made += [_row(one, other, words, *sides, names) for sides in matched]
    return made


def _sides(lines: Iterable[Line], flow: str) -> Iterable[_Side]:
    """What a state says of a flow, in each of its rows; then conversions by its documents."""
    lines = list(lines)
    stated = [
        _Side(line, flow, line.flows[flow], line.unit, line.amounts.get(flow))
        for line in lines
        if flow in line.flows
    ]
    yield from stated
    known = {side.basis for side in stated}
    for side in stated:
        if side.figure and side.figure["converted"]:
            amount = parse_amount(str(side.figure["converted"]))
            converted = Flow(amount, amount.bounds, side.value.disputed)
            other = side._replace(value=converted, unit=amount.unit, converted=True)
            if other.basis not in known:
                yield other


def _matched(ones: list[_Side], others: list[_Side]) -> list[tuple[_Side, _Side]]:
    """Sides that count the same; and of the rest, each with the one that comes closest."""
    by_count = {side.basis: side for side in others}
    equal = [(one, by_count[one.basis]) for one in ones if one.basis in by_count]
    used = {one.basis for one, _ in equal}
    # a row that has a mirror is not compared once more by way of a conversion
    rows = {id(side.line) for pair in equal for side in pair}
    rest = [
        [side for side in sides if side.basis not in used and id(side.line) not in rows]
        for sides in (ones, others)
    ]
    pairs = sorted(
        (
            (closeness, one, other)
            for one in rest[0]
            for other in rest[1]
            if (closeness := _closeness(one, other))
        ),
        key=lambda match: match[0],
        reverse=True,
    )
    near = []
    taken: set[int] = set()
    for _, one, other in pairs:
        if not taken & {id(one), id(other)}:
            taken |= {id(one), id(other)}
            near.append((one, other))
    return [*equal, *near]


def _closeness(one: _Side, other: _Side) -> tuple[bool, bool, bool, int] | None:
    """How alike two sides are, to sort by; None where periods share less than three quarters."""
    (_, first, last), (_, other_first, other_last) = (
        dates.parse_period(side.line.period) for side in (one, other)
    )
    shared = (min(last, other_last) - max(first, other_first)).days + 1
    longer = max((last - first).days, (other_last - other_first).days) + 1
    if shared * 4 < longer * 3:
        return None
    parts = [side.line.coverage == "part" for side in (one, other)]
    return (
        parts[0] == parts[1],
        one.unit == other.unit,
        one.line.scope == other.line.scope,
        shared,
    )


def _order(side: _Side) -> tuple[object, ...]:
    line = side.line
    return side.unit, line.scope, COVERAGES.index(line.coverage), line.period


def _meet(one: _Side, other: _Side) -> bool:
    """Whether one number can be what both sides state: `more than 20` and 25 can."""
    (low, low_open), (high, high_open) = one.limits
    (low2, low2_open), (high2, high2_open) = other.limits
    return not (
        low > high2
        or low2 > high
        or (low == high2 and (low_open or high2_open))
        or (low2 == high and (low2_open or high_open))
    )


def _row(
    one: str, other: str, flow: str, a: _Side, b: _Side, names: Mapping[str, str]
) -> dict[str, Any]:
    row: dict[str, Any] = {
        column.name: [] if column.shape == "list" else None for column in answers.MIRROR.columns
    }
    row |= {
        "key": ".".join(filter(None, (one, other, flow, *a.basis, *b.basis))),
        "flow": flow,
        "country_a": one,
        "country_b": other,
        "pair_name": f"{names[one]} and {names[other]}",
        "unit": a.unit,
        "unit_b": b.unit,
    }
    for end, side in (("a", a), ("b", b)):
        low, high = side.interval[0][0], side.interval[1][0]
        figures = inputs(side.line, side.flow)
        row |= {
            f"period_{end}": side.line.period,
            f"scope_{end}": figures[0]["scope"],
            f"value_{end}": side.value.amount.value,
            f"low_{end}": low,
            f"high_{end}": high,
            f"stated_{end}": str(side.value.amount) if side.figure else None,
            f"derived_{end}": None if side.figure else str(side.value.amount),
            f"relation_{end}": "disputed" if side.value.disputed else None,
            f"basis_{end}": next((f["basis"] for f in figures if f["basis"]), None),
            f"inputs_{end}": [figure["id"] for figure in figures],
        }
    comparable = a.basis == b.basis
    agree = comparable and _meet(a, b)
    row["agree"] = ("yes" if agree else "no") if comparable else None
    row["differs"] = _differs(a, b)
    row["reasons"] = [] if agree else list(_reasons(a, b))
    if comparable:
        gap = total([(1, b.value.amount), (-1, a.value.amount)])
        row["gap_low"] = _less(_reach(b, 0), _reach(a, 1))
        row["gap_high"] = _less(_reach(b, 1), _reach(a, 0))
        if not agree:
            row["gap_relation"] = "disputed" if _has_rivals(a) or _has_rivals(b) else None
            row["gap"], row["gap_derived"] = gap.amount.value, str(gap.amount)
            percent = mean_percent(a.value.amount, b.value.amount)
            row["gap_percent"], row["gap_percent_derived"] = percent or (None, None)
    by_field = {
        f"value_{end}": citations(inputs(side.line, side.flow))
        for end, side in (("a", a), ("b", b))
    }
    pairs = list(dict.fromkeys(tuple(pair) for listed in by_field.values() for pair in listed))
    row["sources"], row["locators"] = ([pair[n] for pair in pairs] for n in (0, 1))
    row["sources_by_field"] = by_field
    flags = {
        "disputed": a.value.disputed or b.value.disputed,
        "hedged": bool(a.value.amount.hedge or b.value.amount.hedge),
        "range": len(a.value.amount.ends) > 1 or len(b.value.amount.ends) > 1,
        "part-year": "part" in (a.line.coverage, b.line.coverage),
        "derived": row["gap_derived"] is not None or a.figure is None or b.figure is None,
    }
    row["flags"] = [flag for flag in FLAGS if flags.get(flag)]
    return row


def _has_rivals(side: _Side) -> bool:
    """Whether other figures of the same state contradict those of a side."""
    return any(one["least"] != one["most"] for one in inputs(side.line, side.flow))


def _reach(side: _Side, place: int) -> Decimal | None:
    """The lowest (place 0) or highest number by a side's figures and all rivals; None if open.

    The document's own conversion of a figure has none where rivals are not converted.
    """
    if side.converted:
        ends: list[Any] = [None if _has_rivals(side) else side.value.bounds[place]]
    else:
        ends = [_end(figure, place) for figure in inputs(side.line, side.flow)]
    return None if None in ends else sum((Decimal(str(end)) for end in ends), Decimal())


def _end(figure: Mapping[str, Any], place: int) -> Any:
    """The lowest (place 0) or highest number of a figure and its rivals; None if open."""
    name, widest = (("least", min), ("most", max))[place]
    own, rival = parse_amount(str(figure["stated"])).bounds[place], figure[name]
    if own is None or figure[f"no_{name}"]:
        return None
    return own if rival is None else widest(own, rival)


def _less(one: Decimal | None, other: Decimal | None) -> int | float | None:
    return None if one is None or other is None else number(one - other)


def _differs(a: _Side, b: _Side) -> str | None:
    """What the second figure counts, where the first one counts something else."""
    words = []
    if a.line.period != b.line.period:
        words.append(dates.label(b.line.period))
    if a.line.scope != b.line.scope:
        words.append(b.line.scope or "all goods")
    if b.converted or a.converted:
        words.append("converted by the document")
    return ", ".join(words) or None


def _reasons(a: _Side, b: _Side) -> Iterable[str]:
    """Why the two figures may differ, of MIRROR_REASONS, in this order."""
    coverages = {a.line.coverage, b.line.coverage}
    holds = {
        "accounting-year": a.line.period != b.line.period and "accounting-year" in coverages,
        "period": a.line.period != b.line.period and "accounting-year" not in coverages,
        "scope": a.line.scope != b.line.scope,
        "currency": a.unit != b.unit or a.converted or b.converted,
        "disputed": a.value.disputed or b.value.disputed,
        "hedged": bool(a.value.amount.hedge or b.value.amount.hedge),
        "valuation": True,
    }
    return (word for word in MIRROR_REASONS if holds[word])
