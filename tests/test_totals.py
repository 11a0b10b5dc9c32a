"""Totals: compared with an enumeration of all that the figures and their rivals allow."""

import json
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

import pytest
from conftest import CUT, FACTS, Answer
from stated import Stated, number

from corridor_cli import open_facts
from corridor_cli.model.dates import parse_period
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import Row
from corridor_cli.questions import Facts
from facts import fact_base, trade

STATES = ("IND", "IRN", "RUS", "TUR")
PERIODS = ("2021", "2021-04/2022-03", "2022", "2022-01/2022-08")
HEDGES = ("", "", "", "", "about ", "more than ", "almost ", "less than ")
FLOWS = ("export", "import", "turnover", "balance")


def made_up(chance: random.Random) -> dict[str, str]:
    """Trade files with rivals, ranges, hedges, units, scopes and periods by chance."""
    files = {}
    for one, other in combinations(STATES, 2):
        lines = []
        for period in PERIODS:
            for reporter, partner in ((one, other), (other, one)):
                for source in ("one", "two", "three"):
                    if chance.random() < 0.75:
                        continue
                    unit = chance.choice(("USD", "USD", "USD", "RUB"))
                    flows = [
                        f"{flow}: {amount(chance)} bn {unit}"
                        for flow in FLOWS[:3]
                        if chance.random() < 0.6
                    ]
                    if flows:
                        scope = ["scope: non-oil"] * (chance.random() < 0.2)
                        words = [f"reporter: {reporter}", f"partner: {partner}"]
                        words += [f"period: {period}", *flows, *scope, f"sources: {{{source}: p}}"]
                        lines.append(f"- {{{', '.join(words)}}}\n")
        if lines:
            files[f"trade_{one.lower()}_{other.lower()}"] = "".join(lines)
    return {
        name.replace("trade_", "trade/").replace("_", "-") + ".yaml": text
        for name, text in files.items()
    }


def amount(chance: random.Random) -> str:
    """A number of one to three digits, or a range."""
    low = chance.randint(1, 99)
    if chance.random() < 0.1:
        return f"{low}-{low + chance.randint(1, 9)}"
    digits = f".{chance.randint(0, 9)}" if chance.random() < 0.5 else ""
    return f"{chance.choice(HEDGES)}{low}{digits}"


def written(directory: Path, chance: random.Random) -> Path:
    """A fact base with trade that is made up."""
    base = fact_base(directory)
    for name, text in made_up(chance).items():
        (base / name).parent.mkdir(exist_ok=True)
        (base / name).write_text(text, "utf-8")
    return base


def compared_with_enumeration(facts: Facts, chance: random.Random) -> int:
    """Ask for sums by chance, and recompute each; return how many sums there were."""
    figures = facts.trade(long=True)
    by_id = {row["id"]: row for row in figures}
    rivals: dict[object, list[Row]] = {}
    for row in figures:
        rivals.setdefault(row["key"], []).append(row)
    count = 0
    for _ in range(6):
        flow = chance.choice(FLOWS[:3])
        asked = {
            "reporter": chance.choice([None, *STATES]),
            "partner": chance.choice([None, None, *STATES]),
            "period": chance.choice([None, "2022", *PERIODS]),
            "group_by": chance.choice([None, "reporter", "partner", "year"]),
            "coverage": chance.choice([None, ("year", "part", "accounting-year")]),
        }
        rows = [row for row in facts.series() if included(row, flow, asked)]
        groups: dict[object, list[Row]] = {}
        column = {"year": "period"}.get(str(asked["group_by"]), asked["group_by"])
        for row in rows:
            first = row[str(column)] if column else None
            groups.setdefault((first, row["unit"], row["scope"]), []).append(row)
        twice = any(
            one["pair"] == other["pair"]
            and (one["reporter"] != other["reporter"] or overlap(one, other))
            for group in groups.values()
            for one, other in combinations(group, 2)
        )
        if twice:
            with pytest.raises(UsageError, match="in one sum"):
                facts.totals(flow=flow, **asked)
            continue
        sums = facts.totals(flow=flow, **asked)
        assert len(sums) == len(groups)
        for found in sums:
            wanted = next(
                group
                for group in groups.values()
                if sorted(id_ for row in group for id_ in used(row, flow))
                == sorted(found["inputs"])
            )
            keys = [by_id[id_]["key"] for id_ in found["inputs"]]
            assert len(set(keys)) == len(keys), "no sum has two rivals"
            assert (found["unit"], found["count"]) == (wanted[0]["unit"], len(wanted))
            check_bounds(found, [by_id[id_] for id_ in found["inputs"]], rivals)
            texts = [Stated(str(row[f"{flow}_stated"] or row[f"{flow}_derived"])) for row in wanted]
            step = Fraction(10) ** max(text.power for text in texts)
            low, high = (
                round(sum(ends) / step) * step
                for ends in ([text.low for text in texts], [text.high for text in texts])
            )
            assert found["value"] == (number(low) if low == high else None)
            assert str(found["derived"]).startswith("about") == any(text.hedge for text in texts)
            count += 1
    return count


