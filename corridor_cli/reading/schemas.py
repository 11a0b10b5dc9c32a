"""JSON Schemas of the fact files, for editors that complete and check while one types.

Made from the definitions of `kinds`, so that they never say anything else. What a schema cannot
see (other files, order, a 31st of June) the reader alone finds; what the reader takes, a schema
takes. JSON Schema draft 7, which every YAML language server knows.
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
    TRADE,
    TYPES,
    UNSTATED,
    WHY,
    Field,
    Kind,
)
from corridor_cli.model.problems import WARNINGS
from corridor_cli.reading.records import ITEM_TYPES, PATTERNS

_Schema = dict[str, object]

#: YAML makes numbers of some texts; fact files know text alone.
_TEXT: _Schema = {"type": ["string", "number"], "minLength": 1}
#: No item of a list, and no place in a document, has a semicolon.
_ITEM: _Schema = {"type": ["string", "number"], "pattern": "^[^;]+$"}
#: Types that say nothing which a field's meaning and its schema do not.
_PLAIN = ("text", "word", "integer", "boolean")
_DATE = f"(?:{dates.DAY.pattern})"


def files() -> list[str]:
    """The fact files that there are schemas of, by the name of the file or its folder."""
    return list(dict.fromkeys(_file(kind) for kind in KINDS))


def schema(name: str) -> _Schema:
    """The JSON Schema of a fact file, by the name of the file, its folder or a kind in it. Raises UsageError."""
    named = next((_file(kind) for kind in KINDS if kind.name == name), name)
    held = [kind for kind in KINDS if _file(kind) == named]
    if not held:
        raise unknown("fact file", name, files())
    found: _Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"corridor fact file: {held[0].files}",
    }
    if held[0].section:
        sections = {kind.section: _records(kind) for kind in held}
        needed = [kind.section for kind in held if kind.single]
        found |= {
            "type": "object",
            "properties": sections,
            "additionalProperties": False,
            "required": needed,
        }
    else:
        found |= _records(held[0])
    return found


def _file(kind: Kind) -> str:
    return kind.files.partition("/")[0].removesuffix(".yaml")


def _records(kind: Kind) -> _Schema:
    """The records of a kind: one, or a list."""
    record = _record(kind)
    return (
        record if kind.single else {"type": "array", "description": kind.meaning, "items": record}
    )


def _record(kind: Kind) -> _Schema:
    fields: _Schema = {field.name: _field(field) for field in kind.fields}
    framed = {CITED: _cited(), FORMERLY: _field(FORMERLY), ALSO: _also(kind), ACCEPT: _accept()}
    found: _Schema = {
        "type": "object",
        "description": kind.meaning,
        "properties": fields
        | {field.name: schema for field, schema in framed.items() if field in kind.frame},
        "additionalProperties": False,
        "required": [field.name for field in (*kind.fields, *kind.frame) if field.required],
    }
    if kind is TRADE:
        found["anyOf"] = [{"required": [name]} for name in FLOWS]
    if kind is FREIGHT:
        carried: _Schema = {"anyOf": [{"required": ["period"]}, {"required": ["forecast"]}]}
        found["allOf"] = [{"anyOf": [{"required": [name]} for name in MEASURES]}, carried]
    return found


def _also(kind: Kind) -> _Schema:
    """Further statements: any fields but the record's name, with their own sources."""
    fields: _Schema = {field.name: _field(field) for field in kind.fields if field.name != "id"}
    statement: _Schema = {
        "type": "object",
        "properties": fields | {CITED.name: _cited(), WHY.name: _field(WHY)},
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
    """A field's values, with what it means."""
    told = [
        field.meaning,
        "" if field.type in _PLAIN else TYPES[field.type][1],
        f"Unit: {field.unit}" if field.unit else "",
    ]
    described: _Schema = {
        "description": "".join(f"{sentence}. " for sentence in told if sentence).rstrip()
    }
    if field.shape == "list":
        item = _single(field, ITEM_TYPES.get(field.type, ""), _ITEM)
        return described | {"type": "array", "minItems": 1, "uniqueItems": True, "items": item}
    return described | _single(field, field.type, _TEXT)


def _single(field: Field, type_: str, otherwise: _Schema) -> _Schema:
    """One text of a type; `otherwise` is any text."""
    if type_ in ("figure", "quantity"):
        amount: _Schema = {"type": "string", "pattern": _amount(field.choices)}
        return {"anyOf": [amount, _figure(amount)]} if type_ == "figure" else amount
    if field.choices:
        return {"enum": list(field.choices)}
    if type_ in ("date", "period"):
        return {
            "type": ["string", "integer"],
            "minimum": 1,
            "maximum": 9999,
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
    """An amount, a rate of growth, or both; growth compares with something."""
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
    spelled = [rf"\s+(?:{units})"] if units else []
    percent = [r"\s?%"] if "%" in words else []
    return _whole(f"{amounts.COUNT}(?:{'|'.join(spelled + percent)})(?: = .+)?")


def _interval(*, closed: bool) -> str:
    end = _DATE if closed else rf"(?:{_DATE}|\.\.)"
    return _whole(f"{end}(?:/{end})?")


def _whole(expression: str) -> str:
    """A regular expression as JSON Schema has it (ECMA 262), for the whole of a text."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", expression).replace("\\ ", " ").replace("\\~", "~")
    return f"^(?:{plain})$"
