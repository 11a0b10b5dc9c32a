"""Stated amounts and rates of growth."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli.model.amounts import (
    CURRENCIES,
    FACTORS,
    Amount,
    Growth,
    number,
    parse_amount,
    parse_growth,
    parse_stated,
)
from corridor_cli.model.kinds import HEDGES

NUMBERS = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False).map(
    abs
) | st.integers(0, 10**6).map(Decimal)


def _hedges(low: Decimal, *, ranged: bool = False) -> tuple[str, ...]:
    """The hedges that a number takes: nothing is left of "more than 0"."""
    return ("", "about") if ranged else ("", *HEDGES) if low else ("", "about", "up to")


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Any amount that a fact file can state."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    ranged = low < high and draw(st.booleans())
    hedge = draw(st.sampled_from(_hedges(low, ranged=ranged)))
    sign = -1 if not ranged and draw(st.booleans()) and low else 1
    converted = str(draw(amounts())) if draw(st.integers(0, 5)) == 0 else ""
    unit = draw(st.sampled_from(CURRENCIES))
    return Amount(
        hedge, low * sign, high if ranged else None, draw(st.sampled_from(list(FACTORS))), unit,
        converted.partition(" = ")[0], base=unit,
    )  # fmt: skip


@given(amounts())
def test_text_to_amount_to_text(amount: Amount) -> None:
    """An amount's text is parsed back to the same amount, with its digits."""
    parsed = parse_amount(str(amount))
    assert parsed == amount
    assert str(parsed) == str(amount)


@given(amounts())
def test_an_amount_lies_in_its_interval(amount: Amount) -> None:
    """The interval of an amount contains its number, or both ends of its range."""
    low, high = amount.interval
    ends = [
        number(end * FACTORS[amount.scale]) for end in (amount.low, amount.high) if end is not None
    ]
    assert all(low <= end <= high for end in ends)


@pytest.mark.parametrize(
    ("text", "bases", "canonical", "value", "interval"),
    [
        ("about 7,200 km", ("km",), "about 7200 km", 7200, (6840, 7560)),
        ("82.5 m", ("km",), "82.5 m", 0.0825, (0.08245, 0.0826)),
        ("8700 nmi = 16112 km", ("km",), "8700 nmi = 16112 km", 16112.4, (16111.474, 16114.252)),
        ("2 weeks", ("days",), "2 weeks", 14, (10.5, 21)),
        ("15-24 days", ("days",), "15-24 days", None, (15, 24)),
        ("3 years", ("months",), "3 years", 36, (30, 48)),
        ("over 14.5 mn tonnes", ("t", "m3"), "more than 14.5 mn t", 14500000, (14500000, 15950000)),
        ("11 thousand TEUs", ("TEU", "containers"), "11 thousand TEU", 11000, (10500, 12000)),
        ("40%", ("%",), "40%", 40, (39.5, 41)),
    ],
)
def test_other_units_than_money_are_counted_in_a_base_unit(
    text: str, bases: tuple[str, ...], canonical: str, value: float, interval: tuple[float, float]
) -> None:
    """The text keeps the unit of the document; the number counts the base unit."""
    amount = parse_amount(text, bases)
    assert (str(amount), amount.value, amount.interval) == (canonical, value, interval)
    assert amount.base == bases[0]
    assert parse_amount(str(amount), bases) == amount
    assert str(parse_stated(canonical)) == canonical


def test_a_rate_of_growth_is_no_amount() -> None:
    """A rate of growth is not parsed as an amount."""
    assert [parse_stated(text) for text in ("+17.4%", "about -8%", "x2.3")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("26.123 bn USD", 26123000000, 26122500000, 26124000000),
        ("26.1 bn USD", 26100000000, 26050000000, 26200000000),
        ("8.780 bn USD", 8780000000, 8779500000, 8781000000),
        ("6389 USD", 6389, 6388.5, 6390),
        ("about 100 mn USD", 100000000, 95000000, 105000000),
        ("more than 100 mn USD", 100000000, 100000000, 110000000),
        ("at least 100 mn USD", 100000000, 100000000, 110000000),
        ("almost 100 mn USD", 100000000, 90000000, 100000000),
        ("less than 100 mn USD", 100000000, 90000000, 100000000),
        ("up to 100 mn USD", 100000000, 0, 100000000),
        ("1.5-1.7 bn USD", None, 1500000000, 1700000000),
        ("about 8-9 bn USD", None, 7600000000, 9450000000),
        ("-0.9 bn USD", -900000000, -1000000000, -850000000),
        ("more than -100 mn USD", -100000000, -110000000, -100000000),
        ("2 tn RUB", 2000000000000, 1500000000000, 3000000000000),
        ("12 thousand EUR", 12000, 11500, 13000),
    ],
)
def test_a_statement_allows_an_interval(
    text: str, value: int | None, low: float, high: float
) -> None:
    """Each hedge gives the interval of the rule in `corridor_cli.model.amounts`."""
    amount = parse_amount(text)
    assert (amount.value, amount.interval) == (value, (low, high))


