"""`corridor diff`: what changed between two fact bases is told as what it is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, FOUNDING, RIVALS, Answer
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor_cli import open_facts
from corridor_cli.changes import Base, Dispute, Record, Value, base, difference
from corridor_cli.model.kinds import Row

with open_facts(CUT) as _facts:
    OLD: Base = base(_facts._index.all)
#: The ids of records that an edit can be tried on.
IDS = sorted(id_ for id_, record in OLD.records.items() if record.kind not in ("source", "dispute"))
RECORDS = st.sampled_from(IDS)
#: Those that no dispute names: a dispute's name would change with theirs.
AGREED = st.sampled_from(
    sorted(
        set(IDS)
        - {claim.partition(".")[0] for dispute in OLD.disputes.values() for claim in dispute.sides}
    )
)
TEXTS = st.text("abc 12", min_size=1).map("new {}".format)


def edited(**changes: object) -> Base:
    """The old base with other records or disputes."""
    return OLD._replace(**{name: {**getattr(OLD, name), **new} for name, new in changes.items()})


def without(table: str, id_: str) -> Base:
    """The old base without a record or a dispute."""
    return OLD._replace(**{table: {k: v for k, v in getattr(OLD, table).items() if k != id_}})


def told(old: Base, new: Base) -> list[tuple[object, ...]]:
    """The rows of a difference in brief."""
    names = ("change", "id", "field", "old", "new")
    return [tuple(row[name] for name in names) for row in difference(old, new)]


def changed(record: Record, field: str, values: list[Value]) -> Record:
    """A record with other values of a field."""
    return record._replace(fields={**record.fields, field: values})


def test_no_change_is_no_row() -> None:
    """A base and itself differ in nothing."""
    assert difference(OLD, OLD) == []


@settings(max_examples=50)
@given(id_=RECORDS)
def test_a_record_that_is_there_once_only_is_added_or_withdrawn(id_: str) -> None:
    """A record that only one base has is added or withdrawn, and nothing else is told of it."""
    less = without("records", id_)
    assert told(less, OLD) == [("added", id_, None, None, None)]
    assert told(OLD, less) == [("withdrawn", id_, None, None, None)]


@settings(max_examples=50)
@given(id_=RECORDS, text=TEXTS, data=st.data())
def test_a_value_that_differs_is_a_change_of_its_field(
    id_: str, text: str, data: st.DataObject
) -> None:
    """Another text of one statement is one row with old, new and the documents of both."""
    record = OLD.records[id_]
    field = data.draw(st.sampled_from(sorted(record.fields)))
    place = data.draw(st.integers(0, len(record.fields[field]) - 1))
    values = list(record.fields[field])
    before = values[place]
    values[place] = before._replace(text=text)
    new = edited(records={id_: changed(record, field, values)})
    assert told(OLD, new) == [("changed", id_, field, before.text, text)]
    (row,) = difference(OLD, new)
    assert list(zip(row["sources"], row["locators"], strict=True)) == list(
        dict.fromkeys(before.documents)
    )


@settings(max_examples=50)
@given(id_=RECORDS, text=TEXTS)
def test_a_value_that_only_one_base_has_stands_alone(id_: str, text: str) -> None:
    """A further statement, or one that is gone, has no other side."""
    record = OLD.records[id_]
    value = Value(text, (("a-new-document", "para 1"),))
    new = edited(records={id_: changed(record, "note", [*record.fields.get("note", []), value])})
    assert told(OLD, new) == [("changed", id_, "note", None, text)]
    assert told(new, OLD) == [("changed", id_, "note", text, None)]
    (row,) = difference(OLD, new)
    assert (row["sources"], row["locators"]) == (["a-new-document"], ["para 1"])


@settings(max_examples=50)
@given(id_=RECORDS, place=TEXTS)
def test_another_place_in_a_document_is_one_change_of_sources(id_: str, place: str) -> None:
    """A corrected locator is one row however many fields it stands beside."""
    record = OLD.records[id_]
    source, locator = next(iter(record.documents))
    fields = {
        field: [
            value._replace(
                documents=tuple(
                    (source, place) if one == (source, locator) else one for one in value.documents
                )
            )
            for value in values
        ]
        for field, values in record.fields.items()
    }
    new = edited(records={id_: record._replace(fields=fields)})
    assert told(OLD, new) == [
        ("changed", id_, "sources", f"{source}: {locator}", f"{source}: {place}")
    ]


@settings(max_examples=50)
@given(id_=AGREED, name=st.from_regex("new-[a-z]{3}", fullmatch=True))
def test_an_id_that_leads_on_is_renamed_and_one_that_does_not_is_lost(id_: str, name: str) -> None:
    """A record under another id is renamed if it lists the old id, else the old id is lost."""
    record = OLD.records[id_]
    less = without("records", id_)
    moved = record._replace(formerly=[*record.formerly, id_])
    renamed = less._replace(records={**less.records, name: moved})
    assert told(OLD, renamed) == [("renamed", name, None, id_, name)]
    lost = less._replace(records={**less.records, name: record})
    assert told(OLD, lost) == [("lost", name, None, id_, name)]
    kept = edited(records={id_: record._replace(formerly=[*record.formerly, "an-old-id"])})
    assert told(kept, OLD) == [("lost", id_, None, "an-old-id", id_)]
    assert told(OLD, kept) == []


@settings(max_examples=50)
@given(id_=st.sampled_from(sorted(OLD.disputes)))
def test_a_dispute_that_is_there_once_only_is_opened_or_closed(id_: str) -> None:
    """A dispute that only one base has is opened or closed, with the documents of all sides."""
    less = without("disputes", id_)
    if OLD.disputes[id_].found_by == "editor":
        less = less._replace(records={k: v for k, v in OLD.records.items() if k != id_})
    assert [row[:3] for row in told(less, OLD)] == [("opened", id_, None)]
    assert [row[:3] for row in told(OLD, less)] == [("closed", id_, None)]
    (row,) = difference(less, OLD)
    sides = [value for side in OLD.disputes[id_].sides.values() for value in side]
    assert row["new"] == "; ".join(dict.fromkeys(value.text for value in sides))
    assert set(row["sources"]) == {source for value in sides for source, _ in value.documents}


RULED = sorted(name for name, dispute in OLD.disputes.items() if dispute.found_by == "rule")


@settings(max_examples=50)
@given(id_=st.sampled_from(RULED), data=st.data())
def test_a_dispute_goes_on_under_the_name_of_another_side(id_: str, data: st.DataObject) -> None:
    """A rule's dispute has the name of what comes first; another first side is no new dispute."""
    dispute: Dispute = OLD.disputes[id_]
    other = data.draw(st.sampled_from(sorted(dispute.sides)))
    less = without("disputes", id_)
    new = less._replace(disputes={**less.disputes, f"{other}.of-another-name": dispute})
    assert told(OLD, new) == []


