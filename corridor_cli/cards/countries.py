"""The card of a country: membership, trade, meetings, agreements, projects, disputes in short.

Each block ends with the command that gives all of it.
"""

import json
import re
from collections.abc import Sequence

from corridor_cli.cards.lines import (
    Documents,
    date_words,
    new_block,
    new_line,
    next_commands,
)
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import pairs
from corridor_cli.model.amounts import rescaled
from corridor_cli.model.dates import label
from corridor_cli.model.kinds import Row

#: How many lines each block gives.
_PARTNERS, _MEETINGS, _AGREEMENTS, _PROJECTS, _DISPUTES = 8, 4, 3, 3, 3
#: How a state became a member, or since when a list names it.
_SINCE = {
    "signed": "signed as a founder",
    "acceded": "acceded",
    "in_force": "in force for it since",
    "listed": "on a list",
}
_SENTENCE_ENDS = re.compile(r"(?<=[a-z)])\. (?=[A-Z])")
#: The states of projects, those that are under way first.
_STATUSES = (
    *("under-construction", "agreed", "planned", "proposed", "open", "suspended", "cancelled"),
    None,
)


def profile(index: Lookup, code: str) -> list[Row]:
    """The lines of a country's card."""
    ((name, alpha2, numeric),) = index.all(
        "SELECT name, alpha2, numeric FROM _country WHERE code = ?", [code]
    )
    word, trade = code.lower(), _trade(index, code)
    head = new_line(title=name, other="  ".join(filter(None, (code, alpha2, numeric))))
    return [
        head,
        *_membership(index, code),
        *trade,
        *_meetings(index, code),
        *_agreements(index, code),
        *_projects(index, code),
        *_disputes(index, code, name),
        *next_commands(
            [f"corridor {'series' if trade else 'timeline'} {word}", f"corridor show {word} --all"]
        ),
    ]


def _membership(index: Lookup, code: str) -> list[Row]:
    """The country's role by the preferred list, since when, and how many lists name it."""
    lines = []
    rows = index.all(
        "SELECT m.role, m.since, m.since_step, m.lists, m.lists_total, m.disputed,"
        " m.sources_by_field, m.sources, m.locators FROM _members_by_list m"
        " JOIN _preferred_list p ON p.statement = m.statement WHERE m.country = ?",
        [code],
    )
    for role, since, step, lists, total, disputed, by_field, sources, locators in rows:
        documents = json.loads(by_field or "{}")
        own: Documents = documents.get("role", pairs(sources, locators))
        sign = "disputed" if disputed else None
        text = "member by the preferred list" if role == "member" else role
        lines.append(new_line(values={text: own}, sign=sign))
        if since:
            when = {f"{_SINCE[step]} {date_words(since)}": documents.get("since", own)}
            lines.append(new_line(values=when))
        every = "all" if lists == total else f"{lists or 'none'} of"
        lines.append(new_line(text=f"in {every} {total} complete lists of members"))
    steps = index.all(
        "SELECT s.step, s.date, s.note, r.sources, r.locators FROM _member_step s"
        " JOIN _record r ON r.id = s.id WHERE s.country = ?"
        " AND s.step NOT IN ('acceded', 'in_force', 'signed') ORDER BY r.first DESC, s.id LIMIT 2",
        [code],
    )
    for step, date, note, sources, locators in steps:
        text = f"{step.replace('_', ' ')} {date_words(date)}"
        first_sentence = note and _SENTENCE_ENDS.split(note)[0].removesuffix(".")
        lines.append(new_line(values={text: pairs(sources, locators)}, text=first_sentence))
    if lines and rows and rows[0][5]:
        lines.append(new_line(command=f"corridor timeline {code.lower()} --kind member-step"))
    return new_block("Membership", lines)


def _trade(index: Lookup, code: str) -> list[Row]:
    """Turnover with the partners on which most is stated, of the newest year, from both sides."""
    partners = index.all(
        "SELECT c.code, c.name, COUNT(*) FROM trade t JOIN _country c"
        " ON t.pair IN (? || '-' || c.code, c.code || '-' || ?) WHERE NOT t.forecast"
        " GROUP BY c.code ORDER BY 3 DESC, 1",
        [code, code],
    )
    lines: list[Row] = []
    for partner, name, _ in partners:
        rows = index.all(
            "SELECT period, reporter, stated, relation, sources, locators FROM figures"
            " WHERE flow = 'turnover' AND preferred AND unit = 'USD' AND scope IS NULL"
            " AND stated IS NOT NULL AND NOT forecast AND coverage IN ('year', 'accounting-year')"
            " AND (reporter, partner) IN (VALUES (:one, :other), (:other, :one))"
            " ORDER BY IIF(LENGTH(period) = 4, period || '-12-31',"
            " SUBSTR(period, INSTR(period, '/') + 1)) DESC, period, reporter",
            {"one": code, "other": partner},
        )
        newest = [row for row in rows if row[0] == rows[0][0]]
        if not newest or len(lines) == _PARTNERS:
            continue
        sides = {}
        documents: Documents = []
        for _, reporter, stated, relation, sources, locators in newest:
            number = rescaled(stated, "bn").partition(" bn ")[0]
            sides[reporter] = f"{number}{'!' * (relation == 'disputed')}"
            documents += pairs(sources, locators)
        cells = [name, label(newest[0][0]), sides.get(code, ""), sides.get(partner, "")]
        lines.append(new_line(cells=cells, values={"": documents}))
    if lines:
        lines.insert(0, new_line(cells=["bn USD", "", f"by {code}", "by partner"]))
        ((count,),) = index.all(
            "SELECT COUNT(*) FROM trade WHERE NOT forecast AND INSTR(pair, ?)", [code]
        )
        text = f"{count} statements on {len(partners)} partner{'s' * (len(partners) > 1)}"
        lines.append(new_line(text=text, command=f"corridor trade {code.lower()}"))
    return new_block("Turnover", lines)


