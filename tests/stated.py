"""Stated amounts, read anew, and sums of them: arithmetic of the tests' own."""

import re
from fractions import Fraction

from corridor_cli.model.kinds import HEDGES

SCALES = {"": 0, "thousand": 3, "mn": 6, "bn": 9, "tn": 12}
AMOUNT = re.compile(
    rf"(?P<hedge>{'|'.join(HEDGES)})? ?(?P<low>-?[\d.]+)(?:-(?P<high>-?[\d.]+))?"
    r" ?(?P<scale>thousand|mn|bn|tn)? (?P<unit>\w+)"
)


class Stated:
    """A stated amount, read anew: hedge, ends, the power of ten of its last digit, bounds."""

    def __init__(self, text: str) -> None:
        found = AMOUNT.fullmatch(text.partition(" = ")[0])
        assert found, text
        scale = SCALES[found["scale"] or ""]
        self.hedge, self.unit = found["hedge"] or "", found["unit"]
        numbers = [number for number in (found["low"], found["high"]) if number]
        self.power = max(scale - len(number.partition(".")[2]) for number in numbers)
        self.low, self.high = (Fraction(numbers[n]) * 10**scale for n in (0, -1))
        step = Fraction(10) ** self.power
        self.bounds: dict[str, tuple[Fraction | None, Fraction | None]] = {
            "": (self.low - step / 2, self.low + step)
            if self.low >= 0
            else (self.low - step, self.low + step / 2),
            "about": (self.low - abs(self.low) / 20, self.high + abs(self.high) / 20),
            "more than": (self.low, None) if self.low >= 0 else (None, self.low),
            "at least": (self.low, None) if self.low >= 0 else (None, self.low),
            "less than": (None, self.low) if self.low >= 0 else (self.low, None),
            "almost": (self.low * 9 / 10, self.low),
            "up to": (Fraction(0), self.low),
        }
        if len(numbers) > 1 and not self.hedge:
            self.bounds[""] = self.low, self.high

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and highest number that the statement allows, None where it names none."""
        return self.bounds[self.hedge]


def number(exact: Fraction | None) -> int | float | None:
    """An exact number as an index holds it."""
    return exact if exact is None else int(exact) if exact.denominator == 1 else float(exact)


def recomputed(first: str, second: str, sign: int) -> tuple[str, list[int | float | None]]:
    """The hedge of the sum of two amounts, and its value, low and high."""
    one, two = Stated(first), Stated(second)
    step = Fraction(10) ** max(one.power, two.power)
    a, b = two.ends if sign > 0 else two.ends[::-1]
    ends = [
        None if x is None or y is None else x + sign * y
        for x, y in zip(one.ends, (a, b), strict=True)
    ]
    least, most = (two.low, two.high) if sign > 0 else (two.high, two.low)
    low, high = (
        round(end / step) * step for end in (one.low + sign * least, one.high + sign * most)
    )
    return "about" if one.hedge or two.hedge else "", [
        *map(number, (low if low == high else None, *ends))
    ]
