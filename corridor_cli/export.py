"""Exports of all facts: a Frictionless Data Package, or a SQLite database.

Both have the tables of `answers.TABLED` with the columns, keys and links declared there. The
package follows Data Package and Table Schema v2 (datapackage.org), its citation file CFF 1.2.0.
The database has what Datasette uses: foreign keys, an FTS5 index of `records`, and a metadata
file. The same facts give the same bytes.
"""

import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from corridor_cli import formats
from corridor_cli.files import write_file, write_folder
from corridor_cli.formats.markdown import escaped
from corridor_cli.model import answers
from corridor_cli.model.answers import Answer
from corridor_cli.model.errors import UsageError, WriteError
from corridor_cli.model.kinds import Field, Row

if TYPE_CHECKING:
    from corridor_cli.model.rows import Rows
    from corridor_cli.questions import Facts

#: The endings of databases.
DATABASES = (".db", ".sqlite", ".sqlite3")
#: The endings of files that are no export; a name with any other ending is a directory.
_ROWS = [ending for format_ in formats.ROWS for ending in format_.endings if ending]
_OTHERS = (*_ROWS, ".xls", ".xlsx", ".zip")
#: The `application_id` in the header of an exported database: the letters CORR.
_APPLICATION = 0x434F5252
_SPECIFICATION = "https://datapackage.org/profiles/2.0"
#: The descriptor of a package, and the package's name in it.
_DESCRIPTOR, _NAME = "datapackage.json", "corridor-facts"
_DESCRIPTION = (
    "Facts, each with the documents that state it;"
    " where documents disagree, every statement is kept."
)
#: Tables by which the metadata of an export are recognised.
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
    """Write all facts to a directory or a database, by the ending of `target`; return the paths.

    An older export is replaced. Raises UsageError, before anything is written, for other files,
    edited files and other endings; WriteError if the target cannot be written.
    """
    if not target:
        raise UsageError("the name of the export is empty")
    ending = Path(target).suffix.lower()
    if ending in DATABASES:
        about = str(Path(target).with_suffix(".metadata.json"))
        _refuse_other(target, _is_database)
        _refuse_other(about, _is_metadata)
        write_file(target, database(facts))
        write_file(about, _json(metadata(facts, Path(target).stem)))
        return [target, about]
    if target == "-":
        raise UsageError(
            "an export is not written to standard output",
            "corridor export DIR, or corridor export FILE.db",
        )
    if ending in _OTHERS and not os.path.isdir(target):
        rows = f"; one table: corridor trade -o FILE{ending}" if ending in _ROWS else ""
        raise UsageError(
            f"an export is a directory or a database, not a {ending} file",
            f"corridor export DIR, or corridor export FILE.db{rows}",
        )
    files = package(facts)
    write_folder(target, files, replaces=_old_export(target))
    return [str(Path(target, name)) for name in files]


def _old_export(target: str) -> dict[str, str]:
    """The files of an export and their SHA-256, from its descriptor; empty without an export."""
    try:
        data = Path(target, _DESCRIPTOR).read_bytes()
        descriptor = json.loads(data)
        files = [*descriptor["resources"], *descriptor["files"]]
        digests = {file["path"]: file["hash"].removeprefix("sha256:") for file in files}
        is_export = descriptor["name"] == _NAME
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return digests | {_DESCRIPTOR: _digest(data)} if is_export else {}


def _refuse_other(path: str, is_export: Callable[[BinaryIO], bool]) -> None:
    """Refuse to replace a file that is not an export. Raises UsageError or WriteError."""
    try:
        if os.path.isfile(path) and os.path.getsize(path):
            with open(path, "rb") as file:
                allowed = is_export(file)
        else:
            allowed = not os.path.isdir(path)
    except OSError as error:
        raise WriteError(f"cannot write to {path}: {error.strerror or error}") from error
    if not allowed:
        raise UsageError(
            f"{path} is not an export of corridor", "name a new file, or remove this one"
        )


