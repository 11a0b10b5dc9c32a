"""What can be answered: the columns of each answer, in order, each declared once.

A column that a fact file states is taken from its kind in `kinds`, so that meaning, type and unit
are written there alone; the others are what the index works out. Every command imports this
module, so it holds data only.
"""

from typing import NamedTuple

from corridor_cli.kinds import (
    AGREEMENT,
    COVERAGES,
    FLAGS,
    FLOWS,
    HEDGES,
    ID,
    KINDS,
    MEETING,
    MEMBER_LIST,
    MEMBER_ROLE,
    MEMBER_STEP,
    ROLES,
    SOURCE,
    TRADE,
    Field,
    Kind,
)


class Answer(NamedTuple):
    """What a command answers: its columns in order, each row's `identity`, and the kinds behind it.

    Of a `grouped` answer several rows share an identity; a table shows it once, above them. Its view
    in the index is called by its name, but for `trade`, which is the kind's table already.
    """

    name: str
    meaning: str
    columns: tuple[Field, ...]
    identity: str
    kinds: tuple[Kind, ...]
    grouped: bool = False

    @property
    def view(self) -> str:
        """The view in the index that has these columns."""
        return "trades" if self.name == "trade" else self.name

    def column(self, name: str) -> Field | None:
        """The column of this name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


_SOURCES = Field("sources", "ids", "Ids of the documents that state the row", table=True)
_LOCATORS = Field("locators", "texts", "The place in each of these documents, in the same order")
_FLAGS = Field("flags", "words", f"What to mind: {', '.join(FLAGS)}", table=True, choices=tuple(FLAGS))
_PUBLISHED = Field("published", "date", "When the newest of these documents was published (EDTF)")
_PAIR = Field("pair", "text", "Both states by alphabet, whoever reports: KAZ-RUS; the name of the fact file")
_DISPUTED = Field("disputed", "boolean", "Whether sources disagree", table=True)


def _taken(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Fields of a kind as columns of an answer."""
    return tuple(kind.field(name)._replace(required=False) for name in names)


def _named(kind: Kind, name: str) -> tuple[Field, Field]:
    (code,) = _taken(kind, name)
    return code, Field(f"{name}_name", "text", f"Name of the {name}")


_STATED_FLOWS = FLOWS[:3]


def _flow_columns(type_: str, suffix: str = "") -> tuple[Field, ...]:
    return tuple(
        Field(
            f"{flow}{suffix}",
            type_,
            TRADE.field(flow).meaning + (", as stated: an amount, else a rate of growth" if suffix else ""),
            unit="" if suffix else "the row's unit",
            table=TRADE.field(flow).table and not suffix,
            stated=f"{flow}_stated" if flow in _STATED_FLOWS and not suffix else "",
        )
        for flow in (_STATED_FLOWS if suffix else FLOWS)
    )


_UNIT = Field("unit", "text", "Unit of the numbers in the row (ISO 4217 for money)", table=True)

MEMBERS = Answer(
    "members",
    "Member states, by the preferred list",
    (
        Field("country", "country", "ISO 3166-1 alpha-3 code of the state", table=True),
        Field("name", "text", "Its name", table=True),
        Field("role", "word", "Its role by the list", table=True, choices=ROLES),
        Field("since", "date", "In force, accession or (for a founder) signature; else ../D: on a list by D (EDTF)", table=True),
        Field("since_step", "word", "Which step that date is", table=True, choices=("signed", "acceded", "in_force", "listed")),
        Field("lists", "integer", "How many published lists name it as a member", unit="lists"),
        Field("lists_total", "integer", "How many published lists there are", unit="lists"),
        _DISPUTED._replace(
            meaning="Whether a complete list of the same day or later leaves it out, or sources disagree on a step"
        ),
        Field("list", "id", "The list that the row answers by"),
        Field("as_of", "date", "The date of that list (EDTF)"),
        _SOURCES,
        _LOCATORS,
    ),
    "country",
    (MEMBER_LIST, MEMBER_STEP, MEMBER_ROLE),
)

