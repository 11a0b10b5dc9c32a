"""Characters that act on a terminal but cannot be seen; found without the program's own list."""

import unicodedata

_REORDERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"


def unseen(text: str) -> list[str]:
    """The control characters in a text, other than line ends, and its bidirectional controls."""
    return sorted(
        char
        for char in set(text) - {"\n"}
        if unicodedata.category(char) in ("Cc", "Cs")
        or unicodedata.bidirectional(char) in _REORDERING
        or char in _MARKS
    )
