"""Names as people write them: folded for look-up, and made safe to show."""

import re
import unicodedata

_COUNTRY_BEHIND = re.compile(r" \(([A-Z]{3,8})\)$")


def participant_country(text: str) -> str:
    """The country code at the end of a participant, `Marat Karabayev, Minister of Transport (KAZ)`, or ''."""
    match = _COUNTRY_BEHIND.search(text)
    return match[1] if match else ""


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """A name as it is looked up: without case, accents, punctuation and doubled spaces."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = name.casefold().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")
    return _BETWEEN_WORDS.sub(" ", folded).strip()


#: What could drive a terminal, as a character class: C0 and C1 controls but for line ends, the
#: separators that only some readers take for line ends, the marks that reorder what is shown, and
#: halves of characters, which bytes that are no text are read as.
UNSEEN = "\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff"
_UNSEEN = re.compile(f"[{UNSEEN}]")


def visible(text: str) -> str:
    """A text with what could drive a terminal shown as escapes, which are also those of JSON and YAML."""
    return (
        text if text.isprintable() else _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    )


def one_line(text: str) -> str:
    """The same, with line ends shown as escapes too."""
    return visible(text).replace("\n", "\\u000a")