AGREEMENTS = Answer(
    "agreements",
    "The founding agreement and those that shape the corridor",
    (
        ID,
        *_taken(AGREEMENT, "title", "name", "signed", "signed_at", "signatories", "in_force"),
        AGREEMENT.field("parties")._replace(
            meaning="The states bound by it; for the founding agreement, the preferred list of members if no document names them"
        ),
        *_taken(AGREEMENT, "depositary", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "id",
    (AGREEMENT,),
)

MEETINGS = Answer(
    "meetings",
    "Meetings and events: who met when and where about what",
    (
        ID,
        *_taken(
            MEETING,
            "date",
            "date_basis",
            "title",
            "status",
            "level",
            "place",
            "event",
            "countries",
            "participants",
            "topics",
            "outcomes",
        ),
        *_taken(MEETING, "announced_for", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "id",
    (MEETING,),
)

_COVERAGE = Field(
    "coverage",
    "word",
    "How the period relates to a year",
    choices=COVERAGES,
)

#: Whose trade in which period a row speaks of, and what it rests on.
_SERIES = (*_taken(TRADE, "period"), _COVERAGE, *_named(TRADE, "reporter"), *_named(TRADE, "partner"))
_GROUNDS = (_FLAGS, _PUBLISHED, _SOURCES, _LOCATORS, _PAIR)

TRADES = Answer(
    "trade",
    "Statements on trade, one row a record, rivals included and flagged",
    (
        ID,
        *_SERIES,
        *_flow_columns("amount"),
        _UNIT,
        *_flow_columns("stated", "_stated"),
        *_GROUNDS,
    ),
    "id",
    (TRADE,),
)

FIGURES = Answer(
    "figures",
    "Figures on trade, one row each (trade --long)",
    (
        ID._replace(meaning="The record's id and the flow"),
        Field("key", "text", "What rival figures share: reporter, partner, flow, period, scope, unit"),
        *_SERIES,
        Field("flow", "word", "Which direction", table=True, choices=FLOWS),
        Field("value", "amount", "The number stated; missing for a range", unit="the row's unit", table=True, stated="stated"),
        Field("low", "amount", "The lowest number that the statement allows", unit="the row's unit"),
        Field("high", "amount", "The highest number that the statement allows", unit="the row's unit"),
        Field("hedge", "word", "How the source hedges the number", choices=HEDGES),
        _UNIT,
        Field("stated", "stated", "The amount as stated"),
        Field("converted", "stated", "The same amount in another unit, as the source converts it"),
        Field("growth", "percent", "Stated rate of growth", unit="per cent"),
        Field("growth_vs", "period", "The period that the growth compares with (EDTF)"),
        Field("growth_stated", "text", "The rate of growth as stated", table=True),
        *_taken(TRADE, "basis", "scope", "stated_by"),
        Field("preferred", "boolean", "Whether the figure comes first among its rivals"),
        *_GROUNDS,
    ),
    "id",
    (TRADE,),
)

SOURCES = Answer(
    "sources",
    "The documents, and how many facts rest on each",
    (
        SOURCE.field("id")._replace(table=True),
        *_taken(SOURCE, "kind", "title", "title_basis", "publisher", "via", "author", "published"),
        *_taken(SOURCE, "published_basis", "url", "archived", "accessed", "language", "licence", "note"),
        Field("facts", "integer", "How many records rest on the document", unit="records", table=True),
    ),
    "id",
    (SOURCE,),
)

RECORD = Answer(
    "show",
    "One record in full, a row for each statement and field",
    (
        ID._replace(table=True),
        Field("kind", "word", "The record's kind", choices=tuple(kind.name for kind in KINDS)),
        Field("field", "text", "The field", table=True),
        Field("value", "text", "What is stated; items of a list are parted by semicolons", table=True, stated="stated"),
        Field("unit", "text", "Unit of a number", table=True),
        Field("stated", "text", "The amount or rate as stated"),
        Field("date", "date", "The date or period that the record is about (EDTF)"),
        Field("preferred", "boolean", "Whether this statement comes first among its rivals"),
        _FLAGS,
        _SOURCES,
        _LOCATORS._replace(table=True),
        Field("position", "integer", "Which of the record's statements it is; 0 is shown first"),
    ),
    "id",
    KINDS[1:],
    grouped=True,
)

DICTIONARY = Answer(
    "fields",
    "The data dictionary: every column of an answer and every field of a fact file",
    (
        Field("of", "text", "The command or kind of fact it belongs to", table=True),
        Field("part", "word", "A column of an answer, or a field of a fact file", table=True, choices=("column", "field")),
        Field("name", "text", "Its name", table=True),
        Field("type", "text", "Its type", table=True),
        Field("unit", "text", "Unit of a number", table=True),
        Field("required", "boolean", "Whether a fact file must give it"),
        Field("table", "boolean", "Whether tables show it"),
        Field("choices", "words", "The words it may be"),
        Field("meaning", "text", "What it means", table=True),
    ),
    "",
    (),
)

ANSWERS = (MEMBERS, AGREEMENTS, MEETINGS, TRADES, FIGURES, SOURCES, RECORD, DICTIONARY)
