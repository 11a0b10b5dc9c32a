"""Dates and periods: EDTF level 0 text, the days it covers, and its relation to a year.

EDTF is the Extended Date/Time Format (Library of Congress, 2019; an annex of ISO 8601-2). Each
`parse_…` function raises ValueError with the form that is expected. The text of a parsed date
parses to the same date.
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

#: The form of one date: a year, a month or a day.
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
#: The years that facts are about; another is a mistake, or a year of another calendar.
YEARS = range(1800, 2201)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Span(NamedTuple):
    """An EDTF date or interval: its text and the first and last day it covers.

    An open interval (`../2005`, `2023/..`) covers the days of its known end only.
    """

    text: str
    first: date
    last: date


def _parse_single(text: str) -> tuple[date, date]:
    match = DAY.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError("expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year and year not in YEARS:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[-1]}{_iranian_guess(year)}")
    try:
        if match[3]:
            return (date(year, month, day),) * 2
        if match[2]:
            return date(year, month, 1), _month_end(date(year, month, 1))
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise ValueError(f"there is no date {text}") from error


def _month_end(day: date) -> date:
    """The last day of a day's month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def _iranian_guess(year: int) -> str:
    if year not in range(1300, 1450):
        return ""
    first, last = iranian_year(year)
    return f"; the Iranian year {year} is {first}/{last}"


def parse_date(text: str) -> Span:
    """A date or interval from EDTF text; both ends have the same precision. Raises ValueError."""
    start, slash, end = text.partition("/")
    if not slash:
        return Span(text, *_parse_single(text))
    if start == ".." and end != "..":
        return Span(text, *_parse_single(end))
    if end == ".." and start != "..":
        return Span(text, *_parse_single(start))
    first, last = _parse_single(start)[0], _parse_single(end)[1]
    if len(start) != len(end):
        raise ValueError(f"both ends of {text} need the same precision")
    if start == end:
        raise ValueError(f"the interval {text} is one date: expected {start}")
    if first >= last:
        raise ValueError(f"the interval {text} ends before it begins")
    return Span(text, first, last)


def parse_period(text: str) -> Span:
    """A closed period from its canonical form: `2022`, `2022-05`, `2022-01/2022-08`.

    Each period has one form, so that statements on equal periods share a key: a whole year or
    month is written as such, an Iranian year by its Gregorian days. Raises ValueError with the
    canonical form.
    """
    span = parse_date(text)
    canonical = _canonical(span)
    if canonical != text:
        raise ValueError(f"expected the period {text} in its one form, {canonical}")
    return span


def canonical_period(text: str) -> Span:
    """A closed period from any of its forms. Raises ValueError."""
    return parse_period(_canonical(parse_date(text)))


def _canonical(span: Span) -> str:
    if ".." in span.text:
        raise ValueError(f"a period has two ends; {span.text} is open")
    first, last = span.first, span.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"
    if first.day == 1 and last == _month_end(last):
        months = [day.isoformat()[:7] for day in (first, last)]
        return "/".join(dict.fromkeys(months))
    for year in (first.year - 621, first.year - 622):
        if year in IRANIAN_YEARS:
            begin, end = iranian_year(year)
            if abs((first - begin).days) <= 1 and abs((last - end).days) <= 1:
                return f"{begin}/{end}"
    return f"{first}/{last}" if first != last else str(first)


#: The days of the six long months with which an Iranian year begins.
_LONG = 186
#: Those that lie in YEARS; the rule of leap years below holds for them.
IRANIAN_YEARS = range(1179, 1579)


@cache
def iranian_year(year: int) -> tuple[date, date]:
    """The first and last Gregorian day of a year of the Solar Hijri calendar.

    Leap years follow the 33-year cycle, which agrees with the official calendar of Iran for
    IRANIAN_YEARS. Days are counted from 1 Farvardin 1400, which was 21 March 2021.
    """

    def new_year(year: int) -> date:
        years = range(min(year, 1400), max(year, 1400))
        days = sum(366 if one % 33 in (1, 5, 9, 13, 17, 22, 26, 30) else 365 for one in years)
        return date(2021, 3, 21) + timedelta(days=days if year > 1400 else -days)

    return new_year(year), new_year(year + 1) - timedelta(days=1)


def year_before(text: str) -> str | None:
    """The like period of the year before, of the same length and season; None if there is none.

    2022 has 2021, Jan-Aug 2023 has Jan-Aug 2022, the Iranian year 1401 has 1400.
    """
    span = parse_period(text)
    if coverage(span) == "several-years":
        return None
    year = span.first.year - 621
    if len(text) > 15 and year - 1 in IRANIAN_YEARS and iranian_year(year)[0] == span.first:
        # a part of an Iranian year keeps its number of days, as the first eleven months do
        first, last = iranian_year(year - 1)
        if span.last != iranian_year(year)[1]:
            last = first + (span.last - span.first)
        return f"{first}/{last}"
    before = re.sub(r"\d{4}", lambda match: f"{int(match[0]) - 1:04}", text)
    try:
        return parse_period(before).text
    except ValueError:  # 29 February, or the year 0
        return None


