"""Membership: member states by published lists, and what lists differ in."""

from corridor_cli.index import filters
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import OneOrMore
from corridor_cli.model import answers, kinds
from corridor_cli.model.errors import UsageError, guess
from corridor_cli.model.rows import Note, Rows

#: The condition that a row's country is one of those asked for, if any; `_among` has its values.
_AMONG = "(? = '[]' OR country IN (SELECT value FROM json_each(?)))"


def members(
    index: Lookup,
    according_to: str | None,
    as_of: str | int | None,
    role: OneOrMore,
    country: OneOrMore,
) -> Rows:
    """The rows of `members`, with notes on the list and on other lists. Raises UsageError."""
    codes = index.countries(country)
    default = "all" if codes else "member"
    roles = filters.words("role", role, (*kinds.ROLES, "all")) or [default]
    roles = list(kinds.ROLES) if "all" in roles else roles
    chosen, notes = _chosen_list(index, according_to, as_of)
    if chosen is None:
        if as_of is not None and according_to is None and "member" in roles:
            return _by_steps(index, filters.text_of(as_of), codes, notes)
        return Rows(answers.MEMBERS, (), notes)
    marks = ", ".join("?" * len(roles))
    order = "ORDER BY role <> 'member', role, name, country"
    rows = index.rows(
        answers.MEMBERS,
        f"FROM _members_by_list WHERE statement = ? AND role IN ({marks}) AND {_AMONG} {order}",
        [chosen, *roles, *_among(codes)],
    )
    absent = set(codes) - {row["country"] for row in rows}
    if absent and role is None:
        named = "no list of members and no other document gives"
        notes.append(
            Note(f"{named} {', '.join(sorted(absent))} a role", show=tuple(sorted(absent)))
        )
    missing = ", ".join(str(row["name"]) for row in rows if codes and row["role"] == "disputed")
    if missing and index.all(
        "SELECT 1 FROM _published_list WHERE statement = ? AND complete", [chosen]
    ):
        notes.append(Note(f"the list of {rows[0]['as_of']} leaves out {missing}"))
    if "member" in roles:
        shown = filters.array(str(row["country"]) for row in rows)
        others = index.all(
            "SELECT DISTINCT c.name FROM _list_entry e JOIN _country c ON c.code = e.country"
            " WHERE e.role = 'member' AND e.country NOT IN (SELECT value FROM json_each(?))"
            " ORDER BY 1",
            [shown],
        )
        left_out = {code for (code,) in index.all("SELECT country FROM _left_out", [])}
        counts = [
            f"{row['name']} {row['lists']} of {row['lists_total']}"
            for row in rows
            if row["country"] in left_out
        ]
        if counts:
            text = f"as members in complete lists: {', '.join(counts)}"
            notes.append(Note(text, ask=("members", "--history")))
        if others and not codes:
            named = ", ".join(name for (name,) in others)
            notes.append(Note(f"other lists name {named} too", change={"role": "all"}))
    elif not rows:
        there = index.all(
            "SELECT DISTINCT role FROM _members_by_list WHERE statement = ? ORDER BY 1",
            [chosen],
        )
        listed = ", ".join(name for (name,) in there)
        notes.append(Note(f"no state has this role; the list has {listed}"))
    answer = answers.MEMBERS
    if any(row["role"] != "member" for row in rows):  # then a table shows the role of all
        columns = (
            one._replace(shown_as=one.shown_as.replace("varied", "")) for one in answer.columns
        )
        answer = answer._replace(columns=tuple(columns))
    return Rows(answer, rows, notes)


def history(index: Lookup, country: OneOrMore) -> Rows:
    """The rows of `members --history`. Raises UsageError for an unknown country."""
    codes = index.countries(country)
    rows = index.rows(
        answers.HISTORY,
        "FROM (SELECT *, SUM(role <> 'member' AND role <> 'not stated') OVER"
        " (PARTITION BY country) AS missing FROM _history)"
        f" WHERE {_AMONG} ORDER BY missing > 0, IIF(missing, missing, 0), name,"
        " first IS NULL, first, statement",
        _among(codes),
    )
    for row in rows:
        row["preferred"] = bool(row["preferred"])
    return Rows(answers.HISTORY, rows, [] if rows else [Note("no list tells of these states")])


