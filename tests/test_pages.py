"""Pages: HTML holds the texts of the table and nothing that a text brings along."""

import json
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import CUT, RIVALS, Answer, needing
from hypothesis import given
from hypothesis import strategies as st

from corridor_cli.formats import About, Sheet, named
from corridor_cli.formats.cells import heading, shown
from corridor_cli.model.kinds import Field
from corridor_cli.model.names import visible

#: All elements that a page has, and all attributes.
ELEMENTS = {
    *("html", "meta", "title", "style", "h1", "p", "code", "span", "footer"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
LISTED = {"a", "b", "br", "li", "ol", "samp", "wbr"}
#: Those of a chart.
DRAWN = {"div", "svg", "desc", "text", "path"}
ATTRIBUTES = {"lang", "charset", "name", "content", "class", "colspan", "data-k", "href", "id"}
#: Texts that mean something to HTML, and any other.
TEXTS = st.sampled_from(
    ["<script>alert(1)</script>", "&lt;", "a & b", "</td><td>", '" onclick="x', "<!--", "it's ≠ x"]
) | st.text(st.characters(exclude_characters=[chr(n) for n in range(0xE000, 0xE007)]))


class Page(HTMLParser):
    """A page as a browser reads it: its elements, attributes, cells, and the text of others."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.cells: list[str] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        values = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        self.attributes |= set(values)
        for name, found in (("href", self.links), ("id", self.ids), ("data-k", self.labels)):
            found += [values[name]] if name in values else []
        if tag in ("td", "h1", "title", "footer", "code", "th", "p"):
            self._open = tag
            if tag == "td":
                self.cells.append("")

    def handle_data(self, data: str) -> None:
        """Add a text to the cell or the element that it stands in."""
        if self._open == "td":
            self.cells[-1] += data
        else:
            self.texts[self._open] = self.texts.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag == self._open:
            self._open = ""


@given(
    cells=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3),
    names=st.lists(TEXTS, min_size=2, max_size=2, unique=True),
    said=st.tuples(TEXTS, TEXTS, TEXTS),
)
def test_a_page_has_the_texts_that_went_in_and_no_other_element(
    cells: list[list[str]], names: list[str], said: tuple[str, str, str]
) -> None:
    """An HTML parser reads back cells, headings, command and facts; no text makes an element."""
    fields = [Field(name, "text", "") for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    about = About(*said, "2026-01-31", notes=(said[0],))
    sheet = Sheet(rows, fields, chosen=True, about=lambda: about)
    page = Page(named("html").write(sheet))
    expected = [shown(row, field, sheet) for row in rows for field in fields]
    assert page.cells == [text if text.strip() else "" for text in expected]
    assert set(page.labels) <= {heading(field) for field in fields}
    for element, text in (("h1", said[0]), ("title", said[0]), ("code", said[1])):
        assert page.texts.get(element, "") == visible(text)
    assert page.texts["footer"] == f"{visible(said[2])}, version 2026-01-31"
    assert page.elements <= ELEMENTS | {"b"}
    assert page.attributes <= ATTRIBUTES


@pytest.mark.parametrize(
    "question", ["trade", "disputes", "meetings", "show two-dates", "projects", "members"]
)
def test_a_page_loads_nothing_and_each_number_leads_to_its_document(
    question: str, corridor: Callable[..., Answer]
) -> None:
    """A page has no script and no file of its own; each [n] leads to a document in the list."""
    page = Page(corridor(*question.split(), "-f", "html", facts=RIVALS).out)
    assert page.elements <= ELEMENTS | LISTED | DRAWN
    assert page.elements & DRAWN == (DRAWN if question == "trade" else set())
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert inside
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    outside = [link for link in page.links if not link.startswith("#")]
    assert [link for link in outside if not link.startswith(("https://", "http://"))] == []


def test_a_page_has_question_notes_signs_places_and_version(
    corridor: Callable[..., Answer],
) -> None:
    """A page stands alone: question, notes, every row, the legend, documents with their places."""
    argv = ("trade", "--year", "2022", "--reporter", "KAZ", "--sort", "period")
    text = corridor(*argv, "-q", "-f", "html", facts=CUT).out
    assert "<code>corridor trade --year 2022 --reporter KAZ --sort period</code>" in text
    assert "rows that cover exactly 2022: 3 of 4: corridor trade --year 2022" in text
    assert '<span class="mute">4 rows</span>' in text
    assert "sources disagree" in text
    assert (
        "Trend News Agency, 2023-11-16</a>, para 10 <code>trend-2023-11-16-kaz-rus</code>" in text
    )
    assert "Facts on the International North-South Transport Corridor, version" in text
    assert "<li" not in corridor(*argv, "--refs", "none", "-f", "html", facts=CUT).out
    assert "<th>period</th>" not in corridor(*argv, "--no-header", "-f", "html", facts=CUT).out


def test_a_row_that_is_a_document_links_to_it(corridor: Callable[..., Answer]) -> None:
    """Each document of `sources` with an address in the web is a link."""
    rows = json.loads(corridor("sources", "--json", facts=CUT).out)
    links = Page(corridor("sources", "-f", "html", facts=CUT).out).links
    assert links == [row["url"] for row in rows if row["url"]]


@pytest.mark.peers
@needing("chromium")
@pytest.mark.parametrize("question", ["trade", "disputes", "meetings", "freight", "sources"])
def test_a_browser_needs_no_sideways_scrolling_at_400_pixels(
    question: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """In headless Chromium a page is no wider than a telephone, and it prints."""
    text = corridor(question, "-f", "html", facts=RIVALS).out
    measure = "<script>const page = document.documentElement;"
    measure += "document.title = `${page.scrollWidth - page.clientWidth} too wide`</script>"
    frame = '<iframe width="400" height="900" src="page.html"></iframe>'
    shell = f"{frame}<script>onload = () => document.title = frames[0].document.title</script>"
    (tmp_path / "page.html").write_text(text + measure, "utf-8")
    (tmp_path / "frame.html").write_text(shell, "utf-8")
    command = [
        str(shutil.which("chromium")),
        *("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"),
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    page = (tmp_path / "frame.html").as_uri()
    seen = subprocess.run(
        [*command, "--dump-dom", page], capture_output=True, timeout=120, check=True
    )
    assert "<title>0 too wide</title>" in seen.stdout.decode()
    paper = tmp_path / "page.pdf"
    subprocess.run(
        [*command, f"--print-to-pdf={paper}", (tmp_path / "page.html").as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert paper.read_bytes().startswith(b"%PDF")
