"""Mirror figures: what is set side by side, and a gap only between like and like."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import CUT, FOUNDING, RIVALS, ROOT, Answer
from stated import Stated, number, recomputed

from corridor_cli import open_facts
from corridor_cli.model.dates import label, parse_period
from corridor_cli.model.kinds import Row
from corridor_cli.questions import Facts
from facts import fact_base, trade

#: What the first and what the second state call each flow.
FLOWS = (("export", "import"), ("import", "export"), ("turnover", "turnover"))
ENDS = ("period", "value", "low", "high", "stated", "derived", "scope", "inputs")


@pytest.fixture(scope="module", params=[ROOT / "facts", RIVALS, CUT], ids=lambda path: path.name)
def facts(request: pytest.FixtureRequest) -> Iterator[Facts]:
    """An open fact base."""
    directory: Path = request.param
    with open_facts(directory) as opened:
        yield opened


def text(row: Row, end: str) -> str:
    """The amount of one side as text."""
    return str(row[f"stated_{end}"] or row[f"derived_{end}"])


def test_a_gap_is_only_between_equal_periods_units_and_scopes(facts: Facts) -> None:
    """A gap follows from both amounts, where both are counted alike and cannot both hold."""
    for row in facts.table("mirror"):
        alike = (row["period_a"], row["unit"], row["scope_a"]) == (
            row["period_b"], row["unit_b"], row["scope_b"],
        )  # fmt: skip
        assert (row["agree"] is not None) == alike
        if (row["period_a"], row["scope_a"]) != (row["period_b"], row["scope_b"]):
            assert row["differs"]
        if not alike:
            assert row["gap_derived"] is row["gap"] is row["gap_low"] is row["gap_high"] is None
            days = [parse_period(str(row[f"period_{end}"])) for end in "ab"]
            shared = min(day.last for day in days) - max(day.first for day in days)
            assert shared.days + 1 >= max((day.last - day.first).days + 1 for day in days) * 3 / 4
            continue
        hedge, numbers = recomputed(text(row, "b"), text(row, "a"), -1)
        assert (row["gap_derived"] is None) == (row["agree"] == "yes")
        if row["agree"] == "no":
            assert Stated(str(row["gap_derived"])).hedge == hedge
            assert row["gap"] == numbers[0]
            assert row["low_a"] >= row["high_b"] or row["low_b"] >= row["high_a"]
        else:
            assert numbers[1] is None or numbers[1] <= 0
            assert numbers[2] is None or numbers[2] >= 0
            assert row["gap"] is row["gap_percent"] is None


def test_a_gap_reaches_as_far_as_the_other_figures_of_both_states(facts: Facts) -> None:
    """The least and the most gap are those of all figures of both states for the same."""
    rivals: dict[object, list[Row]] = {}
    keys = {}
    for figure in facts.trade(long=True):
        keys[figure["id"]] = figure["key"]
        if figure["stated"]:
            rivals.setdefault(figure["key"], []).append(figure)
    contradicted = {keys.get(row["claim"]) for row in facts.disputes() if row["found"] == "rule"}

    def reach(row: Row, end: str) -> tuple[Any, Any]:
        lows, highs = [], []
        for id_ in row[f"inputs_{end}"]:
            group = rivals[keys[id_]]
            (own,) = (Stated(figure["stated"]) for figure in group if figure["id"] == id_)
            others = [Stated(figure["stated"]) for figure in group if keys[id_] in contradicted]
            lows.append([own.ends[0], *(other.low for other in others)])
            highs.append([own.ends[1], *(other.high for other in others)])
        return (
            None if any(ends[0] is None for ends in lows) else sum(map(min, lows)),
            None if any(ends[0] is None for ends in highs) else sum(map(max, highs)),
        )

    for row in facts.table("mirror"):
        if row["agree"] and "currency" not in row["reasons"]:
            (least, most), (least_b, most_b) = reach(row, "a"), reach(row, "b")
            low = None if None in (least_b, most) else least_b - most
            high = None if None in (most_b, least) else most_b - least
            assert (row["gap_low"], row["gap_high"]) == (number(low), number(high))
            hidden = recomputed(text(row, "b"), text(row, "a"), -1)[1][1:]
            if row["gap_relation"]:
                assert hidden != [row["gap_low"], row["gap_high"]]


def test_a_gap_in_per_cent_is_of_the_mean(facts: Facts) -> None:
    """The percentage is that of both numbers, within the width that their intervals allow."""
    for row in facts.table("mirror"):
        if row["gap_percent"] is not None:
            one, other = (Fraction(str(row[f"value_{end}"])) for end in "ab")
            exact = (other - one) / (one + other) * 200
            width = Fraction(str(row["gap_percent"])) - exact
            ends = [Fraction(str(row[f"{end}_{side}"])) for side in "ab" for end in ("low", "high")]
            least, most = (
                (second - first) / (first + second) * 200
                for first, second in ((ends[1], ends[2]), (ends[0], ends[3]))
            )
            assert abs(width) <= max(most - least, Fraction(1, 10))


def test_whatever_both_sides_state_alike_is_there(facts: Facts) -> None:
    """Each flow of a period, unit and scope that both states give stands in one row."""
    found = {
        (row["country_a"], row["country_b"], str(row["inputs_a"]), str(row["inputs_b"]))
        for row in facts.table("mirror")
        if row["agree"] is not None
    }
    rows = facts.series()
    like: dict[object, list[Row]] = {}
    for row in rows:
        key = (row["pair"], row["period"], row["unit"], str(row["scope"]).casefold())
        like.setdefault(key, []).append(row)
    wanted = set()
    for group in like.values():
        for one in group:
            for other in group:
                if one["reporter"] == other["partner"] and other["reporter"] == one["partner"]:
                    for flow, mirrored in FLOWS:
                        ids = [inputs(one, flow), inputs(other, mirrored)]
                        if all(ids):
                            wanted.add((one["reporter"], other["reporter"], *map(str, ids)))
    assert wanted <= found
    converted = {
        (row["country_a"], row["country_b"], str(row["inputs_a"]), str(row["inputs_b"]))
        for row in facts.table("mirror")
        if "currency" in row["reasons"] or row["agree"]
    }
    assert found - wanted <= converted


def inputs(row: Row, flow: str) -> list[str]:
    """The figures of a flow of a row of `series`; none where it states none."""
    if row[f"{flow}_stated"]:
        return [id_ for id_ in row["inputs"] if id_.endswith(f".{flow}")]
    if flow == "turnover" and row["turnover_derived"]:
        return [id_ for id_ in row["inputs"] if id_.endswith((".export", ".import"))]
    return []


def test_both_orders_say_the_same(facts: Facts) -> None:
    """What `mirror A B` says, `mirror B A` says the other way round."""
    rows, turned = set(), set()
    for row in facts.table("mirror"):
        sides = [str([row[f"{name}_{end}"] for name in ENDS]) for end in "ab"]
        gap = row["gap"] or 0
        rows.add((row["country_a"], row["country_b"], gap, *sides))
        turned.add((row["country_b"], row["country_a"], -gap, *sides[::-1]))
    assert rows == turned


def test_the_founding_report_has_one_side_alone(corridor: Callable[..., Answer]) -> None:
    """Where one side alone states figures there is nothing to compare, and a note says so."""
    answer = corridor("mirror", "kaz", "rus", "--count", facts=FOUNDING)
    assert answer == Answer(
        0, "0\n", "note: nothing that both KAZ and RUS state; `series` has KAZ 2\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("mirror kaz kaz", "corridor: error: a mirror needs two different countries\n"),
        ("mirror kaz", "corridor: error: mirror takes two countries\n"),
        ("mirror kaz rus irn", "corridor: error: mirror takes two countries\n"),
        ("mirror kaz rusia", "corridor: error: unknown country 'rusia'\n"),
    ],
)
def test_a_mirror_has_two_different_sides(
    words: str, told: str, corridor: Callable[..., Answer]
) -> None:
    """What is no pair of states is one line and a hint, with exit code 2."""
    answer = corridor(*words.split(), facts=CUT)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(told)
    assert answer.err.count("\n") == 2


def test_trade_of_a_pair_leads_to_the_mirror_where_the_sides_do_not_meet(facts: Facts) -> None:
    """Trade of two states names the periods whose figures by both do not meet, and no others."""
    apart: dict[tuple[str, str], list[str]] = {}
    for row in facts.table("mirror"):
        periods = apart.setdefault((str(row["country_a"]), str(row["country_b"])), [])
        if row["agree"] == "no" and row["period_a"] not in periods:
            periods.append(str(row["period_a"]))
    assert apart
    for pair, periods in apart.items():
        leading = [note for note in facts.trade(beside=pair).notes if note.ask]
        told = ", ".join(map(label, periods))
        expected = f"the figures of the two sides do not meet for {told}"
        assert [(note.text, note.ask) for note in leading] == (
            [(expected, ("mirror", *pair))] if periods else []
        )


def test_a_note_has_the_gap_by_all_figures(facts: Facts) -> None:
    """Where a gap is marked, a note has the least and the most gap, its flow and its period."""
    for row in facts.table("mirror"):
        if row["gap_relation"]:
            notes = facts.mirror(str(row["country_a"]), str(row["country_b"])).notes
            (told,) = (note.text for note in notes if note.text.startswith("the gap by all"))
            least, most = (
                "?" if row[f"gap_{end}"] is None else f"{float(row[f'gap_{end}']) / 1e9:g}"
                for end in ("low", "high")
            )
            what = f"{row['flow']} {label(str(row['period_a']))}"
            assert f"{least} to {most} bn {row['unit']} ({what})" in told


@pytest.mark.parametrize(
    ("figures", "ends", "note"),
    [
        # by "more than 40" the gap has no least
        (
            ("export: 20 bn USD", "export: more than 40 bn USD", "import: 60 bn USD"),
            (None, 41_500_000_000),
            "? to 41.5 bn USD (IND to RUS 2022)",
        ),
        # "more than 19" says the same as 20 less exactly
        (
            ("export: 20 bn USD", "export: more than 19 bn USD", "import: 60 bn USD"),
            (38_500_000_000, 41_500_000_000),
            "",
        ),
        # nobody has converted the 30 bn
        (
            ("export: 20 bn USD = 1.8 tn RUB", "export: 30 bn USD", "import: 2.5 tn RUB"),
            (None, None),
            "",
        ),
        (
            ("export: 20 mn USD", "export: 30 mn USD", "import: 60 mn USD"),
            (29_500_000, 41_500_000),
            "29.5 to 41.5 mn USD (IND to RUS 2022)",
        ),
    ],
)
def test_a_rival_without_an_end_leaves_the_gap_without_one(
    figures: tuple[str, ...], ends: tuple[int | None, ...], note: str, tmp_path: Path
) -> None:
    """An open rival opens the gap, one that agrees does not; nor is a gap known without rates."""
    *first, last = figures
    turned = f"- {{reporter: RUS, partner: IND, period: 2022, {last}, sources: {{three: p}}}}\n"
    with open_facts(fact_base(tmp_path, trade_ind_rus=trade(*first) + turned)) as opened:
        rows = opened.mirror("IND", "RUS")
        assert [(row["gap_low"], row["gap_high"]) for row in rows] == [ends]
        told = [one.text for one in rows.notes if one.text.startswith("the gap by all")]
        assert [text.partition(": ")[2] for text in told] == [note] * bool(note)


def test_each_editors_dispute_on_a_pair_is_led_to(facts: Facts) -> None:
    """Each dispute that an editor wrote on trade of a pair is named by `trade` or by the mirror."""
    for pair in {tuple(str(row["pair"]).split("-")) for row in facts.trade()}:
        rows = facts.trade(beside=pair)
        ids = [str(row["id"]) for row in rows]
        wanted = {row["dispute"] for row in facts.disputes(record=ids, found="editor")}
        leading = rows.notes + [
            note
            for one in rows.notes
            if one.ask[:1] == ("mirror",)
            for note in facts.mirror(*one.ask[1:]).notes
        ]
        assert {id_ for note in leading for id_ in note.show} == wanted
