"""Charts: the table with a line for each number, from zero, on one scale for each unit."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import CUT, FACTS, RIVALS, Answer, needing
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from corridor_cli import open_facts
from corridor_cli.formats import About, Sheet, named
from corridor_cli.model.kinds import Field
from corridor_cli.model.names import visible

NUMBERS = st.integers(0, 10**12)
PLAIN, PART = "━╸", "╍"
SVG = "{http://www.w3.org/2000/svg}"


def cells(line: str) -> float:
    """The length of a line in cells."""
    return sum(0.5 if char == "╸" else 1 for char in line if char in "━╸╍─")


def sheet_of(numbers: list[int], units: list[str], parts: list[bool]) -> Sheet:
    """A sheet of rows with a number each."""
    fields = [
        Field("n", "integer", "", table=True),
        Field("value", "amount", "", table=True, unit_in="unit", stated="stated"),
        Field("unit", "text", ""),
        Field("stated", "stated", ""),
        Field("flags", "words", "", shown_as="signs", table=True),
    ]
    rows = [
        {
            "n": place,
            "value": number,
            "unit": unit,
            "stated": f"{number} {unit}",
            "flags": ["part-year"] if part else [],
        }
        for place, (number, unit, part) in enumerate(zip(numbers, units, parts, strict=True))
    ]
    return Sheet(rows, fields, axes=(("value",),), apart=("unit",), notes=[])


@given(
    rows=st.lists(
        st.tuples(NUMBERS, st.sampled_from(["USD", "t"]), st.booleans()), min_size=1, max_size=8
    ),
    width=st.sampled_from([80, 120]),
)
def test_a_line_is_as_long_as_its_number(rows: list[tuple[int, str, bool]], width: int) -> None:
    """Lines are in proportion to the largest number of the unit, to a cell; none is cut.

    The longest of a unit fills its column, zero has no line, and no other number has none.
    """
    numbers, units, parts = map(list, zip(*rows, strict=True))
    text = named("chart").write(sheet_of(numbers, units, parts)._replace(width=width))
    lines = {int(found[1]): found[0] for found in re.finditer(r"^ +(\d+) .*$", text, re.MULTILINE)}
    assert len(lines) == len(rows)
    assert max(map(len, text.splitlines())) <= width
    room = max(map(cells, lines.values()))
    most = {unit: max(n for n, u, _ in rows if u == unit) for unit in set(units)}
    for place, (number, unit, part) in enumerate(rows):
        length = cells(lines[place])
        assert abs(length - (number / most[unit] if number else 0) * room) <= 1
        assert (length > 0) == (number > 0)
        assert not set(lines[place]) & set(PLAIN if part else PART)
    assert all(
        cells(lines[place]) == room
        for place, (number, unit, _) in enumerate(rows)
        if number and number == most[unit]
    )


def test_a_range_goes_on_to_its_higher_end(corridor: Callable[..., Answer]) -> None:
    """A range is a line to its lower end and a lighter one on to the higher."""
    argv = ("freight", "--forecast", "--route", "corridor", "--measure", "volume", "--chart")
    out = corridor(*argv, facts=CUT).out
    (single,) = [line for line in out.splitlines() if " 41 " in line]
    (ranged,) = [line for line in out.splitlines() if " 15–25" in line]
    bare = ranged.replace("┼", "─")  # what moved is marked in it
    low, high = cells(bare.replace("─", "")), cells(bare)
    most = cells(single.replace("┿", "━"))
    assert abs(low - 15 / 41 * most) <= 0.5
    assert abs(high - 25 / 41 * most) <= 1
    assert "─ on to the highest, of a range or of documents that disagree" in out


@pytest.mark.parametrize("directory", [FACTS, CUT, RIVALS], ids=lambda path: path.name)
def test_what_moved_is_marked_among_forecasts_of_the_same(directory: Path) -> None:
    """Where subject, measure, unit and what is counted are equal, the newest year is marked."""
    alike = ("subject", "measure", "unit", "mode", "country", "carrier", "scope", "coverage")
    with open_facts(directory) as facts:
        forecasts, moved = facts.freight(forecast=True), facts.freight()
    assert all(row["forecast"] for row in forecasts)
    expected = {}
    for row in moved:
        key = tuple(row[name] for name in alike)
        if (
            row["value"] is not None
            and row["preferred"]
            and row["coverage"] == "year"
            and any(key == tuple(one[name] for name in alike) for one in forecasts)
        ):
            expected[key] = max(str(row["period"]), expected.get(key, ""))
    marks = {tuple(row[name] for name in alike): row["period"] for row in forecasts.marks}
    assert marks == expected
    assert not any(row["forecast"] for row in forecasts.marks)


#: A question with forecasts of one group, and with what moved.
SPREAD = ("freight", "--forecast", "--route", "corridor", "--period", "2030", "--measure", "volume")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_mark_stands_where_its_number_is(width: int, corridor: Callable[..., Answer]) -> None:
    """In 2024 more than 20 mn t moved: the mark crosses the lines of the forecasts there."""
    out = corridor(*SPREAD, "--chart", facts=CUT, width=width).out
    lines = out.split("\n\n")[0].splitlines()
    group = lines[lines.index("The whole corridor, mn t") + 1 :]
    end = next(n for n, line in enumerate(group) if line.startswith("The whole"))
    places = {
        next(line.index(sign) for sign in "┊┿┼" if sign in line)
        for line in group[:end]
        if "moved" not in line or "┊" in line
    }
    (longest,) = [line for line in group[:end] if " 41 " in line]
    start, room = longest.index("━"), longest.count("━") + longest.count("┿")
    assert places == {start + int(20 / 41 * room)}
    (moved,) = [line for line in group[:end] if ">20" in line]
    assert moved.startswith(" 2024")
    assert "moved in 2024" in out
    assert "┊ what moved, not a forecast" in out
    other = [line for line in group[end:] if set(line) & set("┊┿┼")]
    assert other == []


def test_what_moved_is_no_row_of_the_data(corridor: Callable[..., Answer]) -> None:
    """Rows are forecasts alone; a note has what moved, and the command that shows it."""
    answer = corridor(*SPREAD, "--json", facts=CUT)
    assert {row["forecast"] for row in json.loads(answer.out)} == {True}
    assert answer.err == (
        "note: what moved: The whole corridor more than 20 mn t in 2024:\n"
        "  corridor show corridor-2024-trend-ru-2025-12-11-eabr.volume\n"
    )
    scaled = corridor(*SPREAD, "--unit", "thousand", "--chart", facts=CUT).out
    assert " >20000 " in scaled


@pytest.mark.parametrize("directory", [FACTS, CUT, RIVALS], ids=lambda path: path.name)
def test_a_series_knows_how_far_rivals_go(directory: Path) -> None:
    """Where documents contradict each other on a figure, a row has their lowest and highest."""
    with open_facts(directory) as facts:
        figures = facts.trade(long=True)
        rows = facts.series()
    stated = [row for row in figures if row["stated"] is not None]
    keys = {row["id"]: row["key"] for row in stated}
    contradicted = {row["key"] for row in stated if row["relation"] == "contradicts"}
    ends: dict[object, list[float]] = {}
    for row in stated:
        both = [row["low"], row["high"]] if row["value"] is None else [row["value"]]
        ends.setdefault(row["key"], []).extend(number for number in both if number is not None)
    spread = 0
    for row in rows:
        for flow in ("export", "import", "turnover"):
            low, high = row[f"{flow}_rival_low"], row[f"{flow}_rival_high"]
            mine = [keys[id_] for id_ in row["inputs"] if id_ in keys and f".{flow}" in id_]
            if low is not None:
                spread += 1
                assert (low, high) == (min(ends[mine[0]]), max(ends[mine[0]]))
            elif row[f"{flow}_stated"]:
                assert not contradicted & set(mine)
    assert spread


def test_a_line_goes_on_to_the_highest_of_rivals(corridor: Callable[..., Answer]) -> None:
    """Where one document has 4.65 and another 4.9, the line goes on to 4.9, lighter."""
    argv = ("series", "irn", "rus", "--reporter", "RUS", "--year", "2022", "--flow", "turnover")
    out = corridor(*argv, "--chart", facts=RIVALS).out
    (line,) = [line for line in out.splitlines() if " 4.65" in line]
    drawn = line[line.index("━") :].split("  [")[0]
    room = len(drawn)
    assert drawn.rstrip("─") in {"━" * whole + half for whole in range(room) for half in ("", "╸")}
    assert drawn.endswith("─")
    assert abs(cells(drawn.rstrip("─")) - 4.65 / 4.9 * room) <= 0.5
    solid, lighter = bars(parsed(corridor(*argv, "-f", "svg", facts=RIVALS).out))[:2]
    assert solid / (solid + lighter) == pytest.approx(4.65 / 4.9, abs=0.001)


def test_what_a_chart_leaves_out_is_counted(corridor: Callable[..., Answer]) -> None:
    """The first axis with numbers is drawn; rows without such a number are counted in a note."""
    argv = ("trade", "--reporter", "KAZ", "--partner", "RUS", "--chart", "-f", "chart")
    header = "period         reporter  turnover"
    assert corridor(*argv, facts=CUT).out.splitlines()[0] == header
    answer = corridor("freight", "--route", "western", "--chart", facts=CUT)
    assert answer.err == "note: not in the chart: 5 rows without value\n"


def test_nothing_to_chart_is_one_line_and_exit_code_0(corridor: Callable[..., Answer]) -> None:
    """Without a number there is no chart, and a note says so."""
    answer = corridor("trade", "--period", "1990", "--chart", facts=RIVALS)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("note: nothing to chart: no row has a number\n")


@pytest.mark.parametrize("format_", ["chart", "svg", "html"])
@pytest.mark.parametrize(
    "question", ["trade", "trade --long", "freight", "freight --forecast", "members --history"]
)
def test_all_facts_are_drawn(question: str, format_: str, corridor: Callable[..., Answer]) -> None:
    """Whatever the facts have, every answer with axes is drawn, and no line of a chart is cut."""
    answer = corridor(*question.split(), "-f", format_, facts=FACTS)
    assert (answer.code, answer.out != "") == (0, True)
    if format_ == "chart":
        assert max(map(cell_len, answer.out.splitlines())) <= 80


def test_rows_without_axes_and_two_formats_are_mistakes(corridor: Callable[..., Answer]) -> None:
    """`--chart` is -f chart: it goes with no other format, and not with rows of texts."""
    assert corridor("members", "--chart") == Answer(
        2,
        "",
        "corridor: error: these rows have no axes to chart\n"
        "hint: chart goes with trade, series, mirror, totals, freight and members --history\n",
    )
    for argv, two in (
        (("--chart", "--json"), "--json and --chart"),
        (("--chart", "-f", "csv"), "--chart and -f csv"),
    ):
        assert corridor("trade", *argv) == Answer(
            2,
            "",
            f"corridor: error: {two} ask for two formats\nhint: give one of them\n",
        )
    chart = corridor("trade", "--chart", facts=RIVALS)
    assert chart == corridor("trade", "-f", "chart", facts=RIVALS)


# --- as a picture


def parsed(text: str) -> ElementTree.Element:
    """The root of an SVG."""
    return ElementTree.fromstring(text)


def bars(root: ElementTree.Element) -> list[float]:
    """The lengths of the bars of a picture, in order."""
    paths = [path for path in root.iter(f"{SVG}path") if path.get("class", "")[:1] == "b"]
    return [float(path.attrib["d"].partition("h")[2]) for path in paths]


@given(
    rows=st.lists(
        st.tuples(NUMBERS, st.sampled_from(["USD", "t"]), st.booleans()), min_size=1, max_size=8
    ),
    said=st.text(),
)
def test_bars_are_as_long_as_their_numbers_and_any_text_is_text(
    rows: list[tuple[int, str, bool]], said: str
) -> None:
    """An XML parser reads back title and command; bars are in proportion for each unit."""
    numbers, units, parts = map(list, zip(*rows, strict=True))
    about = About(said, said, said, "2026-01-31")
    sheet = sheet_of(numbers, units, parts)._replace(about=lambda: about)
    root = parsed(named("svg").write(sheet))
    clean = re.sub("[\ufffe\uffff]", "\ufffd", visible(said))
    assert "".join(root.findtext(f"{SVG}title") or "") == clean
    ordered = sorted(rows, key=lambda row: units.index(row[1]))
    most = {unit: max(n for n, u, _ in rows if u == unit) for unit in units}
    shares = [number / most[unit] for number, unit, _ in ordered if number]
    lengths = bars(root)
    room = max(lengths, default=0)
    assert lengths == [pytest.approx(share * room, abs=0.1) for share in shares]


@pytest.mark.parametrize("question", ["trade", "series", "freight --forecast"])
def test_a_picture_says_what_it_shows(question: str, corridor: Callable[..., Answer]) -> None:
    """A picture has title, description, command, documents and the version of the facts."""
    answer = corridor(*question.split(), "-f", "svg", facts=CUT)
    root = parsed(answer.out)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}desc")
    assert f"corridor {question}" in texts
    assert any(text.startswith("[1] ") for text in texts)
    assert texts[-1] == (
        "Facts on the International North-South Transport Corridor, version 2026-11-25"
    )
    page = corridor(*question.split(), "-f", "html", facts=CUT).out
    assert page.index("<svg") < page.index("<table")


def test_two_sides_are_two_dots_where_their_numbers_are(corridor: Callable[..., Answer]) -> None:
    """A mirror has a dot for each side, a full and an empty one, on one scale from zero."""
    rows = json.loads(corridor("mirror", "kaz", "rus", "--json", facts=CUT).out)
    pairs = [(row["value_a"], row["value_b"]) for row in rows if row["unit"] == row["unit_b"]]
    pairs = [pair for pair in pairs if None not in pair]
    assert pairs
    root = parsed(corridor("mirror", "kaz", "rus", "-f", "svg", facts=CUT).out)
    dots = [float(dot.attrib["cx"]) for dot in root.iter(f"{SVG}circle")]
    kinds = [dot.attrib["class"] for dot in root.iter(f"{SVG}circle")]
    assert kinds == ["b v", "b v w"] * len(pairs)
    numbers = [number for pair in pairs for number in pair]
    zero = min(float(path.attrib["d"][1:].split()[0]) for path in root.iter(f"{SVG}path"))
    most = max(dots) - zero
    shares = [number / max(numbers) * most for number in numbers]
    assert [dot - zero for dot in dots] == [pytest.approx(share, abs=0.2) for share in shares]
    chart = corridor("mirror", "kaz", "rus", "--chart", facts=CUT).out.split("\n\n")[0]
    drawn = [line for line in chart.splitlines() if "●" in line or "◉" in line]
    assert len(drawn) == len(pairs)
    for (a, b), line in zip(pairs, drawn, strict=True):
        assert "◉" in line or (line.index("●") < line.index("○")) == (a < b)


def test_a_picture_marks_what_moved_where_its_number_is(corridor: Callable[..., Answer]) -> None:
    """A dashed line stands at 20 of 41 mn t; its words are in the description too."""
    root = parsed(corridor(*SPREAD, "-f", "svg", facts=CUT).out)
    (mark,) = [path for path in root.iter(f"{SVG}path") if path.get("class") == "k"]
    longest = max(
        (path for path in root.iter(f"{SVG}path") if path.get("class") == "b"),
        key=lambda path: float(path.attrib["d"].partition("h")[2]),
    )
    start = float(longest.attrib["d"][1:].split()[0])
    place = float(mark.attrib["d"][1:].partition(" ")[0])
    assert (place - start) / max(bars(root)) == pytest.approx(20 / 41, abs=0.002)
    assert "2024 >20 Eurasian Development Bank moved in 2024" in str(root.findtext(f"{SVG}desc"))


#: A script that puts into the title how many texts of each picture meet or leave it.
MEASURE = """<script>
let wrong = 0;
for (const svg of document.querySelectorAll("svg")) {
  const box = svg.getBoundingClientRect();
  if (!box.width) continue;
  const all = [...svg.querySelectorAll("text")].map(text => text.getBoundingClientRect());
  for (const [n, one] of all.entries()) {
    if (one.left < box.left - 1 || one.right > box.right + 1) wrong++;
    for (const other of all.slice(n + 1))
      if (one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 4 && other.top < one.bottom - 4) wrong++;
  }
}
document.title = `${wrong} wrong`;
</script>"""


@pytest.mark.peers
@needing("chromium")
@pytest.mark.parametrize("width", [400, 1000])
@pytest.mark.parametrize(
    "question", ["series", "mirror kaz rus", "freight --forecast", "members --history"]
)
def test_no_text_of_a_picture_is_cut_or_covered(
    question: str, width: int, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """In headless Chromium no two texts of a picture overlap, and none leaves the picture."""
    page = corridor(*question.split(), "-f", "html", facts=CUT).out
    picture = corridor(*question.split(), "-f", "svg", facts=CUT).out
    (tmp_path / "page.html").write_text(page + picture + MEASURE, "utf-8")
    command = [
        *(str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu"),
        *(f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900", "--dump-dom"),
        (tmp_path / "page.html").as_uri(),
    ]
    seen = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    assert "<title>0 wrong</title>" in seen
