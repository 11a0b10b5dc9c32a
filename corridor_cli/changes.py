"""What changed between two fact bases, from the tables that an index and an export both have."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from corridor_cli.index import filters
from corridor_cli.model import answers
from corridor_cli.model.kinds import DISPUTE, FORMERLY, KINDS, SOURCE, Row
from corridor_cli.model.rows import Note, Rows

#: All rows of a query.
Ask = Callable[[str, list[object]], list[tuple[Any, ...]]]
#: A document and the place in it.
Document = tuple[str, str]
#: Fields whose values name records, each with its kind.
_NAMING = {
    (kind.name, field.name)
    for kind in KINDS
    for field in kind.fields
    if field.refers or field.type == "claims"
}


class Value(NamedTuple):
    """A value of a record's field as one statement has it, with the documents that state it."""

    text: str
    documents: tuple[Document, ...] = ()


class Record(NamedTuple):
    """A record: its kind, its title, its former ids, the values of each field in order."""

    kind: str
    title: str
    formerly: list[str]
    fields: dict[str, list[Value]]

    @property
    def documents(self) -> dict[Document, None]:
        """All its documents with their places, in order."""
        values = (value for values in self.fields.values() for value in values)
        return {document: None for value in values for document in value.documents}


class Dispute(NamedTuple):
    """A dispute: who found it, its question, and its sides, each by the field that states it."""

    found_by: str
    question: str
    sides: dict[str, list[Value]]


class Base(NamedTuple):
    """A fact base: its title and version, its records and disputes by id, its documents."""

    about: dict[str, str]
    records: dict[str, Record]
    disputes: dict[str, Dispute]
    citations: dict[str, tuple[str, str, str]]


def base(ask: Ask) -> Base:
    """The fact base behind an index or an export; `ask` gives the rows of a query."""
    tables = [name for (name,) in ask("SELECT name FROM sqlite_master", [])]
    about: dict[str, str] = dict(
        ask(f"SELECT key, value FROM {'_meta' if '_meta' in tables else 'about'}", [])
    )
    records = {
        id_: Record(kind, title, [], {})
        for id_, kind, title in ask("SELECT id, kind, title FROM records", [])
    }
    statements = (
        "SELECT id, field, value, unit, stated, sources, locators FROM statements"
        " ORDER BY id, position"
    )
    for id_, field, *value in ask(statements, []):
        if field == FORMERLY.name:
            records[id_].formerly.extend(str(value[0]).split("; "))
        elif id_ in records:
            records[id_].fields.setdefault(field, []).append(_value(*value))
    disputes: dict[str, Dispute] = {}
    sides = (
        "SELECT dispute, found, question, claim, value, unit, stated, sources, locators"
        " FROM disputes ORDER BY dispute, side"
    )
    for name, by, question, claim, *value in ask(sides, []):
        dispute = disputes.setdefault(name, Dispute(by, question, {}))
        dispute.sides.setdefault(claim, []).append(_value(*value))
    sources = ask("SELECT id, publisher, published, url FROM sources", [])
    return Base(
        about,
        records,
        disputes,
        {id_: (by, on or "", url or "") for id_, by, on, url in sources},
    )


def _value(text: object, unit: object, stated: object, sources: str, locators: str) -> Value:
    shown = str(stated or " ".join(str(part) for part in (text, unit) if part is not None))
    return Value(shown, tuple((id_, place) for id_, place in filters.pairs(sources, locators)))


def difference(old: Base, new: Base) -> Rows:
    """What changed from one base to the other: records, field by field, then disputes, and ids."""
    former = {one: id_ for id_, record in new.records.items() for one in record.formerly}
    renamed = {id_: former[id_] for id_ in old.records if id_ not in new.records and id_ in former}
    stay, known = new.records.keys() | renamed, old.records.keys() | set(renamed.values())
    gone = {id_: record for id_, record in old.records.items() if id_ not in stay}
    came = {id_: record for id_, record in new.records.items() if id_ not in known}
    moved = _moved(gone, came)
    changes: list[Row] = []
    for id_, record in came.items():
        if record.kind != DISPUTE.name and id_ not in moved.values():
            changes.append(_row("added", id_, record))
    for id_, record in gone.items():
        if id_ in moved:
            now = moved[id_]
            changes.append(_row("lost", now, record, old=Value(id_), new=Value(now)))
        elif record.kind != DISPUTE.name:
            changes.append(_row("withdrawn", id_, record))
    for id_, record in old.records.items():
        now = renamed.get(id_, id_)
        if now not in new.records:
            continue
        changes += [
            _row("lost", now, record, old=Value(one), new=Value(now))
            for one in record.formerly
            if one not in former and one not in new.records
        ]
        if now != id_:
            changes.append(_row("renamed", now, record, old=Value(id_), new=Value(now)))
        before, after = (_led_on(one, renamed) for one in (record, new.records[now]))
        if after.fields != before.fields:
            changes += _field_rows(now, before, after)
    changes += _dispute_rows(old, new, renamed | moved)
    order = answers.CHANGES.index
    changes.sort(key=lambda row: (order(str(row["change"])), row["kind"] == SOURCE.name))
    rows = Rows(answers.DIFF, changes)
    versions = [f"{base.about['version']}" for base in (old, new)]
    rows.about = {"title": new.about["title"], "version": " to ".join(dict.fromkeys(versions))}
    rows.documents = old.citations | new.citations
    counts = [str(row["change"]) for row in changes]
    parts = [f"{word} {counts.count(word)}" for word in answers.CHANGES if word in counts]
    rows.notes.append(
        Note(f"facts of {' and of '.join(versions)}: {', '.join(parts) or 'nothing has changed'}")
    )
    return rows


