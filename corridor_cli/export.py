"""The fact base as a whole: a Frictionless Data Package, or a SQLite database.

Both hold the tables of `answers.TABLED` with the columns, keys and links declared there. The
package follows Data Package and Table Schema v2 (datapackage.org), its citation file CFF 1.2.0;
the database has what Datasette looks for: foreign keys, an FTS5 index over `records`, and a
metadata file beside it. The same facts give the same bytes.
"""

import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corridor_cli import formats
from corridor_cli.files import write_file, write_folder
from corridor_cli.model import answers
from corridor_cli.model.answers import Answer
from corridor_cli.model.errors import UsageError, WriteError
from corridor_cli.model.kinds import Field, Row

if TYPE_CHECKING:
    from corridor_cli.model.rows import Rows
    from corridor_cli.questions import Facts

#: The endings that ask for a database.
DATABASES = (".db", ".sqlite", ".sqlite3")
#: The endings that ask for a file which is neither; any other name with a dot is a directory's.
_ROWS = [ending for format_ in formats.ROWS for ending in format_.endings if ending]
_OTHERS = (*_ROWS, ".xls", ".xlsx", ".zip")
#: How SQLite's header marks a database as an export: `application_id`, the letters CORR.
_APPLICATION = 0x434F5252
_SPECIFICATION = "https://datapackage.org/profiles/2.0"
#: A package is an export if its descriptor has this name in it.
_DESCRIPTOR, _NAME = "datapackage.json", "corridor-facts"
#: Tables that every export has.
_MARKS = {answers.RECORDS.view, answers.CITATIONS.view}
#: The types of each shape of cell in Table Schema and in SQLite.
_SCHEMA_TYPES = {
    "text": "string",
    "number": "number",
    "boolean": "boolean",
    "list": "list",
    "map": "object",
}
_SQL_TYPES = {
    "text": "TEXT",
    "number": "NUMERIC",
    "boolean": "INTEGER",
    "list": "TEXT",
    "map": "TEXT",
}


def export(facts: "Facts", target: str) -> list[str]:
    """Write all facts to a directory or a database, by the ending of `target`; returns the paths.

    An older export is replaced. Raises UsageError, before anything is written, for other files and
    for edited ones, and for a target that can be neither; WriteError if it cannot be written.
    """
    ending = Path(target).suffix.lower()
    if ending in DATABASES:
        about = Path(target).with_suffix(".metadata.json")
        _refuse_other(target, _is_database)
        _refuse_other(str(about), _is_metadata)
        write_file(target, database(facts))
        write_file(str(about), _json(metadata(facts, Path(target).stem)))
        return [target, str(about)]
    if target == "-":
        raise UsageError(
            "an export is not written to standard output",
            "corridor export DIR, or corridor export FILE.db",
        )
    if ending in _OTHERS and not Path(target).is_dir():
        rows = f"; one table: corridor trade -o FILE{ending}" if ending in _ROWS else ""
        raise UsageError(
            f"an export is a directory or a database, not a {ending} file",
            f"corridor export DIR, or corridor export FILE.db{rows}",
        )
    files = package(facts)
    write_folder(target, files, replaces=_exported(target))
    return [str(Path(target, name)) for name in files]


def _exported(target: str) -> dict[str, str]:
    """The files that the descriptor of an export names, with it, each with its SHA-256."""
    try:
        data = Path(target, _DESCRIPTOR).read_bytes()
        described = json.loads(data)
        named = [*described["resources"], *described["files"]]
        recorded = {file["path"]: file["hash"].removeprefix("sha256:") for file in named}
        is_ours = described["name"] == _NAME
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return recorded | {_DESCRIPTOR: _digest(data)} if is_ours else {}


def _refuse_other(path: str, is_export: Callable[[BinaryIO], bool]) -> None:
    """Refuse to replace a file that is no export. Raises UsageError or WriteError."""
    try:
        if os.path.isfile(path) and os.path.getsize(path):
            with open(path, "rb") as file:
                ours = is_export(file)
        else:
            ours = not os.path.isdir(path)
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
    if not ours:
        raise UsageError(
            f"{path} is no export of corridor", "name a file that is new, or remove this one"
        )


def _is_database(file: BinaryIO) -> bool:
    """Whether a file is a database that an export wrote, by its header."""
    header = file.read(100)
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72]) == _APPLICATION


