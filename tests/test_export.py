"""`corridor export`: the whole fact base as a Data Package and as an SQLite database."""

import asyncio
import csv
import hashlib
import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from conftest import CUT, RIVALS, Answer, full_disk
from test_files import tree
from test_formats import HOSTILE, parse

from corridor_cli import open_facts
from corridor_cli.model.answers import TABLED


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with both exports of the cut, `package/` and `facts.db`."""
    from corridor_cli.export import export

    folder = tmp_path_factory.mktemp("exported")
    with open_facts() as facts:
        export(facts, str(folder / "package"))
        export(facts, str(folder / "facts.db"))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The content of all files below a directory, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- the package


def test_a_package_says_what_is_in_it(exports: Path) -> None:
    """datapackage.json has a resource for each table and a source for each document."""
    package = json.loads((exports / "package" / "datapackage.json").read_text("utf-8"))
    with open_facts() as facts:
        assert package["version"] == facts.about()["version"]
        assert [source["id"] for source in package["sources"]] == [
            row["id"] for row in facts.sources()
        ]
    assert [resource["name"] for resource in package["resources"]] == [
        answer.view for answer in TABLED
    ]
    for resource, answer in zip(package["resources"], TABLED, strict=True):
        data = (exports / "package" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == [
            column.name for column in answer.columns
        ]
        assert all(field["description"] for field in schema["fields"])
        assert schema["primaryKey"] == list(answer.key)
        links = {
            (link["fields"][0], link["reference"]["resource"])
            for link in schema.get("foreignKeys", [])
        }
        assert links == set(answer.links)


def test_tables_carry_the_rows_of_the_commands(
    exports: Path, corridor: Callable[..., Answer]
) -> None:
    """A table of the package is the CSV of its command, and reads back as the rows of --json."""
    for table, argv in {
        "members": ("members",),
        "trade": ("trade",),
        "figures": ("trade", "--long"),
        "meetings": ("meetings",),
        "journeys": ("routes", "--journeys"),
        "disputes": ("disputes",),
        "sources": ("sources",),
    }.items():
        data = (exports / "package" / "data" / f"{table}.csv").read_text("utf-8")
        answer = next(answer for answer in TABLED if answer.view == table)
        rows = parse(data, "csv", answer)
        forecasts = [row for row in rows if row.get("forecast")]
        happened = [row for row in rows if row not in forecasts]
        assert happened == json.loads(corridor(*argv, "--json", facts=CUT).out)
        if forecasts:
            argv = (*argv, "--forecast")
            assert forecasts == json.loads(corridor(*argv, "--json", facts=CUT).out)
        else:
            assert data == corridor(*argv, "-f", "csv", facts=CUT).out


def test_an_export_is_the_same_each_time(corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """Two exports have the same bytes, in a new directory and over an old export."""
    for name in ("one", "two"):
        assert corridor("export", tmp_path / name, facts=RIVALS).code == 0
        assert corridor("export", tmp_path / name / "facts.db", facts=RIVALS).code == 0
    first = contents(tmp_path / "one")
    assert first == contents(tmp_path / "two")
    for name in ("facts.db", "facts.metadata.json"):
        (tmp_path / "one" / name).unlink()
    assert corridor("export", tmp_path / "one", facts=RIVALS).code == 0
    assert contents(tmp_path / "one") == {
        name: data for name, data in first.items() if not name.startswith("facts.")
    }


def test_the_citation_file_names_the_facts(exports: Path) -> None:
    """CITATION.cff has the fields that CFF 1.2.0 requires."""
    citation = yaml.safe_load((exports / "package" / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["type"] == "dataset"
    assert citation["authors"] == [{"name": "corridor project"}]


# --- files that exist already


def test_an_older_export_is_replaced_and_nothing_else(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """An export removes its old tables; it leaves a directory with other files as it is."""
    target = tmp_path / "facts"
    assert corridor("export", target, facts=RIVALS).code == 0
    package = json.loads((target / "datapackage.json").read_text())
    older = {
        "name": "older",
        "path": "data/older.csv",
        "hash": f"sha256:{hashlib.sha256(b'id').hexdigest()}",
    }
    package["resources"].append(older)
    (target / "datapackage.json").write_text(json.dumps(package))
    (target / "data" / "older.csv").write_text("id")
    assert corridor("export", target, facts=RIVALS).code == 0
    assert not (target / "data" / "older.csv").exists()
    (target / "data" / "mine.csv").write_text("keep\n")
    before = contents(target)
    answer = corridor("export", target, facts=RIVALS)
    assert (answer.code, answer.out) == (2, "")
    assert (
        answer.err == f"corridor: error: {target} holds another file: data/mine.csv\n"
        f"hint: name a directory that is new or empty\n"
    )
    assert contents(target) == before


MINE = b"id\n1\n"


def foreign_package(**changed: object) -> Callable[[Path], None]:
    """A function that makes another program's data package, which differs from ours as stated."""
    hash_ = f"sha256:{hashlib.sha256(MINE).hexdigest()}"
    resources = [{"name": "trade", "path": "data/trade.csv", "hash": hash_}]
    descriptor = {"name": "corridor-facts", "resources": resources, "files": []} | changed

    def make(folder: Path) -> None:
        (folder / "data").mkdir()
        (folder / "data" / "trade.csv").write_bytes(MINE)
        (folder / "datapackage.json").write_text(json.dumps(descriptor))

    return make


