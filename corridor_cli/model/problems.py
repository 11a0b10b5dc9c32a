"""The problems of fact files: each code with its rule, and the problems of one file."""

from typing import NamedTuple

from corridor_cli.model.kinds import KINDS, TYPES
from corridor_cli.model.names import one_line

#: With an error the facts cannot be used. An editor mends a warning or accepts it with a reason.
ERROR, WARNING = "error", "warning"
#: The most errors that are listed for one file or one rule.
MOST = 100
#: The most characters of a message: a value that it quotes may be as long as its file.
_LONGEST = 500

#: The beginning of the hint of a problem that follows from another one.
FIRST_MEND = "first mend "

#: The rule that must hold, by the code of the problem where it does not.
ERRORS = {
    # files
    "missing-file": "a fact base has about.yaml and countries.yaml",
    "unexpected-file": "a fact file has the name and folder of a kind of fact",
    "unreadable": "a fact file is a file that can be read",
    "too-large": "a fact file is small enough to be reviewed",
    "more-problems": "a file has so few problems that all can be listed",
    # text and YAML
    "empty-file": "a fact file holds facts",
    "encoding": "a fact file is UTF-8 without a byte order mark",
    "line-ending": "a line ends with LF, or with CRLF, and never with CR alone",
    "control-character": "a text has no tabs, control characters or marks of direction",
    "too-long": "a text is short enough to be read in a table",
    "too-many": "lists, documents of a statement and further statements are at most 200 each",
    "yaml": "a fact file is YAML",
    "directive": "a fact file has no YAML directives",
    "second-document": "a fact file holds one YAML document",
    "anchor": "a value is written out, not anchored",
    "alias": "a value is written out, not an alias",
    "tag": "the field gives the type, not a YAML tag",
    "nesting": "a value is nested no deeper than its kind needs",
    "key": "a key is a plain word",
    "comment": "a comment behind a text has two spaces before # and one behind it",
    "duplicate-key": "a key stands once in its map",
    # records
    "shape": "a record, a list or a text has the form that its kind needs",
    "missing-section": "a file of several sections has each that its kind needs",
    "missing-field": "a record has the fields that its kind needs",
    "unknown-key": "a key is a field of the kind",
    "no-source": "a fact names its sources",
    "bad-locator": "a source has a locator: the place in it, in words without a semicolon",
    "bad-accept": "`accept` gives a reason for each warning that it names",
    "mixed-units": "the amounts of a trade record have one unit",
    "same-country": "the partner is another country than the reporter",
    "wrong-file": "trade is in the file of its pair, freight in the file of its subject",
    **{
        f"bad-{name}": TYPES[name][1][:1].lower() + TYPES[name][1][1:]
        for name in TYPES
        if any(field.type == name for kind in KINDS for field in kind.fields)
    },
    # between records
    "unknown-source": "a fact cites a document that a file under sources/ describes",
    "unknown-country": "a country is listed in countries.yaml",
    "unknown-record": "an id in a record names a record of the right kind",
    "unknown-field": "a claim is a field that its record states, by the source that is named",
    "about-names": "about.yaml names an agreement and a list of members that exist",
    "duplicate-id": "an id names one record",
    "former-id": "a former id belongs to one record, and is no id in use",
    "id-is-country": "an id is never a country's code or name",
    "ambiguous-name": "a name belongs to one country",
    "country-codes": "a country has ISO 3166-1 codes, a group has none",
    "wrong-year": "a document is in the file of its year of publication",
    "wrong-meeting-year": "a meeting is in the file of the year in which it begins",
    "agreement-file": "an agreement is in a file of its name",
    "project-file": "a project is in a file of its name",
    "no-published": "a date of publication says whether it is printed or inferred",
    "date-basis": "the date of a meeting or an event has its basis: stated, reported or inferred",
    "step-date": "a step has a date, or a day by which it had been taken",
    "list-states": "a list of members gives members, and says whether it is complete, or a count",
    "two-roles": "a list names a state once",
    "two-preferred": "an editor prefers one of the figures on a key",
    "one-side": "a dispute has at least two sides",
}
WARNINGS = {
    "order": "records stand in order of date, else of id",
    "sums": "export and import add up to turnover and differ by balance, within their precision",
    "growth": "a stated growth fits the stated amounts of both periods, or a dispute tells of them",
    "no-why": "a further statement that contradicts the first says in `why` why it is not first",
    "identical": "documents that state exactly the same share one record",
    "early-step": "a step towards an agreement is not taken before it was signed",
    "early-document": "what happened began no later than the day its document was published",
    "early-event": "what opens had been begun, and what enters into force had been signed",
    "other-country": "a UN/LOCODE begins with the country of its place",
    "same-address": "documents have different addresses",
    "other-count": "a complete list names as many members as the document counts",
    "unused-source": "a document is cited by a fact",
    "needless-accept": "`accept` names a warning that the record has",
}


class Problem(NamedTuple):
    """One problem at one place; problems sort by place.

    `file` is relative to the fact directory; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    @property
    def level(self) -> str:
        """`error` or `warning`."""
        return WARNING if self.code in WARNINGS else ERROR

    @property
    def in_order(self) -> tuple[bool, "Problem"]:
        """What problems are sorted by: their place, and behind all others those that follow."""
        return self.hint.startswith(FIRST_MEND), self

    def __str__(self) -> str:
        """`file:line:column: [warning: ]code: message[: hint]`, which editors turn into a link."""
        level = f"{WARNING}: " if self.level == WARNING else ""
        tail = f": {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {level}{self.code}: {self.message}{tail}"


class TooManyError(Exception):
    """A file has more errors than are listed."""


class FileProblems(list[Problem]):
    """The problems of one file, in the order in which the reader meets them."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self._errors = 0

    def add(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        """Add a problem. Raises TooManyError if more than MOST are errors."""
        if code in ERRORS:
            self._errors += 1
            if self._errors > MOST:
                message = f"{MOST} errors; the rest of the file was not read"
                self.append(Problem(self.file, line, column, "more-problems", message))
                raise TooManyError
        # a message may quote a value with line ends
        texts = one_line(shortened(message)), one_line(hint)
        self.append(Problem(self.file, line, column, code, *texts))


def shortened(message: str) -> str:
    """A message of at most _LONGEST characters: the middle of a longer one is left out."""
    half = _LONGEST // 2
    return message if len(message) <= _LONGEST else f"{message[:half]} ... {message[-half:]}"


def counted(count: int, noun: str) -> str:
    """A count and its noun: `1 error`, `2 errors`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
