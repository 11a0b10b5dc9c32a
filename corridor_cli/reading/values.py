"""Values of fact files: each text is checked against the type of its field and parsed."""

import re
from collections.abc import Callable
from typing import NamedTuple

from corridor_cli.model import amounts, dates, meant, names
from corridor_cli.model.errors import did_you_mean
from corridor_cli.model.kinds import Field, words
from corridor_cli.reading.yaml import Scalar

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CLAIM = re.compile(rf"{ID.pattern}\.[a-z_]+(?:@{ID.pattern})?")
_ALPHA_3 = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_URL = re.compile(r'https?://[^\s<>"]+')
_COORDINATES = re.compile(
    r"(?P<lat>-?\d{1,2}(?:\.\d+)?), (?P<lon>-?\d{1,3}(?:\.\d+)?)"
    r"|(?P<lat_deg>\d{2})(?P<lat_min>[0-5]\d)(?P<ns>[NS])"
    r" (?P<lon_deg>\d{3})(?P<lon_min>[0-5]\d)(?P<ew>[EW])",
    re.ASCII,
)
_UNLOCODE = re.compile(r"[A-Z]{2} [A-Z2-9]{3}")
#: The form of the texts of some types; the JSON Schemas use them too.
PATTERNS = {
    "id": ID,
    "country": _COUNTRY,
    "language": _LANGUAGE,
    "url": _URL,
    "claim": _CLAIM,
    "coordinates": _COORDINATES,
    "unlocode": _UNLOCODE,
}
#: The type of the items of a list.
ITEM_TYPES = {"ids": "id", "countries": "country", "participants": "participant", "claims": "claim"}
#: The keys of a figure that is a map.
FIGURE_KEYS = ("amount", "growth", "growth_vs")
#: Words for what nobody states, and the quotes that are none in YAML.
NOTHING = (
    *words("~ - -- ? ... \u2013 \u2014 \u2026 null nil none nan n/a na n.a. tbd tbc tba"),
    *words("unknown undefined"),
)
_QUOTED = re.compile("[\u201c\u201e](?P<text>[^\u201c\u201d]*)[\u201c\u201d]")
#: The most per cent that a part can be of its whole.
_WHOLE = 100


class Figure(NamedTuple):
    """An amount, a rate of growth with the period that it compares with, or both."""

    amount: amounts.Amount | None
    growth: amounts.Growth | None
    growth_vs: str


class Value(NamedTuple):
    """The value of one field in one statement: one text, or the items of a list.

    `span` is that of a date or period, `figure` that of a figure or quantity.
    """

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
        """The value as one text, with semicolons between the items of a list."""
        if self.figure is not None:
            return str(self.figure.amount or self.figure.growth)
        return self.items[0].text if len(self.items) == 1 else "; ".join(self.texts)


def check_text(type_: str, text: str, codes: Callable[[], dict[str, str]]) -> None:
    """Raise ValueError for a text that is no value, or not of this type.

    `codes` gives the countries' codes by their names.
    """
    if text.lower() in NOTHING:
        raise ValueError(f"'{text}' is no value; leave out what no source states")
    if quoted := _QUOTED.fullmatch(text):
        raise ValueError(f'{text} has quotes that YAML does not know; use "{quoted["text"]}"')
    if type_ == "country" and not _ALPHA_3.fullmatch(text):
        code = codes().get(names.fold(text))
        if code and code != text:
            raise ValueError(f"'{text}' is a name: expected {code}")
        # a group that countries.yaml has may be of two letters, as a mistaken code is
        type_ = "country" if code or len(text) > 2 else "alpha-3"
    _CHECKS.get(type_, _any)(text)


def figure_of(field: Field, parts: dict[str, str]) -> Figure:
    """The figure of the texts under FIGURE_KEYS. Raises ValueError with what to write."""
    amount, growth, growth_vs = None, None, ""
    if "amount" in parts:
        amount = _amount(parts["amount"], field.choices)
        if amount.low < 0 and field.name != "balance":
            raise ValueError(f"'{amount}' is less than nothing; only a balance may be")
        if amount.unit == "%" and (amount.high or amount.low) > _WHOLE:
            raise ValueError(f"'{amount}' is more than the whole")
    if "growth" in parts:
        growth = _growth(parts["growth"])
        growth_vs = span_of("period", parts["growth_vs"]).text
    return Figure(amount, growth, growth_vs)


