"""An independent reader of fact files: PyYAML's BaseLoader, and arithmetic by the rules alone.

It imports nothing of corridor. For each figure it works out value, interval, key, what comes first
and what is disputed; for each day, the members. It trusts that the files pass `corridor check`.
"""

import re
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

FLOWS = ("export", "import", "turnover", "balance")
MEASURES = ("volume", "containers", "trains", "wagons", "vehicles", "vessels", "share")
KINDS = ["treaty", "law", "official", "statistics", "analysis", "news", "dataset", "encyclopedia"]
SCALES = {
    "": 1, "k": 10**3, "thousand": 10**3, "thousands": 10**3,
    **dict.fromkeys(("mn", "mln", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "bln", "billion", "billions"), 10**9),
    **dict.fromkeys(("tn", "trn", "trillion", "trillions"), 10**12),
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
UNITS = {
    **dict.fromkeys(("t", "ton", "tons", "tonne", "tonnes"), "t"),
    "cbm": "m3",
    "TEUs": "TEU",
    **{one: f"{one}s" for one in ("container", "train", "wagon", "truck", "vehicle", "vessel")},
}
HEDGES = {
    "about": ("about", "approximately", "around", "some", "roughly", "circa", "~"),
    "more than": ("more than", "over", "above", "exceeding", "in excess of", ">"),
    "less than": ("less than", "under", "below", "<"),
    "almost": ("almost", "nearly", "close to", "nearing", "approaching"),
    "up to": ("up to", "as much as", "not more than", "no more than"),
    "at least": ("at least", "not less than", "no less than"),
}
NUMBER = r"[-\u2212]?[\d,]*\d(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?P<hedge>[a-z ~<>]*?) ?(?P<low>{NUMBER})(?: ?[-\u2013] ?(?P<high>{NUMBER}))?"
    rf" ?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))}) ?(?P<unit>[A-Za-z]+3?|%)"
)
GROWTH = re.compile(
    r"(?P<hedge>[a-z ~<>]*?) ?(?:(?P<sign>[+-])(?P<rate>[\d.]+)%|x(?P<times>[\d.]+))"
)


