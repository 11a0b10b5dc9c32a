"""The kinds of fact: each field of a fact file, declared once.

The reader, the index's tables, `corridor fields`, the JSON Schemas and the data dictionary are made
from this module, and `answers` takes columns from it. Every command imports it, so it holds data
only.
"""

from typing import Any, NamedTuple, Self, TypeAlias, dataclass_transform

# --- types -------------------------------------------------------------------------------------

#: Each type: the shape of its cells in an answer (text, number, boolean, list, map; "" for a type
#: that only fact files have), and what it is.
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
        "A closed period in its one form (EDTF level 0): "
        "2022, 2022-05, 2022-01/2022-08, 2022-04/2023-03",
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
    "persons": (
        "text",
        "Persons as FAMILY, GIVEN, several joined by `and`; or one name as the document prints it",
    ),
    "participants": (
        "list",
        "A list of persons and organisations, each NAME[, OFFICE] [(COUNTRY)]",
    ),
    "map": ("", "A map, or a list of maps"),
    "documents": (
        "map",
        "A map from columns to the documents that state them: {column: [[source, locator], ...]}",
    ),
    "claims": (
        "list",
        "A list of records' fields, ID.FIELD, or of what one document states there, "
        "ID.FIELD@SOURCE",
    ),
    "coordinates": (
        "text",
        "Latitude and longitude in decimal degrees: 46.35, 48.04; or as UN/LOCODE prints them: "
        "4620N 04802E",
    ),
    "unlocode": ("text", "A code of UN/LOCODE: country and place, such as IR BND"),
    "quantity": ("", "An amount as stated: 162 km, 1.6 bn EUR, about 15-24 days"),
    "figure": ("", "An amount as stated, or a map of amount, growth and growth_vs"),
}

#: How the statements of several documents on one field are brought together: compared (they may be
#: disputed), united (the items of all lists), apart (each for itself, no dispute), editorial (the
#: editor's own words, which no document states).
COMPARED, UNITED, APART, EDITORIAL = "compared", "united", "apart", "editorial"

#: The value in one column of a row (None is missing), and a row by the names of its columns.
Cell: TypeAlias = str | int | float | bool | list[str] | dict[str, list[list[str]]] | None
Row: TypeAlias = dict[str, Cell]


class Field(NamedTuple):
    """A field of a fact file or a column of an answer."""

    name: str
    #: a key of TYPES
    type: str
    meaning: str
    #: the unit of a number
    unit: str = ""
    #: whether each record needs it
    required: bool = False
    #: whether tables show the column
    table: bool = False
    #: the words that a `word` may be, or the base units that an amount may have
    choices: tuple[str, ...] = ()
    #: COMPARED, UNITED, APART or EDITORIAL
    rivals: str = COMPARED
    #: fields beside it that, where two statements give other words, or dates of other years, make
    #: them statements on two things, which are not compared
    apart_by: tuple[str, ...] = ()
    #: the column that holds the amount as its source states it
    stated: str = ""
    #: what `timeline` and calendars call the event of this date
    event: str = ""
    #: the kinds of record that an id may name
    refers: tuple[str, ...] = ()
    #: the column that holds the unit of the number
    unit_in: str = ""
    #: the heading in tables, if not the name
    heading: str = ""
    #: how formats treat the column: `documents` (ids of sources, numbered in tables), `locators`,
    #: `by_field` (the documents of each column), `signs` (flags), `dispute` (whether sources
    #: disagree), `rate` (of growth), `unit` (of the amounts beside it), `varied` (no column of a
    #: table where all cells are equal), `longitude`, `latitude`, `line` (ids of places on a line),
    #: `event` (what happened on a date), `kind` (of a record), `name` (on a map)
    shown_as: str = ""
    #: the column with both states of the pair, which tables show where this one is `unstated`
    otherwise: str = ""
    #: whether full-text search reads it
    searched: bool = True
    #: the column that says how a figure relates to its rivals
    relation: str = ""
    #: the column that holds the amount as text where it is worked out, and no source states it
    derived: str = ""
    #: the least width that it has in a chart, for a column that tables do not show
    charted: int = 0
    #: the columns with the lowest and the highest number of rivals that contradict it
    spread: tuple[str, ...] = ()
    #: the sign of each of its `choices`, where a table sets rows across
    signs: str = ""
    #: of the columns for which a table has no room, those of the least weight are left out first
    weight: int = 1
    #: the label on a card, if not the heading or the name
    label: str = ""
    #: where a card has it, if not in lines of its own: `summary` (in the line under the title),
    #: `history` (its values pass with time: the newest comes first), `elsewhere` (in the title)
    on_card: str = ""
    #: what a number is counted by: a year
    per: str = ""
    #: the column that says what the number is counted by, where that varies
    per_in: str = ""
    #: the field with the whole of which this is a part
    part_of: str = ""

    @property
    def scalable(self) -> bool:
        """Whether it holds amounts that are counted in thousands and millions: money, tonnes."""
        return self.type == "amount" and bool(self.unit_in)

    @property
    def shape(self) -> str:
        """The shape of its cells (TYPES): text, number, boolean, list, map, or ''."""
        return TYPES[self.type][0]


