"""The answers: the columns of each, in order, each declared once.

A column that repeats a field of a fact file is taken from its kind in `kinds`, so that meaning,
type and unit are written there alone; the index computes the others. Every command imports this
module, so it holds data only.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from corridor_cli.model.kinds import (
    ABOUT,
    AGREEMENT,
    COUNTRY,
    COVERAGES,
    DERIVED,
    DISPUTE,
    EVENT,
    FLAGS,
    FLOWS,
    FREIGHT,
    HEDGES,
    ID,
    JOURNEY,
    KINDS,
    MEASURES,
    MEETING,
    MEMBER_LIST,
    MEMBER_ROLE,
    MEMBER_STEP,
    MIRROR_REASONS,
    OBSTACLE,
    ORGANISATION,
    PLACE,
    PROJECT,
    RELATIONS,
    ROLES,
    ROUTE,
    SOURCE,
    TARIFF,
    TRADE,
    Declared,
    Field,
    Kind,
)

#: The kinds of fact and the documents: all kinds but the fact base itself.
DESCRIBED = tuple(kind for kind in KINDS if kind is not ABOUT)


class Across(Declared):
    """How a table sets rows across: which columns name its lines and its columns, and the cells."""

    #: the column that names a line
    line: str
    #: the column that tells the table's columns apart, the one with their day, and their words
    column: str
    date: str
    words: str
    #: the column whose sign stands where line and column meet
    cell: str
    #: the column with the number that stands beneath a column
    total: str


class Answer(Declared):
    """The answer to a question: its columns and the kinds of fact behind them."""

    name: str
    meaning: str
    #: in the order of the formats
    columns: tuple[Field, ...]
    #: the column that names what a row is about
    identity: str
    kinds: tuple[Kind, ...]
    #: where several rows share an identity: the columns that a table shows once for all of them
    grouped: tuple[str, ...] = ()
    #: columns whose equal cells stand once above the rows of a table, and columns that they replace
    heads: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    #: what a chart draws: columns of numbers, the first that has some (two: both sides of a row)
    axes: tuple[tuple[str, ...], ...] = ()
    #: the columns whose equal cells make rows comparable, above each group of a chart; unit last
    apart: tuple[str, ...] = ()
    #: what a chart calls the rows that it marks in such a group, before their period
    marked: str = ""
    #: the column that is the title of a row, where a table shows each row as an entry of two lines
    title: str = ""
    #: the column that ends such an entry, if it is not the identity
    handle: str = ""
    #: whether what is announced and overdue today is told apart
    by_day: bool = False
    #: the column whose different values `--count` counts; '' counts rows
    counted: str = ""
    #: the columns that identify a row; empty where `export` writes no table of the answer
    key: tuple[str, ...] = ()
    #: columns that hold the key of another table, each with the name of that table
    links: tuple[tuple[str, str], ...] = ()
    #: the columns (of the kind or of `_record`) that sort a view with one row a record
    order: tuple[str, ...] = ()
    #: the column with the date by which filters find a row, where statements may have several
    dated: str = ""
    #: how a table sets the rows across; None where each row is a line
    across: Across | None = None
    #: the column with a period, where a table says which years are missing between two rows
    gaps: str = ""
    #: whether the index computes it at each query, and does not store it as a table
    is_view: bool = False
    #: the command that gives it: None where the name is the command, '' where no command does
    asked_by: str | None = None
    #: how many documents a table lists beneath it unless all are asked for
    listed: int = 8
    #: whether a wide terminal shows its blocks in two columns
    two_columns: bool = False

    @property
    def call(self) -> str:
        """The command that gives it, with its option: `trade --long`; '' if none does."""
        return self.name if self.asked_by is None else self.asked_by

    @property
    def view(self) -> str:
        """The name of its table or view in the index: its own, but `statements` for `show`."""
        return {"show": "statements"}.get(self.name, self.name)

    def column(self, name: str) -> Field | None:
        """The column of this name, or None."""
        return next((column for column in self.columns if column.name == name), None)


_SOURCES = Field(
    "sources", "ids", "Ids of the documents that state the row", table=True, shown_as="documents"
)
_LOCATORS = Field(
    "locators",
    "texts",
    "The place in each of these documents, in the same order",
    shown_as="locators",
)
_FLAGS = Field(
    "flags",
    "words",
    f"What to mind: {', '.join(FLAGS)}",
    table=True,
    choices=tuple(FLAGS),
    shown_as="signs",
)
_BY_FIELD = Field(
    "sources_by_field",
    "documents",
    "The documents of each column, where they differ: {column: [[source, locator], ...]}",
    shown_as="by_field",
)
#: The last columns of most answers.
_EVIDENCE = (_FLAGS, _SOURCES, _LOCATORS)
_PUBLISHED = Field("published", "date", "When the newest of these documents was published (EDTF)")
_PAIR = Field(
    "pair", "text", "Both states in alphabetical order: KAZ-RUS; the name of the fact file"
)
_PAIR_NAME = Field("pair_name", "text", "The names of both states")
_DISPUTED = Field("disputed", "boolean", "Whether sources disagree", table=True, shown_as="dispute")


def _columns(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Fields of a kind as columns of an answer."""
    fields = map(kind.field, names)
    return tuple(field._replace(required=False) if field.required else field for field in fields)


def _country(kind: Kind, name: str) -> tuple[Field, ...]:
    """The columns of a country: its code and its name."""
    return *_columns(kind, name), Field(f"{name}_name", "text", f"Name of the {name}")


def _number(name: str, meaning: str, **more: Any) -> Field:
    return Field(name, "amount", meaning, unit="the row's unit", unit_in="unit", **more)


def _flow(flow: str) -> Field:
    """The column of a flow: its number."""
    return _number(
        flow,
        TRADE.field(flow).meaning,
        table=TRADE.field(flow).table,
        stated=f"{flow}_stated",
        relation=f"{flow}_relation",
        derived=f"{flow}_derived" if flow in DERIVED else "",
    )