def included(row: Row, flow: str, asked: dict[str, object]) -> bool:
    """Whether a row of `series` belongs to the sums that are asked for."""
    coverage = asked["coverage"] or (() if asked["period"] else ("year",))
    return (
        bool(row[f"{flow}_stated"] or row.get(f"{flow}_derived"))
        and asked["reporter"] in (None, row["reporter"])
        and asked["partner"] in (None, row["partner"])
        and asked["period"] in (None, row["period"])
        and (not coverage or row["coverage"] in coverage)
    )


def overlap(one: Row, other: Row) -> bool:
    """Whether the periods of two rows share a day."""
    (_, first, last), (_, first2, last2) = (
        parse_period(str(row["period"])) for row in (one, other)
    )
    return first <= last2 and first2 <= last


def used(row: Row, flow: str) -> list[str]:
    """The figures of a flow of a row of `series`."""
    names = [flow] if row[f"{flow}_stated"] else ["export", "import"]
    return [id_ for id_ in row["inputs"] if id_.rpartition(".")[2] in names]


def check_bounds(found: Row, inputs: list[Row], rivals: dict[object, list[Row]]) -> None:
    """Compare low and high with all sums of one statement for each figure."""
    allowed = []
    for figure in inputs:
        statements = [
            Stated(str(rival["stated"])).ends
            for rival in rivals[figure["key"]]
            if rival["stated"] and (rival["relation"] != "agrees" or not rival["hedge"])
        ]
        allowed.append(statements)
    lows = [[low for low, _ in statements] for statements in allowed]
    highs = [[high for _, high in statements] for statements in allowed]
    for name, ends, best in (("low", lows, min), ("high", highs, max)):
        if any(None in choices for choices in ends):
            assert found[name] is None
        else:
            sums = [sum(choice) for choice in product(*(set(choices) for choices in ends))]
            assert found[name] == number(best(sums))


def test_totals_are_those_of_an_enumeration(tmp_path: Path) -> None:
    """In made-up bases each sum has the value, low and high of an enumeration, or is refused."""
    count = 0
    for seed in range(12):
        chance = random.Random(seed)
        with open_facts(written(tmp_path / str(seed), chance)) as facts:
            count += compared_with_enumeration(facts, chance)
    assert count > 50


@pytest.mark.slow
def test_totals_are_those_of_an_enumeration_in_1000_bases(tmp_path: Path) -> None:
    """The same in a thousand bases."""
    for seed in range(1000, 2000):
        chance = random.Random(seed)
        with open_facts(written(tmp_path / str(seed), chance)) as facts:
            compared_with_enumeration(facts, chance)


