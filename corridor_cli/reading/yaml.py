"""Strict YAML: the nodes of a file, each with its line and column, and the problems of the file.

The reader works on the events of the parser, so that every scalar stays the text that the editor
wrote. It refuses anchors, aliases, tags and duplicate keys, which YAML would change silently.
"""

import re
from typing import Any, NamedTuple, TypeAlias

import yaml

from corridor_cli.model.names import UNSEEN
from corridor_cli.model.problems import FileProblems, TooManyError
from corridor_cli.reading.files import MAX_BYTES

MAX_DEPTH = 12
MAX_LENGTH = 5_000

#: A comment so close to a text that the text may have been meant to hold it.
_CLOSE_COMMENT = re.compile(r"(?<=[^\s#]) #|(?<=\S) +#(?=[^\s#])")
_KEY = re.compile(r" *[a-z_0-9]+")
_FORBIDDEN = re.compile(f"[{UNSEEN}\\ufeff]")

try:
    from yaml import cyaml

    CParser: Any = cyaml.CParser  # type: ignore[attr-defined]  # the stubs do not export it
except ImportError:  # PyYAML without libyaml
    CParser = None


#: The usual cause where YAML expected something else.
_UNCLOSED = "look above for a quote or bracket that is not closed, or a wrong indent"


class Scalar(NamedTuple):
    """A text and its place."""

    text: str
    line: int
    column: int


class Sequence(NamedTuple):
    """A list of nodes and its place."""

    items: list["Node"]
    line: int
    column: int


class Mapping(NamedTuple):
    """A map from key to node, with the place of each key, and its place."""

    items: dict[str, tuple[Scalar, "Node"]]
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping


class _RefusedError(Exception):
    """The rest of the file cannot be read."""


def read(data: bytes, file: str) -> tuple[Node | None, FileProblems]:
    """The root node of a file, or None if it cannot be read, and its problems.

    `file` is the name of the file in problems.
    """
    problems = FileProblems(file)
    try:
        return _Reading(problems).root(data), problems
    except (_RefusedError, TooManyError):
        return None, problems


