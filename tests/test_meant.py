"""What was meant by amounts, rates and dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli.model import meant
from corridor_cli.model.amounts import parse_amount, parse_growth
from corridor_cli.model.dates import parse_period


@pytest.mark.parametrize(
    ("text", "bases", "expected"),
    [
        ("$8.78bn", (), "8.78 bn USD"),
        ("8,78 bn USD", (), "8.78 bn USD"),
        ("US$8.78 billion", (), "8.78 bn USD"),
        ("USD 5 million", (), "5 mn USD"),
        ("8.78 bn", (), "its unit as well, such as 8.78 bn USD"),
        ("26 bn usd", (), "26 bn USD"),
        ("over €5-6m", (), ""),
        ("over €5m", (), "more than 5 mn EUR"),
        ("26.123bnUSD", (), "26.123 bn USD"),
        ("8 780 000 dollars", (), "8780000 USD"),
        ("2 tn roubles", (), "2 tn RUB"),
        ("5 trillion rials", (), ""),
        ("5 million", ("t", "m3"), "its unit as well, such as 5 mn t"),
        ("162km", ("km",), "162 km"),
        ("40 per cent", ("%",), "40%"),
        ("40 to 45 km", ("km",), "40-45 km"),
        ("none", (), ""),
    ],
)
def test_an_amount_as_people_write_it(text: str, bases: tuple[str, ...], expected: str) -> None:
    """What to write for it; nothing where several currencies or forms could be meant."""
    assert meant.amount(text, bases) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("17.4 %", "+17.4% or -17.4%"), ("+17,4%", "+17.4%"), ("2.3 times", "x2.3"), ("up", "")],
)
def test_a_rate_as_people_write_it(text: str, expected: str) -> None:
    """What to write for a rate of growth."""
    assert meant.growth(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Q2 2025", "2Q 2025", "2025-Q2"), "2025-04/2025-06"),
        (("H1 2025", "2025 H1", "January to June 2025"), "2025-01/2025-06"),
        (("Nov 2022-Feb 2023",), "2022-11/2023-02"),
        (("Nov 2023", "2023-11", "11.2023", "2023/11"), "2023-11"),
        (("16.11.2023", "16/11/2023", "11/16/2023", "20231116", "16 Nov 2023"), "2023-11-16"),
        (("November 16, 2023", "16th November 2023", "2023.11.16"), "2023-11-16"),
        (("05/06/2023",), "2023-06-05 or 2023-05-06"),
        (("FY 2022-23", "2022-23", "fiscal year 2022/23", "financial 2022-23"), "2022-04/2023-03"),
        (("2022..2023", "2022...2023", "2022 to 2023"), "2022/2023"),
        (("2019-2021",), "2019/2021"),
        (("Iranian 1402", "1402"), "2023-03-21/2024-03-19"),
        (("31.02.2023", "soon", "2023-11-16T00:00"), ""),
    ],
)
def test_a_date_as_people_write_it(texts: tuple[str, ...], expected: str) -> None:
    """The one form of a date or period; both where day and month may be exchanged."""
    assert [meant.date(text) for text in texts] == [expected] * len(texts)


@given(st.text(st.sampled_from("0123456789.,-+%$ /xbnmUSDRkt"), max_size=16))
def test_what_was_meant_can_be_written(text: str) -> None:
    """What is told to write is taken, whatever the text was."""
    if amount := meant.amount(text).rpartition("such as ")[2]:
        parse_amount(amount)
    for rate in filter(None, meant.growth(text).split(" or ")):
        parse_growth(rate)
    for date in filter(None, meant.date(text).split(" or ")):
        parse_period(date)
