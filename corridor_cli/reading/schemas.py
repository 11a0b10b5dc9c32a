"""JSON Schemas (draft 7) of the fact files, for editors that complete and check while typing.

The schemas are made from `kinds`. A schema accepts each file that the reader accepts; the reader
alone checks other files, the order of records, and days such as a 31st of June.
"""

import re

from corridor_cli.model import amounts, dates
from corridor_cli.model.errors import unknown
from corridor_cli.model.kinds import (
    ACCEPT,
    ALSO,
    CITED,
    FLOWS,
    FORMERLY,
    FREIGHT,
    KINDS,
    MEASURES,
    RETRACTED,
    TRADE,
    TYPES,
    UNSTATED,
    WHY,
    Field,
    Kind,
)
from corridor_cli.model.problems import WARNINGS
from corridor_cli.reading.values import ITEM_TYPES, PATTERNS

_Schema = dict[str, object]

#: Any text; YAML reads some as numbers, the reader none.
_TEXT: _Schema = {"type": ["string", "number"], "minLength": 1}
#: An item of a list, or a locator.
_ITEM: _Schema = {"type": ["string", "number"], "pattern": "^[^;]+$"}
#: The types whose meaning a schema need not repeat.
_PLAIN = ("text", "word", "integer", "boolean")
_DATE = f"(?:{dates.DAY.pattern})"


def files() -> list[str]:
    """The names of the schemas: each the name of a fact file or its folder."""
    return list(dict.fromkeys(_file(kind) for kind in KINDS))


def schema(name: str) -> _Schema:
    """The JSON Schema of a fact file, by the name of the file, its folder or a kind in it.

    Raises UsageError.
    """
    named = next((_file(kind) for kind in KINDS if kind.name == name), name)
    kinds = [kind for kind in KINDS if _file(kind) == named]
    if not kinds:
        raise unknown("fact file", name, files())
    head: _Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"corridor fact file: {kinds[0].files}",
    }
    if not kinds[0].section:
        return head | _records(kinds[0])
    return head | {
        "type": "object",
        "properties": {kind.section: _records(kind) for kind in kinds},
        "additionalProperties": False,
        "required": [kind.section for kind in kinds if kind.single],
    }


def _file(kind: Kind) -> str:
    return kind.files.partition("/")[0].removesuffix(".yaml")


def _records(kind: Kind) -> _Schema:
    """The schema of the records of a kind: of one, or of a list."""
    record = _record(kind)
    if kind.single:
        return record
    return {"type": "array", "description": kind.meaning, "items": record}


def _record(kind: Kind) -> _Schema:
    fields: _Schema = {field.name: _field(field) for field in kind.fields}
    frame = {CITED: _cited(), FORMERLY: _field(FORMERLY), ALSO: _also(kind), ACCEPT: _accept()}
    frame[RETRACTED] = _field(RETRACTED)
    record: _Schema = {
        "type": "object",
        "description": kind.meaning,
        "properties": fields
        | {field.name: schema for field, schema in frame.items() if field in kind.frame},
        "additionalProperties": False,
        "required": [field.name for field in (*kind.fields, *kind.frame) if field.required],
    }
    if kind in (TRADE, FREIGHT):
        counted = FLOWS if kind is TRADE else MEASURES
        period: _Schema = {"anyOf": [{"required": ["period"]}, {"required": ["forecast"]}]}
        record["allOf"] = [{"anyOf": [{"required": [name]} for name in counted]}, period]
    return record


def _also(kind: Kind) -> _Schema:
    """The schema of further statements: any fields but the id, with their own sources."""
    fields: _Schema = {field.name: _field(field) for field in kind.fields if field.name != "id"}
    statement: _Schema = {
        "type": "object",
        "properties": fields
        | {CITED.name: _cited(), WHY.name: _field(WHY), RETRACTED.name: _field(RETRACTED)},
        "additionalProperties": False,
        "required": [CITED.name],
        "minProperties": 2,
    }
    return {"type": "array", "description": ALSO.meaning, "minItems": 1, "items": statement}


