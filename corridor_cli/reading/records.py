"""Typed records from fact files: each value parsed once and kept with its line and column.

`load` checks each record against its kind in `kinds`; the queries in `rules.sql` check records
against each other.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from corridor_cli.model import names
from corridor_cli.model.errors import did_you_mean, guess
from corridor_cli.model.kinds import (
    ABOUT,
    ACCEPT,
    AGREEMENT,
    AGREEMENT_STEP,
    ALSO,
    COUNTRY,
    EVENT,
    FLOWS,
    FORMERLY,
    FREIGHT,
    KINDS,
    MEASURES,
    MEETING,
    MEMBER_LIST,
    PROJECT,
    RETRACTED,
    SOURCE,
    TRADE,
    UNSTATED,
    WHY,
    Field,
    Kind,
)
from corridor_cli.model.problems import WARNINGS, FileProblems, Problem, TooManyError
from corridor_cli.reading import yaml as reader
from corridor_cli.reading.files import Files
from corridor_cli.reading.values import (
    FIGURE_KEYS,
    ID,
    ITEM_TYPES,
    NOTHING,
    Value,
    check_choice,
    check_text,
    figure_of,
    span_of,
)
from corridor_cli.reading.yaml import Mapping, Node, Scalar, Sequence

#: Undated records come after all others.
_UNDATED = "9999-99-99"

#: The codes of a country. Those that begin with X are the users' own: Kosovo has no number.
_CODES = re.compile(r"[A-Z]{3} [A-Z]{2} [0-9]{3}|X[A-Z]{2} [A-Z]{2} ")
#: The most items of a list, documents of a statement, further statements of a record.
_MOST_ITEMS = 200
_Item = TypeVar("_Item")


class Citation(NamedTuple):
    """A source and the locator of a statement in it."""

    source: str
    locator: str
    line: int
    column: int


class Statement(NamedTuple):
    """What one or more documents state of a record: each of them states every value."""

    values: dict[str, Value]
    citations: tuple[Citation, ...]


class Record(NamedTuple):
    """An identity and its statements; the first is shown first."""

    kind: Kind
    id: str
    file: str
    line: int
    column: int
    statements: tuple[Statement, ...]
    formerly: tuple[Scalar, ...]
    #: warnings that an editor accepts, each with its reason: `sums: rounded by the source`
    accepted: tuple[Scalar, ...]

    @property
    def flat(self) -> dict[str, Value]:
        """The values of the statement shown first."""
        return self.statements[0].values

    def get(self, name: str) -> str:
        """The text of a field in the statement shown first, or ''."""
        value = self.flat.get(name)
        return value.text if value else ""


class Facts(NamedTuple):
    """The records of a fact directory in file order, and its problems.

    A record with problems has the values that could be read, so that the rules of `rules.sql`
    can check it.
    """

    records: list[Record]
    problems: list[Problem]
    #: files of which no record, or not each, could be read
    unread: set[str]
    #: file and line of records with problems
    partial: set[tuple[str, int]]


def computed_id(parts: Iterable[str], source: str) -> str:
    """The id of a record whose file gives none: made of `parts` and a source."""
    return f"{'-'.join(parts).replace('/', '-to-').lower()}-{source}"


def belongs(file: str, kind: Kind) -> bool:
    """Whether a file, by its name below the fact directory, is for this kind of fact."""
    path = PurePosixPath(file)
    return len(path.parts) == kind.files.count("/") + 1 and path.match(kind.files)


def load(files: Files) -> Facts:
    """The records and problems of fact files. Raises no error for their contents."""
    facts = Facts([], [], set(), set())

    def problem(file: str, code: str, message: str, hint: str = "") -> None:
        facts.problems.append(Problem(file, 1, 1, code, message, hint))

    names_ = cache(lambda: _codes(files))
    for file, data in files.items():
        kinds = [kind for kind in KINDS if belongs(file, kind)]
        if not kinds:
            message = "no kind of fact belongs in this file"
            problem(file, "unexpected-file", message, _expected_file(file))
            continue
        if isinstance(data, OSError):
            problem(file, "unreadable", f"cannot be read: {data.strerror or data}")
            facts.unread.add(file)
            continue
        root, problems = reader.read(data, file)
        if root is None:
            facts.unread.add(file)
        else:
            try:
                for record in _Loading(problems, facts.partial, names_).records(root, kinds):
                    facts.records.append(record)
            except TooManyError:
                facts.unread.add(file)
        facts.problems.extend(problems)
    for kind in (ABOUT, COUNTRY):
        if kind.files not in files:
            problem(kind.files, "missing-file", f"the fact base needs {kind.files}")
            facts.unread.add(kind.files)
    return facts


def _codes(files: Files) -> dict[str, str]:
    """The codes of countries by their folded names, for a hint where a name stands for a code."""
    data = files.get(COUNTRY.files)
    root = reader.read(data, COUNTRY.files)[0] if isinstance(data, bytes) else None
    codes: dict[str, str] = {}
    for record in root.items if isinstance(root, Sequence) else ():
        fields = record.items if isinstance(record, Mapping) else {}
        code = fields["code"][1] if "code" in fields else None
        for _, node in fields.values():
            for name in node.items if isinstance(node, Sequence) else (node,):
                if isinstance(name, Scalar) and isinstance(code, Scalar):
                    codes.setdefault(names.fold(name.text), code.text)
    return codes


class _Loading:
    """The reader of one file, from nodes to records."""

    def __init__(
        self,
        problems: FileProblems,
        partial: set[tuple[str, int]],
        codes: Callable[[], dict[str, str]],
    ) -> None:
        self.file = problems.file
        self.problems = problems
        self.partial = partial
        self.codes = codes

    def problem(self, node: Node, code: str, message: str, hint: str = "") -> None:
        self.problems.add(node.line, node.column, code, message, hint)

    # --- from file to records

    def records(self, root: Node, kinds: list[Kind]) -> Iterator[Record]:
        if not kinds[0].section:
            yield from self.kind_records(root, kinds[0])
            return
        sections = {kind.section: kind for kind in kinds}
        if not isinstance(root, Mapping):
            self.problem(root, "shape", f"expected a map of {', '.join(sections)}")
            return
        bare: dict[str, tuple[Scalar, Node]] = {}
        for name, kind in sections.items():
            if kind.single and name not in root.items:
                fields = {field.name for field in (*kind.fields, *kind.frame)}
                bare = {key: node for key, node in root.items.items() if key in fields}
                hint = "the fields below stand under it, two columns further right" if bare else ""
                self.problem(root, "missing-section", f"{self.file} needs '{name}:'", hint)
                if bare:  # what is wrong with the record itself is told as well
                    yield from self.kind_records(root._replace(items=bare), kind)
        for name, (key, node) in root.items.items():
            if name in sections:
                yield from self.kind_records(node, sections[name])
            elif name not in bare:
                self.unknown_key(key, list(sections))

    def kind_records(self, root: Node, kind: Kind) -> Iterator[Record]:
        if kind.single:
            nodes = [root]
        elif isinstance(root, Sequence):
            nodes = root.items
        else:
            message = f"expected a list of records of the kind {kind.name}: each begins with '- '"
            self.problem(root, "shape", message)
            return
        ranked: list[tuple[tuple[str, str, str], Node, Record]] = []
        for node in nodes:
            record = self.record(node, kind)
            if record is None:
                continue
            if rank := self.rank(record):
                ranked.append((rank, node, record))
            yield record
        in_order = sorted(_longest_in_order([rank for rank, _, _ in ranked]))
        ranks = [ranked[place][0] for place in in_order]
        for place in sorted({*range(len(ranked))} - {*in_order}):
            rank, node, _ = ranked[place]
            at = bisect_right(ranks, rank)
            after = ranked[in_order[at]][2] if at < len(ranks) else None
            where = f"before {after.id}, line {after.line}" if after else "to the end"
            message = f"records are in order of {kind.order}, then of id"
            self.problem(node, "order", message, f"move this one {where}")

    def rank(self, record: Record) -> tuple[str, str, str] | None:
        """The sort key of a record in its file, or None if it may be anywhere."""
        if not record.kind.order or (record.file, record.line) in self.partial:
            return None
        value = record.flat.get(record.kind.order)
        tie = "" if record.kind.named_by else record.id
        if value is None:
            return (_UNDATED, "", tie)
        if value.span:
            return (str(value.span.first), str(value.span.last), tie)
        return (value.text, "", tie)

    def record(self, node: Node, kind: Kind) -> Record | None:
        if not isinstance(node, Mapping):
            fields = ", ".join(field.name for field in kind.fields)
            message = f"expected a record of the kind {kind.name}: a map of {fields}"
            self.problem(node, "shape", message)
            return None
        before = len(self.problems)
        statement = self.statement(node, kind, further=False)
        statements = [statement, *self.further(node, kind)]
        for field in kind.fields:
            if field.required and field.name not in node.items:
                message = f"a record of the kind {kind.name} needs '{field.name}'"
                self.problem(node, "missing-field", message)
        self.check_keys(node, kind, statements)
        self.check_file(node, kind, statements)
        if kind is TRADE:
            self.check_trade(node, statement)
        if kind is FREIGHT:
            self.check_freight(node, statement)
        if len(self.problems) > before:
            self.partial.add((self.file, node.line))
        return Record(
            kind,
            self.identity(kind, statement, node.line),
            self.file,
            node.line,
            node.column,
            tuple(statements),
            self.formerly(node, kind),
            self.accepted(node, kind),
        )

    def identity(self, kind: Kind, statement: Statement, line: int) -> str:
        """The id of a record, written or computed; else its file and line (no valid id)."""
        if kind is ABOUT:
            return "about"
        named = statement.values.get("code" if kind is COUNTRY else "id")
        if named:
            return named.text
        parts = [statement.values[name].text for name in kind.named_by if name in statement.values]
        if parts and statement.citations:
            return computed_id(parts, statement.citations[0].source)
        return f"{self.file}:{line}"

    def further(self, node: Mapping, kind: Kind) -> list[Statement]:
        if "also" not in node.items or not kind.also:
            return []
        also = node.items["also"][1]
        if not isinstance(also, Sequence) or not also.items:
            self.problem(also, "shape", "expected a list of further statements")
            return []
        statements = []
        for item in self.limited(also, also.items):
            if isinstance(item, Mapping):
                statements.append(self.statement(item, kind, further=True))
            else:
                message = "expected a further statement: a map of fields and its own sources"
                self.problem(item, "shape", message)
        return statements

    def formerly(self, node: Mapping, kind: Kind) -> tuple[Scalar, ...]:
        if "formerly" not in node.items or FORMERLY not in kind.frame:
            return ()
        value = self.value(FORMERLY, node.items["formerly"][1])
        return value.items if value else ()

    def accepted(self, node: Mapping, kind: Kind) -> tuple[Scalar, ...]:
        if "accept" not in node.items or ACCEPT not in kind.frame:
            return ()
        accept = node.items["accept"][1]
        if not isinstance(accept, Mapping) or not accept.items:
            message = "expected a map from a warning's code to the reason why it may stay"
            self.problem(accept, "bad-accept", message)
            return ()
        warnings = []
        for key, reason in accept.items.values():
            if key.text not in WARNINGS:
                message = f"there is no warning '{key.text}'"
                self.problem(key, "bad-accept", message, _hint(key.text, WARNINGS))
            elif not isinstance(reason, Scalar) or not reason.text:
                self.problem(reason, "bad-accept", f"expected the reason why '{key.text}' may stay")
            else:
                warnings.append(key._replace(text=f"{key.text}: {reason.text}"))
        return tuple(warnings)

    # --- from record to values

    def statement(self, node: Mapping, kind: Kind, *, further: bool) -> Statement:
        fields = {
            field.name: field for field in kind.fields if not (further and field.name == "id")
        }
        frame = [
            field.name
            for field in kind.frame
            if field not in ((FORMERLY, ALSO, ACCEPT) if further else (WHY,))
        ]
        if kind in (MEETING, EVENT) and ("date" in node.items) != ("date_basis" in node.items):
            lacks_basis = "date_basis" not in node.items
            needed = "date needs date_basis: stated, reported or inferred"
            self.problem(node, "date-basis", needed if lacks_basis else "date_basis without date")
        values: dict[str, Value] = {}
        for name, (key, child) in node.items.items():
            if name in fields:
                value = self.value(fields[name], child)
                if value:
                    values[name] = value
            elif name not in frame:
                self.unknown_key(key, [*fields, *frame])
        if further and not any(name in fields for name in node.items):
            self.problem(node, "shape", "a further statement needs a field beside its sources")
        for field in (*((WHY,) if further else ()), *((RETRACTED,) if kind.cited else ())):
            if field.name in node.items:
                value = self.value(field, node.items[field.name][1])
                if value:
                    values[field.name] = value
        return Statement(values, self.citations(node, kind))

    def limited(self, node: Node, items: list[_Item]) -> list[_Item]:
        """The items; a problem and no items if there are more than _MOST_ITEMS."""
        if len(items) <= _MOST_ITEMS:
            return items
        self.problem(node, "too-many", f"{len(items)} items; at most {_MOST_ITEMS} can be read")
        return []

    def unknown_key(self, key: Scalar, known: list[str]) -> None:
        hint = _hint(key.text, known)
        if key.text in FIGURE_KEYS and not {*FLOWS, *MEASURES}.isdisjoint(known):
            hint = "it stands in a figure: {amount: 4 bn USD, growth: +5%, growth_vs: 2021}"
        self.problem(key, "unknown-key", f"unknown key '{key.text}'", hint)

    def citations(self, node: Mapping, kind: Kind) -> tuple[Citation, ...]:
        if not kind.cited:
            return ()
        if "sources" not in node.items:
            hint = "add 'sources:' with 'ID: place in the document'"
            self.problem(node, "no-source", "a fact needs a source", hint)
            return ()
        sources = node.items["sources"][1]
        if not isinstance(sources, Mapping) or not sources.items:
            message = "expected a map from source id to the place in it, such as 'some-id: para 3'"
            self.problem(sources, "shape", message)
            return ()
        citations = []
        for key, place in self.limited(sources, list(sources.items.values())):
            if not ID.fullmatch(key.text):
                message = f"'{key.text}' is no source id: lower-case letters, digits and hyphens"
                self.problem(key, "bad-id", message)
            elif not isinstance(place, Scalar) or not place.text or ";" in place.text:
                message = (
                    "expected the place in the document, such as 'para 3', without a semicolon"
                )
                self.problem(place, "bad-locator", message)
            else:
                citations.append(Citation(key.text, place.text, key.line, key.column))
        return tuple(citations)

    def value(self, field: Field, node: Node) -> Value | None:
        """The parsed value of a field, or a problem and None."""
        try:
            if field.shape == "list":
                return Value(field, self.items(field, node), node.line, node.column)
            if field.type in ("figure", "quantity"):
                return self.figure(field, node)
            return self.single(field, node)
        except ValueError as error:
            self.problem(node, f"bad-{field.type}", f"{field.name}: {error}")
        return None

    def items(self, field: Field, node: Node) -> tuple[Scalar, ...]:
        """The valid items of a list; each other item is a problem. Raises ValueError."""
        if isinstance(node, Scalar) and node.text.lower() not in NOTHING:
            written = ", ".join(re.split(r"\s*[,;]\s*|\s+and\s+", node.text.strip("[]")))
            raise ValueError(f"expected a list: [{written}]" if written else "expected a list")
        if not isinstance(node, Sequence) or not node.items:
            raise ValueError("expected a list")
        items: dict[str, Scalar] = {}
        for item in self.limited(node, node.items):
            try:
                if not isinstance(item, Scalar) or not item.text:
                    raise ValueError("expected a list of plain texts")
                if ";" in item.text:
                    raise ValueError("an item has no semicolon, which stands between items in CSV")
                if item.text in items:
                    raise ValueError(f"'{item.text}' is listed twice")
                check_text(ITEM_TYPES.get(field.type, ""), item.text, self.codes)
                check_choice(field, item.text)
            except ValueError as error:
                self.problem(item, f"bad-{field.type}", f"{field.name}: {error}")
            else:
                items[item.text] = item
        return tuple(items.values())

    def single(self, field: Field, node: Node) -> Value:
        """A value of one text. Raises ValueError."""
        if not isinstance(node, Scalar):
            raise ValueError("expected a plain text")
        if not node.text:
            raise ValueError("is empty; leave out what no source states")
        check_choice(field, node.text)
        if field in (RETRACTED, WHY) and node.text.lower() in ("true", "yes"):
            raise ValueError("expected the reason, in words")
        span = None
        if field.type in ("date", "period"):
            span = span_of(field.type, node.text)
        elif not (field.name == "reporter" and node.text == UNSTATED):
            check_text(field.type, node.text, self.codes)
        return Value(field, (node,), node.line, node.column, span=span)

    def figure(self, field: Field, node: Node) -> Value:
        """A value that is an amount, a rate of growth, or both. Raises ValueError."""
        parts: dict[str, Scalar] = {}
        if isinstance(node, Scalar):
            parts["amount"] = node
        elif isinstance(node, Mapping) and field.type == "figure":
            for name, (key, child) in node.items.items():
                if name not in FIGURE_KEYS:
                    self.unknown_key(key, list(FIGURE_KEYS))
                elif not isinstance(child, Scalar):
                    raise ValueError(f"{name}: expected a plain text")
                else:
                    parts[name] = child
        if "amount" not in parts and "growth" not in parts:
            raise ValueError(
                "expected an amount"
                if field.type == "quantity"
                else "expected an amount, or a map of amount, growth and growth_vs"
            )
        if ("growth" in parts) != ("growth_vs" in parts):
            raise ValueError("growth and growth_vs go together: what does the growth compare with?")
        figure = figure_of(field, {name: part.text for name, part in parts.items()})
        return Value(field, tuple(parts.values()), node.line, node.column, figure=figure)

    def check_keys(self, node: Mapping, kind: Kind, statements: list[Statement]) -> None:
        """Problems of keys that go together."""
        keys = node.items.keys() | {name for one in statements[1:] for name in one.values}
        if kind is SOURCE and ("published" in keys) != ("published_basis" in keys):
            lacks_basis = "published_basis" not in keys
            needed = "published needs published_basis: printed or inferred"
            message = needed if lacks_basis else "published_basis without published"
            self.problem(node, "no-published", message)
        if kind is AGREEMENT_STEP and not keys & {"date", "as_of"}:
            self.problem(node, "step-date", "a step needs date or as_of")
        if kind is MEMBER_LIST and not keys & {"members", "count"}:
            self.problem(node, "list-states", "expected members or a count")
        if kind is MEMBER_LIST and "members" in keys and "complete" not in keys:
            self.problem(node, "list-states", "members need complete: true or false")
        if kind is COUNTRY and "code" in statements[0].values:
            values = {name: v for one in reversed(statements) for name, v in one.values.items()}
            self.check_codes(node, {name: value.text for name, value in values.items()})

    def check_codes(self, node: Mapping, texts: dict[str, str]) -> None:
        """Problems of a country without its codes, and of a group with some."""
        alpha2, numeric = texts.get("alpha2", ""), texts.get("numeric", "")
        if texts.get("group") == "true":
            if alpha2 or numeric:
                message = "a group has no ISO 3166-1 code: leave out alpha2 and numeric"
                self.problem(node, "country-codes", message)
        elif not _CODES.fullmatch(f"{texts['code']} {alpha2} {numeric}"):
            message = "a country needs its ISO 3166-1 codes: code (3 letters), alpha2, numeric"
            self.problem(node, "country-codes", message)

    def check_file(self, node: Mapping, kind: Kind, statements: list[Statement]) -> None:
        """The problem of a record that belongs in another file."""
        if kind in (SOURCE, MEETING):
            name, verb = ("published", "published") if kind is SOURCE else ("date", "dated")
            if name in node.items and name not in statements[0].values:
                return  # the date cannot be read
            dated = next((s.values[name] for s in statements if name in s.values), None)
            stem_ = str(dated.span.first)[:4] if dated and dated.span else "undated"
            code = "wrong-year" if kind is SOURCE else "wrong-meeting-year"
            nothing = "at an unknown date" if kind is SOURCE else "nowhere"
            message = f"{verb} {dated.text if dated else nothing}"
        elif kind in (AGREEMENT, PROJECT) and "id" in statements[0].values:
            stem_, code = statements[0].values["id"].text, f"{kind.name}-file"
            message = f"the {kind.name} {stem_} does not belong in {self.file}"
        else:
            return
        expected = kind.files.replace("*", stem_)
        if self.file.lstrip("./") != expected:
            self.problem(node, code, message, f"expected {expected}")

    def check_forecast(self, kind: Kind, node: Mapping, statement: Statement) -> None:
        """The problems of what keeps a forecast apart from what happened."""
        value = statement.values.get("forecast")
        if value and value.text == "true":
            return
        if "period" not in node.items:
            message = f"a {kind.name} record that is no forecast needs 'period'"
            self.problem(node, "missing-field", message)
        if "forecast_basis" in statement.values:
            at = node.items["forecast_basis"][1]
            self.problem(at, "missing-field", "forecast_basis needs 'forecast: true'")

    def check_trade(self, node: Mapping, statement: Statement) -> None:
        self.check_forecast(TRADE, node, statement)
        if "reporter" not in statement.values or "partner" not in statement.values:
            return
        figures = [
            value.figure for name in FLOWS if (value := statement.values.get(name)) and value.figure
        ]
        if not any(name in node.items for name in FLOWS):
            message = f"a trade record states at least one of {', '.join(FLOWS)}"
            self.problem(node, "missing-field", message)
        units = sorted({figure.amount.unit for figure in figures if figure.amount})
        if len(units) > 1:
            message = f"a record has one unit, not {' and '.join(units)}"
            self.problem(node, "mixed-units", message, "write a record for each")
        states = {statement.values[name].text for name in ("reporter", "partner")} - {UNSTATED}
        if len(states) == 1 and statement.values["reporter"].text != UNSTATED:
            self.problem(node, "same-country", "reporter and partner are the same country")
            return
        named = pair(self.file)  # in alphabetical order and lower case, as editors look for it
        ordered = len(named) == 2 and named == sorted(named) and self.file == self.file.lower()
        if not ordered or not states <= set(named):
            names_ = sorted({*states, *(["XXX"] if len(states) == 1 else [])})
            message = f"trade of {' and '.join(sorted(states))} does not belong in {self.file}"
            hint = f"expected trade/{'-'.join(names_).lower()}.yaml"
            self.problem(node, "wrong-file", message, hint)

    def check_freight(self, node: Mapping, statement: Statement) -> None:
        if not any(name in node.items for name in MEASURES):
            message = f"a freight record states at least one of {', '.join(MEASURES)}"
            self.problem(node, "missing-field", message)
        self.check_forecast(FREIGHT, node, statement)
        if "share" in node.items and "scope" not in node.items:
            message = "a share needs 'scope': of what, or of what part"
            self.problem(node, "missing-field", message)
        subject = statement.values.get("subject")
        if subject and stem(self.file) != subject.text:
            message = f"freight of {subject.text} does not belong in {self.file}"
            self.problem(node, "wrong-file", message, f"expected freight/{subject.text}.yaml")


def _longest_in_order(ranks: list[tuple[str, str, str]]) -> list[int]:
    """The places of the longest series of ranks in order; all other ranks are in a wrong place.

    Of two ranks in the wrong order, the first one is right.
    """
    order = {rank: -number for number, rank in enumerate(sorted(set(ranks)))}
    numbers = [order[rank] for rank in reversed(ranks)]
    ends: list[int] = []  # of runs of each length the one that ends with the lowest number
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_right(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [place]
    places: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        places.append(len(ranks) - 1 - last)
        last = before[last]
    return places


def _expected_file(file: str) -> str:
    """The hint for a file of no kind: a similar name, or the file that lists all names."""
    path = PurePosixPath(file)
    mended = path.with_suffix(".yaml").as_posix()
    if any(belongs(mended, kind) for kind in KINDS):
        return f"expected {mended}"
    known = [PurePosixPath(kind.files) for kind in KINDS]
    if len(path.parts) > 1:
        folder = guess(path.parts[0], [one.parts[0] for one in known if len(one.parts) > 1])
        mended = f"{folder}/{PurePosixPath(mended).name}" if folder else ""
    else:
        mended = guess(mended, [one.name for one in known if len(one.parts) == 1])
    return f"did you mean {mended}?" if mended else "README.md lists the files"


def _hint(word: str, known: Iterable[str]) -> str:
    """A guess for an unknown word, or the known words."""
    return did_you_mean(word, known) or f"known: {', '.join(known)}"


@cache
def stem(file: str) -> str:
    """The name of a file without folder and ending: its agreement, project or subject."""
    return PurePosixPath(file).stem


def pair(file: str) -> list[str]:
    """The country codes in the name of a trade file: KAZ and RUS for trade/kaz-rus.yaml."""
    return stem(file).upper().split("-")
