"""Maps as SVG: every position is where it is, beneath it the coast, and no name is lost."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import CUT, RIVALS, ROOT, Answer, needing
from hypothesis import given
from hypothesis import strategies as st
from test_charts import MEASURE, SVG

from corridor_cli import open_facts
from corridor_cli.formats import Sheet, named
from corridor_cli.formats.cells import clean
from corridor_cli.model import answers

COAST = ROOT / "corridor_cli" / "formats" / "coast.json"


def texts(root: ElementTree.Element) -> list[str]:
    """All texts of a picture."""
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_the_coast_is_small_and_parts_land_from_sea() -> None:
    """Cities are on land, the Caspian, Black and Arabian Seas are not; the file is small."""
    rings = json.loads(COAST.read_text("utf-8"))
    assert COAST.stat().st_size < 100_000

    def on_land(x: float, y: float) -> bool:
        crossed = False
        for ring in rings:
            points = list(zip(ring[::2], ring[1::2], strict=True))
            for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
                if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                    crossed = not crossed
        return crossed

    land = {"Moscow": (37.6, 55.8), "Tehran": (51.4, 35.7), "Delhi": (77.2, 28.6)}
    sea = {
        "Caspian": (50.5, 42),
        "Black Sea": (34, 43.3),
        "Arabian Sea": (64, 18),
        "Gulf": (52, 26.5),
    }
    assert [name for name, place in land.items() if not on_land(*place)] == []
    assert [name for name, place in sea.items() if on_land(*place)] == []


#: What rounding moves a point by, in pixels; and degrees that are no matter of rounding.
ROUNDED, WIDE = 0.11, 5
POSITIONS = st.tuples(st.floats(20, 100), st.floats(5, 70))


@given(places=st.lists(st.tuples(st.text(), POSITIONS), min_size=2, max_size=6))
def test_points_stand_as_their_degrees_do(places: list[tuple[str, tuple[float, float]]]) -> None:
    """East is right, north is up, each on one scale; any name is a text and no element."""
    rows = [
        {**dict.fromkeys(c.name for c in answers.PLACES.columns), "id": name, "name": name}
        | {"longitude": x, "latitude": y, "sources": [], "locators": [], "flags": []}
        for name, (x, y) in places
    ]
    sheet = Sheet(rows, list(answers.PLACES.columns), identity="id", notes=[])
    root = ElementTree.fromstring(named("svg").write(sheet))
    circles = list(root.iter(f"{SVG}circle"))
    degrees = dict.fromkeys(position for _, position in places)
    if len(circles) < len(degrees):
        return  # two positions fall together
    named_first = {position: name for name, position in reversed(places)}
    titles = [re.sub("[\ufffe\uffff]", "\ufffd", clean(named_first[one])) for one in degrees]
    assert [circle.findtext(f"{SVG}title") for circle in circles] == titles
    points = [(float(circle.attrib["cx"]), float(circle.attrib["cy"])) for circle in circles]
    for axis, sign in ((0, 1), (1, -1)):
        scales = []
        for (a, b), (one, other) in zip(
            combinations(degrees, 2), combinations(points, 2), strict=True
        ):
            way, moved = (b[axis] - a[axis]) * sign, other[axis] - one[axis]
            assert moved * way >= 0 or abs(moved) <= ROUNDED
            scales += [moved / way] if abs(way) > WIDE else []
        assert not scales or max(scales) <= min(scales) * 1.02


def test_a_map_names_each_place_or_says_that_it_has_no_room(
    corridor: Callable[..., Answer],
) -> None:
    """Each place with a position is a point; its name is beside it or in a note."""
    answer = corridor("places", "-f", "svg", facts=CUT)
    root = ElementTree.fromstring(answer.out)
    with open_facts(CUT) as facts:
        rows = [row for row in facts.places() if row["longitude"] is not None]
        missing = len(facts.places()) - len(rows)
    titles = [circle.findtext(f"{SVG}title") for circle in root.iter(f"{SVG}circle")]
    assert titles == [clean(str(row["name"])) for row in rows]
    hidden = answer.err.partition("no room on the map for: ")[2].strip().split(", ")
    shown = texts(root)
    assert [row["name"] for row in rows if row["name"] not in (*shown, *hidden)] == []
    assert f"not on the map, without a position: {missing}:" in answer.err
    assert "corridor places" in shown
    below = " ".join(shown).partition("Not on the map, without a position: ")[2].partition(".")[0]
    with open_facts(CUT) as facts:
        names = [row["name"] for row in facts.places() if row["longitude"] is None]
    assert below == ", ".join(map(str, names))
    assert any(text.startswith("Coast: Natural Earth") for text in shown)


def test_a_route_is_a_line_through_its_nodes(corridor: Callable[..., Answer]) -> None:
    """Routes have colours, dashes and a legend; nodes of the route are named in their order."""
    with open_facts(CUT) as facts:
        (route,) = facts.routes(route="western")
        known = facts.positions(route["nodes"])
    answer = corridor("routes", "--route", "western", "-f", "svg", facts=CUT)
    root = ElementTree.fromstring(answer.out)
    lines = [path for path in root.iter(f"{SVG}path") if path.get("class") == "way"]
    assert lines[0].findtext(f"{SVG}title") == route["name"] == "Western route"
    assert lines[0].attrib["d"].count("L") == len(known) - 1
    points = [circle.findtext(f"{SVG}title") for circle in root.iter(f"{SVG}circle")]
    assert points == [known[node][2] for node in route["nodes"] if node in known]
    assert "Western route" in texts(root)
    both = ElementTree.fromstring(corridor("routes", "-f", "svg", facts=CUT).out)
    ways = [path for path in both.iter(f"{SVG}path") if path.get("class") == "way"]
    looks = [(way.attrib["stroke"], way.attrib["stroke-dasharray"]) for way in ways]
    legend = looks[len(looks) // 2 :]
    assert len({colour for colour, _ in legend}) == len({dash for _, dash in legend}) == len(legend)


def test_nothing_to_draw_and_rows_without_positions(corridor: Callable[..., Answer]) -> None:
    """Without a position there is a note and exit code 0; other rows are a mistake."""
    nothing = corridor("places", "--limit", "0", "-f", "svg", facts=RIVALS)
    assert (nothing.code, nothing.out) == (0, "")
    assert nothing.err.endswith("note: nothing to draw: no row has a position\n")
    assert corridor("members", "-f", "svg") == Answer(
        2,
        "",
        "corridor: error: these rows have neither axes nor positions\n"
        "hint: svg goes with what chart draws, and with places, routes and projects\n",
    )


@pytest.mark.peers
@needing("chromium")
@pytest.mark.parametrize("question", ["places", "routes", "projects"])
def test_no_name_on_a_map_meets_another(
    question: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """In headless Chromium no two texts of a map overlap, and none leaves it."""
    picture = corridor(question, "-f", "svg", facts=CUT).out
    (tmp_path / "page.html").write_text(f"<meta charset=utf-8>{picture}{MEASURE}", "utf-8")
    command = [
        *(str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu"),
        *(f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1000,900", "--dump-dom"),
        (tmp_path / "page.html").as_uri(),
    ]
    seen = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    assert "<title>0 wrong</title>" in seen