@dataclass(eq=False)
class Value:
    """An amount or a rate of growth: its number, what it allows, and what it rests on."""

    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool
    #: the one number, or None for a range
    number: Fraction | None
    hedge: str
    bare: bool
    #: one step of the last digit
    step: Fraction
    unit: str
    #: the ends of the stated number or range
    ends: tuple[Fraction, ...] = ()
    key: tuple[str, ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    first: bool = True
    disputed: bool = False

    @property
    def side(self) -> tuple[Any, ...]:
        """What equal figures share: the number, with `about` or without, and what they are on."""
        return (self.key, self.ends, self.hedge.replace("about", ""))

    def meets(self, other: "Value") -> bool:
        """Whether both can hold."""
        for one, two in ((self, other), (other, self)):
            if one.high < two.low or (one.high == two.low and (one.high_open or two.low_open)):
                return False
        return True


@dataclass(eq=False)
class Figure:
    """One flow or measure of a record."""

    id: str
    flow: str
    record: dict[str, Any]
    sources: list[str]
    amount: Value | None = None
    rate: Value | None = None

    @property
    def value(self) -> Value:
        """The amount, else the rate of growth: it decides for both."""
        value = self.amount or self.rate
        assert value
        return value

    @property
    def disputed(self) -> bool:
        """Whether the amount or the rate is a side of a dispute."""
        return any(value.disputed for value in (self.amount, self.rate) if value)


def spread(
    hedge: str, low: Fraction, high: Fraction, step: Fraction
) -> tuple[Fraction, Fraction, bool, bool]:
    """The ends that a statement allows, and whether each is left out; for numbers from zero up."""
    if low < 0:
        down, up, no_down, no_up = spread(hedge, -high, -low, step)
        return -up, -down, no_up, no_down
    tenth = Fraction(1, 10)
    if not hedge:
        return (
            (low - step / 2, high + step, False, True) if low == high else (low, high, False, False)
        )
    if hedge == "about":
        return low * (1 - tenth / 2), high * (1 + tenth / 2), False, False
    if hedge in ("more than", "at least"):
        return low, low * (1 + tenth), hedge == "more than", False
    if hedge == "up to":
        return Fraction(0), high, False, False
    return low * (1 - tenth), low, False, True


def hedged(word: str) -> str:
    """The hedge that a word is."""
    return next((hedge for hedge, words in HEDGES.items() if word in words), "")


def last_digit(text: str) -> Fraction:
    """One step of the last digit of a number."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))


def exact(text: str) -> Fraction:
    """A number as it is written."""
    return Fraction(text.replace(",", "").replace("\u2212", "-"))


def amount(text: str) -> Value:
    """The amount of a text."""
    found = AMOUNT.fullmatch(text.partition(" = ")[0])
    assert found, text
    hedge, scale = hedged(found["hedge"]), SCALES[found["scale"]]
    ends = [end for end in (found["low"], found["high"]) if end]
    step = min(last_digit(end) for end in ends) * scale
    low, high = (exact(ends[place]) * scale for place in (0, -1))
    number = low if len(ends) == 1 else None
    unit = UNITS.get(found["unit"], found["unit"])
    return Value(
        *spread(hedge, low, high, step),
        number,
        hedge,
        not hedge and len(ends) == 1,
        step,
        unit,
        (low, high),
    )


def growth(text: str) -> Value:
    """The rate of growth of a text, in per cent; `x2` is 100 per cent more."""
    found = GROWTH.fullmatch(text)
    assert found, text
    hedge, digits = hedged(found["hedge"]), found["times"] or found["rate"]
    stated = Fraction(digits) * (-1 if found["sign"] == "-" else 1)
    step = last_digit(digits)
    low, high, low_open, high_open = spread(hedge, stated, stated, step)
    if found["times"]:
        stated, low, high, step = (stated - 1) * 100, (low - 1) * 100, (high - 1) * 100, step * 100
    return Value(low, high, low_open, high_open, stated, hedge, not hedge, step, "%", (stated,))


def days(date: str) -> tuple[str, str]:
    """The first and last day of a date or interval; of an open one, those of its known end."""
    ends = [end for end in date.split("/") if end != ".."]
    first, last = ends[0], ends[-1]
    first += "-01-01"[len(first) - 4 :] if len(first) < 10 else ""
    if len(last) == 4:
        last += "-12"
    if len(last) == 7:
        last += f"-{monthrange(int(last[:4]), int(last[5:]))[1]}"
    return first, last


def folded(text: str) -> str:
    """A text without case and punctuation."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


class Base:
    """The facts of a directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._read: dict[Path, Any] = {}
        files = [
            path
            for folder in ("trade", "freight")
            for path in sorted((directory / folder).glob("*"))
        ]
        self.sources = {
            one["id"]: one
            for path in sorted((directory / "sources").glob("*.yaml"))
            for one in self.read(path)
        }
        self.renamed = {
            old: id_ for id_, one in self.sources.items() for old in one.get("formerly", ())
        }
        self.figures = [one for path in files for one in self._figures(path)]
        self._tell_apart()
        self._rank()
        self._find_disputes()

    def read(self, path: Path) -> Any:
        """What a file holds; nothing if there is no such file."""
        if path not in self._read:
            self._read[path] = yaml.load(path.read_text("utf-8"), Loader) if path.exists() else []
        return self._read[path]

    def _figures(self, path: Path) -> list[Figure]:
        figures = []
        for record in self.read(path) or ():
            sources = [self.renamed.get(one, one) for one in record["sources"]]
            is_trade = path.parent.name == "trade"
            head = ("reporter", "partner", "period") if is_trade else ("subject", "period")
            parts = "-".join(record[name] for name in head if name in record)
            id_ = record.get("id", f"{parts.replace('/', '-to-').lower()}-{sources[0]}")
            for flow in FLOWS if is_trade else MEASURES:
                if flow in record:
                    figure = Figure(id_, flow, record, sources)
                    self._read_figure(figure, path, is_trade=is_trade)
                    figures.append(figure)
        return figures

    def _read_figure(self, figure: Figure, path: Path, *, is_trade: bool) -> None:
        record, stated = figure.record, figure.record[figure.flow]
        parts = {"amount": stated} if isinstance(stated, str) else stated
        actual = "forecast" if record.get("forecast") == "true" else "actual"
        if is_trade:
            # whose figures they are is not stated: those of the pair, and of a direction
            pair = path.stem if record["reporter"] == "unstated" else ""
            partner = "" if pair and figure.flow == "turnover" else record["partner"]
            states = (record["reporter"], pair, partner)
            key = ("trade", *states, figure.flow, record.get("period", ""), actual)
        else:
            told = [record.get(name, "").casefold() for name in ("mode", "country", "carrier")]
            key = (record["subject"], figure.flow, record.get("period", ""), actual, *told)
        key = (*key, record.get("scope", "").casefold())
        told = {}
        if actual == "forecast":
            forecaster = record.get("stated_by") or record.get("basis")
            told = {"by": folded(forecaster)} if forecaster else {}
            if "as_of" in record:
                told["year"] = days(record["as_of"])[0][:4]
            if "forecast_basis" in record:
                told["basis"] = record["forecast_basis"]
        if "amount" in parts:
            figure.amount = amount(parts["amount"])
            figure.amount.key = (*key, figure.amount.unit)
        if "growth" in parts:
            figure.rate = growth(parts["growth"])
            figure.rate.key = (*key, "growth on", parts["growth_vs"])
        for value in (figure.amount, figure.rate):
            if value:
                value.told = told

    @property
    def values(self) -> list[Value]:
        """All amounts and rates, in the order of the files."""
        return [value for one in self.figures for value in (one.amount, one.rate) if value]

    def _tell_apart(self) -> None:
        """Add to the keys who forecasts and when; who does not say goes with the first who fits."""
        keys: dict[tuple[str, ...], list[Value]] = defaultdict(list)
        for value in self.values:
            keys[value.key].append(value)
        for values in keys.values():
            said = [dict(value.told) for value in values]
            for value, own in zip(values, said, strict=True):
                for name in ("by", "year", "basis"):
                    fitting = (
                        other[name]
                        for other in said
                        if name in other
                        and all(own.get(one, word) == word for one, word in other.items())
                    )
                    value.key = (*value.key, own.get(name) or next(fitting, ""))

    def _rank(self) -> None:
        """Mark the figures that do not come first on their key."""
        for one in self.figures:  # what was withdrawn has no rivals
            for value in (one.amount, one.rate):
                if value and "retracted" in one.record:
                    value.key = (*value.key, "retracted", one.id)
        keys: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for one in self.figures:
            keys[one.value.key].append(one)
        for figures in keys.values():
            best = min(figures, key=self._standing)
            for one in figures:
                one.value.first = one is best and "retracted" not in one.record
        with_amount = {
            one.rate.key for one in self.figures if one.amount and one.rate and one.amount.first
        }
        for one in self.figures:
            if not one.amount and one.value.key in with_amount:
                one.value.first = False

    def _standing(self, figure: Figure) -> tuple[Any, ...]:
        cited = [self.sources[id_] for id_ in figure.sources]
        published = max((one["published"] for one in cited if "published" in one), default="")
        return (
            "preferred" not in figure.record,
            min(KINDS.index(one["kind"]) for one in cited),
            not figure.value.bare,
            figure.value.step,
            (*(-ord(letter) for letter in published), 0),  # the newest first, undated last
            min(figure.sources),
        )

    def _find_disputes(self) -> None:
        keys: dict[tuple[str, ...], list[Value]] = defaultdict(list)
        for value in self.values:
            keys[value.key].append(value)
        for values in keys.values():
            if any(not one.meets(two) for one, two in combinations(values, 2)):
                for value in values:
                    value.disputed = True
        claimed = set()
        ids = {old: one.id for one in self.figures for old in one.record.get("formerly", ())}
        for dispute in self.read(self.directory / "disputes.yaml"):
            for claim in dispute["claims"]:
                name, _, said = claim.partition(".")
                flow, _, source = said.partition("@")
                for one in self.figures:
                    if one.id == ids.get(name, name) and (not source or source in one.sources):
                        for value, of in ((one.amount, one.flow), (one.rate, f"{one.flow}_growth")):
                            if value and flow == of and "retracted" not in one.record:
                                claimed.add(value.side)
        for value in self.values:
            value.disputed = value.disputed or value.side in claimed

    def members(self, day: str) -> set[str]:
        """The members on a day: by the preferred list, the newest complete one, or by steps."""
        about = self.read(self.directory / "about.yaml")
        lists = []
        file = self.read(self.directory / "members.yaml")
        for record in file.get("lists", ()):
            for statement in (record, *record.get("also", ())):
                if "members" in statement:
                    as_of = statement.get("as_of", record["as_of"])
                    complete = statement.get("complete", record.get("complete")) == "true"
                    lists.append((record["id"], days(as_of)[0], complete, statement["members"]))
        chosen = [one for one in lists if one[0] == about["members_list"]][:1]
        chosen += sorted((one for one in lists if one[2]), key=lambda one: one[1], reverse=True)
        for _, first, _, members in chosen:
            if first <= day:
                return set(members)
        founding = self.read(self.directory / f"agreements/{about['founding_agreement']}.yaml")[
            "agreement"
        ]
        members = set(founding["signatories"]) if days(founding["signed"])[0] <= day else set()
        return members | {
            step["country"]
            for step in file.get("steps", ())
            if step["step"] in ("acceded", "in_force") and days(step["date"])[0] <= day
        }
