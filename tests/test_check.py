"""`corridor check` for people who edit: the order of problems, a terminal, explanations."""

import re
import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from conftest import FOUNDING, OWN, Answer
from hypothesis import given
from hypothesis import strategies as st
from problems import CASES, Case
from rich.cells import cell_len

from corridor_cli.index.check import check
from corridor_cli.model.names import one_line
from corridor_cli.model.problems import ERRORS, WARNINGS
from corridor_cli.reading.records import _longest_in_order
from facts import BASE, fact_base, trade

Ask = Callable[..., Answer]


def faulty(folder: Path) -> Path:
    """The founding facts with three mistakes, in a directory `facts`."""
    facts = Path(shutil.copytree(FOUNDING, folder / "facts"))
    for file, old, new in (
        ("trade/kaz-rus.yaml", "17.34 bn", "9,5 bn"),
        ("trade/kaz-rus.yaml", "trend-2023-11-16-kaz-rus: para 9", "trend-2023-11-16: para 9"),
        ("meetings/2023.yaml", "level: ", "levle: "),
    ):
        path = facts / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return facts


AT_80 = """\
facts/meetings/2023.yaml:6:3: unknown-key: unknown key 'levle'
     6 │   levle: minister
       │   ^^^^^ did you mean level?
facts/trade/kaz-rus.yaml:5:11: bad-figure: import: '9,5 bn USD' is no amount:
  expected 9.5 bn USD
     5 │   import: 9,5 bn USD
       │           ^^^^^^^^^^
facts/trade/kaz-rus.yaml:17:5: unknown-source: unknown source 'trend-2023-11-16'
    17 │     trend-2023-11-16: para 9
       │     ^^^^^^^^^^^^^^^^ did you mean trend-2023-11-16-kaz-rus?
"""
AT_50 = """\
facts/trade/kaz-rus.yaml:17:5: unknown-source:
  unknown source 'trend-2023-11-16'
    17 │     trend-2023-11-16: para 9
       │     ^^^^^^^^^^^^^^^^
       │ did you mean trend-2023-11-16-kaz-rus?
"""


