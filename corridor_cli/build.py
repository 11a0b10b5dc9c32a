"""Typed records to an index: the SQLite database that answers every question.

An index is derived from the fact files and can be thrown away. It is built in memory, checked by
the rules of `sql/rules.sql`, and handed over whole or not at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from corridor_cli import amounts, dates, names, records, rules, titles
from corridor_cli.answers import PUBLIC, Answer
from corridor_cli.kinds import (
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
    SOURCE_KINDS,
    TRADE,
    UNITED,
    UNSTATED,
    Field,
    Kind,
)
from corridor_cli.problems import ERRORS, Problem
from corridor_cli.records import Files, Record, Statement, Value

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
_TYPES = {"text": "TEXT", "list": "TEXT", "number": "NUMERIC", "boolean": "CORRIDOR_BOOLEAN"}


def build(files: Files) -> tuple[sqlite3.Connection | None, list[Problem]]:
    """An index of the fact files, as a database in memory.

    Returns None and all errors, sorted by place, if the facts cannot be used.
    """
    facts = records.load(files)
    connection = filled(facts)
    try:
        errors = rules.problems(connection, facts, ERRORS)
        if errors:
            connection.close()
            return None, errors
        _run(connection, "derive.sql")
        _run(connection, "views.sql")
        for answer in PUBLIC:
            if not answer.is_view:
                _store(connection, answer)
    except BaseException:
        connection.close()
        raise
    return connection, []


def _store(connection: sqlite3.Connection, answer: Answer) -> None:
    """The table of an answer, with the columns that it declares and its rows in order."""
    declared = ", ".join(f"[{column.name}] {_TYPES[column.shape]}" for column in answer.columns)
    connection.execute(f"CREATE TABLE {answer.view} ({declared})")
    # in brackets, for a name in quotes that is no column would be taken for a text
    if answer.order:
        (kind,) = answer.kinds
        stated = _table_columns(kind)
        names = [f"{'k' if c.name in stated else 'r'}.[{c.name}]" for c in answer.columns]
        order = [f"{'k' if name in stated else 'r'}.[{name}] NULLS LAST" for name in answer.order]
        query = (
            f"SELECT {', '.join(names)} FROM {kind.table} k JOIN _record r ON r.id = k.id"
            f" ORDER BY {', '.join(order)}"
        )
    else:
        names = [f"[{column.name}]" for column in answer.columns]
        query = f"SELECT {', '.join(names)} FROM _{answer.view}_rows"
    connection.execute(f"INSERT INTO {answer.view} {query}")
    if answer.identity:
        connection.execute(f"CREATE INDEX {answer.view}_id ON {answer.view} ([{answer.identity}])")


def filled(facts: records.Facts) -> sqlite3.Connection:
    """The tables of the index with what the records hold, before anything is derived from it: what rules are asked of."""
    connection = sqlite3.connect(  # read-only once built
        ":memory:",
        isolation_level=None,
        check_same_thread=False,
        detect_types=sqlite3.PARSE_DECLTYPES,
    )
    try:
        _create_tables(connection)
        _fill(connection, facts.records)
        _run(connection, "indexes.sql")
    except BaseException:
        connection.close()
        raise
    return connection


def _run(connection: sqlite3.Connection, name: str) -> None:
    connection.executescript(Path(__file__).with_name("sql").joinpath(name).read_text("utf-8"))


# --- tables --------------------------------------------------------------------------------------


def _columns(field: Field) -> dict[str, str]:
    """The columns of a kind's table that hold a field."""
    if field.type == "figure":
        return {field.name: "NUMERIC", f"{field.name}_stated": "TEXT"}
    if field.type == "quantity":
        return {field.name: "NUMERIC", f"{field.name}_unit": "TEXT", f"{field.name}_stated": "TEXT"}
    return {field.name: _TYPES[field.shape]}


def _create_tables(connection: sqlite3.Connection) -> None:
    _run(connection, "tables.sql")
    for kind in KINDS:
        if kind is ABOUT:
            continue
        listed = ", ".join(f"[{name}] {type_}" for name, type_ in _table_columns(kind).items())
        connection.execute(f"CREATE TABLE {kind.table} ({listed})")


def _table_columns(kind: Kind) -> dict[str, str]:
    """The columns of a kind's table and their types."""
    columns = {"id": "TEXT NOT NULL"}
    for field in kind.fields:
        columns |= {name: type_ for name, type_ in _columns(field).items() if name != "id"}
    return columns | _COMPUTED.get(kind.name, {})


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> int:
    return connection.execute(_insertion(table, *row), tuple(row.values())).lastrowid or 0