@settings(max_examples=50)
@given(ids=st.lists(AGREED, min_size=4, max_size=4, unique=True), text=TEXTS)
def test_any_mix_of_edits_is_told_edit_by_edit(ids: list[str], text: str) -> None:
    """Several edits at once are told as the same rows as each alone, in the order of changes."""
    gone, came, renamed, noted = ids
    note = changed(OLD.records[noted], "note", [Value(text)])
    records = {k: v for k, v in OLD.records.items() if k not in (gone, renamed)}
    moved = OLD.records[renamed]
    records["new-name"] = moved._replace(formerly=[*moved.formerly, renamed])
    new = OLD._replace(records={**records, noted: note})
    old = without("records", came)
    before = OLD.records[noted].fields.get("note", [])
    first = before[0].text if before else None
    rest = [("changed", noted, "note", value.text, None) for value in before[1:]]
    assert told(old, new) == [
        ("added", came, None, None, None),
        ("withdrawn", gone, None, None, None),
        ("renamed", "new-name", None, renamed, "new-name"),
        ("changed", noted, "note", first, text),
        *rest,
    ]


EXPECTED: list[list[object]] = [
    ["renamed", "another-forum", None, "planned-forum", "another-forum", ["news-late"], ["para 8"]],
    [
        *("lost", "longer-railway", None, "long-railway", "longer-railway"),
        *(["news-late", "news", "lexicon"], ["para 24", "para 24", "entry"]),
    ],
    [
        *("lost", "ind-rus-2022-04-to-2023-03-news-late", None, "india-russia-2022"),
        *("ind-rus-2022-04-to-2023-03-news-late", ["news-late"], ["para 4"]),
    ],
    ["changed", "two-dates", "date", "2022-05-11", "2022-05-10", ["news-late"], ["paras 5-6"]],
    [
        *("changed", "two-dates", "sources", "news: para 5", "news: para 6"),
        *(["news", "news"], ["para 5", "para 6"]),
    ],
    [
        *("changed", "rus-irn-2022-customs", "export", "1.2 bn USD", "1.3 bn USD"),
        *(["customs"], ["table 2"]),
    ],
    [
        *("changed", "who-was-there", "claims"),
        "two-dates.place@news; long-railway.loan; secretariat.seat",
        "two-dates.place@news; longer-railway.loan; secretariat.seat",
        *([], []),
    ],
    [
        *("closed", "two-dates.date", None, "2022-05-10; 2022-05-11", None),
        *(["news", "news-late"], ["para 5", "paras 5-6"]),
    ],
]


