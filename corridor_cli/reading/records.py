"""Fact files to typed records: every value parsed once and kept with its place.

`load` reads a whole fact directory against the definitions of `kinds`. What can be judged within
one record is judged here; what needs other files is a query in `rules.sql`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from corridor_cli.model import amounts, dates, names
from corridor_cli.model.errors import did_you_mean
from corridor_cli.model.kinds import (
    ABOUT,
    ACCEPT,
    ALSO,
    COUNTRY,
    FLOWS,
    FORMERLY,
    FREIGHT,
    KINDS,
    MEASURES,
    TRADE,
    UNSTATED,
    WHY,
    Field,
    Kind,
)
from corridor_cli.model.problems import WARNINGS, FileProblems, Problem, TooManyError
from corridor_cli.reading import yaml as reader
from corridor_cli.reading.files import Files
from corridor_cli.reading.yaml import Mapping, Node, Scalar, Sequence

#: Undated records stand behind all others.
_UNDATED = "9999-99-99"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CLAIM = re.compile(rf"{_ID.pattern}\.[a-z_]+(?:@{_ID.pattern})?")
_COUNTRY = re.compile(r"[A-Z]{3,8}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_URL = re.compile(r'https?://[^\s<>"]+')
_COORDINATES = re.compile(
    r"(?P<lat>-?\d{1,2}(?:\.\d+)?), (?P<lon>-?\d{1,3}(?:\.\d+)?)"
    r"|(?P<lat_deg>\d{2})(?P<lat_min>[0-5]\d)(?P<ns>[NS]) (?P<lon_deg>\d{3})(?P<lon_min>[0-5]\d)(?P<ew>[EW])",
    re.ASCII,
)
#: What the texts of some types look like; JSON Schemas for editors say the same.
PATTERNS = {
    "id": _ID,
    "country": _COUNTRY,
    "language": _LANGUAGE,
    "url": _URL,
    "claim": _CLAIM,
    "coordinates": _COORDINATES,
}
#: The type of the items of a list.
ITEM_TYPES = {"ids": "id", "countries": "country", "participants": "participant", "claims": "claim"}
_FIGURE_KEYS = ("amount", "growth", "growth_vs")


#: Items of a list, documents of a statement, further statements of a record.
MOST_ITEMS = 200
_Item = TypeVar("_Item")


class Figure(NamedTuple):
    """What a document states on one flow: an amount, a rate of growth, or both."""

    amount: amounts.Amount | None
    growth: amounts.Growth | None
    growth_vs: str


class Value(NamedTuple):
    """One field of one statement: its texts (one, or the items of a list), parsed where the type asks for it."""

    field: Field
    items: tuple[Scalar, ...]
    line: int
    column: int
    span: dates.Span | None = None
    figure: Figure | None = None

    @property
    def texts(self) -> list[str]:
        """The items' texts."""
        return [item.text for item in self.items]

    @property
    def text(self) -> str:
        """The value as one text; items of a list are parted by semicolons."""
        if self.figure is not None:
            return str(self.figure.amount or self.figure.growth)
        return self.items[0].text if len(self.items) == 1 else "; ".join(self.texts)


class Citation(NamedTuple):
    """A source and the place in it that states what stands beside."""

    source: str
    locator: str
    line: int
    column: int


class Statement(NamedTuple):
    """What one or more documents state of a record; all of them state every value."""

    values: dict[str, Value]
    citations: tuple[Citation, ...]


class Record(NamedTuple):
    """An identity and its statements, the one shown first in front."""

    kind: Kind
    id: str
    file: str
    line: int
    column: int
    statements: tuple[Statement, ...]
    formerly: tuple[Scalar, ...]
    #: the warnings that an editor accepts, each with the reason: `sums: rounded by the source`
    accepted: tuple[Scalar, ...]

    @property
    def flat(self) -> dict[str, Value]:
        """The values of the statement shown first."""
        return self.statements[0].values

    def get(self, name: str) -> str:
        """The text of a field in the statement shown first; '' if it states none."""
        value = self.flat.get(name)
        return value.text if value else ""


