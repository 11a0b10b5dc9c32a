"""What kinds of fact there are: each field of a fact file, once.

The reader's validation, the index's tables, `corridor fields` and the data dictionary are made from
this module, and the columns of `answers` are taken from it. It is imported by every command, so it
holds data only.
"""

from typing import NamedTuple, TypeAlias

# --- types -------------------------------------------------------------------------------------

#: Each type: the shape of its cells in an answer (text, number, boolean, list; "" where only fact
#: files have it), and what it is.
TYPES = {
    "text": ("text", "Words"),
    "id": ("text", "A record's name: lower-case letters, digits and hyphens"),
    "url": ("text", "A web address"),
    "word": ("text", "One of a fixed list of words"),
    "language": ("text", "A language (BCP 47): en, ru"),
    "date": (
        "text",
        "A date or interval (EDTF level 0): 2005, 2004-12, 2004-12-02, 2001-04/2002-03, ../2005",
    ),
    "period": (
        "text",
        "A closed period in its one form (EDTF level 0): 2022, 2022-05, 2022-01/2022-08, 2022-04/2023-03",
    ),
    "country": ("text", "A country by its ISO 3166-1 alpha-3 code, or a group by its acronym"),
    "stated": ("text", "An amount as its source states it: more than 26.1 bn USD"),
    "integer": ("number", "A whole number"),
    "amount": ("number", "A number in the base unit that the row names"),
    "decimal": ("number", "A decimal number"),
    "percent": ("number", "A number of per cent"),
    "boolean": ("boolean", "true or false"),
    "texts": ("list", "A list of texts, none with a semicolon"),
    "ids": ("list", "A list of ids"),
    "words": ("list", "A list of words of a fixed list"),
    "countries": ("list", "A list of countries"),
    "participants": (
        "list",
        "A list of persons and organisations, each NAME[, OFFICE] [(COUNTRY)]",
    ),
    "map": ("", "A map or list of maps, as its meaning says"),
    "documents": (
        "map",
        "A map from columns to the documents that state them: {column: [[source, locator], ...]}",
    ),
    "claims": (
        "list",
        "A list of records' fields, ID.FIELD, or of what one document states there, ID.FIELD@SOURCE",
    ),
    "coordinates": (
        "text",
        "Latitude and longitude in decimal degrees: 46.35, 48.04; or as UN/LOCODE prints them: 4620N 04802E",
    ),
    "quantity": ("", "An amount as stated: 162 km, 1.6 bn EUR, about 15-24 days"),
    "figure": ("", "An amount as stated, or a map of amount, growth and growth_vs"),
}

#: How the statements of several documents on one field are brought together; EDITORIAL fields are
#: an editor's own words, which no document states.
COMPARED, UNITED, APART, EDITORIAL = "compared", "united", "apart", "editorial"


#: What a cell of an answer holds, and a row of them.
Cell: TypeAlias = str | int | float | bool | list[str] | dict[str, list[list[str]]] | None
Row: TypeAlias = dict[str, Cell]


class Field(NamedTuple):
    """A field of a fact file or a column of an answer.

    `unit` is the unit of a number; `table` says whether tables show the column; `choices` are the
    words that a `word` may be, or the base units that an amount may have; `rivals` is one of
    COMPARED, UNITED, APART, EDITORIAL; `stated` names the column that holds an amount as its source
    states it; `event` is what `timeline` calls the day that a date is;
    `refers` names the kinds of record of which an id is one; `unit_in` names the column that holds
    the unit of a number; `heading` is what tables write above the column, if not its name.

    `shown_as` says what the column is to formats: `documents` (ids of sources, numbered in tables),
    `locators`, `signs` (flags), `unit` (of the amounts beside it), `longitude`, `latitude`, `line`
    (ids of the places on a line). `otherwise` names the column with both states of the pair, which
    are shown where this one is `unstated`. `searched` says whether full text has it.
    `relation` names the column that says how a figure relates to its rivals; of the columns that a
    narrow table has no room for, those of the least `weight` are left out first.
    """

    name: str
    type: str
    meaning: str
    unit: str = ""
    required: bool = False
    table: bool = False
    choices: tuple[str, ...] = ()
    rivals: str = COMPARED
    stated: str = ""
    event: str = ""
    refers: tuple[str, ...] = ()
    unit_in: str = ""
    heading: str = ""
    shown_as: str = ""
    otherwise: str = ""
    searched: bool = True
    relation: str = ""
    weight: int = 1

    @property
    def scalable(self) -> bool:
        """Whether it holds amounts that are counted in thousands and millions: money, tonnes."""
        return self.type == "amount" and bool(self.unit_in)

    @property
    def shape(self) -> str:
        """What a cell of this column holds: text, number, boolean or list; '' for what only files have."""
        return TYPES[self.type][0]