@dataclass_transform(frozen_default=True)
class Declared:
    """A thing with values by name, in the order in which its class declares them.

    It is for what a call makes few of: a NamedTuple, for which Python compiles code at each start,
    is faster only where hundreds are made.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        names = [name for name in type(self).__annotations__ if name not in named]
        vars(self).update(zip(names, values, strict=len(values) > len(names)), **named)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({vars(self)})"

    def _replace(self, **named: Any) -> Self:
        """The same with other values."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), **named)
        return other


class Kind(Declared):
    """A kind of fact: the files that hold its records, and their fields."""

    name: str
    meaning: str
    #: a glob below the fact directory
    files: str
    fields: tuple[Field, ...]
    #: the key of its list in a file that holds several kinds
    section: str = ""
    #: whether a file (or section) holds one record and not a list
    single: bool = False
    #: whether each record names its sources
    cited: bool = True
    #: whether a record may have further statements
    also: bool = False
    #: the field by which the records of a file are sorted
    order: str = ""
    #: the field with the date that the fact is about
    date: str = ""
    #: the plural of the name, if not the name and an s
    plural: str = ""
    #: the fields whose values, with the first source, make the id of a record that writes none
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
        """The fields that a record has beside those of its kind: sources, also, ..."""
        named = any(field.name == "id" for field in self.fields)
        return (
            *((CITED,) if self.cited else ()),
            *((FORMERLY,) if named else ()),
            *((ALSO, WHY) if self.also else ()),
            *((RETRACTED,) if self.cited else ()),
            *((ACCEPT,) if self.cited or named else ()),
        )

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


# --- words ---------------------------------------------------------------------------------------


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