class Facts(NamedTuple):
    """All records of a fact directory in file order, and everything found wrong with them.

    Where there are problems, records hold what could be read, so that the rules that need several
    records still find theirs; `unread` are the files of which nothing could be read, and `partial`
    the places (file and line) of records that lost something.
    """

    records: list[Record]
    problems: list[Problem]
    unread: set[str]
    partial: set[tuple[str, int]]


def belongs(file: str, kind: Kind) -> bool:
    """Whether a file, by its name below the fact directory, is where this kind of fact lives."""
    path = PurePosixPath(file)
    return len(path.parts) == kind.files.count("/") + 1 and path.match(kind.files)


def load(files: Files) -> Facts:
    """Read the fact files.

    Never raises for what the files hold: problems are part of the result.
    """
    facts = Facts([], [], set(), set())
    for file, data in files.items():
        kinds = [kind for kind in KINDS if belongs(file, kind)]
        if not kinds:
            places = sorted({kind.files for kind in KINDS})
            facts.problems.append(
                Problem(
                    file,
                    1,
                    1,
                    "unexpected-file",
                    "no kind of fact lives in this file",
                    f"expected {', '.join(places)}",
                )
            )
            continue
        if isinstance(data, OSError):
            facts.problems.append(
                Problem(file, 1, 1, "unreadable", f"cannot be read: {data.strerror or data}")
            )
            facts.unread.add(file)
            continue
        root, problems = reader.read(data, file)
        if root is None:
            facts.unread.add(file)
        else:
            try:
                for record in _Loading(problems, facts.partial).records(root, kinds):
                    facts.records.append(record)
            except TooManyError:
                facts.unread.add(file)
        facts.problems.extend(problems)
    for kind in (ABOUT, COUNTRY):
        if kind.files not in files:
            facts.problems.append(
                Problem(kind.files, 1, 1, "missing-file", f"the fact base needs {kind.files}")
            )
            facts.unread.add(kind.files)
    return facts


