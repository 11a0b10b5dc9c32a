"""Text that could drive a terminal or a spreadsheet: it is shown, and has no effect."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FOUNDING, Answer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seen import unseen
from terminal import in_terminal
from test_formats import ANY_ROWS, WHOLE_ROWS, parse, unescape

from corridor_cli.cli import COMMANDS
from corridor_cli.formats import Sheet, named
from corridor_cli.formats.lines import flat
from corridor_cli.model import answers
from corridor_cli.model.kinds import TYPES, Field, Row
from corridor_cli.world import World

Ask = Callable[..., Answer]
#: Red, a title of the terminal, C1, text from right to left, a new line, DEL.
DRIVING = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp\u2066\u200f\ncorridor: error: forged\r\x7f"
#: The same with escapes, in one line.
SHOWN = (
    "\\u001b[31mred\\u001b]0;title\\u0007\\u009b2J\\u202egnp\\u2066\\u200f\\u000acorridor: "
    "error: forged\\u000d\\u007f"
)


def sql_text(text: str) -> str:
    """A text as a SQL expression."""
    return f"char({', '.join(str(ord(char)) for char in text)})"


# --- on a terminal, and on stderr


def test_no_format_lets_a_query_drive_a_terminal(
    environ: dict[str, str], corridor: Ask, tmp_path: Path
) -> None:
    """On a terminal every format shows control characters of a query as escapes."""
    text = sql_text(DRIVING)
    query = (
        f"""SELECT {text} AS id, 'x' AS "\x1b[31mred\x9b", 'unstated' AS reporter, {text} AS pair"""
    )
    (tmp_path / "query.sql").write_text(query, "utf-8")
    formats = [*ANY_ROWS, "ids"]
    line = f"for format in {' '.join(formats)}; do corridor sql - -f $format < query.sql; done"
    on_a_terminal = {"stdin": query, "width": 500, "stdout_is_terminal": True}
    screens = [corridor("sql", "-", "-f", name, **on_a_terminal).out for name in formats]
    assert in_terminal(line, environ, tmp_path, width=500) == "".join(screens)
    for name, screen in zip(formats, screens, strict=True):
        assert "\\u001b[31mred" in screen or "\\e[31mred" in screen, name
        assert unseen(screen.replace("\t", "") if name == "tsv" else screen) == [], name


def test_a_pipe_carries_what_a_query_makes_up(corridor: Ask, tmp_path: Path) -> None:
    """In a pipe CSV has the text itself; JSON and TSV have escapes that can be read back."""
    query = f"SELECT {sql_text(DRIVING)} AS text"
    short = SHOWN.replace("\\u000a", "\\n").replace("\\u000d", "\\r")
    assert corridor("sql", query, "-f", "csv").out == f'text\n"{DRIVING}"\n'
    assert corridor("sql", query, "-o", tmp_path / "out.csv", stdout_is_terminal=True).code == 0
    assert (tmp_path / "out.csv").read_bytes().decode() == f'text\n"{DRIVING}"\n'
    assert corridor("sql", query, "-f", "json").out == f'[\n  {{"text": "{short}"}}\n]\n'
    assert corridor("sql", query).out == f"text\n{short}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_mistake_with_control_characters_is_one_line(
    name: str, corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error quotes control characters of the arguments as escapes, in one line."""
    monkeypatch.chdir(tmp_path)
    for argv in (
        (DRIVING,),
        (name, f"--{DRIVING}"),
        (name, "--facts", DRIVING, DRIVING),
        (name, DRIVING),
        (name, "-o", f"{DRIVING}/x"),
    ):
        answer = corridor(*argv)
        assert unseen(answer.err) == []
        assert all(
            re.match("corridor: error: (?!forged)|hint: |note: |  corridor ", line)
            for line in answer.err.splitlines()
        ), answer.err
    assert corridor(DRIVING) == Answer(
        2, "", f"corridor: error: unknown command '{SHOWN}'\nhint: known: {', '.join(COMMANDS)}\n"
    )


@pytest.mark.parametrize("name", ["show", "cite"])
def test_unknown_ids_are_quoted_in_one_line(name: str, corridor: Ask) -> None:
    """An unknown id from stdin is quoted in one line, with escapes."""
    answer = corridor(name, "-", stdin="\x1b[31mred\x9b\n")
    assert answer.err.startswith(
        "corridor: error: no record with the id '\\u001b[31mred\\u009b'\nhint: "
    )
    assert (answer.code, unseen(answer.err)) == (4, [])


