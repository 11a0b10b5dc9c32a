"""Derived numbers: each is recomputed here from the stated amounts, by arithmetic of its own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import CUT, RIVALS, ROOT, Answer
from hypothesis import given
from hypothesis import strategies as st
from stated import SCALES, Stated, recomputed

from corridor_cli import open_facts
from corridor_cli.model.amounts import parse_amount, total
from corridor_cli.model.kinds import FLOWS, HEDGES
from corridor_cli.questions import Facts
from facts import fact_base, trade

AMOUNTS = st.builds(
    lambda hedge, whole, digits, scale: (
        f"{hedge} {whole}{f'.{digits}' if digits else ''} {scale} USD".replace("  ", " ").strip()
    ),
    st.sampled_from(["", "", *HEDGES]),
    st.integers(1, 999),
    st.text("0123456789", max_size=4),
    st.sampled_from(list(SCALES)),
)


@given(AMOUNTS, AMOUNTS, st.sampled_from([1, -1]))
def test_a_sum_is_as_exact_and_as_hedged_as_its_amounts(first: str, second: str, sign: int) -> None:
    """Value, lowest and highest sum follow from both amounts; no digit more, never less hedged."""
    derived = total([(1, parse_amount(first)), (sign, parse_amount(second))])
    hedge, numbers = recomputed(first, second, sign)
    assert derived.amount.hedge == hedge
    assert [derived.amount.value, derived.low, derived.high] == numbers
    assert parse_amount(str(derived.amount)) == derived.amount


@pytest.fixture(scope="module", params=[ROOT / "facts", RIVALS, CUT], ids=lambda path: path.name)
def facts(request: pytest.FixtureRequest) -> Iterator[Facts]:
    """An open fact base."""
    directory: Path = request.param
    with open_facts(directory) as opened:
        yield opened


def test_derived_cells_of_trade_follow_from_the_two_flows_of_one_statement(facts: Facts) -> None:
    """What no statement names is derived where it states both other flows, and only there."""
    figures = {(row["record"], row["flow"]) for row in facts.trade(long=True)}
    for row in facts.trade():
        derived = []
        for flow, sign in (("turnover", 1), ("balance", -1)):
            both = [row[f"{name}_stated"] for name in ("export", "import")]
            amounts = [text for text in both if text and not re.match(r"\D*[+x]", str(text))]
            expected = len(amounts) == 2 and (row["id"], flow) not in figures
            text = row[f"{flow}_derived"]
            assert (text is not None) == expected, row["id"]
            if expected:
                hedge, numbers = recomputed(str(amounts[0]), str(amounts[1]), sign)
                found = [row[flow], row[f"{flow}_low"], row[f"{flow}_high"]]
                assert found == numbers
                assert Stated(str(text)).hedge == hedge
                assert row[f"{flow}_stated"] is None
                derived.append(flow)
        assert ("derived" in row["flags"]) == bool(derived)


def test_what_is_derived_has_no_rivals_and_no_figure(facts: Facts) -> None:
    """A derived cell is no row of `figures`, no side of a dispute, and no rival."""
    ids = {row["id"] for row in facts.trade(long=True)}
    claims = {row["claim"] for row in facts.disputes()}
    for row in facts.trade():
        for flow in ("turnover", "balance"):
            if row[f"{flow}_derived"]:
                assert f"{row['id']}.{flow}" not in ids | claims
                assert row[f"{flow}_relation"] is None


def test_a_filter_by_flow_finds_what_is_stated_and_what_is_derived(facts: Facts) -> None:
    """`trade --flow balance` is each record that states a balance, or from which one follows."""
    figures = {(row["record"], row["flow"]) for row in facts.trade(long=True)}
    rows = facts.trade()
    for flow in FLOWS:
        wanted = [
            row["id"]
            for row in rows
            if (row["id"], flow) in figures or row.get(f"{flow}_derived") is not None
        ]
        assert [row["id"] for row in facts.trade(flow=flow)] == wanted


def test_a_table_marks_what_is_derived(corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """A derived balance has the sign `=`, from a hedged amount `=~`, and a legend."""
    base = fact_base(
        tmp_path,
        trade_ind_rus=trade(
            "export: 2.6 bn USD, import: 5.48 bn USD",
            "export: 4 bn USD, import: almost 60 bn USD",
            "export: 4-5 bn USD, import: 61.2 bn USD",
        ),
    )
    answer = corridor("trade", "--flow", "balance", "-f", "table", "--refs", "none", facts=base)
    assert answer.out == (
        "period  reporter  export   import  turnover   balance\n"
        "─────────────────────────────────────────────────────────\n"
        "India and Russia, bn USD\n"
        " 2022   IND         2.6!    5.48!      =8.1     =-2.9\n"
        "        IND         4–5≠   61.2 ≠    =65–66  =-57–-56\n"
        "        IND         4  ≠  <60   ≠    =~64     =~-56\n"
        "\n"
        "= worked out here from stated figures; ! sources disagree;\n"
        "≠ contradicts the first figure; < less than, almost; ~ about\n"
    )


def test_trade_has_growth_and_the_documents_own_conversion(tmp_path: Path) -> None:
    """The growth and the conversion of a flow stand in its row, a hedged one with its words."""
    base = fact_base(
        tmp_path,
        trade_ind_rus=trade(
            "turnover: {amount: 2 tn RUB = about 24.3 bn USD, growth: -9%, growth_vs: 2021}",
            "export: 4 bn USD = 300-340 bn INR",
        ),
    )
    with open_facts(base) as facts:
        first, second = sorted(facts.trade(), key=lambda row: str(row["unit"]))
    named = ("growth", "converted", "converted_unit", "converted_stated")
    assert [first[f"turnover_{name}"] for name in named] == [
        *(-9, 24300000000, "USD", "about 24.3 bn USD"),
    ]
    assert [second[f"export_{name}"] for name in named] == [None, None, "INR", "300-340 bn INR"]