def _by_steps(index: Lookup, as_of: str, codes: list[str], notes: list[Note]) -> Rows:
    """Before the first list: the states that were members by their dated steps."""
    last = str(filters.span(as_of).last)
    rows = index.rows(
        answers.MEMBERS,
        "FROM (SELECT s.country, c.name, 'member' AS role, s.date AS since,"
        " s.step AS since_step,"
        " 0 AS lists, 0 AS lists_total, s.disputed, NULL AS list, NULL AS as_of, s.sources,"
        " s.locators, NULL AS sources_by_field, ROW_NUMBER() OVER"
        " (PARTITION BY s.country ORDER BY s.first) AS place"
        " FROM _step s JOIN _country c ON c.code = s.country WHERE s.first <= ?"
        " AND (s.founder OR s.step IN ('acceded', 'in_force')))"
        f" WHERE place = 1 AND {_AMONG} ORDER BY name",
        [last, *_among(codes)],
    )
    for row in rows:
        row["disputed"] = bool(row["disputed"])
    if rows:
        notes.append(Note("these are the states whose dated steps had made them members"))
    return Rows(answers.MEMBERS, rows, notes)


def _chosen_list(
    index: Lookup, according_to: str | None, as_of: str | int | None
) -> tuple[int | None, list[Note]]:
    """The published list to answer by, as its statement, and what to tell about the choice."""
    last = "9999-12-31" if as_of is None else str(filters.span(filters.text_of(as_of)).last)
    if according_to is not None:
        lists = index.all(
            "SELECT DISTINCT l.statement, l.list, l.as_of, l.first FROM _published_list l"
            " LEFT JOIN _citation c ON c.statement = l.statement"
            " LEFT JOIN _source s ON s.id = c.source"
            " WHERE ? IN (l.list, c.source) OR s.publisher = ? COLLATE NOCASE"
            " ORDER BY l.first DESC, l.statement",
            [index.current(according_to), according_to],
        )
        if not lists:
            known = index.all(
                "SELECT DISTINCT c.source, l.list, s.publisher FROM _citation c"
                " JOIN _published_list l ON l.statement = c.statement"
                " JOIN _source s ON s.id = c.source ORDER BY 1",
                [],
            )
            near = guess(according_to, [name for names in known for name in names])
            there = ", ".join(dict.fromkeys(source for source, *_ in known))
            raise UsageError(
                f"no list of members by '{according_to}'",
                f"did you mean {near}?" if near else f"there are lists by {there}",
                according_to,
                [near] if near else (),
            )
    else:
        lists = index.all(
            "SELECT l.statement, l.list, l.as_of, l.first"
            " FROM _published_list l, _preferred_list p"
            " WHERE l.statement = p.statement OR (l.complete AND ?)"
            " ORDER BY l.statement <> p.statement, l.first DESC, l.statement",
            [as_of is not None],
        )
    held = [one for one in lists if one[3] <= last]
    if not lists:
        return None, [Note("there are no lists of members")]
    if not held:
        oldest = min((first, text) for _, _, text, first in lists)[1]
        of_all = "list" if according_to is not None else "complete list"
        text = f"no {of_all} of members is as old as {as_of}; the oldest is of {oldest}"
        return None, [Note(text)]
    statement, name, text, _ = held[0]
    notes = []
    if as_of is not None or according_to is not None:
        notes.append(Note(f"by {name}, as of {text}"))
    others = [f"{name} of {text}" for _, name, text, _ in held[1:]]
    if according_to is not None and as_of is None and others:
        notes.append(Note(f"{according_to} also has {', '.join(others)}"))
    return statement, notes


def _among(codes: list[str]) -> tuple[str, str]:
    """The values of _AMONG."""
    listed = filters.array(codes)
    return listed, listed
