"""What can be answered: the columns of each answer, in order, each declared once.

A column that a fact file states is taken from its kind in `kinds`, so that meaning, type and unit
are written there alone; the others are what the index works out. Every command imports this
module, so it holds data only.
"""

from typing import NamedTuple

from corridor_cli.model.kinds import (
    ABOUT,
    AGREEMENT,
    COUNTRY,
    COVERAGES,
    DISPUTE,
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
    PLACE,
    PROJECT,
    RELATIONS,
    ROLES,
    ROUTE,
    SOURCE,
    TRADE,
    Field,
    Kind,
)

#: The kinds whose records are facts or documents: all but the fact base itself.
DESCRIBED = tuple(kind for kind in KINDS if kind is not ABOUT)


class Answer(NamedTuple):
    """What a command answers: its columns in order, each row's `identity`, and the kinds behind it.

    Of a `grouped` answer several rows share an identity; a table shows it once, above them, with the
    columns that `grouped` names beside and beneath it. Its view in the index, the table that `sql`
    asks and `export` writes, is called by its name, but `statements` for `show`.
    """

    name: str
    meaning: str
    columns: tuple[Field, ...]
    identity: str
    kinds: tuple[Kind, ...]
    grouped: tuple[str, ...] = ()
    #: columns whose equal cells stand once above the rows of a table, and columns that they replace
    heads: tuple[str, ...] = ()
    headed: tuple[str, ...] = ()
    #: the column that is the title of a row, where a table shows each row as an entry of two lines
    title: str = ""
    #: the column whose different cells `--count` counts; '' counts rows
    counted: str = ""
    #: the columns that together tell its rows apart; none if it is no table of its own
    key: tuple[str, ...] = ()
    #: columns that hold the key of another table, and that table
    links: tuple[tuple[str, str], ...] = ()
    #: by which columns of the kind or of `_record` the rows stand, where they repeat those of one kind
    order: tuple[str, ...] = ()
    #: whether it is a view that is worked out at each call, and not a stored table
    is_view: bool = False
    #: how the command line asks for it, if not by its name; '' where no command does
    asked_by: str | None = None

    @property
    def call(self) -> str:
        """The command that answers by it, with the option that it takes; '' if none does."""
        return self.name if self.asked_by is None else self.asked_by

    @property
    def view(self) -> str:
        """The view in the index that has these columns."""
        return {"show": "statements"}.get(self.name, self.name)

    def column(self, name: str) -> Field | None:
        """The column of this name, if there is one."""
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
_PUBLISHED = Field("published", "date", "When the newest of these documents was published (EDTF)")
_PAIR = Field(
    "pair", "text", "Both states by alphabet, whoever reports: KAZ-RUS; the name of the fact file"
)
_PAIR_NAME = Field("pair_name", "text", "The names of both states")
_DISPUTED = Field("disputed", "boolean", "Whether sources disagree", table=True, shown_as="dispute")
_BY_FIELD = Field(
    "sources_by_field",
    "documents",
    "The documents of each column, where they differ: {column: [[source, locator], ...]}",
    shown_as="by_field",
)


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
            TRADE.field(flow).meaning
            + (", as stated: an amount, else a rate of growth" if suffix else ""),
            unit="" if suffix else "the row's unit",
            table=TRADE.field(flow).table and not suffix,
            stated=f"{flow}_stated" if flow in _STATED_FLOWS and not suffix else "",
            relation=f"{flow}_relation" if flow in _STATED_FLOWS and not suffix else "",
            unit_in="" if suffix else "unit",
        )
        for flow in (_STATED_FLOWS if suffix else FLOWS)
    )


#: Units that are counted in thousands and millions; kilometres, days and per cent are not.
_COUNTED = ("t", "TEU", "trucks")


def _quantities(kind: Kind, *names: str) -> tuple[Field, ...]:
    """Quantities of a kind as columns: the number, its unit where that may differ, and the amount as stated."""
    columns: list[Field] = []
    for name in names:
        (field,) = _taken(kind, name)
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


_UNIT = Field(
    "unit",
    "text",
    "Unit of the numbers in the row (ISO 4217 for money)",
    table=True,
    shown_as="unit",
)

