"""The data dictionary: what `corridor fields` answers, from the definitions alone."""

from corridor_cli import answers, kinds
from corridor_cli.errors import unknown
from corridor_cli.kinds import Field, Row
from corridor_cli.rows import Rows


def dictionary(of: str | None = None) -> Rows:
    """The rows of `corridor fields`: of every answer and kind, or of those called `of`. Raises UsageError."""
    rows: list[Row] = []
    names = []
    for answer in answers.ANSWERS:
        aliases = {answer.name, *(kind.name for kind in answer.kinds if len(answer.kinds) == 1)}
        names.append(answer.name)
        if of is None or of in aliases:
            rows += [_entry(answer.name, "column", column) for column in answer.columns]
    for kind in kinds.KINDS:
        homes = {answer.name for answer in answers.ANSWERS if kind in answer.kinds and answer.kinds != kinds.KINDS[1:]}
        names.append(kind.name)
        if of is None or of == kind.name or of in homes:
            rows += [_entry(kind.name, "field", field) for field in (*kind.fields, *kind.frame)]
    if not rows:
        raise unknown("kind", str(of), sorted(set(names)))
    return Rows(answers.DICTIONARY, rows)


def _entry(of: str, part: str, field: Field) -> Row:
    return {
        "of": of,
        "part": part,
        "name": field.name,
        "type": field.type,
        "unit": field.unit or None,
        "required": field.required if part == "field" else None,
        "table": field.table if part == "column" else None,
        "choices": list(field.choices),
        "meaning": field.meaning + (f": {', '.join(field.choices)}" if field.choices and field.name != "flags" else ""),
    }
