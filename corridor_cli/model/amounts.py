"""Stated amounts and rates of growth, as precise and as hedged as their sources state them.

The text of a parsed amount parses to the same amount. A unit is a currency (ISO 4217) or a word of
_UNIT_WORDS; CONVERSIONS gives the base unit of some. Two sources disagree if the intervals of their
figures (`Amount.interval`) do not meet.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import NamedTuple, TypeAlias

from corridor_cli.model.kinds import HEDGES, SCALES, words

#: The scales that documents use; only those of SCALES are offered to readers.
_POWERS = {"": 0, **SCALES, "lakh": 5, "crore": 7, "lakh crore": 12}
FACTORS = {word: 10**power for word, power in _POWERS.items()}
#: The largest number in the base unit; with all its intervals SQLite holds it as an integer.
LARGEST = 10**18
#: From here on a float cannot hold each half of a whole number.
_ROUGH = 2**52

_HEDGE_WORDS = {
    **{word: word for word in HEDGES},
    **dict.fromkeys(("approximately", "around", "some", "roughly", "~", "circa"), "about"),
    **dict.fromkeys(("over", "above", "exceeding", "in excess of", ">"), "more than"),
    **dict.fromkeys(("under", "below", "<"), "less than"),
    **dict.fromkeys(("nearly", "close to", "nearing", "approaching"), "almost"),
    **dict.fromkeys(("not less than", "no less than"), "at least"),
    **dict.fromkeys(("as much as", "not more than", "no more than"), "up to"),
}
_SCALE_WORDS = {
    **{word: word for word in _POWERS if word},
    **dict.fromkeys(("lakhs", "lac", "lacs"), "lakh"),
    "crores": "crore",
    "k": "thousand",
    "thousands": "thousand",
    **dict.fromkeys(("million", "millions", "mln"), "mn"),
    **dict.fromkeys(("billion", "billions", "bln"), "bn"),
    **dict.fromkeys(("trillion", "trillions", "trn"), "tn"),
}
#: The currencies of ISO 4217 in use, neither metals nor units of account, and those of states on or
#: near the corridor that documents since 2000 may name.
CURRENCIES = words(
    "AZM BGN BYR EEK HRK LTL LVL ROL TMM TRL "
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW "
    "KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
    "MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG"
)

#: Other units than money, and the words for them.
_UNIT_WORDS = {
    **dict.fromkeys(("t", "ton", "tons", "tonne", "tonnes"), "t"),
    **dict.fromkeys(("m3", "cbm"), "m3"),
    **dict.fromkeys(("TEU", "TEUs"), "TEU"),
    **{word: word for word in words("km m cm nmi ha %")},
    **{
        one: f"{word}s"
        for word in words(
            "container train wagon truck vehicle vessel mile hour day week month year"
        )
        for one in (word, f"{word}s")
    },
    **dict.fromkeys(("toman", "tomans"), "toman"),
}
#: One of a unit in its base unit; the mile and the nautical mile by their definitions, the toman
#: as the rials that it stands for in Iran's statistics.
CONVERSIONS = {
    ("m", "km"): Decimal("0.001"),
    ("cm", "m"): Decimal("0.01"),
    ("nmi", "km"): Decimal("1.852"),
    ("miles", "km"): Decimal("1.609344"),
    ("hours", "days"): 1 / Decimal(24),
    ("weeks", "days"): Decimal(7),
    ("years", "months"): Decimal(12),
    ("toman", "IRR"): Decimal(10),
}

#: Documents print these where a keyboard has a hyphen.
_MINUS, _DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
_NUMBER = rf"[-{_MINUS}]?\d+(?:,\d{{3}})*(?:\.\d+)?"
_HEDGE_PATTERN = "|".join(re.escape(word) for word in sorted(_HEDGE_WORDS, key=len, reverse=True))
#: The part of an amount before its unit: hedge, number or range, scale.
COUNT = (
    rf"(?:(?P<hedge>{_HEDGE_PATTERN})\s*)?"
    rf"(?P<low>{_NUMBER})(?:\s?[-{_DASH}]\s?(?P<high>{_NUMBER}))?"
    rf"(?:\s*(?P<scale>{'|'.join(sorted(_SCALE_WORDS, key=len, reverse=True))}))?"
)
_AMOUNT = re.compile(rf"{COUNT}(?:\s+(?P<unit>[A-Za-z]+3?)|\s?(?P<percent>%))", re.ASCII)
_EXPECTED_AMOUNT = (
    "expected [about|more than|less than|almost|up to|at least] NUMBER[-NUMBER] "
    "[thousand|mn|bn|tn] UNIT [= converted amount], such as 'more than 26.1 bn USD'"
)
_UNCOUNTABLE = "expected a number other than zero, of fewer digits"


def number(value: Decimal) -> int | float:
    """A decimal as an int if it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def _end(value: Decimal, rounding: str) -> int | float:
    """An end of an interval; where a float would be too rough, the next whole number outside."""
    return int(value.to_integral_value(rounding)) if abs(value) > _ROUGH else number(value)


