"""What a reader of another program reads back is the text that went in, and nothing was added."""

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import RIVALS
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corridor_cli import open_facts
from corridor_cli.export import package
from corridor_cli.formats import Sheet, named
from corridor_cli.model import answers
from corridor_cli.model.kinds import Field, Row
from facts import BASE, fact_base

#: What some reader takes for markup: of TeX, Markdown, HTML, and of a workflow command.
MARKUP = st.text(
    st.sampled_from("{}\\$&%#_~^@,=*`<>[]()!|+-.:;/?\"' \nabé1"), min_size=1, max_size=12
).filter(str.strip)
ADDRESSES = st.text(st.sampled_from("{}\\$&%#_~^@,=*`[]()!|+-.:;/?'aé1"), max_size=8).map(
    lambda text: f"https://a.org/{text}"
)
LAW = settings(max_examples=300, deadline=None, database=None)


def one_line(text: object) -> str:
    """A text with single spaces, as TeX and Markdown show it."""
    return " ".join(str(text).split())


@st.composite
def documents(draw: st.DrawFn) -> Row:
    """A row of `cite` with markup in each of its texts."""
    row: Row = {column.name: draw(MARKUP) for column in answers.CITED.columns}
    persons = ["", "Doe, Jane", "Doe, Jane and Müller, Ärne", "Ada Example"]
    return row | {
        "id": "some-id",
        "kind": draw(st.sampled_from(["news", "official"])),
        "title_basis": "printed",
        "author": draw(st.sampled_from(persons)),
        "author_body": draw(st.none() | MARKUP),
        "published": draw(st.sampled_from([None, "2022-05", "../2005", "2021/2022"])),
        "published_basis": "printed",
        "url": draw(ADDRESSES),
        "archived": draw(ADDRESSES),
        "accessed": "2024-02-29",
        "language": "en",
        "locators": [draw(MARKUP)],
    }


def bibtex_fields(text: str) -> dict[str, str]:
    """The fields of one entry, by the rule of BibTeX: a value ends where its braces are even."""
    head, _, rest = text.partition(",\n")
    assert re.fullmatch(r"@misc\{[\w-]+", head)
    fields = {}
    while rest != "}\n":
        name, _, rest = rest.partition(" = ")
        value, depth = "", 0
        for char in rest:
            depth += {"{": 1, "}": -1}.get(char, 0)
            if char == "," and not depth:
                break
            value += char
        rest = rest[len(value) + 2 :]
        fields[name.strip()] = value.removeprefix("{").removesuffix("}")
    return fields


@LAW
@given(documents())
def test_bibtex_is_one_entry_with_each_text(row: Row) -> None:
    """BibTeX has one entry and no other; title, publisher, bodies and address read back."""
    latex2text = pytest.importorskip("pylatexenc.latex2text").LatexNodes2Text

    def words(tex: str) -> str:
        for name, char in (("left", "{"), ("right", "}")):
            tex = tex.replace(f"{{\\textbrace{name}}}", f"\\{char}")
        return one_line(latex2text().latex_to_text(tex).replace("\u02c6", "^"))

    text = named("bibtex").write(Sheet([row], []))
    fields = bibtex_fields(text)
    assert words(fields["title"]) == one_line(row["title"])
    written = row["author"] or row["author_body"]
    names = [name for name in (row["author"], row["author_body"]) if name] or [row["publisher"]]
    assert words(fields["author"]) == one_line(" and ".join(map(str, names)))
    bodies = [part for part in re.findall(r"\{.*\}", fields["author"]) if part]
    assert row["author_body"] is None or bodies, "a body is in braces, and is not split"
    assert words(fields.get("publisher", "")) == (one_line(row["publisher"]) if written else "")
    assert re.sub("%(7B|7D|5C)", lambda code: chr(int(code[1], 16)), fields["url"]) == re.sub(
        "%(7B|7D|5C)", lambda code: chr(int(code[1], 16)), str(row["url"])
    )
    assert one_line(row["via"]) in words(fields["note"])


@LAW
@given(documents())
def test_csl_json_has_each_text(row: Row) -> None:
    """CSL-JSON has the texts themselves; persons have two names, and bodies one."""
    (item,) = json.loads(named("csl-json").write(Sheet([row], [])))
    assert item["title"] == row["title"]
    assert (item["URL"], item["archive_location"]) == (row["url"], row["archived"])
    if row["kind"] == "news":
        assert item["container-title"] == row["publisher"]
    elif row["author"] or row["author_body"]:
        assert item["publisher"] == row["publisher"]
    bodies = [name["literal"] for name in item["author"] if "literal" in name]
    if row["author_body"]:
        assert bodies[-1] == row["author_body"]
    assert sum("family" in name for name in item["author"]) == str(row["author"]).count(", ")


