"""`corridor cite`: references for readers and for reference managers."""

import json
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from conftest import CUT, FACTS, RIVALS, Answer

from corridor_cli import open_facts
from facts import BASE, fact_base

#: Documents of every sort: persons, a body, no date, partial, inferred and open dates, an unprinted
#: title, other scripts, and what TeX would read as commands.
DOCUMENTS = r"""
- id: delta
  kind: dataset
  title: راه‌آهن رشت - آستارا
  title_basis: address
  publisher: Statistics
  published: ../2005-03
  published_basis: printed
  licence: CC-BY-4.0
  language: fa
- id: beta
  kind: analysis
  title: 'Rail & road, 50% done_{draft} ~ $1 #2 \now'
  title_basis: printed
  publisher: Institute of Roads
  author: Doe, Jane and Müller, Ärne
  published: 2021/2022
  published_basis: inferred
  language: en
- id: alpha
  kind: official
  title: Доклад о коридоре «Север — Юг»
  title_basis: printed
  publisher: Министерство транспорта
  published: 2023-11
  published_basis: printed
  url: https://example.org/a_b?c=%20&d=1
  archived: https://archive.example.org/a
  accessed: 2024-02-29
  language: ru
- id: epsilon
  kind: official
  title: Trade
  title_basis: printed
  publisher: Embassy of India, Muscat and Salalah
  language: en
- id: gamma
  kind: news
  title: What became of the line
  title_basis: descriptive
  publisher: The Daily
  author: Editorial board
  via: Agency
  language: en
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A fact base with the documents above."""
    delta, beta, alpha, epsilon, gamma = (f"- id:{block}" for block in DOCUMENTS.split("- id:")[1:])
    undated = epsilon + gamma + BASE["sources/undated.yaml"]
    return fact_base(
        tmp_path, sources_2005=delta, sources_2021=beta, sources_2023=alpha, sources_undated=undated
    )


ALL = ("alpha", "beta", "gamma", "delta", "epsilon")


def test_a_reference_is_a_line(documents: Path, corridor: Callable[..., Answer]) -> None:
    """A reference has author, title, publisher, date and place; unprinted titles have brackets."""
    assert corridor("cite", *ALL, facts=documents).out.splitlines() == [
        "Министерство транспорта. Доклад о коридоре «Север — Юг». November 2023. Read 29 "
        "February 2024. "
        "https://archive.example.org/a (archived from) https://example.org/a_b?c=%20&d=1",
        "Doe, Jane and Müller, Ärne. Rail & road, 50% done_{draft} ~ $1 #2 \\now. Institute "
        "of Roads. [2021 to 2022].",
        "Editorial board. [What became of the line]. The Daily. n.d. Via Agency.",
        "Statistics. [راه‌آهن رشت - آستارا]. no later than March 2005. Licence CC-BY-4.0.",
        "Embassy of India, Muscat and Salalah. Trade. n.d.",
    ]


def test_bibtex_escapes_and_keeps_bodies_whole(
    documents: Path, corridor: Callable[..., Answer]
) -> None:
    """BibTeX escapes what TeX would read as commands, and a body's name stays whole."""
    answer = corridor("cite", "alpha", "beta", "epsilon", "-f", "bibtex", facts=documents)
    assert answer.out == (
        "@misc{alpha,\n"
        "  author = {{Министерство транспорта}},\n"
        "  title = {{Доклад о коридоре «Север — Юг»}},\n"
        "  date = {2023-11},\n"
        "  year = {2023},\n"
        "  month = nov,\n"
        "  url = {https://example.org/a_b?c=%20&d=1},\n"
        "  urldate = {2024-02-29},\n"
        "  language = {ru},\n"
        "  note = {archived at https://archive.example.org/a},\n"
        "}\n"
        "\n"
        "@misc{beta,\n"
        "  author = {Doe, Jane and Müller, Ärne},\n"
        "  title = {{Rail \\& road, 50\\% done\\_{\\textbraceleft}draft"
        "{\\textbraceright} \\textasciitilde{} \\$1 \\#2 \\textbackslash{}now}},\n"
        "  publisher = {Institute of Roads},\n"
        "  date = {2021/2022},\n"
        "  year = {2021},\n"
        "  language = {en},\n"
        "  note = {date inferred},\n"
        "}\n"
        "\n"
        "@misc{epsilon,\n"
        "  author = {{Embassy of India, Muscat and Salalah}},\n"
        "  title = {{Trade}},\n"
        "  language = {en},\n"
        "  note = {n.d.},\n"
        "}\n"
    )