class Amount(NamedTuple):
    """A stated amount, as precise and as hedged as its source states it.

    Decimals keep the stated digits, trailing zeros too.
    """

    #: a word of `kinds.HEDGES`, or ''
    hedge: str
    #: the number, or the lower end of a range
    low: Decimal
    #: the upper end of a range
    high: Decimal | None
    #: a word of `kinds.SCALES`, or ''
    scale: str
    unit: str
    #: the same amount in another unit, as the source converts it
    converted: str = ""
    base: str = ""
    #: how many of the base unit one of `unit` is
    factor: Decimal = Decimal(1)

    def __str__(self) -> str:
        converted = f" = {self.converted}" if self.converted else ""
        one = self.low == 1 and self.high is None and not self.scale and self.unit.islower()
        unit = self.unit.removesuffix("s") if one else self.unit
        return f"{self.bare}{'' if self.unit == '%' else ' '}{unit}{converted}"

    @property
    def bare(self) -> str:
        """The amount without its unit: `more than 8.78 bn`."""
        numbers = f"{self.low:f}" + (f"-{self.high:f}" if self.high is not None else "")
        return " ".join(word for word in (self.hedge, numbers, self.scale) if word)

    def scaled(self, scale: str) -> "Amount":
        """The same amount in another scale, with the same digits: 17.0 bn is 17000 mn."""
        shift = _POWERS[self.scale] - _POWERS[scale]
        high = None if self.high is None else self.high.scaleb(shift)
        return self._replace(low=self.low.scaleb(shift), high=high, scale=scale)

    @property
    def value(self) -> int | float | None:
        """The number in the base unit; None for a range."""
        return None if self.high is not None else self._based(self.low)

    def _based(self, count: Decimal) -> int | float:
        """A stated number, in the base unit."""
        return number(self._counted(count))

    def _counted(self, count: Decimal) -> Decimal:
        return count.scaleb(_POWERS[self.scale]) * self.factor

    @property
    def bare_number(self) -> bool:
        """Whether it is one number, neither hedged nor a range."""
        return not self.hedge and self.high is None

    @property
    def precision(self) -> int | float:
        """One step of the last stated digit, in the base unit: 10000000 for 8.78 bn."""
        exponents = [int(end.as_tuple().exponent) for end in self.ends]
        return self._based(min(Decimal(1).scaleb(exponent) for exponent in exponents))

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The number as stated, or the two ends of a range."""
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def interval(self) -> tuple[int | float, int | float]:
        """The lowest and highest number that the statement allows, in the base unit.

        A bare number spans half a step of its last digit down and a whole one up, as some documents
        round and others cut digits off; a range spans its two ends. `about` adds 5 per cent on each
        side; `more than` and `at least` reach up to 1.1 of the number, `almost` and `less than`
        down to 0.9 of it, `up to` down to 0. `open_ends` says which ends are not allowed.
        """
        low, high = self.low, self.low if self.high is None else self.high
        if self.bare_number:
            step = Decimal(1).scaleb(int(low.as_tuple().exponent))
            low, high = (low - step, high + step / 2) if low < 0 else (low - step / 2, high + step)
        else:
            down, up = {
                "": ("1", "1"),
                "about": ("0.95", "1.05"),
                "more than": ("1", "1.1"),
                "at least": ("1", "1.1"),
                "almost": ("0.9", "1"),
                "less than": ("0.9", "1"),
                "up to": ("0", "1"),
            }[self.hedge]
            if low < 0:
                low, high = low * Decimal(up), high * Decimal(down if high < 0 else up)
            else:
                low, high = low * Decimal(down), high * Decimal(up)
        return _end(self._counted(low), ROUND_FLOOR), _end(self._counted(high), ROUND_CEILING)

    @property
    def bounds(self) -> tuple[int | float | None, int | float | None]:
        """The interval, with None for the end that a hedge such as `more than` does not state."""
        low, high = self.interval
        above, below = self.hedge in ("more than", "at least"), self.hedge == "less than"
        no_low, no_high = (above, below) if self.low < 0 else (below, above)
        return None if no_low else low, None if no_high else high

    @property
    def open_ends(self) -> tuple[bool, bool]:
        """Whether the lowest and the highest number of the interval are themselves left out."""
        if self.bare_number:
            return self.low < 0, self.low >= 0
        below, above = self.hedge in ("less than", "almost"), self.hedge == "more than"
        return (below, above) if self.low < 0 else (above, below)

    @property
    def is_empty(self) -> bool:
        """Whether its interval holds no number that can be told from the next one."""
        low, high = self.interval
        return low > high or (low == high and any(self.open_ends))


class Derived(NamedTuple):
    """A sum of stated amounts: `about` if one of them is hedged, a range if one of them is.

    `low` and `high` are the lowest and highest sum that the amounts allow; None where no highest
    ("more than") or no lowest ("less than") is stated.
    """

    amount: Amount
    low: int | float | None
    high: int | float | None


def total(terms: Sequence[tuple[int, Amount]]) -> Derived:
    """The sum of amounts of money in one unit, each with the sign 1 or -1.

    It has no more digits than the least exact amount: 8.78 bn and 17.3 bn are 26.1 bn.
    """
    with localcontext(prec=300):  # a stated amount may have a hundred digits
        lows, highs, powers = [], [], []
        bounds: tuple[list[Decimal | None], ...] = ([], [])
        for sign, one in terms:
            ends = [end.scaleb(_POWERS[one.scale]) for end in one.ends]
            powers += [(int(end.as_tuple().exponent), one.scale) for end in ends]
            lows.append(min(sign * end for end in ends))
            highs.append(max(sign * end for end in ends))
            for known, end in zip(bounds, one.bounds[::sign], strict=True):
                known.append(None if end is None else sign * Decimal(str(end)))
        # in the scale of the least exact amount no zero stands for a digit that is not known
        power, scale = max(powers)
        step = Decimal(1).scaleb(power)
        low, high = (
            (round(sum(ends) / step) * step).scaleb(-_POWERS[scale]) for ends in (lows, highs)
        )
        hedge = "about" if any(one.hedge for _, one in terms) else ""
        unit = terms[0][1].unit
        amount = Amount(hedge, low, None if low == high else high, scale, unit, base=unit)
        return Derived(
            amount,
            *(
                None if None in ends else number(sum(filter(None, ends), Decimal()))
                for ends in bounds
            ),
        )


class Change(NamedTuple):
    """A change from one amount to a later one in per cent; `ends` are the lowest and the highest.

    `percent` is None and `text` is '' where an amount is a range; an end is None where a hedge
    states none.
    """

    percent: int | float | None
    ends: tuple[int | float | None, int | float | None]
    text: str


_Bounds: TypeAlias = tuple[int | float | None, int | float | None]


def change(now: tuple[Amount, _Bounds], then: tuple[Amount, _Bounds]) -> Change | None:
    """The change from `then` to `now`, two amounts in one unit with their bounds.

    Its last digit is worth no more than the width of what the amounts allow: 11 bn after 9.5 bn is
    +20%, since it may be +9% to +28%. None where an amount is not above 0.
    """

    def rate(new: Decimal | None, old: Decimal | None) -> Decimal | None:
        return None if new is None or not old else (new / old - 1) * 100

    with localcontext(prec=60):
        (low, high), (then_low, then_high) = (
            [None if end is None else Decimal(str(end)) for end in bounds]
            for _, bounds in (now, then)
        )
        allowed = [Decimal(str(end)) for one, _ in (now, then) for end in one.interval]
        if min(allowed) <= 0 or any(end is not None and end <= 0 for end in (low, then_low)):
            return None
        lowest, highest = rate(low, then_high), rate(high, then_low)
        ends = tuple(
            None if end is None else number(end.quantize(Decimal("0.1"), rounding=way))
            for end, way in ((lowest, ROUND_FLOOR), (highest, ROUND_CEILING))
        )
        if len(now[0].ends) > 1 or len(then[0].ends) > 1:
            return Change(None, (ends[0], ends[1]), "")
        width = (allowed[1] / allowed[2] - allowed[0] / allowed[3]) * 100
        exact = rate(*(Decimal(str(one.value)) for one, _ in (now, then)))
        assert exact is not None, "both amounts are above 0"
        percent = _rounded(exact, width)
        hedge = "about " if now[0].hedge or then[0].hedge else ""
        return Change(number(percent), (ends[0], ends[1]), f"{hedge}{percent:+f}%")


def _rounded(percent: Decimal, width: Decimal) -> Decimal:
    """A rate whose last digit is worth no more than the width of what is allowed.

    One digit always stays, since +5% is no +0%; none is worth less than a tenth.
    """
    for power in (width.adjusted(), percent.adjusted()):
        step = Decimal(1).scaleb(max(power, -1))
        if rounded := round(percent / step) * step:
            return rounded
    return Decimal(0)


def mean_percent(one: Amount, other: Amount) -> tuple[int | float, str] | None:
    """By how many per cent of their mean the second of two amounts exceeds the first, and its text.

    The last digit is worth no more than the width of what both allow. None where an amount is a
    range or not above 0.
    """

    def percent(first: Decimal, second: Decimal) -> Decimal:
        return (second - first) / (first + second) * 200

    with localcontext(prec=60):
        low, high, low2, high2 = (
            Decimal(str(end)) for amount in (one, other) for end in amount.interval
        )
        values = [Decimal(str(amount.value)) for amount in (one, other) if amount.value]
        if len(values) < 2 or min(low, low2) <= 0:
            return None
        width = percent(low, high2) - percent(high, low2)
        exact = _rounded(percent(*values), width)
        hedge = "about " if one.hedge or other.hedge else ""
        return number(exact), f"{hedge}{exact:+f}%"


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(_MINUS, "-"))


def _unit(word: str, bases: Sequence[str]) -> tuple[str, str, Decimal]:
    """The unit of a word, its base unit (one of `bases`) and its factor. Raises ValueError."""
    if not bases:
        bases = ("IRR",) if _UNIT_WORDS.get(word) == "toman" else bases
        if not bases and word not in CURRENCIES:
            raise ValueError(
                f"unknown unit '{word}'; expected a currency (ISO 4217) such as USD, EUR or RUB"
            )
    if not bases:
        return word, word, Decimal(1)
    unit = _UNIT_WORDS.get(word, "")
    for base in bases:
        if unit == base or (unit, base) in CONVERSIONS:
            return unit, base, CONVERSIONS.get((unit, base), Decimal(1))
    others = [unit for unit, base in CONVERSIONS if base in bases and unit not in bases]
    raise ValueError(f"unknown unit '{word}'; expected {' or '.join([*bases, *others])}")


def parse_amount(text: str, bases: Sequence[str] = ()) -> Amount:
    """An amount from its text: money, or a quantity in one of the base units.

    Synonyms ('over', 'billion') become the words of `kinds`. Raises ValueError with the form that
    is expected.
    """
    stated, equals, converted = text.partition(" = ")
    match = _AMOUNT.fullmatch(stated)
    if not match or len(stated) > 100:
        raise ValueError(_EXPECTED_AMOUNT)
    unit, base, factor = _unit(match["unit"] or match["percent"], bases)
    low = _decimal(match["low"])
    high = None if match["high"] is None else _decimal(match["high"])
    scale = _SCALE_WORDS[match["scale"]] if match["scale"] else ""
    if max(abs(low), abs(high or low)) * FACTORS[scale] * factor > LARGEST:
        raise ValueError(
            f"{match['low']} {scale} is more than any amount that can be counted".replace("  ", " ")
        )
    hedge = _HEDGE_WORDS[match["hedge"]] if match["hedge"] else ""
    if high is not None and high <= low:
        raise ValueError(f"the range {match['low']}-{match['high']} ends before it begins")
    if high is not None and hedge not in ("", "about"):
        raise ValueError(f"a range takes no hedge but 'about', not '{hedge}'")
    if equals:
        converted = str(parse_stated(converted) if bases else parse_amount(converted))
    amount = Amount(hedge, low, high, scale, unit, converted, base, factor)
    if amount.is_empty:
        raise ValueError(f"'{stated}' cannot be compared: {_UNCOUNTABLE}")
    return amount


def unit_words(bases: Sequence[str] = ()) -> list[str]:
    """The words for units that `parse_amount` takes for these base units; for none, currencies."""
    words_ = {
        word
        for word, unit in _UNIT_WORDS.items()
        for base in bases
        if unit == base or (unit, base) in CONVERSIONS
    }
    return sorted(words_ or CURRENCIES)


def parse_stated(text: str) -> Amount | None:
    """An amount in any unit from its text; None for other texts, such as a rate of growth."""
    match = _AMOUNT.fullmatch(text.partition(" = ")[0])
    word = match["unit"] or match["percent"] if match else ""
    if not word or (
        word == "%" and text.lstrip("abcdefghijklmnopqrstuvwxyz ").startswith(("+", "-"))
    ):
        return None
    try:
        unit = _UNIT_WORDS.get(word, word)
        return parse_amount(text, () if word in CURRENCIES or unit == "toman" else (unit,))
    except ValueError:  # a query of `sql` may name any text `stated`
        return None


def rescaled(stated: str, scale: str) -> str:
    """An amount in another scale with the same digits: '17.0 bn USD' in mn is '17000 mn USD'.

    Other texts, such as a rate of growth, stay as they are.
    """
    amount = parse_stated(stated)
    return str(amount.scaled(scale)._replace(converted="")) if amount else stated


#: The form of a rate of growth.
GROWTH = re.compile(
    rf"(?:(?P<hedge>{_HEDGE_PATTERN})\s*)?"
    r"(?:(?P<sign>[+-])(?P<percent>\d+(?:\.\d+)?)%|x(?P<times>\d+(?:\.\d+)?))",
    re.ASCII,
)


class Growth(NamedTuple):
    """A stated rate of growth: per cent (`+17.4%`), or a multiple (`x2.3`: 2.3 times as much)."""

    hedge: str
    rate: Decimal
    multiple: bool

    def __str__(self) -> str:
        rate = f"x{self.rate:f}" if self.multiple else f"{self.rate:+f}%"
        return " ".join(word for word in (self.hedge, rate) if word)

    @property
    def _amount(self) -> Amount:
        return Amount(self.hedge, self.rate, None, "", "%")

    @property
    def bare_number(self) -> bool:
        """Whether it is one number, not hedged."""
        return not self.hedge

    @property
    def precision(self) -> int | float:
        """One step of the last stated digit, in per cent."""
        step = Decimal(1).scaleb(int(self.rate.as_tuple().exponent))
        return number(step * 100 if self.multiple else step)

    @property
    def interval(self) -> tuple[int | float, int | float]:
        """The lowest and highest change that the statement allows, in per cent."""
        low, high = self._amount.interval
        if self.multiple:
            low, high = (number((Decimal(str(end)) - 1) * 100) for end in (low, high))
        return low, high

    @property
    def open_ends(self) -> tuple[bool, bool]:
        """Whether the lowest and the highest change of the interval are themselves left out."""
        return self._amount.open_ends

    @property
    def is_empty(self) -> bool:
        """Whether its interval holds no rate that can be told from the next one."""
        return self._amount.is_empty

    @property
    def percent(self) -> int | float:
        """The change in per cent; `x2.3` is 130."""
        return number((self.rate - 1) * 100 if self.multiple else self.rate)


def parse_growth(text: str) -> Growth:
    """A growth rate such as '+17.4%', 'almost -8%' or 'more than x2'. Raises ValueError."""
    match = GROWTH.fullmatch(text)
    if not match or len(text) > 100:
        raise ValueError(
            "expected a growth rate such as +17.4%, -8%, 'almost +20%' or x2.3 (2.3 times as much)"
        )
    hedge = _HEDGE_WORDS[match["hedge"]] if match["hedge"] else ""
    rate = Decimal(match["times"] or match["sign"] + match["percent"])
    growth = Growth(hedge, rate, multiple=bool(match["times"]))
    if abs(growth.percent) > LARGEST:
        raise ValueError("more than any rate that can be counted")
    if growth.is_empty:
        raise ValueError(f"'{text}' cannot be compared: {_UNCOUNTABLE}")
    return growth
