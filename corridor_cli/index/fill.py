"""From records to the rows of an index: what one document states, worked out record by record."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from corridor_cli.index import titles
from corridor_cli.model import amounts, dates, names
from corridor_cli.model.kinds import (
    ABOUT,
    ACCEPT,
    AGREEMENT,
    AGREEMENT_STEP,
    COMPARED,
    COUNTRY,
    COVERAGES,
    EDITORIAL,
    FLAGS,
    FLOWS,
    FORMERLY,
    FREIGHT,
    KINDS,
    MEASURES,
    MEMBER_LIST,
    MEMBER_ROLE,
    MEMBER_STEP,
    PLACE,
    ROUTE,
    SOURCE,
    SOURCE_KINDS,
    TRADE,
    UNITED,
    UNSTATED,
    Field,
    Kind,
)
from corridor_cli.reading import records
from corridor_cli.reading.records import Record, Statement, Value

#: Kinds so small that a dossier has them whole.
_WHOLE = (COUNTRY, MEMBER_LIST, MEMBER_STEP, MEMBER_ROLE, AGREEMENT_STEP)
#: Types of fields that a dossier leaves out: a record's date stands above it, and whom it names is known.
_NAMED_ABOVE = ("date", "period", "country", "countries", "ids")
#: Flows that differ by who reports them.
_ONE_WAY = ("export", "import", "balance")
#: Kinds whose names stand for their records in the titles of others.
_NAMED = (COUNTRY, AGREEMENT, ROUTE, PLACE)
#: What the index adds to the fields of a kind's table: column and type.
_COMPUTED = {
    "trade": {"unit": "TEXT", "coverage": "TEXT", "pair": "TEXT"},
    "freight": {"coverage": "TEXT"},
    "agreement-step": {"agreement": "TEXT"},
    "place": {"latitude": "REAL", "longitude": "REAL"},
}
#: The declared types of columns, by the shape of their cells.
TYPES = {
    "text": "TEXT",
    "list": "TEXT",
    "number": "NUMERIC",
    "boolean": "CORRIDOR_BOOLEAN",
    "map": "TEXT",
}


class Batch:
    """Rows for tables, which are inserted together: one by one takes several times as long."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        self._numbers: Counter[str] = Counter()

    def add(self, table: str, row: dict[str, object]) -> None:
        """One more row, with its cells by column."""
        self._rows.setdefault((table, *row), []).append(tuple(row.values()))

    def numbered(self, table: str, row: dict[str, object]) -> int:
        """One more row of a table whose rows have a number, `id`; returns that number."""
        self._numbers[table] += 1
        self.add(table, {"id": self._numbers[table], **row})
        return self._numbers[table]

    def insert(self, connection: sqlite3.Connection) -> None:
        """Insert all rows."""
        for (table, *columns), rows in self._rows.items():
            listed = ", ".join(f"[{column}]" for column in columns)
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


def _columns(field: Field) -> dict[str, str]:
    """The columns of a kind's table that hold a field."""
    if field.type == "figure":
        return {field.name: "NUMERIC", f"{field.name}_stated": "TEXT"}
    if field.type == "quantity":
        return {field.name: "NUMERIC", f"{field.name}_unit": "TEXT", f"{field.name}_stated": "TEXT"}
    return {field.name: TYPES[field.shape]}


def _table_columns(kind: Kind) -> dict[str, str]:
    columns = {"id": "TEXT NOT NULL"}
    for field in kind.fields:
        columns |= {name: type_ for name, type_ in _columns(field).items() if name != "id"}
    return columns | _COMPUTED.get(kind.name, {})


#: The columns of each kind's table and their types, by the name of the kind.
TABLE_COLUMNS = {kind.name: _table_columns(kind) for kind in KINDS}


