"""The rows of an answer: what every question gives and every format receives."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from corridor_cli.model.answers import Answer
from corridor_cli.model.kinds import Field, Row


class Note(NamedTuple):
    """What a reader should know beside the rows: a sentence, and the question that tells more.

    `show` are ids to look at with `show`. `change` are arguments of the same question with other
    values, and None for an argument that is left out.
    """

    text: str
    show: tuple[str, ...] = ()
    change: Mapping[str, str | bool | None] = {}

    def __str__(self) -> str:
        return self.text


class Rows(list[Row]):
    """The rows of an answer, in its order, with its columns and notes."""

    def __init__(
        self, answer: Answer, rows: Iterable[Row] = (), notes: Iterable[Note] = ()
    ) -> None:
        super().__init__(rows)
        self.answer = answer
        self.notes = list(notes)

    @property
    def columns(self) -> list[Field]:
        """The columns, in order, with meaning, unit and type."""
        return list(self.answer.columns)