def test_a_terminal_shows_the_line_with_a_mark(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal each problem has its line and a mark; `facts` is checked where it stands."""
    faulty(tmp_path)
    monkeypatch.chdir(tmp_path)
    answer = corridor("check", env=OWN, stdout_is_terminal=True)
    assert answer == (
        1,
        AT_80,
        "note: 3 errors in 8 files with 23 records\n"
        "note: what a code means: corridor check --explain unknown-key\n",
    )
    assert corridor("check", env=OWN, stdout_is_terminal=True, width=50).out.endswith(AT_50)
    coloured = corridor("check", env=OWN | {"NO_COLOR": ""}, stdout_is_terminal=True).out
    assert coloured == re.sub(r"\^+", "\x1b[31;1m\\g<0>\x1b[0m", AT_80)
    lines = corridor("check", env=OWN).out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        line.partition(": ")[0] for line in AT_80.splitlines() if line.startswith("facts/")
    ]


def test_the_directory_that_is_named_is_checked(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DIR, --facts and CORRIDOR_FACTS come before the directory `facts`."""
    faulty(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert corridor("check", env=OWN).code == 1
    assert corridor("check").code == 0
    assert corridor("check", FOUNDING, env=OWN).code == 0
    assert corridor("check", "--facts", FOUNDING, env=OWN).code == 0


@pytest.mark.parametrize("width", [20, 80])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_mark_stands_under_the_place_of_the_problem(
    case: Case, width: int, corridor: Ask, tmp_path: Path
) -> None:
    """Each line fits; a mark stands under the column of its problem, and nothing drives."""
    facts = case.write_facts(tmp_path / "f", failing=True)
    out = corridor("check", facts, "-f", "marked", "-q", width=width).out
    lines = out.splitlines()
    assert all(cell_len(line) <= max(width, len(str(facts)) + 3) for line in lines)
    rows = [row for row in check(facts) if row["text"]]
    marks = [number for number, line in enumerate(lines) if re.match(r" +│ +\^|       │ \^", line)]
    assert len(marks) == len(rows)
    if width == 80:
        for number, row in zip(marks, rows, strict=True):
            start = lines[number].index("^") - 9
            shown = lines[number - 1][9:]
            assert shown[start : start + 5] in one_line(
                str(row["text"])[int(str(row["column"])) - 1 :]
            )


def test_each_code_is_explained_with_an_example(corridor: Ask) -> None:
    """`--explain CODE` gives the rule and, from the guide, what fails and what passes."""
    for code, rule in (ERRORS | WARNINGS).items():
        level = "warning" if code in WARNINGS else "error"
        answer = corridor("check", "--explain", code, env=OWN)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith(f"{code} ({level}): {rule}.\n\nIn `")
        assert answer.out.endswith("\n- fails, + passes\n")
        assert re.search(r"\n    [-+] .", answer.out)
    assert corridor("check", "--explain", "bad-figur") == (
        2,
        "",
        "corridor: error: unknown code 'bad-figur'\nhint: did you mean bad-figure? "
        "corridor check --explain bad-figure\n",
    )


@given(st.lists(st.integers(0, 4), max_size=6))
def test_as_few_records_as_possible_are_in_the_wrong_place(numbers: list[int]) -> None:
    """The records that are not blamed stand in order, and no more of them could."""
    ranks = [(str(number), "", "") for number in numbers]
    right = _longest_in_order(ranks)
    assert right == sorted(right)
    assert [ranks[place] for place in right] == sorted(ranks[place] for place in right)
    subsets = range(2 ** len(ranks))
    longest = max(
        len(chosen)
        for bits in subsets
        for chosen in [[rank for place, rank in enumerate(ranks) if bits >> place & 1]]
        if chosen == sorted(chosen)
    )
    assert len(right) == longest


def test_the_record_in_the_wrong_place_is_blamed(tmp_path: Path) -> None:
    """Of three records the one that stands in the wrong place is told, with where it belongs."""
    record = (
        "- {{reporter: IND, partner: RUS, period: {}, export: 1 bn USD, sources: {{one: p}}}}\n"
    )
    for number, years in enumerate(permutations((2020, 2021, 2022))):
        facts = fact_base(tmp_path / str(number), trade_ind_rus="".join(map(record.format, years)))
        told = [str(row["hint"]) for row in check(facts) if row["code"] == "order"]
        expected = {
            (2020, 2021, 2022): [],
            (2022, 2020, 2021): ["to the end"],
            (2021, 2022, 2020): ["before ind-rus-2021-one, line 1"],
        }
        if years in expected:
            assert told == [f"move this one {where}" for where in expected[years]]
        else:
            assert 1 <= len(told) <= 2


def test_what_follows_from_a_problem_is_told_after_it_and_once(tmp_path: Path) -> None:
    """A document without an id is told first, and once that facts cite what may be it."""
    facts = fact_base(
        tmp_path,
        sources_undated=BASE["sources/undated.yaml"].replace("{id: two, ", "{"),
        trade_ind_rus=trade("export: 1 bn USD", "export: 2 bn USD"),
        founding=BASE["agreements/founding.yaml"].replace("{one: p 1}", "{one: p 1, two: p 2}"),
    )
    rows = check(facts)
    assert [(row["file"], row["code"], row["hint"]) for row in rows if row["level"] == "error"] == [
        ("sources/undated.yaml", "missing-field", None),
        (
            "agreements/founding.yaml",
            "unknown-source",
            "first mend sources/undated.yaml:3, which has no valid id",
        ),
    ]


def test_what_can_be_known_is_told_at_the_first_run(tmp_path: Path) -> None:
    """What a record lacks is told beside its other problems, and not only when these are mended."""
    facts = fact_base(
        tmp_path,
        sources_undated=BASE["sources/undated.yaml"].replace(
            "{id: one, kind: news,", "{id: one, kind: newz, published: 2023-05,"
        ),
        meetings_undated="- {id: m, titel: T, date: 2023, status: held, countries: [IND, RUS], "
        "sources: {one: p}}\n",
        countries=BASE["countries.yaml"].replace("alpha2: IN,", "alfa2: IN,"),
    )
    codes = {(str(row["file"]).partition("/")[0], row["code"]) for row in check(facts)}
    assert {
        ("sources", "bad-word"),
        ("sources", "no-published"),
        ("sources", "wrong-year"),
        ("meetings", "unknown-key"),
        ("meetings", "date-basis"),
        ("meetings", "wrong-meeting-year"),
        ("countries.yaml", "unknown-key"),
        ("countries.yaml", "country-codes"),
    } <= codes
