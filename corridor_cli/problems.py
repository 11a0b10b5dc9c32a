"""What is wrong with the fact files, as data."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong at one place; problems sort by place.

    `file` is relative to the fact directory; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """The line that editors and terminals turn into a link: `file:line:column: code: message`."""
        tail = f": {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}{tail}"