def fill(connection: sqlite3.Connection, all_records: Sequence[Record]) -> None:
    """Insert what the records hold into the tables of an index."""
    rows = Batch()
    for rank, kind in enumerate(SOURCE_KINDS):
        rows.add("_source_rank", {"kind": kind, "rank": rank})
    for rank, flag in enumerate(FLAGS):
        rows.add("_flag_rank", {"flag": flag, "rank": rank})
    for rank, word in enumerate((*COVERAGES, *FLOWS, *MEASURES, *(kind.name for kind in KINDS))):
        rows.add("_word_rank", {"word": word, "rank": rank})
    titled = {
        record.id: record.get("title") or record.get("name")
        for record in all_records
        if record.kind in _NAMED
    }
    founding = next(
        (record.get("founding_agreement") for record in all_records if record.kind is ABOUT), ""
    )
    for record in all_records:
        title = titles.title(record, titled, founding)
        _insert_record(rows, record, title, _words(record, title))
        if record.kind is ABOUT:
            for name, value in record.flat.items():
                rows.add("_meta", {"key": name, "value": value.text})
            continue
        _insert_statements(rows, record)
        empty = dict.fromkeys(TABLE_COLUMNS[record.kind.name])
        rows.add(record.kind.table, {**empty, "id": record.id, **_row(record)})
        _insert_names(rows, record)
    rows.insert(connection)


def _words(record: Record, title: str) -> str:
    """What all statements of a record say, for full text; each text once, and not the title."""
    values = [value for statement in record.statements for value in statement.values.values()]
    values += [Value(FORMERLY, record.formerly, 0, 0), Value(ACCEPT, record.accepted, 0, 0)]
    texts: dict[str, None] = {}
    for value in values:
        if value.figure is not None:
            texts |= {
                str(part): None for part in (value.figure.amount, value.figure.growth) if part
            }
        elif value.field.searched:
            texts[value.text] = None
    return " · ".join(text for text in texts if text not in ("", title))


def _insert_record(rows: Batch, record: Record, title: str, words: str) -> None:
    date = _shown(record).get(record.kind.date)
    by_field = _documents(record) if len(record.statements) > 1 else {}
    # the first statement counts even where it states but what an editor worded
    contributing = {0}.union(*by_field.values())
    everywhere = dict.fromkeys(
        (citation.source, citation.locator)
        for position in sorted(contributing)
        for citation in record.statements[position].citations
    )
    row: dict[str, object] = {
        "id": record.id,
        "kind": record.kind.name,
        "title": title,
        "date": date.text if date else None,
        "first": str(date.span.first) if date and date.span else None,
        "sources": _json(source for source, _ in everywhere),
        "locators": _json(locator for _, locator in everywhere),
        "by_field": _by_field(record, by_field) if by_field else None,
        "words": words,
        "file": record.file,
        "line": record.line,
        "col": record.column,
    }
    rows.add("_record", row)
    for former in record.formerly:
        place = {"file": record.file, "line": former.line, "col": former.column}
        rows.add("_former", {"id": former.text, "record": record.id, **place})


def _shown(record: Record) -> dict[str, Value]:
    """Each field's value as the record's row shows it: the first that any statement gives."""
    shown: dict[str, Value] = {}
    for statement in record.statements:
        for name, value in statement.values.items():
            shown.setdefault(name, value)
    return shown


def _united(record: Record, field: Field) -> list[str]:
    """The items of a list field over all statements, each once."""
    found = (s.values[field.name].texts for s in record.statements if field.name in s.values)
    return list(dict.fromkeys(text for texts in found for text in texts))


def _documents(record: Record) -> dict[str, list[int]]:
    """The positions of the statements that state what the record's row shows, by field."""
    return {
        name: [
            position
            for position, statement in enumerate(record.statements)
            if (other := statement.values.get(name))
            and (value.field.rivals == UNITED or _interval(value) == _interval(other))
        ]
        for name, value in _shown(record).items()
        if value.field.rivals != EDITORIAL and name != "id"
    }


def _by_field(record: Record, by_field: dict[str, list[int]]) -> str:
    """The documents of each field as JSON, `{field: [[source, locator], ...]}`."""
    return json.dumps(
        {
            name: list(
                dict.fromkeys(
                    (citation.source, citation.locator)
                    for position in positions
                    for citation in record.statements[position].citations
                )
            )
            for name, positions in by_field.items()
        },
        ensure_ascii=False,
    )