def _is_metadata(file: BinaryIO) -> bool:
    """Whether a file is the metadata of an exported database, with nothing added."""
    try:
        (described,) = json.loads(file.read())["databases"].values()
        return set(described) == {"tables"} and set(described["tables"]) >= _MARKS
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def _set(**given: object) -> dict[str, object]:
    """The properties that there is something to say of."""
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}


def _target(table: str) -> Answer:
    """The table that a link leads to."""
    return next(answer for answer in answers.TABLED if answer.view == table)


# --- the package


def package(facts: "Facts") -> dict[str, bytes]:
    """The files of a data package, by their paths in it."""
    (itself,) = facts.cite()
    tables = {answer: facts.table(answer.view) for answer in answers.TABLED}
    data = {f"data/{answer.view}.csv": _csv(rows) for answer, rows in tables.items()}
    resources = [_resource(answer, data[f"data/{answer.view}.csv"]) for answer in tables]
    readme = _readme(itself, {answer: len(rows) for answer, rows in tables.items()})
    files = {"README.md": readme.encode(), "CITATION.cff": _citation_file(itself).encode()}
    descriptor = {"$schema": f"{_SPECIFICATION}/datapackage.json"} | _set(
        name=_NAME,
        title=itself["title"],
        description="Facts, each with the documents that state it; where documents disagree, every statement is kept.",
        version=itself["published"],
        homepage=itself["url"],
        licenses=[{"name": itself["licence"]}] if itself["licence"] else [],
        contributors=[{"title": itself["publisher"], "roles": ["publisher"]}]
        if itself["publisher"]
        else [],
        sources=[
            _set(title=row["title"], path=row["url"], version=row["published"], id=row["id"])
            for row in tables[answers.SOURCES]
        ],
        resources=resources,
        files=[{"path": name} | _measured(text) for name, text in files.items()],
    )
    return {_DESCRIPTOR: _json(descriptor), **files, **data}


def _csv(rows: "Rows") -> bytes:
    return formats.named("csv").write(formats.Sheet(rows, rows.columns)).encode()


def _resource(answer: Answer, data: bytes) -> dict[str, object]:
    schema = {
        "$schema": f"{_SPECIFICATION}/tableschema.json",
        "fields": [_field(answer, column) for column in answer.columns],
        "primaryKey": list(answer.key),
    }
    links = [
        {"fields": [column], "reference": {"resource": table, "fields": list(_target(table).key)}}
        for column, table in answer.links
    ]
    return {
        "name": answer.view,
        "type": "table",
        "path": f"data/{answer.view}.csv",
        "description": answer.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_measured(data),
        "schema": schema | _set(foreignKeys=links),
    }


def _measured(data: bytes) -> dict[str, object]:
    """By what a file is known to be as it was written."""
    return {"bytes": len(data), "hash": f"sha256:{_digest(data)}"}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _field(answer: Answer, column: Field) -> dict[str, object]:
    type_ = "integer" if column.type == "integer" else _SCHEMA_TYPES[column.shape]
    return {"name": column.name, "type": type_} | _set(
        format="uri" if column.type == "url" else "",
        delimiter=";" if type_ == "list" else "",
        itemType="string" if type_ == "list" else "",
        description=column.meaning,
        unit=column.unit,
        constraints=_set(
            required=True if column.name in answer.key else None,
            enum=list(column.choices) if column.type == "word" else [],
        ),
    )


