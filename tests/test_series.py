"""Series: each number follows from the figures that the row names, and only like is compared."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import CUT, FOUNDING, RIVALS, ROOT, Answer
from independent import growth
from stated import Stated, number, recomputed

from corridor_cli import open_facts
from corridor_cli.index.build import derive, filled
from corridor_cli.index.check import check
from corridor_cli.index.series import lines_of, unfit
from corridor_cli.model.dates import iranian_year, parse_date, parse_period, year_before
from corridor_cli.model.kinds import Row
from corridor_cli.questions import Facts
from corridor_cli.reading.files import read_files
from facts import fact_base, trade

STATED = ("export", "import", "turnover", "balance")


@pytest.fixture(scope="module", params=[ROOT / "facts", RIVALS, CUT], ids=lambda path: path.name)
def facts(request: pytest.FixtureRequest) -> Iterator[Facts]:
    """An open fact base."""
    directory: Path = request.param
    with open_facts(directory) as opened:
        yield opened


def ends(row: Row, flow: str) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and highest number of a flow that its text, or its derivation, allows."""
    stated = row[f"{flow}_stated"]
    if stated:
        return Stated(str(stated)).ends
    low, high = (row[f"{flow}_{end}"] for end in ("low", "high"))
    return (None if low is None else Fraction(str(low))), (
        None if high is None else Fraction(str(high))
    )


def test_a_flow_is_the_preferred_figure_or_follows_from_two(facts: Facts) -> None:
    """Each flow is a figure that the row names, or a sum of exports and imports among them."""
    figures = {row["id"]: row for row in facts.trade(preferred=True)}
    used: Counter[str] = Counter()
    for row in facts.series():
        named = [figures[id_] for id_ in row["inputs"]]
        used.update(row["inputs"])
        amounts = {
            one["flow"]: one for one in named if one["stated"] and one["unit"] == row["unit"]
        }
        assert {(one["reporter"], one["partner"], one["period"]) for one in named} == {
            (row["reporter"], row["partner"], row["period"])
        }
        for flow in STATED:
            figure = amounts.get(flow)
            if figure:
                assert row[f"{flow}_stated"] == figure["stated"]
                assert [row[flow], row[f"{flow}_low"], row[f"{flow}_high"]] == [
                    figure["value"], figure["low"], figure["high"]
                ]  # fmt: skip
            elif flow in ("turnover", "balance") and row[f"{flow}_derived"]:
                texts = [str(amounts[name]["stated"]) for name in ("export", "import")]
                hedge, numbers = recomputed(*texts, 1 if flow == "turnover" else -1)
                assert [row[flow], row[f"{flow}_low"], row[f"{flow}_high"]] == numbers
                assert Stated(str(row[f"{flow}_derived"])).hedge == hedge
            else:
                assert row[flow] is row[f"{flow}_low"] is row[f"{flow}_high"] is None
    amounts_ = {id_ for id_, one in figures.items() if one["stated"]}
    assert amounts_ <= set(used)
    assert set(used.values()) <= {1}


def test_only_periods_of_one_length_and_season_are_compared(facts: Facts) -> None:
    """`change_vs` begins and ends on the same days of the year before, or is that Iranian year."""
    for row in facts.series():
        if row["change_vs"] is None:
            assert all(row[f"{flow}_change"] is None for flow in STATED[:3])
            continue
        now, then = parse_date(str(row["period"])), parse_date(str(row["change_vs"]))
        if then.first.month == 3 and then.first.day in (20, 21):
            assert then.first == iranian_year(then.first.year - 621)[0]
            assert abs((now.last - now.first).days - (then.last - then.first).days) <= 1
            assert now.first.year == then.first.year + 1
        else:
            for one, other in ((now.first, then.first), (now.last, then.last)):
                months = [(day.year * 12 + day.month) for day in (one, other)]
                assert months[0] - months[1] == 12
            assert len(now.text) == len(then.text)