def _row(record: Record) -> dict[str, object]:
    """The record's row in the table of its kind."""
    row: dict[str, object] = {}
    shown = _shown(record)
    for field in record.kind.fields:
        value = shown.get(field.name)
        if field.shape == "list":
            texts = (
                _united(record, field) if field.rivals == UNITED else value.texts if value else []
            )
            row[field.name] = _json(texts)
        elif value is None:
            continue
        elif value.figure is not None:
            amount = value.figure.amount
            row[field.name] = amount.value if amount else None
            row[f"{field.name}_stated"] = str(
                amount or f"{value.figure.growth} on {value.figure.growth_vs}"
            )
            if field.type == "quantity" and amount:
                row[f"{field.name}_unit"] = amount.base
        elif field.type == "integer":
            row[field.name] = int(value.text)
        elif field.type == "boolean":
            row[field.name] = value.text == "true"
        else:
            row[field.name] = value.text
    row["id"] = record.id
    if record.kind in (TRADE, FREIGHT):
        span = shown["period"].span if "period" in shown else None
        row["coverage"] = dates.coverage(span) if span else None
    if record.kind is TRADE:
        units = [
            value.figure.amount.unit
            for value in shown.values()
            if value.figure and value.figure.amount
        ]
        row["unit"] = units[0] if units else None
        row["pair"] = "-".join(records.pair(record.file))
    if record.kind is AGREEMENT_STEP:
        row["agreement"] = records.stem(record.file)
    if "coordinates" in shown:
        row["latitude"], row["longitude"] = records.degrees(shown["coordinates"].text)
    return row


# --- statements ------------------------------------------------------------------------------------


def _insert_statements(rows: Batch, record: Record) -> None:
    for position, statement in enumerate(record.statements):
        favoured, as_of = (statement.values.get(name) for name in ("preferred", "as_of"))
        number = rows.numbered(
            "_statement",
            {
                "record": record.id,
                "position": position,
                "favoured": favoured.text if favoured else None,
                "as_of": as_of.text if as_of else None,
                "sources": _json(c.source for c in statement.citations),
                "locators": _json(c.locator for c in statement.citations),
            },
        )
        for citation in statement.citations:
            row = {
                "statement": number,
                "record": record.id,
                "source": citation.source,
                "locator": citation.locator,
            }
            rows.add(
                "_citation",
                {**row, "file": record.file, "line": citation.line, "col": citation.column},
            )
        for name, value in statement.values.items():
            if value.field.event and value.span:
                event = {
                    "record": record.id,
                    "statement": number,
                    "field": name,
                    "event": _event(record, value.field),
                }
                days = {
                    "date": value.text,
                    "first": str(value.span.first),
                    "last": str(value.span.last),
                }
                rows.add("_event", event | days)
            if name == record.kind.date and value.span:
                days = {"first": str(value.span.first), "last": str(value.span.last)}
                rows.add("_span", {"record": record.id, "date": value.text, **days})
            # a document's own fields have no rivals: they are read from the table of sources
            if name != "id" and record.kind is not SOURCE:
                _insert_value(rows, record, number, position, value)
        if record.kind is MEMBER_LIST:
            _insert_entries(rows, record, number, statement)
    for field, items in ((FORMERLY, record.formerly), (ACCEPT, record.accepted)):
        if items:
            _insert_value(rows, record, 0, 0, Value(field, items, items[0].line, items[0].column))


def _event(record: Record, field: Field) -> str:
    """What `timeline` calls the day that a date is: the field's word, or the record's step."""
    return record.get("step").replace("_", " ") if field.event == "step" else field.event


def _of_field(kind: Kind, field: Field, place: int) -> dict[str, object]:
    """What the rows of values say of their field; `place` is its place among those of the kind."""
    in_profile = kind in _WHOLE or (field.table and field.type not in _NAMED_ABOVE)
    return {
        "field": field.name,
        "is_figure": field.type == "figure",
        "is_compared": field.rivals == COMPARED,
        "is_sourced": field.rivals != EDITORIAL,
        "in_profile": in_profile,
        "rank": min(place, len(kind.fields)),
    }


