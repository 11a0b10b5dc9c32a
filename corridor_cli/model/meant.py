"""Guesses: an amount, a rate of growth or a date that people write in another form.

Each function returns what to write, or '' if it has no guess. Only messages use them: they never
change a fact or a question.
"""

import re

from corridor_cli.model import amounts, dates
from corridor_cli.model.kinds import words

_QUOTES = "\"' \u00ab\u00bb\u2018\u2019\u201c\u201d\u201e"
#: Signs and words for currencies; what several states use (rial, rupee, pound) is left out.
_CURRENCIES = {
    **dict.fromkeys(("$", "us$", "usd$", "dollar", "dollars", "us dollars"), "USD"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("₽", "ruble", "rubles", "rouble", "roubles"), "RUB"),
    **dict(zip("£₹₺₴₼₾₸", words("GBP INR TRY UAH AZN GEL KZT"), strict=True)),
    **dict(zip(words("tenge yuan manat som"), words("KZT CNY AZN KGS"), strict=True)),
}
_SCALES = {"m": "mn", "mio": "mn", "mil": "mn", "b": "bn", "mrd": "bn", "t": "tn"}
_WORD = r"[^\W\d_]*[$€₽£₹₺₴₼₾₸%]?"
_LOOSE = re.compile(
    rf"(?P<hedge>(?:[a-z~<> ]*[a-z~<>] ?)?)(?P<before>(?:US)?[$€₽£₹₺₴₼₾₸]|[A-Z]{{3}})? ?"
    rf"(?P<number>-?\d[\d.,]*(?: ?[-\N{{EN DASH}}] ?\d[\d.,]*)?) ?(?P<tail>{_WORD}(?: {_WORD})*)"
)


def amount(text: str, bases: tuple[str, ...] = ()) -> str:
    """An amount from `$8.78bn`, `8,78 bn USD`, `USD 5 million`, `40 to 45 km`."""
    plain = " ".join(text.strip(_QUOTES).split()).replace("per cent", "%")
    plain = re.sub(r"(?<=\d) to (?=\d)", "-", plain)
    plain = re.sub(r"(?<=\d) (?=\d{3}\b)|\.(?= |$)", "", plain)
    plain = re.sub(r"(?<=[a-z])(?=[A-Z]{3}$)", " ", plain)
    match = _LOOSE.fullmatch(plain)
    if not match:
        return ""
    number = match["number"]
    if "." not in number:  # a comma before three digits stands between thousands
        number = re.sub(r"(?<=\d),(?=\d{1,2}\b|\d{4,}\b)", ".", number)
    units = [_unit((match["before"] or "").strip(), bases)]
    scale = ""
    tail = match["tail"].split()
    for position, word in enumerate(tail):
        if one := _unit(word, bases):
            units.append(one)
        elif two := _unit(" ".join(tail[position : position + 2]), bases):
            units.append(two)
            break
        else:
            scale += f" {_SCALES.get(word.lower(), word.lower())}"
    given = dict.fromkeys(unit for unit in units if unit)
    written = f"{match['hedge'].strip()} {number}{scale} "
    if not given:
        example = _parsed(f"{written}{bases[0] if bases else 'USD'}", bases)
        return example and f"its unit as well, such as {example}"
    return _parsed(written + " ".join(given), bases)


def _parsed(text: str, bases: tuple[str, ...]) -> str:
    try:
        return str(amounts.parse_amount(text.strip(), bases))
    except ValueError:
        return ""


def _unit(word: str, bases: tuple[str, ...]) -> str:
    """The unit that a word means, if an amount in these base units may have it."""
    if not bases:
        code = word.upper()
        return code if code in amounts.CURRENCIES else _CURRENCIES.get(word.lower(), "")
    return next((unit for unit in amounts.unit_words(bases) if unit.lower() == word.lower()), "")


def growth(text: str) -> str:
    """A rate of growth from `17.4 %`, `+17,4%` or `2.3 times`."""
    plain = re.sub(r"(?<=\d),(?=\d)", ".", text.strip(_QUOTES).lower())
    rates = []
    if times := re.fullmatch(r"(?:x ?)?(\d+(?:\.\d+)?) ?(?:times|x|-?fold)", plain):
        rates = [f"x{times[1]}"]
    elif rate := re.fullmatch(r"([-+\u2212]?) ?(\d+(?:\.\d+)?) ?(?:%|per ?cent|pct|)", plain):
        rates = [f"{sign}{rate[2]}%" for sign in rate[1].replace("\u2212", "-") or "+-"]
    return " or ".join(filter(None, map(_rate, rates)))


def _rate(text: str) -> str:
    try:
        return str(amounts.parse_growth(text))
    except ValueError:
        return ""


#: Forms of periods, and the labels or dates that they stand for.
_FORMS = {
    r"(?:q([1-4])|([1-4])q)[ ,/-]*(\d{4})": r"q\1\2 \3",
    r"(\d{4})[ /-]*q([1-4])": r"q\2 \1",
    r"h1[ ,/-]*(\d{4})|(\d{4})[ /-]*h1": r"jan-jun \1\2",
    r"h2[ ,/-]*(\d{4})|(\d{4})[ /-]*h2": r"jul-dec \1\2",
    r"(?:sh )?(1[34]\d\d)(?: sh)?": r"iranian \1",
    r"(?:(?:fy|fiscal|financial)(?: year)? )?(\d{4}[-/]\d\d)": r"fy \1",
    r"(\d{4})\.\.\.?(\d{4})": r"\1-\2",
    r"([a-z]+)[.,]* (\d{4})": r"\1 \2",
}
_DAYS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]+)\.?,?[ -](?P<year>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})(?:[./-](?P<day>\d{1,2}))?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?:(?P<day>\d{1,2})[./-])?(?P<month>\d{1,2})[./-](?P<year>\d{4})"),
    # with full stops the day comes first
    re.compile(r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4})"),
)


def date(text: str) -> str:
    """A date or period from `16.11.2023`, `Nov 2023`, `2025-Q2`, `2022-23` or `1401`."""
    plain = " ".join(text.strip(_QUOTES).replace("\N{EN DASH}", "-").lower().split())
    plain = plain.replace(" to ", "-")
    labels = [
        match.expand(label).replace("/", "-")
        for form, label in _FORMS.items()
        if (match := re.fullmatch(form, plain))
    ]
    days = [_day(**match.groupdict()) for form in _DAYS if (match := form.fullmatch(plain))]
    return " or ".join(dict.fromkeys(filter(None, map(_period, [plain, *labels, *days]))))


def _day(year: str, day: str | None, month: str = "", name: str = "") -> str:
    first = f"{year}-{month:0>2}" if month else dates.unlabelled(f"{name} {year}")
    return f"{first}-{day:0>2}" if day else first


def _period(text: str) -> str:
    try:
        return dates.canonical_period(dates.unlabelled(text)).text
    except ValueError:
        return ""
