"""References to documents: a line of text, BibTeX, CSL-JSON.

Brackets mark an inferred date, and a title that is not printed in the document. Without an author
the publisher is the author. BibTeX has the fields of BibTeX and biblatex (`date` is EDTF),
CSL-JSON the variables of CSL 1.0.2.
"""

import re
from typing import NamedTuple

from corridor_cli.formats import Sheet
from corridor_cli.formats.lines import json_text
from corridor_cli.model.dates import MONTHS
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import one_line, visible

#: The type in CSL of each kind of source; others are web pages.
_CSL_TYPES = {
    "treaty": "treaty",
    "law": "legislation",
    "official": "document",
    "statistics": "report",
    "analysis": "report",
    "news": "article-newspaper",
    "dataset": "dataset",
    "encyclopedia": "entry-encyclopedia",
}
_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
#: The characters that TeX would read as commands; BibTeX counts braces even behind a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        **{char: f"\\{char}" for char in "&%$#_"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
#: The middle of two characters that TeX would draw as one other.
_LIGATURE = re.compile(r"(?<=([-`'<>,]))(?=\1)|(?<=[!?])(?=`)")
#: The characters of an address that would end its field.
_IN_ADDRESS = str.maketrans({char: f"%{ord(char):02X}" for char in "{}\\"})


class _Name(NamedTuple):
    """An author: a person, `FAMILY, GIVEN`, or a body."""

    text: str
    person: bool


class _Document(NamedTuple):
    """A document to be cited; unknown values are ''."""

    id: str
    kind: str
    authors: list[_Name]
    publisher: str  # '' if it is the author
    title: str
    date: str  # EDTF
    inferred: bool
    url: str
    archived: str
    accessed: str
    language: str
    licence: str
    via: str
    locators: str

    @classmethod
    def of(cls, row: Row) -> "_Document":
        """The document of a row of `cite`."""
        texts = {name: cell if isinstance(cell, str) else "" for name, cell in row.items()}
        title, publisher, locators = texts["title"], texts["publisher"], row["locators"]
        if texts["title_basis"] != "printed" and not title.startswith("["):
            title = f"[{title}]"
        authors = _authors(texts["author"], texts["author_body"])
        same = ("id", "kind", "url", "archived", "accessed", "language", "licence", "via")
        return cls(
            authors=authors or [_Name(publisher, person=False)] * bool(publisher),
            publisher=publisher if authors else "",
            title=title,
            date=texts["published"],
            inferred=texts["published_basis"] == "inferred",
            locators="; ".join(locators) if isinstance(locators, list) else "",
            **{name: texts[name] for name in same},
        )

    @property
    def remarks(self) -> list[str]:
        """Texts for which the styles have no field."""
        texts = {"via": self.via, "licence": self.licence}
        return [f"{word} {text}" for word, text in texts.items() if text]


def _authors(persons: str, body: str) -> list[_Name]:
    """The persons and the body that wrote a document."""
    names = persons.split(" and ") if ", " in persons else [persons] * bool(persons)
    authors = [_Name(name, person=", " in name) for name in names]
    return [*authors, _Name(body, person=False)] if body else authors


def _documents(sheet: Sheet) -> list[_Document]:
    return [_Document.of(row) for row in sheet.rows]


# --- text


def text(sheet: Sheet) -> str:
    """A line for each document: author, title, publisher, date, place, address."""
    lines = (" ".join(_line(document).split()) for document in _documents(sheet))
    return "".join(f"{one_line(line)}\n" for line in lines)


