"""Rows of the index: each record of the fact files as rows of several tables.

What depends on several records (rivals, disputes, flags) is worked out later in `derive.sql`.
"""

import json
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from corridor_cli.index import titles
from corridor_cli.index.former import former_ids, with_current_ids
from corridor_cli.model import amounts, dates, names
from corridor_cli.model.kinds import (
    ABOUT,
    ACCEPT,
    AGREEMENT,
    AGREEMENT_STEP,
    COMPARED,
    COUNTRY,
    COVERAGES,
    DERIVED,
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
from corridor_cli.reading.records import Citation, Record, Statement
from corridor_cli.reading.values import Value, degrees
from corridor_cli.reading.yaml import Scalar

#: The length of a period that is one year.
_YEAR = 4
#: Kinds of which the profile of a country shows every field.
_WHOLE = (COUNTRY, MEMBER_LIST, MEMBER_STEP, MEMBER_ROLE, AGREEMENT_STEP)
#: Types of fields that a profile leaves out, since it shows the record's date and countries anyway.
_NOT_IN_PROFILE = ("date", "period", "country", "countries", "ids")
#: Flows whose figure depends on which of the two countries reports it.
_ONE_WAY = ("export", "import", "balance")
#: Kinds whose records are mentioned by name in the titles of other records.
_NAMED = (COUNTRY, AGREEMENT, ROUTE, PLACE)
#: Columns that the index computes from a period, with their SQL types.
_PERIOD = {"coverage": "TEXT", "period_start": "TEXT", "period_end": "TEXT", "year": "INTEGER"}
#: Columns that the index computes for the table of a kind, with their SQL types.
_COMPUTED = {
    "trade": {"unit": "TEXT", "pair": "TEXT"}
    | _PERIOD
    | {f"{flow}_{end}": "NUMERIC" for flow in FLOWS for end in ("low", "high")}
    | {f"{flow}_derived": "TEXT" for flow in DERIVED}
    | {
        f"{flow}_{what}": type_
        for flow in FLOWS[:3]
        for what, type_ in (
            ("growth", "NUMERIC"),
            ("converted", "NUMERIC"),
            ("converted_unit", "TEXT"),
            ("converted_stated", "TEXT"),
        )
    },
    "freight": _PERIOD,
    "agreement-step": {"agreement": "TEXT"},
    "place": {"latitude": "REAL", "longitude": "REAL"},
}
#: SQL types of columns, by the shape of their cells.
TYPES = {
    **dict.fromkeys(("text", "list", "map"), "TEXT"),
    "number": "NUMERIC",
    "boolean": "CORRIDOR_BOOLEAN",
}

_Row: TypeAlias = dict[str, object]


class _Tables:
    """New rows by table and columns, inserted together: row by row takes several times as long."""

    def __init__(self) -> None:
        self._rows: defaultdict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
        self._count: Counter[str] = Counter()

    def add(self, table: str, /, **row: object) -> int:
        """Add a row; return its `rowid`: its number in the table, from 1."""
        self._count[table] = number = self._count[table] + 1
        self._rows[table, *row].append((number, *row.values()))
        return number

    def insert(self, connection: sqlite3.Connection) -> None:
        """Insert all rows."""
        for (table, *columns), rows in self._rows.items():
            listed = ", ".join(f"[{column}]" for column in columns)
            marks = ", ?" * len(columns)
            connection.executemany(f"INSERT INTO {table} (rowid, {listed}) VALUES (?{marks})", rows)


def _columns(field: Field) -> dict[str, str]:
    """The columns that hold a field in the table of its kind, with their SQL types."""
    if field.type == "figure":
        return {field.name: "NUMERIC", f"{field.name}_stated": "TEXT"}
    if field.type == "quantity":
        numbers = dict.fromkeys((field.name, f"{field.name}_low", f"{field.name}_high"), "NUMERIC")
        return numbers | {f"{field.name}_unit": "TEXT", f"{field.name}_stated": "TEXT"}
    return {field.name: TYPES[field.shape]}


def _table_columns(kind: Kind) -> dict[str, str]:
    columns = {"id": "TEXT NOT NULL"}
    for field in kind.fields:
        columns |= {name: type_ for name, type_ in _columns(field).items() if name != "id"}
    return columns | _COMPUTED.get(kind.name, {})


#: The columns of each kind's table with their SQL types, by the name of the kind.
TABLE_COLUMNS = {kind.name: _table_columns(kind) for kind in KINDS}
#: A row of each kind's table for a record that states nothing.
_EMPTY_ROWS = {
    kind.name: dict.fromkeys(TABLE_COLUMNS[kind.name])
    | {field.name: "[]" for field in kind.fields if field.shape == "list"}
    for kind in KINDS
}


def fill(connection: sqlite3.Connection, all_records: Sequence[Record]) -> None:
    """Insert the rows of all records into the empty tables of an index."""
    tables = _Tables()
    for rank, kind in enumerate(SOURCE_KINDS):
        tables.add("_source_rank", kind=kind, rank=rank)
    for rank, flag in enumerate(FLAGS):
        tables.add("_flag_rank", flag=flag, rank=rank)
    for rank, word in enumerate((*COVERAGES, *FLOWS, *MEASURES, *(kind.name for kind in KINDS))):
        tables.add("_word_rank", word=word, rank=rank)
    former = former_ids(all_records)
    all_records = [with_current_ids(record, former) for record in all_records]
    named = {
        record.id: record.get("title") or record.get("name")
        for record in all_records
        if record.kind in _NAMED
    }
    founding = next(
        (record.get("founding_agreement") for record in all_records if record.kind is ABOUT), ""
    )
    for record in all_records:
        first = _first_values(record)
        _add_record(tables, record, first, titles.title(record, named, founding))
        if record.kind is ABOUT:
            for name, value in record.flat.items():
                tables.add("_meta", key=name, value=value.text)
            continue
        _add_statements(tables, record)
        tables.add(record.kind.table, **_kind_row(record, first))
        if record.kind is COUNTRY:
            for name in _country_names(record):
                tables.add("_country_name", name=name, country=record.id)
    written = {item.text for record in all_records for item in record.formerly}
    for old, current in former.items():
        if old not in written:
            tables.add("_former", id=old, record=current)
    tables.insert(connection)


def _first_values(record: Record) -> dict[str, Value]:
    """The value of each field that the record's row shows: that of the first statement with it."""
    values: dict[str, Value] = {}
    for statement in sorted(record.statements, key=lambda one: "retracted" in one.values):
        for name, value in statement.values.items():
            values.setdefault(name, value)
    return values


def _place(record: Record, item: Scalar | Citation | Record) -> _Row:
    """The cells that say where an item of a record stands in the fact files."""
    return {"file": record.file, "line": item.line, "col": item.column}


# --- records


def _add_record(tables: _Tables, record: Record, first: dict[str, Value], title: str) -> None:
    date = first.get(record.kind.date)
    stating = _stating(record, first) if len(record.statements) > 1 else {}
    # the first statement is shown even if all its values are an editor's own words
    documents = _documents(record, sorted({0}.union(*stating.values())))
    by_field = {name: _documents(record, positions) for name, positions in stating.items()}
    tables.add(
        "_record",
        id=record.id,
        kind=record.kind.name,
        title=title,
        date=date.text if date else None,
        first=str(date.span.first) if date and date.span else None,
        sources=_json(tuple(source for source, _ in documents)),
        locators=_json(tuple(locator for _, locator in documents)),
        by_field=_encode(by_field) if by_field else None,
        words=_words(record, title),
        **_place(record, record),
    )
    for former in record.formerly:
        tables.add("_former", id=former.text, record=record.id, **_place(record, former))


def _words(record: Record, title: str) -> str:
    """The texts of a record's statements for full-text search: each once, without the title."""
    texts: list[str] = []
    for value in chain.from_iterable(statement.values.values() for statement in record.statements):
        if value.figure is not None:
            texts += [str(part) for part in (value.figure.amount, value.figure.growth) if part]
        elif value.field.searched:
            texts.append(value.text)
    for items in (record.formerly, record.accepted):
        texts.append("; ".join(item.text for item in items))
    return " · ".join(text for text in dict.fromkeys(texts) if text not in ("", title))


def _stating(record: Record, first: dict[str, Value]) -> dict[str, list[int]]:
    """The positions of the statements that state what the record's row shows, by field."""
    return {
        name: [
            position
            for position, statement in enumerate(record.statements)
            if (other := statement.values.get(name))
            and (other is value or "retracted" not in statement.values)
            and (value.field.rivals == UNITED or _interval(value) == _interval(other))
        ]
        for name, value in first.items()
        if name == "note" or (value.field.rivals != EDITORIAL and name != "id")
    }


def _documents(record: Record, positions: Iterable[int]) -> list[tuple[str, str]]:
    """Source and locator of each citation of some statements of a record, each pair once."""
    return list(
        dict.fromkeys(
            (citation.source, citation.locator)
            for position in positions
            for citation in record.statements[position].citations
        )
    )


def _kind_row(record: Record, first: dict[str, Value]) -> _Row:
    """The record's row in the table of its kind."""
    row = dict(_EMPTY_ROWS[record.kind.name])
    for name, value in first.items():
        if name not in row:
            continue
        field = value.field
        if field.shape == "list":
            row[name] = _json(tuple(_united(record, field)))
        elif value.figure is not None:
            amount = value.figure.amount
            row[name] = amount.value if amount else None
            row[f"{name}_stated"] = str(
                amount or f"{value.figure.growth} on {value.figure.growth_vs}"
            )
            if field.type == "quantity" and amount:
                row[f"{name}_unit"] = amount.base
                row[f"{name}_low"], row[f"{name}_high"] = amount.interval
        elif field.type == "integer":
            row[name] = int(value.text)
        elif field.type == "boolean":
            row[name] = int(value.text == "true")
        else:
            row[name] = value.text
    row["id"] = record.id
    if record.kind in (TRADE, FREIGHT):
        span = first["period"].span if "period" in first else None
        if span:
            row["coverage"] = dates.coverage(span)
            row["period_start"], row["period_end"] = str(span.first), str(span.last)
            row["year"] = int(span.text) if len(span.text) == _YEAR else None
    if record.kind is TRADE:
        stated = {name: value.figure.amount for name, value in first.items() if value.figure}
        row["unit"] = next((amount.base for amount in stated.values() if amount), None)
        row["pair"] = _pair(record)
        for flow, amount in stated.items():
            if amount:
                row[f"{flow}_low"], row[f"{flow}_high"] = amount.interval
            if amount and amount.converted:
                converted = amounts.parse_amount(amount.converted)
                row[f"{flow}_converted"] = converted.value
                row[f"{flow}_converted_unit"] = converted.unit
                row[f"{flow}_converted_stated"] = str(converted)
            if (figure := first[flow].figure) and figure.growth:
                row[f"{flow}_growth"] = figure.growth.percent
        if (export := stated.get("export")) and (import_ := stated.get("import")):
            for flow in DERIVED.keys() - stated:
                row |= _derived(flow, export, import_)
    if record.kind is AGREEMENT_STEP:
        row["agreement"] = records.stem(record.file)
    if "coordinates" in first:
        row["latitude"], row["longitude"] = degrees(first["coordinates"].text)
    return row


def _derived(flow: str, export: amounts.Amount, import_: amounts.Amount) -> _Row:
    """The cells of a flow that is worked out from exports and imports in one unit."""
    derived = amounts.total([(1, export), (DERIVED[flow], import_)])
    numbers = (derived.amount.value, derived.low, derived.high)
    if any(abs(number or 0) > amounts.LARGEST for number in numbers):
        return {}
    cells = zip(("", "_low", "_high"), numbers, strict=True)
    return {f"{flow}{end}": number for end, number in cells} | {
        f"{flow}_derived": str(derived.amount)
    }


def _united(record: Record, field: Field) -> Iterable[str]:
    """The items of a list: of all statements if rivals are united, else of the first with it."""
    lists = [s.values[field.name].texts for s in record.statements if field.name in s.values]
    return dict.fromkeys(chain.from_iterable(lists if field.rivals == UNITED else lists[:1]))


def _pair(record: Record) -> str:
    return "-".join(records.pair(record.file))


def _country_names(record: Record) -> list[str]:
    """All names and codes of a country, folded for look-up."""
    fields = ("code", "alpha2", "numeric", "name", "aliases", "former_names")
    return sorted(
        {
            names.fold(text)
            for statement in record.statements
            for name in fields
            if name in statement.values
            for text in statement.values[name].texts
        }
    )


# --- statements


def _add_statements(tables: _Tables, record: Record) -> None:
    for position, statement in enumerate(record.statements):
        favoured, as_of = (statement.values.get(name) for name in ("preferred", "as_of"))
        number = tables.add(
            "_statement",
            record=record.id,
            position=position,
            favoured=favoured.text if favoured else None,
            as_of=as_of.text if as_of else None,
            is_retracted=int("retracted" in statement.values),
            sources=_json(tuple(citation.source for citation in statement.citations)),
            locators=_json(tuple(citation.locator for citation in statement.citations)),
        )
        for citation in statement.citations:
            tables.add(
                "_citation",
                statement=number,
                record=record.id,
                source=citation.source,
                locator=citation.locator,
                **_place(record, citation),
            )
        for name, value in statement.values.items():
            if value.span:
                _add_days(tables, record, number, value, value.span)
            # the fields of a source have no rivals: answers read them from the table of sources
            if name != "id" and record.kind is not SOURCE:
                _add_value(tables, record, number, position, value)
        if record.kind is MEMBER_LIST and {"members", "retracted"} & statement.values.keys() == {
            "members"
        }:
            _add_list(tables, record, number, statement)
    for field, items in ((FORMERLY, record.formerly), (ACCEPT, record.accepted)):
        if items:
            _add_value(tables, record, 0, 0, Value(field, items, items[0].line, items[0].column))


def _add_days(
    tables: _Tables, record: Record, statement: int, value: Value, span: dates.Span
) -> None:
    days = {"date": value.text, "first": str(span.first), "last": str(span.last)}
    event = value.field.event
    if event:
        tables.add(
            "_dated",
            record=record.id,
            statement=statement,
            field=value.field.name,
            event=record.get(event).replace("_", " ") if event in ("step", "kind") else event,
            **days,
        )
    if value.field.name == record.kind.date:
        tables.add("_span", record=record.id, **days)


def _field_cells(kind: Kind, field: Field, rank: int) -> _Row:
    """The cells of a row of `_value` that depend on its field alone."""
    return {
        "field": field.name,
        "is_figure": int(field.type == "figure"),
        "is_compared": int(field.rivals == COMPARED),
        "is_sourced": int(field.rivals != EDITORIAL),
        "in_profile": int(kind in _WHOLE or (field.table and field.type not in _NOT_IN_PROFILE)),
        "rank": min(rank, len(kind.fields)),
    }


#: By the names of kind and field, since definitions are slow to compare.
_FIELD_CELLS = {
    (kind.name, field.name): _field_cells(kind, field, rank)
    for kind in KINDS
    for rank, field in enumerate((*kind.fields, *kind.frame))
}


def _add_value(
    tables: _Tables, record: Record, statement: int, position: int, value: Value
) -> None:
    field, figure = value.field, value.figure
    row: _Row = {
        "statement": statement,
        "record": record.id,
        **_FIELD_CELLS[record.kind.name, field.name],
        "file": record.file,
        "line": value.line,
        "col": value.column,
        "may_be_preferred": 1,
    }
    if field.type == "figure":
        _add_figure(tables, record, row, value)
    elif figure and figure.amount:
        # quantities in different units are no rivals
        key = f"{record.id}.{field.name}.{figure.amount.base}"
        number = tables.add("_value", **row, **_amount_cells(figure.amount, key))
        _add_apart(tables, record, position, field, number, key)
        if figure.amount.value is None:
            tables.add("_flag", record=record.id, value=number, flag="range")
    else:
        row["value"] = row["side"] = value.text
        united = f".{position}" if field.rivals == UNITED else ""
        row["key"] = f"{record.id}.{field.name}{united}"
        # the intervals of other texts are never used: they have no rivals
        has_rivals = field.rivals == COMPARED and len(record.statements) > 1
        is_position = field.type == "coordinates"
        if (has_rivals and not is_position) or value.span or field.type == "integer":
            row["low"], row["high"] = _interval(value)
        number = tables.add("_value", **row)
        if has_rivals and is_position:
            tables.add("_position", value=number, **_point(value.text))
        _add_references(tables, record, value)


def _add_references(tables: _Tables, record: Record, value: Value) -> None:
    """Add the countries and the records that a value names."""
    field = value.field
    if field.type in ("country", "countries", "participants"):
        for item in value.items:
            code = item.text
            if field.type == "participants":
                code = names.participant_country(code)
            for country in records.pair(record.file) if code == UNSTATED else [code] * bool(code):
                tables.add("_mention", record=record.id, country=country, **_place(record, item))
    if field.refers or field.type == "claims":
        for item in value.items:
            target, _, claim = item.text.partition(".")
            name, _, source = claim.partition("@")
            tables.add(
                "_reference",
                record=record.id,
                target=target,
                field=name,
                source=source,
                kinds=_json(field.refers),
                **_place(record, item),
            )


def _interval(value: Value) -> tuple[object, object]:
    """The interval of a value: days of a date, a number twice, or a folded text twice.

    The order of the items of a list makes no difference.
    """
    if value.span is not None:
        return str(value.span.first), str(value.span.last)
    if value.field.type == "integer":
        return int(value.text), int(value.text)
    text = "; ".join(sorted(value.texts)) if value.field.shape == "list" else names.fold(value.text)
    return text, text


def _point(coordinates: str) -> _Row:
    """The point of a globe, in km, that a position is."""
    latitude, longitude = (math.radians(angle) for angle in degrees(coordinates))
    axis = 6371 * math.cos(latitude)
    return {
        "x": axis * math.cos(longitude),
        "y": axis * math.sin(longitude),
        "z": 6371 * math.sin(latitude),
    }


# --- figures and quantities


def _series(record: Record, figure: str) -> str:
    """The part of a figure's key that comes before its unit and scope."""
    forecast = ["forecast"] if record.get("forecast") == "true" else []
    if record.kind is TRADE:
        reporter, partner = record.get("reporter"), record.get("partner")
        if reporter == UNSTATED:  # without the pair, every pair with this partner had the same key
            partner = _pair(record) + (f".{partner}" if figure in _ONE_WAY else "")
        return ".".join((reporter, partner, figure, record.get("period"), *forecast))
    words = [
        f"{name}={record.get(name).casefold()}"
        for name in ("mode", "country", "carrier")
        if record.get(name)
    ]
    return ".".join((record.get("subject"), figure, record.get("period"), *words, *forecast))


def _add_figure(tables: _Tables, record: Record, row: _Row, value: Value) -> None:
    """Add a figure, and its amount and its rate of growth as one value each."""
    assert value.figure is not None, "a field of the type figure has one"
    amount, growth, growth_vs = value.figure
    flow = value.field.name
    series = _series(record, flow)
    scope = f".{record.get('scope').casefold()}" if record.get("scope") else ""
    figure: _Row = {}
    if amount:
        cells = _amount_cells(amount, f"{series}.{amount.base}{scope}")
        figure = {name: cells[name] for name in ("low", "high", "hedge", "unit")} | {
            "amount": (number := tables.add("_value", **row, **cells)),
            "value": amount.value,
            "stated": str(amount._replace(converted="")),
            "converted": amount.converted or None,
        }
        _add_apart(tables, record, 0, value.field, number, str(cells["key"]))
    if growth:
        unit = f"% on {growth_vs}"
        key = f"{series}.growth.{growth_vs}{scope}"
        row |= {"field": f"{flow}_growth", "may_be_preferred": int(amount is None)}
        figure |= {
            "rate": (
                number := tables.add(
                    "_value", **row, **_cells(growth, str(growth.percent), unit, key)
                )
            ),
            "growth": growth.percent,
            "growth_vs": growth_vs,
            "growth_stated": str(growth),
        }
        _add_apart(tables, record, 0, value.field, number, key)
    tables.add("_figure", id=f"{record.id}.{flow}", record=record.id, flow=flow, **figure)


def _add_apart(
    tables: _Tables, record: Record, position: int, field: Field, number: int, key: str
) -> None:
    """Add what tells a value apart from others on its field."""
    if field.type == "figure" and record.get("forecast") != "true":
        return
    values = record.statements[position].values
    for name in field.apart_by:
        value = values.get(name) or (values.get("basis") if name == "stated_by" else None)
        word = None
        if value:
            word = str(value.span.first.year) if value.span else names.fold(value.text)
        tables.add("_apart", value=number, key=key, name=name, word=word)


def _amount_cells(amount: amounts.Amount, key: str) -> _Row:
    """The cells of a row of `_value` that depend on an amount; its number is in the base unit."""
    if amount.value is not None:
        text = str(amount.value)
    elif amount.unit == amount.base:
        text = amount.bare
    else:
        factor = amounts.FACTORS[amount.scale] * amount.factor
        ends = [str(amounts.number(end * factor)) for end in (amount.low, amount.high) if end]
        text = f"{amount.hedge} {'-'.join(ends)}".strip()
    return _cells(amount, text, amount.base, key)


def _cells(stated: amounts.Amount | amounts.Growth, text: str, unit: str, key: str) -> _Row:
    """The cells of a row of `_value` that depend on an amount or a rate of growth."""
    low, high = stated.interval
    low_open, high_open = stated.open_ends
    return {
        "value": text,
        "unit": unit,
        "stated": str(stated),
        "key": key,
        "low": low,
        "high": high,
        "low_open": int(low_open),
        "high_open": int(high_open),
        "hedge": stated.hedge or None,
        "side": f"{stated.hedge} {text.removeprefix('about ')}".removeprefix("about").strip(),
        "is_bare": int(stated.bare_number),
        "precision": stated.precision,
    }


# --- lists of members


def _add_list(tables: _Tables, record: Record, number: int, statement: Statement) -> None:
    """Add a published list of members; each statement that gives members is a list of its own."""
    as_of, complete = (
        statement.values.get(name) or record.flat.get(name) for name in ("as_of", "complete")
    )
    tables.add(
        "_published_list",
        statement=number,
        list=record.id,
        as_of=as_of.text if as_of else None,
        first=str(as_of.span.first) if as_of and as_of.span else None,
        complete=bool(complete and complete.text == "true"),
    )
    for name, role in (("members", "member"), ("observers", "observer")):
        value = statement.values.get(name)
        for position, item in enumerate(value.items if value else ()):
            tables.add(
                "_list_entry",
                statement=number,
                country=item.text,
                role=role,
                position=position,
                **_place(record, item),
            )


_encode = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=4096)  # many lists are equal, and a record and its statement follow each other
def _json(texts: tuple[str, ...]) -> str:
    return _encode(texts)