def coverage(span: Span) -> str:
    """How a period relates to a year: one of `kinds.COVERAGES`."""
    if (span.last - span.first).days >= 366:
        return "several-years"
    if len(span.text) == 4:
        return "year"
    after, first = span.last + timedelta(days=1), span.first
    whole = (after.year - 1, after.month, after.day) == (first.year, first.month, first.day)
    return "accounting-year" if whole or _iranian(span) else "part"


def _iranian(span: Span) -> bool:
    """Whether a period covers one Iranian year."""
    months = _iranian_months(span)
    return bool(months) and months[0][1] == 1 and months[1] == (months[0][0], 12)


def _iranian_months(span: Span) -> list[tuple[int, int]]:
    """The first and the last Iranian month, as year and month, of a period of whole ones; or []."""
    if not (span.first.year - 622 in IRANIAN_YEARS and span.last.year - 621 in IRANIAN_YEARS):
        return []
    months = []
    for day, first in ((span.first, True), (span.last + timedelta(days=1), False)):
        year = day.year - 621 if day >= iranian_year(day.year - 621)[0] else day.year - 622
        days = (day - iranian_year(year)[0]).days
        month, rest = divmod(days, 31) if days < _LONG else divmod(days - 6, 30)
        if rest:
            return []
        months.append((year, month + 1) if first else (year, month) if month else (year - 1, 12))
    return months


def _iranian_days(first: tuple[int, int], last: tuple[int, int]) -> tuple[date, date]:
    """The first and last day from one Iranian month, as year and month, to another."""
    begin, end = (
        iranian_year(year)[0] + timedelta(days=min(month * 31, month * 30 + 6))
        for year, month in ((first[0], first[1] - 1), (last[0], last[1]))
    )
    return begin, iranian_year(last[0])[1] if last[1] == 12 else end - timedelta(days=1)


def label(text: str) -> str:
    """The label of a period in tables: `Q1 2022`, `Jan-Aug 2023`, `FY 2022-23`, `Iranian 1401`.

    `unlabelled` reads it back. Raises ValueError.
    """
    span = parse_date(text)
    first, last = span.first, span.last
    if "/" not in text:
        return text if len(text) != 7 else f"{MONTHS[first.month - 1]} {first.year}"
    if len(text) == 9:
        return f"{first.year}-{last.year}"
    if len(text) == 15 and ".." not in text:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 3 and first.month % 3 == 1:
            return f"Q{first.month // 3 + 1} {first.year}"
        if months == 12 and first.month == 4:
            return f"FY {first.year}-{last.year % 100:02}"
        start = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
        return f"{start}-{MONTHS[last.month - 1]} {last.year}"
    iranian = _iranian_months(span) if len(text) == 21 else []
    if not iranian:
        return text
    (year, month), (last_year, last_month) = iranian
    if (month, last_month) == (1, 12):
        return f"Iranian {year}{f'-{last_year}' if year != last_year else ''}"
    end = f"-{last_month}" if month != last_month else ""
    return f"Iranian {year} m{month}{end}" if year == last_year else text


# Compiled when they are used: most calls type plain years.
_YEARS = r"(\d{4})-(\d{4})"
_QUARTER = r"q([1-4]) (\d{4})"
_ACCOUNTING = r"fy ?(\d{4})-(?:\d\d)?(\d\d)"
_IRANIAN = r"iranian (\d{4})(?:-(\d{4})| m(\d\d?)(?:-(\d\d?))?)?"
_MONTHS = r"([a-z]{3})[a-z]*(?: (\d{4}))?(?:-([a-z]{3})[a-z]*)? (\d{4})"


def unlabelled(text: str) -> str:
    """The period of a label of `label`, in any case; any other text as it is."""
    if DAY.fullmatch(text):
        return text
    typed = " ".join(text.replace("\N{EN DASH}", "-").split()).casefold()
    if match := re.fullmatch(_YEARS, typed):
        return f"{match[1]}/{match[2]}"
    if match := re.fullmatch(_QUARTER, typed):
        month = int(match[1]) * 3
        return f"{match[2]}-{month - 2:02}/{match[2]}-{month:02}"
    if match := re.fullmatch(_ACCOUNTING, typed):
        year = int(match[1])
        return f"{year}-04/{year + 1}-03" if (year + 1) % 100 == int(match[2]) else text
    if match := re.fullmatch(_IRANIAN, typed):
        year, month = int(match[1]), int(match[3] or 1)
        last = int(match[2] or year), int(match[4] or match[3] or 12)
        if year in IRANIAN_YEARS and last[0] in IRANIAN_YEARS and 1 <= month <= 12 >= last[1] > 0:
            return "/".join(map(str, _iranian_days((year, month), last)))
    if match := re.fullmatch(_MONTHS, typed):
        months = [name.casefold() for name in MONTHS]
        names = [match[1], match[3] or match[1]]
        if all(name in months for name in names):
            years = [match[2] or match[4], match[4]]
            start, end = (
                f"{year}-{months.index(name) + 1:02}"
                for year, name in zip(years, names, strict=True)
            )
            return start if start == end else f"{start}/{end}"
    return text