#: In the order that decides which rival figure comes first.
SOURCE_KINDS = words("treaty law official statistics analysis news dataset encyclopedia")
STEPS = words(
    "applied invited approved signed enacted ratified deposited acceded in_force amended extended "
    "suspended withdrawal_begun withdrew"
)
ROLES = ("member", "observer", "applicant", "disputed", "interested")
LEVELS = words(
    "head-of-state head-of-government deputy-head-of-government minister deputy-minister expert "
    "business"
)
STATUSES = ("announced", "held", "postponed", "cancelled")
MEETING_MODES = ("telephone", "online")
MODES = ("all", "rail", "road", "sea", "river", "air", "rail-road", "rail-sea")
PLACE_KINDS = words(
    "city village seaport river-port port-group border-crossing railway-station dry-port terminal "
    "canal network"
)
SEAS = words("caspian persian-gulf gulf-of-oman arabian-sea azov black-sea baltic")
PROJECT_KINDS = words(
    "railway road bridge tunnel port terminal dry-port waterway border-crossing zone fleet service "
    "programme"
)
PROJECT_STATUSES = words("proposed planned agreed under-construction suspended open cancelled")
JOURNEY_BASES = ("measured", "scheduled", "estimated", "aimed")
_JOURNEY = ("basis", "origin", "destination")
EVENT_KINDS = words(
    "closure reopening suspension resumption blockade attack accident sanction waiver first-run "
    "record diversion statement"
)
OBSTACLE_KINDS = words(
    "water-level draught ice gauge capacity gap queue border documents payment insurance sanctions "
    "security cost"
)
ORGANISATION_KINDS = words(
    "corridor-body government customs statistics railway port shipping company bank research "
    "association international"
)
FLOWS = ("export", "import", "turnover", "balance")
#: The flows that follow from exports and imports, with the sign of the imports.
DERIVED = {"turnover": 1, "balance": -1}
HEDGES = ("about", "more than", "less than", "almost", "up to", "at least")
#: How a figure relates to its rivals: it comes first and no rival contradicts it; it comes first
#: and sources disagree; another comes first, and both can hold, or cannot.
RELATIONS = ("first", "disputed", "agrees", "contradicts")
#: Why the figures of two states on one trade may differ. No document says how goods are valued:
#: imports commonly with freight and insurance (cif), exports without (fob).
MIRROR_REASONS = words("accounting-year period scope currency disputed hedged valuation")
#: The words that scale a number, and their powers of ten.
SCALES = {"thousand": 3, "mn": 6, "bn": 9, "tn": 12}
#: The reporter of figures of which no document says whose statistics they are.
UNSTATED = "unstated"
COVERAGES = ("year", "accounting-year", "part", "several-years")
#: What stands above rows of a coverage; calendar years need no words.
COVERED = dict(
    zip(COVERAGES, ("", "accounting years", "parts of a year", "several years"), strict=True)
)

#: Each flag of a row: its sign in tables and its meaning in the legend beneath the table.
FLAGS = {
    "unstated-reporter": ("?", "whose figures these are is not stated"),
    "part-year": ("p", "part of a year"),
    "hedged": ("~", "hedged by the source: about, more than, ..."),
    "range": ("r", "a range, without one value"),
    "growth-only": ("%", "a rate of growth without an amount"),
    "disputed": ("!", "sources disagree; the sides: corridor disputes ID or COUNTRY"),
    "outranked": ("v", "another statement on the same comes first"),
    "scheduled": ("s", "scheduled or expected"),
    "estimated": ("e", "estimated"),
    "aimed": ("t", "an aim, not yet reached"),
    "forecast": ("f", "forecast or target, not what happened"),
    "announced": ("a", "announced, not known to have happened"),
    "inferred": ("i", "the date is inferred, not stated by the document"),
    "postponed": ("z", "postponed"),
    "cancelled": ("x", "cancelled"),
    "retracted": ("w", "withdrawn by its publisher"),
    "derived": ("=", "worked out here from stated figures"),
}

# --- fields ------------------------------------------------------------------------------------


def _date(name: str, meaning: str, **more: Any) -> Field:
    return Field(name, "date", f"{meaning} (EDTF)", **more)


def _texts(name: str, meaning: str, **more: Any) -> Field:
    return Field(name, "texts", meaning, rivals=UNITED, **more)


def _word(name: str, meaning: str, choices: tuple[str, ...], **more: Any) -> Field:
    return Field(name, "word", meaning, choices=choices, **more)


def _quantity(name: str, meaning: str, *units: str, **more: Any) -> Field:
    unit = " or ".join(units) or "a currency (ISO 4217)"
    return Field(name, "quantity", meaning, unit=unit, choices=units, **more)


def _named_quantity(name: str, meaning: str, *units: str, **more: Any) -> Field:
    """A quantity that a table shows with its name, beside others of its unit."""
    heading = name.replace("_", " ").replace("suez", "Suez")
    return _quantity(name, meaning, *units, table=True, heading=heading, **more)


#: Of forecasts only: what happened is one thing, whoever counts it.
_FORECAST_APART = ("stated_by", "as_of", "forecast_basis")