def _led_on(record: Record, renamed: dict[str, str]) -> Record:
    """A record that names others by their newer ids, since these are the same records."""

    def now(name: str) -> str:
        id_, *field = name.split(".", 1)
        return ".".join([renamed.get(id_, id_), *field])

    fields = {
        field: [
            value._replace(text="; ".join(map(now, value.text.split("; ")))) for value in values
        ]
        for field, values in record.fields.items()
        if (record.kind, field) in _NAMING
    }
    return record._replace(fields=record.fields | fields)


def _moved(gone: dict[str, Record], came: dict[str, Record]) -> dict[str, str]:
    """Lost ids, each with the new id of a record that is the same in every field."""
    places: dict[str, list[str]] = {}
    for id_, record in came.items():
        places.setdefault(_content(record), []).append(id_)
    return {
        id_: ids.pop(0) for id_, record in gone.items() if (ids := places.get(_content(record)))
    }


def _content(record: Record) -> str:
    return repr((record.kind, sorted(record.fields.items())))


def _field_rows(id_: str, old: Record, new: Record) -> Iterator[Row]:
    """A row for each value that differs, then for each document or place that no other row has."""
    sources: set[str] = set()
    for field in dict.fromkeys([*old.fields, *new.fields]):
        for before, after in _pairs(old.fields.get(field, []), new.fields.get(field, [])):
            documents = [d for value in (before, after) if value for d in value.documents]
            sources |= {source for source, _ in documents}
            yield _row("changed", id_, new, field, before, after)
    older, newer = old.documents, new.documents
    gone = [document for document in older if document not in newer]
    came = [document for document in newer if document not in older]
    for source in dict.fromkeys(source for source, _ in [*gone, *came] if source not in sources):
        before, after = (_places(source, documents) for documents in (gone, came))
        yield _row("changed", id_, new, "sources", before, after)


def _places(source: str, documents: list[Document]) -> Value | None:
    """A document with its places as a value; None if `documents` has no place in it."""
    places = [place for id_, place in documents if id_ == source]
    named = f"{source}: {'; '.join(places)}" if any(places) else source
    return Value(named, tuple((source, place) for place in places)) if places else None


def _pairs(old: list[Value], new: list[Value]) -> Iterator[tuple[Value | None, Value | None]]:
    """The values that differ, old beside new: by the same document, else in order."""
    left, right = list(old), list(new)
    same: list[Callable[[Value, Value], bool]] = [
        lambda a, b: a == b,
        lambda a, b: a.text == b.text,
        lambda a, b: bool({s for s, _ in a.documents} & {s for s, _ in b.documents}),
        lambda _a, _b: True,
    ]
    pairs: list[tuple[Value | None, Value | None]] = []
    for alike in same:
        for before in list(left):
            after = next((value for value in right if alike(before, value)), None)
            if after is not None:
                left.remove(before)
                right.remove(after)
                if before.text != after.text:
                    pairs.append((before, after))
    pairs += [*((value, None) for value in left), *((None, value) for value in right)]
    if not pairs and old and new and old[0].text != new[0].text:
        pairs.append((old[0], new[0]))  # another statement comes first
    yield from pairs


def _dispute_rows(old: Base, new: Base, renamed: dict[str, str]) -> Iterator[Row]:
    """A row for each dispute that only one of the bases has."""
    before = {name: _sides(d, renamed) for name, d in old.disputes.items()}
    after = {name: _sides(d, {}) for name, d in new.disputes.items()}
    for name, dispute in new.disputes.items():
        if not _persists(renamed, name, after[name], before):
            yield _dispute_row("opened", name, dispute)
    back = {other: id_ for id_, other in renamed.items()}
    for name, dispute in old.disputes.items():
        if not _persists(back, name, before[name], after):
            yield _dispute_row("closed", name, dispute)


def _sides(dispute: Dispute, renamed: dict[str, str]) -> set[str]:
    """The fields that state a dispute's sides; none for a dispute that an editor wrote."""
    if dispute.found_by != "rule":
        return set()
    names = (claim.partition(".") for claim in dispute.sides)
    return {f"{renamed.get(id_, id_)}.{field}" for id_, _, field in names}


def _persists(
    renamed: dict[str, str], name: str, sides: set[str], others: dict[str, set[str]]
) -> bool:
    """Whether the other base has the dispute, by its name or by one of its sides."""
    if not sides:
        return name in others or name in renamed or name in renamed.values()
    return any(sides & other for other in others.values())


def _dispute_row(change: str, name: str, dispute: Dispute) -> Row:
    values = [value for sides in dispute.sides.values() for value in sides]
    documents = dict.fromkeys(document for value in values for document in value.documents)
    text = "; ".join(dict.fromkeys(value.text for value in values))
    record = Record(DISPUTE.name, dispute.question, [], {})
    value = Value(text, tuple(documents))
    opened = change == "opened"
    return _row(change, name, record, None, None if opened else value, value if opened else None)


def _row(
    change: str,
    id_: str,
    record: Record,
    field: str | None = None,
    old: Value | None = None,
    new: Value | None = None,
) -> Row:
    by_field = {
        name: [list(document) for document in value.documents]
        for name, value in (("old", old), ("new", new))
        if value and value.documents
    }
    stated = dict.fromkeys(tuple(one) for documents in by_field.values() for one in documents)
    documents = stated if stated or field else record.documents
    return {
        "id": id_,
        "kind": record.kind,
        "title": record.title,
        "change": change,
        "field": field,
        "old": old and old.text,
        "new": new and new.text,
        "sources": [source for source, _ in documents],
        "locators": [place for _, place in documents],
        "sources_by_field": by_field if len({*map(str, by_field.values())}) > 1 else None,
    }