def test_directories_of_any_name_are_shown_in_one_line(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """-V, `check` and problems show the name of a fact directory with escapes."""
    facts = Path(shutil.copytree(FOUNDING, tmp_path / f"a{DRIVING}"))
    about = (
        f"facts 2026-11-23 in {tmp_path}/a{SHOWN}: Facts on the International North-South "
        f"Transport Corridor"
    )
    assert corridor("-V", facts=facts).out.splitlines()[1] == about
    (facts / "other.yaml").write_text("x: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    place = f"a{SHOWN}/other.yaml:1:1: unexpected-file: "
    for answer in (corridor("check", facts), corridor("trade", facts=facts)):
        assert (answer.out or answer.err).startswith(place)
        assert unseen(answer.out + answer.err) == []
    annotations = corridor("check", facts, "-f", "github").out
    assert annotations.count("\n") == 1
    assert unseen(annotations) == []
    report = corridor("check", facts, "-f", "json").out
    assert unseen(report) == []
    assert json.loads(report)[0]["file"] == f"a{DRIVING}/other.yaml"


def test_a_directory_name_that_is_not_utf_8_is_shown(shell: Ask, tmp_path: Path) -> None:
    """Answers and problems show bytes that are not UTF-8 in a directory's name as escapes."""
    name = "\udcff"
    shutil.copytree(FOUNDING, tmp_path / name)
    (tmp_path / name / "other.yaml").write_text("x: 1\n")
    place = "\\udcff/other.yaml:1:1: unexpected-file: "
    assert shell("corridor check; corridor trade", CORRIDOR_FACTS=name).out.startswith(place)
    assert shell("corridor trade", CORRIDOR_FACTS=name).err.startswith(place)
    assert (
        json.loads(shell("corridor check -f json", CORRIDOR_FACTS=name).out)[0]["file"]
        == f"{name}/other.yaml"
    )
    about = shell("rm */other.yaml; corridor -V", CORRIDOR_FACTS=name)
    assert (about.code, about.out.splitlines()[1].partition(":")[0]) == (
        0,
        "facts 2026-11-23 in \\udcff",
    )


def test_init_writes_the_name_of_its_directory_as_text(corridor: Ask, tmp_path: Path) -> None:
    """The guide that `init` writes has no control character of the directory's name."""
    answer = corridor("init", tmp_path / DRIVING)
    call = f"corridor timeline --facts '{tmp_path}/{SHOWN}'"
    assert answer.err.count("\n") == 1
    assert answer.err.endswith(f" to {tmp_path}/{SHOWN}; to query the examples: {call}\n")
    assert f"    {call}\n" in (tmp_path / DRIVING / "README.md").read_text("utf-8")


def test_arguments_and_files_are_utf_8_under_any_locale(shell: Ask, tmp_path: Path) -> None:
    """Arguments and file names are UTF-8 in any locale."""
    for number, env in enumerate(({"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"})):
        file = f"Türkiye-{number}.csv"
        answer = shell(f"corridor trade --reporter Türkiye --columns reporter -q -o {file}", **env)
        assert answer == Answer(0, "", "")
        assert (tmp_path / file).read_text("utf-8") == "reporter\n"


def test_a_query_may_use_the_names_of_our_columns(corridor: Ask) -> None:
    """Columns of a query named `sources` or `flags` are shown as any other column."""
    query = """SELECT 'some' AS sources, '["of", "them"]' AS flags"""
    assert corridor("sql", query, "-f", "table").out == (
        "sources  flags\n"
        "─────────────────\n"
        "some     of; them\n"
    )  # fmt: skip
    assert corridor("sql", query, "-f", "md").out.splitlines()[2] == "| some | of; them |"
    assert corridor("sql", 'SELECT 1 AS "a|b"', "-f", "md").out.splitlines()[0] == r"| a\|b |"


# --- laws

#: Characters that a terminal, a spreadsheet, or a reader of YAML or CSV may misread.
SPECIAL = (
    "\x00\x07\t\n\r\x0b\x1b\x7f\x80\x85\x9b\xa0\u061c\u200b\u200e\u2028\u202e\u2066\ufeff"
    "\uffff=+-@＝;,\"'\\|:# a0"
)
WORDS = ["<<", "=", "~", "null", "yes", "0x1f", "12:30", "1e3", "2022-01-01", "\\u001b", ".inf"]
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.text(st.sampled_from(SPECIAL), min_size=1, max_size=4),
    st.text(st.sampled_from('a =-;\n\t"'), min_size=1, max_size=6),
    st.sampled_from(WORDS),
)
LISTS = st.lists(TEXTS.map(lambda text: text.replace(";", ",")), max_size=3)
SHAPES: dict[str, st.SearchStrategy[object]] = {
    "text": st.none() | TEXTS,
    "list": LISTS,
    "number": st.none() | st.integers(-(2**53), 2**53),
    "boolean": st.none() | st.booleans(),
    "map": st.none()
    | st.dictionaries(TEXTS, st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=2)),
}
#: Types whose cells can have any text; dates and periods cannot.
ANY = [name for name, (shape, _) in TYPES.items() if shape and name not in ("date", "period")]
LAW = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Rows with any text in columns of every type; the first column is a text."""
    names = draw(st.lists(TEXTS, min_size=2, max_size=4, unique=True))
    columns = [
        Field(name, "text" if at == 0 else draw(st.sampled_from(ANY)), "", table=True)
        for at, name in enumerate(names)
    ]
    columns += [
        Field("sources", "ids", "", table=True),
        Field("flags", "words", "", table=True),
        Field("pair", "text", ""),
    ]
    columns = list({column.name: column for column in columns}.values())
    row = st.fixed_dictionaries({column.name: SHAPES[column.shape] for column in columns})
    rows: list[Row] = draw(st.lists(row, min_size=1, max_size=3))
    message = draw(TEXTS)
    return Sheet(
        rows,
        columns,
        identity=columns[0].name,
        citations=lambda ids: dict.fromkeys(ids, (message, message, message)),
    )


@pytest.mark.parametrize("format_", ["table", "record", "md", "html", "ids"])
@LAW
@given(sheet=sheets(), width=st.sampled_from([20, 80]))
def test_formats_for_readers_have_no_control_character(
    format_: str, sheet: Sheet, width: int
) -> None:
    """Formats for readers have no control character, whatever the rows have."""
    assert unseen(named(format_).write(sheet._replace(width=width))) == []


@pytest.mark.parametrize("format_", WHOLE_ROWS)
@LAW
@given(sheet=sheets())
def test_data_carries_every_text(format_: str, sheet: Sheet) -> None:
    """Every row reads back from every data format, which has no control character but CSV's."""
    text = named(format_).write(sheet)
    answer = answers.QUERY._replace(columns=tuple(sheet.columns))
    assert parse(text, format_, answer) == [
        {name: row[name] for name in sheet.names} for row in sheet.rows
    ]
    if format_ != "csv":
        assert unseen(text.replace("\t", "") if format_ == "tsv" else text) == []


