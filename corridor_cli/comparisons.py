"""Comparisons of trade: by period, by both sides of a pair, and in sums."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from corridor_cli import totals as sums
from corridor_cli.index import filters
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import OneOrMore
from corridor_cli.model import answers, kinds
from corridor_cli.model.dates import label
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import Cell, Row
from corridor_cli.model.rows import Note, Rows
from corridor_cli.question import Question, editors_notes

#: How many comparisons that cannot be made are noted.
_MOST_NOT_COMPARED = 3
#: How many reasons why a sum leaves out states a note gives.
_MOST_LEFT_OUT = 3


def series(
    index: Lookup,
    beside: OneOrMore,
    reporter: OneOrMore,
    year: OneOrMore,
    flow: OneOrMore,
    coverage: OneOrMore,
    *,
    best: bool,
    latest: bool,
) -> Rows:
    """The rows of `series`, with notes on what cannot be compared. Raises UsageError."""
    flows = filters.words("flow", flow, kinds.FLOWS)
    answer = answers.of_flows(answers.SERIES, flows) if flows else answers.SERIES
    question = Question(index, answer, record="key", spans="_key_span")
    codes = index.countries(beside)
    if len(codes) > 2:
        raise UsageError("a series is of one country or of two")
    for code in codes:
        question.add("beside", code, "'-' || pair || '-' LIKE '%-' || ? || '-%'", code)
    question.values("reporter", index.countries(reporter, kinds.UNSTATED))
    question.dates(year)
    columns = [column.name for column in answer.columns]
    held = [
        (f"COALESCE({', '.join(f'[{n}]' for n in names)}, ?) IS NOT NULL", None)
        for word in flows
        for names in [[n for n in columns if n == word or n in _ends(word)]]
    ]
    question.either("flow", flows, held)
    question.words("coverage", coverage, kinds.COVERAGES)
    if best:
        question.always("best")
    if latest:
        question.always(
            "coverage = 'year' AND period = (SELECT MAX(o.period) FROM series o"
            " WHERE o.pair = series.pair AND o.coverage = 'year' AND o.unit IS NOT NULL)"
        )
    rows = question.rows()
    if len(codes) == 2:
        rows.notes += _not_compared(rows)
        shown = flows or kinds.FLOWS
        if any(row[f"{word}_relation"] == "disputed" for row in rows for word in shown):
            rows.notes.append(Note("what contradicts figures marked !", ask=("trade", *codes)))
        listed = (row["inputs"] for row in rows)
        ids = [id_ for one in listed if isinstance(one, list) for id_ in one]
        rows.notes += editors_notes(index, ids)
    return rows


def mirror(index: Lookup, one: str, other: str, year: OneOrMore) -> Rows:
    """The rows of `mirror`, with notes on the reasons of gaps. Raises UsageError."""
    codes = list(dict.fromkeys(index.countries([one, other])))
    if len(codes) < 2:
        raise UsageError("a mirror needs two different countries", "corridor mirror kaz rus")
    names = dict(index.all("SELECT code, name FROM _country", []))
    headings = dict(zip(("value_a", "value_b"), (names[code] for code in codes), strict=True))
    columns = tuple(
        column._replace(heading=headings.get(column.name, column.heading))
        for column in answers.MIRROR.columns
    )
    answer = answers.MIRROR._replace(columns=columns)
    question = Question(index, answer, record="key", spans="_key_span")
    question.always("country_a = '{}' AND country_b = '{}'".format(*codes))
    question.dates(year)
    rows = question.rows()
    pair = "-".join(sorted(codes))
    notes = rows.notes if year else []
    if not rows and not notes:
        stated = index.all(
            "SELECT reporter, COUNT(*) FROM series WHERE pair = ? GROUP BY reporter", [pair]
        )
        counts = [f"{reporter} {count}" for reporter, count in stated]
        there = f"; `series` has {', '.join(counts)}" if counts else ""
        notes.append(Note(f"nothing that both {codes[0]} and {codes[1]} state{there}"))
    listed = (row["reasons"] for row in rows)
    reasons = Counter(word for words in listed if isinstance(words, list) for word in words)
    if reasons:
        counted = ", ".join(
            f"{word} {reasons[word]}" for word in kinds.MIRROR_REASONS if reasons[word]
        )
        notes.append(Note(f"why they may differ, in rows: {counted} (column reasons)"))
    if ranges := list(filter(None, map(_gap_range, rows))):
        marked = (str(row["period_a"]) for row in rows if row["gap_relation"])
        years = [word for period in dict.fromkeys(marked) for word in ("--year", period)]
        text = f"the gap by all figures of both states: {'; '.join(ranges)}"
        notes.append(Note(text, ask=("trade", *codes, *years)))
    inputs = (row[name] for row in rows for name in ("inputs_a", "inputs_b"))
    ids = [id_ for listed in inputs if isinstance(listed, list) for id_ in listed]
    notes += editors_notes(index, ids)
    return Rows(answer, rows, notes)


def _gap_range(row: Mapping[str, Any]) -> str:
    """What a gap can be by other figures of the same states; '' if they give no other or no end."""
    ends = [row["gap_low"], row["gap_high"]]
    if not row["gap_relation"] or ends == [None, None]:
        return ""
    power, scale = (9, "bn") if any(abs(end or 0) >= 10**9 for end in ends) else (6, "mn")
    least, most = (
        "?" if end is None else f"{Decimal(str(end)).scaleb(-power).normalize():f}" for end in ends
    )
    what = " ".join(filter(None, (row["flow"], row["scope_a"], label(row["period_a"]))))
    return f"{least} to {most} {scale} {row['unit']} ({what})"


def totals(
    index: Lookup,
    reporter: OneOrMore,
    partner: OneOrMore,
    period: OneOrMore,
    coverage: OneOrMore,
    flow: str | None,
    group_by: str | None,
    *,
    inputs: bool,
) -> Rows:
    """The rows of `totals`, with notes on what the sums leave out. Raises UsageError."""
    words = filters.words("flow", flow, kinds.FLOWS)
    request = sums.Request(
        words[0] if words else "turnover",
        index.countries(reporter, kinds.UNSTATED),
        index.countries(partner),
        filters.periods(period),
        next(iter(filters.words("group-by", group_by, list(sums.GROUPS))), None),
    )
    coverages = filters.words("coverage", coverage, kinds.COVERAGES)
    question = Question(index, answers.SERIES, record="key", spans="_key_span")
    question.values("reporter", request.reporters)
    question.values("partner", request.partners)
    question.values("period", request.periods)
    question.values("coverage", coverages or ["year"] * (not request.periods))
    figures = question.rows()
    context = sums.Context(*_known(index))
    summed = sums.parts(figures, request, context)
    if not summed:
        answer = answers.SUMMED if inputs else answers.TOTALS
        return Rows(answer, (), figures.notes or [Note(f"no {request.flow} to add")])
    groups = sums.groups(summed, request, context)
    if inputs:
        columns = [column.name for column in answers.SUMMED.columns]
        added = ({name: part[name] for name in columns} for group in groups for part in group)
        return Rows(answers.SUMMED, added)
    every = index.rows(answers.SERIES, "FROM series", [])
    rows = [sums.row_of(group, every, request, context) for group in groups]
    strangers = {str(row[end]) for row in summed for end in ("reporter", "partner")}
    strangers -= {*context.members, *request.reporters, *request.partners}
    notes = []
    if strangers and context.members:
        names = ", ".join(sorted(strangers))
        notes.append(Note(f"no members by the preferred list, but added: {names}"))
    if any(row["low"] is None or row["high"] is None for row in rows):
        notes.append(Note("a sum has no highest, or no lowest, where a figure states none"))
    return Rows(answers.TOTALS, rows, [*notes, *_left_out(rows)])


def _known(
    index: Lookup,
) -> tuple[dict[str, Row], dict[str, list[Row]], list[str], list[str]]:
    """What a sum has to know: figures by id, rivals by key, members, groups of states."""
    figures = index.all("SELECT id, key, stated, hedge, relation FROM figures", [])
    by_id: dict[str, Row] = {
        id_: {"key": key, "stated": stated, "hedge": hedge, "relation": relation}
        for id_, key, stated, hedge, relation in figures
    }
    rivals: dict[str, list[Row]] = {}
    for figure in by_id.values():
        rivals.setdefault(str(figure["key"]), []).append(figure)
    members = index.all("SELECT country FROM members", [])
    groups = index.all('SELECT code FROM _country WHERE "group"', [])
    return by_id, rivals, [code for (code,) in members], [code for (code,) in groups]


def _left_out(rows: list[Row]) -> list[Note]:
    """A note on whom a sum leaves out and why."""
    whom: dict[str, list[str]] = {}
    first, *others = rows
    for text in first["left_out"] if isinstance(first["left_out"], list) else ():
        who, _, why = text.partition(": ")
        whom.setdefault(why, []).append(who)
    if any(
        first[name] != row[name] for row in others for name in ("reporter", "partner", "period")
    ):
        return [Note("whom each sum leaves out, and why: column left_out")]
    texts = [f"{', '.join(states)} ({why})" for why, states in whom.items()]
    more = "; more: column left_out" if others or len(texts) > _MOST_LEFT_OUT else ""
    return [Note(f"left out: {'; '.join(texts[:_MOST_LEFT_OUT])}{more}")] if texts else []


def _ends(flow: str) -> tuple[str, ...]:
    """Columns of `series` beside the number of a flow that tell of it, where a number has none."""
    return f"{flow}_low", f"{flow}_high", f"{flow}_change_stated"


def _not_compared(rows: Rows) -> list[Note]:
    """Notes on neighbours in time that differ in length, where there is no like period before."""
    held: dict[tuple[Cell, ...], list[Row]] = {}
    for row in rows:
        held.setdefault(tuple(row[name] for name in ("reporter", "unit", "scope")), []).append(row)
    texts: list[str] = []
    for line in held.values():
        line.sort(key=lambda row: str(filters.span(str(row["period"])).first))
        for one, other in pairwise(line):
            reason, reporter = str(other["not_compared"]), other["reporter"]
            if one["coverage"] != other["coverage"] and reason.startswith("there is no"):
                labels = (label(str(row["period"])) for row in (one, other))
                texts.append(f"{reporter}: {' and '.join(labels)} differ in length; {reason}")
    more = (
        [f"{len(texts) - _MOST_NOT_COMPARED} more: column not_compared"]
        if len(texts) > _MOST_NOT_COMPARED
        else []
    )
    return [Note(text) for text in (*texts[:_MOST_NOT_COMPARED], *more)]
