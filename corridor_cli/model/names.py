"""Names as people write them: folded for look-up, and safe to print."""

import re

#: Compiled when they are used, as are those below: most calls need none.
_COUNTRY_BEHIND = r" \(([A-Z][A-Z0-9]{1,7})\)$"


def participant_country(text: str) -> str:
    """The country code at the end of a participant, `NAME, OFFICE (KAZ)`, or ''."""
    match = re.search(_COUNTRY_BEHIND, text)
    return match[1] if match else ""


_BETWEEN_WORDS = r"[\W_]+"
#: The full stops of an abbreviation: U.A.E.
_ABBREVIATING = r"(?<=\b[^\W\d])\.(?=[^\W\d]\b|\s|$)"
#: Letters that have no accent to take away, and those of an Arabic keyboard that Persian writes
#: with other characters.
_PLAIN_LETTERS = str.maketrans("ıłøđŁØĐيىك", "ilodLODییک")


def fold(name: str) -> str:
    """A name for look-up: without case, accents, punctuation and doubled spaces."""
    if not name.isascii():
        import unicodedata  # few names that are looked up need it

        decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN_LETTERS))
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    if "." in name:
        name = re.sub(_ABBREVIATING, "", name)
    return re.sub(_BETWEEN_WORDS, " ", name.casefold()).strip()


def respelled(text: str) -> str:
    """The words of a text that full text has only as they are written, folded: Tromsø, U.A.E."""
    if text.isascii() and not re.search(_ABBREVIATING, text):
        return ""
    words = text.split()
    plain = (re.sub(_ABBREVIATING, "", word).translate(_PLAIN_LETTERS) for word in words)
    other = (fold(word) for word, as_folded in zip(words, plain, strict=True) if word != as_folded)
    return " ".join(dict.fromkeys(word for word in other if len(word) > 1))


#: A character class of the characters that could control a terminal: C0 and C1 controls but for
#: line feeds, line and paragraph separators, marks that change the direction of text, and
#: surrogates, which Python reads from bytes that are not UTF-8.
UNSEEN = (
    "\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
    "\\ud800-\\udfff"
)


def visible(text: str) -> str:
    """A text with the characters of UNSEEN as escapes, as JSON and YAML have them."""
    if text.isprintable():
        return text
    return re.sub(f"[{UNSEEN}]", lambda match: f"\\u{ord(match[0]):04x}", text)


def one_line(text: str) -> str:
    """The same in one line: with line ends as escapes too."""
    return visible(text).replace("\n", "\\u000a")


def command_line(*words: str) -> str:
    """The words of a command as one types them in a POSIX shell, with `corridor` before them."""
    import shlex  # few calls suggest a command

    return shlex.join(["corridor", *words])