def shown(token: Token) -> str:
    """The text of a line that Markdown shows; any markup in it stands between angle brackets."""
    texts = {"text": lambda one: one.content, "softbreak": lambda _: "\n"}
    return "".join(
        "\n" if one.content == "<br>" else texts.get(one.type, lambda one: f"<{one.type}>")(one)
        for one in token.children or []
    )


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@LAW
@given(st.lists(MARKUP, min_size=1, max_size=3), MARKUP, MARKUP, ADDRESSES)
def test_markdown_shows_each_text(texts: list[str], name: str, publisher: str, url: str) -> None:
    """A table in Markdown has each cell as a text, and below it one link with the address."""
    columns = [
        Field(name, "text", "", table=True),
        Field("of", "ids", "", table=True, shown_as="documents"),
    ]
    rows: list[Row] = [{name: text, "of": ["some_[id]"]} for text in texts]
    sheet = Sheet(rows, columns, citations=lambda ids: dict.fromkeys(ids, (publisher, "", url)))
    tokens = MARKDOWN.parse(named("md").write(sheet))
    lines = [token for token in tokens if token.type == "inline"]
    cells = [one_line(shown(token)) for token in lines]
    head = one_line(name.replace("_", " "))
    body = [cell for text in texts for cell in (one_line(text), "[1]")]
    assert cells[: len(texts) * 2 + 2] == [head, "of", *body]
    (last,) = lines[len(texts) * 2 + 2 :]
    links = [one for one in last.children or [] if one.type.startswith("link")]
    assert [one.type for one in links] == ["link_open", "link_close"]
    assert MARKDOWN.normalizeLink(url.replace("(", "%28").replace(")", "%29")) == re.sub(
        "^$", "", str(links[0].attrs["href"])
    ).replace("%5C", "%5C")
    assert shown(last).replace("<link_open>", "").startswith("[1] some_[id]<link_close>")


@pytest.mark.parametrize("title", ["# One\n\n![two](x) *three*", "a: b # c", "{a} \\now | é"])
def test_a_title_of_the_base_adds_nothing_to_an_export(title: str, tmp_path: Path) -> None:
    """README.md, CITATION.cff and the references of a base have its title, and no line more."""
    about = f"{json.dumps(title)}\nversion: 2026-01-01\n"
    facts_dir = fact_base(
        tmp_path, about=BASE["about.yaml"].replace("Made up\nversion: 2026-01-01\n", about)
    )
    with open_facts(facts_dir) as facts:
        files = package(facts)
        row = facts.cite()[0]
    assert yaml.safe_load(files["CITATION.cff"])["title"] == title
    assert json.loads(files["datapackage.json"])["title"] == title
    inline = MARKDOWN.parse(files["README.md"].decode())
    headings = [
        shown(inline[number + 1])
        for number, token in enumerate(inline)
        if token.type == "heading_open"
    ]
    assert headings == [one_line(title), "How to read it", "Links between the tables", "Cite"]
    assert any(shown(token).startswith(f"Cite it as: {one_line(title)}") for token in inline[-6:])
    assert named("text").write(Sheet([row], [])).count("\n") == 1


def test_annotations_for_github_give_back_each_text() -> None:
    """A workflow command has one line for each problem, and its escapes read back."""
    text = "a: b, c% 1\n::error::forged\r"
    row: Row = {"code": "yaml", "level": "error", "line": 1, "column": 1}
    row |= {"file": text, "message": text, "hint": None}
    (line,) = named("github").write(Sheet([row], [])).splitlines()
    place, _, message = line.partition(",title=yaml::")

    def read(part: str) -> str:
        for char in "\r\n:,%":
            part = part.replace(f"%{ord(char):02X}", char)
        return part

    assert read(message).replace("\\u000d", "\r") == text
    file = place.removeprefix("::error file=").removesuffix(",line=1,col=1")
    assert read(file).replace("\\u000d", "\r") == text


def test_geojson_reads_back_as_the_rows() -> None:
    """The properties of GeoJSON are the cells of the rows."""
    with open_facts(RIVALS) as facts:
        rows = facts.projects()
    text = named("geojson").write(Sheet(rows, rows.columns, identity="id"))
    assert [feature["properties"] for feature in json.loads(text)["features"]] == rows