MEMBERS = Answer(
    "members",
    "Member states, by the preferred list",
    (
        Field("country", "country", "ISO 3166-1 alpha-3 code of the state", table=True),
        Field("name", "text", "Its name", table=True),
        Field("role", "word", "Its role by the list", table=True, choices=ROLES, shown_as="varied"),
        Field(
            "since",
            "date",
            "In force, accession or (for a founder) signature; else ../D: on a list by D (EDTF)",
            table=True,
        ),
        Field(
            "since_step",
            "word",
            "Which step that date is",
            table=True,
            choices=("signed", "acceded", "in_force", "listed"),
        ),
        Field("lists", "integer", "How many published lists name it as a member", unit="lists"),
        Field("lists_total", "integer", "How many published lists there are", unit="lists"),
        _DISPUTED._replace(
            meaning="Whether a complete list of the same day or later leaves it out, or sources disagree on a step"
        ),
        Field("list", "id", "The list that the row answers by"),
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
        _BY_FIELD,
    ),
    "id",
    (AGREEMENT,),
    title="title",
    key=("id",),
    links=(("id", "records"),),
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
        _BY_FIELD,
    ),
    "id",
    (MEETING,),
    title="title",
    key=("id",),
    order=("first", "date", "id"),
    links=(("id", "records"),),
)

_COVERAGE = Field(
    "coverage",
    "word",
    "How the period relates to a year",
    choices=COVERAGES,
)

#: One figure: its number, what the statement allows, and how it is hedged.
_FIGURE = (
    Field(
        *("value", "amount", "The number stated; missing for a range", "the row's unit"),
        table=True,
        stated="stated",
        unit_in="unit",
        relation="relation",
    ),
    Field(
        "low",
        "amount",
        "The lowest number that the statement allows",
        unit="the row's unit",
        unit_in="unit",
    ),
    Field(
        "high",
        "amount",
        "The highest number that the statement allows",
        unit="the row's unit",
        unit_in="unit",
    ),
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
_RELATION = Field(
    "relation",
    "word",
    "How the figure relates to its rivals; missing if it has none and no editor disputes it",
    choices=RELATIONS,
)
_OF_RECORD = Field("record", "id", "The record that states the figure")
_COMES_FIRST = Field("preferred", "boolean", "Whether the figure comes first among its rivals")

#: Whose trade in which period a row speaks of, and what it rests on.
_SERIES = (
    *_taken(TRADE, "period"),
    _COVERAGE,
    *_named(TRADE, "reporter"),
    *_named(TRADE, "partner"),
)
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
        TRADE.field("scope")._replace(table=True),
        *_taken(TRADE, "basis", "stated_by", "note"),
        *(_RELATION._replace(name=f"{flow}_relation") for flow in _STATED_FLOWS),
        _PAIR_NAME,
    ),
    "id",
    (TRADE,),
    heads=("pair_name", "unit"),
    headed=("partner",),
    key=("id",),
    links=(("id", "records"), ("partner", "countries")),
)

FIGURES = Answer(
    "figures",
    "Figures on trade, one row each",
    (
        ID._replace(meaning="The record's id and the flow"),
        Field(
            "key", "text", "What rival figures share: reporter, partner, flow, period, scope, unit"
        ),
        *_SERIES,
        Field("flow", "word", "Which direction", table=True, choices=FLOWS),
        *_FIGURE,
        _UNIT,
        _STATED,
        _CONVERTED,
        *_GROWTH,
        *_taken(TRADE, "basis", "scope", "stated_by"),
        _COMES_FIRST,
        *_GROUNDS,
        _OF_RECORD,
        _RELATION,
        *_taken(TRADE, "note"),
        _PAIR_NAME,
    ),
    "id",
    (TRADE,),
    heads=("pair_name", "unit"),
    headed=("partner",),
    key=("id",),
    links=(("record", "trade"), ("partner", "countries")),
    asked_by="trade --long",
)

FREIGHTS = Answer(
    "freight",
    "What moves on the routes and through the places, one row a figure; forecasts apart",
    (
        ID._replace(meaning="The record's id and the measure"),
        *_taken(FREIGHT, "period"),
        _COVERAGE,
        FREIGHT.field("subject")._replace(required=False, table=False),
        Field("subject_name", "text", "Name of the route or place", table=True),
        Field("measure", "word", "What is counted", choices=MEASURES),
        *_FIGURE,
        _UNIT._replace(table=False),
        _STATED,
        *_GROWTH,
        FREIGHT.field("mode")._replace(table=True),
        *_taken(FREIGHT, "country", "carrier"),
        FREIGHT.field("scope")._replace(table=True),
        *_taken(FREIGHT, "forecast", "as_of", "basis", "stated_by"),
        _CONVERTED,
        Field(
            "key",
            "text",
            "What rival figures share: subject, measure, period, mode, country, carrier, scope, forecast, unit",
        ),
        _COMES_FIRST,
        _FLAGS,
        _PUBLISHED,
        _SOURCES,
        _LOCATORS,
        _OF_RECORD,
        _RELATION,
        *_taken(FREIGHT, "note"),
    ),
    "id",
    (FREIGHT,),
    heads=("subject_name",),
    key=("id",),
    links=(("record", "records"), ("subject", "records"), ("country", "countries")),
)