def _citation_file(itself: Row) -> str:
    """How the fact base is to be cited, as Citation File Format."""
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in itself.items()}
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the fact base, and the documents that the facts you use rest on.",
        "type: dataset",
        f"title: {quoted['title']}",
        f"version: {quoted['published']}",
        f"date-released: {quoted['published']}" if str(itself["published"]).count("-") == 2 else "",
        "authors:",
        f"  - name: {quoted['publisher'] if itself['publisher'] else quoted['title']}",
        f"license: {quoted['licence']}" if itself["licence"] else "",
        f"url: {quoted['url']}" if itself["url"] else "",
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _readme(itself: Row, counts: dict[Answer, int]) -> str:
    """What the package holds and how to read it."""
    listed = "".join(
        f"| `{answer.view}` | {count} | {answer.meaning} | {', '.join(f'`{name}`' for name in answer.key)} |\n"
        for answer, count in counts.items()
    )
    linked = "".join(
        f"- `{answer.view}.{column}` is `{table}.{_target(table).key[0]}`\n"
        for answer in counts
        for column, table in answer.links
    )
    return f"""# {itself["title"]}

Version {itself["published"]}. A Data Package (v2): `datapackage.json` has every column with meaning, unit and type,
the keys, the size and SHA-256 of each file, and the documents that the facts rest on.

| table | rows | holds | key |
|---|---|---|---|
{listed}
## How to read it

- CSV in UTF-8 with a header; lists are joined by `;`, empty is missing, which is not zero.
- Numbers are in the unit that their row or their column's description names; `*_stated` is the amount as the source
  states it.
- Dates and periods are EDTF, as precise as they are known: `2005`, `2004-12`, `2022-01/2022-08`, `../2004-12-02`.
- `sources` and `locators` run side by side: documents, and the place in each. `citations` has them one a row, for every
  statement.
- `flags` says what to mind: part of a year, hedged, a forecast, disputed. Rival statements are all kept: `disputes` has
  each side, `statements` every value of every statement, `preferred` says which comes first.

## What leads where

{linked}
## Cite

{formats.named("text").write(formats.Sheet([itself], [])).strip()}

`CITATION.cff` says the same; `sources` has the documents.
"""


# --- the database


def database(facts: "Facts") -> bytes:
    """A SQLite database with keys, views and full text, as the bytes of its file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.executescript(_script())
        (itself,) = facts.cite()
        known = {
            "title": itself["title"],
            "version": itself["published"],
            "publisher": itself["publisher"],
        }
        connection.executemany(
            "INSERT INTO about VALUES (?, ?)", [item for item in known.items() if item[1]]
        )
        for answer in answers.TABLED:
            connection.execute(_create_table(answer))
            rows = facts.table(answer.view)
            marks = ", ".join("?" * len(answer.columns))
            connection.executemany(
                f"INSERT INTO {answer.view} VALUES ({marks})",
                ([_stored(cell) for cell in row.values()] for row in rows),
            )
            for column, _ in answer.links:
                if answer.key != (column,):
                    connection.execute(
                        f'CREATE INDEX {answer.view}_{column} ON {answer.view} ("{column}")'
                    )
        connection.execute(
            'CREATE VIRTUAL TABLE records_fts USING fts5 (title, text, content="records",'
            ' tokenize="unicode61 remove_diacritics 2")'
        )
        connection.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
        connection.execute("VACUUM")
        return connection.serialize()


def _script() -> str:
    """What the database has beside its tables."""
    return Path(__file__).with_name("export.sql").read_text("utf-8")


def _create_table(answer: Answer) -> str:
    """A table's definition; the meaning of each column stands beside it."""
    links = dict(answer.links)
    lines = []
    for column in answer.columns:
        type_ = "INTEGER" if column.type == "integer" else _SQL_TYPES[column.shape]
        needed = " NOT NULL" if column.name in answer.key else ""
        target = links.get(column.name, "")
        reference = f" REFERENCES {target} ({_target(target).key[0]})" if target else ""
        lines.append((f'"{column.name}" {type_}{needed}{reference},', column.meaning))
    key = ", ".join(f'"{name}"' for name in answer.key)
    body = "".join(f"    {line} -- {meaning}\n" for line, meaning in lines)
    return f"CREATE TABLE {answer.view} ( -- {answer.meaning}\n{body}    PRIMARY KEY ({key})\n)"


def _stored(cell: object) -> object:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell


def metadata(facts: "Facts", name: str) -> dict[str, object]:
    """What Datasette shows beside the database called `name`: titles, meanings and facets."""
    (itself,) = facts.cite()
    tables = {
        answer.view: _set(
            description=answer.meaning,
            columns={column.name: column.meaning for column in answer.columns},
            facets=[
                column.name
                for column in answer.columns
                if (column.table or column.name == "kind") and column.type in ("word", "country")
            ]
            + [
                {"array": column.name}
                for column in answer.columns
                if column.name in ("flags", "countries")
            ],
            label_column=next((label for label in ("title", "name") if answer.column(label)), ""),
        )
        for answer in answers.TABLED
    }
    beside = re.findall(r"^CREATE (?:TABLE|VIEW) (\w+) .*-- (.+)$", _script(), re.MULTILINE)
    tables |= {called: {"description": meaning} for called, meaning in beside}
    return _set(
        title=itself["title"],
        description=f"Version {itself['published']}. Every fact names its documents.",
        source_url=itself["url"],
        license=itself["licence"],
        databases={name: {"tables": tables}},
    )