def test_no_sum_over_the_real_facts_counts_trade_twice() -> None:
    """Sums for each reporter and partner: no two rivals, no overlap, no group beside its states."""
    with open_facts(FACTS) as facts:
        figures = {row["id"]: row for row in facts.trade(preferred=True)}
        groups = {row["code"] for row in facts.table("countries") if row["group"]}
        years = sorted({str(row["period"]) for row in facts.series(coverage="year")})
        for year in years:
            for row in facts.totals(period=year, group_by="reporter"):
                inputs = [figures[id_] for id_ in row["inputs"]]
                assert {one["period"] for one in inputs} == {year}
                assert {one["reporter"] for one in inputs} == {row["reporter"]}
                assert len({one["partner"] for one in inputs}) == row["count"]
                assert not {one["partner"] for one in inputs} & groups
                assert {(one["unit"], one["scope"]) for one in inputs} == {
                    (row["unit"], row["scope"])
                }


def test_a_withdrawn_statement_is_no_input(tmp_path: Path) -> None:
    """What its publisher withdrew is in no row of `series`, and widens no sum."""
    base = fact_base(
        tmp_path,
        trade_ind_rus=trade(
            "turnover: 5 bn USD", "turnover: 9 bn USD, retracted: a slip", "export: 2 bn USD"
        ),
    )
    with open_facts(base) as facts:
        (row,) = facts.series()
        (found,) = facts.totals(reporter="IND", period=2022)
    assert [id_.rpartition("-")[2] for id_ in row["inputs"]] == ["one.turnover", "three.export"]
    assert (found["value"], found["low"], found["high"]) == (5e9, 4.5e9, 6e9)


def test_a_sum_says_whom_it_leaves_out(corridor: Callable[..., Answer]) -> None:
    """The members without a figure are named with the reason, in data and in notes."""
    answer = corridor("totals", "--reporter", "rus", "--period", "2022", "--json", facts=CUT)
    assert answer.code == 0
    first = json.loads(answer.out)[0]
    assert (first["unit"], first["derived"]) == ("USD", "about 157 bn USD")
    assert "IND: stated by the other side alone" in first["left_out"]
    assert "note: left out: BGR, OMN, UKR (nobody states a figure); IND, TJK " in answer.err


def test_the_rows_of_a_sum_add_up_to_it(corridor: Callable[..., Answer]) -> None:
    """--inputs gives as many rows as were added, with the same lowest and highest sum."""
    words = ("totals", "--reporter", "rus", "--period", "2022", "--json")
    for one in json.loads(corridor(*words, facts=CUT).out):
        rows = [
            row
            for row in json.loads(corridor(*words, "--inputs", facts=CUT).out)
            if (row["unit"], row["scope"]) == (one["unit"], one["scope"])
        ]
        assert len(rows) == one["count"]
        assert [id_ for row in rows for id_ in row["inputs"]] == one["inputs"]
        if one["high"] is not None:
            assert sum(row["high"] for row in rows) == one["high"]
        assert sum(row["low"] for row in rows) == one["low"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            "totals --period 2022",
            2,
            "corridor: error: both sides of Armenia and Russia in one sum\n"
            "hint: corridor totals --reporter ARM; to compare them: corridor mirror ARM RUS\n",
        ),
        (
            "totals --reporter kaz --partner rus --coverage year --coverage part",
            2,
            "corridor: error: 2021 and Jan-Oct 2021 overlap in one sum, of Kazakhstan and Russia\n"
            "hint: --period 2021, or --group-by year\n",
        ),
        (
            "totals --group-by nothing",
            2,
            "corridor: error: unknown group-by 'nothing'\nhint: known: reporter, partner, year\n",
        ),
        ("totals --reporter kaz --period 2150", 0, "note: nothing in 2150; without it"),
        ("totals --reporter kaz --partner bgr", 0, "note: nothing of partner BGR; without it"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_with_help(
    words: str, code: int, told: str, corridor: Callable[..., Answer]
) -> None:
    """A sum that would count trade twice is an error whose hint helps; no figures are a note."""
    answer = corridor(*words.split(), facts=CUT)
    assert answer.code == code
    assert answer.err.startswith(told), answer.err
