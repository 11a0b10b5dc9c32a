"""Former ids: a record is found by each id that it had, and by each of its sources."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, FACTS, Answer

from corridor_cli import Facts, open_facts
from facts import BASE, fact_base, trade

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(corridor: Callable[..., Answer]) -> Ask:
    """The rows of a question to a fact base."""

    def rows(facts: Path, *argv: str) -> list[dict[str, object]]:
        answer = corridor(*argv, "--json", facts=facts)
        assert answer.code == 0, answer.err
        return json.loads(answer.out)

    return rows


def ids_of_every_source(facts: Facts) -> dict[str, set[str]]:
    """The records that each id computed from any of a record's sources may mean."""
    meant: dict[str, set[str]] = {}
    for table in ("trade", "freight"):
        for row in facts.table(table):
            parts = [str(row[name]) for name in ("reporter", "partner", "subject") if name in row]
            parts.append(str(row["period"])) if row["period"] else None
            for source in row["sources"]:
                named = f"{'-'.join(parts).replace('/', '-to-').lower()}-{source}"
                meant.setdefault(named, set()).add(str(row.get("record") or row["id"]))
    return meant


@pytest.mark.parametrize("directory", [CUT, FACTS], ids=["cut", "facts"])
def test_each_source_of_a_figure_gives_an_id(directory: Path) -> None:
    """With any of its sources in the place of the first, the id of a figure is still found."""
    with open_facts(directory) as facts:
        meant = ids_of_every_source(facts)
        known = {row["id"] for row in facts.table("records")}
        others = [id_ for id_ in meant if id_ not in known]
        assert len(others) > 5
        for id_ in others:
            shown = facts.show(id_)[0]["id"]
            assert shown in meant[id_]
            assert facts.cite(id_) == facts.cite(str(shown))


def test_the_order_of_its_sources_loses_no_id_of_a_record(tmp_path: Path, ask: Ask) -> None:
    """A document that is put first changes the id that is printed, and the other one is found."""
    record = "- {{reporter: IND, partner: RUS, period: 2022, export: 1 bn USD, sources: {{{}}}}}\n"
    for number, sources in enumerate(("one: p, two: p", "two: p, one: p")):
        facts = fact_base(tmp_path / str(number), trade_ind_rus=record.format(sources))
        for name in ("one", "two"):
            ids = {row["id"] for row in ask(facts, "show", f"ind-rus-2022-{name}")}
            assert ids == {f"ind-rus-2022-{('one', 'two')[number]}"}


def test_a_renamed_record_is_found_wherever_its_former_id_stands(
    tmp_path: Path, ask: Ask, corridor: Callable[..., Answer]
) -> None:
    """A former id works in `show`, `cite`, `--according-to`, citations, claims and about.yaml."""
    facts = fact_base(
        tmp_path,
        sources_undated=BASE["sources/undated.yaml"].replace(
            "{id: one,", "{id: new, formerly: [one],"
        ),
        about=BASE["about.yaml"].replace("preferred", "old-list"),
        members=BASE["members.yaml"].replace("id: preferred", "id: listed, formerly: [old-list]"),
        trade_ind_rus=trade("export: 1 bn USD", "export: 2 bn USD"),
        disputes="- {id: d, question: q, claims: [ind-rus-2022-new.export@one, "
        "ind-rus-2022-two.export]}\n",
    )
    assert corridor("check", facts, "-q").out.count("\n") == 1, "no fact cites three"
    for id_ in ("ind-rus-2022-one", "ind-rus-2022-new"):
        shown = ask(facts, "show", f"{id_}.export")[0]
        assert (shown["id"], shown["sources"]) == ("ind-rus-2022-one", ["new"])
        assert corridor("cite", id_, facts=facts).out == "one. one. n.d., p.\n"
    assert corridor("cite", "one", facts=facts).out == "one. one. n.d.\n"
    by_source = ask(facts, "members", "--according-to", "one")
    assert [row["country"] for row in by_source] == ["IND", "IRN", "RUS", "TUR"]
    assert by_source == ask(facts, "members", "--according-to", "old-list")
    assert [row["claim"] for row in ask(facts, "disputes", "--found", "editor")] == [
        "ind-rus-2022-one.export",
        "ind-rus-2022-two.export",
    ]
    assert [row["facts"] for row in ask(facts, "sources") if row["id"] == "new"] == [7]