#: By the names of kind and field, since definitions are slow to compare.
_OF_FIELD = {
    (kind.name, field.name): _of_field(kind, field, place)
    for kind in KINDS
    for place, field in enumerate((*kind.fields, *kind.frame))
}


def _insert_value(rows: Batch, record: Record, statement: int, position: int, value: Value) -> None:
    field = value.field
    row: dict[str, object] = {
        "statement": statement,
        "record": record.id,
        **_OF_FIELD[record.kind.name, field.name],
        "file": record.file,
        "line": value.line,
        "col": value.column,
        "may_be_preferred": True,
    }
    if field.type == "figure":
        _insert_figure(rows, record, row, value)
        return
    if value.figure is not None:
        _insert_quantity(rows, record, row, value)
        return
    row["value"] = value.text
    row["key"] = f"{record.id}.{field.name}" + (f".{position}" if field.rivals == UNITED else "")
    # only values that are compared, and days, need an interval
    needed = field.rivals == COMPARED or value.span
    row["low"], row["high"] = _interval(value) if needed else (None, None)
    rows.numbered("_value", row)
    _insert_mentions(rows, record, value)
    if field.refers or field.type == "claims":
        for item in value.items:
            target, _, name = item.text.partition(".")
            name, _, source = name.partition("@")
            spot = {"file": record.file, "line": item.line, "col": item.column}
            kinds = _json(field.refers)
            rows.add(
                "_reference",
                {
                    "record": record.id,
                    "target": target,
                    "field": name,
                    "source": source,
                    "kinds": kinds,
                    **spot,
                },
            )


def _insert_mentions(rows: Batch, record: Record, value: Value) -> None:
    """The countries that a value names."""
    if value.field.type not in ("country", "countries", "participants"):
        return
    for item in value.items:
        code = item.text
        if value.field.type == "participants":
            code = names.participant_country(code)
        for country in records.pair(record.file) if code == UNSTATED else [code] if code else []:
            spot = {"file": record.file, "line": item.line, "col": item.column}
            rows.add("_mention", {"record": record.id, "country": country, **spot})


def _interval(value: Value) -> tuple[object, object]:
    """What a value allows: days for dates, the number, or the folded text; sets whatever their order."""
    if value.span is not None:
        return str(value.span.first), str(value.span.last)
    if value.field.type == "integer":
        return int(value.text), int(value.text)
    text = "; ".join(sorted(value.texts)) if value.field.shape == "list" else names.fold(value.text)
    return text, text


def _insert_quantity(rows: Batch, record: Record, row: dict[str, object], value: Value) -> None:
    """An amount of its own; amounts in different units are no rivals."""
    assert value.figure is not None, "only quantities come here"
    assert value.figure.amount is not None, "a quantity has an amount"
    amount, name = value.figure.amount, value.field.name
    stated = {"field": name, "value": _plain(amount), "unit": amount.base, "stated": str(amount)}
    key = f"{record.id}.{name}.{amount.base}"
    value_id = rows.numbered("_value", {**row, **stated, "key": key, **_weight(amount)})
    if amount.value is None:
        rows.add("_flag", {"record": record.id, "value": value_id, "flag": "range"})


def _plain(amount: amounts.Amount) -> str:
    """The number in the base unit, or both ends of a range, as stated unless its unit is another."""
    if amount.value is not None:
        return str(amount.value)
    if amount.unit == amount.base:
        return amount.bare
    ends = [
        amounts.number(end * amounts.FACTORS[amount.scale] * amount.factor)
        for end in (amount.low, amount.high)
        if end
    ]
    return " ".join(word for word in (amount.hedge, "-".join(map(str, ends))) if word)