class _Loading:
    """One file on its way from nodes to records."""

    def __init__(self, problems: FileProblems, partial: set[tuple[str, int]]) -> None:
        self.file = problems.file
        self.problems = problems
        self.partial = partial

    def problem(self, node: Node, code: str, message: str, hint: str = "") -> None:
        self.problems.tell(node.line, node.column, code, message, hint)

    # --- from file to records

    def records(self, root: Node, kinds: list[Kind]) -> Iterator[Record]:
        if not kinds[0].section:
            yield from self.kind_records(root, kinds[0])
            return
        sections = {kind.section: kind for kind in kinds}
        if not isinstance(root, Mapping):
            self.problem(root, "shape", f"expected a map of {', '.join(sections)}")
            return
        for name, kind in sections.items():
            if kind.single and name not in root.items:
                self.problem(root, "missing-section", f"{self.file} needs '{name}:'")
        for name, (key, node) in root.items.items():
            if name in sections:
                yield from self.kind_records(node, sections[name])
            else:
                self.unknown_key(key, list(sections))

    def kind_records(self, root: Node, kind: Kind) -> Iterator[Record]:
        if kind.single:
            nodes = [root]
        elif isinstance(root, Sequence):
            nodes = root.items
        else:
            self.problem(
                root,
                "shape",
                f"expected a list of records of the kind {kind.name}: each begins with '- '",
            )
            return
        previous: tuple[str, str, str] | None = None
        for node in nodes:
            record = self.record(node, kind)
            if record is None:
                continue
            rank = self.rank(record)
            if rank and previous and rank < previous:
                self.problem(
                    node,
                    "order",
                    f"records are in order of {kind.order}, then of id; this one belongs further up",
                )
            previous = rank or previous
            yield record

    def rank(self, record: Record) -> tuple[str, str, str] | None:
        """Where a record stands in its file; None leaves it free."""
        if not record.kind.order or (record.file, record.line) in self.partial:
            return None
        value = record.flat.get(record.kind.order)
        tie = "" if record.kind.named_by else record.id
        if value is None:
            return (_UNDATED, "", tie)
        return (
            (str(value.span.first), str(value.span.last), tie)
            if value.span
            else (value.text, "", tie)
        )

    def record(self, node: Node, kind: Kind) -> Record | None:
        if not isinstance(node, Mapping):
            self.problem(
                node,
                "shape",
                f"expected a record of the kind {kind.name}: a map of {', '.join(f.name for f in kind.fields)}",
            )
            return None
        before = len(self.problems)
        statement = self.statement(node, kind, further=False)
        statements = [statement, *self.further(node, kind)]
        for field in kind.fields:
            if field.required and field.name not in node.items:
                self.problem(
                    node, "missing-field", f"a record of the kind {kind.name} needs '{field.name}'"
                )
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
        """The record's id, written or computed; one that no record can have if it cannot be told."""
        if kind is ABOUT:
            return "about"
        named = statement.values.get("code" if kind is COUNTRY else "id")
        if named:
            return named.text
        parts = [statement.values[name].text for name in kind.named_by if name in statement.values]
        if parts and statement.citations:
            return f"{'-'.join(parts).replace('/', '-to-').lower()}-{statement.citations[0].source}"
        return f"{self.file}:{line}"

    def further(self, node: Mapping, kind: Kind) -> list[Statement]:
        if "also" not in node.items or not kind.also:
            return []
        also = node.items["also"][1]
        if not isinstance(also, Sequence) or not also.items:
            self.problem(also, "shape", "expected a list of further statements")
            return []
        found = []
        for item in self.readable(also, also.items):
            if not isinstance(item, Mapping):
                self.problem(
                    item,
                    "shape",
                    "expected a further statement: a map of fields and its own sources",
                )
                continue
            found.append(self.statement(item, kind, further=True))
        return found

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
            self.problem(
                accept,
                "bad-accept",
                "expected a map from a warning's code to the reason why it may stay",
            )
            return ()
        found = []
        for key, reason in accept.items.values():
            if key.text not in WARNINGS:
                hint = did_you_mean(key.text, WARNINGS) or f"known: {', '.join(WARNINGS)}"
                self.problem(key, "bad-accept", f"there is no warning '{key.text}'", hint)
            elif not isinstance(reason, Scalar) or not reason.text:
                self.problem(reason, "bad-accept", f"expected the reason why '{key.text}' may stay")
            else:
                found.append(key._replace(text=f"{key.text}: {reason.text}"))
        return tuple(found)

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
        found: dict[str, Value] = {}
        for name, (key, child) in node.items.items():
            if name in fields:
                value = self.value(fields[name], child)
                if value:
                    found[name] = value
            elif name not in frame:
                self.unknown_key(key, [*fields, *frame])
        if further and not found and not any(name in fields for name in node.items):
            self.problem(node, "shape", "a further statement needs a field beside its sources")
        if further and "why" in node.items and (why := self.value(WHY, node.items["why"][1])):
            found[WHY.name] = why
        return Statement(found, self.citations(node, kind))

    def readable(self, node: Node, items: list[_Item]) -> list[_Item]:
        """The items; none of them, and a problem, where they are more than anybody reads."""
        if len(items) <= MOST_ITEMS:
            return items
        self.problem(node, "too-many", f"{len(items)} of them; at most {MOST_ITEMS} can be read")
        return []

    def unknown_key(self, key: Scalar, known: list[str]) -> None:
        hint = did_you_mean(key.text, known) or f"known: {', '.join(known)}"
        self.problem(key, "unknown-key", f"unknown key '{key.text}'", hint)

    def citations(self, node: Mapping, kind: Kind) -> tuple[Citation, ...]:
        if not kind.cited:
            return ()
        if "sources" not in node.items:
            self.problem(
                node,
                "no-source",
                "no fact without a source",
                "add 'sources:' with 'ID: place in the document'",
            )
            return ()
        sources = node.items["sources"][1]
        if not isinstance(sources, Mapping) or not sources.items:
            self.problem(
                sources,
                "shape",
                "expected a map from source id to the place in it, such as 'some-id: para 3'",
            )
            return ()
        found = []
        for key, place in self.readable(sources, list(sources.items.values())):
            if not _ID.fullmatch(key.text):
                self.problem(
                    key,
                    "bad-id",
                    f"'{key.text}' is no source id: lower-case letters, digits and hyphens",
                )
            elif not isinstance(place, Scalar) or not place.text or ";" in place.text:
                self.problem(
                    place,
                    "bad-locator",
                    "expected the place in the document, such as 'para 3', without a semicolon",
                )
            else:
                found.append(Citation(key.text, place.text, key.line, key.column))
        return tuple(found)

    def value(self, field: Field, node: Node) -> Value | None:
        """The parsed value of a field, or None with a problem."""
        try:
            if field.shape == "list":
                return Value(field, self.items(field, node), node.line, node.column)
            return (
                self.figure(field, node)
                if field.type in ("figure", "quantity")
                else self.single(field, node)
            )
        except ValueError as error:
            self.problem(node, f"bad-{field.type}", f"{field.name}: {error}")
        return None

    def items(self, field: Field, node: Node) -> tuple[Scalar, ...]:
        """The items of a list; those that are none are problems."""
        if not isinstance(node, Sequence) or not node.items:
            raise ValueError("expected a list")
        items: dict[str, Scalar] = {}
        for item in self.readable(node, node.items):
            try:
                if not isinstance(item, Scalar) or not item.text:
                    raise ValueError("expected a list of plain texts")
                if ";" in item.text:
                    raise ValueError(
                        "an item of a list has no semicolon; tables and CSV part items by it"
                    )
                if item.text in items:
                    raise ValueError(f"'{item.text}' is listed twice")
                _CHECKS.get(ITEM_TYPES.get(field.type, ""), _any)(item.text)
                _choose(field, item.text)
            except ValueError as error:
                self.problem(item, f"bad-{field.type}", f"{field.name}: {error}")
            else:
                items[item.text] = item
        return tuple(items.values())

    def single(self, field: Field, node: Node) -> Value:
        """A value that is one text, parsed where its type asks for it."""
        if not isinstance(node, Scalar):
            raise ValueError("expected a plain text")
        if not node.text:
            raise ValueError("is empty; leave out what no source states")
        _choose(field, node.text)
        span = None
        if field.type in ("date", "period"):
            span = (
                dates.parse_date(node.text)
                if field.type == "date"
                else dates.parse_period(node.text)
            )
        elif not (field.name == "reporter" and node.text == UNSTATED):
            _CHECKS.get(field.type, _any)(node.text)
        return Value(field, (node,), node.line, node.column, span=span)

    def figure(self, field: Field, node: Node) -> Value:
        parts: dict[str, Scalar] = {}
        if isinstance(node, Scalar):
            parts["amount"] = node
        elif isinstance(node, Mapping) and field.type == "figure":
            for name, (key, child) in node.items.items():
                if name not in _FIGURE_KEYS:
                    self.unknown_key(key, list(_FIGURE_KEYS))
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
        figure = Figure(
            amounts.parse_amount(parts["amount"].text, field.choices)
            if "amount" in parts
            else None,
            amounts.parse_growth(parts["growth"].text) if "growth" in parts else None,
            dates.parse_period(parts["growth_vs"].text).text if "growth_vs" in parts else "",
        )
        return Value(field, tuple(parts.values()), node.line, node.column, figure=figure)

    def holds_pair(self, named: set[str]) -> bool:
        """Whether the file's name is a pair of states by alphabet that are, or include, those named."""
        states = pair(self.file)
        by_alphabet = (
            len(states) == 2 and states == sorted(states) and self.file == self.file.lower()
        )
        return by_alphabet and named <= set(states)

    def check_trade(self, node: Mapping, statement: Statement) -> None:
        if "reporter" not in statement.values or "partner" not in statement.values:
            return
        figures = [
            value.figure for name in FLOWS if (value := statement.values.get(name)) and value.figure
        ]
        if not any(name in node.items for name in FLOWS):
            self.problem(
                node, "missing-field", f"a trade record states at least one of {', '.join(FLOWS)}"
            )
        units = sorted({figure.amount.unit for figure in figures if figure.amount})
        if len(units) > 1:
            self.problem(
                node,
                "mixed-units",
                f"a record has one unit, not {' and '.join(units)}",
                "write a record for each",
            )
        named = {statement.values[name].text for name in ("reporter", "partner")} - {UNSTATED}
        if len(named) == 1 and statement.values["reporter"].text != UNSTATED:
            self.problem(node, "same-country", "reporter and partner are the same country")
        elif not self.holds_pair(named):
            expected = "-".join(
                sorted({*named, *(["xxx"] if len(named) == 1 else [])}, key=str.upper)
            ).lower()
            self.problem(
                node,
                "wrong-file",
                f"trade of {' and '.join(sorted(named))} does not live in {self.file}",
                f"expected trade/{expected}.yaml",
            )

    def check_freight(self, node: Mapping, statement: Statement) -> None:
        if not any(name in node.items for name in MEASURES):
            self.problem(
                node,
                "missing-field",
                f"a freight record states at least one of {', '.join(MEASURES)}",
            )
        forecast = statement.values.get("forecast")
        if "period" not in node.items and not (forecast and forecast.text == "true"):
            self.problem(
                node, "missing-field", "a freight record that is no forecast needs 'period'"
            )
        subject = statement.values.get("subject")
        if subject and stem(self.file) != subject.text:
            self.problem(
                node,
                "wrong-file",
                f"freight of {subject.text} does not live in {self.file}",
                f"expected freight/{subject.text}.yaml",
            )