def _measure(name: str, meaning: str, *units: str) -> Field:
    unit = " or ".join(units)
    return Field(name, "figure", meaning, unit, choices=units, apart_by=_FORECAST_APART)


def _flow(name: str, meaning: str, *, table: bool = True) -> Field:
    unit = "the row's unit"
    return Field(name, "figure", meaning, unit, table=table, apart_by=_FORECAST_APART)


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
    on_card="elsewhere",
)
_NOTE = Field("note", "text", "A remark of the editor", rivals=EDITORIAL)
#: Of a record with a title or name; where documents state other names, rivals are united.
_ALIASES = Field(
    "aliases",
    "texts",
    "Short and other names by which people ask for it",
    rivals=EDITORIAL,
    label="Also called",
)
_AS_OF = _date("as_of", "The day, month or year that the statement is about")
_STATES_AS_OF = _AS_OF._replace(rivals=APART, on_card="summary", label="as of")
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
RETRACTED = Field(
    "retracted",
    "text",
    "Why its publisher withdrew this statement, and where it says so",
    rivals=EDITORIAL,
)
WHY = Field("why", "text", "In `also`: why the statement above comes first", rivals=EDITORIAL)
ACCEPT = Field(
    "accept",
    "map",
    "Map from a warning of `corridor check` to the reason why it may stay",
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
    "Countries and groups of countries, with their codes and names",
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
        _texts("aliases", "Other names in use"),
        _texts("former_names", "Names used before"),
        Field("group", "boolean", "True for a group of countries, which has no ISO code"),
    ),
    also=True,
    order="code",
    plural="countries",
)

SOURCE = Kind(
    "source",
    "Documents that state facts",
    "sources/*.yaml",
    (
        ID._replace(meaning="The document's name in `sources:`"),
        _word(
            "kind",
            "What the document is",
            SOURCE_KINDS,
            required=True,
            searched=False,
            on_card="summary",
        ),
        Field(
            "title", "text", "The document's title", required=True, table=True, on_card="elsewhere"
        ),
        _word(
            "title_basis",
            "Whether the title is printed in the document, read off its address, or descriptive",
            ("printed", "address", "descriptive"),
            required=True,
            searched=False,
            label="Title is",
        ),
        Field("publisher", "text", "Who published it", required=True, table=True),
        Field("via", "text", "The body or document that it cites or reprints", label="Cites"),
        Field(
            "author",
            "persons",
            "Who wrote it: a person as FAMILY, GIVEN, several joined by `and`",
        ),
        Field("author_body", "text", "The body that wrote it, if that is not the publisher"),
        _date("published", "When it was published", table=True, searched=False),
        _word(
            "published_basis",
            "Whether that date is printed or inferred",
            ("printed", "inferred"),
            searched=False,
            label="Date is",
        ),
        Field("url", "url", "Its address", searched=False, label="Address"),
        Field("archived", "url", "An archived copy", searched=False),
        Field("accessed", "date", "When it was read", searched=False, label="Read on"),
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
        _STATED_BY._replace(
            meaning="The body that published the list, if not the publisher of the document"
        ),
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
        _word("step", "What it did", STEPS, required=True),
        _date("date", "When", required=True, event="step"),
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
        _word("role", "Its role", ROLES[1:], required=True),
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
        _ALIASES,
        Field("name", "text", "Its formal name, as the document prints it", rivals=APART),
        _date("signed", "When it was signed", table=True, event="signed"),
        Field("signed_at", "text", "Where it was signed"),
        Field("signatories", "countries", "The states that signed it", table=True),
        _date(
            "in_force",
            "When it entered into force",
            table=True,
            event="in force",
            heading="in force",
        ),
        Field("parties", "countries", "The states that the document names as parties", table=True),
        Field("depositary", "text", "The state or body that keeps the original"),
        _texts("provisions", "What it provides, and what else documents state of it"),
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
            "The state or group that took the step, if not the agreement itself",
        ),
        _word("step", "What it did", STEPS, required=True),
        _date("date", "When", event="step"),
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
    "Meetings: who met when and where about what",
    "meetings/*.yaml",
    (
        ID,
        _TITLE,
        _date(
            "date",
            "When it took place, or is to take place",
            table=True,
            event="meeting",
            label="When",
        ),
        _word(
            "date_basis",
            "Whether the date is stated, the report's own, or inferred",
            ("stated", "reported", "inferred"),
            rivals=EDITORIAL,
            on_card="summary",
            label="date",
        ),
        _date(
            "announced_for",
            "The date for which it had been announced",
            rivals=APART,
            label="Was set for",
        ),
        _word(
            "status",
            "Whether it took place",
            STATUSES,
            required=True,
            on_card="summary",
        ),
        _word("level", "The rank of those who met", LEVELS, table=True, label="Level"),
        _word("mode", "How they met, if not in one place", MEETING_MODES, table=True, label="Mode"),
        Field("place", "text", "City or venue", table=True, label="Where"),
        Field(
            "event", "text", "The larger event at which it took place", rivals=APART, label="Event"
        ),
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
            label="Who",
        ),
        _texts("topics", "What they discussed", label="About"),
        _texts("outcomes", "What they decided, agreed or signed", label="Outcome"),
        _NOTE,
    ),
    also=True,
    order="date",
    date="date",
)