@cache
def _insertion(table: str, *columns: str) -> str:
    listed = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({listed}) VALUES ({', '.join('?' * len(columns))})"


def _fill(connection: sqlite3.Connection, all_records: Sequence[Record]) -> None:
    connection.executemany(
        "INSERT INTO _source_rank VALUES (?, ?)",
        [(kind, rank) for rank, kind in enumerate(SOURCE_KINDS)],
    )
    connection.executemany(
        "INSERT INTO _flag_rank VALUES (?, ?)", [(flag, rank) for rank, flag in enumerate(FLAGS)]
    )
    titled = {
        record.id: record.get("title") or record.get("name")
        for record in all_records
        if record.kind in _NAMED
    }
    founding = next(
        (record.get("founding_agreement") for record in all_records if record.kind is ABOUT), ""
    )
    ordered = (*COVERAGES, *FLOWS, *MEASURES, *(kind.name for kind in KINDS))
    connection.executemany(
        "INSERT INTO _word_rank VALUES (?, ?)", [(word, rank) for rank, word in enumerate(ordered)]
    )
    for record in all_records:
        _insert_record(connection, record, titles.title(record, titled, founding))
        if record.kind is ABOUT:
            connection.executemany(
                "INSERT INTO _meta VALUES (?, ?)",
                [(name, value.text) for name, value in record.flat.items()],
            )
            continue
        _insert_statements(connection, record)
        _insert(connection, record.kind.table, {"id": record.id, **_row(record)})
        _insert_names(connection, record)
    for kind in KINDS:
        if kind is not ABOUT:
            connection.execute(f"CREATE INDEX {kind.table}_id ON {kind.table} (id)")


def _insert_record(connection: sqlite3.Connection, record: Record, title: str) -> None:
    date = _shown(record).get(record.kind.date)
    by_field = _documents(record)
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
        "by_field": _by_field(record, by_field),
        "file": record.file,
        "line": record.line,
        "col": record.column,
    }
    _insert(connection, "_record", row)
    for former in record.formerly:
        place = {"file": record.file, "line": former.line, "col": former.column}
        _insert(connection, "_former", {"id": former.text, "record": record.id, **place})


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
        if value.field.rivals != EDITORIAL
    }


def _by_field(record: Record, by_field: dict[str, list[int]]) -> str | None:
    """The documents of each field as JSON, `{field: [[source, locator], ...]}`.

    Nothing for a record of one statement: all its fields have the same documents.
    """
    if len(record.statements) == 1:
        return None
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


