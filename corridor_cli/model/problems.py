"""What is wrong with the fact files, as data: each kind of problem once, by its code."""

from typing import NamedTuple

from corridor_cli.model.kinds import KINDS, TYPES

#: With an error the facts cannot be used; a warning is for the editor to mend, or to accept with a reason.
ERROR, WARNING = "error", "warning"
#: Of more errors than these in one file, or against one rule, the rest is not listed.
MOST = 100
#: A value that a message quotes may be as long as its file.
_LONGEST = 500

#: What must hold, by the code of the problem where it does not.
ERRORS = {
    # files
    "missing-file": "a fact base has about.yaml and countries.yaml",
    "unexpected-file": "a fact file is one of those that a kind of fact lives in",
    "unreadable": "a fact file is a file that can be read",
    "too-large": "a fact file is small enough to be reviewed",
    "more-problems": "a file has so few problems that all can be listed",
    # text and YAML
    "empty-file": "a fact file holds facts",
    "encoding": "a fact file is UTF-8 without a byte order mark",
    "line-ending": "a line ends with LF alone",
    "control-character": "a text has no tabs, control characters or marks that reorder what is shown",
    "too-long": "a text is short enough to be read in a table",
    "too-many": "a list, the documents of a statement and the statements of a record are few enough to be read",
    "yaml": "a fact file is YAML",
    "directive": "a fact file has no YAML directives",
    "second-document": "a fact file holds one YAML document",
    "anchor": "a value is written out, not anchored",
    "alias": "a value is written out, not referred to",
    "tag": "the field gives the type, not a YAML tag",
    "nesting": "a value is nested no deeper than its kind needs",
    "key": "a key is a plain word",
    "duplicate-key": "a key stands once in its map",
    # records
    "shape": "a map, a list or a text stands where its kind has one",
    "missing-section": "a file of several sections has those that it is for",
    "missing-field": "a record has the fields that its kind needs",
    "unknown-key": "a key is a field of the kind",
    "no-source": "a fact names its sources",
    "bad-locator": "a source stands with the place in it, in words without a semicolon",
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
    "unknown-country": "a country is one of countries.yaml",
    "unknown-record": "what a record names is a record of the right kind",
    "unknown-field": "a claim is a field that its record states, by the source that is named",
    "about-names": "about.yaml names an agreement and a list of members that there are",
    "duplicate-id": "an id names one record",
    "former-id": "a former id names one record, and none of today's",
    "id-is-country": "an id is never a country's code or name",
    "ambiguous-name": "a name belongs to one country",
    "country-codes": "a country has ISO 3166-1 codes, a group has none",
    "wrong-year": "a document is in the file of its year of publication",
    "wrong-meeting-year": "a meeting is in the file of the year in which it begins",
    "agreement-file": "an agreement is in a file of its name",
    "project-file": "a project is in a file of its name",
    "no-published": "a date of publication says whether it is printed or inferred",
    "date-basis": "the date of a meeting says what it rests on",
    "step-date": "a step has a date, or a day by which it had been taken",
    "list-states": "a list of members gives members, and says whether it is complete, or a count",
    "two-roles": "a list names a state once",
    "two-preferred": "an editor prefers one of the figures on a key",
    "one-side": "a dispute has at least two sides",
}
WARNINGS = {
    "order": "records stand in order of date, else of id",
    "sums": "export and import add up to turnover, and differ by balance, within the stated precision",
    "no-why": "where a further statement cannot hold beside the first, `why` says why the first comes first",
    "identical": "what several documents state alike is one record that names them all",
    "early-step": "a step towards an agreement is not taken before it was signed",
    "early-document": "what happened began no later than the day its document was published",
    "other-count": "a complete list names as many members as the document counts",
    "unused-source": "a document is cited by a fact",
    "needless-accept": "`accept` names a warning that the record has",
}


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

    @property
    def level(self) -> str:
        """`error` or `warning`."""
        return WARNING if self.code in WARNINGS else ERROR

    def __str__(self) -> str:
        """The line that editors and terminals turn into a link: `file:line:column: [warning: ]code: message`."""
        level = f"{WARNING}: " if self.level == WARNING else ""
        tail = f": {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {level}{self.code}: {self.message}{tail}"


class TooManyError(Exception):
    """A file has so many problems that reading on would only bury them."""


class FileProblems(list[Problem]):
    """What is wrong with one file, as it is found."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self._errors = 0

    def tell(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        """Add a problem. Raises TooManyError where there are too many errors to be listed."""
        if code in ERRORS:
            self._errors += 1
            if self._errors > MOST:
                self.append(
                    Problem(
                        self.file,
                        line,
                        column,
                        "more-problems",
                        f"{MOST} errors; the rest was not read",
                    )
                )
                raise TooManyError
        self.append(Problem(self.file, line, column, code, shortened(message), hint))


def shortened(message: str) -> str:
    """A message that quotes no more of a value than a reader wants."""
    half = _LONGEST // 2
    return message if len(message) <= _LONGEST else f"{message[:half]} ... {message[-half:]}"


def counted(count: int, noun: str) -> str:
    """A number of things in words: `1 error`, `2 errors`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
