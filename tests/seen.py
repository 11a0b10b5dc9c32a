"""What a reader cannot see in a text although it acts on a terminal, told without the program's own list."""

import unicodedata

_REORDERING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"


def unseen(text: str) -> list[str]:
    """The control characters of a text but for line ends (C0, DEL and C1), and its bidirectional controls."""
    return sorted(
        char
        for char in set(text) - {"\n"}
        if unicodedata.category(char) in ("Cc", "Cs")
        or unicodedata.bidirectional(char) in _REORDERING
        or char in _MARKS
    )