def _insert_statements(connection: sqlite3.Connection, record: Record) -> None:
    for position, statement in enumerate(record.statements):
        favoured, as_of = (statement.values.get(name) for name in ("preferred", "as_of"))
        number = _insert(
            connection,
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
            _insert(
                connection,
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
                _insert(connection, "_event", event | days)
            if name == record.kind.date and value.span:
                span = {"first": str(value.span.first), "last": str(value.span.last)}
                _insert(connection, "_span", {"record": record.id, **span})
            if name != "id":
                _insert_value(connection, record, number, position, value)
        if record.kind is MEMBER_LIST:
            _insert_entries(connection, record, number, statement)
    for field, items in ((FORMERLY, record.formerly), (ACCEPT, record.accepted)):
        if items:
            _insert_value(
                connection, record, 0, 0, Value(field, items, items[0].line, items[0].column)
            )


def _event(record: Record, field: Field) -> str:
    """What `timeline` calls the day that a date is: the field's word, or the record's step."""
    return record.get("step").replace("_", " ") if field.event == "step" else field.event


def _insert_value(
    connection: sqlite3.Connection, record: Record, statement: int, position: int, value: Value
) -> None:
    field = value.field
    row: dict[str, object] = {
        "statement": statement,
        "record": record.id,
        "kept": field.type == "figure",
        "rank": record.kind.fields.index(field)
        if field in record.kind.fields
        else len(record.kind.fields),
        "brief": record.kind in _WHOLE or (field.table and field.type not in _NAMED_ABOVE),
        "file": record.file,
        "line": value.line,
        "col": value.column,
    }
    if field.type == "figure":
        _insert_figure(connection, record, row, value)
        return
    if value.figure is not None:
        _insert_quantity(connection, record, row, value)
        return
    key = f"{record.id}.{field.name}" + (f".{position}" if field.rivals == UNITED else "")
    low, high = _interval(value)
    row |= {"field": field.name, "value": value.text}
    row |= {
        "key": key,
        "contends": True,
        "low": low,
        "high": high,
        "compared": field.rivals == COMPARED,
        "sourced": field.rivals != EDITORIAL,
    }
    _insert(connection, "_value", row)
    _insert_mentions(connection, record, value)
    if field.refers or field.type == "claims":
        for item in value.items:
            target, _, name = item.text.partition(".")
            name, _, source = name.partition("@")
            spot = {"file": record.file, "line": item.line, "col": item.column}
            kinds = _json(field.refers)
            _insert(
                connection,
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


def _insert_mentions(connection: sqlite3.Connection, record: Record, value: Value) -> None:
    """The countries that a value names."""
    codes = (
        list(map(names.participant_country, value.texts))
        if value.field.type == "participants"
        else value.texts
    )
    if value.field.type in ("country", "countries", "participants"):
        for code, item in zip(codes, value.items, strict=True):
            found = records.pair(record.file) if code == UNSTATED else [code] if code else []
            for country in found:
                spot = {"file": record.file, "line": item.line, "col": item.column}
                _insert(connection, "_mention", {"record": record.id, "country": country, **spot})


def _interval(value: Value) -> tuple[object, object]:
    """What a value allows: days for dates, the number, or the folded text; sets whatever their order."""
    if value.span is not None:
        return str(value.span.first), str(value.span.last)
    if value.field.type == "integer":
        return int(value.text), int(value.text)
    text = "; ".join(sorted(value.texts)) if value.field.shape == "list" else names.fold(value.text)
    return text, text


def _insert_quantity(
    connection: sqlite3.Connection, record: Record, row: dict[str, object], value: Value
) -> None:
    """An amount of its own; amounts in different units are no rivals."""
    assert value.figure is not None, "only quantities come here"
    assert value.figure.amount is not None, "a quantity has an amount"
    amount, name = value.figure.amount, value.field.name
    stated = {"field": name, "value": _plain(amount), "unit": amount.base, "stated": str(amount)}
    place = {
        "key": f"{record.id}.{name}.{amount.base}",
        "contends": True,
        "compared": value.field.rivals == COMPARED,
    }
    value_id = _insert(
        connection, "_value", {**row, **stated, **place, "sourced": True, **_weight(amount)}
    )
    if amount.value is None:
        _insert(connection, "_flag", {"record": record.id, "value": value_id, "flag": "range"})


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


def _insert_figure(
    connection: sqlite3.Connection, record: Record, row: dict[str, object], value: Value
) -> None:
    """A figure's amount and its rate of growth as values, and both together as a figure."""
    assert value.figure is not None, "only figures come here"
    amount, growth, growth_vs = value.figure
    flow = value.field.name
    scope = f".{record.get('scope').casefold()}" if record.get("scope") else ""
    series = _series(record, flow)
    figure: dict[str, object] = {"id": f"{record.id}.{flow}", "record": record.id, "flow": flow}
    row = {**row, "compared": True, "sourced": True}
    if amount:
        key = f"{series}.{amount.base}{scope}"
        stated = {
            "field": flow,
            "value": _plain(amount),
            "unit": amount.base,
            "stated": str(amount),
            "key": key,
            "contends": True,
        }
        figure["amount"] = _insert(connection, "_value", {**row, **stated, **_weight(amount)})
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
        figure["rate"] = _insert(
            connection,
            "_value",
            {**row, **stated, "key": key, "contends": amount is None, **_weight(growth)},
        )
        figure |= {"growth": growth.percent, "growth_vs": growth_vs, "growth_stated": str(growth)}
    _insert(connection, "_figure", figure)


def _weight(stated: amounts.Amount | amounts.Growth) -> dict[str, object]:
    """What decides between a figure and its rivals."""
    low, high = stated.interval
    return {
        "low": low,
        "high": high,
        "hedge": stated.hedge or None,
        "bare": stated.bare_number,
        "precision": stated.precision,
    }


def _insert_names(connection: sqlite3.Connection, record: Record) -> None:
    """Every name of a country, for look-up."""
    if record.kind is COUNTRY:
        fields = (
            record.flat.get(name)
            for name in ("code", "alpha2", "numeric", "name", "aliases", "former_names")
        )
        for name in sorted({names.fold(text) for value in fields if value for text in value.texts}):
            _insert(connection, "_country_name", {"name": name, "country": record.id})


def _insert_entries(
    connection: sqlite3.Connection, record: Record, number: int, statement: Statement
) -> None:
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
    _insert(
        connection,
        "_published_list",
        {**row, "complete": bool(complete and complete.text == "true")},
    )
    for name, role in (("members", "member"), ("observers", "observer")):
        value = statement.values.get(name)
        for position, item in enumerate(value.items if value else ()):
            entry = {"statement": number, "country": item.text, "role": role, "position": position}
            _insert(
                connection,
                "_list_entry",
                {**entry, "file": record.file, "line": item.line, "col": item.column},
            )


def _json(texts: Iterable[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)