#: Directories that are no export, and the file in the error.
FOREIGN_FOLDERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a package": (foreign_package(name="mine"), "data/trade.csv"),
    "a package without hashes": (
        foreign_package(resources=[{"path": "data/trade.csv"}]),
        "data/trade.csv",
    ),
    "a package without resources": (foreign_package(resources=None), "data/trade.csv"),
    "no package": (
        lambda folder: (folder / "datapackage.json").write_text("[]"),
        "datapackage.json",
    ),
    "a page": (lambda folder: (folder / "README.md").write_text("mine"), "README.md"),
    "a link to a folder": (lambda folder: (folder / "data").symlink_to("../else"), "data"),
}


@pytest.mark.parametrize("what", FOREIGN_FOLDERS)
def test_a_directory_that_is_no_export_is_not_written_to(
    what: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """A directory with files of another program stays as it is."""
    target = tmp_path / "target"
    target.mkdir()
    make, file = FOREIGN_FOLDERS[what]
    make(target)
    before = tree(tmp_path)
    error = (
        f"corridor: error: {target} holds another file: {file}\n"
        f"hint: name a directory that is new or empty\n"
    )
    assert corridor("export", target, facts=RIVALS) == Answer(2, "", error)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["data/trade.csv", "README.md", "CITATION.cff"])