def test_csl_json_has_dates_as_precise_as_they_are(
    documents: Path, corridor: Callable[..., Answer]
) -> None:
    """CSL-JSON has each part of a date that is known, and `circa` for an inferred one."""
    assert json.loads(corridor("cite", *ALL, "-f", "csl-json", facts=documents).out) == [
        {
            "id": "alpha",
            "type": "document",
            "author": [{"literal": "Министерство транспорта"}],
            "title": "Доклад о коридоре «Север — Юг»",
            "issued": {"date-parts": [[2023, 11]]},
            "URL": "https://example.org/a_b?c=%20&d=1",
            "accessed": {"date-parts": [[2024, 2, 29]]},
            "archive_location": "https://archive.example.org/a",
            "language": "ru",
        },
        {
            "id": "beta",
            "type": "report",
            "author": [{"family": "Doe", "given": "Jane"}, {"family": "Müller", "given": "Ärne"}],
            "title": "Rail & road, 50% done_{draft} ~ $1 #2 \\now",
            "publisher": "Institute of Roads",
            "issued": {"date-parts": [[2021], [2022]], "circa": True},
            "language": "en",
        },
        {
            "id": "gamma",
            "type": "article-newspaper",
            "author": [{"literal": "Editorial board"}],
            "title": "[What became of the line]",
            "container-title": "The Daily",
            "language": "en",
            "note": "via Agency",
        },
        {
            "id": "delta",
            "type": "dataset",
            "author": [{"literal": "Statistics"}],
            "title": "[راه‌آهن رشت - آستارا]",
            "issued": {"literal": "no later than March 2005"},
            "version": "../2005-03",
            "language": "fa",
            "note": "licence CC-BY-4.0",
        },
        {
            "id": "epsilon",
            "type": "document",
            "author": [{"literal": "Embassy of India, Muscat and Salalah"}],
            "title": "Trade",
            "language": "en",
        },
    ]


def test_a_fact_is_cited_by_its_documents_and_the_places_in_them(
    corridor: Callable[..., Answer],
) -> None:
    """A record, a field and a dispute are cited by the documents that their rows name."""

    def locators(*ids: str) -> dict[str, str]:
        items = json.loads(corridor("cite", *ids, "-f", "csl-json", facts=RIVALS).out)
        return {item["id"]: item.get("locator", "") for item in items}

    with open_facts(RIVALS) as facts:
        for question in (
            facts.meetings,
            facts.trade,
            facts.freight,
            facts.agreements,
            facts.projects,
            facts.places,
        ):
            for row in question():
                assert list(locators(row["id"])) == list(dict.fromkeys(row["sources"])), row["id"]
        for row in facts.disputes(found="editor"):
            assert set(row["sources"]) <= set(locators(row["dispute"]))
    fields = {
        row["field"]: row
        for row in json.loads(corridor("show", "two-dates", "--json", facts=RIVALS).out)
        if row["preferred"]
    }
    assert (
        set(fields["date"]["sources"])
        <= set(locators("two-dates.date"))
        < set(locators("two-dates"))
    )
    assert locators("customs") == {"customs": ""}


def test_a_country_is_cited_as_a_member(corridor: Callable[..., Answer]) -> None:
    """A country is cited by the documents of its row in `members`, else of its own record."""
    with open_facts() as facts:
        members = facts.members(role="all")
        assert {"member", "disputed", "interested"} <= {row["role"] for row in members}
        for row in members:
            places: dict[str, list[str]] = {}
            for source, place in zip(row["sources"], row["locators"], strict=True):
                places.setdefault(source, []).append(place)
            cited = facts.cite(row["country"])
            assert {item["id"]: item["locators"] for item in cited} == {
                source: list(dict.fromkeys(there)) for source, there in places.items()
            }, row["country"]
        others = [
            row
            for row in facts.table("countries")
            if row["code"] not in {member["country"] for member in members}
        ]
        assert [row["id"] for row in facts.cite(others[0]["name"])] == others[0]["sources"]
        assert [(row["id"], row["locators"]) for row in facts.cite("KAZ.name")] == [
            ("iso-3166-1", ["entry KAZ"])
        ]
    piped = "\n".join(row["country"] for row in members)
    assert "iso-3166" not in corridor("cite", "-", "-f", "bibtex", stdin=piped, facts=CUT).out


