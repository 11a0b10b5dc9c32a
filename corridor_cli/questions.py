"""The questions that can be asked of the facts, one method each; commands and scripts ask the same.

    >>> from corridor_cli import open_facts
    >>> with open_facts() as facts:
    ...     facts.trade(reporter="KAZ", partner="RUS", period=2022)[0]["export"]
    8780000000

An answer is a list of rows; a row is a dict of str, int, float, bool, None and lists of str, with
dates as EDTF text and numbers in the base unit that the row names.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, overload

from corridor_cli.index import filters
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import OneOrMore, Parameters
from corridor_cli.index.opening import open_index, rebuilt_index
from corridor_cli.model import answers, kinds
from corridor_cli.model.answers import Answer
from corridor_cli.model.dates import label
from corridor_cli.model.errors import UnknownIdError, UsageError, unknown
from corridor_cli.model.kinds import Cell, Row
from corridor_cli.model.rows import Note, Rows
from corridor_cli.question import Question, editors_notes

if TYPE_CHECKING:
    from typing import Unpack

    from corridor_cli import row_types as types

#: How many states a pair has.
_PAIR = 2
#: How many of the words that are searched for a note counts apart.
_COUNTED = 10


#: What is counted, in words: freight of other things is not compared.
_LIKE = ("subject_name", "mode", "country", "carrier", "scope")
#: What a query of `sql` has for cells of a shape, other than in answers.
_FORMS = {"boolean": "1 or 0", "list": "JSON list", "map": "JSON map"}


class Facts:
    """An open fact base. Filters take one value or several, and several mean "or".

    A country goes by any of its names and codes. A date is EDTF text or a year; it matches
    whatever it overlaps. Every method raises UsageError for an unknown country, word or date.
    """

    def __init__(
        self, connection: sqlite3.Connection, mend: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        self._index = Lookup(connection, mend)

    @classmethod
    def of(cls, directory: str | os.PathLike[str] | None, environ: Mapping[str, str]) -> Facts:
        """The facts in a directory, or the program's own. Raises FactsError.

        `environ` says where a cache may be.
        """
        return cls(open_index(directory, environ), lambda: rebuilt_index(directory, environ))

    def __enter__(self) -> Facts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._index.connection.close()

    # --- questions

    def members(
        self,
        *,
        according_to: str | None = None,
        as_of: str | int | None = None,
        role: OneOrMore = None,
        country: OneOrMore = None,
    ) -> Rows[types.MembersRow]:
        """Member states: by the preferred list, or by the list of a source or publisher.

        `as_of` answers by the preferred list if that is not later, else by the newest complete one
        that is not.

        `role` adds others: observer, applicant, disputed, interested, or all. `country` gives
        these states alone, by default whatever their role.

        Raises UsageError if there is no list by `according_to`.

        >>> [row["country"] for row in facts.members(as_of=2005)]
        ['ARM', 'AZE', 'BLR', 'IND', 'IRN', 'KAZ', 'OMN', 'RUS', 'SYR', 'TJK']
        """
        from corridor_cli import membership

        return membership.members(self._index, according_to, as_of, role, country)

    def history(self, *, country: OneOrMore = None) -> Rows[types.HistoryRow]:
        """Who is a member by each published list, oldest first: a row a state and list.

        States in every list that tells of them come first. A state that a complete list does not
        name is left out; of one that does not claim to be complete, it is not stated.

        >>> rows = facts.history(country="Syria")
        >>> [row["role"] for row in rows if row["list_name"].startswith("Trend News Agency, 2023")]
        ['left out']
        """
        from corridor_cli import membership

        return membership.history(self._index, country)

    def agreements(
        self, *, party: OneOrMore = None, beside: OneOrMore = None, year: OneOrMore = None
    ) -> Rows[types.AgreementsRow]:
        """The founding agreement and those that shape the corridor.

        `party` signed it or is bound by it.

        >>> [(row["id"], row["signed"]) for row in facts.agreements(year=2000)]
        [('instc-agreement-2000', '2000-09-12')]
        """
        question = self._question(answers.AGREEMENTS)
        bound = "id IN (SELECT a.id FROM agreements a, json_each(a.parties) j WHERE j.value = ?)"
        signed = (
            "id IN (SELECT a.id FROM _agreement a, json_each(a.signatories) j WHERE j.value = ?)"
        )
        codes = self._index.countries(party)
        question.either("party", codes, [(one, code) for code in codes for one in (bound, signed)])
        for code in self._index.countries(beside):
            question.either("beside", code, [(one, code) for one in (bound, signed)])
        question.dates(year)
        return question.rows()

    def meetings(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        year: OneOrMore = None,
        since: str | int | None = None,
        until: str | int | None = None,
        place: OneOrMore = None,
        level: OneOrMore = None,
        status: OneOrMore = None,
    ) -> Rows[types.MeetingsRow]:
        """Meetings in order of date: who met when and where about what.

        `beside` took part as well as `country`; `place` is a part of the city or venue.

        >>> met = facts.meetings(
        ...     country="Azerbaijan", beside="Iran", since="2022-06", until="2022-09"
        ... )
        >>> [row["id"] for row in met]
        ['2022-06-29-ashgabat-caspian-summit-6', '2022-09-09-baku-aze-rus-irn-trilateral']
        """
        question = self._question(answers.MEETINGS)
        question.mentions("country", country)
        question.each("beside", beside)
        question.dates(year, since, until)
        question.containing("place", filters.texts(place))
        question.words("level", level, kinds.LEVELS)
        question.words("status", status, kinds.STATUSES)
        return question.rows()

    @overload
    def trade(
        self, *, long: Literal[True], preferred: bool = ..., **filters: Unpack[types.TradeFilters]
    ) -> Rows[types.FiguresRow]: ...
    @overload
    def trade(
        self, *, long: bool = ..., preferred: Literal[True], **filters: Unpack[types.TradeFilters]
    ) -> Rows[types.FiguresRow]: ...
    @overload
    def trade(
        self,
        *,
        long: Literal[False] = ...,
        preferred: Literal[False] = ...,
        **filters: Unpack[types.TradeFilters],
    ) -> Rows[types.TradeRow]: ...
    @overload
    def trade(
        self, *, long: bool = ..., preferred: bool = ..., **filters: Unpack[types.TradeFilters]
    ) -> Rows[types.TradeRow] | Rows[types.FiguresRow]: ...
    def trade(
        self,
        *,
        year: OneOrMore = None,
        since: str | int | None = None,
        until: str | int | None = None,
        period: OneOrMore = None,
        reporter: OneOrMore = None,
        partner: OneOrMore = None,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        flow: OneOrMore = None,
        coverage: OneOrMore = None,
        forecast: bool = False,
        long: bool = False,
        preferred: bool = False,
    ) -> Rows[types.TradeRow] | Rows[types.FiguresRow]:
        """Statements on trade, one row a record.

        `long` gives one row a figure, `preferred` one figure per key. `forecast` gives what is
        forecast instead.

        `coverage` is how the period relates to a year: year, accounting-year, part, several-years.
        `country` is reporter or partner, `beside` the other of them. Numbers are in the base unit
        of the row's `unit`. Turnover and balance are derived where one statement has both others.

        >>> row = facts.trade(reporter="KAZ", partner="RUS", period=2022, flow="export")[0]
        >>> row["export"], row["unit"], row["export_stated"], row["sources"], row["locators"]
        (8780000000, 'USD', '8.78 bn USD', ['trend-2023-11-16-kaz-rus'], ['para 10'])
        """
        long = long or preferred
        answer = answers.FIGURES if long else answers.TRADES
        if forecast:
            answer = answers.of_forecasts(answer, "stated_by", "basis")._replace(
                meaning="What is forecast of trade, one row a record"
            )
        if long:
            question = self._question(answer, record="record")
            question.words("flow", flow, kinds.FLOWS)
        else:
            flows = filters.words("flow", flow, kinds.FLOWS)
            question = self._question(answers.showing(answer, flows))
            # the word is checked: it is the name of a column too
            derived = " OR COALESCE([{0}], [{0}_low]) IS NOT NULL"
            stating = f"id IN (SELECT record FROM _figure WHERE flow = ?){derived}"
            question.either("flow", flows, [(stating.format(word), word) for word in flows])
        question.forecasts(forecast)
        years = filters.texts(year)
        question.dates(years, since, until)
        question.values("period", filters.periods(period))
        question.words("coverage", coverage, kinds.COVERAGES)
        question.values("reporter", self._index.countries(reporter, kinds.UNSTATED))
        question.values("partner", self._index.countries(partner))
        question.mentions("country", country)
        question.each("beside", beside)
        if preferred:
            question.always("preferred")
        rows = _exactly(years, question.rows())
        bare = sum(
            bool(row.get("balance_stated"))
            and not any(row[f"{name}_stated"] for name in kinds.FLOWS[:-1])
            for row in rows
        )
        if bare and not flow:
            text = f"rows that state a balance alone: {bare}"
            rows.notes.append(Note(text, change={"flow": ["balance"]}))
        pair = self._index.countries(beside)
        if rows and len(pair) == _PAIR and not forecast:
            rows.notes += self._beside_mirror(pair, rows)
        return rows

    def _beside_mirror(self, pair: list[str], rows: Rows) -> list[Note]:
        """Notes on what the mirror of a pair shows of these rows, and on disputes that it lacks."""
        here = {row["period"] for row in rows}
        periods = self._index.all(
            "SELECT DISTINCT period_a FROM mirror"
            " WHERE country_a = ? AND country_b = ? AND agree = 'no' ORDER BY rowid",
            pair,
        )
        ids = [str(row["id"]) for row in rows]
        labels = ", ".join(label(period) for (period,) in periods if period in here)
        if not labels:
            return editors_notes(self._index, ids)
        text = f"the figures of the two sides do not meet for {labels}"
        # a pair stands in the mirror in both orders, each time with the figures of its first state
        mirrored = self._index.all(
            "SELECT j.value FROM mirror m, json_each(m.inputs_a) j"
            " WHERE (m.country_a, m.country_b) IN (VALUES (?, ?), (?, ?))",
            [*pair, *reversed(pair)],
        )
        lacking = editors_notes(self._index, ids, (id_ for (id_,) in mirrored))
        return [Note(text, ask=("mirror", *pair)), *lacking]

    def series(
        self,
        *,
        beside: OneOrMore = None,
        reporter: OneOrMore = None,
        year: OneOrMore = None,
        flow: OneOrMore = None,
        coverage: OneOrMore = None,
        best: bool = False,
        latest: bool = False,
    ) -> Rows[types.SeriesRow]:
        """Trade by period: the preferred figure of each flow, a row a reporter, unit and scope.

        `beside` are one or two countries of the pair. Each change is on the like period before (a
        year on the year before, January to August on January to August), and `not_compared` says
        why there is none. `best` leaves one reporter a period, `latest` the newest full year of
        each pair. Turnover and balance are derived from export and import where they are not
        stated. `inputs` and `change_inputs` are the figures that all this follows from.

        >>> row = facts.series(beside=["KAZ", "RUS"], reporter="KAZ", year=2022)[0]
        >>> row["export"] - row["import"], row["balance"], row["balance_derived"]
        (-8560000000, -8560000000, '-8.56 bn USD')
        """
        from corridor_cli import comparisons

        return comparisons.series(
            self._index, beside, reporter, year, flow, coverage, best=best, latest=latest
        )

    def mirror(self, one: str, other: str, *, year: OneOrMore = None) -> Rows[types.MirrorRow]:
        """What each of two states says of the same trade, side by side.

        The exports of one are the imports of the other; turnover is that of both. `gap` is the
        second figure less the first, only where periods, units and scopes are equal and the two
        do not meet (`agree`); what overlaps without being equal stands beside, without a gap.
        `inputs_a` and `inputs_b` are the figures. Raises UsageError for one state twice.

        >>> row = facts.mirror("KAZ", "RUS")[1]
        >>> row["flow"], row["period_a"], row["value_a"], row["value_b"], row["agree"]
        ('both ways', '2024', 28000000000, 28700000000, 'yes')
        """
        from corridor_cli import comparisons

        return comparisons.mirror(self._index, one, other, year)

    @overload
    def totals(
        self, *, inputs: Literal[True], **filters: Unpack[types.TotalsFilters]
    ) -> Rows[types.SummedRow]: ...
    @overload
    def totals(
        self, *, inputs: Literal[False] = ..., **filters: Unpack[types.TotalsFilters]
    ) -> Rows[types.TotalsRow]: ...
    @overload
    def totals(
        self, *, inputs: bool, **filters: Unpack[types.TotalsFilters]
    ) -> Rows[types.TotalsRow] | Rows[types.SummedRow]: ...
    def totals(
        self,
        *,
        reporter: OneOrMore = None,
        partner: OneOrMore = None,
        period: OneOrMore = None,
        coverage: OneOrMore = None,
        flow: str | None = None,
        group_by: str | None = None,
        inputs: bool = False,
    ) -> Rows[types.TotalsRow] | Rows[types.SummedRow]:
        """Sums of preferred figures, one for each unit and scope, and for each of `group_by`.

        Without a period they are of full calendar years, unless `coverage` says otherwise. `low`
        and `high` follow from the figures and all their rivals; `left_out` says whom a sum leaves
        out, and why. `inputs` gives the rows that are added. Raises UsageError where a sum would
        count trade twice: by both states of a pair, or by periods that overlap.

        >>> row = facts.totals(reporter="KAZ", partner="RUS", period=2022, flow="export")[0]
        >>> row["value"], row["low"], row["high"], row["inputs"]
        (8780000000, 8775000000, 8790000000, ['kaz-rus-2022-trend-2023-11-16-kaz-rus.export'])
        """
        from corridor_cli import comparisons

        return comparisons.totals(
            self._index, reporter, partner, period, coverage, flow, group_by, inputs=inputs
        )

    def freight(
        self,
        *,
        route: OneOrMore = None,
        place: OneOrMore = None,
        year: OneOrMore = None,
        since: str | int | None = None,
        until: str | int | None = None,
        period: OneOrMore = None,
        measure: OneOrMore = None,
        mode: OneOrMore = None,
        country: OneOrMore = None,
        coverage: OneOrMore = None,
        nodes: bool = False,
        forecast: bool = False,
        preferred: bool = False,
    ) -> Rows[types.FreightRow]:
        """What moved on routes and through places, one row a figure.

        `forecast` gives what is forecast instead.

        `route` is the route as a whole, with `nodes` the places on it as well; `country` the places
        in it. Numbers are in the base unit of the row's `unit`.

        >>> row = facts.freight(route="corridor", period=2022, measure="volume")[0]
        >>> row["value"], row["unit"], row["stated"]
        (14500000, 't', '14.5 mn t')
        """
        answer = answers.FORECASTS if forecast else answers.FREIGHTS
        question = self._question(answer, record="record")
        question.forecasts(forecast)
        routes = self._index.ids("route", route)
        on_route = ["subject = ?"]
        if nodes:
            on_route += [
                "subject IN (SELECT p.id FROM _place p, json_each(p.routes) j WHERE j.value = ?)",
                "subject IN (SELECT target FROM _reference WHERE record = ?)",
            ]
        question.either("route", routes, [(one, name) for name in routes for one in on_route])
        question.values("place", self._index.ids("place", place), "subject")
        years = filters.texts(year)
        question.dates(years, since, until)
        question.values("period", filters.periods(period))
        question.words("coverage", coverage, kinds.COVERAGES)
        question.words("measure", measure, kinds.MEASURES)
        question.words("mode", mode, kinds.MODES)
        codes = self._index.countries(country)
        inside = ("country = ?", "subject IN (SELECT id FROM _place WHERE country = ?)")
        question.either("country", codes, [(one, code) for code in codes for one in inside])
        if preferred:
            question.always("preferred")
        rows = question.rows()
        if not forecast:
            return _exactly(years, rows)
        rows.marks = self._moved(rows)
        moved = [
            f"{', '.join(str(row[name]) for name in _LIKE if row[name])} {row['stated']} in "
            f"{row['period']}"
            for row in rows.marks
        ]
        if moved:
            ids = tuple(str(row["id"]) for row in rows.marks)
            rows.notes.append(Note(f"what moved: {'; '.join(moved)}", show=ids))
        return rows

    def _moved(self, forecasts: Rows) -> list[Row]:
        """What moved of that which is forecast: the figure of the newest year, if one is stated."""
        alike = ("subject", "measure", "unit", "coverage", *_LIKE)
        newest: dict[tuple[Cell, ...], Row] = {
            tuple(row[name] for name in alike): {} for row in forecasts
        }
        subjects = sorted({str(row["subject"]) for row in forecasts})
        marks = ", ".join("?" * len(subjects))
        for row in self._index.rows(
            answers.FREIGHTS,
            "FROM freight WHERE forecast IS NOT TRUE AND preferred AND coverage = 'year'"
            f" AND value IS NOT NULL AND subject IN ({marks}) ORDER BY period DESC, rowid",
            subjects,
        ):
            key = tuple(row[name] for name in alike)
            if newest.get(key) == {}:
                newest[key] = row
        return [row for row in newest.values() if row]

    def routes(
        self, *, country: OneOrMore = None, beside: OneOrMore = None, route: OneOrMore = None
    ) -> Rows[types.RoutesRow]:
        """The corridor and its branches: countries, nodes, length, capacity.

        Lengths are in km; a capacity is in the unit that `capacity_unit` names, a year.

        >>> [(row["id"], row["length"]) for row in facts.routes()]
        [('corridor', 7200), ('western', None), ('eastern', None), ('trans-caspian', None)]
        """
        question = self._question(answers.ROUTES)
        question.values("route", self._index.ids("route", route), "id")
        question.mentions("country", country)
        question.each("beside", beside)
        return question.rows()

    def journeys(
        self,
        *,
        route: OneOrMore = None,
        basis: OneOrMore = None,
        origin: OneOrMore = None,
        destination: OneOrMore = None,
    ) -> Rows[types.JourneysRow]:
        """Distance, time and cost of a transport over the routes, and by Suez.

        They are measured, scheduled or estimated; `origin` and `destination` are parts of the
        names of their ends.

        Distances are in km, times in days; a cost is in the currency that `cost_unit` names. A
        range has no number.

        >>> row = facts.journeys(route="corridor", basis="measured")[1]
        >>> row["time"], row["time_stated"]
        (27, '27 days')
        """
        ends = filters.texts(origin), filters.texts(destination)
        rows = self._between(route, basis, ends).rows()
        if all(ends) and rows:
            same_end = self.journeys(route=route, basis=basis, destination=destination)
            rows.notes += _others([row for row in same_end if row not in rows])
            rows.notes += editors_notes(self._index, (str(row["id"]) for row in rows))
        elif all(ends) and (back := self._between(route, basis, ends[::-1]).rows()):
            turned = {"origin": ends[1], "destination": ends[0]}
            rows.notes.insert(0, Note(f"journeys the other way: {len(back)}", change=turned))
        return rows

    def _between(
        self, route: OneOrMore, basis: OneOrMore, ends: tuple[list[str], list[str]]
    ) -> Question:
        """The question for journeys from one end to another."""
        question = self._question(answers.JOURNEYS)
        question.values("route", self._index.ids("route", route))
        question.words("basis", basis, kinds.JOURNEY_BASES)
        question.containing("origin", ends[0])
        question.containing("destination", ends[1])
        return question

    def places(
        self,
        *,
        country: OneOrMore = None,
        place: OneOrMore = None,
        route: OneOrMore = None,
        kind: OneOrMore = None,
        sea: OneOrMore = None,
    ) -> Rows[types.PlacesRow]:
        """Nodes of the corridor, with UN/LOCODE, position in degrees (WGS 84) and capacity.

        `sea` is the one on which a document places them.

        >>> ports = facts.places(country="KAZ", kind="seaport")
        >>> [(row["name"], row["latitude"], row["longitude"]) for row in ports]
        [('Aktau', 43.66105, 51.17392), ('Kuryk', 43.18032, 51.68116)]
        """
        question = self._question(answers.PLACES)
        question.values("country", self._index.countries(country))
        question.values("place", self._index.ids("place", place), "id")
        question.on_route(route)
        question.words("kind", kind, kinds.PLACE_KINDS)
        question.words("sea", sea, kinds.SEAS)
        rows = question.rows()
        if sea:
            count = "SELECT COUNT(sea), COUNT(*) FROM _place WHERE kind = 'seaport'"
            ((known, all_),) = self._index.all(count, [])
            rows.notes.append(
                Note(f"{all_ - known} of all {all_} seaports have no sea in the documents")
            )
        return rows

    def projects(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        route: OneOrMore = None,
        kind: OneOrMore = None,
        status: OneOrMore = None,
    ) -> Rows[types.ProjectsRow]:
        """What is being built, planned and agreed.

        Length is in km, money in the unit that its row names.

        >>> projects = facts.projects(country="IRN")
        >>> row = next(row for row in projects if row["id"] == "chabahar-zahedan-railway")
        >>> row["status"], row["length"], row["cost"], row["cost_unit"]
        ('under-construction', 630, 1500000000, 'USD')
        """
        question = self._question(answers.PROJECTS)
        question.mentions("country", country)
        question.each("beside", beside)
        question.on_route(route)
        question.words("kind", kind, kinds.PROJECT_KINDS)
        question.words("status", status, kinds.PROJECT_STATUSES)
        return question.rows()

    def events(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        route: OneOrMore = None,
        place: OneOrMore = None,
        kind: OneOrMore = None,
        year: OneOrMore = None,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> Rows[types.EventsRow]:
        """What changed the corridor, in order of date: closures, blockades, accidents, first runs.

        >>> [(row["date"], row["kind"]) for row in facts.events(country="AZE", beside="IRN")]
        [('2026-03-05/2026-03-09', 'closure')]
        """
        question = self._question(answers.EVENTS)
        question.mentions("country", country)
        question.each("beside", beside)
        question.on_route(route)
        question.listed("place", self._index.ids("place", place), "places")
        question.words("kind", kind, kinds.EVENT_KINDS)
        question.dates(year, since, until)
        return question.rows()

    def obstacles(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        route: OneOrMore = None,
        place: OneOrMore = None,
        kind: OneOrMore = None,
        year: OneOrMore = None,
    ) -> Rows[types.ObstaclesRow]:
        """What hinders the corridor, where and by how much; `year` is when it was stated.

        A number is in the unit that `figure_unit` names, and `measure` says what it counts.

        >>> row = facts.obstacles(kind="water-level")[0]
        >>> row["figure"], row["figure_unit"], row["measure"]
        (0.2, 'm', 'mean fall a year over two decades')
        """
        question = self._question(answers.OBSTACLES)
        question.mentions("country", country)
        question.each("beside", beside)
        question.on_route(route)
        question.listed("place", self._index.ids("place", place), "places")
        question.words("kind", kind, kinds.OBSTACLE_KINDS)
        question.dates(year)
        return question.rows()

    def tariffs(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        route: OneOrMore = None,
        mode: OneOrMore = None,
        year: OneOrMore = None,
    ) -> Rows[types.TariffsRow]:
        """What transport costs by a tariff, and discounts; `year` is when a tariff holds.

        A price is in the currency that `price_unit` names, for the unit in `per`.

        >>> row = facts.tariffs(route="eastern")[0]
        >>> row["price_stated"], row["per"]
        ('0.24 USD', 'FEU-km')
        """
        question = self._question(answers.TARIFFS)
        question.mentions("country", country)
        question.each("beside", beside)
        question.on_route(route)
        question.words("mode", mode, kinds.MODES)
        question.dates(year)
        return question.rows()

    def organisations(
        self, *, country: OneOrMore = None, beside: OneOrMore = None, kind: OneOrMore = None
    ) -> Rows[types.OrganisationsRow]:
        """Bodies of the corridor, and those that documents quote, with their abbreviations.

        >>> [row["name"] for row in facts.organisations()][:1]
        ['Coordination Council of the corridor']
        """
        question = self._question(answers.ORGANISATIONS)
        question.mentions("country", country)
        question.each("beside", beside)
        question.words("kind", kind, kinds.ORGANISATION_KINDS)
        return question.rows()

    def timeline(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        kind: OneOrMore = None,
        year: OneOrMore = None,
        since: str | int | None = None,
        until: str | int | None = None,
    ) -> Rows[types.TimelineRow]:
        """Every dated event in order, across kinds.

        Where sources disagree on a date, it is the one that comes first.

        `country` is one that took part or is named, `beside` another; of an agreement, one that
        signed it.

        >>> [(row["date"], row["event"]) for row in facts.timeline(kind="agreement", until=2002)]
        [('2000-09-12', 'signed'), ('2002-05-21', 'in force')]
        """
        question = self._question(
            answers.TIMELINE, record="id, event", spans="_dated", key="record, event"
        )
        question.listed("country", self._index.countries(country), "countries")
        question.each("beside", beside, "countries")
        question.words("kind", kind, [kind.name for kind in answers.TIMELINE.kinds])
        question.dates(year, since, until)
        return question.rows()

    def search(self, *words: str, kind: OneOrMore = None) -> Rows[types.SearchRow]:
        """Records, then disputes, then documents, in which all words occur, the best first.

        The last word may be the beginning of one.

        Raises UsageError where there is no word to look for.

        >>> [row["id"] for row in facts.search("astarachay", "bridge", kind="project")]
        ['astarachay-road-bridge', 'astara-astara-railway']
        """
        text = " ".join(words)
        *first, last = text.split() or [""]
        phrases = [*map(filters.phrase, first), filters.phrase(last, "*")]
        if not any(phrases):
            raise UsageError(
                f"nothing to search for in '{text}'",
                "give words of letters or digits: corridor search Rasht",
            )
        of_kinds = filters.words("kind", kind, [kind.name for kind in answers.SEARCH.kinds])
        query = (
            "FROM search WHERE search_text MATCH ?"
            " AND (? = '[]' OR kind IN (SELECT value FROM json_each(?)))"
        )
        wanted = filters.array(of_kinds)
        rows = self._index.rows(
            answers.SEARCH,
            f"{query} ORDER BY kind IN ('source', 'dispute'), kind = 'source', weight, id",
            [" AND ".join(filter(None, phrases)), wanted, wanted],
        )
        if rows:
            return Rows(answers.SEARCH, rows)
        counts = {}
        for word in text.split():
            if phrase := filters.phrase(word, "*"):
                ((counts[word],),) = self._index.all(
                    f"SELECT COUNT(*) {query}", [phrase, wanted, wanted]
                )
        return Rows(answers.SEARCH, (), [_words_apart(counts)])

    def disputes(
        self,
        *,
        country: OneOrMore = None,
        beside: OneOrMore = None,
        kind: OneOrMore = None,
        record: OneOrMore = None,
        found: OneOrMore = None,
    ) -> Rows[types.DisputesRow]:
        """Where sources disagree, a row for each side.

        A dispute is by rule where their statements share a key, else written by an editor.
        `country` is one that it is about; `record` is its id, or that of a record or figure on a
        side of it.

        >>> sides = facts.disputes(kind="agreement")
        >>> [row["value"] for row in sides if row["dispute"] == "instc-agreement-2000.in_force"]
        ['2002-05-21', '2002-05-16', '2000']
        """
        question = self._question(answers.DISPUTES)
        about = "dispute IN (SELECT dispute FROM _dispute_country WHERE country = ?)"
        codes = self._index.countries(country)
        question.either("country", codes, [(about, code) for code in codes])
        for code in self._index.countries(beside):
            question.add("beside", code, about, code)
        names = filters.words("kind", kind, [kind.name for kind in answers.RECORD.kinds])
        of_kind = "dispute IN (SELECT dispute FROM disputes WHERE kind = ?)"
        question.either("kind", names, [(of_kind, name) for name in names])
        question.words("found", found, ("rule", "editor"))
        ids = filters.texts(record)
        if ids:
            of_side = (
                "dispute = ? OR dispute IN (SELECT s.dispute FROM _side s JOIN _value v"
                " ON v.id = s.value_id JOIN (SELECT ? AS record, ? AS field) q"
                " ON v.record = q.record"
                " AND q.field IN ('', v.field, REPLACE(v.field, '_growth', '')) OR q.field = ''"
                " AND v.record IN (SELECT id FROM _freight WHERE subject = q.record))"
            )
            meant = [(id_, *(self._index.resolved(id_) or (self._record(id_), ""))) for id_ in ids]
            condition = f"({' OR '.join([of_side] * len(ids))})"
            question.add("record", ids, condition, *(part for one in meant for part in one))
        return question.rows()

    def is_known(self, id_: str) -> bool:
        """Whether an id names a record or a figure, but no country."""
        resolved = self._index.resolved(id_)
        return resolved is not None and not resolved[0].isupper()

    def sources(
        self, *, kind: OneOrMore = None, year: OneOrMore = None, publisher: OneOrMore = None
    ) -> Rows[types.SourcesRow]:
        """The documents in order of publication, and how many records rest on each.

        `publisher` is a part of its name, or an abbreviation that the facts know.

        >>> news = facts.sources(kind="news", publisher="railway gazette")
        >>> [row["publisher"] for row in news][:1]
        ['Railway Gazette International']
        """
        question = self._question(answers.SOURCES)
        question.words("kind", kind, kinds.SOURCE_KINDS)
        question.dates(year)
        typed = filters.texts(publisher)
        names = [name for text in typed for name in self._index.organisations(text)]
        question.containing("publisher", [*typed, *names])
        rows = question.rows()
        if names:
            text = f"what documents of others have of {names[0]}"
            rows.notes.append(Note(text, ask=("search", names[0])))
        elif not rows and typed:
            with suppress(UsageError):  # a text without a letter, for which no search is
                if self.search(typed[0]):
                    text = f"what the facts have of {typed[0]}"
                    rows.notes.append(Note(text, ask=("search", typed[0])))
        return rows

    def show(self, *ids: str) -> Rows[types.ShowRow]:
        """Records in full, a row for each statement and field.

        A source comes with all that rests on it, a country with its dossier.

        A dossier has the country, and in brief what comes first of every record that names it, and
        every figure.

        Raises UnknownIdError for an id that is none; its `rows` answer the other ids.

        >>> [(row["field"], row["value"]) for row in facts.show("azerbaijan-acceded")][:3]
        [('country', 'AZE'), ('step', 'acceded'), ('date', '2005')]
        """
        by_place: dict[tuple[Cell, ...], Row] = {}
        missing = []
        for wanted in ids:
            rows = self._shown(wanted.strip())
            if rows is None:
                missing.append(wanted)
            else:
                # a record that several ids lead to is shown once
                for row in rows:
                    by_place.setdefault((row["id"], row["field"], row["position"]), row)
        answer = Rows(answers.RECORD, by_place.values())
        if missing:
            raise UnknownIdError(missing, self._index.guess(missing[0]), answer)
        return answer

    def card(self, *ids: str) -> Rows[types.CardRow]:
        """The same for people: what `show` draws on a terminal, a card for each id.

        Raises UnknownIdError for an id that is none; its `rows` answer the other ids.

        >>> [row["title"] for row in facts.card("aktau") if row["title"]]
        ['Aktau']
        """
        from corridor_cli.cards.records import Cards

        cards = Cards(self._index)
        resolved = {wanted: self._index.resolved(wanted.strip()) for wanted in ids}
        shown = list(dict.fromkeys(record for record in resolved.values() if record))
        lines = [line for record, field in shown for line in cards.rows(record, field)]
        missing = [wanted for wanted, record in resolved.items() if not record]
        all_countries = bool(shown) and all(
            self._index.country(record) and not field for record, field in shown
        )
        answer = Rows(answers.PROFILE if all_countries else answers.CARD, lines)
        if missing:
            raise UnknownIdError(missing, self._index.guess(missing[0]), answer)
        return answer

    def cite(self, *ids: str) -> Rows[types.CiteRow]:
        """The documents that records rest on, with the places in them.

        Without ids it is the fact base itself.

        A source is itself; ID.FIELD is cited by those who state the value that its row shows; a
        dispute by all its sides; a country by what its row in `members` rests on, whatever its role
        there, and by its own record if it has none. Raises UnknownIdError for an id that is none;
        its `rows` answer the other ids.

        >>> documents = facts.cite("azerbaijan-acceded.date")
        >>> [(row["publisher"], row["locators"]) for row in documents][:1]
        [('Trend News Agency', ['para 7'])]
        >>> azerbaijan = facts.members(role="all")[1]
        >>> [row["id"] for row in facts.cite("AZE")] == list(dict.fromkeys(azerbaijan["sources"]))
        True
        """
        if not ids:
            return Rows(answers.CITED, [self._itself()])
        places: dict[str, list[str]] = {}
        missing = []
        for wanted in ids:
            resolved = self._index.resolved(wanted.strip())
            if resolved is None:
                missing.append(wanted)
                continue
            for source, locator in self._grounds(*resolved):
                known = places.setdefault(source, [])
                if locator and locator not in known:
                    known.append(locator)
        cited = (
            "SELECT s.*, '[]' AS locators, j.key AS place"
            " FROM json_each(?) j JOIN sources s ON s.id = j.value"
        )
        rows = self._index.rows(
            answers.CITED, f"FROM ({cited}) ORDER BY place", [filters.array(places)]
        )
        for row in rows:
            row["locators"] = places[str(row["id"])]
        answer = Rows(answers.CITED, rows)
        if missing:
            raise UnknownIdError(missing, self._index.guess(missing[0]), answer)
        return answer

    def diff(self, old: Facts) -> Rows[types.DiffRow]:
        """What changed since the facts `old`: facts, field by field, disputes and ids.

        >>> facts.diff(facts)
        []
        """
        from corridor_cli.changes import base, difference

        return difference(base(old._index.all), base(self._index.all))

    def fields(self, of: str | None = None) -> Rows[types.FieldsRow]:
        """The data dictionary: each column of each answer and each field of each kind of fact file.

        Raises UsageError for what is neither a command nor a kind.

        >>> [(row["name"], row["type"], row["unit"]) for row in facts.fields("journeys")][5:7]
        [('distance', 'decimal', 'km'), ('distance_stated', 'stated', None)]
        """
        from corridor_cli.dictionary import dictionary

        return dictionary(of)

    def sql(self, query: str, parameters: Parameters = ()) -> Rows:
        """The rows of one SELECT over the tables of `tables`.

        `parameters` are the values of its `?` or `:name`. Columns that hold lists, truth values or
        amounts with their unit are what they are in the other answers. Whatever would write, or
        reach beyond the facts, is refused, and so is an answer of more than 64 MB. Raises
        UsageError for what fails.

        >>> facts.sql("SELECT name, latitude FROM places WHERE id = ?", ["aktau"])
        [{'name': 'Aktau', 'latitude': 43.66105}]
        """
        from corridor_cli.dictionary import typed

        public = {
            answer.view: [column.name for column in answer.columns] for answer in answers.PUBLIC
        }
        names, selected = self._index.select(query, parameters, public | answers.FULL_TEXT)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise UsageError(
                f"two columns are called '{twice[0]}'", "name them apart: ... AS other_name"
            )
        held = [
            typed(name, [cells[place] for cells in selected], names)
            for place, name in enumerate(names)
        ]
        rows: list[Row] = [
            dict(zip(names, cells, strict=True))
            for cells in zip(*(cells for _, cells in held), strict=True)
        ]
        identity = next((name for name in ("id", "dispute") if name in names), "")
        return Rows(
            answers.QUERY._replace(columns=tuple(field for field, _ in held), identity=identity),
            rows,
        )

    def table(self, name: str) -> Rows:
        """All rows of one of the tables of `tables`, such as `citations` or `trade`.

        Raises UsageError for others.

        >>> facts.table("countries")[0]["name"]
        'Afghanistan'
        """
        known = {answer.view: answer for answer in answers.TABLED}
        if name not in known:
            raise unknown("table", name, known)
        return Rows(known[name], self._index.rows(known[name], f"FROM {name}", []))

    def tables(self) -> Rows[types.TablesRow]:
        """The tables that `sql` can ask: those behind the commands, each with its columns."""
        rows: list[Row] = []
        for answer in answers.PUBLIC:
            ((count,),) = self._index.all(f"SELECT COUNT(*) FROM {answer.view}", [])
            columns = [column.name for column in answer.columns]
            rows.append(
                {
                    "table": answer.view,
                    "command": answer.call or None,
                    "columns": columns,
                    "rows": count,
                    "forms": [
                        f"{column.name}: {_FORMS[column.shape]}"
                        for column in answer.columns
                        if column.shape in _FORMS
                    ],
                }
            )
        return Rows(answers.TABLES, rows)

    def named(self, *words: str) -> list[str]:
        """The codes of the countries that words of a line name, each by any name or code.

        Raises UsageError for a word that is no part of a name.

        >>> facts.named("sri", "lanka", "kaz-rus")
        ['LKA', 'KAZ', 'RUS']
        """
        return self._index.named(words)

    # --- what is written

    def geojson(self, rows: Rows) -> str:
        """The rows of `places`, `routes` or `projects` as GeoJSON.

        >>> import json
        >>> map_ = json.loads(facts.geojson(facts.places(country="KAZ", kind="seaport")))
        >>> map_["features"][0]["geometry"]
        {'type': 'Point', 'coordinates': [51.17392, 43.66105]}
        """
        from corridor_cli.formats import Sheet, named

        identity, notes = rows.answer.identity, list[str]()
        sheet = Sheet(rows, rows.columns, identity=identity, positions=self.positions, notes=notes)
        text = named("geojson").write(sheet)
        rows.notes += map(Note, notes)
        return text

    def export(self, target: str | os.PathLike[str]) -> list[str]:
        """Write all facts to a directory (a Data Package) or a database; return the paths.

        The ending of `target` says which. An older export is replaced. Raises UsageError for other
        files and endings, WriteError where nothing can be written.
        """
        from corridor_cli.export import export

        return export(self, os.fspath(target))

    @staticmethod
    def check(directory: str | os.PathLike[str]) -> Rows[types.CheckRow]:
        """The errors and warnings of a fact directory, which need not be usable.

        Raises FactsError if there is no such directory.
        """
        from corridor_cli.index.check import check

        return check(Path(directory))

    # --- documents, for the notes beneath a table

    def citations(self, ids: Iterable[str]) -> dict[str, tuple[str, str, str]]:
        """Publisher, date of publication and address of sources, by id; '' if unknown."""
        wanted = filters.array(ids)
        query = (
            "SELECT id, publisher, published, url FROM _source"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        return {
            id_: (publisher, published or "", url or "")
            for id_, publisher, published, url in self._index.all(query, [wanted])
        }

    def positions(self, ids: Iterable[str]) -> dict[str, tuple[float, float, str]]:
        """Longitude and latitude in degrees, and name, of the places whose position is known."""
        query = (
            "SELECT id, longitude, latitude, name FROM _place"
            " WHERE longitude IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
        )
        return {
            id_: (longitude, latitude, name)
            for id_, longitude, latitude, name in self._index.all(query, [filters.array(ids)])
        }

    def about(self) -> dict[str, str]:
        """Title and version of the facts, and how many records of each kind they hold (as text)."""
        counts = self._index.all(
            "SELECT kind, COUNT(*) FROM _record WHERE kind <> 'about' GROUP BY kind ORDER BY kind",
            [],
        )
        known = dict(
            self._index.all("SELECT key, value FROM _meta WHERE key IN ('title', 'version')", [])
        )
        return known | {kind: str(count) for kind, count in counts}

    # --- how they are asked

    def _question(
        self, answer: Answer, record: str = "id", spans: str = "_span", key: str = "record"
    ) -> Question:
        return Question(self._index, answer, record, spans, key)

    def _itself(self) -> Row:
        """The fact base as a document."""
        known = dict(self._index.all("SELECT key, value FROM _meta", []))
        row: Row = {
            column.name: [] if column.shape == "list" else None for column in answers.CITED.columns
        }
        row |= {name: known.get(name) for name in ("title", "publisher", "url", "licence")}
        version = known["version"]
        return row | {
            "id": f"facts-{version}",
            "kind": "dataset",
            "title_basis": "printed",
            "published": version,
            "published_basis": "printed",
        }

    def _grounds(self, record: str, field: str) -> list[tuple[str, str]]:
        """The documents of a record, or of one of its fields, and the places in them.

        The place is '' for a whole document.
        """
        whole = (
            "SELECT sources, locators FROM _cited WHERE subject = :record ORDER BY weight LIMIT 1"
        )
        one = (
            "SELECT COALESCE(d.sources, r.sources), COALESCE(d.locators, r.locators) FROM _record r"
            " LEFT JOIN _documents d ON d.record = r.id AND d.field = :field WHERE r.id = :record"
        )
        given = {"record": record, "field": field.removesuffix("_growth")}
        lists = self._index.all(one if field else whole, given)
        return [
            (source, locator)
            for sources, locators in lists
            for source, locator in filters.pairs(sources, locators)
        ]

    def _record(self, wanted: str) -> str:
        """The id of the record that a text means. Raises UsageError if there is none."""
        resolved = self._index.resolved(wanted)
        if resolved is None:
            raise UsageError(f"unknown record '{wanted}'", self._index.guess(wanted))
        return resolved[0]

    def _shown(self, wanted: str) -> list[Row] | None:
        """The rows of a record, a country or one field (ID.FIELD); None for an unknown id."""
        resolved = self._index.resolved(wanted)
        if resolved is None:
            return None
        record, field = resolved
        return self._index.rows(
            answers.RECORD,
            "FROM _statement_value"
            " WHERE value_id IN (SELECT value_id FROM _shown WHERE subject = :record"
            " AND (:field = '' OR field IN (:field, :field || '_growth')))"
            " ORDER BY id <> :record, (SELECT rank FROM _word_rank WHERE word = kind),"
            " date IS NULL,"
            " REPLACE(date, '../', ''), id, rank, position, value_id",
            {"record": record, "field": field},
        )


def _others(journeys: list[types.JourneysRow]) -> list[Note]:
    """A note on journeys that end at the same place and begin elsewhere."""
    if not journeys:
        return []
    begin = Counter(str(row["origin"]) for row in journeys)
    listed = ", ".join(f"{name} {count}" for name, count in begin.most_common(_PAIR))
    listed = f"most of them from {listed}" if len(begin) > _PAIR else f"from {listed}"
    behind = sum(_is_behind(row, "time") or _is_behind(row, "cost") for row in journeys)
    text = f"other journeys that end there: {len(journeys)}, {listed}"
    by_suez = f"; slower, as slow or dearer than by Suez: {behind}" if behind else ""
    return [Note(f"{text}{by_suez}", change={"origin": None})]


def _is_behind(row: Mapping[str, Any], quantity: str) -> bool:
    """Whether a journey's time or cost is that by way of Suez or more, where both are stated."""
    own, suez = row[f"{quantity}_low"], row[f"suez_{quantity}_low"]
    same_unit = row.get(f"{quantity}_unit") == row.get(f"suez_{quantity}_unit")
    return same_unit and None not in (own, suez) and own >= suez


def _exactly(years: list[str], rows: Rows) -> Rows:
    """The rows with a note on how many cover exactly the years, and on how to get only these."""
    whole = [text for text in years if len(text) == 4]
    exact = sum(row["period"] in whole for row in rows)
    if not rows or not whole or years != whole or exact == len(rows):
        return rows
    named = " or ".join(whole)
    if exact:
        text = f"rows that cover exactly {named}: {exact} of {len(rows)}"
        rows.notes.append(Note(text, change={"coverage": "year"}))
    else:
        rows.notes.append(Note(f"no row covers exactly {named}: see the periods"))
    return rows


def _words_apart(counts: dict[str, int]) -> Note:
    """A note on how many records have each of the words that none has together."""
    if len(counts) == 1:
        return Note(f"nothing has this word: {', '.join(counts)}")
    listed = [f"{word} {count}" for word, count in counts.items()]
    more = ", ..." * (len(listed) > _COUNTED)
    return Note(f"nothing has all of these words; each: {', '.join(listed[:_COUNTED])}{more}")