def test_an_edited_file_of_an_export_is_not_replaced(
    name: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """If a file of an export was edited, an error names it and the export stays as it is."""
    target = tmp_path / "target"
    assert corridor("export", target, facts=RIVALS).code == 0
    with (target / name).open("a") as file:
        file.write("mine\n")
    before = tree(target)
    error = (
        f"corridor: error: {target} holds an edited file: {name}\n"
        f"hint: name a directory that is new or empty\n"
    )
    assert corridor("export", target, facts=RIVALS) == Answer(2, "", error)
    assert tree(target) == before
    (target / name).unlink()
    assert corridor("export", target, facts=RIVALS).code == 0


def foreign_database(path: Path) -> None:
    """Make a database of another program, with a table name that we use too."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE records (id TEXT)")


#: Files that are no export, in the place of a database or its metadata.
FOREIGN: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a database": ("facts.db", foreign_database),
    "a text": ("facts.db", lambda path: path.write_text("dear diary\n")),
    "a directory": ("facts.db", lambda path: path.mkdir()),
    "metadata of another database": (
        "facts.metadata.json",
        lambda path: path.write_text(
            '{"databases": {"facts": {"tables": {"diary": {"description": "mine"}}}}}'
        ),
    ),
    "metadata with queries added": (
        "facts.metadata.json",
        lambda path: path.write_text(
            json.dumps(
                {
                    "databases": {
                        "facts": {
                            "tables": {answer.view: {} for answer in TABLED},
                            "queries": {"mine": "SELECT 1"},
                        }
                    }
                }
            )
        ),
    ),
    "other JSON": ("facts.metadata.json", lambda path: path.write_text('["facts"]')),
    "no JSON": ("facts.metadata.json", lambda path: path.write_text("databases: facts")),
    "a directory for metadata": ("facts.metadata.json", lambda path: path.mkdir()),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_that_is_no_export_is_not_replaced(
    what: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Files of another program are not replaced by a database or its metadata."""
    name, make = FOREIGN[what]
    make(tmp_path / name)
    before = contents(tmp_path)
    assert corridor("export", tmp_path / "facts.db", facts=RIVALS) == Answer(
        2,
        "",
        f"corridor: error: {tmp_path / name} is not an export of corridor\n"
        f"hint: name a new file, or remove this one\n",
    )
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_older_database_and_empty_files_are_replaced(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """An old database under any name, and an empty file, are replaced."""
    assert corridor("export", tmp_path / "facts.db", facts=RIVALS).code == 0
    expected = contents(tmp_path)
    assert corridor("export", tmp_path / "old.sqlite").code == 0
    (tmp_path / "old.sqlite").rename(tmp_path / "facts.db")
    (tmp_path / "old.metadata.json").rename(tmp_path / "facts.metadata.json")
    assert contents(tmp_path) != expected
    assert corridor("export", tmp_path / "facts.db", facts=RIVALS).code == 0
    assert contents(tmp_path) == expected
    for name in expected:
        (tmp_path / name).write_bytes(b"")
    assert corridor("export", tmp_path / "facts.db", facts=RIVALS).code == 0
    assert contents(tmp_path) == expected


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        ((), 2, "name one directory or database to write"),
        (("a", "-o", "b"), 2, "name one directory or database to write"),
        (
            ("facts.csv",),
            2,
            "an export is a directory or a database, not a .csv file\n"
            "hint: corridor export DIR, or corridor export FILE.db; one table: corridor trade "
            "-o FILE.csv",
        ),
        (("facts.yml",), 2, "an export is a directory or a database, not a .yml file"),
        (("facts.XLSX",), 2, "an export is a directory or a database, not a .xlsx file"),
        (
            ("facts.zip",),
            2,
            "an export is a directory or a database, not a .zip file\n"
            "hint: corridor export DIR, or corridor export FILE.db",
        ),
        (
            ("-",),
            2,
            "an export is not written to standard output\n"
            "hint: corridor export DIR, or corridor export FILE.db",
        ),
        (("/proc/facts",), 74, "cannot write to /proc/facts: No such file or directory"),
        (("/proc/facts.db",), 74, "cannot write to /proc/facts.db: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_line(
    argv: tuple[str, ...],
    code: int,
    message: str,
    corridor: Callable[..., Answer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An export that cannot be written gives one line and its exit code, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    answer = corridor("export", *argv, facts=RIVALS)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(f"corridor: error: {message}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["corridor-v1.0", "of my own", "it's.db"])
def test_the_note_is_a_command_that_can_be_copied(
    target: str, shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """The command in the note names the files, with any name of the directory or database."""
    answer = shell(f"corridor export -- {shlex.quote(target)}", CORRIDOR_FACTS=str(RIVALS))
    assert (answer.code, answer.out) == (0, "")
    program, *argv = shlex.split(answer.err.partition("; to look at them: ")[2])
    words = [word for word in argv if word not in ("validate", "--metadata")]
    if target.endswith(".db"):
        assert (program, words) == ("datasette", [target, target.replace(".db", ".metadata.json")])
    else:
        assert (program, words) == ("frictionless", [f"{target}/datapackage.json"])
    assert all((tmp_path / word).is_file() for word in words)


def test_a_full_disk_leaves_nothing_half_written(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """On a full disk an export leaves no file and no directory."""
    for name in ("facts", "facts.db"):
        target = tmp_path / name
        with full_disk():
            answer = corridor("export", target, facts=RIVALS)
        error = f"corridor: error: cannot write to {target}: File too large\n"
        assert answer == Answer(74, "", error)
        assert list(tmp_path.iterdir()) == []


# --- the database


def test_a_database_has_keys_views_and_full_text(
    exports: Path, corridor: Callable[..., Answer]
) -> None:
    """The database has foreign keys, the rows of the commands, and full text without accents."""
    with closing(sqlite3.connect(exports / "facts.db")) as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for answer in TABLED:
            keys = [
                row["from"] for row in database.execute(f"PRAGMA foreign_key_list({answer.view})")
            ]
            assert sorted(keys) == sorted(column for column, _ in answer.links)
        rows = [dict(row) for row in database.execute("SELECT * FROM figures")]
        lists = ("flags", "sources", "locators", "disputes")
        for row in rows:
            row |= {name: json.loads(row[name]) for name in lists}
            row |= {name: bool(row[name]) for name in ("preferred", "forecast")}
        for argv in (("trade", "--long"), ("trade", "--long", "--forecast")):
            asked = json.loads(corridor(*argv, "--json", facts=CUT).out)
            assert [row for row in rows if row["forecast"] == ("--forecast" in argv)] == asked
        answer_rows = database.execute(
            "SELECT title FROM records WHERE rowid IN (SELECT rowid FROM records_fts "
            "WHERE records_fts MATCH 'turkiye')"
        )
        assert "Türkiye" in [row["title"] for row in answer_rows]
        for view in ("documents_cited", "preferred_figures", "disputed_records"):
            assert database.execute(f"SELECT COUNT(*) FROM {view}").fetchone()[0] > 50
        about = dict(database.execute("SELECT key, value FROM about").fetchall())
    with open_facts() as facts:
        assert about["version"] == facts.about()["version"]


def test_metadata_describes_every_table_and_view(exports: Path) -> None:
    """Each table and view has its description, and `kind` is a facet."""
    described = json.loads((exports / "facts.metadata.json").read_text("utf-8"))["databases"][
        "facts"
    ]["tables"]
    with closing(sqlite3.connect(exports / "facts.db")) as database:
        query = (
            "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name "
            "NOT LIKE 'records_fts%'"
        )
        defined = dict(database.execute(query).fetchall())
        kinds = {
            name
            for name in defined
            if "kind" in [row[1] for row in database.execute(f"PRAGMA table_info ({name})")]
        }
    assert set(described) == set(defined)
    for name, definition in defined.items():
        assert f"-- {described[name]['description']}\n" in definition, name
    coverages = {name for name, entry in described.items() if "kind" in entry.get("facets", [])}
    assert coverages == kinds & {answer.view for answer in TABLED} >= {"sources", "disputes"}


def test_a_query_of_sql_runs_in_the_database_too(
    exports: Path, corridor: Callable[..., Answer]
) -> None:
    """A query gives the same rows in the database as with `corridor sql`."""
    query = (
        "SELECT reporter, flow, COUNT(*) AS n FROM figures WHERE preferred AND unit = 'USD' "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )
    with closing(sqlite3.connect(exports / "facts.db")) as database:
        answer_rows = [list(row) for row in database.execute(query)]
    assert [
        list(row.values()) for row in json.loads(corridor("sql", query, "--json", facts=CUT).out)
    ] == answer_rows


def test_hostile_text_comes_through(
    corridor: Callable[..., Answer], copied_facts: Path, tmp_path: Path
) -> None:
    """Text that looks like markup, a formula or SQL is exported unchanged."""
    path = copied_facts / "meetings" / "2023.yaml"
    quoted = f"{HOSTILE} '); DROP TABLE records --".replace("'", "''")
    lines = [
        f"  title: '{quoted}'" if line.startswith("  title:") else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    expected = quoted.replace("''", "'")
    for name in ("package", "facts.db"):
        assert corridor("export", tmp_path / name, facts=copied_facts).code == 0
    with (tmp_path / "package" / "data" / "meetings.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        assert {row["title"] for row in csv.DictReader(file)} == {expected}
    with closing(sqlite3.connect(tmp_path / "facts.db")) as database:
        assert {
            title
            for (title,) in database.execute("SELECT title FROM records WHERE kind = 'meeting'")
        } == {expected}


# --- the real readers


@pytest.mark.peers
def test_frictionless_finds_the_package_valid(
    exports: Path, shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """`frictionless validate` accepts the package, and reports a changed cell."""
    answer = shell(f"frictionless validate {exports}/package/datapackage.json --json")
    report = json.loads(answer.out)
    assert answer.code == 0
    assert report["valid"]
    assert report["stats"] == {**report["stats"], "tasks": len(TABLED), "errors": 0, "warnings": 0}
    broken = shutil.copytree(exports / "package", tmp_path / "broken")
    path = broken / "data" / "trade.csv"
    path.write_text(path.read_text("utf-8").replace(",KAZ,", ",XXX,", 1), "utf-8")
    errors = json.loads(shell(f"frictionless validate {broken}/datapackage.json --json").out)[
        "tasks"
    ]
    assert "hash-count" in {error["type"] for task in errors for error in task["errors"]}


@pytest.mark.peers
def test_frictionless_reads_the_rows(exports: Path) -> None:
    """Frictionless reads the rows of the library, with numbers, lists and booleans."""
    from frictionless import Package

    package = Package(str(exports / "package" / "datapackage.json"))
    with open_facts() as facts:
        for table in ("members", "figures", "places"):
            rows = [row.to_dict() for row in package.get_resource(table).read_rows()]
            for row, expected in zip(rows, facts.table(table), strict=True):
                # Frictionless reads numbers as Decimal, and an empty list as None
                plain = {
                    name: float(cell) if isinstance(cell, Decimal) else cell
                    for name, cell in row.items()
                }
                assert (
                    plain
                    | {
                        name: plain[name] or []
                        for name, cell in expected.items()
                        if isinstance(cell, list)
                    }
                    == expected
                )


@pytest.mark.peers
def test_datasette_answers_a_facet_and_a_search(
    exports: Path, corridor: Callable[..., Answer]
) -> None:
    """Datasette finds words, counts facets and follows foreign keys."""
    from datasette.app import Datasette

    metadata = json.loads((exports / "facts.metadata.json").read_text("utf-8"))

    async def ask(*paths: str) -> list[dict[str, object]]:
        datasette = Datasette([str(exports / "facts.db")], immutables=[], metadata=metadata)
        return [(await datasette.client.get(path)).json() for path in paths]

    matches, coverages, flag_counts, citations = asyncio.run(
        ask(
            "/facts/records.json?_search=rasht+astara&_facet=kind&_shape=objects",
            "/facts/trade.json?_facet=coverage&forecast=0&_size=0",
            "/facts/freight.json?_facet_array=flags&_size=0",
            "/facts/citations.json?record=rasht-astara-railway&_labels=on&_shape=objects&_size=1",
        )
    )
    query = (
        "SELECT r.kind FROM search_text t JOIN records r ON r.id = t.id WHERE search_text "
        "MATCH '{title body} : (rasht astara)'"
    )
    answer_rows = json.loads(corridor("sql", query, "--json", facts=CUT).out)
    assert matches["filtered_table_rows_count"] == len(answer_rows) > 20
    kinds = {
        facet["value"]: facet["count"] for facet in matches["facet_results"]["kind"]["results"]
    }
    assert kinds == {kind: sum(row["kind"] == kind for row in answer_rows) for kind in kinds}
    coverage = {
        facet["value"]: facet["count"]
        for facet in coverages["facet_results"]["coverage"]["results"]
    }
    records = json.loads(corridor("trade", "--json", facts=CUT).out)
    assert coverage == {word: sum(row["coverage"] == word for row in records) for word in coverage}
    flags = {
        facet["value"]: facet["count"] for facet in flag_counts["facet_results"]["flags"]["results"]
    }
    assert {"hedged", "disputed", "forecast"} <= set(flags)
    assert citations["rows"][0]["record"]["label"] == "Rasht-Astara railway"


@pytest.mark.peers
def test_duckdb_opens_both(exports: Path) -> None:
    """DuckDB reads the database and the CSV of the package, with the sums of the library."""
    import duckdb
    import duckdb_extensions

    duckdb_extensions.import_extension("sqlite_scanner")
    with open_facts() as facts:
        expected = sum(
            row["value"]
            for row in facts.trade(preferred=True)
            if row["unit"] == "USD" and row["value"] is not None
        )
    with duckdb.connect() as connection:
        connection.execute("LOAD sqlite_scanner")
        connection.execute(f"ATTACH '{exports}/facts.db' AS facts (TYPE sqlite)")
        query = "SELECT SUM(value) FROM {} WHERE preferred AND unit = 'USD' AND NOT forecast"
        assert connection.sql(query.format("facts.figures")).fetchone() == (expected,)
        assert connection.sql(query.format(f"'{exports}/package/data/figures.csv'")).fetchone() == (
            expected,
        )


@pytest.mark.peers
def test_duckdb_reads_every_table_and_view(exports: Path) -> None:
    """DuckDB reads the same rows from each table and view as SQLite."""
    import duckdb
    import duckdb_extensions

    def plain(row: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            float(cell) if isinstance(cell, int | float | Decimal) else cell for cell in row
        )

    duckdb_extensions.import_extension("sqlite_scanner")
    with (
        closing(sqlite3.connect(exports / "facts.db")) as database,
        duckdb.connect() as connection,
    ):
        connection.execute("LOAD sqlite_scanner")
        connection.execute(f"ATTACH '{exports}/facts.db' AS facts (TYPE sqlite)")
        query = (
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name "
            "NOT LIKE 'records_fts%'"
        )
        there = {name for (name,) in database.execute(query)}
        assert there >= {"about", "disputed_records", *(answer.view for answer in TABLED)}
        for name in there:
            expected = {plain(row) for row in database.execute(f"SELECT * FROM {name}")}
            assert {
                plain(row) for row in connection.sql(f"SELECT * FROM facts.{name}").fetchall()
            } == expected, name
            assert expected


@pytest.mark.peers
def test_pandas_reads_both(exports: Path) -> None:
    """The package pandas reads numeric columns from the database and from the package."""
    import pandas as pd

    with closing(sqlite3.connect(exports / "facts.db")) as database:
        stored = pd.read_sql("SELECT * FROM trade", database)
    flat = pd.read_csv(exports / "package" / "data" / "trade.csv")
    for column in ("export", "import", "turnover"):
        assert stored[column].dtype == flat[column].dtype == "float64"
        assert stored[column].sum() == flat[column].sum() > 0
