"""The fact files of a corridor that is yet to be described: an example of each kind, each field explained.

The explanations are the definitions' own; only the examples are written here. Their countries have
codes that ISO 3166-1 leaves to its users. What a first record leaves out stands there commented out.
"""

import json
import shlex
from collections.abc import Iterator
from typing import TypeAlias

from corridor_cli import schemas
from corridor_cli.kinds import KINDS, WHY, Field, Kind
from corridor_cli.names import one_line

_Value: TypeAlias = "str | dict[str, str] | list[dict[str, str | dict[str, str]]]"
_Example: TypeAlias = dict[str, _Value]

_NEWS = {"example-news-2024-05-02": "para 3"}
_MINISTRY = {"example-ministry-2024-06": "table 1"}

#: The file of each kind, and the records in it.
_EXAMPLES: dict[str, tuple[str, list[_Example]]] = {
    "about": (
        "about.yaml",
        [
            {
                "title": "Facts on an example corridor",
                "version": "2024-07-01",
                "publisher": "Example Institute",
                "founding_agreement": "founding-agreement",
                "members_list": "members-2024",
            }
        ],
    ),
    "country": (
        "countries.yaml",
        [
            {
                "code": "XAA",
                "alpha2": "XA",
                "numeric": "901",
                "name": "Exampleland",
                "aliases": "[Republic of Exampleland]",
                "sources": _MINISTRY,
            },
            {
                "code": "XBB",
                "alpha2": "XB",
                "numeric": "902",
                "name": "Sampleland",
                "sources": _MINISTRY,
            },
        ],
    ),
    "source": (
        "sources/2024.yaml",
        [
            {
                "id": "example-news-2024-05-02",
                "kind": "news",
                "title": "Two states open a corridor",
                "title_basis": "printed",
                "publisher": "Example News",
                "published": "2024-05-02",
                "published_basis": "printed",
                "url": "https://news.example/2024/corridor",
                "language": "en",
            },
            {
                "id": "example-ministry-2024-06",
                "kind": "official",
                "title": "Transport in figures",
                "title_basis": "printed",
                "publisher": "Ministry of Transport of Exampleland",
                "published": "2024-06",
                "published_basis": "printed",
                "language": "en",
            },
        ],
    ),
    "member-list": (
        "members.yaml",
        [
            {
                "id": "members-2024",
                "as_of": "2024",
                "members": "[XAA, XBB]",
                "complete": "true",
                "sources": _NEWS,
            }
        ],
    ),
    "member-step": (
        "members.yaml",
        [
            {
                "id": "sampleland-ratified",
                "country": "XBB",
                "step": "ratified",
                "date": "2024-03",
                "sources": _NEWS,
            }
        ],
    ),
    "member-role": (
        "members.yaml",
        [
            {
                "id": "sampleland-applicant",
                "country": "XBB",
                "role": "applicant",
                "as_of": "2022",
                "sources": _MINISTRY,
            }
        ],
    ),
    "agreement": (
        "agreements/founding-agreement.yaml",
        [
            {
                "id": "founding-agreement",
                "title": "Agreement on the example corridor",
                "signed": "2023-11-20",
                "signed_at": "Sample City",
                "signatories": "[XAA, XBB]",
                "sources": _NEWS,
                "also": [{"in_force": "2024-04", "sources": _MINISTRY}],
            }
        ],
    ),
    "agreement-step": (
        "agreements/founding-agreement.yaml",
        [
            {
                "id": "founding-agreement-extended",
                "step": "extended",
                "date": "2024-06",
                "sources": _MINISTRY,
            }
        ],
    ),
    "organisation": (
        "organisations.yaml",
        [
            {
                "id": "corridor-council",
                "name": "Corridor council",
                "founded": "2024",
                "seat": "Sample City",
                "sources": _NEWS,
            }
        ],
    ),
    "meeting": (
        "meetings/2024.yaml",
        [
            {
                "id": "ministers-2024-04",
                "title": "Ministers of transport in Sample City",
                "date": "2024-04-28",
                "date_basis": "stated",
                "status": "held",
                "level": "minister",
                "place": "Sample City",
                "countries": "[XAA, XBB]",
                "participants": "['Ada Example, Minister of Transport (XAA)']",
                "topics": "[tariffs]",
                "sources": _NEWS,
            }
        ],
    ),
    "trade": (
        "trade/xaa-xbb.yaml",
        [
            {
                "reporter": "XAA",
                "partner": "XBB",
                "period": "2023",
                "export": "1.2 bn USD",
                "import": "0.8 bn USD",
                "turnover": "2.0 bn USD",
                "sources": _MINISTRY,
            },
            {
                "reporter": "unstated",
                "partner": "XBB",
                "period": "2023",
                "turnover": "more than 2 bn USD",
                "sources": _NEWS,
            },
        ],
    ),
    "freight": (
        "freight/main-route.yaml",
        [
            {
                "subject": "main-route",
                "period": "2023",
                "volume": "{amount: about 3 mn t, growth: +12%, growth_vs: 2022}",
                "sources": _NEWS,
            },
            {
                "subject": "main-route",
                "period": "2030",
                "volume": "10 mn t",
                "forecast": "true",
                "as_of": "2024-06",
                "sources": _MINISTRY,
            },
        ],
    ),
    "route": (
        "routes.yaml",
        [
            {
                "id": "main-route",
                "name": "Main route",
                "countries": "[XAA, XBB]",
                "nodes": "[example-port, sample-city]",
                "modes": "[rail]",
                "length": "1,200 km",
                "sources": _MINISTRY,
            }
        ],
    ),
    "journey": (
        "routes.yaml",
        [
            {
                "id": "first-train-2024",
                "route": "main-route",
                "origin": "Example Port",
                "destination": "Sample City",
                "basis": "measured",
                "time": "4 days",
                "sources": _NEWS,
            }
        ],
    ),
    "place": (
        "places.yaml",
        [
            {
                "id": "example-port",
                "name": "Example Port",
                "kind": "seaport",
                "country": "XAA",
                "coordinates": "12.5, 34.25",
                "routes": "[main-route]",
                "capacity": "5 mn t",
                "sources": _MINISTRY,
            },
            {
                "id": "sample-city",
                "name": "Sample City",
                "kind": "city",
                "country": "XBB",
                "sources": _NEWS,
            },
        ],
    ),
    "project": (
        "projects/second-track.yaml",
        [
            {
                "id": "second-track",
                "title": "Second track of the main route",
                "kind": "railway",
                "status": "under-construction",
                "countries": "[XBB]",
                "routes": "[main-route]",
                "length": "310 km",
                "cost": "about 450 mn USD",
                "sources": _MINISTRY,
                "also": [
                    {
                        "cost": "0.6 bn USD",
                        "why": "the ministry's own figure comes first",
                        "sources": _NEWS,
                    }
                ],
            }
        ],
    ),
    "dispute": (
        "disputes.yaml",
        [
            {
                "id": "what-turnover-counts",
                "question": "Does the turnover of 2023 count services?",
                "claims": "[xaa-xbb-2023-example-ministry-2024-06.turnover, unstated-xbb-2023-example-news-2024-05-02.turnover]",
                "note": "Neither document says what is counted.",
            }
        ],
    ),
}

