"""Dates and periods."""

import re
from datetime import date, timedelta

import pytest
from conftest import FACTS
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli import open_facts
from corridor_cli.model import dates

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SINGLE = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from((4, 7, 10)))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2005", "2005-01-01", "2005-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2000-09-12", "2000-09-12", "2000-09-12"),
        ("2022-01/2022-08", "2022-01-01", "2022-08-31"),
        ("2022-03-21/2023-03-20", "2022-03-21", "2023-03-20"),
        ("../2005", "2005-01-01", "2005-12-31"),
        ("2023/..", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_date_covers_its_days(text: str, first: str, last: str) -> None:
    """A date covers its year, month or day; an open interval covers the days of its known end."""
    span = dates.parse_date(text)
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("20051", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("2005-1", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("٢٠٠٥", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("2005\n", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("../..", "expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
        ("2005-13", "there is no date 2005-13"),
        ("2005-02-29", "there is no date 2005-02-29"),
        ("2005-02-00", "there is no date 2005-02-00"),
        ("0000", "there is no date 0000"),
        ("0001", "expected a year from 1800 to 2200"),
        ("9999-12", "expected a year from 1800 to 2200"),
        ("2201-01-01", "expected a year from 1800 to 2200"),
        (
            "1402",
            "expected a year from 1800 to 2200; the Iranian year 1402 is 2023-03-21/2024-03-19",
        ),
        ("../1799", "expected a year from 1800 to 2200"),
        ("2005/2005-03", "both ends of 2005/2005-03 need the same precision"),
        ("2006/2005", "the interval 2006/2005 ends before it begins"),
    ],
)
def test_what_is_no_date_says_why(text: str, message: str) -> None:
    """A text that is not a date raises ValueError, which says what is expected."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        dates.parse_date(text)


@given(SINGLE)
def test_a_single_date_is_a_period_in_its_one_form(text: str) -> None:
    """The period of a year, a month or a day has the same text."""
    assert dates.parse_period(text).text == text


@given(DAYS, DAYS, st.sampled_from((4, 7, 10)))
def test_every_interval_has_one_form(one: date, other: date, length: int) -> None:
    """The one form of an interval has the same days, but for a day of an Iranian year."""
    start, end = (day.isoformat()[:length] for day in sorted((one, other)))
    if start == end:
        return
    span = dates.parse_date(f"{start}/{end}")
    canonical = dates.canonical_period(span.text)
    assert dates.parse_period(canonical.text) == canonical
    assert abs(span.first - canonical.first) <= timedelta(days=1)
    assert abs(span.last - canonical.last) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2022-01/2022-12", "2022"),
        ("2022-01-01/2022-12-31", "2022"),
        ("2022-05-01/2022-05-31", "2022-05"),
        ("2022-04-01/2023-03-31", "2022-04/2023-03"),
        ("2022-03-20/2023-03-20", "2022-03-21/2023-03-20"),
        ("2022-03-21/2023-03-21", "2022-03-21/2023-03-20"),
        ("2020-03-21/2021-03-20", "2020-03-20/2021-03-20"),
    ],
)
def test_another_form_of_a_period_is_refused_with_the_one_form(text: str, form: str) -> None:
    """A period in another form is refused, and the error gives the one form."""
    with pytest.raises(ValueError, match=rf"expected the period {text} in its one form, {form}"):
        dates.parse_period(text)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    # New years as the official calendar of Iran had them; 1399 and 1403 were leap years.
    [(1395, "2016-03-20", "2017-03-20"), (1399, "2020-03-20", "2021-03-20"),
     (1401, "2022-03-21", "2023-03-20"),
     (1402, "2023-03-21", "2024-03-19"), (1403, "2024-03-20", "2025-03-20")],
)  # fmt: skip
def test_an_iranian_year_has_its_gregorian_days(year: int, first: str, last: str) -> None:
    """An Iranian year has the Gregorian days of the official calendar."""
    assert tuple(map(str, dates.iranian_year(year))) == (first, last)


@pytest.mark.parametrize(
    ("text", "coverage", "label"),
    [
        ("2022", "year", "2022"),
        ("2022-05", "part", "May 2022"),
        ("2022-01/2022-03", "part", "Q1 2022"),
        ("2022-10/2022-12", "part", "Q4 2022"),
        ("2023-01/2023-08", "part", "Jan-Aug 2023"),
        ("2022-11/2023-02", "part", "Nov 2022-Feb 2023"),
        ("2022-04/2023-03", "accounting-year", "FY 2022-23"),
        ("2022-07/2023-06", "accounting-year", "Jul 2022-Jun 2023"),
        ("2022-03-21/2023-03-20", "accounting-year", "Iranian 1401"),
        ("2020-03-20/2021-03-20", "accounting-year", "Iranian 1399"),
        ("2023-03-21/2023-08-22", "part", "Iranian 1402 m1-5"),
        ("2023-12-22/2024-01-20", "part", "Iranian 1402 m10"),
        ("2023-12-22/2024-01-21", "part", "2023-12-22/2024-01-21"),
        ("2012-03-20/2023-03-20", "several-years", "Iranian 1391-1401"),
        ("2019/2021", "several-years", "2019-2021"),
        ("2022-01/2023-06", "several-years", "Jan 2022-Jun 2023"),
    ],
)
def test_a_period_has_a_coverage_and_a_label(text: str, coverage: str, label: str) -> None:
    """Coverage and label of a period follow its first and last day."""
    assert (dates.coverage(dates.parse_period(text)), dates.label(text)) == (coverage, label)


def typed_back(text: str) -> None:
    """The label of a period reads back as the period, in any case and with wider spaces."""
    for label in (dates.label(text), dates.label(text).upper(), dates.label(text).lower()):
        assert dates.canonical_period(dates.unlabelled(label.replace(" ", "  "))).text == text


@given(SINGLE, SINGLE)
def test_a_label_reads_back_as_its_period(one: str, other: str) -> None:
    """Every period has a label, which means this period and no other."""
    start, end = sorted((one, other))
    text = start if len(start) != len(end) or start == end else f"{start}/{end}"
    typed_back(dates.canonical_period(text).text)


@given(
    st.sampled_from(dates.IRANIAN_YEARS[1:-1]),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_iranian_months_read_back_as_their_period(year: int, one: int, other: int) -> None:
    """The first months of an Iranian year have the days of its calendar: six of 31, then of 30."""
    months = sorted((one, other))
    text = "/".join(map(str, dates._iranian_days((year, months[0]), (year, months[1]))))
    assert dates.label(text).startswith(f"Iranian {year}")
    typed_back(text)
    first, last = dates.iranian_year(year)
    before, after = (
        dates.parse_date(dates.unlabelled(f"Iranian {year} m{part}")) for part in ("1-6", "7-12")
    )
    assert (before.first, after.last) == (first, last)
    assert ((after.first - first).days, (after.first - before.last).days) == (186, 1)


def test_every_label_of_the_facts_reads_back_as_its_period() -> None:
    """What tables show of trade and freight as a period may be typed back."""
    with open_facts(FACTS) as facts:
        periods = facts.sql("SELECT period FROM trade UNION SELECT period FROM freight")
    texts = [row["period"] for row in periods if row["period"]]
    assert len(texts) > 100
    for text in texts:
        typed_back(text)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("q3 2023", "2023-07/2023-09"),
        ("FY2022-23", "2022-04/2023-03"),
        ("fy 2022-2023", "2022-04/2023-03"),
        ("FY 1999-00", "1999-04/2000-03"),
        ("May 2022", "2022-05"),
        ("january 2023", "2023-01"),
        ("January-August 2023", "2023-01/2023-08"),
        ("Jan\N{EN DASH}Aug 2023", "2023-01/2023-08"),
        ("Nov 2022-Feb 2023", "2022-11/2023-02"),
        ("2019-2021", "2019/2021"),
        ("Iranian 1401 m1-5", "2022-03-21/2022-08-22"),
        # no labels, which stay as they are
        ("FY 2022-24", "FY 2022-24"),
        ("Q5 2022", "Q5 2022"),
        ("Iranian 2022", "Iranian 2022"),
        ("Iranian 1401 m5-13", "Iranian 1401 m5-13"),
        ("Iranian 1401 m0", "Iranian 1401 m0"),
        ("Foo 2022", "Foo 2022"),
        ("2022", "2022"),
    ],
)
def test_a_label_is_read_as_people_write_it(typed: str, period: str) -> None:
    """Labels are read in any case, with whole names of months and with a dash."""
    assert dates.unlabelled(typed) == period