def replaced(path: Path, old: str, new: str) -> None:
    """Write a file with one text in the place of another, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def edited_files(tmp_path: Path) -> Path:
    """A copy of the made-up facts with an edit of each kind in its files."""
    facts = Path(shutil.copytree(RIVALS, tmp_path / "facts"))
    replaced(facts / "meetings/2022.yaml", "date: 2022-05-11", "date: 2022-05-10")
    replaced(facts / "meetings/2022.yaml", "news: para 5}", "news: para 6}")
    replaced(facts / "trade/irn-rus.yaml", "export: 1.2 bn USD", "export: 1.3 bn USD")
    replaced(facts / "trade/ind-rus.yaml", "formerly: [india-russia-2022]\n  ", "")
    replaced(facts / "projects/long-railway.yaml", "id: long-railway", "id: longer-railway")
    shutil.move(facts / "projects/long-railway.yaml", facts / "projects/longer-railway.yaml")
    replaced(facts / "disputes.yaml", "long-railway.loan", "longer-railway.loan")
    replaced(facts / "about.yaml", "version: 2026-01-31", "version: 2026-02-01")
    meetings = facts / "meetings/undated.yaml"
    replaced(meetings, "planned-forum", "another-forum\n  formerly: [planned-forum]")
    return facts


def test_edits_of_files_are_told(edited_files: Path, corridor: Callable[..., Answer]) -> None:
    """Edits in YAML come out as changes, a dispute that they settle as closed."""
    answer = corridor("diff", str(RIVALS), "--json", facts=edited_files)
    rows: list[Row] = json.loads(answer.out)
    names = ("change", "id", "field", "old", "new", "sources", "locators")
    assert [[row[name] for name in names] for row in rows] == EXPECTED
    assert answer.err == (
        "note: facts of 2026-01-31 and of 2026-02-01: renamed 1, lost 2, changed 4, closed 1\n"
    )


def test_a_renamed_record_changes_nothing_that_names_it(tmp_path: Path) -> None:
    """A dispute or project that names a record by its former id is the same as before."""
    facts = Path(shutil.copytree(CUT, tmp_path / "facts"))
    for file, id_ in (
        ("meetings/2017.yaml", "2017-03-05-astara-astara-rail-opening"),
        ("places.yaml", "rasht"),
    ):
        replaced(facts / file, f"id: {id_}\n", f"id: a-new-{id_}\n  formerly: [{id_}]\n")
    with open_facts(CUT) as old, open_facts(facts) as new:
        rows = [(row["change"], row["field"], row["old"], row["new"]) for row in new.diff(old)]
    assert rows == [
        ("renamed", None, id_, f"a-new-{id_}")
        for id_ in ("2017-03-05-astara-astara-rail-opening", "rasht")
    ]


def test_directories_and_exports_give_the_same(
    edited_files: Path, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Either side may be a database of `corridor export`, in every format."""
    for name, facts in (("old", RIVALS), ("new", edited_files)):
        assert corridor("export", str(tmp_path / f"{name}.db"), facts=facts).code == 0
    for format_ in ("json", "table", "csv"):
        expected = corridor("diff", str(RIVALS), "-f", format_, facts=edited_files)
        assert expected.code == 0
        for old in (RIVALS, tmp_path / "old.db"):
            for new in (edited_files, tmp_path / "new.db"):
                assert corridor("diff", str(old), str(new), "-f", format_) == expected
    page = corridor("diff", str(tmp_path / "old.db"), str(tmp_path / "new.db"), "-f", "html").out
    assert "Facts that disagree, version 2026-01-31 to 2026-02-01" in page


def test_a_base_that_cannot_be_read_is_exit_3(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """No directory, a directory without facts and a file of another kind are one line each."""
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0 but no more")
    (tmp_path / "notes.txt").write_text("text")
    for name, message in (
        ("nowhere", f"the fact directory {tmp_path}/nowhere does not exist"),
        ("", f"{tmp_path} is no fact directory: it has no about.yaml"),
        ("other.db", f"{tmp_path}/other.db is no database that corridor has exported"),
        ("notes.txt", f"{tmp_path}/notes.txt is no database that corridor has exported"),
    ):
        path = str(tmp_path / name) if name else str(tmp_path)
        for argv in ((path,), (str(FOUNDING), path)):
            answer = corridor("diff", *argv)
            assert (answer.code, answer.out) == (3, "")
            assert answer.err.splitlines()[0] == f"corridor: error: {message}"


def test_nothing_changed_is_said(corridor: Callable[..., Answer]) -> None:
    """Two equal bases give no rows and a note."""
    assert corridor("diff", str(RIVALS), str(RIVALS), "--json") == Answer(
        0, "[]\n", "note: facts of 2026-01-31 and of 2026-01-31: nothing has changed\n"
    )
