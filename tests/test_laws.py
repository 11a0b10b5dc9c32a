"""Laws of questions, held by brute force over real facts: what a filter finds, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import FACTS, RIVALS, ROOT

from corridor_cli import open_facts
from corridor_cli.model import answers
from corridor_cli.model.dates import parse_date
from corridor_cli.questions import Facts
from corridor_cli.reading.files import read_files
from corridor_cli.reading.records import Record, load

BASES = (ROOT / "facts", RIVALS)
MONTHS = [f"{year}-{month:02}" for year in range(1995, 2036) for month in range(1, 13)]


@pytest.fixture(scope="module", params=BASES, ids=lambda path: path.name)
def base(request: pytest.FixtureRequest) -> Iterator[tuple[Facts, list[Record]]]:
    """An open fact base, and its records as they are read."""
    directory: Path = request.param
    with open_facts(directory) as facts:
        yield facts, load(read_files(directory)).records


def spans(records: list[Record], kind: str) -> dict[str, list[tuple[str, str]]]:
    """The first and last days of each statement on the date of the records of a kind."""
    return {
        record.id: [
            (str(value.span.first), str(value.span.last))
            for statement in record.statements
            if (value := statement.values.get(record.kind.date)) and value.span
        ]
        for record in records
        if record.kind.name == kind
    }


def test_what_may_be_a_range_has_its_ends(base: tuple[Facts, list[Record]]) -> None:
    """Each number that a source states has a low and a high beside it, a range these alone."""
    facts, _ = base
    ranges = Counter[str]()
    for answer in answers.TABLED:
        columns = {column.name for column in answer.columns}
        # a rate of growth is never a range
        of_type = [column for column in answer.columns if column.type in ("amount", "decimal")]
        for column in [column for column in of_type if column.stated]:
            end = column.name.partition("_")[2]
            ends = [
                next(name for name in names if name in columns)
                for bound in ("low", "high")
                for names in [(f"{column.name}_{bound}", f"{bound}_{end}", bound)]
            ]
            for row in facts.table(answer.view):
                low, high = (row[name] for name in ends)
                value, text = row[column.name], row[column.stated]
                if text is None and not row.get(column.derived):
                    assert value is low is high is None
                elif text and " on " not in str(text):
                    assert isinstance(low, int | float)
                    assert isinstance(high, int | float)
                    assert low < high
                    assert value is None or (
                        isinstance(value, int | float) and low <= value <= high
                    )
                    ranges[answer.name] += value is None
    assert len(ranges - Counter()) > (3 if facts.about()["trade"] > "500" else 0)


def test_a_remark_names_the_documents_of_its_statement(
    base: tuple[Facts, list[Record]],
) -> None:
    """Each note and reason says which documents' statement it is about; no document states it."""
    facts, records = base
    cited = {
        (record.id, position): [citation.source for citation in statement.citations]
        for record in records
        for position, statement in enumerate(record.statements)
    }
    rows = facts.sql("SELECT id, field, position, sources, remark_on FROM statements")
    remarks = [row for row in rows if row["field"] in ("note", "why", "preferred", "retracted")]
    remarks = [row for row in remarks if (row["id"], row["position"]) in cited]
    assert {row["field"] for row in remarks} >= {"note", "why"}
    for row in remarks:
        assert (row["sources"], row["remark_on"]) == ([], cited[row["id"], row["position"]])
    assert {row["field"] for row in rows if row["remark_on"]} <= {
        "note",
        "why",
        "preferred",
        "retracted",
    }


def test_a_month_finds_what_one_statement_dates_into_it(
    base: tuple[Facts, list[Record]],
) -> None:
    """--since X --until X is --year X, for each month; a row shows the date of that statement."""
    facts, records = base
    dated = spans(records, "meeting")
    for month in MONTHS:
        asked = parse_date(month)
        first, last = str(asked.first), str(asked.last)
        wanted = {
            id_ for id_, days in dated.items() if any(a <= last and b >= first for a, b in days)
        }
        rows = facts.meetings(since=month, until=month)
        assert {row["id"] for row in rows} == wanted
        assert list(rows) == list(facts.meetings(year=month))
        assert list(facts.timeline(since=month, until=month)) == list(facts.timeline(year=month))
        for row in (*rows, *facts.timeline(year=month)):
            shown = parse_date(str(row["date"]))
            assert str(shown.first) <= last
            assert str(shown.last) >= first