@LAW
@given(sheet=sheets())
def test_a_reader_that_knows_quotes_reads_every_tsv_cell(sheet: Sheet) -> None:
    """A reader of CSV, told that tabs separate, reads every cell of TSV with its escapes."""
    text = named("tsv").write(sheet)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    rows = [[unescape(cell) for cell in line] for line in read]
    assert rows == [
        sheet.names,
        *([flat(row[name]) for name in sheet.names] for row in sheet.rows),
    ]


def test_references_and_maps_hold_nothing_unseen() -> None:
    """References and GeoJSON have no control character, and JSON reads back."""
    row: Row = dict.fromkeys([column.name for column in answers.CITED.columns], DRIVING)
    row |= {
        "locators": [DRIVING],
        "published": "2022",
        "accessed": "2022",
        "published_basis": "printed",
    }
    references = named("text").write(Sheet([row], []))
    assert (references.count("\n"), unseen(references)) == (1, [])
    csl = named("csl-json").write(Sheet([row], []))
    assert unseen(csl) == []
    assert json.loads(csl)[0]["publisher"] == DRIVING
    place: Row = {"id": DRIVING, "longitude": 1.5, "latitude": 2.5}
    geojson = named("geojson").write(
        Sheet([place], [Field("id", "id", "")], identity="id", others=answers.PLACES.columns)
    )
    assert unseen(geojson) == []
    assert json.loads(geojson)["features"][0]["properties"] == {"id": DRIVING}


@LAW
@given(sheets(), st.booleans())
def test_csv_on_a_terminal_holds_nothing_unseen(sheet: Sheet, excel: bool) -> None:
    """On a terminal CSV has escapes in the place of control characters."""
    text = named("csv").write(sheet._replace(terminal=True, excel=excel))
    assert unseen(text.replace("\r\n", "\n") if excel else text) == []


SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: Characters that a spreadsheet may skip before a sign.
PASSED_OVER = (
    "".join(char for char in map(chr, range(0x3100)) if char.isspace() or unseen(char))
    + '\u200b\u200c\u200d\u2060\ufeff"'
)