def _is_database(file: BinaryIO) -> bool:
    """Whether a file is an exported database, by its header."""
    header = file.read(100)
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72]) == _APPLICATION


def _is_metadata(file: BinaryIO) -> bool:
    """Whether a file is the unedited metadata of an exported database."""
    try:
        (about,) = json.loads(file.read())["databases"].values()
        return set(about) == {"tables"} and set(about["tables"]) >= _MARKS
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def _filled(**properties: object) -> dict[str, object]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def _target(table: str) -> Answer:
    """The answer whose view has this name."""
    return next(answer for answer in answers.TABLED if answer.view == table)


# --- the package


def package(facts: "Facts") -> dict[str, bytes]:
    """The bytes of a data package's files, by their paths in it."""
    about = cast("Row", facts.cite()[0])
    tables = {answer: facts.table(answer.view) for answer in answers.TABLED}
    data = {f"data/{answer.view}.csv": _csv(rows) for answer, rows in tables.items()}
    resources = [_resource(answer, data[f"data/{answer.view}.csv"]) for answer in tables]
    readme = _readme(about, {answer: len(rows) for answer, rows in tables.items()})
    files = {"README.md": readme.encode(), "CITATION.cff": _citation_file(about).encode()}
    licence, publisher = about["licence"], about["publisher"]
    descriptor = {"$schema": f"{_SPECIFICATION}/datapackage.json"} | _filled(
        name=_NAME,
        title=about["title"],
        description=_DESCRIPTION,
        version=about["published"],
        homepage=about["url"],
        licenses=[{"name": licence}] if licence else [],
        contributors=[{"title": publisher, "roles": ["publisher"]}] if publisher else [],
        sources=[
            _filled(title=row["title"], path=row["url"], version=row["published"], id=row["id"])
            for row in tables[answers.SOURCES]
        ],
        resources=resources,
        files=[{"path": name} | _size_and_hash(text) for name, text in files.items()],
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
        **_size_and_hash(data),
        "schema": schema | _filled(foreignKeys=links),
    }


def _size_and_hash(data: bytes) -> dict[str, object]:
    return {"bytes": len(data), "hash": f"sha256:{_digest(data)}"}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _field(answer: Answer, column: Field) -> dict[str, object]:
    type_ = "integer" if column.type == "integer" else _SCHEMA_TYPES[column.shape]
    return {"name": column.name, "type": type_} | _filled(
        format="uri" if column.type == "url" else "",
        delimiter=";" if type_ == "list" else "",
        itemType="string" if type_ == "list" else "",
        description=column.meaning,
        unit=column.unit,
        constraints=_filled(
            required=True if column.name in answer.key else None,
            enum=list(column.choices) if column.type == "word" else [],
        ),
    )


