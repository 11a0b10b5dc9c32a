"""Former ids: those that a record had, and those that another of its sources would give it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from corridor_cli.reading.records import Record, Statement, computed_id
from corridor_cli.reading.values import Value


def former_ids(all_records: Sequence[Record]) -> dict[str, str]:
    """The id of a record by each of its former ids, without ids that a record has now.

    Of two records that another source would give the same id, it means the one that names that
    source earlier.
    """
    former = {item.text: record.id for record in all_records for item in record.formerly}
    names: dict[str, list[str]] = defaultdict(list)
    for old, current in former.items():
        names[current].append(old)

    def named(id_: str) -> list[str]:
        current = former.get(id_, id_)
        return [id_, current, *names[current]]

    others = sorted(
        (position, number, id_)
        for number, record in enumerate(all_records)
        for position, id_ in _computed(record, named)
    )
    for _, number, id_ in others:
        former.setdefault(id_, all_records[number].id)
    in_use = {record.id for record in all_records}
    return {old: current for old, current in former.items() if old not in in_use}


def _computed(record: Record, named: Callable[[str], list[str]]) -> Iterator[tuple[int, str]]:
    """The ids that each source of a record would give it, with the position of the source."""
    values = [record.flat[name] for name in record.kind.named_by if name in record.flat]
    parts = [named(value.text) if value.field.refers else [value.text] for value in values]
    for position, citation in enumerate(record.statements[0].citations if values else ()):
        for *texts, source in product(*parts, named(citation.source)):
            yield position, computed_id(texts, source)


def with_current_ids(record: Record, former: Mapping[str, str]) -> Record:
    """The record with current ids wherever it names another record by a former id."""

    def current(id_: str) -> str:
        return former.get(id_, id_)

    def updated(value: Value) -> Value:
        if value.field.type not in ("id", "ids", "claims") or value.field.name == "id":
            return value
        items = []
        for item in value.items:
            target, dot, claim = item.text.partition(".")
            field, at, source = claim.partition("@")
            text = f"{current(target)}{dot}{field}{at}{current(source)}"
            items.append(item._replace(text=text))
        return value._replace(items=tuple(items))

    return record._replace(
        statements=tuple(
            Statement(
                {name: updated(value) for name, value in statement.values.items()},
                tuple(one._replace(source=current(one.source)) for one in statement.citations),
            )
            for statement in record.statements
        )
    )
