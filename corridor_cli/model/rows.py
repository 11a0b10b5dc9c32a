"""The rows of an answer, which every question returns and every format receives."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from corridor_cli.model.answers import Answer
from corridor_cli.model.kinds import Field, Row

if TYPE_CHECKING:  # Python 3.13 is the first whose own TypeVar has a default
    from typing_extensions import TypeVar

    _Row = TypeVar("_Row", default=Any)
else:
    from typing import TypeVar

    _Row = TypeVar("_Row")


class Note(NamedTuple):
    """A sentence beside an answer, and the question that answers more."""

    text: str
    #: ids for `show`
    show: tuple[str, ...] = ()
    #: the words of another command: search, rasht
    ask: tuple[str, ...] = ()
    #: arguments of the same question with other values; None leaves an argument out
    change: Mapping[str, str | bool | list[str] | None] = {}

    def __str__(self) -> str:
        return self.text


class Rows(list[_Row]):
    """The rows of an answer, in order, with its columns and notes.

    A type checker knows the columns of a row by `row_types`: `Rows[TradeRow]`.
    """

    def __init__(
        self, answer: Answer, rows: Iterable[Any] = (), notes: Iterable[Note] = ()
    ) -> None:
        super().__init__(rows)
        self.answer = answer
        self.notes = list(notes)
        #: rows of the same answer that a chart marks among these: what moved, among forecasts
        self.marks: list[Row] = []
        #: title and version of their facts, and publisher, date and address of their documents by
        #: id, where the facts that are asked do not have all of them
        self.about: dict[str, str] = {}
        self.documents: dict[str, tuple[str, str, str]] = {}

    @property
    def columns(self) -> list[Field]:
        """The columns, in order, with meaning, unit and type."""
        return list(self.answer.columns)