def _citation_file(about: Row) -> str:
    """The citation of the fact base in Citation File Format."""
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in about.items()}
    author = quoted["publisher"] if about["publisher"] else quoted["title"]
    is_day = str(about["published"]).count("-") == 2
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the fact base, and the documents that the facts you use rest on.",
        "type: dataset",
        f"title: {quoted['title']}",
        f"version: {quoted['published']}",
        f"date-released: {quoted['published']}" if is_day else "",
        "authors:",
        f"  - name: {author}",
        f"license: {quoted['licence']}" if about["licence"] else "",
        f"url: {quoted['url']}" if about["url"] else "",
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _readme(about: Row, counts: dict[Answer, int]) -> str:
    """The text of README.md: the tables of the package and how to read them."""
    tables = ""
    for answer, count in counts.items():
        key = ", ".join(f"`{name}`" for name in answer.key)
        tables += f"| `{answer.view}` | {count} | {answer.meaning} | {key} |\n"
    links = "".join(
        f"- `{answer.view}.{column}` is `{table}.{_target(table).key[0]}`\n"
        for answer in counts
        for column, table in answer.links
    )
    title = escaped(" ".join(str(about["title"]).split()))
    return f"""# {title}

Version {about["published"]}. A Data Package (v2): `datapackage.json` has every column with meaning,
unit and type, the keys, the size and SHA-256 of each file, and the documents that state the facts.

| table | rows | holds | key |
|---|---|---|---|
{tables}
## How to read it

- CSV in UTF-8 with a header; lists are joined by `;`, empty is missing, which is not zero.
- Numbers are in the unit that their row or their column's description names; `*_stated` is the
  amount as the source states it.
- Dates and periods are EDTF, as precise as they are known: `2005`, `2004-12`, `2022-01/2022-08`,
  `../2004-12-02`.
- `sources` are documents, `locators` the place in each, in the same order. `citations` has a row
  for each document of each statement.
- Forecasts are rows of `trade`, `figures` and `freight`; `forecast` tells them from what happened.
- `flags` says what to mind: part of a year, hedged, a forecast, disputed. All rivals are kept:
  `disputes` has each side, `statements` each value of each statement; `preferred` marks the first.

## Links between the tables

{links}
## Cite

Cite it as: {escaped(formats.named("text").write(formats.Sheet([about], [])).strip())}

`CITATION.cff` says the same; `sources` has the documents.
"""


# --- the database


def database(facts: "Facts") -> bytes:
    """A SQLite database with keys, views and full text, as the bytes of its file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.executescript(_script())
        about = cast("Row", facts.cite()[0])
        names = {"title": "title", "version": "published", "publisher": "publisher"}
        items = [(key, about[name]) for key, name in names.items() if about[name]]
        connection.executemany("INSERT INTO about VALUES (?, ?)", items)
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
    """The statements of export.sql, which create the table `about` and the views."""
    return Path(__file__).with_name("export.sql").read_text("utf-8")


def _create_table(answer: Answer) -> str:
    """The definition of a table, with the meaning of each column as a comment."""
    links = dict(answer.links)
    lines = []
    for column in answer.columns:
        type_ = "INTEGER" if column.type == "integer" else _SQL_TYPES[column.shape]
        required = " NOT NULL" if column.name in answer.key else ""
        target = links.get(column.name, "")
        reference = f" REFERENCES {target} ({_target(target).key[0]})" if target else ""
        lines.append((f'"{column.name}" {type_}{required}{reference},', column.meaning))
    key = ", ".join(f'"{name}"' for name in answer.key)
    body = "".join(f"    {line} -- {meaning}\n" for line, meaning in lines)
    return f"CREATE TABLE {answer.view} ( -- {answer.meaning}\n{body}    PRIMARY KEY ({key})\n)"


def _stored(cell: object) -> object:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell


def metadata(facts: "Facts", name: str) -> dict[str, object]:
    """The metadata of the database `name` for Datasette: titles, meanings and facets."""
    (about,) = facts.cite()
    tables = {}
    for answer in answers.TABLED:
        words = [
            column.name
            for column in answer.columns
            if (column.table or column.name == "kind") and column.type in ("word", "country")
        ]
        lists = [name for name in ("flags", "countries") if answer.column(name)]
        tables[answer.view] = _filled(
            description=answer.meaning,
            columns={column.name: column.meaning for column in answer.columns},
            facets=[*words, *({"array": name} for name in lists)],
            label_column=next((label for label in ("title", "name") if answer.column(label)), ""),
        )
    others = re.findall(r"^CREATE (?:TABLE|VIEW) (\w+) .*-- (.+)$", _script(), re.MULTILINE)
    tables |= {view: {"description": meaning} for view, meaning in others}
    return _filled(
        title=about["title"],
        description=f"Version {about['published']}. Every fact names its documents.",
        source_url=about["url"],
        license=about["licence"],
        databases={name: {"tables": tables}},
    )