ROUTES = Answer(
    "routes",
    "The corridor and its branches",
    (
        ID._replace(table=True),
        *_taken(ROUTE, "name", "countries", "modes", "nodes"),
        *_quantities(ROUTE, "length", "capacity", "planned_capacity"),
        *_taken(ROUTE, "planned_for", "started", "details", "as_of", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "id",
    (ROUTE,),
    key=("id",),
    order=("line",),
    links=(("id", "records"),),
)

JOURNEYS = Answer(
    "journeys",
    "What a transport over the routes takes: distance, time, cost",
    (
        ID,
        *_taken(JOURNEY, "route", "origin", "destination", "basis"),
        *_quantities(JOURNEY, "distance", "time", "cost"),
        *_taken(JOURNEY, "cost_per"),
        *_quantities(
            JOURNEY, "suez_distance", "suez_time", "suez_cost", "time_saving", "cost_saving"
        ),
        *_taken(JOURNEY, "as_of", "stated_by", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "id",
    (JOURNEY,),
    key=("id",),
    order=("line",),
    links=(("id", "records"), ("route", "routes")),
    asked_by="routes --journeys",
)

PLACES = Answer(
    "places",
    "Nodes of the corridor: ports, stations, border crossings, cities",
    (
        ID,
        *_taken(PLACE, "name", "kind", "country", "aliases", "unlocode", "coordinates"),
        Field("latitude", "decimal", "Latitude", unit="degrees", shown_as="latitude"),
        Field("longitude", "decimal", "Longitude", unit="degrees", shown_as="longitude"),
        *_taken(PLACE, "routes"),
        *_quantities(
            PLACE, "capacity", "planned_capacity", "container_capacity", "depth", "length"
        ),
        *_taken(PLACE, "opened", "details", "as_of", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "id",
    (PLACE,),
    key=("id",),
    order=("id",),
    links=(("id", "records"), ("country", "countries")),
)

PROJECTS = Answer(
    "projects",
    "What is being built, planned and agreed",
    (
        ID,
        *_taken(PROJECT, "title", "kind", "status", "countries"),
        PROJECT.field("routes")._replace(table=False),
        *_taken(PROJECT, "nodes"),
        *_quantities(PROJECT, "length", "cost", "loan"),
        *_taken(PROJECT, "lender", "financing"),
        *_quantities(PROJECT, "capacity", "container_capacity", "vehicle_capacity", "area"),
        *_taken(PROJECT, "agreed", "planned_start", "started", "planned_opening", "opened"),
        *_quantities(PROJECT, "building_time", "progress", "land_acquired"),
        *_taken(PROJECT, "contractors", "details", "as_of", "note"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
        _BY_FIELD,
    ),
    "id",
    (PROJECT,),
    title="title",
    key=("id",),
    order=("title", "id"),
    links=(("id", "records"),),
)

_KIND = Field("kind", "word", "The record's kind", choices=tuple(kind.name for kind in KINDS))
_RECORD_TITLE = Field("title", "text", "What the record is about", table=True)

TIMELINE = Answer(
    "timeline",
    "Every dated event, in order, across kinds",
    (
        Field("date", "date", "When (EDTF)", table=True),
        Field(
            "event",
            "text",
            "What the date is of: meeting, signed, in force, opened, planned to open, ...",
            table=True,
        ),
        _RECORD_TITLE,
        _KIND,
        Field("countries", "countries", "The states that the record names", table=True),
        ID,
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "id",
    tuple(kind for kind in KINDS if any(field.event for field in kind.fields)),
    key=("id", "event", "date"),
    links=(("id", "records"),),
    title="title",
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
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "id",
    DESCRIBED,
    is_view=True,
    title="title",
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
        Field(
            "value",
            "text",
            "What this side states; items of a list are parted by semicolons",
            table=True,
            stated="stated",
            unit_in="unit",
        ),
        Field("unit", "text", "Unit of a number", table=True, shown_as="unit"),
        Field("stated", "text", "The amount or rate as stated"),
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
    counted="dispute",
    key=("dispute", "side"),
)

_DOCUMENT = (
    SOURCE.field("id")._replace(table=True),
    *_taken(SOURCE, "kind", "title", "title_basis", "publisher", "via", "author", "published"),
    *_taken(
        SOURCE, "published_basis", "url", "archived", "accessed", "language", "licence", "note"
    ),
)

SOURCES = Answer(
    "sources",
    "The documents, and how many facts rest on each",
    (
        *_DOCUMENT,
        Field(
            "facts", "integer", "How many records rest on the document", unit="records", table=True
        ),
    ),
    "id",
    (SOURCE,),
    key=("id",),
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
        Field(
            "value",
            "text",
            "What is stated; items of a list are parted by semicolons",
            table=True,
            stated="stated",
            unit_in="unit",
        ),
        Field("unit", "text", "Unit of a number", table=True, shown_as="unit"),
        Field("stated", "text", "The amount or rate as stated"),
        Field("date", "date", "The date or period that the record is about (EDTF)", table=True),
        Field("preferred", "boolean", "Whether this statement comes first among its rivals"),
        _FLAGS,
        _SOURCES,
        _LOCATORS._replace(table=True),
        _POSITION,
        Field(
            "as_of",
            "date",
            "The day, month or year that the statement speaks of (EDTF)",
            table=True,
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
    "Countries and groups of countries, with the names they go by",
    (
        COUNTRY.field("code")._replace(required=False),
        *_taken(COUNTRY, "alpha2", "numeric", "name", "aliases", "former_names", "group"),
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
    "Lists of members as published: whom each names, and as what",
    (
        Field("list", "id", "The list", table=True),
        _POSITION._replace(meaning="Which of the list's statements it is; 0 is shown first"),
        *_taken(MEMBER_LIST, "as_of", "complete"),
        Field("country", "country", "ISO 3166-1 alpha-3 code of the state", table=True),
        Field("name", "text", "Its name", table=True),
        Field("role", "word", "Its role by the list", table=True, choices=ROLES),
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
    "Every record of every kind, with all its words",
    (
        ID._replace(table=True),
        _KIND._replace(table=True),
        Field("date", "date", "The date or period that the record is about (EDTF)", table=True),
        _RECORD_TITLE,
        Field("text", "text", "All that its statements say, for full text"),
        _FLAGS,
        _SOURCES,
        _LOCATORS,
    ),
    "id",
    DESCRIBED,
    key=("id",),
    asked_by="",
    is_view=True,
)

CITATIONS = Answer(
    "citations",
    "Which document states which statement of which record, and where",
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

DICTIONARY = Answer(
    "fields",
    "The data dictionary: every column of an answer and every field of a fact file",
    (
        Field("of", "text", "The command or kind of fact it belongs to", table=True),
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
        Field("code", "text", "What kind of problem; facts/README.md explains each"),
        Field("message", "text", "What is wrong"),
        Field("hint", "text", "What may mend it"),
    ),
    "",
    (),
)

TABLES = Answer(
    "tables",
    "The tables that `sql` can ask",
    (
        Field("table", "text", "Its name", table=True),
        Field("command", "text", "The call that answers by it, if there is one", table=True),
        Field(
            "columns",
            "texts",
            "Its columns, as `corridor fields COMMAND` explains them",
            table=True,
        ),
        Field("rows", "integer", "How many rows it has", unit="rows", table=True),
    ),
    "table",
    (),
)
#: The columns of `sql` are those of the query.
QUERY = Answer("sql", "Read-only SQL over all facts", (), "", ())

#: Those whose columns are known beforehand, as `corridor fields` explains them.
ANSWERS = (
    *(MEMBERS, AGREEMENTS, MEETINGS, TRADES, FIGURES, FREIGHTS, ROUTES, JOURNEYS, PLACES, PROJECTS),
    *(
        TIMELINE,
        SEARCH,
        DISPUTES,
        SOURCES,
        RECORD,
        COUNTRIES,
        LISTS,
        RECORDS,
        CITATIONS,
        CITED,
        PROBLEM,
        DICTIONARY,
    ),
)
#: The tables that `sql` can ask.
PUBLIC = tuple(answer for answer in ANSWERS if answer.kinds)
#: The full text behind `search`, which a query may MATCH, with its columns.
FULL_TEXT = {"search_text": ["id", "title", "body"]}
#: Those that are tables of their own: what `export` writes.
TABLED = tuple(answer for answer in ANSWERS if answer.key)