def check_choice(field: Field, word: str) -> None:
    """Raise ValueError, with a guess, for a word that the field does not allow."""
    if field.choices and word not in field.choices:
        hint = did_you_mean(word, field.choices)
        raise ValueError(
            f"'{word}' is not one of {', '.join(field.choices)}{'; ' + hint if hint else ''}"
        )


def _amount(text: str, bases: tuple[str, ...]) -> amounts.Amount:
    """An amount. Raises ValueError with what to write."""
    try:
        return amounts.parse_amount(text, bases)
    except ValueError as error:
        raise _refusal(text, "amount", meant.amount(text, bases), error) from error


def _growth(text: str) -> amounts.Growth:
    """A rate of growth. Raises ValueError with what to write."""
    try:
        return amounts.parse_growth(text)
    except ValueError as error:
        raise _refusal(text, "rate of growth", meant.growth(text), error) from error


def span_of(type_: str, text: str) -> dates.Span:
    """A date or a period. Raises ValueError with what to write."""
    try:
        span = dates.parse_date(text)
    except ValueError as error:
        raise _refusal(text, type_, meant.date(text), error) from error
    return span if type_ == "date" else dates.parse_period(text)


def _refusal(text: str, noun: str, expected: str, error: ValueError) -> ValueError:
    """The error for a text, with the text itself and, if known, with what was meant."""
    if text.lower() in NOTHING:
        return ValueError(f"'{text}' is no {noun}; leave out what no source states")
    if expected not in ("", text):
        return ValueError(f"'{text}' is no {noun}: expected {expected}")
    reason = str(error)
    return error if text and text in reason else ValueError(f"'{text}' is no {noun}: {reason}")


def degrees(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, from `46.35, 48.04` or `4621N 04802E` (UN/LOCODE).

    Raises ValueError.
    """
    match = _COORDINATES.fullmatch(text)
    if not match:
        raise ValueError(
            f"'{text}' is no position: expected '46.35, 48.04' (latitude, longitude) "
            "or '4621N 04802E'"
        )
    if match["lat"]:
        latitude, longitude = float(match["lat"]), float(match["lon"])
    else:
        latitude = round(int(match["lat_deg"]) + int(match["lat_min"]) / 60, 4)
        longitude = round(int(match["lon_deg"]) + int(match["lon_min"]) / 60, 4)
        latitude = -latitude if match["ns"] == "S" else latitude
        longitude = -longitude if match["ew"] == "W" else longitude
    if latitude == longitude == 0:
        raise ValueError(f"'{text}' is in the sea off Africa; leave out what no source states")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"'{text}' is no position on Earth: latitude comes first")
    return latitude, longitude


def _any(_: str) -> None:
    """Accept any text."""


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
            f"'{text}' has no country code in its brackets: expected NAME[, OFFICE] [(KAZ)]"
        )


def _persons(text: str) -> None:
    if ", " in text and any(name.count(", ") != 1 for name in text.split(" and ")):
        raise ValueError(
            f"'{text}' is no list of persons: each is FAMILY, GIVEN; a body is author_body"
        )


_CHECKS: dict[str, Callable[[str], None]] = {
    "id": _matches(ID, "an id: lower-case letters, digits and hyphens"),
    "alpha-3": _matches(_ALPHA_3, "a country: expected an ISO 3166-1 alpha-3 code such as KAZ"),
    "country": _matches(_COUNTRY, "a country: expected an ISO 3166-1 alpha-3 code such as KAZ"),
    "language": _matches(_LANGUAGE, "a language: expected a code such as en or ru"),
    "url": _matches(_URL, "a web address", longest=2000),
    "integer": _matches(re.compile(r"0|[1-9][0-9]{0,14}"), "a whole number"),
    "boolean": _matches(re.compile(r"true|false"), "true or false"),
    "participant": _participant,
    "persons": _persons,
    "claim": _matches(
        _CLAIM, "a record's id and a field, such as long-railway.length, and perhaps @source"
    ),
    "coordinates": lambda text: degrees(text) and None,
    "unlocode": _matches(_UNLOCODE, "a code of UN/LOCODE: expected two letters, a space and three"),
}