def _choose(field: Field, word: str) -> None:
    """One of the words of a field that has a list of them; ValueError with a guess for others."""
    if field.choices and word not in field.choices:
        hint = did_you_mean(word, field.choices)
        raise ValueError(
            f"'{word}' is not one of {', '.join(field.choices)}{'; ' + hint if hint else ''}"
        )


def degrees(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, from `46.35, 48.04` or the form of UN/LOCODE, `4621N 04802E`. Raises ValueError."""
    match = _COORDINATES.fullmatch(text)
    if not match:
        raise ValueError(
            f"'{text}' is no position: expected '46.35, 48.04' (latitude, longitude) or '4621N 04802E'"
        )
    if match["lat"]:
        latitude, longitude = float(match["lat"]), float(match["lon"])
    else:
        latitude = round(int(match["lat_deg"]) + int(match["lat_min"]) / 60, 4) * (
            1 if match["ns"] == "N" else -1
        )
        longitude = round(int(match["lon_deg"]) + int(match["lon_min"]) / 60, 4) * (
            1 if match["ew"] == "E" else -1
        )
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"'{text}' is no position on Earth: latitude comes first")
    return latitude, longitude


def stem(file: str) -> str:
    """A file's name without folder and ending: the agreement, project or subject that it holds."""
    return PurePosixPath(file).stem


def pair(file: str) -> list[str]:
    """The two countries whose trade a file holds, by its name: trade/kaz-rus.yaml."""
    return stem(file).upper().split("-")


def _any(_: str) -> None:
    """Any text is fine."""


def _matches(
    pattern: re.Pattern[str], expectation: str, longest: int = 300
) -> Callable[[str], None]:
    def check(text: str) -> None:
        if not pattern.fullmatch(text) or len(text) > longest:
            raise ValueError(f"'{text}' is not {expectation}")

    return check


def _participant(text: str) -> None:
    if "(" in text and not names.participant_country(text) and text.endswith(")"):
        raise ValueError(
            f"'{text}' ends in brackets that hold no country code: expected NAME[, OFFICE] [(KAZ)]"
        )


_CHECKS: dict[str, Callable[[str], None]] = {
    "id": _matches(_ID, "an id: lower-case letters, digits and hyphens"),
    "country": _matches(_COUNTRY, "a country: expected an ISO 3166-1 alpha-3 code such as KAZ"),
    "language": _matches(_LANGUAGE, "a language: expected a code such as en or ru"),
    "url": _matches(_URL, "a web address", longest=2000),
    "integer": _matches(re.compile(r"0|[1-9][0-9]{0,14}"), "a whole number"),
    "boolean": _matches(re.compile(r"true|false"), "true or false"),
    "participant": _participant,
    "claim": _matches(
        _CLAIM, "a record's id and a field, such as long-railway.length, and perhaps @source"
    ),
    "coordinates": lambda text: degrees(text) and None,
}