def test_stated_growth_is_on_the_like_period_before(tmp_path: Path) -> None:
    """Growth that a document states on another period is in no row."""
    base = fact_base(
        tmp_path,
        trade_ind_rus=trade(
            "turnover: {growth: +5%, growth_vs: 2019}",
            "export: {growth: +7%, growth_vs: 2021}",
            "import: {amount: 3 bn USD, growth: +9%, growth_vs: 2020}",
        ),
    )
    with open_facts(base) as facts:
        (row,) = facts.series()
    assert {name: row[name] for name in row if name.endswith("_change_stated")} == {
        "export_change_stated": "+7%",
        "import_change_stated": None,
        "turnover_change_stated": None,
    }
    assert (row["change_vs"], row["import"]) == ("2021", 3000000000)


def test_a_change_follows_from_both_figures(facts: Facts) -> None:
    """Each change, its ends and its hedge are those of the two amounts, with no digit too many."""
    rows = {
        tuple(row[n] for n in ("pair", "reporter", "partner", "period", "unit", "scope")): row
        for row in facts.series()
    }
    changed = 0
    for (*who, _, unit, scope), row in rows.items():
        for flow in STATED[:3]:
            before = rows.get((*who, row["change_vs"], unit, scope))
            if row[f"{flow}_change_low"] is row[f"{flow}_change_high"] is row[f"{flow}_change"]:
                continue
            assert before is not None
            changed += 1
            assert set(row["change_inputs"]) <= set(before["inputs"])
            (low, high), (low_then, high_then) = ends(row, flow), ends(before, flow)
            for name, new, old in (("low", low, high_then), ("high", high, low_then)):
                found = row[f"{flow}_change_{name}"]
                assert (found is None) == (new is None or not old)
                if found is not None:
                    exact = (new / old - 1) * 100
                    beyond = exact - Fraction(str(found)) if name == "low" else (
                        Fraction(str(found)) - exact
                    )  # fmt: skip
                    assert 0 <= beyond < Fraction(1, 10)
            text = row[f"{flow}_change_derived"]
            texts = [str(one[f"{flow}_stated"] or one[f"{flow}_derived"]) for one in (row, before)]
            if any(Stated(text).low != Stated(text).high for text in texts):
                assert text is row[f"{flow}_change"] is None
                continue
            assert str(text).startswith("about") == any(Stated(text).hedge for text in texts)
            exact = (Stated(texts[0]).low / Stated(texts[1]).low - 1) * 100
            digits = str(text).removesuffix("%").partition(".")[2]
            assert len(digits) <= 1
            assert number(Fraction(re.sub("[^0-9.-]", "", str(text)))) == row[f"{flow}_change"]
            if low is not None and high is not None and low_then and high_then:
                width = (high / low_then - low / high_then) * 100
                assert abs(exact - Fraction(str(row[f"{flow}_change"]))) <= max(
                    width, Fraction(1, 10)
                )
    assert changed or len(rows) < 20


@pytest.mark.parametrize("directory", [ROOT / "facts", RIVALS, CUT], ids=lambda path: path.name)
def test_a_growth_that_does_not_fit_is_marked_and_warned_of(directory: Path) -> None:
    """It is `unfit` in the series, and a warning where no figure of the two is in a dispute."""
    with open_facts(directory) as opened:
        figures = {row["id"]: row for row in opened.trade(long=True)}
        series = {
            tuple(row[n] for n in ("pair", "reporter", "partner", "period", "unit", "scope")): row
            for row in opened.series()
        }
    expected = Counter[tuple[object, ...]]()
    for (*who, _, unit, scope), row in series.items():
        before = series.get((*who, row["change_vs"], unit, scope))
        for flow in STATED[:3]:
            rate, low, high = (row[f"{flow}_change_{what}"] for what in ("stated", "low", "high"))
            stated = growth(str(rate)) if rate and before else None
            fits = stated is None or (
                (high is None or stated.low <= Fraction(str(high)))
                and (low is None or stated.high >= Fraction(str(low)))
            )
            assert (row[f"{flow}_change_relation"] == "unfit") == (not fits)
            disputed = [one and one[f"{flow}_relation"] == "disputed" for one in (row, before)]
            disputed += [
                bool(figures[id_]["disputes"])
                for id_ in row["inputs"]
                if figures[id_]["flow"] == flow and figures[id_]["growth_stated"] == rate
            ]
            if not fits and not any(disputed):
                expected[flow, rate] += 1
    _, connection = filled(read_files(directory))
    with closing(connection):
        derive(connection)
        warnings = [problem.message for problem in unfit(lines_of(connection))]
    assert Counter(tuple(text.split(maxsplit=2)[:2]) for text in warnings) == expected


