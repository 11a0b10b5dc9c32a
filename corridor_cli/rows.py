"""The rows of an answer: what every question gives and every coat receives."""

from collections.abc import Iterable

from corridor_cli.answers import Answer
from corridor_cli.kinds import Field, Row


class Rows(list[Row]):
    """The rows of an answer, in its order, with its columns and what a reader should be told beside them."""

    def __init__(self, answer: Answer, rows: Iterable[Row] = (), notes: Iterable[str] = ()) -> None:
        super().__init__(rows)
        self.answer = answer
        self.notes = list(notes)

    @property
    def columns(self) -> list[Field]:
        """The columns, in order, with meaning, unit and type."""
        return list(self.answer.columns)