class _Reading:
    def __init__(self, problems: FileProblems) -> None:
        self.problems = problems
        self.problem = problems.add

    def refuse(
        self, line: int, column: int, code: str, message: str, hint: str = ""
    ) -> _RefusedError:
        self.problem(line, column, code, message, hint)
        return _RefusedError()

    def root(self, data: bytes) -> Node | None:
        text = self.decode(data)
        try:
            self.parser: Any = (CParser or PythonParser)(text)
            #: line and column of each comment that is close to a text, both from 0
            self.close_comments = {
                line: match.start()
                for line, content in enumerate(text.split("\n"))
                if (match := _CLOSE_COMMENT.search(content))
            }
            self.expect(yaml.StreamStartEvent)
            if self.parser.check_event(yaml.StreamEndEvent):
                raise self.refuse(1, 1, "empty-file", "the file holds no facts")
            start = self.expect(yaml.DocumentStartEvent)
            if start.version or start.tags:
                message = "fact files have no YAML directives"
                raise self.refuse(*_place(start), "directive", message)
            node = self.node(self.parser.get_event(), 1)
            self.expect(yaml.DocumentEndEvent)
            if not self.parser.check_event(yaml.StreamEndEvent):
                place, message = _place(self.parser.peek_event()), "a fact file holds one document"
                raise self.refuse(*place, "second-document", message, "remove '---'")
            return node
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = str(error.problem or error.context)
            if "nesting" in problem:  # libyaml reads ahead, and has a limit of its own
                raise self.refuse(
                    line, column, "nesting", f"nested deeper than {MAX_DEPTH} levels"
                ) from error
            # the place may be behind the last line
            before = "".join(text.split("\n")[line - 1 : line])[: column - 1]
            hint = _hint(problem, before)
            raise self.refuse(line, column, "yaml", f"not YAML: {problem}", hint) from error
        except yaml.YAMLError as error:
            raise self.refuse(1, 1, "yaml", f"not YAML: {error}".splitlines()[0]) from error

    def decode(self, data: bytes) -> str:
        if len(data) > MAX_BYTES:
            message = f"the file has more than {MAX_BYTES} bytes, too many to review"
            raise self.refuse(1, 1, "too-large", message)
        try:
            text = data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            place = _end(data[: error.start].decode("utf-8"))
            message = f"not UTF-8: byte 0x{data[error.start]:02x}"
            raise self.refuse(*place, "encoding", message) from error
        for match in _FORBIDDEN.finditer(text):
            line, column = _end(text[: match.start()])
            if match[0] == "\r":
                message = "a CR without LF behind it, which some editors show as the end of a line"
                hint = "save the file with LF at the ends of lines"
                raise self.refuse(line, column, "line-ending", message, hint)
            if match[0] == "\ufeff" and match.start() == 0:
                message = "the file begins with a byte order mark"
                raise self.refuse(line, column, "encoding", message, "save as UTF-8 without BOM")
            name = "tab" if match[0] == "\t" else f"control character U+{ord(match[0]):04X}"
            self.problem(line, column, "control-character", f"{name} in the file")
        if self.problems:
            raise _RefusedError
        return text

    def expect(self, kind: type[yaml.Event]) -> Any:
        event = self.parser.get_event()
        if not isinstance(event, kind):
            raise self.refuse(*_place(event), "yaml", "not YAML: unexpected end")
        return event

    def node(self, event: Any, depth: int) -> Node:
        line, column = _place(event)
        if type(event) is yaml.AliasEvent:
            raise self.refuse(line, column, "alias", f"alias *{event.anchor}: write the value out")
        if event.anchor:
            raise self.refuse(line, column, "anchor", f"anchor &{event.anchor}: write values out")
        if event.tag:
            raise self.refuse(line, column, "tag", f"tag {event.tag}: the field gives the type")
        if depth > MAX_DEPTH:
            raise self.refuse(line, column, "nesting", f"nested deeper than {MAX_DEPTH} levels")
        if type(event) is yaml.ScalarEvent:
            return self.scalar(event, line, column)
        next_event, depth = self.parser.get_event, depth + 1
        if type(event) is yaml.SequenceStartEvent:
            items: list[Node] = []
            while type(event := next_event()) is not yaml.SequenceEndEvent:
                items.append(self.node(event, depth))
            return Sequence(items, line, column)
        entries: dict[str, tuple[Scalar, Node]] = {}
        while type(event := next_event()) is not yaml.MappingEndEvent:
            key = self.node(event, depth)
            value = self.node(next_event(), depth)
            if type(key) is not Scalar:
                self.problem(key.line, key.column, "key", "a key is a plain word")
            elif key.text in entries:
                first = entries[key.text][0].line
                message = f"key '{key.text}' is already in line {first}"
                self.problem(key.line, key.column, "duplicate-key", message)
            else:
                entries[key.text] = (key, value)
        return Mapping(entries, line, column)

    def scalar(self, event: Any, line: int, column: int) -> Scalar:
        text = event.value.strip()
        if len(text) > MAX_LENGTH:
            message = f"a text of {len(text)} characters; at most {MAX_LENGTH} can be shown"
            raise self.refuse(line, column, "too-long", message)
        # only a text in double quotes has escapes; other texts are checked with the whole file
        for match in _FORBIDDEN.finditer(text) if event.style == '"' else ():
            message = f"control character U+{ord(match[0]):04X} in the text"
            self.problem(line, column, "control-character", message)
        end = event.end_mark
        if not event.style and self.close_comments.get(end.line) == end.column:
            message = f"the text ends with '{text}', since a comment begins behind it"
            hint = "quote a text that holds #; put two spaces before a comment, one behind #"
            self.problem(end.line + 1, end.column + 1, "comment", message, hint)
        return Scalar(text, line, column)


def _hint(problem: str, before: str) -> str:
    """The usual cause of an error of YAML; `before` is what stands before it in its line."""
    if problem.startswith("mapping values"):
        if _KEY.fullmatch(before):
            return "this line begins further right than the key above it"
        return "quote a text that holds ': '"
    if not before and ("'-'" in problem or "<block end>" in problem):
        return "each record begins with '- ', its other keys two columns further right"
    return _UNCLOSED if "expected" in problem else ""


class PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser, for platforms without libyaml."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _end(text: str) -> tuple[int, int]:
    """The line and column behind a text."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