_BASIS = Field("basis", "text", "The body whose statistics these are", rivals=APART)
_SCOPE = Field("scope", "text", "What is counted, if stated: non-oil, with services")
_PREFERRED = Field(
    "preferred", "text", "Why this record comes first among its rivals", rivals=EDITORIAL
)

#: What keeps a figure of trade or freight that is to come apart from what happened.
_FORECAST = (
    Field("forecast", "boolean", "True for a forecast or target"),
    _word(
        "forecast_basis",
        "Whether a forecast is estimated or aimed at, if stated",
        ("estimated", "aimed"),
        rivals=APART,
        label="Forecast is",
    ),
    _STATES_AS_OF._replace(meaning="When a forecast was made (EDTF)"),
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
            on_card="summary",
            label="reporter",
        ),
        Field(
            "partner",
            "country",
            "The state it trades with (ISO 3166-1 alpha-3)",
            required=True,
            table=True,
            on_card="summary",
            label="partner",
        ),
        Field(
            "period",
            "period",
            "The period (EDTF): 2022, 2022-05, 2022-01/2022-08, 2022-04/2023-03; of a forecast, "
            "the period that it is for, if stated",
            table=True,
            on_card="summary",
        ),
        _flow("export", "Goods from reporter to partner"),
        _flow("import", "Goods from partner to reporter"),
        _flow("turnover", "Both directions together"),
        _flow("balance", "Export less import", table=False),
        *_FORECAST,
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
            on_card="summary",
        ),
        Field(
            "period",
            "period",
            "The period (EDTF); of a forecast, the period that it is for",
            table=True,
            on_card="summary",
        ),
        _measure("volume", "Mass of the goods", "t", "m3"),
        _measure("containers", "Containers", "TEU", "containers"),
        _measure("trains", "Trains", "trains"),
        _measure("wagons", "Wagons", "wagons"),
        _measure("vehicles", "Road vehicles", "trucks", "vehicles"),
        _measure("vessels", "Ship calls", "vessels"),
        _measure("share", "A share; `scope` says of what whole, or of what part of freight", "%"),
        _word("mode", "The mode of transport, if stated", MODES),
        Field("country", "country", "The country whose freight alone is counted, if stated"),
        Field("carrier", "text", "The carrier whose freight alone is counted, if stated"),
        _SCOPE._replace(
            meaning="What is counted, if stated: transit, exports, grain, a day's average"
        ),
        *_FORECAST,
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


