"""A question to one answer: filters that must all hold, the rows, and a note if there are none."""

from collections.abc import Iterable, Sequence

from corridor_cli.index import filters
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import OneOrMore
from corridor_cli.model.answers import Answer
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import Declared, Row
from corridor_cli.model.rows import Note, Rows

#: The condition of questions about what happened.
_HAPPENED = "forecast IS NOT TRUE"
#: The filters by dates.
_DATES = ("year", "since", "until")
#: The filters by dates or periods.
_TIMES = (*_DATES, "period")
#: How many values of a column, or runs of years, a note lists.
_LISTED = 10
#: How many dates a note lists.
_FEW = 3


class _Filter(Declared):
    """One filter: the argument's name, its value as it was typed, and the condition."""

    name: str
    typed: str
    condition: str
    values: tuple[object, ...]

    @property
    def label(self) -> str:
        """The filter in words: `in 2022`, `since 2022`, `with IRN`, `of mode rail`."""
        words = {"beside": "with", "year": "in", "period": "in", "since": "since", "until": "until"}
        return f"{words.get(self.name, f'of {self.name}')} {self.typed}"


class Question:
    """A question to an answer.

    `record` are the columns of the answer that name a row's record (and event); `spans` and `key`
    are the table of the days of records (and events), and its columns of the same meaning.
    """

    def __init__(
        self,
        index: Lookup,
        answer: Answer,
        record: str = "id",
        spans: str = "_span",
        key: str = "record",
    ) -> None:
        self._index = index
        self._answer = answer
        self._record = record
        self._spans = spans
        self._key = key
        self._filters: list[_Filter] = []
        #: conditions that are no filter of the user
        self._fixed: list[str] = []
        #: the first and last days of the times that the filters by dates let through
        self._days: list[tuple[str, str]] = []

    def always(self, condition: str) -> None:
        """A condition that is part of the question itself."""
        self._fixed.append(condition)

    def forecasts(self, wanted: bool) -> None:
        """What is forecast or else what happened, never both."""
        self.always("forecast IS TRUE" if wanted else _HAPPENED)

    def add(self, name: str, typed: OneOrMore, condition: str, *values: object) -> None:
        """A filter by a condition; `name` is its argument and `typed` the argument's value."""
        self._filters.append(_Filter(name, " or ".join(filters.texts(typed)), condition, values))

    def either(self, name: str, typed: OneOrMore, conditions: Iterable[tuple[str, object]]) -> None:
        """A filter by conditions with a value each, of which one must hold; none without any."""
        choices = list(conditions)
        if choices:
            condition = f"({' OR '.join(condition for condition, _ in choices)})"
            self.add(name, typed, condition, *(value for _, value in choices))

    def values(self, name: str, values: Sequence[str], column: str = "") -> None:
        """A filter by the values of a column; without a name, the one called like the filter."""
        if values:
            condition = f"[{column or name}] IN (SELECT value FROM json_each(?))"
            self.add(name, values, condition, filters.array(values))

    def containing(self, name: str, texts: Sequence[str]) -> None:
        """A filter by texts of which the column of the same name contains one, in any case."""
        like = f"[{name}] LIKE ? ESCAPE '\\'"
        self.either(name, texts, [(like, f"%{filters.like(text)}%") for text in texts])

    def words(self, name: str, given: OneOrMore, known: Sequence[str]) -> None:
        """A filter by words of a fixed list. Raises UsageError with a guess."""
        self.values(name, filters.words(name, given, known))

    def listed(self, name: str, values: Sequence[str], column: str) -> None:
        """A filter by the items of a list column, of which one is among the values."""
        if values:
            condition = (
                f"EXISTS (SELECT 1 FROM json_each([{column}]) j"
                " WHERE j.value IN (SELECT value FROM json_each(?)))"
            )
            self.add(name, values, condition, filters.array(values))

    def each(self, name: str, given: OneOrMore, column: str = "") -> None:
        """Filters by countries of which the row's record, or a list column, names all.

        Raises UsageError with a guess.
        """
        for code in self._index.countries(given):
            if column:
                self.listed(name, [code], column)
            else:
                self.mentions(name, code)

    def mentions(self, name: str, given: OneOrMore) -> None:
        """A filter by countries of which the row's record names one. Raises UsageError."""
        codes = self._index.countries(given)
        if codes:
            condition = (
                f"{self._record} IN (SELECT record FROM _mention"
                " WHERE country IN (SELECT value FROM json_each(?)))"
            )
            self.add(name, codes, condition, filters.array(codes))

    def on_route(self, route: OneOrMore) -> None:
        """A filter by routes: what lies on one, and what one names among its nodes."""
        names = self._index.ids("route", route)
        on = "EXISTS (SELECT 1 FROM json_each(routes) j WHERE j.value = ?)"
        node = "id IN (SELECT target FROM _reference WHERE record = ?)"
        self.either("route", names, [(one, name) for name in names for one in (on, node)])

    def dates(
        self,
        year: OneOrMore,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> None:
        """Filters by dates: in one of these years, and between these dates. Raises UsageError."""
        spans = f"({self._record}) IN (SELECT {self._key} FROM {self._spans} WHERE "
        texts = filters.texts(year)
        years = [filters.span(text) for text in texts]
        if years:
            overlaps = " OR ".join("(first <= ? AND last >= ?)" for _ in years)
            days = [str(day) for span in years for day in (span.last, span.first)]
            self.add("year", texts, f"{spans}{overlaps})", *days)
            self._days = [(str(span.first), str(span.last)) for span in years]
        start = None if since is None else filters.span(filters.text_of(since)).first
        end = None if until is None else filters.span(filters.text_of(until)).last
        if start is not None and end is not None and start > end:
            raise UsageError(f"--since {since} is after --until {until}")
        if start or end:
            self._days = [(str(start or ""), str(end or "9"))]
        # one statement has to meet both ends: two rival dates on either side are no date between
        if start is not None and end is not None:
            typed = f"{since} until {until}"
            condition = f"{spans}last >= ? AND first <= ?)"
            self.add("since", typed, condition, str(start), str(end))
        elif start is not None:
            self.add("since", since, f"{spans}last >= ?)", str(start))
        elif end is not None:
            self.add("until", until, f"{spans}first <= ?)", str(end))

    # --- rows

    def rows(self) -> Rows:
        """The rows, with notes on what there is instead if there are none."""
        query, values = self._from(self._filters)
        rows = self._index.rows(self._answer, f"{query} ORDER BY rowid", values)
        if not rows:
            return Rows(self._answer, rows, [*self._instead(), *self._to_come()])
        if self._answer.dated and any(one.name in _DATES for one in self._filters):
            rows = self._dated(rows)
        return Rows(self._answer, rows, self._beyond(rows))

    def _beyond(self, rows: list[Row]) -> list[Note]:
        """A note on rows whose date also covers days for which the filters did not ask."""
        dates = [str(row[self._answer.dated]) for row in rows if self._answer.dated and self._days]
        spans = [(date, filters.span(date)) for date in dates if date != "None"]
        beyond = [
            date
            for date, span in spans
            if not any(a <= str(span.first) and str(span.last) <= b for a, b in self._days)
        ]
        if not beyond:
            return []
        listed = ", ".join(list(dict.fromkeys(beyond))[:_FEW])
        return [Note(f"dates of {len(beyond)} of {len(rows)} rows also cover other days: {listed}")]

    def _dated(self, rows: list[Row]) -> list[Row]:
        """The rows with the date that a filter by dates has found, if it is a rival one."""
        conditions = [one for one in self._filters if one.name in _DATES]
        spans = [one.condition.partition(" WHERE ")[2].removesuffix(")") for one in conditions]
        dates: dict[tuple[object, ...], str] = {}
        for *key, date in self._index.all(
            f"SELECT {self._key}, date FROM {self._spans} WHERE ({') AND ('.join(spans)})"
            " ORDER BY rowid",
            [value for one in conditions for value in one.values],
        ):
            dates.setdefault(tuple(key), date)
        names = self._record.split(", ")
        column = self._answer.dated
        moved = False
        for row in rows:
            date = dates.get(tuple(row[name] for name in names))
            if date is not None and date != row[column]:
                row[column], moved = date, True
        if not moved:
            return rows
        return sorted(rows, key=lambda row: _first_day(row[column]))

    def _from(self, chosen: Iterable[_Filter]) -> tuple[str, list[object]]:
        """The query from FROM on, by some of the filters, and its values."""
        chosen = list(chosen)
        conditions = [*self._fixed, *(one.condition for one in chosen)]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"FROM {self._answer.view}{where}", [v for one in chosen for v in one.values]

    def _count(self, chosen: Iterable[_Filter]) -> int:
        query, values = self._from(chosen)
        ((count,),) = self._index.all(f"SELECT COUNT(*) {query}", values)
        return int(count)

    def _instead(self) -> list[Note]:
        """Notes on an answer without rows: the filter that leaves none, and the rest without it.

        A note on a filter by dates names no other filter, since a date is easily changed.
        """
        if not self._count([]):
            return [Note("there are no such facts")]
        notes = []
        for one in sorted(self._filters, key=lambda one: one.name not in _TIMES):
            others = [other for other in self._filters if other is not one]
            count = self._count(others)
            if count:
                there = self._there(one, others)
                text = f"nothing {one.label}; without it {_rows(count)}{there}"
                same = [other.typed for other in others if other.name == one.name]
                notes.append(Note(text, change={one.name: same or None}))
                if one.name in _TIMES:
                    return notes
        if notes:
            return notes[:2]
        alone = [f"{one.name} {one.typed} {self._count([one])}" for one in self._filters]
        return [
            Note(f"nothing for all of these filters together; rows for each: {', '.join(alone)}")
        ]

    def _to_come(self) -> list[Note]:
        """A note on the forecasts that the filters leave, of a question about what happened."""
        if _HAPPENED not in self._fixed:
            return []
        self._fixed.remove(_HAPPENED)
        count = self._count(self._filters)
        text = "there is a forecast" if count == 1 else f"there are {count} forecasts"
        return [Note(text, change={"forecast": True})] if count else []

    def _there(self, one: _Filter, others: Sequence[_Filter]) -> str:
        """The years or the values of the column of a filter that the other filters leave."""
        query, values = self._from(others)
        if one.name in _TIMES:
            rows = self._index.all(
                f"SELECT DISTINCT SUBSTR(first, 1, 4), SUBSTR(last, 1, 4) FROM {self._spans}"
                f" WHERE ({self._key}) IN (SELECT {self._record} {query})",
                values,
            )
            there = sorted({year for years in rows for year in years})
        else:
            column = self._answer.column(one.name)
            if column is None:
                return ""
            words = f"SELECT [{column.name}] AS word {query}"
            if column.shape == "list":
                words = f"SELECT j.value AS word FROM ({words}) a, json_each(a.word) j"
            rows = self._index.all(
                f"SELECT word FROM ({words}) WHERE word IS NOT NULL GROUP BY word"
                " ORDER BY COUNT(*) DESC, word",
                values,
            )
            there = [word for (word,) in rows]
        return f", of {_runs(there)}" if there else ""


def editors_notes(index: Lookup, ids: Iterable[str], elsewhere: Iterable[str] = ()) -> list[Note]:
    """A note on the disputes that editors wrote about records or figures.

    Those about the records or figures `elsewhere`, which another answer tells, are left out.
    """
    left_out = _editors_disputes(index, elsewhere)
    show = tuple(id_ for id_ in _editors_disputes(index, ids) if id_ not in left_out)
    return [Note("editors' notes on what sources disagree on here", show=show)] if show else []


def _editors_disputes(index: Lookup, ids: Iterable[str]) -> list[str]:
    disputes = index.all(
        "SELECT DISTINCT s.dispute FROM _side s JOIN _value v ON v.id = s.value_id"
        " JOIN json_each(?) j"
        " ON j.value IN (v.record, v.record || '.' || REPLACE(v.field, '_growth', ''))"
        " WHERE s.found = 'editor' ORDER BY 1",
        [filters.array(ids)],
    )
    return [str(id_) for (id_,) in disputes]


def _first_day(date: object) -> tuple[bool, str]:
    """By what rows stand in order of date: the first day, and those without a date last."""
    return date is None, "" if date is None else str(filters.span(str(date)).first)


def _rows(count: int) -> str:
    return f"there {'is 1 row' if count == 1 else f'are {count} rows'}"


def _runs(words: Sequence[str]) -> str:
    """Words in order, with runs of years drawn together: 2001-2004, 2006."""
    runs: list[list[str]] = []
    for word in words:
        last = runs[-1][-1] if runs else ""
        if word.isdigit() and last.isdigit() and int(word) == int(last) + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    texts = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    more = f" and {len(texts) - _LISTED} more" if len(texts) > _LISTED else ""
    return f"{', '.join(texts[:_LISTED])}{more}"