@pytest.mark.parametrize(
    ("since", "until"), [("2000", "2005"), ("2010-06", "2012"), ("2021", "2023-05")]
)
def test_an_interval_finds_what_one_statement_dates_into_it(
    since: str, until: str, base: tuple[Facts, list[Record]]
) -> None:
    """--since A --until B is what has one statement whose own interval meets [A, B]."""
    facts, records = base
    first, last = str(parse_date(since).first), str(parse_date(until).last)
    dated = spans(records, "meeting")
    wanted = {id_ for id_, days in dated.items() if any(a <= last and b >= first for a, b in days)}
    assert {row["id"] for row in facts.meetings(since=since, until=until)} == wanted


def test_a_repeated_with_means_each_of_them(base: tuple[Facts, list[Record]]) -> None:
    """What names A, B and C is what each of the three finds."""
    facts, _ = base
    questions = (facts.meetings, facts.projects, facts.timeline, facts.disputes)
    one, two, three = "IND", "IRN", "RUS"
    for question in questions:
        together = {str(row) for row in question(country=one, beside=[two, three])}
        apart = [{str(row) for row in question(country=code)} for code in (one, two, three)]
        assert together == set.intersection(*apart)


def test_before_the_first_list_the_dated_steps_answer() -> None:
    """The three signatories were members from the day of the signature on, and nobody before."""
    with open_facts(ROOT / "facts") as facts:
        assert facts.members(as_of="2000-09-11") == []
        rows = facts.members(as_of=2001)
        assert [(row["country"], row["since"]) for row in rows] == [
            ("IND", "2000-09-12"),
            ("IRN", "2000-09-12"),
            ("RUS", "2000-09-12"),
        ]


def test_a_founder_is_in_every_complete_list() -> None:
    """`lists` and `lists_total` count complete lists only."""
    with open_facts(ROOT / "facts") as facts:
        founders = [row for row in facts.members() if row["since_step"] == "signed"]
        assert len(founders) == 3
        assert [row["lists"] - row["lists_total"] for row in founders] == [0, 0, 0]


def test_a_route_is_not_the_places_on_it() -> None:
    """--route asks for figures whose subject is the route; --nodes adds the places on it."""
    with open_facts(ROOT / "facts") as facts:
        alone = facts.freight(route="corridor")
        assert {row["subject"] for row in alone} == {"corridor"}
        with_nodes = facts.freight(route="corridor", nodes=True)
        assert {row["subject"] for row in with_nodes} > {"corridor"}


@pytest.mark.parametrize("question", ["trade", "figures", "freight"])
def test_the_ends_of_a_period_are_its_days(question: str) -> None:
    """Each row has the first and the last day of its period; a year only where it is one."""
    with open_facts(FACTS) as facts:
        rows = facts.table(question)
    assert {len(str(row["period"])) for row in rows} > {4, 7}
    for row in rows:
        if row["period"] is None:  # of a forecast
            assert (row["period_start"], row["period_end"], row["year"]) == (None, None, None)
            continue
        start, _, end = str(row["period"]).partition("/")
        end = end or start
        first = date.fromisoformat(str(row["period_start"]))
        after = date.fromisoformat(str(row["period_end"])) + timedelta(days=1)
        assert str(first).startswith(start)
        assert str(first)[len(start) :] in ("", "-01", "-01-01")
        assert str(after - timedelta(days=1)).startswith(end)
        assert len(end) == 10 or str(after)[len(end) :] in ("-01", "-01-01")
        assert row["year"] == (int(start) if str(row["period"]).isdigit() else None)
        assert (row["year"] is not None) == (row["coverage"] == "year")


def test_a_state_that_is_said_to_have_acceded_is_disputed_where_the_list_leaves_it_out() -> None:
    """Whom any list or an accession makes a member, and the preferred list not, is `disputed`."""
    with open_facts(FACTS) as facts:
        roles = {row["country"]: row["role"] for row in facts.members(role="all")}
        joined = {
            code
            for row in facts.timeline(kind="member-step")
            if row["event"] in ("acceded", "in force")
            for code in row["countries"]
        } | {row["country"] for row in facts.history() if row["role"] == "member"}
        others = {code for code in joined if roles[code] not in ("member", "observer")}
        assert others
        assert {roles[code] for code in others} == {"disputed"}
        for code in others:
            texts = [note.text for note in facts.members(country=code).notes]
            assert any("leaves out" in text for text in texts)


def test_an_inferred_date_has_its_flag() -> None:
    """Meetings and events carry `inferred` exactly where the basis of the date shown is that."""
    with open_facts(FACTS) as facts:
        for rows in (facts.meetings(), facts.events()):
            marked = {row["id"] for row in rows if "inferred" in row["flags"]}
            assert marked == {row["id"] for row in rows if row["date_basis"] == "inferred"}
            assert marked