def _flow_stated(flow: str) -> Field:
    """The column with the amount of a flow as stated."""
    meaning = f"{TRADE.field(flow).meaning}, as stated: an amount, else a rate of growth"
    return Field(f"{flow}_stated", "stated", meaning)


def _rivals(flow: str) -> tuple[Field, ...]:
    """The columns of the lowest and the highest number of the rivals of a flow."""
    return tuple(
        _number(
            f"{flow}_rival_{end}",
            f"The {end}est number stated for {flow}, where documents contradict each other",
        )
        for end in ("low", "high")
    )


#: The ends of the interval of each flow.
_FLOW_ENDS = tuple(
    _number(f"{flow}_{end}", f"The {end}est number that the statement allows for {flow}")
    for flow in FLOWS
    for end in ("low", "high")
)
_FLOWS_DERIVED = tuple(
    Field(
        f"{flow}_derived",
        "stated",
        f"The amount of {flow} where it is worked out from export and import, which state it in "
        "no other way; its low and high are missing where one of these has no such end",
    )
    for flow in DERIVED
)
#: The stated growth of each flow, and its amount in another unit as the document converts it.
_GROWTH_AND_CONVERSION = tuple(
    field
    for flow in FLOWS[:3]
    for field in (
        Field(f"{flow}_growth", "percent", f"Stated rate of growth of {flow}", unit="per cent"),
        Field(
            f"{flow}_converted",
            "amount",
            f"The document's own conversion of {flow} to another unit; missing for a range",
            unit_in=f"{flow}_converted_unit",
        ),
        Field(f"{flow}_converted_unit", "text", f"Unit of {flow}_converted"),
        Field(f"{flow}_converted_stated", "stated", "The conversion as stated, with its hedge"),
    )
)


#: Units that are counted in thousands and millions.
_COUNTED = ("t", "TEU", "trucks")


