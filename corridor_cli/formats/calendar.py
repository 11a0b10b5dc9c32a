"""iCalendar (RFC 5545): dated days and spans of days as events of whole days."""

import re
from collections.abc import Iterator
from datetime import timedelta

from corridor_cli.formats import Sheet
from corridor_cli.model.dates import Span, parse_date
from corridor_cli.model.kinds import FLAGS, Field, Row
from corridor_cli.model.names import visible

#: The most octets of a line, without its end.
_LINE = 75
#: The flags that stand behind the title, since the event may not have been.
_NOT_HELD = ("scheduled", "announced", "postponed", "cancelled")
#: A day, or a span of days.
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ics(sheet: Sheet) -> str:
    """A calendar with an event for each date that is exact to the day; a note counts the others."""
    about = sheet.about()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//corridor//facts//EN",
        f"X-WR-CALNAME:{_text(about.meaning)}",
    ]
    left_out = 0
    for row, date, event in _events(sheet):
        span = _span(row[date.name])
        if span is None:
            left_out += 1
        else:
            lines += _event(row, span, event, sheet, about.version)
    if left_out:
        dates = "1 date is" if left_out == 1 else f"{left_out} dates are"
        sheet.notes.append(f"not in the calendar: {dates} less exact than a day")
    return "".join(f"{line}\r\n" for text in [*lines, "END:VCALENDAR"] for line in _folded(text))


def _events(sheet: Sheet) -> Iterator[tuple[Row, Field, str]]:
    """Each date of an event that a row has, with its column and what happened.

    What happened is '' where the row itself is the event, as a meeting is.
    """
    columns = [column for column in (*sheet.columns, *sheet.others) if column.event]
    named, kinds = sheet.shown_as("event"), sheet.shown_as("kind")
    for row in sheet.rows:
        for column in columns:
            if row[column.name] is not None:
                event = str(row[named[0].name]) if named else column.event
                alone = not named and len(columns) == 1
                itself = alone or event in [row[kind.name] for kind in kinds]
                yield row, column, "" if itself else event


def _span(cell: object) -> Span | None:
    """The days of a date that is exact to the day, else None."""
    try:
        return parse_date(cell) if isinstance(cell, str) and _DAYS.fullmatch(cell) else None
    except ValueError:  # a query can make up any text
        return None


def _event(row: Row, span: Span, event: str, sheet: Sheet, version: str) -> list[str]:
    id_, title = str(row[sheet.identity]), str(row[sheet.title])
    flags = [row[column.name] for column in sheet.shown_as("signs")]
    minded = [flag for flag in FLAGS if any(isinstance(c, list) and flag in c for c in flags)]
    documents = [row[column.name] for column in sheet.shown_as("documents")]
    ids = [one for cell in documents if isinstance(cell, list) for one in cell]
    known = sheet.citations(ids) if ids else {}
    details = [FLAGS[flag][1].partition(";")[0] for flag in minded]
    details += [
        f"{publisher}, {published or 'undated'} {url}".rstrip()
        for publisher, published, url in known.values()
    ]
    links = [url for _, _, url in known.values() if url]
    summary = ": ".join(filter(None, (title, event)))
    if open_ := [flag for flag in minded if flag in _NOT_HELD]:
        summary += f" ({', '.join(open_)})"
    return [
        "BEGIN:VEVENT",
        f"UID:{_text('.'.join(filter(None, (id_, event.replace(' ', '-')))))}",
        f"DTSTAMP:{_digits(version)}T000000Z",
        f"DTSTART;VALUE=DATE:{_digits(str(span.first))}",
        f"DTEND;VALUE=DATE:{_digits(str(span.last + timedelta(days=1)))}",
        f"SUMMARY:{_text(summary)}",
        *([f"DESCRIPTION:{_text(chr(10).join(details))}"] if details else []),
        *([f"URL:{visible(links[0])}"] if links else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _digits(date: str) -> str:
    return date.replace("-", "")


def _text(text: str) -> str:
    return visible(text).translate(_ESCAPES)


def _folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets; the next ones begin with a space."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return pieces
