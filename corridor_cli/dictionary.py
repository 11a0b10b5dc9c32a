"""The data dictionary: the answer of `corridor fields`, and the columns of a query."""

import json
from collections.abc import Collection, Iterator, Sequence
from math import isfinite
from typing import Any

from corridor_cli.model import answers, kinds
from corridor_cli.model.errors import unknown
from corridor_cli.model.kinds import Cell, Field, Row
from corridor_cli.model.rows import Rows


def dictionary(of: str | None = None) -> Rows:
    """The rows of `corridor fields`: for all answers and kinds, or for those with the name `of`.

    Raises UsageError for an unknown name.
    """
    rows: list[Row] = []
    names = []
    for answer in answers.ANSWERS:
        own = [answer.name, answer.view]
        names += own
        if of is None or of in own or [of] == [kind.name for kind in answer.kinds]:
            rows += [_entry(answer.name, "column", column) for column in answer.columns]
    for kind in kinds.KINDS:
        answered_by = [
            answer.name
            for answer in answers.ANSWERS
            if kind in answer.kinds and answer.kinds != answers.DESCRIBED
        ]
        names.append(kind.name)
        if of is None or of in (kind.name, *answered_by):
            rows += [_entry(kind.name, "field", field) for field in (*kind.fields, *kind.frame)]
    if not rows:
        hint = (
            "give a command such as trade, or a kind of fact such as meeting; all: corridor fields"
        )
        raise unknown("kind", str(of), names, hint)
    return Rows(answers.DICTIONARY, rows)


def typed(name: str, cells: Sequence[Any], beside: Collection[str]) -> tuple[Field, list[Cell]]:
    """A column of a query and its cells in the types of an answer; `beside` are all columns.

    A column with the name and the type of one in an answer is that column; a column of amounts
    needs the column of their unit too. JSON arrays of texts become lists, bytes hexadecimal text,
    infinity the text `inf`.
    """
    cells = [
        str(cell) if isinstance(cell, float) and not isfinite(cell) else cell for cell in cells
    ]
    declared = [
        field for answer in answers.ANSWERS for field in answer.columns if field.name == name
    ]
    present = [cell for cell in cells if cell is not None]
    generic = Field(name, "text", "A column of the query", table=True)
    lists = list(_lists(cells)) if present else []
    if lists and len(lists) == len(cells):
        used = {item for items in lists for item in items or ()}
        fitting = next(
            (
                field
                for field in declared
                if field.shape == "list" and used <= {*(field.choices or used)}
            ),
            None,
        )
        return (fitting or generic._replace(type="texts"))._replace(table=True), list(lists)
    if present and all(isinstance(cell, bool) for cell in present):
        return generic._replace(type="boolean"), list(cells)
    if all(isinstance(cell, int | float) for cell in present):
        amount = next(
            (field for field in declared if field.type == "amount" and field.unit_in in beside),
            None,
        )
        return (amount or generic._replace(type="decimal"))._replace(table=True), list(cells)
    return generic, [cell.hex() if isinstance(cell, bytes) else cell for cell in cells]


def _lists(cells: Sequence[Any]) -> Iterator[list[str] | None]:
    """The items of each cell, None for a missing one, up to the first that is not a JSON array."""
    for cell in cells:
        items = None if cell is None else _texts(cell)
        if cell is not None and items is None:
            return
        yield items


def _texts(cell: object) -> list[str] | None:
    """The items of a JSON array if all may be items of a list, else None."""
    if not isinstance(cell, str) or not cell.startswith("["):
        return None
    try:
        items = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(items, list) and all(
        isinstance(item, str) and item and ";" not in item for item in items
    )
    return items if fits else None


def _entry(of: str, part: str, field: Field) -> Row:
    words = ", ".join(field.choices) if field.name != "flags" else ""
    return {
        "of": of,
        "part": part,
        "name": field.name,
        "type": field.type,
        "unit": field.unit or None,
        "required": field.required if part == "field" else None,
        "table": field.table if part == "column" else None,
        "choices": list(field.choices),
        "meaning": f"{field.meaning}: {words}" if words else field.meaning,
    }