def _quantities(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Columns of quantities: the number, its unit if there are several, the amount as stated."""
    columns: list[Field] = []
    for name in names:
        (field,) = _columns(kind, name)
        counted = not field.choices or field.choices[0] in _COUNTED
        number = field._replace(
            type="amount" if counted else "decimal",
            choices=(),
            stated=f"{name}_stated",
            unit_in=f"{name}_unit" if counted or len(field.choices) > 1 else "",
        )
        columns.append(number)
        if number.unit_in:
            columns.append(Field(f"{name}_unit", "text", f"Unit of {name}"))
        columns.append(Field(f"{name}_stated", "stated", f"{field.meaning}, as stated"))
    return tuple(columns)


def _ends(columns: Iterable[Field]) -> Iterator[Field]:
    """Columns for the lowest and the highest number of each quantity among some columns."""
    for column in columns:
        for end in ("low", "high") if column.stated else ():
            yield Field(
                f"{column.name}_{end}",
                column.type,
                f"The {end}est number that the statement allows for {column.name}",
                unit=column.unit,
                unit_in=column.unit_in,
                per_in=column.per_in,
            )


#: The ends of the period, for joins and for axes of time.
_PERIOD_ENDS = (
    Field("period_start", "date", "The first day of the period"),
    Field("period_end", "date", "The last day of the period"),
    Field("year", "integer", "The period, where it is one calendar year"),
)
_UNIT = Field(
    "unit",
    "text",
    "Unit of the numbers in the row (ISO 4217 for money)",
    table=True,
    shown_as="unit",
)

_STATE = (
    Field("country", "country", "ISO 3166-1 alpha-3 code of the state", table=True),
    Field("name", "text", "Its name", table=True),
    Field("role", "word", "Its role by the list", table=True, choices=ROLES, shown_as="varied"),
)

MEMBERS = Answer(
    "members",
    "Member states, by the preferred list",
    (
        *_STATE,
        Field(
            "since",
            "date",
            "In force, accession or (for a founder) signature; else ../D: on a list by D (EDTF)",
            table=True,
        ),
        Field(
            "since_step",
            "word",
            "The step that was taken on that date",
            table=True,
            choices=("signed", "acceded", "in_force", "listed"),
        ),
        Field("lists", "integer", "How many complete lists name it as a member", unit="lists"),
        Field("lists_total", "integer", "How many complete lists there are", unit="lists"),
        _DISPUTED._replace(
            meaning="Whether a complete list of the same day or later omits it, or sources "
            "disagree on a step"
        ),
        Field("list", "id", "The list that the row is taken from"),
        Field("as_of", "date", "The date of that list (EDTF)"),
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "country",
    (MEMBER_LIST, MEMBER_STEP, MEMBER_ROLE),
    key=("country",),
    links=(("country", "countries"), ("list", "records")),
)


HISTORY = Answer(
    "history",
    "Who is a member by each published list, a row a state and list",
    (
        *_STATE[:2],
        Field(
            "role",
            "word",
            "Its role by the list; not stated: the list does not claim to be complete",
            table=True,
            choices=("member", "observer", "left out", "not stated"),
            signs="●○· ",
        ),
        Field("list", "id", "The list"),
        Field("edition", "text", "The list, with a number if it has several statements"),
        Field("list_name", "text", "Who published it, and the day for which it holds", table=True),
        Field("as_of", "date", "The day for which it holds (EDTF); missing if undated"),
        *_columns(MEMBER_LIST, "complete"),
        Field("preferred", "boolean", "Whether it is the list by which `members` answers"),
        _SOURCES,
        _LOCATORS,
        Field(
            "members",
            "integer",
            "How many states the list has as members; missing if it does not claim to be complete",
            unit="states",
            heading="members named",
        ),
    ),
    "country",
    (),
    asked_by="members --history",
    across=Across("name", "edition", "as_of", "list_name", "role", "members"),
)


def _of_records(
    name: str,
    meaning: str,
    columns: tuple[Field, ...],
    kind: Kind,
    order: tuple[str, ...] = (),
    links: tuple[tuple[str, str], ...] = (),
    asked_by: str | None = None,
    title: str = "",
    dated: str = "",
) -> Answer:
    """An answer with a row for each record of a kind; `columns` stand between id and flags."""
    return Answer(
        name,
        meaning,
        (ID, *columns, *_EVIDENCE, _BY_FIELD, *_ends(columns)),
        "id",
        (kind,),
        key=("id",),
        links=(("id", "records"), *links),
        order=order,
        asked_by=asked_by,
        title=title,
        dated=dated,
    )


AGREEMENTS = _of_records(
    "agreements",
    "The founding agreement and those that shape the corridor",
    (
        *_columns(AGREEMENT, "title", "name", "signed", "signed_at", "signatories", "in_force"),
        AGREEMENT.field("parties")._replace(
            meaning="The states bound by it; for the founding agreement, the preferred list of "
            "members if no document names them"
        ),
        *_columns(AGREEMENT, "depositary", "note"),
    ),
    AGREEMENT,
    title="title",
    dated="signed",
)

MEETINGS = _of_records(
    "meetings",
    "Meetings: who met when and where about what",
    (
        *_columns(
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
        *_columns(MEETING, "announced_for", "note", "mode"),
    ),
    MEETING,
    title="title",
    dated="date",
    order=("first", "date", "id"),
)._replace(by_day=True)

_COVERAGE = Field("coverage", "word", "How the period relates to a year", choices=COVERAGES)


#: The columns of a figure: its number, its interval and its hedge.
_FIGURE = (
    _number(
        "value",
        "The number stated; missing for a range",
        table=True,
        stated="stated",
        relation="relation",
    ),
    _number("low", "The lowest number that the statement allows"),
    _number("high", "The highest number that the statement allows"),
    Field("hedge", "word", "How the source hedges the number", choices=HEDGES),
)
_STATED = Field("stated", "stated", "The amount as stated")
_CONVERTED = Field(
    "converted", "stated", "The same amount in another unit, as the source converts it"
)
_GROWTH = (
    Field("growth", "percent", "Stated rate of growth", unit="per cent"),
    Field("growth_vs", "period", "The period that the growth compares with (EDTF)"),
    Field(
        "growth_stated",
        "text",
        "The rate of growth as stated",
        table=True,
        heading="growth",
        shown_as="rate",
    ),
)
_RECORD = Field("record", "id", "The record that states the figure")
_DISPUTES = Field(
    "disputes", "texts", "The disputes that it is a side of: ids for `corridor disputes`"
)
_RELATION = Field(
    "relation",
    "word",
    "How the figure relates to its rivals; missing if it has none and no editor disputes it",
    choices=RELATIONS,
)
_PREFERRED = Field("preferred", "boolean", "Whether the figure comes first among its rivals")

#: The columns that say which trade a row is about, and those that say what it rests on.
_SERIES = (
    *_columns(TRADE, "period"),
    _COVERAGE,
    *_country(TRADE, "reporter"),
    *_country(TRADE, "partner"),
)
_GROUNDS = (_FLAGS, _PUBLISHED, _SOURCES, _LOCATORS, _PAIR)
_FORECAST = _columns(TRADE, "forecast", "forecast_basis", "as_of")

TRADES = Answer(
    "trade",
    "Statements on trade, one row a record, rivals included and flagged",
    (
        *(ID, *_SERIES, *map(_flow, FLOWS), _UNIT, *map(_flow_stated, FLOWS[:3])),
        *_GROUNDS,
        TRADE.field("scope")._replace(table=True),
        *_columns(TRADE, "basis", "stated_by", "note"),
        *(_RELATION._replace(name=f"{flow}_relation") for flow in FLOWS[:3]),
        _PAIR_NAME,
        _flow_stated("balance"),
        _RELATION._replace(name="balance_relation"),
        *_FLOW_ENDS,
        *_FLOWS_DERIVED,
        *_PERIOD_ENDS,
        *_GROWTH_AND_CONVERSION,
        *_FORECAST,
    ),
    "id",
    (TRADE,),
    heads=("pair_name", "scope", "unit"),
    hidden=("partner",),
    axes=(("turnover",), ("export",), ("import",)),
    apart=("pair_name", "scope", "coverage", "unit"),
    key=("id",),
    links=(("id", "records"), ("partner", "countries")),
)

_CHANGES = FLOWS[:3]


def _change(flow: str) -> Field:
    return Field(
        f"{flow}_change",
        "percent",
        f"Change of {flow} on the like period before, worked out from both figures",
        unit="per cent",
        table=flow == "turnover",
        heading="change",
        stated=f"{flow}_change_stated",
        derived=f"{flow}_change_derived",
        relation=f"{flow}_change_relation",
        weight=2,
    )


def _change_details(flow: str) -> tuple[Field, ...]:
    name = f"{flow}_change"
    return (
        *(
            Field(
                f"{name}_{end}",
                "percent",
                f"The {end}est change that both figures allow",
                unit="per cent",
            )
            for end in ("low", "high")
        ),
        Field(
            f"{name}_stated", "text", f"The growth of {flow} on that period as a source states it"
        ),
        Field(f"{name}_derived", "text", "The change as text, with its hedge"),
        Field(
            f"{name}_relation",
            "word",
            "Whether the figures are disputed, or do not allow the stated growth",
            choices=("disputed", "unfit"),
        ),
    )


SERIES = Answer(
    "series",
    "Trade by period: the preferred figures of each reporter, with changes and derived flows",
    (
        Field("key", "text", "What the row is about: pair, reporter, period, unit, scope"),
        *(field._replace(heading="by" * (field.name == "reporter")) for field in _SERIES),
        *(
            _flow(flow)._replace(
                table=True,
                weight=3 if flow == "turnover" else 1,
                spread=tuple(column.name for column in _rivals(flow)) if flow in _CHANGES else (),
            )
            for flow in FLOWS
        ),
        *map(_change, _CHANGES),
        Field("change_vs", "period", "The like period before: same length, same season (EDTF)"),
        Field("not_compared", "text", "Why there is no change"),
        _UNIT,
        TRADE.field("scope")._replace(table=True),
        *map(_flow_stated, FLOWS),
        *_FLOW_ENDS,
        *_FLOWS_DERIVED,
        *(_RELATION._replace(name=f"{flow}_relation") for flow in FLOWS),
        *(field for flow in _CHANGES for field in _change_details(flow)),
        Field(
            "best",
            "boolean",
            "Whether it comes first among the reporters of the period: by kind of source, then "
            "with exports and imports, then the newer document",
        ),
        Field("inputs", "ids", "The figures of the row"),
        Field(
            "change_inputs", "ids", "The figures of the period before, from which changes follow"
        ),
        *_GROUNDS,
        _PAIR_NAME,
        _BY_FIELD._replace(shown_as=""),
        *(field for flow in _CHANGES for field in _rivals(flow)),
        *_PERIOD_ENDS,
    ),
    "",
    (TRADE,),
    heads=("pair_name", "scope", "unit"),
    hidden=("partner",),
    axes=(("turnover",), ("export",), ("import",)),
    apart=("pair_name", "scope", "coverage", "unit"),
    key=("key",),
    links=(("partner", "countries"),),
    gaps="period",
)


_SIDES = {"a": "first", "b": "second"}


def _side(end: str) -> Field:
    return Field(
        f"value_{end}",
        "amount",
        f"The figure of the {_SIDES[end]} state; missing for a range",
        unit="the row's unit",
        unit_in="unit" if end == "a" else "unit_b",
        table=True,
        stated=f"stated_{end}",
        derived=f"derived_{end}",
        relation=f"relation_{end}",
        weight=3,
    )


def _side_details(end: str) -> tuple[Field, ...]:
    side = _SIDES[end]
    unit_in = "unit" if end == "a" else "unit_b"
    return (
        *(
            Field(
                f"{bound}_{end}",
                "amount",
                f"The {bound}est number that the {side} state's figure allows",
                unit="the row's unit",
                unit_in=unit_in,
            )
            for bound in ("low", "high")
        ),
        Field(f"stated_{end}", "stated", f"The amount of the {side} state, as stated"),
        Field(f"derived_{end}", "stated", "The amount where it is worked out"),
        Field(f"relation_{end}", "word", "Whether sources disagree on it", choices=RELATIONS),
        *(
            TRADE.field(name)._replace(name=f"{name}_{end}", required=False)
            for name in ("scope", "basis")
        ),
        Field(f"inputs_{end}", "ids", f"The figures of the {side} state"),
    )


MIRROR = Answer(
    "mirror",
    "What each of two states says of the same trade, side by side, with the gap",
    (
        Field("key", "text", "What the row compares"),
        Field("flow", "text", "From where to where: KAZ to RUS, or both ways"),
        Field("country_a", "country", "The first state"),
        Field("country_b", "country", "The second state"),
        Field(
            "period_a", "period", "The first state's period (EDTF)", table=True, heading="period"
        ),
        Field("period_b", "period", "The second state's period (EDTF)"),
        _side("a"),
        _side("b"),
        _number(
            "gap",
            "Second less first, where periods, units and scopes are equal and the two do not agree",
            table=True,
            derived="gap_derived",
            relation="gap_relation",
            weight=2,
        ),
        Field(
            "gap_percent",
            "percent",
            "The gap in per cent of the mean of both",
            unit="per cent",
            table=True,
            heading="gap in %",
            derived="gap_percent_derived",
            weight=2,
        ),
        _number(
            "gap_low",
            "The least by which the second can exceed the first, by both figures and all their "
            "rivals; missing where one states no end",
        ),
        _number("gap_high", "The most by which it can, likewise"),
        Field("gap_derived", "stated", "The gap as text, with its hedge"),
        Field("gap_percent_derived", "text", "The gap in per cent as text, with its hedge"),
        Field(
            "gap_relation",
            "word",
            "disputed: other figures of the same states for the same give another gap",
            choices=RELATIONS,
        ),
        Field(
            "agree",
            "word",
            "Whether what both state can hold; missing where periods, units or scopes differ",
            table=True,
            choices=("yes", "no"),
        ),
        Field(
            "differs",
            "text",
            "How the second figure is counted, where it is not counted as the first",
            table=True,
            heading="second's period",
            weight=10,
        ),
        Field(
            "reasons",
            "words",
            "Why they may differ; disputed: sources disagree on one of them; valuation: no "
            "document says with or without freight (cif, fob)",
            choices=MIRROR_REASONS,
        ),
        _UNIT._replace(meaning="Unit of the first figure and of the gap"),
        Field("unit_b", "text", "Unit of the second figure"),
        *_side_details("a"),
        *_side_details("b"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
        _PAIR_NAME,
        _BY_FIELD._replace(shown_as=""),
    ),
    "",
    (TRADE,),
    heads=("pair_name", "flow", "scope_a", "unit"),
    axes=(("value_a", "value_b"),),
    apart=("pair_name", "flow", "scope_a", "unit"),
    key=("key",),
    links=(("country_a", "countries"), ("country_b", "countries")),
)


TOTALS = Answer(
    "totals",
    "Sums over partners, reporters or years, from low to high, with what was left out",
    (
        Field("flow", "word", "What is added", table=True, choices=FLOWS, weight=0),
        Field("reporter", "country", "Whose figures; missing if several", table=True),
        Field("partner", "country", "The partner; missing if several", table=True),
        Field("period", "period", "The period (EDTF); missing if several", table=True),
        Field("count", "integer", "How many rows are added", unit="rows", table=True),
        _number(
            "value",
            "The sum of the preferred figures; missing if one of them is a range",
            table=True,
            derived="derived",
            weight=4,
            relation="relation",
        ),
        _number(
            "low",
            "The lowest sum that the figures and all their rivals allow; missing where one states "
            "no lowest",
            table=True,
            weight=4,
        ),
        _number(
            "high",
            "The highest sum that they allow; missing where one states no highest",
            table=True,
            weight=4,
        ),
        _UNIT._replace(weight=4),
        TRADE.field("scope")._replace(table=True),
        Field("derived", "stated", "The sum as text, with its hedge and no digit too many"),
        Field("relation", "word", "Whether a figure of the sum is disputed", choices=RELATIONS),
        Field("inputs", "ids", "The figures that are added"),
        Field("left_out", "texts", "Whom the sum leaves out, and why"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "",
    (),
    axes=(("value",),),
    apart=("flow", "scope", "unit"),
)

SUMMED = Answer(
    "summed",
    "The rows that are added in a sum",
    (
        *_SERIES,
        Field("flow", "word", "What is added", choices=FLOWS),
        _number(
            "value",
            "The preferred figure; missing for a range",
            table=True,
            stated="stated",
            derived="derived",
            relation="relation",
        ),
        _number(
            "low",
            "The lowest number that it and its rivals allow; missing where one states none",
            table=True,
        ),
        _number(
            "high",
            "The highest number that it and its rivals allow; missing where one states none",
            table=True,
        ),
        _UNIT,
        TRADE.field("scope")._replace(table=True),
        _STATED,
        Field("derived", "stated", "The amount where it is worked out from export and import"),
        _RELATION,
        Field("inputs", "ids", "The figures of the row"),
        *_GROUNDS,
        _PAIR_NAME,
    ),
    "",
    (),
    axes=(("value",),),
    apart=("flow", "scope", "unit"),
    asked_by="totals --inputs",
)


def of_flows(answer: Answer, flows: Collection[str]) -> Answer:
    """An answer whose tables show these flows with their changes, and no others."""

    def shown(column: Field) -> Field:
        flow = column.name.removesuffix("_change")
        if flow not in FLOWS:
            return column
        heading = "change" if column.name != flow and len(flows) == 1 else ""
        return column._replace(table=flow in flows, heading=heading)

    return answer._replace(columns=tuple(map(shown, answer.columns)))


def showing(answer: Answer, names: Collection[str]) -> Answer:
    """An answer whose tables show these of its columns as well, and leave them out last."""
    return answer._replace(
        columns=tuple(
            column._replace(table=True, weight=2) if column.name in names else column
            for column in answer.columns
        )
    )


FIGURES = Answer(
    "figures",
    "Figures on trade, one row each",
    (
        ID._replace(meaning="The record's id and the flow"),
        Field(
            "key",
            "text",
            "What rival figures share: reporter, partner, flow, period, forecast, scope, unit",
        ),
        *_SERIES,
        Field("flow", "word", "Which direction", table=True, choices=FLOWS),
        *_FIGURE,
        _UNIT,
        _STATED,
        _CONVERTED,
        *_GROWTH,
        *_columns(TRADE, "basis", "scope", "stated_by"),
        _PREFERRED,
        *_GROUNDS,
        _RECORD,
        _RELATION,
        *_columns(TRADE, "note"),
        _PAIR_NAME,
        *_PERIOD_ENDS,
        _DISPUTES,
        *_FORECAST,
    ),
    "id",
    (TRADE,),
    heads=("pair_name", "scope", "unit"),
    hidden=("partner",),
    axes=(("value",),),
    apart=("pair_name", "flow", "scope", "coverage", "unit"),
    key=("id",),
    links=(("record", "trade"), ("partner", "countries")),
    asked_by="trade --long",
)

FREIGHTS = Answer(
    "freight",
    "What moves on the routes and through the places, one row a figure; forecasts apart",
    (
        ID._replace(meaning="The record's id and the measure"),
        *_columns(FREIGHT, "period"),
        _COVERAGE,
        FREIGHT.field("subject")._replace(required=False, table=False),
        Field("subject_name", "text", "Name of the route or place", table=True),
        Field("measure", "word", "What is counted", choices=MEASURES),
        *_FIGURE,
        _UNIT._replace(table=False),
        _STATED,
        *_GROWTH,
        FREIGHT.field("mode")._replace(table=True),
        *_columns(FREIGHT, "country", "carrier"),
        FREIGHT.field("scope")._replace(table=True),
        *_columns(FREIGHT, "forecast", "as_of", "basis", "stated_by"),
        _CONVERTED,
        Field(
            "key",
            "text",
            "What rival figures share: subject, measure, period, mode, country, carrier, scope, "
            "forecast, unit",
        ),
        _PREFERRED,
        _FLAGS,
        _PUBLISHED,
        _SOURCES,
        _LOCATORS,
        _RECORD,
        _RELATION,
        *_columns(FREIGHT, "note"),
        *_PERIOD_ENDS,
        _DISPUTES,
        *_columns(FREIGHT, "forecast_basis"),
        Field(
            "speaker",
            "text",
            "Who states it: the speaker whom the document quotes, else the body whose figures "
            "these are",
            heading="by",
        ),
    ),
    "id",
    (FREIGHT,),
    heads=("subject_name",),
    axes=(("value",),),
    apart=("subject_name", "mode", "country", "carrier", "scope", "coverage", "unit"),
    key=("id",),
    links=(("record", "records"), ("subject", "records"), ("country", "countries")),
)


def of_forecasts(answer: Answer, *speakers: str) -> Answer:
    """An answer whose charts show when a forecast was made and by whom: columns `speakers`."""
    said: dict[str, dict[str, Any]] = {
        "as_of": {"charted": 10, "heading": "said", "weight": 0},
        **{speaker: {"charted": 22} for speaker in speakers},
    }
    columns = (
        column._replace(**said[column.name]) if column.name in said else column
        for column in answer.columns
    )
    return answer._replace(columns=tuple(columns))


#: The same for forecasts: charts show who said them and when, and mark what moved.
FORECASTS = of_forecasts(FREIGHTS, "speaker")._replace(
    meaning="What is forecast to move on the routes and through the places, one row a figure",
    marked="moved in",
)

ROUTES = Answer(
    "routes",
    "The corridor and its branches",
    (
        ID._replace(table=True),
        ROUTE.field("name")._replace(required=False, shown_as="name"),
        *_columns(ROUTE, "countries", "modes", "nodes"),
        *_quantities(ROUTE, "length", "capacity", "planned_capacity"),
        *_columns(ROUTE, "planned_for", "started", "details", "as_of", "note"),
        *_EVIDENCE,
        _BY_FIELD,
        *_ends(_quantities(ROUTE, "length", "capacity", "planned_capacity")),
    ),
    "id",
    (ROUTE,),
    key=("id",),
    order=("line",),
    links=(("id", "records"),),
)

JOURNEYS = _of_records(
    "journeys",
    "What a transport over the routes takes: distance, time, cost",
    (
        *_columns(JOURNEY, "route", "origin", "destination", "basis"),
        *_quantities(JOURNEY, "distance", "time", "cost"),
        *_columns(JOURNEY, "cost_per"),
        *_quantities(
            JOURNEY, "suez_distance", "suez_time", "suez_cost", "time_saving", "cost_saving"
        ),
        *_columns(JOURNEY, "as_of", "stated_by", "note"),
    ),
    JOURNEY,
    order=("line",),
    links=(("route", "routes"),),
    asked_by="routes --journeys",
    title="title",
)
JOURNEYS = JOURNEYS._replace(
    columns=(*JOURNEYS.columns, Field("title", "text", "Route, ends and basis", table=True))
)

PLACES = _of_records(
    "places",
    "Nodes of the corridor: ports, stations, border crossings, cities",
    (
        PLACE.field("name")._replace(required=False, shown_as="name"),
        *_columns(PLACE, "kind", "country", "aliases", "unlocode", "coordinates"),
        Field("latitude", "decimal", "Latitude", unit="degrees", shown_as="latitude"),
        Field("longitude", "decimal", "Longitude", unit="degrees", shown_as="longitude"),
        *_columns(PLACE, "routes"),
        *_quantities(
            PLACE, "capacity", "planned_capacity", "container_capacity", "depth", "length"
        ),
        *_columns(PLACE, "opened", "details", "as_of", "note", "sea"),
    ),
    PLACE,
    order=("id",),
    links=(("country", "countries"),),
)

PROJECTS = _of_records(
    "projects",
    "What is being built, planned and agreed",
    (
        *_columns(PROJECT, "title", "kind", "status", "countries"),
        PROJECT.field("routes")._replace(table=False),
        *_columns(PROJECT, "nodes"),
        *_quantities(PROJECT, "length", "cost", "loan"),
        *_columns(PROJECT, "lender", "financing"),
        *_quantities(PROJECT, "capacity", "container_capacity", "vehicle_capacity", "area"),
        *_columns(PROJECT, "agreed", "planned_start", "started", "planned_opening", "opened"),
        *_quantities(PROJECT, "building_time", "progress", "land_acquired"),
        *_columns(PROJECT, "contractors", "details", "as_of", "note"),
    ),
    PROJECT,
    order=("title", "id"),
    title="title",
)

EVENTS = _of_records(
    "events",
    "What changed the corridor: closures, blockades, sanctions, accidents, first runs",
    (
        *_columns(EVENT, "date", "date_basis", "title", "kind", "countries", "places", "routes"),
        *_columns(EVENT, "effects", "stated_by", "note"),
    ),
    EVENT,
    title="title",
    dated="date",
    order=("first", "date", "id"),
)

OBSTACLES = _of_records(
    "obstacles",
    "What hinders the corridor: where, since when, by how much",
    (
        *_columns(OBSTACLE, "title", "kind", "countries", "places", "routes", "since", "until"),
        *_quantities(OBSTACLE, "figure"),
        *_columns(OBSTACLE, "measure", "details", "as_of", "stated_by", "note"),
    ),
    OBSTACLE,
    title="title",
    dated="as_of",
    order=("kind", "id"),
)

TARIFFS = _of_records(
    "tariffs",
    "What transport costs by a tariff, and discounts",
    (
        *_columns(TARIFF, "title"),
        *_quantities(TARIFF, "price"),
        *_columns(TARIFF, "per"),
        *_quantities(TARIFF, "discount"),
        *_columns(TARIFF, "goods", "origin", "destination", "mode", "carrier", "countries"),
        *_columns(TARIFF, "routes", "valid", "conditions", "stated_by", "note"),
    ),
    TARIFF,
    title="title",
    dated="valid",
    order=("first", "valid", "id"),
)

ORGANISATIONS = _of_records(
    "organisations",
    "Bodies of the corridor, and those that documents quote",
    (
        *_columns(ORGANISATION, "name", "aliases", "kind", "country", "tasks", "founded", "seat"),
        *_columns(ORGANISATION, "head", "participants", "details", "as_of", "note"),
    ),
    ORGANISATION,
    order=("id",),
    links=(("country", "countries"),),
)

_KIND = Field(
    "kind",
    "word",
    "The record's kind",
    choices=tuple(kind.name for kind in KINDS),
    shown_as="kind",
)
_RECORD_TITLE = Field("title", "text", "What the record is about", table=True)

TIMELINE = Answer(
    "timeline",
    "Every dated event, in order, across kinds",
    (
        Field("date", "date", "When (EDTF)", table=True, event="event"),
        Field(
            "event",
            "text",
            "What happened: meeting, signed, in force, opened, planned to open, ...",
            table=True,
            shown_as="event",
        ),
        _RECORD_TITLE,
        _KIND,
        Field("countries", "countries", "The states that the record names", table=True),
        ID,
        *_EVIDENCE,
    ),
    "id",
    tuple(kind for kind in KINDS if any(field.event for field in kind.fields)),
    key=("id", "event", "date"),
    links=(("id", "records"),),
    dated="date",
    title="title",
    by_day=True,
)

SEARCH = Answer(
    "search",
    "Full text over every kind of record and the sources",
    (
        ID._replace(table=True),
        _KIND._replace(table=True),
        Field("date", "date", "The date or period that the record is about (EDTF)", table=True),
        _RECORD_TITLE,
        Field("excerpt", "text", "Where the words occur in it, or how it begins", table=True),
        *_EVIDENCE,
    ),
    "id",
    DESCRIBED,
    is_view=True,
    title="title",
)


def _value(meaning: str) -> tuple[Field, ...]:
    """The columns of a value of any type: its text, its unit, and its text as stated."""
    return (
        Field(
            "value",
            "text",
            f"{meaning}; items of a list are parted by semicolons",
            table=True,
            stated="stated",
            unit_in="unit",
        ),
        Field("unit", "text", "Unit of a number", table=True, shown_as="unit"),
        Field("stated", "text", "The amount or rate as stated"),
    )


DISPUTES = Answer(
    "disputes",
    "Where sources disagree, one row a side",
    (
        Field(
            "dispute", "text", "Its name: an id, or the record and field in question", table=True
        ),
        Field("found", "word", "Whether a rule or an editor found it", choices=("rule", "editor")),
        Field("question", "text", "What the documents disagree on"),
        _KIND,
        Field("claim", "text", "The record and field that states this side", table=True),
        *_value("What this side states"),
        Field("preferred", "boolean", "Whether this side comes first"),
        Field("why", "text", "Why another side comes first, or why this one does", table=True),
        Field("note", "text", "What a reader should know of the dispute"),
        _SOURCES,
        _LOCATORS,
        Field("side", "integer", "Which side of the dispute it is, from 1", unit=""),
    ),
    "dispute",
    (DISPUTE,),
    grouped=("dispute", "question", "note"),
    title="value",
    handle="claim",
    counted="dispute",
    key=("dispute", "side"),
)

_DOCUMENT = (
    SOURCE.field("id")._replace(table=True),
    *_columns(SOURCE, "kind", "title", "title_basis", "publisher", "via", "author", "published"),
    *_columns(
        SOURCE, "published_basis", "url", "archived", "accessed", "language", "licence", "note"
    ),
)

SOURCES = Answer(
    "sources",
    "The documents, and how many facts rest on each",
    (
        *_DOCUMENT,
        Field(
            "facts",
            "integer",
            "How many records rest on the document",
            unit="records",
            table=True,
            heading="facts",
        ),
        *_columns(SOURCE, "author_body"),
    ),
    "id",
    (SOURCE,),
    key=("id",),
    title="title",
    links=(("id", "records"),),
)

_POSITION = Field("position", "integer", "Which of the record's statements it is; 0 is shown first")

RECORD = Answer(
    "show",
    "One record in full, a row for each statement and field",
    (
        ID._replace(table=True),
        _KIND,
        Field("field", "text", "The field", table=True),
        *_value("What is stated"),
        Field("date", "date", "The date or period that the record is about (EDTF)", table=True),
        Field("preferred", "boolean", "Whether this statement comes first among its rivals"),
        _FLAGS,
        _SOURCES,
        _LOCATORS._replace(table=True),
        _POSITION,
        Field(
            "as_of", "date", "The day, month or year that the statement is about (EDTF)", table=True
        ),
        _DISPUTES,
        Field(
            "remark_on",
            "ids",
            "Of an editor's own note or reason: the documents of the statement that it is about",
        ),
    ),
    "id",
    DESCRIBED,
    grouped=("id", "date"),
    key=("id", "position", "field"),
    links=(("id", "records"),),
    is_view=True,
)

COUNTRIES = Answer(
    "countries",
    "Countries and groups of countries, with their codes and names",
    (
        COUNTRY.field("code")._replace(required=False),
        *_columns(COUNTRY, "alpha2", "numeric", "name", "aliases", "former_names", "group"),
        _SOURCES,
        _LOCATORS,
    ),
    "code",
    (COUNTRY,),
    key=("code",),
    links=(("code", "records"),),
    asked_by="",
)

LISTS = Answer(
    "lists",
    "Lists of members as published: a row for each state, with its role",
    (
        Field("list", "id", "The list", table=True),
        _POSITION._replace(meaning="Which of the list's statements it is; 0 is shown first"),
        *_columns(MEMBER_LIST, "as_of", "complete"),
        *_STATE,
        _SOURCES,
        _LOCATORS,
    ),
    "list",
    (MEMBER_LIST,),
    key=("list", "position", "country", "role"),
    links=(("list", "records"), ("country", "countries")),
    asked_by="",
    is_view=True,
)

RECORDS = Answer(
    "records",
    "Every record of every kind, with its full text",
    (
        ID._replace(table=True),
        _KIND._replace(table=True),
        Field("date", "date", "The date or period that the record is about (EDTF)", table=True),
        _RECORD_TITLE,
        Field("text", "text", "The full text of its statements"),
        *_EVIDENCE,
    ),
    "id",
    DESCRIBED,
    key=("id",),
    asked_by="",
    is_view=True,
)

CITATIONS = Answer(
    "citations",
    "The documents of each statement, a row each, with the place in the document",
    (
        Field("record", "id", "The record", table=True),
        _POSITION,
        Field("source", "id", "The document", table=True),
        Field("locator", "text", "The place in it", table=True),
    ),
    "record",
    DESCRIBED,
    key=("record", "position", "source"),
    links=(("record", "records"), ("source", "sources")),
    asked_by="",
    is_view=True,
)

#: What can have changed between two fact bases, in the order of the answer.
CHANGES = ("added", "withdrawn", "renamed", "lost", "changed", "opened", "closed")

DIFF = Answer(
    "diff",
    "What changed between two fact bases: facts, field by field, disputes and ids",
    (
        ID._replace(meaning="The record's id, now if it has one"),
        _KIND,
        _RECORD_TITLE,
        Field(
            "change",
            "word",
            "What happened: a fact added, withdrawn, renamed (its old id leads there) or changed; "
            "an id lost; a dispute opened or closed",
            table=True,
            choices=CHANGES,
        ),
        Field("field", "text", "The field that changed", table=True),
        Field("old", "text", "What was stated, or the old id", table=True, heading="was"),
        Field("new", "text", "What is stated now, or the new id", table=True, heading="is"),
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "id",
    (),
    title="title",
)

DICTIONARY = Answer(
    "fields",
    "The data dictionary: every column of an answer and every field of a fact file",
    (
        Field("of", "text", "The command, or the kind of fact, that has it", table=True),
        Field(
            "part",
            "word",
            "A column of an answer, or a field of a fact file",
            table=True,
            choices=("column", "field"),
        ),
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

HELP = Answer(
    "help",
    "What each command takes and gives: its arguments, options and columns",
    (
        Field(
            "command",
            "text",
            "The command; of a column, with the option that gives it: trade --long",
            table=True,
        ),
        Field(
            "part",
            "word",
            "What the row is about",
            table=True,
            choices=("argument", "option", "column"),
        ),
        Field("name", "text", "Its name: COUNTRY, --format, turnover", table=True),
        Field("names", "texts", "All names of an option"),
        Field("takes", "text", "What an option takes; missing for a flag", table=True),
        Field("choices", "texts", "The words that it may be"),
        Field("repeats", "boolean", "Whether it may be given several times"),
        Field("required", "boolean", "Whether it must be given"),
        Field("type", "text", "The type of a column"),
        Field("unit", "text", "Unit of a number"),
        Field("meaning", "text", "What it means", table=True),
    ),
    "",
    (),
)

CITED = Answer(
    "cite",
    "The documents that facts rest on, or the fact base itself, as references",
    (
        *_DOCUMENT,
        Field(
            "locators",
            "texts",
            "The places in the document that state the facts asked for",
            table=True,
        ),
        *_columns(SOURCE, "author_body"),
    ),
    "id",
    (),
)

PROBLEM = Answer(
    "check",
    "What is wrong with fact files, each problem with its place and a hint",
    (
        Field("file", "text", "The fact file"),
        Field("line", "integer", "The line, from 1", unit="lines"),
        Field("column", "integer", "The column, from 1", unit="characters"),
        Field(
            "level", "word", "With an error the facts cannot be used", choices=("error", "warning")
        ),
        Field("code", "text", "The kind of problem; corridor check --explain CODE"),
        Field("message", "text", "What is wrong"),
        Field("hint", "text", "How to mend it"),
        Field("text", "text", "The line of the file, if it is not too long"),
    ),
    "",
    (),
)

TABLES = Answer(
    "tables",
    "The tables that `sql` can ask",
    (
        Field("table", "text", "Its name", table=True),
        Field("command", "text", "The command that gives it, if there is one", table=True),
        Field(
            "columns",
            "texts",
            "Its columns, as `corridor fields COMMAND` explains them",
            table=True,
        ),
        Field("rows", "integer", "How many rows it has", unit="rows", table=True),
        Field(
            "forms",
            "texts",
            "The columns that a query has as neither text nor number, and their form",
        ),
    ),
    "table",
    (),
)

CARD = Answer(
    "card",
    "What is known, and what documents disagree on",
    (
        Field("id", "id", "What the card is about"),
        Field("title", "text", "Its title; a line with a title begins a card"),
        Field(
            "label", "text", "What the line is about; missing where it goes on", shown_as="label"
        ),
        Field(
            "sign",
            "word",
            "How it relates to the line that comes first",
            choices=RELATIONS,
            shown_as="relation",
        ),
        Field("cells", "texts", "What stands in columns before the text", shown_as="cells"),
        Field("share", "decimal", "A part of a whole, which a bar shows", shown_as="share"),
        Field("values", "documents", "What is stated, each with its documents", shown_as="stated"),
        Field("agreeing", "documents", "What agrees with it, likewise", shown_as="agreeing"),
        Field("text", "text", "Words behind the values, such as a reason", shown_as="text"),
        Field("due", "date", "The date for which it is announced and awaited", shown_as="due"),
        Field("other", "id", "Another record that the line is about", shown_as="handle"),
        Field("command", "text", "The command that gives more", shown_as="command"),
    ),
    "id",
    (),
    title="title",
    by_day=True,
)
#: The same for countries, whose documents are many.
PROFILE = CARD._replace(name="profile", listed=0, two_columns=True)
#: Without columns: those of `sql` are the columns of the query.
QUERY = Answer("sql", "Read-only SQL over all facts", (), "", ())

#: The answers with columns, which `corridor fields` explains.
ANSWERS = (
    *(
        MEMBERS,
        AGREEMENTS,
        MEETINGS,
        TRADES,
        FIGURES,
        SERIES,
        MIRROR,
        FREIGHTS,
        ROUTES,
        JOURNEYS,
        PLACES,
        PROJECTS,
    ),
    *(EVENTS, OBSTACLES, TARIFFS, ORGANISATIONS),
    *(TIMELINE, SEARCH, DISPUTES, SOURCES, RECORD, COUNTRIES, LISTS, RECORDS, CITATIONS, CITED),
    *(HISTORY, TOTALS, SUMMED, PROBLEM, DIFF, DICTIONARY, HELP),
)
#: The tables that `sql` can ask.
PUBLIC = tuple(answer for answer in ANSWERS if answer.kinds)
#: The full-text table behind `search`, which a query may MATCH, and its columns.
FULL_TEXT = {"search_text": ["id", "title", "body", "folded"]}
#: The answers that `export` writes, each as a table.
TABLED = tuple(answer for answer in ANSWERS if answer.key)
