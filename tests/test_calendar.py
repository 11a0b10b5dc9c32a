"""Calendars: events of whole days by RFC 5545, as an independent parser reads them."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import CUT, FACTS, RIVALS, Answer
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from corridor_cli.formats import About, Sheet, named
from corridor_cli.model.kinds import Field
from corridor_cli.model.names import visible

URL = (
    "https://socialnews.xyz/2024/10/22/chabahar-in-focus-as-pm-modi-and-iranian-president-"
    "pezeshkian-hold-talks-in-kazan/amp"
)
EXPECTED = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//corridor//facts//EN
X-WR-CALNAME:Meetings: who met when and where about what
BEGIN:VEVENT
UID:2024-10-22-kazan-ind-irn-leaders
DTSTAMP:20261125T000000Z
DTSTART;VALUE=DATE:20241022
DTEND;VALUE=DATE:20241023
SUMMARY:Leaders of India and Iran in Kazan
DESCRIPTION:SocialNews.XYZ\\, 2024-10-22 {URL}
URL:{URL}
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
PROJECTS = [
    ("chabahar-zahedan-railway.planned-to-open", "Chabahar-Zahedan railway: planned to open"),
    (
        "garmsar-incheh-borun-electrification.agreed",
        "Electrification of the Garmsar-Incheh Borun railway: agreed",
    ),
    (
        "alat-astara-highway.opened",
        "Highway from Alat through Astara to the Iranian border: opened",
    ),
    ("qazvin-rasht-railway.opened", "Qazvin-Rasht railway: opened"),
    (
        "astara-astara-railway.opened",
        "Railway from Astara (Azerbaijan) to Astara (Iran): opened",
    ),
    ("rasht-astara-railway.agreed", "Rasht-Astara railway: agreed"),
    ("astarachay-road-bridge.work-begins", "Road bridge over the Astarachay: work begins"),
    ("astarachay-road-bridge.planned-to-open", "Road bridge over the Astarachay: planned to open"),
]

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")


@pytest.mark.parametrize("facts", [CUT, RIVALS, FACTS], ids=["cut", "rivals", "facts"])
@pytest.mark.parametrize("question", ["meetings", "timeline"])
def test_each_exact_date_is_an_event_and_the_others_are_counted(
    question: str, facts: object, corridor: Callable[..., Answer]
) -> None:
    """An independent parser finds the days of each exact date, its end left out, ids apart."""
    rows = json.loads(corridor(question, "--json", facts=facts).out)
    answer = corridor(question, "-f", "ics", facts=facts)
    events = Calendar.from_ical(answer.out).walk("VEVENT")
    exact = [row for row in rows if row["date"] and _DAY.fullmatch(row["date"])]
    expected = [
        (
            date.fromisoformat(row["date"].split("/")[0]),
            date.fromisoformat(row["date"].split("/")[-1]) + timedelta(days=1),
        )
        for row in exact
    ]
    assert [(event.start, event.end) for event in events] == expected
    assert all(
        event["SUMMARY"].startswith(r["title"]) for event, r in zip(events, exact, strict=True)
    )
    ids = [str(event["UID"]) for event in events]
    assert len(set(ids)) == len(ids)
    assert [id_.partition(".")[0] for id_ in ids] == [row["id"] for row in exact]
    others = sum(row["date"] is not None for row in rows) - len(exact)
    counted = re.search(r"not in the calendar: (\d+)", answer.err)
    assert int(counted[1] if counted else 0) == others


def test_an_event_is_what_a_calendar_shows(corridor: Callable[..., Answer]) -> None:
    """An event has the id, the days, title, doubts, documents; announced ones say so."""
    answer = corridor(
        "meetings", "--since", "2024-10-22", "--until", "2024-10-22", "-f", "ics", facts=CUT
    )
    assert answer.out.replace("\r\n ", "").split("\r\n") == EXPECTED.split("\n")


def test_a_project_has_an_event_for_each_of_its_dates(corridor: Callable[..., Answer]) -> None:
    """A project's dates are events of their own; a date without a day is counted in the note."""
    answer = corridor("projects", "-f", "ics", facts=CUT)
    events = Calendar.from_ical(answer.out).walk("VEVENT")
    assert [(str(event["UID"]), str(event["SUMMARY"])) for event in events] == PROJECTS
    assert answer.err == "note: not in the calendar: 8 dates are less exact than a day\n"


def test_what_has_no_dates_is_refused(corridor: Callable[..., Answer]) -> None:
    """Rows without dates of events are a mistake with a hint, and no calendar."""
    assert corridor("trade", "-f", "ics") == Answer(
        2,
        "",
        "corridor: error: these rows have no dates of events\n"
        "hint: ics goes with meetings, events, projects, agreements and timeline\n",
    )


@given(title=st.text(), id_=st.text(), publisher=st.text())
def test_any_text_is_folded_and_reads_back(title: str, id_: str, publisher: str) -> None:
    """Lines end in CRLF and have at most 75 octets; a parser reads every text back whole."""
    fields = [
        Field("id", "id", ""),
        Field("date", "date", "", event="meeting"),
        Field("title", "text", ""),
        Field("sources", "ids", "", shown_as="documents"),
    ]
    row = {"id": id_, "date": "2024-02-28/2024-02-29", "title": title, "sources": ["a"]}
    sheet = Sheet(
        [row],
        fields,
        identity="id",
        title="title",
        citations=lambda _: {"a": (publisher, "2024", "https://example.org/a;b")},
        about=lambda: About("Who met"),
    )
    text = named("ics").write(sheet)
    *lines, last = text.encode().split(b"\r\n")
    assert last == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert not [line for line in lines if line.decode() != visible(line.decode())]
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert str(event["UID"]) == visible(id_)
    assert str(event["SUMMARY"]) == visible(title)
    assert str(event["DESCRIPTION"]) == f"{visible(publisher)}, 2024 https://example.org/a;b"
    assert (event.start, event.end) == (date(2024, 2, 28), date(2024, 3, 1))