def _records(index: Lookup, query: str, code: str) -> list[tuple[str, str, str, str]]:
    """Date, title, and the documents with their places of records that name a country."""
    mentions = "r.id IN (SELECT record FROM _mention WHERE country = ?)"
    return index.all(f"{query} AND {mentions} ORDER BY r.first DESC NULLS LAST, r.id", [code])


def _meetings(index: Lookup, code: str) -> list[Row]:
    rows = _records(
        index,
        "SELECT r.date, r.title || IIF(m.status = 'held', '', ', ' || m.status), r.sources,"
        " r.locators FROM _record r JOIN _meeting m ON m.id = r.id WHERE TRUE",
        code,
    )
    return _dated("Meetings", rows, _MEETINGS, f"corridor meetings {code.lower()}")


def _agreements(index: Lookup, code: str) -> list[Row]:
    rows = _records(
        index,
        "SELECT r.date, r.title, COALESCE(d.sources, r.sources), COALESCE(d.locators, r.locators)"
        " FROM _record r LEFT JOIN _documents d ON d.record = r.id AND d.field = 'signed'"
        " WHERE r.kind = 'agreement'",
        code,
    )
    return _dated("Agreements", rows, _AGREEMENTS, f"corridor agreements {code.lower()}")


def _dated(what: str, rows: Sequence[tuple[str, str, str, str]], most: int, more: str) -> list[Row]:
    """The newest of some records, and the command for the rest."""
    lines = []
    for date, title, sources, locators in rows[:most]:
        when = date_words(date) if date else "undated"
        lines.append(new_line(cells=[when], values={title: pairs(sources, locators)}))
    return new_block(what, lines, len(rows) - most, more)


def _projects(index: Lookup, code: str) -> list[Row]:
    """Projects that are under way first, with the day they are to open or have opened."""
    rows = index.all(
        "SELECT p.status, r.title, COALESCE(p.opened, p.planned_opening),"
        " COALESCE(d.sources, r.sources), COALESCE(d.locators, r.locators)"
        " FROM _project p JOIN _record r ON r.id = p.id"
        " LEFT JOIN _documents d ON d.record = r.id"
        " AND d.field = IIF(p.opened IS NULL, 'planned_opening', 'opened')"
        " WHERE r.id IN (SELECT record FROM _mention WHERE country = ?) ORDER BY 3 DESC, 2",
        [code],
    )
    rows.sort(key=lambda row: _STATUSES.index(row[0]))
    lines = []
    last = ""
    for status, title, date, sources, locators in rows[:_PROJECTS]:
        words = {"under-construction": "building", None: "not stated"}.get(status, status)
        text = f"{title}, {date_words(date)}" if date else title
        cells = ["" if words == last else words]
        lines.append(new_line(cells=cells, values={text: pairs(sources, locators)}))
        last = words
    return new_block("Projects", lines, len(rows) - _PROJECTS, f"corridor projects {code.lower()}")


def _disputes(index: Lookup, code: str, name: str) -> list[Row]:
    """Disputes about a country that editors wrote: first those that name it, then by documents."""
    rows = index.all(
        "SELECT d.question FROM _dispute d JOIN _side s ON s.dispute = d.id"
        " JOIN _value v ON v.id = s.value_id JOIN _citation c ON c.statement = v.statement"
        " WHERE d.id IN (SELECT dispute FROM _dispute_country WHERE country = :code)"
        " GROUP BY d.id"
        " ORDER BY INSTR(d.question, :name) = 0, COUNT(DISTINCT c.source) DESC, d.id",
        {"code": code, "name": name},
    )
    ((count,),) = index.all(
        "SELECT COUNT(DISTINCT dispute) FROM _dispute_country WHERE country = ?", [code]
    )
    lines = [new_line(values={question: []}) for (question,) in rows[:_DISPUTES]]
    return new_block("Disputes", lines, count - len(lines), f"corridor disputes {code.lower()}")