def _cited() -> _Schema:
    return {
        "type": "object",
        "description": CITED.meaning,
        "minProperties": 1,
        "propertyNames": {"pattern": _whole(PATTERNS["id"].pattern)},
        "additionalProperties": _ITEM,
    }


def _accept() -> _Schema:
    reasons: _Schema = {
        code: {**_TEXT, "description": f"{holds}. Why not here?"}
        for code, holds in WARNINGS.items()
    }
    return {
        "type": "object",
        "description": ACCEPT.meaning,
        "minProperties": 1,
        "properties": reasons,
        "additionalProperties": False,
    }


def _field(field: Field) -> _Schema:
    """The schema of a field, with its meaning."""
    sentences = [
        field.meaning,
        "" if field.type in _PLAIN else TYPES[field.type][1],
        f"Unit: {field.unit}" if field.unit else "",
    ]
    described: _Schema = {
        "description": "".join(f"{sentence}. " for sentence in sentences if sentence).rstrip()
    }
    if field.shape == "list":
        item = _single(field, ITEM_TYPES.get(field.type, ""), _ITEM)
        return described | {"type": "array", "minItems": 1, "uniqueItems": True, "items": item}
    return described | _single(field, field.type, _TEXT)


def _single(field: Field, type_: str, otherwise: _Schema) -> _Schema:
    """The schema of one text of a type; `otherwise` is that of any other type."""
    if type_ in ("figure", "quantity"):
        amount: _Schema = {"type": "string", "pattern": _amount(field.choices)}
        return {"anyOf": [amount, _figure(amount)]} if type_ == "figure" else amount
    if field.choices:
        return {"enum": list(field.choices)}
    if type_ in ("date", "period"):
        return {
            "type": ["string", "integer"],
            "minimum": dates.YEARS[0],
            "maximum": dates.YEARS[-1],
            "pattern": _interval(closed=type_ == "period"),
        }
    if type_ == "integer":
        return {"type": "integer", "minimum": 0}
    if type_ == "boolean":
        return {"type": "boolean"}
    if type_ == "country" and field.name == "reporter":
        return {"type": "string", "pattern": _whole(f"{PATTERNS['country'].pattern}|{UNSTATED}")}
    if type_ in PATTERNS:
        return {"type": ["string", "integer"], "pattern": _whole(PATTERNS[type_].pattern)}
    return otherwise


def _figure(amount: _Schema) -> _Schema:
    """The schema of a map with an amount, a rate of growth and its period, or both."""
    growth: _Schema = {"type": "string", "pattern": _whole(amounts.GROWTH.pattern)}
    period: _Schema = {"type": ["string", "integer"], "pattern": _interval(closed=True)}
    return {
        "type": "object",
        "properties": {"amount": amount, "growth": growth, "growth_vs": period},
        "additionalProperties": False,
        "anyOf": [{"required": ["amount"]}, {"required": ["growth"]}],
        "dependencies": {"growth": ["growth_vs"], "growth_vs": ["growth"]},
    }


def _amount(bases: tuple[str, ...]) -> str:
    words = amounts.unit_words(bases)
    units = "|".join(word for word in words if word != "%")
    letters = [rf"\s+(?:{units})"] if units else []
    percent = [r"\s?%"] if "%" in words else []
    return _whole(f"{amounts.COUNT}(?:{'|'.join(letters + percent)})(?: = .+)?")


def _interval(*, closed: bool) -> str:
    end = _DATE if closed else rf"(?:{_DATE}|\.\.)"
    return _whole(f"{end}(?:/{end})?")


def _whole(expression: str) -> str:
    """A regular expression for a whole text, in the form of JSON Schema (ECMA 262)."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", expression).replace("\\ ", " ").replace("\\~", "~")
    return f"^(?:{plain})$"