@pytest.mark.parametrize(
    ("beside", "files", "codes"),
    [
        ("", {}, ["growth"]),
        (", accept: {growth: so in the document}", {}, []),
        (
            "",
            {"disputes": "- {id: d, question: Q, claims: [FIRST.turnover, OLD.export]}\n"},
            [],
        ),
        (
            ", accept: {growth: so in the document}",
            {"disputes": "- {id: d, question: Q, claims: [FIRST.turnover_growth, OLD.export]}\n"},
            ["needless-accept"],
        ),
        (", accept: {growth: so in the document}", {"obstacles": "- {id: o}\n"}, ["no-source"]),
    ],
)
def test_an_editor_answers_a_growth_that_does_not_fit(
    beside: str, files: dict[str, str], codes: list[str], tmp_path: Path
) -> None:
    """A dispute or `accept` answers the warning; beside errors it is not judged."""
    record = "- {{reporter: IND, partner: RUS, period: {}, {}, sources: {{one: p}}}}\n"
    text = record.format(2021, "export: 1.0 bn USD, turnover: 2.0 bn USD") + record.format(
        2022, f"turnover: {{amount: 3.0 bn USD, growth: +20%, growth_vs: 2021}}{beside}"
    )
    ids = {"FIRST": "ind-rus-2022-one", "OLD": "ind-rus-2021-one"}
    for old, new in ids.items():
        files = {name: content.replace(old, new) for name, content in files.items()}
    rows = check(fact_base(tmp_path, trade_ind_rus=text, **files))
    found = [row["code"] for row in rows if row["code"] != "unused-source"]
    assert [code for code in found if code != "missing-field"] == codes


def test_one_reporter_a_period_is_the_best(facts: Facts) -> None:
    """Each pair, unit, scope and period has one best row, and --best gives these alone."""
    rows = facts.series()
    what = ("pair", "unit", "scope", "period")
    best = Counter(tuple(row[name] for name in what) for row in rows if row["best"])
    assert set(best.values()) == {1}
    assert set(best) == {tuple(row[name] for name in what) for row in rows}
    assert list(facts.series(best=True)) == [row for row in rows if row["best"]]


def test_the_latest_is_the_newest_full_year_of_each_pair(facts: Facts) -> None:
    """--latest gives all rows of the newest calendar year for which a pair has an amount."""
    rows = [row for row in facts.series() if row["coverage"] == "year"]
    newest: dict[object, str] = {}
    for row in rows:
        if row["unit"]:
            newest[row["pair"]] = max(newest.get(row["pair"], ""), str(row["period"]))
    wanted = [row for row in rows if row["period"] == newest.get(row["pair"])]
    assert list(facts.series(latest=True)) == wanted


def test_the_year_before_is_like_the_year() -> None:
    """The like period before has the same form, and that of each whole year is the year before."""
    for year in range(1990, 2030):
        assert year_before(str(year)) == str(year - 1)
        assert year_before(f"{year}-04/{year + 1}-03") == f"{year - 1}-04/{year}-03"
        assert year_before(f"{year}-02") == f"{year - 1}-02"
        assert year_before(f"{year}-02-29" if year % 4 == 0 else f"{year}/{year + 1}") is None
        now, then = (iranian_year(one - 621) for one in (year, year - 1))
        assert year_before("/".join(map(str, now))) == "/".join(map(str, then))
        part = parse_period(str(year_before(f"{now[0]}/{date(year, 9, 22)}")))
        assert part.first == then[0]
        assert part.last - part.first == date(year, 9, 22) - now[0]


