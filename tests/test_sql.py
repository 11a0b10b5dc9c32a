"""`corridor sql`: any question, and nothing but questions."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import OWN, RIVALS, Answer

from corridor_cli.answers import ANSWERS


def test_a_query_is_answered_in_every_dress(corridor: Callable[..., Answer]) -> None:
    """Rows of a SELECT take the output options of any command; numbers stay numbers."""
    query = "SELECT partner, COUNT(*) AS records, MAX(turnover) AS most FROM trades WHERE reporter = 'RUS' GROUP BY partner"
    found = json.loads(corridor("sql", query, "--json", facts=RIVALS).out)
    rows = json.loads(corridor("trade", "--reporter", "RUS", "--json", facts=RIVALS).out)
    for partner in {row["partner"] for row in rows}:
        stated = [row["turnover"] for row in rows if row["partner"] == partner]
        most = max((turnover for turnover in stated if turnover is not None), default=None)
        assert {"partner": partner, "records": len(stated), "most": most} in found
    assert corridor("sql", query, "--columns", "partner", "--no-header", facts=RIVALS).out.split() == [
        row["partner"] for row in found
    ]
    assert corridor("sql", "-", "--count", stdin="SELECT 1 AS one UNION SELECT 2", facts=RIVALS).out == "2\n"
    assert corridor("sql", "SELECT id FROM places", "-f", "ids", facts=RIVALS).out == "port-one\nport-two\nrail-network\n"


def test_every_answer_is_a_table(corridor: Callable[..., Answer]) -> None:
    """--tables lists the tables of all commands, and each can be asked."""
    tables = json.loads(corridor("sql", "--tables", "--json", facts=RIVALS).out)
    assert [row["table"] for row in tables] == [answer.view for answer in ANSWERS if answer.kinds]
    for row in tables:
        if row["table"] != "search":
            counted = json.loads(corridor("sql", f"SELECT COUNT(*) AS rows FROM {row['table']}", "--json", facts=RIVALS).out)
            assert counted == [{"rows": row["rows"]}]


def test_full_text_can_be_asked(corridor: Callable[..., Answer]) -> None:
    """The full-text index answers MATCH."""
    query = "SELECT id FROM search_text WHERE search_text MATCH 'rasht' AND id = 'rasht-astara-railway'"
    assert corridor("sql", query, "--no-header", env=OWN).out == "rasht-astara-railway\n"


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM trade",
        "UPDATE trade SET period = 1",
        "DROP TABLE trade",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "ATTACH '{file}' AS other",
        "VACUUM INTO '{file}'",
        "PRAGMA journal_mode = wal",
        "PRAGMA writable_schema = on",
        "SELECT load_extension('{file}')",
        "SELECT * FROM pragma_database_list",
        "INSERT INTO search_text VALUES ('a', 'b', 'c')",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELEC 1",
        "SELECT * FROM nowhere",
        "SELECT id, id FROM trades",
        "",
    ],
)
def test_what_is_no_question_is_a_usage_error(query: str, corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """One line, a hint and exit 2; nothing is written anywhere."""
    answer = corridor("sql", query.format(file=tmp_path / "written"), facts=RIVALS)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("corridor: error: ")
    assert "\nhint: " in answer.err
    assert list(tmp_path.iterdir()) == []