def is_run(cell: str) -> bool:
    """Whether a spreadsheet may run a cell as a formula; a number with its sign is none."""
    # cells of a file with another separator may follow
    number = re.fullmatch(r"[-+]\d+(\.\d+)?%?([,;].*)?", cell, re.DOTALL)
    return cell.lstrip(PASSED_OVER).startswith(SIGNS) and not number


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@LAW
@given(sheet=sheets(), delimiter=st.sampled_from(",;"))
def test_no_spreadsheet_runs_a_text(separator: str, sheet: Sheet, delimiter: str) -> None:
    """With --excel no cell is run as a formula, with any separator."""
    text = named("csv").write(sheet._replace(excel=True, delimiter=delimiter))
    assert text.startswith("\ufeff")
    cells = [
        cell
        for line in csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator)
        for cell in line
    ]
    assert [cell for cell in cells if is_run(cell)] == []
    assert (
        separator != delimiter
        or [cell for cell in cells if cell.startswith(("\t", "\r", "\n"))] == []
    )


def test_excel_guards_what_others_would_start_a_cell_with(corridor: Ask) -> None:
    """--excel puts an apostrophe before a sign that begins a cell, an item or a line."""
    query = (
        "SELECT 'a;=1' AS \"=list\", char(9) || '+1' AS tab, 'x' || char(10) || ' @y' "
        "AS lines, '＝1' AS wide, -5 AS number, 'a-b' AS plain"
    )
    assert corridor("sql", query, "--excel").out == (
        "\ufeff'=list,tab,lines,wide,number,plain\r\na;'=1,'\t'+1,\"x\n' @y\",'＝1,-5,a-b\r\n"
    )


def numbers_and_dates() -> dict[str, bool]:
    """Texts, each with whether Excel shows another one in its place."""
    changed = "004 007.5 3.10 1234567890123456 0.12345678901234567 3e5 1E+10 2004-04 3-4 3/4 12:30"
    changed += " 1:02:03 1/2/2024 3-4-05 1,234,567 May-24 MAR1 5May Sept2024"
    kept = "0 0.5 -5 +5.2 -3.25 +17.4% 398 2022 3.1 123456789012345 2022-01/2022-08 2004-12-02"
    kept += " KZAAU 10-15-20-30 1.2.3.4.5 e5 1,5"
    texts = {"1 1/2": True, "5 May 2024": True, "May 5, 2024": True, "May be": False}
    return dict.fromkeys(changed.split(), True) | dict.fromkeys(kept.split(), False) | texts


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_excel_is_kept_from_changing_a_text(delimiter: str) -> None:
    """With --excel a text that Excel would change has an apostrophe; a signed number has none."""
    texts = numbers_and_dates()
    rows: list[Row] = [{"a": text, "b": 10**15 + 1, "c": 10**16, "d": -28.75} for text in texts]
    columns = [Field("a", "text", ""), *(Field(name, "decimal", "") for name in "bcd")]
    text = named("csv").write(Sheet(rows, columns, excel=True, delimiter=delimiter))
    read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))[1:]
    assert {line[0].removeprefix("'"): line[0].startswith("'") for line in read} == texts
    number = "-28,75" if delimiter == ";" else "-28.75"
    assert {tuple(line[1:]) for line in read} == {(f"'{10**15 + 1}", f"'{10**16}", number)}


@LAW
@given(sheet=sheets())
def test_csv_reads_back_with_any_delimiter(sheet: Sheet) -> None:
    """With semicolons between its cells CSV has the same cells."""
    comma, semicolon = (
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        for delimiter in ",;"
        for text in [named("csv").write(sheet._replace(delimiter=delimiter))]
    )
    assert comma == semicolon


@LAW
@given(TEXTS)
def test_a_note_is_one_line(text: str) -> None:
    """A note, a hint and an error are each one line without control characters."""
    message = io.BytesIO()
    World(None, message).tell("note", text)
    (line,) = message.getvalue().decode().split("\n")[:-1]
    assert unseen(line) == []
    assert line.startswith("note: ")


@LAW
@given(
    st.fixed_dictionaries(dict.fromkeys(("file", "message", "hint"), TEXTS)),
    st.sampled_from(["lines", "github"]),
)
def test_a_report_is_a_line_for_each_problem(problem: Row, report: str) -> None:
    """A report has one line for each problem, without control characters."""
    row: Row = {**problem, "code": "yaml", "level": "error", "line": 1, "column": 1}
    text = named(report).write(Sheet([row, row], []))
    assert text.count("\n") == 2
    assert unseen(text) == []