_COUNTRIES = Field("countries", "countries", "The states it lies in", table=True, rivals=UNITED)
_DETAILS = _texts("details", "What else documents state", label="Reported", on_card="history")
_NODES = Field(
    "nodes",
    "ids",
    "Places on it, in order, as one document names them",
    rivals=APART,
    refers=("place",),
    shown_as="line",
    label="Places",
)
_ROUTES = Field(
    "routes",
    "ids",
    "The routes that it is part of",
    table=True,
    rivals=UNITED,
    refers=("route",),
)
_NAME = Field(
    "name",
    "text",
    "The name that tables show",
    required=True,
    table=True,
    rivals=EDITORIAL,
    on_card="elsewhere",
)

ROUTE = Kind(
    "route",
    "The corridor and its branches",
    "routes.yaml",
    (
        ID,
        _NAME,
        _ALIASES,
        _COUNTRIES._replace(meaning="The states that it passes through"),
        _NODES,
        Field("modes", "words", "The modes of transport in use", choices=MODES, rivals=UNITED),
        _quantity("length", "Its length", "km", table=True),
        _quantity(
            "capacity",
            "What it can carry in a year",
            "t",
            rivals=APART,
            table=True,
            per="a year",
        ),
        _quantity(
            "planned_capacity",
            "What it is to carry in a year",
            "t",
            rivals=APART,
            label="To carry",
            per="a year",
        ),
        _date("planned_for", "When that capacity is planned for", rivals=APART),
        _date("started", "When traffic on it began", event="traffic begins"),
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
        Field(
            "route",
            "id",
            "The route",
            required=True,
            refers=("route",),
            on_card="summary",
        ),
        Field("origin", "text", "Where it begins, if stated", label="From"),
        Field("destination", "text", "Where it ends, if stated", label="To"),
        _word(
            "basis",
            "Whether it was measured, scheduled, estimated or aimed at",
            JOURNEY_BASES,
            required=True,
            rivals=APART,
            on_card="summary",
        ),
        _quantity("distance", "Its distance", "km", table=True, apart_by=_JOURNEY),
        _quantity("time", "How long it takes", "days", table=True, apart_by=_JOURNEY),
        _quantity(
            "cost",
            "What it costs",
            table=True,
            apart_by=(*_JOURNEY, "cost_per", "as_of"),
            per_in="cost_per",
        ),
        Field(
            "cost_per",
            "text",
            "The unit of goods that the cost is for: TEU, 40-foot container",
            table=True,
            heading="per",
        ),
        _named_quantity(
            "suez_distance",
            "Distance of the sea route through Suez between the same ends",
            "km",
            label="Suez length",
        ),
        _named_quantity("suez_time", "How long the sea route through Suez takes", "days"),
        _named_quantity("suez_cost", "What the sea route through Suez costs", per_in="cost_per"),
        _named_quantity(
            "time_saving", "How much less time than through Suez", "%", "days", apart_by=_JOURNEY
        ),
        _named_quantity(
            "cost_saving", "How much less cost than through Suez", "%", apart_by=_JOURNEY
        ),
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
    "Ports, stations, border crossings and cities of the corridor, and freight networks",
    "places.yaml",
    (
        ID,
        _NAME,
        _word("kind", "What it is", PLACE_KINDS, required=True, table=True, on_card="summary"),
        Field("country", "country", "The state it lies in", table=True, on_card="summary"),
        _texts("aliases", "Other names in use", label="Also called"),
        _word("sea", "The sea it lies on", SEAS, on_card="summary"),
        Field(
            "unlocode",
            "unlocode",
            "UN/LOCODE: country and place, such as IR BND",
            table=True,
            on_card="summary",
            label="UN/LOCODE",
        ),
        Field("coordinates", "coordinates", "Latitude and longitude", label="Position"),
        _ROUTES,
        _quantity(
            "capacity",
            "What it can handle in a year",
            "t",
            rivals=APART,
            table=True,
            per="a year",
        ),
        _quantity(
            "planned_capacity",
            "What it is to handle in a year",
            "t",
            rivals=APART,
            label="To handle",
            per="a year",
        ),
        _quantity(
            "container_capacity",
            "Containers that it can handle in a year",
            "TEU",
            "containers",
            rivals=APART,
            label="Containers",
            per="a year",
        ),
        _quantity("depth", "Depth of water alongside or in the channel", "m", rivals=APART),
        _quantity("length", "Length of a canal", "km"),
        _date("opened", "When it opened", event="opened"),
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
        _ALIASES,
        _word("kind", "What is built", PROJECT_KINDS, required=True, on_card="summary"),
        _word(
            "status",
            "The state of the work",
            PROJECT_STATUSES,
            table=True,
            rivals=APART,
            on_card="history",
        ),
        _COUNTRIES._replace(on_card="summary"),
        _ROUTES._replace(on_card="summary"),
        _NODES,
        _quantity("length", "Its length", "km", table=True),
        _quantity("cost", "What it costs", table=True, apart_by=("as_of",)),
        _quantity("loan", "A loan for it", apart_by=("lender", "as_of")),
        Field("lender", "text", "Who gives that loan", rivals=APART),
        _texts("financing", "How it is paid for"),
        _quantity("capacity", "What it is to carry in a year", "t", rivals=APART, per="a year"),
        _quantity(
            "container_capacity",
            "Containers that it is to handle in a year",
            "TEU",
            "containers",
            rivals=APART,
            label="Containers",
            per="a year",
        ),
        _quantity(
            "vehicle_capacity",
            "Road vehicles that it is to let pass in a day",
            "trucks",
            "vehicles",
            rivals=APART,
            label="Vehicles",
            per="a day",
        ),
        _quantity("area", "Its area", "ha", rivals=APART),
        _date("agreed", "When it was agreed or contracted", event="agreed", rivals=APART),
        _date(
            "planned_start",
            "When work was to begin",
            event="planned to begin",
            rivals=APART,
            label="To begin",
        ),
        _date("started", "When work began", event="work begins", label="Begun"),
        _date(
            "planned_opening",
            "When it was to open",
            event="planned to open",
            rivals=APART,
            label="To open",
        ),
        _date("opened", "When it opened", event="opened"),
        _quantity(
            "building_time", "How long building takes", "months", rivals=APART, label="Building"
        ),
        _quantity("progress", "Physical progress", "%", rivals=APART, on_card="history"),
        _quantity(
            "land_acquired",
            "Land acquired for it",
            "km",
            "%",
            rivals=APART,
            label="Land bought",
            on_card="history",
            part_of="length",
        ),
        _texts("contractors", "Who builds it"),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    single=True,
    also=True,
)

ORGANISATION = Kind(
    "organisation",
    "Bodies of the corridor, and those that documents quote",
    "organisations.yaml",
    (
        ID,
        _NAME,
        _texts(
            "aliases", "Its abbreviation and other names in use", label="Also called", table=True
        ),
        _word("kind", "What it is", ORGANISATION_KINDS, table=True, on_card="summary"),
        Field("country", "country", "The state it belongs to", table=True, on_card="summary"),
        _texts("tasks", "What it does"),
        _date("founded", "When it was set up", event="set up"),
        Field("seat", "text", "The city of its head office"),
        Field("head", "text", "The person at its head", rivals=APART, on_card="history"),
        Field(
            "participants",
            "participants",
            "Who belongs to it: NAME[, OFFICE] [(COUNTRY)]",
            rivals=UNITED,
            label="Who",
        ),
        _DETAILS,
        _STATES_AS_OF,
        _NOTE,
    ),
    also=True,
    order="id",
    date="founded",
)

_PLACES = Field(
    "places", "ids", "The places that it touches", table=True, rivals=UNITED, refers=("place",)
)

EVENT = Kind(
    "event",
    "What changed the corridor and is no meeting, agreement or project",
    "events.yaml",
    (
        ID,
        _TITLE,
        _word("kind", "What happened", EVENT_KINDS, required=True, table=True, on_card="summary"),
        _date(
            "date",
            "When it happened, or from when to when",
            table=True,
            event="kind",
            label="When",
        ),
        MEETING.field("date_basis"),
        _COUNTRIES._replace(meaning="The states that it touches"),
        _PLACES._replace(table=False),
        _ROUTES._replace(
            meaning="The routes that it touches, as the editor sees it",
            table=False,
            rivals=EDITORIAL,
        ),
        _texts("effects", "What it changed, and what else documents state"),
        _STATED_BY,
        _NOTE,
    ),
    also=True,
    order="date",
    date="date",
)

OBSTACLE = Kind(
    "obstacle",
    "What hinders the corridor: where, since when, by how much",
    "obstacles.yaml",
    (
        ID,
        _TITLE,
        _word("kind", "What hinders", OBSTACLE_KINDS, required=True, table=True, on_card="summary"),
        _COUNTRIES._replace(meaning="The states where it hinders"),
        _PLACES._replace(meaning="The places where it hinders"),
        _ROUTES._replace(
            meaning="The routes that it hinders, as the editor sees it",
            table=False,
            rivals=EDITORIAL,
        ),
        _date("since", "Since when", event="obstacle begins", rivals=APART),
        _date("until", "Until when", event="obstacle ends", rivals=APART),
        _quantity(
            "figure",
            "A number that tells how much it hinders",
            *words("m km t % days trucks wagons trains vessels containers TEU"),
            rivals=APART,
            table=True,
        ),
        Field("measure", "text", "What that number counts", rivals=APART, table=True),
        _DETAILS,
        _STATES_AS_OF,
        _STATED_BY,
        _NOTE,
    ),
    also=True,
    order="id",
    date="as_of",
)

TARIFF = Kind(
    "tariff",
    "What transport on the corridor costs by a tariff, and discounts on it",
    "tariffs.yaml",
    (
        ID,
        _TITLE,
        _quantity("price", "The price of a unit", table=True, per_in="per"),
        Field(
            "per",
            "text",
            "The unit that the price is for: TEU-km, 40-foot container, t",
            table=True,
        ),
        _quantity("discount", "How much it is below the usual price", "%", table=True),
        Field("goods", "text", "What it is for: goods, containers, wagons", rivals=APART),
        Field("origin", "text", "Where transport begins, if stated", rivals=APART, label="From"),
        Field("destination", "text", "Where transport ends, if stated", rivals=APART, label="To"),
        _word("mode", "The mode of transport, if stated", MODES),
        Field("carrier", "text", "Who sets or grants it", table=True, rivals=APART),
        _COUNTRIES._replace(meaning="The states where it holds", table=False),
        _ROUTES._replace(meaning="The routes that it is for", table=False),
        _date("valid", "From when to when it holds", table=True, event="tariff"),
        _texts("conditions", "On what it depends, and what else documents state"),
        _STATED_BY,
        _NOTE,
    ),
    also=True,
    order="valid",
    date="valid",
)

DISPUTE = Kind(
    "dispute",
    "Disagreements that no rule finds",
    "disputes.yaml",
    (
        ID,
        Field(
            "question",
            "text",
            "What the documents disagree on",
            required=True,
            table=True,
            on_card="elsewhere",
        ),
        Field(
            "claims",
            "claims",
            "The sides: each ID.FIELD, or what one source states there, ID.FIELD@SOURCE",
            required=True,
            searched=False,
            on_card="elsewhere",
        ),
        Field(
            "about",
            "countries",
            "Whom it is about, if not all whom its records name",
            rivals=EDITORIAL,
        ),
        Field(
            "note", "text", "What a reader should know: scopes, definitions, what may explain it"
        ),
    ),
    cited=False,
    order="id",
)

KINDS = (
    *(ABOUT, COUNTRY, SOURCE, MEMBER_LIST, MEMBER_STEP, MEMBER_ROLE, AGREEMENT, AGREEMENT_STEP),
    *(ORGANISATION, MEETING, TRADE, FREIGHT, ROUTE, JOURNEY, PLACE, PROJECT),
    *(EVENT, OBSTACLE, TARIFF, DISPUTE),
)
