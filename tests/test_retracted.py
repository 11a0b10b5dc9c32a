"""A statement that its publisher withdrew is shown as such and counts nowhere."""

import json
from collections.abc import Callable
from pathlib import Path

from conftest import Answer

from facts import BASE, fact_base, trade


def asked(corridor: Callable[..., Answer], facts: Path, *argv: str) -> list[dict[str, object]]:
    """The rows of a question."""
    answer = corridor(*argv, "--json", "-q", facts=facts)
    assert answer.code == 0, answer.err
    rows: list[dict[str, object]] = json.loads(answer.out)
    return rows


def test_a_withdrawn_figure_is_no_rival_and_no_side(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """It keeps its row with a flag; it disputes nothing, even by an editor, and is never first."""
    figures = ("export: 9 bn USD, retracted: a slip of the pen", "export: 1 bn USD")
    claims = (
        "- {id: much, question: Q, claims: [ind-rus-2022-one.export, ind-rus-2022-two.export]}\n"
    )
    facts = fact_base(tmp_path, trade_ind_rus=trade(*figures), disputes=claims)
    rows = asked(corridor, facts, "trade", "--long")
    assert sorted((row["stated"], row["preferred"], row["flags"]) for row in rows) == [
        ("1 bn USD", True, ["disputed"]),
        ("9 bn USD", False, ["retracted"]),
    ]
    assert [row["stated"] for row in asked(corridor, facts, "trade", "--preferred")] == ["1 bn USD"]
    assert [row["stated"] for row in asked(corridor, facts, "disputes")] == ["1 bn USD"]
    shown = asked(corridor, facts, "show", "ind-rus-2022-one", "--all")
    assert ("retracted", "a slip of the pen") in [(row["field"], row["value"]) for row in shown]
    plain = fact_base(
        tmp_path / "plain",
        trade_ind_rus=trade(figures[0].partition(",")[0], figures[1]),
    )
    assert len(asked(corridor, plain, "disputes")) == 2, "without the retraction they disagree"


def test_the_document_of_a_correction_is_used(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """A document whose id stands in the reason of a retraction is no document without a fact."""
    withdrawn = "export: 9 bn USD, retracted: withdrawn in {}"
    for place, unused in (("a correction", {"two", "three"}), ("two", {"three"})):
        text = trade(withdrawn.format(place))
        facts = fact_base(tmp_path / place, trade_ind_rus=text)
        problems = json.loads(corridor("check", facts, "-f", "json").out)
        messages = {row["message"] for row in problems if row["code"] == "unused-source"}
        assert messages == {f"no fact cites {name}" for name in unused}


def test_a_withdrawn_statement_gives_a_record_no_value(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """The row of a record, lists of members and steps leave it out while another has the value."""
    project = (
        "id: line\ntitle: Line\nkind: railway\nlength: 500 km\nretracted: withdrawn in 2023\n"
        "sources: {one: p}\nalso:\n- {length: 300 km, sources: {two: p}}\n"
    )
    lists = BASE["members.yaml"] + (
        "- {id: withdrawn, as_of: 2023, members: [IND], complete: true, retracted: r, "
        "sources: {two: p}}\n"
    )
    facts = fact_base(tmp_path, projects_line=project, members=lists)
    (row,) = asked(corridor, facts, "projects")
    assert (row["length"], row["sources_by_field"]["length"]) == (  # type: ignore[index]  # a map
        300,
        [["two", "p"]],
    )
    assert asked(corridor, facts, "disputes") == []
    assert {row["lists_total"] for row in asked(corridor, facts, "members")} == {1}