@given(st.integers(1, 10**18), st.sampled_from(("", *HEDGES)), st.booleans())
def test_intervals_of_whole_numbers_are_exact(count: int, hedge: str, negative: bool) -> None:
    """Up to 10^18 no end is off; where a float is too rough, it is the next whole one outside."""
    down, up = {
        "": (count - Fraction(1, 2), count + 1),
        "about": (Fraction(19, 20) * count, Fraction(21, 20) * count),
        **dict.fromkeys(("more than", "at least"), (count, Fraction(11, 10) * count)),
        **dict.fromkeys(("almost", "less than"), (Fraction(9, 10) * count, count)),
        "up to": (0, count),
    }[hedge]
    low, high = (-up, -down) if negative else (down, up)
    amount = parse_amount(f"{hedge} {'-' * negative}{count} IRR".strip())
    for end, exact, rounded in zip(amount.interval, (low, high), (floor, ceil), strict=True):
        if abs(exact) > 2**52:
            assert (end, type(end)) == (rounded(exact), int)
        else:
            assert end == (int(exact) if exact == int(exact) else float(exact))
    assert amount.value == (-count if negative else count)


@pytest.mark.parametrize(
    ("text", "canonical", "value", "unit"),
    [
        ("1 day", "1 day", 1, "days"),
        ("36 hours", "36 hours", 1.5, "days"),
        ("about 1 hour", "about 1 hour", 1 / 24, "days"),
        ("1 train", "1 train", 1, "trains"),
        ("1.5 lakh TEU", "1.5 lakh TEU", 150000, "TEU"),
        ("5 crore INR", "5 crore INR", 50000000, "INR"),
        ("2 lakh crore INR", "2 lakh crore INR", 2000000000000, "INR"),
        ("5 tn toman", "5 tn toman", 50000000000000, "IRR"),
        ("3 bn MNT", "3 bn MNT", 3000000000, "MNT"),
    ],
)
def test_units_and_scales_as_documents_have_them(
    text: str, canonical: str, value: float, unit: str
) -> None:
    """Singulars, hours, lakh, crore and toman keep their words and are counted in the base unit."""
    bases = () if unit.isupper() and unit != "TEU" else (unit,)
    amount = parse_amount(text, bases)
    assert (str(amount), amount.value, amount.base) == (canonical, value, unit)
    assert parse_stated(canonical) is not None


def test_every_currency_in_use_is_known() -> None:
    """All currencies of ISO 4217 are known, but metals and units of account."""
    others = (
        "BOV CHE CHW CLF COU MXV USN UYI UYW XAD XAG XAU XBA XBB XBC XBD XPD XPT XSU XTS XUA XXX"
    )
    known = {currency.alpha_3 for currency in pycountry.currencies}
    assert known - set(others.split()) - set(CURRENCIES) == set()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("over 26 billion USD", "more than 26 bn USD"),
        ("approximately 1,234.5 million USD", "about 1234.5 mn USD"),
        ("nearly 3 bln USD = 240 billion RUB", "almost 3 bn USD = 240 bn RUB"),
        ("1.5\N{EN DASH}1.7 bn USD", "1.5-1.7 bn USD"),
        ("\N{MINUS SIGN}0.9 bn USD", "-0.9 bn USD"),
    ],
)
def test_synonyms_are_brought_to_the_words_of_the_field(text: str, canonical: str) -> None:
    """Different wordings of an amount give one text."""
    assert str(parse_amount(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "USD", "26 bn", "26.123bnUSD", "26,12 bn USD", "1e9 USD", "26 bn usd", "26 bn XXX",
     "two bn USD", "9-8 bn USD",
     "more than 8-9 bn USD", "26 bn USD =", "26 bn USD = 1 bn", "٢٦ bn USD", "26 bn USD\n",
     "9" * 200 + " USD",
     "99999999999999999999 tn USD", "1000000.1 tn USD", "1000000000000000001 USD",
     "more than 0 USD", "26.12345678901234567890 bn USD"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    """A text that is not an amount raises ValueError, which says what is expected."""
    with pytest.raises(
        ValueError, match=r"expected|unknown unit|ends before|takes no hedge|more than any amount"
    ):
        parse_amount(text)


@given(st.text(max_size=40))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    """Any text is parsed or raises ValueError."""
    try:
        parse_amount(text)
        parse_growth(text)
    except ValueError:
        pass


@given(st.sampled_from(("", *HEDGES)), NUMBERS, st.booleans(), st.booleans())
def test_text_to_growth_to_text(hedge: str, rate: Decimal, multiple: bool, negative: bool) -> None:
    """The text of a rate of growth is parsed to the same rate."""
    hedge = hedge if hedge in _hedges(rate) else ""
    growth = Growth(hedge, -rate if negative and not multiple else rate, multiple)
    assert parse_growth(str(growth)) == growth


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("+9223372036854775808%", "more than any rate"),
        ("x92233720368547758080", "more than any rate"),
        ("more than +0%", "number other than zero"),
        ("+1.00000000000000000000001%", "of fewer digits"),
    ],
)
def test_a_rate_that_cannot_be_counted_is_refused(text: str, message: str) -> None:
    """No rate of growth of any size passes that the index cannot hold."""
    with pytest.raises(ValueError, match=message):
        parse_growth(text)


@pytest.mark.parametrize(
    ("text", "percent"),
    [("+17.4%", 17.4), ("almost -8%", -8), ("x2.3", 130), ("more than x2", 100)],
)
def test_growth_is_a_change_in_per_cent(text: str, percent: float) -> None:
    """A multiple is parsed as a change in per cent."""
    assert parse_growth(text).percent == percent