class Kind(NamedTuple):
    """A kind of record: where its files are and what its fields mean.

    `files` is a glob below the fact directory; a file holds a list of records, one record
    (`single`), or one list per `section`. A kind is cited by `sources` in each record unless it
    is the sources themselves; `also` says whether a record may carry further statements.
    `order` names the field by which a file is sorted.
    """

    name: str
    meaning: str
    files: str
    fields: tuple[Field, ...]
    section: str = ""
    single: bool = False
    cited: bool = True
    also: bool = False
    order: str = ""
    #: the field that says when the fact is about
    date: str = ""
    #: several of them, where an s does not do
    plural: str = ""
    #: the fields whose values and the first source make an id that is not written
    named_by: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The name of the kind's table in the index."""
        return f"_{self.name.replace('-', '_')}"

    def counted(self, count: int) -> str:
        """A number of records of this kind, in words: `2 member lists`."""
        noun = self.name.replace("-", " ")
        return f"{count} {noun if count == 1 else self.plural or noun + 's'}"

    @property
    def frame(self) -> tuple[Field, ...]:
        """The fields that a record has beside those of its kind."""
        cited = (CITED,) if self.cited else ()
        named = (FORMERLY,) if any(field.name == "id" for field in self.fields) else ()
        return (
            *cited,
            *named,
            *((ALSO, WHY) if self.also else ()),
            *((ACCEPT,) if cited or named else ()),
        )

    def field(self, name: str) -> Field:
        """The field of this name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


# --- words ---------------------------------------------------------------------------------------

#: In the order of weight that decides which rival figure comes first.
SOURCE_KINDS = (
    "treaty",
    "law",
    "official",
    "statistics",
    "analysis",
    "news",
    "dataset",
    "encyclopedia",
)
STEPS = (
    *(
        "applied",
        "invited",
        "approved",
        "signed",
        "enacted",
        "ratified",
        "deposited",
        "acceded",
        "in_force",
    ),
    *("amended", "extended", "suspended", "withdrew"),
)
ROLES = ("member", "observer", "applicant", "disputed", "interested")
LEVELS = (
    *(
        "head-of-state",
        "head-of-government",
        "deputy-head-of-government",
        "minister",
        "deputy-minister",
    ),
    *("expert", "business"),
)
STATUSES = ("announced", "held", "postponed", "cancelled")
MODES = ("all", "rail", "road", "sea", "river", "air", "rail-road", "rail-sea")
PLACE_KINDS = (
    *(
        "city",
        "village",
        "seaport",
        "river-port",
        "port-group",
        "border-crossing",
        "railway-station",
        "dry-port",
        "terminal",
    ),
    *("canal", "network"),
)
PROJECT_KINDS = (
    *(
        "railway",
        "road",
        "bridge",
        "tunnel",
        "port",
        "terminal",
        "dry-port",
        "waterway",
        "border-crossing",
        "zone",
        "fleet",
    ),
    *("service", "programme"),
)
PROJECT_STATUSES = (
    "proposed",
    "planned",
    "agreed",
    "under-construction",
    "suspended",
    "open",
    "cancelled",
)
JOURNEY_BASES = ("measured", "scheduled", "estimated")
FLOWS = ("export", "import", "turnover", "balance")
HEDGES = ("about", "more than", "less than", "almost", "up to", "at least")
#: How a figure relates to its rivals: it comes first and no rival contradicts it; it comes first and
#: documents disagree; another comes first, and both can hold, or cannot.
RELATIONS = ("first", "disputed", "agrees", "contradicts")
#: The words that scale a number, and their powers of ten.
SCALES = {"thousand": 3, "mn": 6, "bn": 9, "tn": 12}
#: The reporter of figures that are nobody's statistics.
UNSTATED = "unstated"
COVERAGES = ("year", "accounting-year", "part", "several-years")

#: Each flag a row can carry: its sign in tables and its meaning in the legend beneath.
FLAGS = {
    "unstated-reporter": ("?", "whose figures these are is not stated"),
    "part-year": ("p", "part of a year"),
    "hedged": ("~", "hedged by the source: about, more than, ..."),
    "range": ("r", "a range, without one value"),
    "growth-only": ("%", "a rate of growth without an amount"),
    "disputed": ("!", "sources disagree"),
    "outranked": ("v", "another statement on the same comes first"),
    "scheduled": ("s", "scheduled or expected"),
    "estimated": ("e", "estimated"),
    "forecast": ("f", "forecast or target, not what happened"),
    "announced": ("a", "announced, not known to have happened"),
    "postponed": ("z", "postponed"),
    "cancelled": ("x", "cancelled"),
}

# --- fields that several kinds share -----------------------------------------------------------

ID = Field(
    "id",
    "id",
    "The record's name: lower-case letters, digits and hyphens, unique over all kinds",
    required=True,
    searched=False,
)
_TITLE = Field(
    "title",
    "text",
    "What the record is about, worded by the editor",
    required=True,
    table=True,
    rivals=EDITORIAL,
)
_NOTE = Field("note", "text", "What an editor has to add", rivals=EDITORIAL)
_AS_OF = Field("as_of", "date", "The day, month or year that the statement speaks of (EDTF)")
_STATES_AS_OF = _AS_OF._replace(rivals=APART)
_STATED_BY = Field(
    "stated_by", "text", "The speaker or body that the document quotes", rivals=APART
)

# Fields of records of several kinds, beside those of each kind.
CITED = Field(
    "sources",
    "map",
    "Map from source id to the place in that document; each states every field beside it",
    required=True,
)
FORMERLY = Field("formerly", "ids", "Ids that the record had before", rivals=EDITORIAL)
ALSO = Field("also", "map", "Further statements: partial records, each with its own sources")
WHY = Field("why", "text", "In `also`: why the statement above comes first", rivals=EDITORIAL)
ACCEPT = Field(
    "accept",
    "map",
    "Map from a warning of `corridor check` that need not be mended here to the reason",
    rivals=EDITORIAL,
)

# --- kinds ---------------------------------------------------------------------------------------

ABOUT = Kind(
    "about",
    "The fact base itself",
    "about.yaml",
    (
        Field("title", "text", "Title of the fact base", required=True),
        Field("version", "date", "The day the facts were last edited", required=True),
        Field("publisher", "text", "Who publishes it; cited as its author"),
        Field("url", "url", "Where it is published"),
        Field("licence", "text", "The licence of the fact base, as SPDX names it"),
        Field("founding_agreement", "id", "The agreement whose members `members` lists"),
        Field("members_list", "id", "The list of members that comes first"),
    ),
    single=True,
    cited=False,
)

COUNTRY = Kind(
    "country",
    "Countries and groups of countries, with the names they go by",
    "countries.yaml",
    (
        Field(
            "code",
            "country",
            "ISO 3166-1 alpha-3 code, or the acronym of a group",
            required=True,
            table=True,
        ),
        Field("alpha2", "text", "ISO 3166-1 alpha-2 code"),
        Field("numeric", "text", "ISO 3166-1 numeric code"),
        Field("name", "text", "The name that tables show", required=True, table=True),
        Field("aliases", "texts", "Other names in use", rivals=UNITED),
        Field("former_names", "texts", "Names used before", rivals=UNITED),
        Field("group", "boolean", "True for a group of countries, which has no ISO code"),
    ),
    order="code",
    plural="countries",
)

SOURCE = Kind(
    "source",
    "Documents that state facts",
    "sources/*.yaml",
    (
        ID._replace(meaning="The document's name in `sources:`"),
        Field(
            "kind",
            "word",
            "What the document is",
            required=True,
            choices=SOURCE_KINDS,
            searched=False,
        ),
        Field("title", "text", "The document's title", required=True, table=True),
        Field(
            "title_basis",
            "word",
            "Whether the title is printed in the document, read off its address, or descriptive",
            required=True,
            choices=("printed", "address", "descriptive"),
            searched=False,
        ),
        Field("publisher", "text", "Who published it", required=True, table=True),
        Field("via", "text", "Whom the document cites or reprints"),
        Field(
            "author",
            "text",
            "Who wrote it: a person as FAMILY, GIVEN, several joined by `and`; a body by its name",
        ),
        Field("published", "date", "When it was published (EDTF)", table=True, searched=False),
        Field(
            "published_basis",
            "word",
            "Whether that date is printed or inferred",
            choices=("printed", "inferred"),
            searched=False,
        ),
        Field("url", "url", "Its address", searched=False),
        Field("archived", "url", "An archived copy", searched=False),
        Field("accessed", "date", "When it was read", searched=False),
        Field("language", "language", "Its language (BCP 47)", required=True, searched=False),
        Field("licence", "text", "The licence of a data set"),
        Field("note", "text", "What a reader of the source should know"),
    ),
    cited=False,
    order="published",
    date="published",
)

MEMBER_LIST = Kind(
    "member-list",
    "Lists of members as published",
    "members.yaml",
    (
        ID,
        _AS_OF._replace(
            required=True, meaning="The day, month or year for which the list holds (EDTF)"
        ),
        _STATED_BY._replace(meaning="Whose list it is, if not the document's own"),
        Field("members", "countries", "The states that the list names as members"),
        Field("observers", "countries", "The states that the list names as observers"),
        Field("count", "integer", "How many members the document counts"),
        Field("complete", "boolean", "Whether the document gives the list as all members"),
        _NOTE,
    ),
    section="lists",
    also=True,
    order="as_of",
    date="as_of",
)

MEMBER_STEP = Kind(
    "member-step",
    "Dated steps of each state towards membership",
    "members.yaml",
    (
        ID,
        Field("country", "country", "The state", required=True),
        Field("step", "word", "What it did", required=True, choices=STEPS),
        Field("date", "date", "When (EDTF)", required=True, event="step"),
        _NOTE,
    ),
    section="steps",
    also=True,
    order="date",
    date="date",
)

MEMBER_ROLE = Kind(
    "member-role",
    "Roles other than member that a document gives to a state",
    "members.yaml",
    (
        ID,
        Field("country", "country", "The state", required=True),
        Field("role", "word", "Its role", required=True, choices=ROLES[1:]),
        _STATES_AS_OF,
        _STATED_BY,
        _NOTE,
    ),
    section="roles",
    also=True,
    order="as_of",
    date="as_of",
)

AGREEMENT = Kind(
    "agreement",
    "Agreements that found or shape the corridor",
    "agreements/*.yaml",
    (
        ID,
        _TITLE,
        Field("name", "text", "Its formal name, as the document prints it", rivals=APART),
        Field("signed", "date", "When it was signed (EDTF)", table=True, event="signed"),
        Field("signed_at", "text", "Where it was signed"),
        Field("signatories", "countries", "The states that signed it", table=True),
        Field(
            "in_force",
            "date",
            "When it entered into force (EDTF)",
            table=True,
            event="in force",
            heading="in force",
        ),
        Field("parties", "countries", "The states that the document names as parties", table=True),
        Field("depositary", "text", "Who keeps the original"),
        Field(
            "provisions",
            "texts",
            "What it provides, and what else documents state of it",
            rivals=UNITED,
        ),
        _NOTE,
    ),
    section="agreement",
    single=True,
    also=True,
    date="signed",
)

AGREEMENT_STEP = Kind(
    "agreement-step",
    "Dated steps of states towards, within and out of an agreement other than the founding one",
    "agreements/*.yaml",
    (
        ID,
        Field(
            "country",
            "country",
            "The state or group that took the step; none if it is the agreement's own",
        ),
        Field("step", "word", "What it did", required=True, choices=STEPS),
        Field("date", "date", "When (EDTF)", event="step"),
        _STATES_AS_OF,
        _NOTE,
    ),
    section="steps",
    also=True,
    order="date",
    date="date",
)

MEETING = Kind(
    "meeting",
    "Meetings and events: who met when and where about what",
    "meetings/*.yaml",
    (
        ID,
        _TITLE,
        Field(
            "date",
            "date",
            "When it took place, or is to take place (EDTF)",
            table=True,
            event="meeting",
        ),
        Field(
            "date_basis",
            "word",
            "Whether the date is stated, the report's own, or inferred",
            choices=("stated", "reported", "inferred"),
            rivals=EDITORIAL,
        ),
        Field(
            "announced_for", "date", "The date for which it had been announced (EDTF)", rivals=APART
        ),
        Field("status", "word", "What is known of it", required=True, choices=STATUSES),
        Field("level", "word", "The rank of those who met", table=True, choices=LEVELS),
        Field("place", "text", "City or venue", table=True),
        Field("event", "text", "The larger event on whose sidelines it took place", rivals=APART),
        Field(
            "countries",
            "countries",
            "The states that took part",
            required=True,
            table=True,
            rivals=UNITED,
        ),
        Field(
            "participants",
            "participants",
            "Persons and organisations: NAME[, OFFICE] [(COUNTRY)]",
            rivals=UNITED,
        ),
        Field("topics", "texts", "What they spoke of", rivals=UNITED),
        Field("outcomes", "texts", "What came of it", rivals=UNITED),
        _NOTE,
    ),
    also=True,
    order="date",
    date="date",
)


def _flow(name: str, meaning: str, *, table: bool = True) -> Field:
    return Field(name, "figure", meaning, unit="the row's unit", table=table)


_BASIS = Field("basis", "text", "Whose statistics", rivals=APART)
_SCOPE = Field("scope", "text", "What is counted, if stated: non-oil, with services")
_PREFERRED = Field(
    "preferred", "text", "Why this record comes first among its rivals", rivals=EDITORIAL
)

TRADE = Kind(
    "trade",
    "What one document states on the trade of a pair in a period",
    "trade/*.yaml",
    (
        ID._replace(
            required=False, meaning="Computed unless written: reporter-partner-period-source"
        ),
        Field(
            "reporter",
            "country",
            "The state whose trade it is (ISO 3166-1 alpha-3), or `unstated`",
            required=True,
            table=True,
            otherwise="pair",
        ),
        Field(
            "partner",
            "country",
            "The state it trades with (ISO 3166-1 alpha-3)",
            required=True,
            table=True,
        ),
        Field(
            "period",
            "period",
            "The period (EDTF): 2022, 2022-05, 2022-01/2022-08, 2022-04/2023-03",
            required=True,
            table=True,
        ),
        _flow("export", "Goods from reporter to partner"),
        _flow("import", "Goods from partner to reporter"),
        _flow("turnover", "Both directions together"),
        _flow("balance", "Export less import", table=False),
        _BASIS,
        _SCOPE,
        _STATED_BY,
        _PREFERRED,
        _NOTE,
    ),
    order="period",
    date="period",
    plural="trade",
    named_by=("reporter", "partner", "period"),
)


def _measure(name: str, meaning: str, *units: str) -> Field:
    return Field(name, "figure", meaning, unit=" or ".join(units), choices=units)


FREIGHT = Kind(
    "freight",
    "What one document states on the freight of a route, place or network in a period",
    "freight/*.yaml",
    (
        ID._replace(required=False, meaning="Computed unless written: subject-period-source"),
        Field(
            "subject",
            "id",
            "The route or place whose freight it is; the name of the fact file",
            required=True,
            table=True,
            refers=("route", "place"),
        ),
        Field(
            "period",
            "period",
            "The period (EDTF); of a forecast, the period that it is for",
            table=True,
        ),
        _measure("volume", "Mass of the goods", "t", "m3"),
        _measure("containers", "Containers", "TEU", "containers"),
        _measure("trains", "Trains", "trains"),
        _measure("wagons", "Wagons", "wagons"),
        _measure("vehicles", "Road vehicles", "trucks", "vehicles"),
        _measure("vessels", "Calls of ships", "vessels"),
        _measure("share", "Share in what `scope` says", "%"),
        Field("mode", "word", "The mode of transport, if stated", choices=MODES),
        Field("country", "country", "The country whose part of it is counted, if stated"),
        Field("carrier", "text", "The carrier whose freight alone is counted, if stated"),
        _SCOPE._replace(
            meaning="What is counted, if stated: transit, exports, grain, a day's average"
        ),
        Field("forecast", "boolean", "True for a forecast or target"),
        _STATES_AS_OF._replace(meaning="When a forecast was made (EDTF)"),
        _BASIS,
        _STATED_BY,
        _PREFERRED,
        _NOTE,
    ),
    order="period",
    date="period",
    plural="freight",
    named_by=("subject", "period"),
)
#: What is counted in a freight record.
MEASURES = tuple(field.name for field in FREIGHT.fields if field.type == "figure")


def _quantity(
    name: str, meaning: str, *units: str, rivals: str = COMPARED, table: bool = False
) -> Field:
    return Field(
        name,
        "quantity",
        meaning,
        unit=" or ".join(units) or "a currency (ISO 4217)",
        choices=units,
        rivals=rivals,
        table=table,
    )


_COUNTRIES = Field("countries", "countries", "The states it lies in", table=True, rivals=UNITED)
_DETAILS = Field("details", "texts", "What else documents state", rivals=UNITED)
_NODES = Field(
    "nodes",
    "ids",
    "Places on it, in order, as one document names them",
    rivals=APART,
    refers=("place",),
    shown_as="line",
)
_ROUTES = Field(
    "routes", "ids", "The routes that it is part of", table=True, rivals=UNITED, refers=("route",)
)
_NAME = Field(
    "name", "text", "The name that tables show", required=True, table=True, rivals=EDITORIAL
)

ROUTE = Kind(
    "route",
    "The corridor and its branches",
    "routes.yaml",
    (
        ID,
        _NAME,
        _COUNTRIES._replace(meaning="The states it leads through"),
        _NODES,
        Field("modes", "words", "The modes of transport in use", choices=MODES, rivals=UNITED),
        _quantity("length", "Its length", "km", table=True),
        _quantity("capacity", "What it can carry in a year", "t", rivals=APART, table=True),
        _quantity("planned_capacity", "What it is to carry in a year", "t", rivals=APART),
        Field("planned_for", "date", "When that capacity is planned for (EDTF)", rivals=APART),
        Field("started", "date", "When traffic on it began (EDTF)", event="traffic begins"),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    section="routes",
    also=True,
)

JOURNEY = Kind(
    "journey",
    "What a transport over the corridor or a part of it takes: distance, time, cost",
    "routes.yaml",
    (
        ID,
        Field("route", "id", "The route", required=True, table=True, refers=("route",)),
        Field("origin", "text", "Where it begins, if stated", table=True),
        Field("destination", "text", "Where it ends, if stated", table=True),
        Field(
            "basis",
            "word",
            "Whether it was measured, scheduled or estimated",
            required=True,
            choices=JOURNEY_BASES,
        ),
        _quantity("distance", "Its distance", "km"),
        _quantity("time", "How long it takes", "days", table=True),
        _quantity("cost", "What it costs", table=True),
        Field("cost_per", "text", "What that cost is for: TEU, 40-foot container"),
        _quantity(
            "suez_distance", "Distance of the sea route through Suez between the same ends", "km"
        ),
        _quantity("suez_time", "How long the sea route through Suez takes", "days"),
        _quantity("suez_cost", "What the sea route through Suez costs"),
        _quantity("time_saving", "How much less time than through Suez", "%", "days"),
        _quantity("cost_saving", "How much less cost than through Suez", "%", table=True),
        _STATES_AS_OF,
        _STATED_BY,
        _NOTE,
    ),
    section="journeys",
    also=True,
    order="route",
    date="as_of",
)

PLACE = Kind(
    "place",
    "Nodes of the corridor: ports, stations, border crossings, cities, and networks that freight is counted for",
    "places.yaml",
    (
        ID,
        _NAME,
        Field("kind", "word", "What it is", required=True, table=True, choices=PLACE_KINDS),
        Field("country", "country", "The state it lies in", table=True),
        Field("aliases", "texts", "Other names in use", rivals=UNITED),
        Field("unlocode", "text", "UN/LOCODE: country and place, such as IR BND", table=True),
        Field("coordinates", "coordinates", "Latitude and longitude", rivals=APART),
        _ROUTES,
        _quantity("capacity", "What it can handle in a year", "t", rivals=APART, table=True),
        _quantity("planned_capacity", "What it is to handle in a year", "t", rivals=APART),
        _quantity(
            "container_capacity",
            "Containers that it can handle in a year",
            "TEU",
            "containers",
            rivals=APART,
        ),
        _quantity("depth", "Depth of water alongside or in the channel", "m", rivals=APART),
        _quantity("length", "Length of a canal", "km"),
        Field("opened", "date", "When it opened (EDTF)", event="opened"),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    also=True,
    order="id",
)

PROJECT = Kind(
    "project",
    "What is being built, planned and agreed",
    "projects/*.yaml",
    (
        ID,
        _TITLE._replace(meaning="Its name"),
        Field("kind", "word", "What is built", required=True, choices=PROJECT_KINDS),
        Field(
            "status",
            "word",
            "How far it has come",
            table=True,
            choices=PROJECT_STATUSES,
            rivals=APART,
        ),
        _COUNTRIES,
        _ROUTES,
        _NODES,
        _quantity("length", "Its length", "km", table=True),
        _quantity("cost", "What it costs", table=True),
        _quantity("loan", "A loan for it"),
        Field("lender", "text", "Who gives that loan", rivals=APART),
        Field("financing", "texts", "How it is paid for", rivals=UNITED),
        _quantity("capacity", "What it is to carry in a year", "t", rivals=APART),
        _quantity(
            "container_capacity",
            "Containers that it is to handle in a year",
            "TEU",
            "containers",
            rivals=APART,
        ),
        _quantity(
            "vehicle_capacity",
            "Road vehicles that it is to let pass in a day",
            "trucks",
            "vehicles",
            rivals=APART,
        ),
        _quantity("area", "Its area", "ha", rivals=APART),
        Field(
            "agreed",
            "date",
            "When it was agreed or contracted (EDTF)",
            event="agreed",
            rivals=APART,
        ),
        Field("planned_start", "date", "When work was to begin (EDTF)", rivals=APART),
        Field("started", "date", "When work began (EDTF)", event="work begins"),
        Field(
            "planned_opening",
            "date",
            "When it was to open (EDTF)",
            event="planned to open",
            rivals=APART,
        ),
        Field("opened", "date", "When it opened (EDTF)", event="opened"),
        _quantity("building_time", "How long building takes", "months", rivals=APART),
        _quantity("progress", "Physical progress", "%", rivals=APART),
        _quantity("land_acquired", "Land acquired for it", "km", "%", rivals=APART),
        Field("contractors", "texts", "Who builds it", rivals=UNITED),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    single=True,
    also=True,
)

ORGANISATION = Kind(
    "organisation",
    "Bodies of the corridor",
    "organisations.yaml",
    (
        ID,
        _NAME,
        Field("founded", "date", "When it was set up (EDTF)", event="set up"),
        Field("seat", "text", "Where it sits"),
        Field("head", "text", "Who leads it", rivals=APART),
        Field(
            "participants",
            "participants",
            "Who belongs to it: NAME[, OFFICE] [(COUNTRY)]",
            rivals=UNITED,
        ),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    also=True,
    order="id",
    date="founded",
)

DISPUTE = Kind(
    "dispute",
    "Disagreements that no rule can see",
    "disputes.yaml",
    (
        ID,
        Field("question", "text", "What the documents disagree on", required=True, table=True),
        Field(
            "claims",
            "claims",
            "The sides: each a record's id and field, or what one source states there: ID.FIELD@SOURCE",
            required=True,
            searched=False,
        ),
        Field(
            "note", "text", "What a reader should know: scopes, definitions, what may explain it"
        ),
    ),
    cited=False,
    order="id",
)

KINDS = (
    *(
        ABOUT,
        COUNTRY,
        SOURCE,
        MEMBER_LIST,
        MEMBER_STEP,
        MEMBER_ROLE,
        AGREEMENT,
        AGREEMENT_STEP,
        ORGANISATION,
        MEETING,
    ),
    *(TRADE, FREIGHT, ROUTE, JOURNEY, PLACE, PROJECT, DISPUTE),
)
