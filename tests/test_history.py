"""Membership by published lists: each state by each list, and the table that sets them across."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import CUT, FACTS, RIVALS, Answer

from corridor_cli import open_facts
from facts import BASE, fact_base


@pytest.mark.parametrize("directory", [FACTS, CUT, RIVALS], ids=lambda path: path.name)
def test_each_state_has_a_row_for_each_list(directory: Path) -> None:
    """The role is that of the list; else left out of a complete list, not stated by another."""
    with open_facts(directory) as facts:
        told = {
            (row["list"], row["position"], row["country"]): row["role"]
            for row in facts.table("lists")
        }
        complete = {(row["list"], row["position"]): row["complete"] for row in facts.table("lists")}
        states = {country for _, _, country in told}
        rows = facts.history()
        assert len(rows) == len(states) * len(complete)
        for row in rows:
            list_, _, position = str(row["edition"]).partition(" ")
            key = (list_, int(position or 0))
            silent = "left out" if complete[key] else "not stated"
            assert row["role"] == told.get((*key, row["country"]), silent)
            assert row["list"] == list_
        preferred = {row["list"] for row in rows if row["preferred"]}
        assert preferred == {row["list"] for row in facts.members()}


def test_lists_stand_in_order_and_the_states_of_every_list_first() -> None:
    """Of each state the oldest list comes first; states that some list leaves out come last."""
    with open_facts(FACTS) as facts:
        rows = facts.history()
        by_state: dict[object, list[str]] = {}
        for row in rows:
            by_state.setdefault(row["country"], []).append(str(row["as_of"] or "9999"))
        for days in by_state.values():
            years = [day.removeprefix("../")[:4] for day in days]
            assert years == sorted(years)
        doubted = {row["country"] for row in rows if row["role"] in ("left out", "observer")}
        order = [state in doubted for state in by_state]
        assert order == sorted(order)


def test_a_table_sets_lists_across(corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """A line a state, a column a list with its year, a sign for each role, and what they mean."""
    lists = (
        "- {id: old, as_of: 2004, members: [IND, RUS], observers: [TUR], complete: false, "
        "sources: {two: p}}\n"
    )
    members = BASE["members.yaml"].replace("lists:\n", f"lists:\n{lists}")
    answer = corridor(
        "members", "--history", "-f", "table", facts=fact_base(tmp_path, members=members)
    )
    assert answer == Answer(
        0,
        "               0 2\n"
        "               4 2\n"
        "               a b\n"
        "India          ● ●\n"
        "Iran             ●\n"
        "Russia         ● ●\n"
        "Turkey         ○ ●\n"
        "members named\n"
        "                 4\n"
        "\n"
        "● member; ○ observer; blank not stated; above: the year\n"
        "a two, 2004             b one, 2022, preferred\n",
        "",
    )


def test_history_has_all_lists(corridor: Callable[..., Answer]) -> None:
    """--history goes with countries, not with the options that choose one list."""
    answer = corridor("members", "--history", "--as-of", "2020", facts=CUT)
    assert answer == Answer(
        2, "", "corridor: error: --history has all lists: it goes with countries alone\n"
    )
    assert corridor("members", "syria", "--history", "--count", facts=CUT).out == "11\n"


@pytest.mark.parametrize("directory", [FACTS, CUT, RIVALS], ids=lambda path: path.name)
def test_a_list_has_its_count_where_it_is_complete(directory: Path) -> None:
    """`members` is the number of states that a complete list names, however many are asked."""
    with open_facts(directory) as facts:
        rows = facts.history()
        for row in rows:
            same = [one["role"] for one in rows if one["edition"] == row["edition"]]
            assert row["members"] == (same.count("member") if row["complete"] else None)
        first = rows[0]
        assert facts.history(country=str(first["country"]))[0] == first


def test_a_chart_is_the_table_and_says_what_it_has_no_room_for(
    corridor: Callable[..., Answer],
) -> None:
    """Lists across are a chart as they are; without room or rows a note says so, exit code 0."""
    argv = ("members", "--history")
    chart = corridor(*argv, "--chart", facts=CUT)
    assert chart == corridor(*argv, "-f", "table", facts=CUT)
    assert chart.out.splitlines()[2].split() == list("abcdefghijk")
    for more, width, note in (
        ((), 20, "no room in 20 columns"),
        (("--limit", "0"), 80, "there are no rows"),
    ):
        answer = corridor(*argv, *more, "--chart", facts=CUT, width=width)
        assert answer == Answer(0, "", f"note: nothing to chart: {note}\n")
    cut_off = corridor(*argv, "--limit", "12", "--chart", facts=CUT).out
    assert "? not among these rows" in cut_off


#: The class of the dot of each role in a picture.
DOTS = {"member": "d", "observer": "d w", "left out": "n"}


def test_a_picture_has_a_dot_for_each_role(corridor: Callable[..., Answer]) -> None:
    """A full, an empty and a small dot stand where state and list meet, nothing if not stated."""
    root = ElementTree.fromstring(corridor("members", "--history", "-f", "svg", facts=CUT).out)
    names = "{http://www.w3.org/2000/svg}"
    with open_facts(CUT) as facts:
        rows = facts.history()
    dots = [
        (float(dot.attrib["cy"]), float(dot.attrib["cx"]), dot.attrib["class"])
        for dot in root.iter(f"{names}circle")
    ]
    expected = [DOTS[str(row["role"])] for row in rows if row["role"] in DOTS]
    assert [kind for _, _, kind in sorted(dots)] == expected
    states = list(dict.fromkeys(row["name"] for row in rows))
    lists = list(dict.fromkeys(row["edition"] for row in rows))
    lines, columns = (sorted({dot[n] for dot in dots}) for n in (0, 1))
    assert (len(lines), len(columns)) == (len(states), len(lists))
    places = [
        (lines[states.index(row["name"])], columns[lists.index(row["edition"])])
        for row in rows
        if row["role"] in DOTS
    ]
    assert sorted(places) == [dot[:2] for dot in sorted(dots)]
    page = corridor("members", "--history", "-f", "html", facts=CUT).out
    assert page.index("<svg") < page.index("<table")