def _series(record: Record, figure: str) -> str:
    """What rival figures of a record have in common, but for unit and scope."""
    if record.kind is TRADE:
        reporter, partner = record.get("reporter"), record.get("partner")
        if reporter == UNSTATED:  # the pair tells apart those of other states with the same partner
            partner = "-".join(records.pair(record.file)) + (
                f".{partner}" if figure in _ONE_WAY else ""
            )
        return f"{reporter}.{partner}.{figure}.{record.get('period')}"
    kept = [
        f"{name}={record.get(name).casefold()}"
        for name in ("mode", "country", "carrier")
        if record.get(name)
    ]
    forecast = ["forecast"] if record.get("forecast") == "true" else []
    return ".".join((record.get("subject"), figure, record.get("period"), *kept, *forecast))


def _insert_figure(rows: Batch, record: Record, row: dict[str, object], value: Value) -> None:
    """A figure's amount and its rate of growth as values, and both together as a figure."""
    assert value.figure is not None, "only figures come here"
    amount, growth, growth_vs = value.figure
    flow = value.field.name
    scope = f".{record.get('scope').casefold()}" if record.get("scope") else ""
    series = _series(record, flow)
    figure: dict[str, object] = {"id": f"{record.id}.{flow}", "record": record.id, "flow": flow}
    if amount:
        key = f"{series}.{amount.base}{scope}"
        stated = {
            "field": flow,
            "value": _plain(amount),
            "unit": amount.base,
            "stated": str(amount),
            "key": key,
        }
        figure["amount"] = rows.numbered("_value", {**row, **stated, **_weight(amount)})
        low, high = amount.interval
        figure |= {
            "value": amount.value,
            "low": low,
            "high": high,
            "hedge": amount.hedge or None,
            "unit": amount.base,
        }
        figure |= {
            "stated": str(amount._replace(converted="")),
            "converted": amount.converted or None,
        }
    if growth:
        key = f"{series}.growth.{growth_vs}{scope}"
        stated = {
            "field": f"{flow}_growth",
            "value": str(growth.percent),
            "unit": f"% on {growth_vs}",
            "stated": str(growth),
        }
        figure["rate"] = rows.numbered(
            "_value",
            {**row, **stated, "key": key, "may_be_preferred": amount is None, **_weight(growth)},
        )
        figure |= {"growth": growth.percent, "growth_vs": growth_vs, "growth_stated": str(growth)}
    rows.add("_figure", figure)


def _weight(stated: amounts.Amount | amounts.Growth) -> dict[str, object]:
    """What decides between a figure and its rivals."""
    low, high = stated.interval
    return {
        "low": low,
        "high": high,
        "hedge": stated.hedge or None,
        "is_bare": stated.bare_number,
        "precision": stated.precision,
    }


def _insert_names(rows: Batch, record: Record) -> None:
    """Every name of a country, for look-up."""
    if record.kind is COUNTRY:
        fields = (
            record.flat.get(name)
            for name in ("code", "alpha2", "numeric", "name", "aliases", "former_names")
        )
        for name in sorted({names.fold(text) for value in fields if value for text in value.texts}):
            rows.add("_country_name", {"name": name, "country": record.id})


def _insert_entries(rows: Batch, record: Record, number: int, statement: Statement) -> None:
    """Whom a published list names; each statement that gives members is a list of its own."""
    if "members" not in statement.values:
        return
    stated = {
        name: (statement.values.get(name) or record.flat.get(name))
        for name in ("as_of", "complete")
    }
    as_of, complete = stated["as_of"], stated["complete"]
    first = str(as_of.span.first) if as_of and as_of.span else None
    row = {
        "statement": number,
        "list": record.id,
        "as_of": as_of.text if as_of else None,
        "first": first,
    }
    rows.add(
        "_published_list",
        {**row, "complete": bool(complete and complete.text == "true")},
    )
    for name, role in (("members", "member"), ("observers", "observer")):
        value = statement.values.get(name)
        for position, item in enumerate(value.items if value else ()):
            entry = {"statement": number, "country": item.text, "role": role, "position": position}
            rows.add(
                "_list_entry",
                {**entry, "file": record.file, "line": item.line, "col": item.column},
            )


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _json(texts: Iterable[str]) -> str:
    return _encode(list(texts))