def test_2022_and_eight_months_of_2023_are_not_compared(corridor: Callable[..., Answer]) -> None:
    """Kazakhstan's deficit with Russia is derived; periods of different length have no change."""
    answer = corridor("series", "kaz", "rus", "-f", "table", facts=FOUNDING)
    assert answer == Answer(
        0,
        "period         by   export  import  turnover  balance\n"
        "────────────────────────────────────────────────────────────\n"
        "Kazakhstan and Russia, bn USD\n"
        " 2022          KAZ   8.78   17.34     26.123  =-8.56     [1]\n"
        " Jan-Aug 2023  KAZ   6.389  10.611    17      =-4.222    [1]\n"
        "\n"
        "= worked out here from stated figures\n"
        "[1] Trend News Agency, 2023-11-16  trend-2023-11-16-kaz-rus\n",
        "note: KAZ: 2022 and Jan-Aug 2023 differ in length; there is no Jan-Aug 2022\n",
    )


def test_years_without_a_figure_are_seen(corridor: Callable[..., Answer], tmp_path: Path) -> None:
    """A table says which years are missing, and joins nothing across them."""
    years = ("2012", "2015", "2016", "2018")
    text = "".join(
        f"- {{reporter: IND, partner: RUS, period: {year}, turnover: {year[3]}.0 bn USD, "
        "sources: {one: p}}\n"
        for year in years
    )
    base = fact_base(tmp_path, trade_ind_rus=text)
    answer = corridor("series", "-f", "table", "--refs", "none", facts=base)
    assert answer.out == (
        "period  by   turnover  change\n"
        "───────────────────────────────\n"
        "India and Russia, bn USD\n"
        " 2012   IND       2.0\n"
        " ⋮ no figure for 2013 to 2014\n"
        " 2015   IND       5.0\n"
        " 2016   IND       6.0   =+20%\n"
        " ⋮ no figure for 2017\n"
        " 2018   IND       8.0\n"
        "\n"
        "= worked out here from stated figures\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("series --year 2150", 0, "note: nothing in 2150; without it there are 51 rows"),
        ("series arm bgr", 0, "note: nothing with ARM; without it there is 1 row"),
        ("series kaz rus irn", 2, "corridor: error: a series is of one country or of two"),
        ("series kazz", 2, "corridor: error: unknown country 'kazz'"),
        ("series --flow exports", 2, "corridor: error: unknown flow 'exports'"),
        ("series kaz rus --year 1900/1800", 2, "corridor: error: '1900/1800' is no date"),
    ],
)
def test_a_series_that_cannot_be_is_told_in_one_line(
    words: str, code: int, told: str, corridor: Callable[..., Answer]
) -> None:
    """What nobody states is an empty answer with a note; what makes no sense an error."""
    answer = corridor(*words.split(), facts=CUT)
    assert answer.code == code
    assert answer.err.startswith(told), answer.err


def test_a_series_of_a_pair_leads_to_what_contradicts_its_figures(facts: Facts) -> None:
    """Where a figure of a pair is disputed, a note has the command that shows all its rivals."""
    for pair in {str(row["pair"]) for row in facts.series()}:
        codes = tuple(pair.split("-"))
        rows = facts.series(beside=codes)
        disputed = any(row[f"{flow}_relation"] == "disputed" for row in rows for flow in STATED)
        asked = [note.ask for note in rows.notes if note.ask]
        assert asked == [("trade", *codes)] * disputed
        claims = {id_ for row in rows for id_ in row["inputs"]}
        editors = {row["dispute"] for row in facts.disputes(record=sorted(claims), found="editor")}
        shown = {id_ for note in rows.notes for id_ in note.show}
        assert shown == (editors if claims else set())
        assert all(row["pair"] == pair for row in facts.trade(beside=codes))