def _line(document: _Document) -> str:
    date = _words(document.date) or "n.d."
    date = f"[{date}]" if document.inferred else date
    sentences = [
        _sentence(" and ".join(name.text for name in document.authors)),
        _sentence(document.title),
        _sentence(document.publisher),
        _sentence(f"{date}, {document.locators}" if document.locators else date),
        *(_sentence(f"{remark[0].upper()}{remark[1:]}") for remark in document.remarks),
        document.accessed and f"Read {_words(document.accessed)}.",
        # no full stop after an address, so that it can be copied
        document.archived and f"{document.archived} (archived from)",
        document.url,
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(words: str) -> str:
    return words and (words if words.endswith((".", "?", "!", "…")) else f"{words}.")


def _words(date: str) -> str:
    """An EDTF date in words: `16 November 2023`, `2019 to 2020`, `no later than March 2019`."""
    start, slash, end = date.partition("/")
    if slash:
        if start == "..":
            return f"no later than {_words(end)}"
        return f"from {_words(start)}" if end == ".." else f"{_words(start)} to {_words(end)}"
    year, *rest = date.split("-")
    month = [_LONG_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


# --- BibTeX


def bibtex(sheet: Sheet) -> str:
    """An entry `@misc` for each document; the key is the document's id."""
    return "\n".join(_entry(document) for document in _documents(sheet))


def _entry(document: _Document) -> str:
    year, *rest = document.date.split("/")[0].split("-")
    notes = [
        document.locators,
        "" if document.date else "n.d.",
        "date inferred" if document.inferred else "",
        f"archived at {document.archived}" if document.archived else "",
        *document.remarks,
    ]
    fields = {
        "author": _braced(" and ".join(_tex_name(name) for name in document.authors)),
        # double braces keep BibTeX from changing the case of names
        "title": f"{{{{{_tex(document.title)}}}}}",
        "publisher": _braced(_tex(document.publisher)),
        "date": _braced(document.date),
        "year": _braced(year) if year.isdigit() else "",
        "month": MONTHS[int(rest[0]) - 1].lower() if rest and year.isdigit() else "",
        "url": _braced(document.url.translate(_IN_ADDRESS)),
        "urldate": _braced(document.accessed),
        "language": _braced(document.language),
        "note": _braced(_tex("; ".join(note for note in notes if note))),
    }
    lines = [f"  {name} = {value},\n" for name, value in fields.items() if value]
    return f"@misc{{{document.id},\n{''.join(lines)}}}\n"


def _tex(words: str) -> str:
    """Words in one line; TeX would take an empty line for the end of a paragraph."""
    return _LIGATURE.sub("{}", visible(" ".join(words.split())).translate(_TEX))


def _tex_name(name: _Name) -> str:
    """A person's name, or a body's name in braces, which BibTeX does not split."""
    return _tex(name.text) if name.person else f"{{{_tex(name.text)}}}"


def _braced(value: str) -> str:
    return value and f"{{{value}}}"


# --- CSL-JSON


def csl_json(sheet: Sheet) -> str:
    """An array with an item for each document, for CSL processors and reference managers."""
    items = [json_text(_item(document), indent=2) for document in _documents(sheet)]
    return f"[{', '.join(items)}]\n"


def _item(document: _Document) -> dict[str, object]:
    news = document.kind in ("news", "encyclopedia")
    publisher = document.publisher or next((name.text for name in document.authors), "")
    variables: dict[str, object] = {
        "id": document.id,
        "type": _CSL_TYPES.get(document.kind, "webpage"),
        "author": [_csl_name(name) for name in document.authors],
        "title": document.title,
        "container-title": publisher if news else "",
        "publisher": "" if news else document.publisher,
        "issued": _csl_date(document.date, circa=document.inferred),
        "version": document.date if document.kind == "dataset" else "",
        "locator": document.locators,
        "URL": document.url,
        "accessed": _csl_date(document.accessed),
        "archive_location": document.archived,
        "language": document.language,
        "note": "; ".join(document.remarks),
    }
    return {name: value for name, value in variables.items() if value}


def _csl_name(name: _Name) -> dict[str, str]:
    family, _, given = name.text.partition(", ")
    return {"family": family, "given": given} if name.person else {"literal": name.text}


def _csl_date(date: str, *, circa: bool = False) -> dict[str, object]:
    """A date by its parts; an open interval in words, because CSL has no parts for it."""
    if not date:
        return {}
    about: dict[str, object] = {"circa": True} if circa else {}
    if ".." in date:
        return {"literal": _words(date), **about}
    return {
        "date-parts": [[int(part) for part in end.split("-")] for end in date.split("/")],
        **about,
    }
