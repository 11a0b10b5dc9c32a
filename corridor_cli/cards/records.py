"""Cards: what `show` draws for people, a screen for each record, source or country.

A card is lines of the answer `card`. How a field stands on it is declared with the field, in
`model/kinds.py`; this module finds what other records say about the same thing.
"""

import json
import shlex
from collections.abc import Sequence
from typing import Any, NamedTuple

from corridor_cli.cards.countries import profile
from corridor_cli.cards.lines import (
    Documents,
    date_words,
    items_of,
    new_block,
    new_line,
    next_commands,
    once,
    sort_key,
    values_of,
)
from corridor_cli.index.database import Lookup
from corridor_cli.index.filters import array, pairs
from corridor_cli.model import kinds
from corridor_cli.model.dates import label
from corridor_cli.model.kinds import KINDS, UNITED, Cell, Field, Kind, Row
from corridor_cli.model.names import command_line, participant_country

_KINDS = {kind.name: kind for kind in KINDS}
#: How many lines a card gives: rivals of a value, items of a list, entries of a history, records.
_RIVALS, _ITEMS, _ENTRIES, _RECORDS, _DISPUTES = 7, 5, 4, 3, 3
#: How many lines a card gives at most where values are texts.
_TEXTS, _REPORTS = 2, 2
#: From so many countries on, a card gives their number and codes, not their names.
_MANY = 7
#: The length of the longest item of a list whose items stand in one line.
_SHORT = 24
_PLACES = {None: 0, "first": 0, "disputed": 0, "agrees": 1, "contradicts": 2}


class _Value(NamedTuple):
    """A value of a statement, with the statement's reasons, dates and documents."""

    record: str
    position: int
    field: str
    value: str
    unit: str | None
    stated: str | None
    preferred: bool
    relation: str | None
    key: str
    as_of: str | None
    documents: Documents
    statement: int | None
    favoured: str | None
    why: str | None
    note: str | None
    disputed: bool


_VALUES = """
SELECT v.record, s.position, v.field, v.value, v.unit, v.stated, v.preferred, v.relation, v.key,
    s.as_of,
    CASE WHEN v.is_sourced THEN (
        SELECT json_group_array(json_array(source, locator)) FROM _citation WHERE statement = s.id
    ) ELSE '[]' END,
    s.id, s.favoured,
    (SELECT w.value FROM _value w WHERE w.statement = s.id AND w.field = 'why'),
    (SELECT n.value FROM _value n WHERE n.statement = s.id AND n.field = 'note'),
    v.id IN (SELECT value_id FROM _side)
FROM _value v LEFT JOIN _statement s ON s.id = v.statement
WHERE v.record = :record
    OR v.key IN (SELECT key FROM _value WHERE record = :record AND is_figure)
ORDER BY v.record <> :record, v.rank, s.position, v.id
"""