_HEAD = """\
# yaml-language-server: $schema={up}schemas/{name}.json
#
# {meaning}.
# The records are examples: replace them. Fields that are commented out may be given as well.
"""
_README = """\
# Facts on a corridor

Fact files for `corridor`, with an example of each kind. Replace the examples, delete the files that you do not need
(`about.yaml` and `countries.yaml` stay), and ask at any time:

    corridor timeline --facts {directory}

Whatever is wrong is listed with its file, line and column. `sources:` names the documents that state the fields beside
it, and the place in each; describe them under `sources/`. `corridor fields KIND` explains every field, and an editor
with a YAML language server completes and checks by `schemas/` while you type.
"""


def template(directory: str) -> dict[str, bytes]:
    """The files of a new fact directory of this name, by their paths in it."""
    texts: dict[str, str] = {
        "README.md": _README.format(directory=one_line(shlex.quote(directory)))
    }
    for kind in KINDS:
        file, examples = _EXAMPLES[kind.name]
        if file not in texts:
            folder = file.partition("/")[0]
            up = "../" if "/" in file else ""
            held = [other.meaning for other in KINDS if _EXAMPLES[other.name][0] == file]
            texts[file] = _HEAD.format(
                up=up, name=folder.removesuffix(".yaml"), meaning=".\n# ".join(held)
            )
        texts[file] += "\n" + "".join(f"{line}\n" for line in _lines(kind, examples))
    for name in schemas.files():
        texts[f"schemas/{name}.json"] = (
            f"{json.dumps(schemas.schema(name), ensure_ascii=False, indent=2)}\n"
        )
    return {file: text.encode() for file, text in texts.items()}


def _lines(kind: Kind, examples: list[_Example]) -> Iterator[str]:
    """The lines of a kind's records, under their section if they have one."""
    base = "  " if kind.section else ""
    if kind.section:
        yield f"{kind.section}:  # {kind.meaning}"
    for example in examples:
        explained = example is examples[0]
        for number, line in enumerate(_record(kind, example, explained=explained)):
            item = "" if kind.single else "- " if number == 0 else "  "
            yield f"{base}{item}{line}"


def _record(kind: Kind, example: _Example, *, explained: bool) -> Iterator[str]:
    """A record's lines: what the example has, and commented out what it might have as well."""
    fields = [field for field in (*kind.fields, *kind.frame) if field is not WHY]
    if fields[0].name not in example:  # what a record begins with is no comment
        fields.append(fields.pop(0))
    for field in fields:
        note = f"  # {_explained(field)}" if explained else ""
        if field.name not in example:
            if explained:
                yield f"# {field.name}:{note}"
            continue
        value = example[field.name]
        if isinstance(value, str):
            yield f"{field.name}: {value}{note}"
        elif isinstance(value, dict):
            yield f"{field.name}:{note}"
            yield from (f"  {source}: {place}" for source, place in value.items())
        else:
            yield f"{field.name}:{note}"
            for further in value:
                yield from _further(further)


def _further(statement: dict[str, str | dict[str, str]]) -> Iterator[str]:
    for number, (name, value) in enumerate(statement.items()):
        item = "- " if number == 0 else "  "
        if isinstance(value, str):
            yield f"  {item}{name}: {value}"
        else:
            yield f"  {item}{name}:"
            yield from (f"      {source}: {place}" for source, place in value.items())


def _explained(field: Field) -> str:
    words = f": {', '.join(field.choices)}" if field.type in ("word", "words") else ""
    unit = f", in {field.unit}" if field.choices and field.type in ("figure", "quantity") else ""
    return f"{field.meaning}{words}{unit}{'; required' if field.required else ''}"