def test_places_in_one_document_are_joined(corridor: Callable[..., Answer]) -> None:
    """A document that several facts rest on is one reference with all their locators."""
    answer = corridor("cite", "kaz-rus-2022-trend-2023-11-16-kaz-rus", "azerbaijan-acceded")
    assert answer.out == (
        "Trend News Agency. [Kazakhstan, Russia reaffirm importance of dev't of North-South "
        "Corridor]. "
        "16 November 2023, para 10; para 7. https://en.trend.az/casia/kazakhstan/3825648.html\n"
    )


def test_the_fact_base_is_cited_with_its_version(corridor: Callable[..., Answer]) -> None:
    """Without ids the fact base is cited; an empty list of ids gives no reference."""
    assert corridor("cite", facts=CUT).out == (
        "corridor project. Facts on the International North-South Transport Corridor. "
        "25 November 2026.\n"
    )
    (item,) = json.loads(corridor("cite", "-f", "csl-json", facts=CUT).out)
    assert item["version"] == "2026-11-25"
    assert corridor("cite", "-", stdin="\n") == (0, "", "")
    assert corridor("cite", "-", "-f", "csl-json") == (0, "[]\n", "")


def test_ids_come_in_through_a_pipe_and_endings_choose_the_style(
    shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """`cite -` reads ids; FILE.bib is written as BibTeX and FILE.json as CSL-JSON."""
    assert shell("corridor meetings --year 2023 -f ids | corridor cite - -o out.bib").code == 0
    assert (tmp_path / "out.bib").read_text().startswith("@misc{")
    assert shell("corridor trade -f ids | corridor cite - -o out.json -q").code == 0
    assert [item["id"] for item in json.loads((tmp_path / "out.json").read_text())]
    assert shell("corridor cite -o out.txt; corridor cite -f text -o out.md").code == 0
    assert (
        (tmp_path / "out.txt").read_text()
        == (tmp_path / "out.md").read_text()
        == shell("corridor cite").out
    )
    endings = "endings: .txt, .bib, .json; -f names the format of any other file"
    spreadsheet = "CSV that spreadsheets open: -o FILE.csv --excel"
    for ending, hint in ((".csv", endings), (".YML", endings), (".xlsx", spreadsheet)):
        refused = f"cannot write a {ending.lower()} file: refused{ending}"
        answer = shell(f"corridor cite -o refused{ending}")
        assert answer == Answer(2, "", f"corridor: error: {refused}\nhint: {hint}\n")
    assert not list(tmp_path.glob("refused*"))


def test_unknown_ids_and_styles_are_named(corridor: Callable[..., Answer]) -> None:
    """An unknown id gives exit code 4, and the other ids are cited."""
    answer = corridor("cite", "nosuch", "azerbaijan-acceded")
    assert (answer.code, len(answer.out.splitlines())) == (4, 1)
    assert "no record with the id 'nosuch'" in answer.err
    assert (
        corridor("cite", "-f", "bibtx").err == "corridor: error: unknown format 'bibtx'\n"
        "hint: did you mean bibtex? corridor cite -f bibtex\n"
    )


@pytest.mark.parametrize("command", ["show", "cite"])
def test_the_document_is_opened_or_its_address_written(
    command: str, corridor: Callable[..., Answer]
) -> None:
    """--web opens the first document of a record; without a browser it prints the address."""
    with open_facts(CUT) as facts:
        (source,) = (row for row in facts.sources() if row["id"] == "trend-2023-11-16-kaz-rus")
    opened: list[str] = []

    def browser(address: str) -> bool:
        opened.append(address)
        return True

    one = (command, "trend-2023-11-16-kaz-rus", "--web")
    assert corridor(*one, facts=CUT, browser=browser) == Answer(0, "", "")
    assert opened == [source["url"]]
    assert corridor(*one, facts=CUT, browser=lambda _: False) == Answer(0, f"{opened[0]}\n", "")
    several = corridor(command, "azerbaijan-acceded", "--web", facts=CUT, browser=browser)
    note = "note: the first of 3 documents: corridor cite azerbaijan-acceded\n"
    assert several == Answer(0, "", note)
    assert opened[1] == opened[0]
    unknown = corridor(command, "azerbaijan-accedd", "--web", facts=CUT, browser=browser)
    assert (unknown.code, len(opened)) == (4, 2)
    nothing = corridor("cite", "--web", facts=CUT, browser=browser)
    assert nothing == Answer(
        2, "", "corridor: error: no document with an address\nhint: corridor cite\n"
    )


def test_a_real_browser_gets_the_address(shell: Callable[..., Answer]) -> None:
    """Python's `webbrowser` takes the program of BROWSER."""
    line = "corridor cite trend-2023-11-16-kaz-rus --web"
    opened = shell(line, CORRIDOR_FACTS=str(CUT), BROWSER="echo opens %s").out
    assert opened.startswith("opens https://")


# --- the real readers


@pytest.mark.peers
def test_bibtexparser_reads_every_document_back(
    documents: Path, corridor: Callable[..., Answer]
) -> None:
    """The package bibtexparser reads every document, with the title of its source."""
    import bibtexparser
    from pylatexenc.latex2text import LatexNodes2Text

    for facts, ids in ((documents, ALL), (FACTS, None)):
        with open_facts(facts) as opened:
            rows = {row["id"]: row for row in opened.sources() if ids is None or row["id"] in ids}
        answer = corridor("cite", "-", "-f", "bibtex", stdin="\n".join(rows), facts=facts)
        library = bibtexparser.parse_string(answer.out)
        assert library.failed_blocks == []
        assert [entry.key for entry in library.entries] == list(rows)
        for entry in library.entries:
            row = rows[entry.key]
            title = re.sub(r"{\\textbrace(left|right)}", _brace, entry["title"])
            title = LatexNodes2Text().latex_to_text(title)
            printed = row["title_basis"] == "printed" or row["title"].startswith("[")
            assert title == (row["title"] if printed else f"[{row['title']}]"), entry.key
            assert (
                entry.fields_dict["date"].value == row["published"]
                if row["published"]
                else "date" not in entry
            )
            assert (
                entry.fields_dict["url"].value == row["url"] if row["url"] else "url" not in entry
            )


def _brace(found: re.Match[str]) -> str:
    """A brace as pylatexenc knows it."""
    return {"left": r"\{", "right": r"\}"}[found[1]]


def csl_words(file: str, part: str) -> set[str]:
    """The words of a part of the CSL specification, from the schema in citeproc-py."""
    path = resources.files("citeproc") / "data" / "schema" / "schemas" / "styles" / file
    (block,) = re.findall(
        rf"^  {re.escape(part)} =\n(.*?)(?=\n  \n|\n}}|\n  ##)",
        path.read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    return set(re.findall(r'"([\w-]+)"', block))


def csl_schema() -> dict[str, object]:
    """A JSON Schema of CSL-JSON, made from the types and variables of the specification."""
    date = {
        "type": "object",
        "properties": {
            "date-parts": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "items": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 3,
                    "items": {"type": "integer"},
                },
            },
            "circa": {"type": "boolean"},
            "literal": {"type": "string", "minLength": 1},
        },
        "anyOf": [{"required": ["date-parts"]}, {"required": ["literal"]}],
        "additionalProperties": False,
    }
    name = {
        "type": "object",
        "properties": {
            part: {"type": "string", "minLength": 1} for part in ("family", "given", "literal")
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
    text = {"type": "string", "minLength": 1}
    variables: dict[str, object] = {
        "id": text,
        "type": {"enum": sorted(csl_words("csl-types.rnc", "item-types"))},
    }
    variables |= dict.fromkeys(csl_words("csl-variables.rnc", "variables.dates"), date)
    names = {"type": "array", "minItems": 1, "items": name}
    variables |= dict.fromkeys(csl_words("csl-variables.rnc", "variables.names"), names)
    for part in ("numbers", "titles", "strings"):
        variables |= dict.fromkeys(csl_words("csl-variables.rnc", f"variables.{part}"), text)
    item = {
        "type": "object",
        "properties": variables,
        "required": ["id", "type", "title"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": item}


@pytest.mark.peers
def test_every_document_is_csl_json_that_a_processor_draws(
    documents: Path, corridor: Callable[..., Answer]
) -> None:
    """Every item has the types and variables of CSL 1.0.2, and citeproc formats them."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON
    from jsonschema import Draft7Validator

    validator = Draft7Validator(csl_schema())
    with open_facts(FACTS) as opened:
        everything = [str(row["id"]) for row in opened.sources()]
    for facts, ids in ((documents, list(ALL)), (FACTS, everything)):
        answer = corridor(
            "cite",
            "-",
            "-f",
            "csl-json",
            stdin="\n".join(ids),
            facts=facts,
        )
        items = json.loads(answer.out)
        assert [error.message for error in validator.iter_errors(items)] == []
        assert [item["id"] for item in items] == ids
        dated = [item for item in items if "literal" not in item.get("issued", {})][:40]
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(dated), formatter.plain)
        for item in dated:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
        assert len(lines) == len(dated)