class Cards:
    """The cards of records, sources and countries of an index."""

    def __init__(self, index: Lookup) -> None:
        self._index = index
        self._titles: dict[str, str] = {}

    def rows(self, record: str, field: str) -> list[Row]:
        """The lines of a card; of a card with one field, all that is stated of it."""
        ((kind, title),) = self._index.all("SELECT kind, title FROM _record WHERE id = ?", [record])
        lines = [new_line(title=title)]
        if kind == "country" and not field:
            lines = profile(self._index, record)
        elif kind == "source":
            lines += self._source(record)
        else:
            lines += self._record(record, _KINDS[kind], field)
        for line in lines:
            line["id"] = record
        return lines

    # --- a record

    def _record(self, record: str, kind: Kind, only: str) -> list[Row]:
        values = [_value(cells) for cells in self._index.all(_VALUES, {"record": record})]
        by_field: dict[str, list[_Value]] = {}
        for value in values:
            by_field.setdefault(value.field, []).append(value)
        if only:
            named = only.removesuffix("_growth")
            field = next(one for one in (*kind.fields, *kind.frame) if one.name == named)
            lines = self._field(record, field, by_field, whole=True)
            return [*lines, *next_commands([f"corridor show {record}"])]
        lines = self._summary(kind, by_field)
        for field in kind.fields:
            if field.on_card in ("", "history"):
                lines += self._field(record, field, by_field)
        lines += self._related(record, kind, by_field)
        lines += self._disputed(record)
        return [*lines, *self._next_commands(record, kind, by_field)]

    def _disputed(self, record: str) -> list[Row]:
        """Lines for editors' disputes about a record, and one that counts those of its values."""
        disputes = self._index.all(
            "SELECT DISTINCT s.dispute, d.question FROM _side s JOIN _value v ON v.id = s.value_id"
            " LEFT JOIN _dispute d ON d.id = s.dispute WHERE v.record = :record"
            " OR v.record IN (SELECT id FROM _freight WHERE subject = :record)"
            " ORDER BY d.id IS NULL, 1",
            {"record": record},
        )
        questions = [row for row in disputes if row[1]]
        lines = [new_line(values={question: []}) for _, question in questions[:_DISPUTES]]
        if len(disputes) <= _DISPUTES and len(disputes) == len(questions):
            for line, (dispute, _) in zip(lines, disputes, strict=True):
                line["command"] = f"corridor show {dispute}"
            return new_block("Disputed", lines)
        left, values = len(questions) - len(lines), len(disputes) - len(questions)
        parts = [f"{left} more" * bool(left), f"{values} value{'s'[: values > 1]}" * bool(values)]
        text = ", ".join(filter(None, parts))
        lines.append(new_line(text=text, command=f"corridor disputes --record {record}"))
        return new_block("Disputed", lines)

    def _summary(self, kind: Kind, by_field: dict[str, list[_Value]]) -> list[Row]:
        """The line under the title: in short what the record is."""
        parts: dict[str, None] = {}
        documents: Documents = []
        several = any(value.position for values in by_field.values() for value in values)
        for field in sorted(kind.fields, key=lambda field: bool(field.label)):
            values = by_field.get(field.name, [])
            if field.on_card != "summary" or not values:
                continue
            if field.name == "as_of" and several:
                continue  # the day of one statement is not that of the others
            values = values if field.rivals == UNITED else values[:1]
            for value in values:
                text = self._text(field, value)
                parts[f"{field.label} {text}".strip()] = None
                documents += value.documents
        return [new_line(values={", ".join(parts): once(documents)})] if parts else []

    def _field(
        self, record: str, field: Field, by_field: dict[str, list[_Value]], whole: bool = False
    ) -> list[Row]:
        """The lines of a field: the value that comes first, and its rivals, or its history."""
        values = by_field.get(field.name, [])
        rates = by_field.get(f"{field.name}_growth", [])
        if field.name == "note" and not whole:  # other statements have notes of their own
            values = [value for value in values if not value.position]
        if not values and not rates:
            return []
        if field.on_card == "history":
            lines = self._history(field, values, by_field)
            most = _REPORTS if field.type == "texts" else _ENTRIES
        elif field.type == "participants":
            lines, most = self._participants(values), _ITEMS
        elif field.rivals == UNITED:
            lines = self._items(field, values)
            most = _ITEMS if len(lines) <= _ITEMS else _TEXTS
        else:
            lines, most = self._rivals(record, field, values), _RIVALS
            if values and (field.event, values[0].value) in self._awaited(record):
                lines[0]["due"] = values[0].value
        lines += self._rivals(record, field, rates)
        name = field.label or field.heading or field.name.replace("_", " ").capitalize()
        lines[0]["label"] = name[:1].upper() + name[1:]
        if whole or len(lines) <= most + 1:
            return lines
        older = "older" if field.on_card == "history" else "more"
        command = f"corridor show {record}.{field.name}"
        more = new_line(text=f"{len(lines) - most} {older}", command=command)
        return [*lines[:most], more]

    def _rivals(self, record: str, field: Field, values: Sequence[_Value]) -> list[Row]:
        """A line for the value that comes first, and lines for those that differ.

        Numbers that relate to it in one way stand in one line, and so do values without rivals.
        """
        keys = list(dict.fromkeys(value.key for value in values))
        apart = field.rivals == kinds.APART
        ordered = sorted(
            values,
            key=lambda one: (keys.index(one.key), one.record != record, _PLACES[one.relation]),
        )
        if apart:
            ordered[1:] = sorted(ordered[1:], key=lambda one: sort_key(one.as_of), reverse=True)
        groups: dict[str, list[_Value]] = {}
        for value in ordered:
            groups.setdefault(self._text(field, value), []).append(value)
        lines: dict[tuple[object, ...], Row] = {}
        heads: dict[str, Row] = {}
        contradicted = {value.key for value in values if value.relation == "contradicts"}
        for place, (text, group) in enumerate(groups.items()):
            first = next((value for value in group if value.preferred), group[0])
            documents = once(pair for value in group for pair in value.documents)
            if first.relation == "agrees" and first.stated and first.key in heads:
                values_of(heads[first.key], "agreeing")[text] = documents
                continue
            sign = None if apart or first.preferred else first.relation
            if first.preferred and first.disputed and (place or first.key not in contradicted):
                sign = "disputed"
            reason = first.favoured if first.preferred else self._why(first)
            if first.preferred and place and first.record != record:
                reason = reason or "comes first"
            reason = reason and reason.removesuffix(".")
            key: tuple[object, ...] = (place == 0, sign, first.key)
            if apart and field.type == "text" and len(text) <= _SHORT:
                key = (True, None, first.key)
            elif place and (apart or (first.preferred and field.apart_by)):
                key = (False, sign)  # about other things or days: these are no rivals
                text += f", as of {date_words(first.as_of)}" if first.as_of else ""
            elif not apart and first.stated is None:
                key = (*key, place)
            line = lines.setdefault(key, new_line(text=reason, sign=sign, values={}))
            line["text"] = reason if line["text"] == reason else None
            values_of(line, "values")[text] = documents
            if first.preferred:
                heads[first.key] = line
        reasons: set[Cell] = set()
        for line in lines.values():  # a reason is not repeated
            line["text"] = None if line["text"] in reasons else line["text"]
            reasons.add(line["text"])
            if field.type == "date" and not apart and len(lines) > 1:  # reasons in a column
                ((text, documents),) = values_of(line, "values").items()
                line["cells"], line["values"] = [text], {"": documents}
        return list(lines.values())

    def _awaited(self, record: str) -> set[tuple[str, str]]:
        """Events and dates that are announced and not known to have happened."""
        query = (
            "SELECT t.event, t.date FROM timeline t, json_each(t.flags) f"
            " WHERE t.id = ? AND f.value = 'announced'"
        )
        return set(self._index.all(query, [record]))

    def _why(self, value: _Value) -> str | None:
        """Why a value does not come first.

        The reason of a statement stands only on the value that contradicts another source.
        """
        if value.relation == "agrees" or not (value.why or value.relation):
            return None
        if value.relation != "contradicts" and self._index.all(
            "SELECT 1 FROM _value WHERE statement = ? AND is_compared AND NOT preferred"
            " AND relation = 'contradicts'",
            [value.statement],
        ):
            return None
        return value.why or value.note

    def _items(self, field: Field, values: Sequence[_Value]) -> list[Row]:
        """A line for each item of the lists of all statements, or one for all if they are short."""
        items: dict[str, Documents] = {}
        if field.type == "countries":
            codes = list(dict.fromkeys(code for value in values for code in items_of(value.value)))
            together = once(pair for value in values for pair in value.documents)
            return [new_line(values={self._countries(codes): together})]
        disputed = set()  # of a longer list it is not known which item is meant
        for value in values:
            for item in items_of(value.value):
                text = self._text(field, value._replace(value=item))
                items[text] = once([*items.get(text, []), *value.documents])
                if value.disputed and value.value == item:
                    disputed.add(text)
        if all(len(text) <= _SHORT for text in items):
            return [new_line(values=items, sign="disputed" if disputed else None)]
        return [
            new_line(
                values={text: pairs}, cells=["-"], sign="disputed" if text in disputed else None
            )
            for text, pairs in items.items()
        ]

    def _participants(self, values: Sequence[_Value]) -> list[Row]:
        """Who took part: a line for each country."""
        by_country: dict[str, list[str]] = {}
        documents: dict[str, Documents] = {}
        for value in values:
            for person in items_of(value.value):
                country = participant_country(person)
                text = person.removesuffix(f" ({country})")
                if text not in by_country.setdefault(country, []):
                    by_country[country].append(text)
                documents[country] = once([*documents.get(country, []), *value.documents])
        return [
            new_line(
                cells=[self._title(country) if country else ""],
                values={"; ".join(persons): documents[country]},
            )
            for country, persons in by_country.items()
        ]

    def _history(
        self, field: Field, values: Sequence[_Value], by_field: dict[str, list[_Value]]
    ) -> list[Row]:
        """Values that change with time, newest first; equal neighbours make one line."""
        lines: list[Row] = []
        last = ""
        for value in sorted(values, key=lambda one: sort_key(one.as_of), reverse=True):
            text = self._text(field, value)
            if text == last:
                pairs = values_of(lines[-1], "values")
                for shown, known in pairs.items():
                    pairs[shown] = once([*known, *value.documents])
                continue
            last = text
            share = _share(field, value, by_field)
            when = date_words(value.as_of) if value.as_of else "undated"
            counted = value.stated is not None
            cells = [when, text] if counted else [when]
            shown = "" if counted else text
            sign = "disputed" if value.disputed and len(items_of(value.value)) == 1 else None
            line = new_line(cells=cells, values={shown: value.documents}, share=share, sign=sign)
            lines.append(line)
        return lines

    def _text(self, field: Field, value: _Value) -> str:
        """A value in words for a reader."""
        text = value.value
        if value.field.endswith("_growth") and value.unit:
            against = value.unit.partition(" on ")[2]
            return f"{field.name} {value.stated} on {label(against)}"
        if value.stated is not None:
            return " ".join(filter(None, (value.stated.partition(" = ")[0], field.per)))
        if field.type in ("country", "id"):
            return self._title(text)
        if field.type == "countries":
            return self._countries(items_of(text))
        if field.type == "ids":
            return ", ".join(map(self._title, items_of(text)))
        if field.type == "period":
            return label(text)
        if field.type == "date":
            return date_words(text)
        if field.type == "word":
            return text.replace("_", " ").replace("-", " ")
        return {"true": "yes", "false": "no"}[text] if field.type == "boolean" else text

    def _countries(self, codes: Sequence[str]) -> str:
        if len(codes) >= _MANY:
            return f"{len(codes)}: {' '.join(sorted(codes))}"
        return ", ".join(self._title(code) for code in codes)

    def _title(self, record: str) -> str:
        """The title of a record, the name of a country."""
        if record not in self._titles:
            titles = self._index.all("SELECT title FROM _record WHERE id = ?", [record])
            self._titles[record] = titles[0][0] if titles else record
        return self._titles[record]

    # --- what other records say about a record

    def _related(self, record: str, kind: Kind, by_field: dict[str, list[_Value]]) -> list[Row]:
        """Lines for other records about this one: freight, steps, sides, meetings, projects."""
        lines: list[Row] = []
        if kind in (kinds.PLACE, kinds.ROUTE):
            lines += self._freight(record, kind)
        if kind is kinds.AGREEMENT:
            lines += self._steps(record)
        if kind is kinds.DISPUTE:
            lines += self._sides(record)
        if kind is kinds.PLACE:
            name = by_field["name"][0].value
            query = (
                "SELECT id, title, date FROM _record WHERE id IN (SELECT id FROM {} WHERE"
                " ' ' || REPLACE({}, ',', ' ') || ' ' LIKE '% ' || ? || ' %')"
                " ORDER BY first DESC NULLS LAST, id"
            )
            for what, table, column in (
                ("Meetings", "_meeting", "place"),
                ("Signed here", "_agreement", "signed_at"),
            ):
                here = self._index.all(query.format(table, column), [name])
                more = f"corridor search {shlex.quote(name)} --kind {table[1:]}"
                lines += self._record_lines(what, here, more)
        pointing = self._index.all(
            "SELECT r.kind, r.id, r.title, COALESCE(p.status, r.date) FROM _record r"
            " LEFT JOIN _project p ON p.id = r.id WHERE r.kind <> 'freight' AND r.id IN"
            " (SELECT record FROM _reference WHERE target = :id AND kinds <> '[]')"
            " AND r.id NOT IN (SELECT target FROM _reference WHERE record = :id)"
            " ORDER BY (SELECT rank FROM _word_rank WHERE word = r.kind), r.first DESC, r.title",
            {"id": record},
        )
        for name in dict.fromkeys(row[0] for row in pointing):
            other = _KINDS[name]
            records = [row[1:] for row in pointing if row[0] == name]
            if kind is kinds.ROUTE and name in ("place", "project"):
                more = f"corridor {name}s --route {record}"
            elif name == "journey":
                more = f"corridor routes --journeys --route {record}"
            else:
                more = f"corridor search {shlex.quote(self._title(record))} --kind {name}"
            lines += self._record_lines((other.plural or f"{name}s").capitalize(), records, more)
        return lines

    def _record_lines(
        self, what: str, records: Sequence[tuple[str, str, str | None]], more: str
    ) -> list[Row]:
        """A line for each of the first records, with its id; the command for the rest."""
        dated = any(date for _, _, date in records)
        lines = [
            new_line(
                cells=[date_words(date or "").replace("-c", " c")] if dated else [],
                values={title: []},
                other=id_,
            )
            for id_, title, date in records[:_RECORDS]
        ]
        return new_block(what, lines, len(records) - _RECORDS, more)

    def _freight(self, record: str, kind: Kind) -> list[Row]:
        """The newest figures on the freight of a place or route."""
        rows = self._index.all(
            "SELECT period, COALESCE(stated, growth_stated), mode, scope, relation, sources,"
            " locators FROM freight WHERE subject = ? AND preferred AND NOT forecast"
            " ORDER BY period IS NULL, REPLACE(period, '../', '') DESC, id",
            [record],
        )
        lines = []
        for period, stated, mode, scope, relation, sources, locators in rows[:_ENTRIES]:
            what = ", ".join(filter(None, (mode and f"by {mode}", scope)))
            lines.append(
                new_line(
                    cells=[label(period) if period else "undated"],
                    values={stated: pairs(sources, locators)},
                    text=what or None,
                    sign="disputed" if relation == "disputed" else None,
                )
            )
        command = f"corridor freight --{kind.name} {record}"
        return new_block("Freight", lines, len(rows) - _ENTRIES, command)

    def _steps(self, agreement: str) -> list[Row]:
        """The newest steps of states towards an agreement; of the founding one, its members."""
        rows = self._index.all(
            "SELECT s.country, s.step, s.date, r.sources, r.locators"
            " FROM _agreement_step s JOIN _record r ON r.id = s.id WHERE s.agreement = ?"
            " ORDER BY r.first DESC, s.id",
            [agreement],
        )
        lines = []
        for country, step, date, sources, locators in rows[:_ENTRIES]:
            text = f"{self._title(country) if country else ''} {step.replace('_', ' ')}".strip()
            when = date_words(date) if date else "undated"
            lines.append(new_line(cells=[when], values={text: pairs(sources, locators)}))
        more = "corridor timeline --kind agreement-step"
        lines = new_block("Steps", lines, len(rows) - _ENTRIES, more)
        founding = "SELECT 1 FROM _meta WHERE key = 'founding_agreement' AND value = ?"
        if self._index.all(founding, [agreement]):
            ((count,),) = self._index.all("SELECT COUNT(*) FROM members", [])
            text = f"{count} states by the preferred list"
            lines.append(new_line("Members", text=text, command="corridor members"))
        return lines

    def _sides(self, dispute: str) -> list[Row]:
        """The sides of an editor's dispute: what each record states."""
        lines = []
        for claim, kind, value, stated, sources, locators in self._index.all(
            "SELECT claim, kind, value, stated, sources, locators FROM disputes WHERE dispute = ?",
            [dispute],
        ):
            record, _, name = claim.partition(".")
            field = _KINDS[kind].field(name.removesuffix("_growth"))
            if field.type == "countries":
                value = ", ".join(map(self._title, items_of(value)))
            text = f"{self._title(record)}, {name.replace('_', ' ')}: {stated or value}"
            lines.append(new_line(cells=["-"], values={text: pairs(sources, locators)}))
        return new_block("Sides", lines)

    def _next_commands(
        self, record: str, kind: Kind, by_field: dict[str, list[_Value]]
    ) -> list[Row]:
        """The meetings before and after, and commands that tell more."""
        lines = []
        commands = [f"corridor show {record} --all"]
        if kind is kinds.MEETING:
            codes = items_of(by_field["countries"][0].value)
            alike = (
                "SELECT r.id, r.title, r.date FROM _meeting m JOIN _record r ON r.id = m.id,"
                " _meeting o JOIN _record p ON p.id = o.id WHERE o.id = ? AND m.id <> o.id"
                " AND m.countries = o.countries AND m.level IS o.level AND r.first {} p.first"
                " ORDER BY r.first {}, r.id LIMIT 1"
            )
            for what, sign, order in (("Before", "<", "DESC"), ("Next", ">", "ASC")):
                lines += self._record_lines(
                    what, self._index.all(alike.format(sign, order), [record]), ""
                )
            if len(codes) == 2:
                commands.insert(0, f"corridor meetings {codes[0].lower()} {codes[1].lower()}")
        if kind is kinds.TRADE:
            ((pair,),) = self._index.all("SELECT pair FROM trade WHERE id = ?", [record])
            one, other = pair.split("-")
            states = f"{one.lower()} {other.lower()}"
            to_come = f"corridor trade {states} --forecast"
            commands.insert(0, to_come if "forecast" in by_field else f"corridor series {states}")
        if kind is kinds.ORGANISATION:
            names = self._index.organisations(by_field["name"][0].value)
            published = "SELECT 1 FROM _source WHERE publisher IN (SELECT value FROM json_each(?))"
            if self._index.all(published, [array(names)]):
                short = min(names, key=len)
                commands.insert(0, command_line("sources", "--publisher", short))
        return [*lines, *next_commands(commands)]

    # --- a source

    def _source(self, source: str) -> list[Row]:
        """The lines of a document: what it is, and what rests on it by kind."""
        fields = kinds.SOURCE.fields
        columns = ", ".join(f"[{field.name}]" for field in fields)
        (cells,) = self._index.all(f"SELECT {columns} FROM _source WHERE id = ?", [source])
        given = [(field, cell) for field, cell in zip(fields, cells, strict=True) if cell]
        lines = [new_line(text=cell) for field, cell in given if field.on_card == "summary"]
        for field, cell in given:
            if field.name != "id" and not field.on_card:
                name = field.label or field.name.capitalize()
                lines.append(new_line(name, text=str(cell)))
        citing = self._index.all(
            "SELECT DISTINCT r.kind, r.id, r.title, r.date FROM _citation c"
            " JOIN _record r ON r.id = c.record WHERE c.source = ?"
            " ORDER BY (SELECT rank FROM _word_rank WHERE word = r.kind), r.first DESC, r.id",
            [source],
        )
        by_kind: dict[str, list[tuple[str, str, str | None]]] = {}
        for name, *row in citing:
            by_kind.setdefault(name, []).append((row[0], row[1], row[2]))
        counts = [_KINDS[name].counted(len(rows)) for name, rows in by_kind.items()]
        lines.append(new_line("Rests on it", text=", ".join(counts) or "nothing"))
        for name, rows in by_kind.items():
            what = (_KINDS[name].plural or f"{name}s").replace("-", " ").capitalize()
            lines += self._record_lines(what, rows, f"corridor show {source} -f ids")
        commands = [f"corridor show {source} --all", f"corridor cite {source} -f bibtex"]
        return [*lines, *next_commands(commands)]


def _value(cells: Sequence[Any]) -> _Value:
    value = _Value(*cells)
    return value._replace(documents=json.loads(cells[10]))


def _share(field: Field, value: _Value, by_field: dict[str, list[_Value]]) -> float | None:
    """A value divided by its whole, from 0 to 1; None if the two cannot be compared."""
    (whole,) = by_field.get(field.part_of, [None])[:1] or [None]
    unit, of = (whole.unit, whole.value) if whole else ("" if field.part_of else "%", "100")
    if value.unit != unit or not (value.value.isdecimal() and of.isdecimal()):
        return None
    return int(value.value) / int(of)
