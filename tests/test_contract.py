"""What scripts rely on: streams, exit codes, colour, and one line for every mistake."""

import json
import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CUT, FOUNDING, OWN, RIVALS, Answer
from terminal import in_terminal

from corridor_cli.cli import COMMANDS, build_command
from corridor_cli.model import kinds

ESCAPE = "\x1b"

MISTAKES = [
    # arguments, exit code, message and hint
    (("trade", "--reporter", "Turky"), 2, "unknown country 'Turky'|did you mean TUR (Türkiye)? "
     "corridor trade --reporter TUR"),
    (("trade", "--partner", "Atlantis"), 2,
     "unknown country 'Atlantis'|known: ARM, AZE, BGR, BLR, CHN, IND, IRN, KAZ, KGZ, OMN, RUS, "
     "TJK, TUR, UKR"),
    (("meeting",), 2, "unknown command 'meeting'|did you mean meetings? corridor meetings"),
    (("xyzzy",), 2, "unknown command 'xyzzy'|corridor search xyzzy"),
    (("trade", "--yaer", "2022"), 2, "unknown option '--yaer'|did you mean --year? "
     "corridor trade --year 2022"),
    (("--json", "trade"), 2,
     "unknown option '--json'|it stands behind the command: corridor trade --json"),
    (("trade", "--level", "minister"), 2,
     "unknown option '--level'|corridor trade --help"),
    (("totals", "--reporter", "RUS", "--year", "2022"), 2,
     "unknown option '--year'|did you mean --period? "
     "corridor totals --reporter RUS --period 2022"),
    (("trade", "--date=2022", "-q"), 2,
     "unknown option '--date'|did you mean --year? corridor trade --year=2022 -q"),
    (("meetings", "--since", "2024", "--until", "2022"), 2, "--since 2024 is after --until 2022"),
    (("trade", "-o", "trade.xlsx"), 2,
     "cannot write a .xlsx file: trade.xlsx|CSV that spreadsheets open: -o FILE.csv --excel"),
    (("trade", "-o", "trade.parquet"), 2,
     "cannot write a .parquet file: trade.parquet|write CSV, which DuckDB and pandas read: "
     "-o FILE.csv"),
    (("trade", "-o", "trade.db"), 2,
     "cannot write a .db file: trade.db|a database: corridor export FILE.db"),
    (("trade", "-o", "trade.dat"), 2,
     "cannot write a .dat file: trade.dat|endings: .tsv, .txt, .csv, .json, .jsonl, .ndjson, "
     ".yaml, .yml, .md, .svg, .html, .htm, .geojson, .ics; -f names the format of any other file"),
    (("trade", "--facts", "/nowhere"), 3,
     "the fact directory /nowhere does not exist|--facts names a directory of fact files"),
    (("trade", "--facts", "/"), 3, "/ is no fact directory: it has no about.yaml"),
    (("--jsn",), 2, "unknown option '--jsn'|corridor --help"),
    (("trade", "--year", "20222"), 2,
     "'20222' is no date: expected 2005, 2004-12 or 2004-12-02, or an interval such as 2004/2006"),
    (("trade", "--period", "2022/.."), 2,
     "'2022/..' is no period: a period has two ends; 2022/.. is open"),
    (("trade", "--flow", "exports"), 2,
     "unknown flow 'exports'|did you mean export? corridor trade --flow export"),
    (("trade", "--flow=exports", "-q"), 2,
     "unknown flow 'exports'|did you mean export? corridor trade --flow=export -q"),
    (("trade", "--year"), 2, "option '--year' requires an argument|corridor trade --help"),
    (("trade", "--limit", "many"), 2, "--limit takes a whole number from 0, not 'many'"),
    (("trade", "--limit", "-1"), 2, "--limit takes a whole number from 0, not '-1'"),
    (("trade", "-f", "jsno"), 2,
     "unknown format 'jsno'|did you mean json? corridor trade -f json"),
    (("trade", "--json", "-f", "csv"), 2, "--json and -f csv ask for two formats|give one of them"),
    (("trade", "--excel", "-f", "tsv"), 2, "--excel goes with csv, not tsv|add -f csv"),
    (("trade", "--delimiter", ";", "--json"), 2, "--delimiter goes with csv, not json|add -f csv"),
    (("trade", "--delimiter", "x"), 2, "--delimiter takes , or ;, not 'x'"),
    (("trade", "--color", "sometimes"), 2, "unknown color 'sometimes'|known: auto, always, never"),
    (("fields", "-f", "ids"), 2, "these rows have no ids|choose another format, such as -f tsv"),
    (("members", "--according-to", "trend"), 2,
     "no list of members by 'trend'|there are lists by trend-2023-11-16-kaz-rus"),
    (("show",), 2, "missing argument 'ID...'|corridor show --help"),
    (("show", "azerbaijan-joined"), 4,
     "no record with the id 'azerbaijan-joined'|did you mean azerbaijan-acceded? "
     "corridor show azerbaijan-acceded"),
    (("trade", "--reporter", "iram"), 2, "unknown country 'iram'|did you mean IRN (Iran)? "
     "corridor trade --reporter IRN"),
    (("trade", "--period", "2022-23"), 2,
     "'2022-23' is no period: there is no date 2022-23|did you mean 2022-04/2023-03? "
     "corridor trade --period 2022-04/2023-03"),
    (("trade", "--period", "Q5 2022"), 2,
     "'Q5 2022' is no period: expected 2005, 2004-12 or 2004-12-02, or an interval such as "
     "2004/2006"),
    (("fields", "xyzzy"), 2,
     "unknown kind 'xyzzy'|give a command such as trade, or a kind of fact such as meeting; "
     "all: corridor fields"),
    (("fields", "statments"), 2, "unknown kind 'statments'|did you mean statements? "
     "corridor fields statements"),
    (("fields", "member-lst"), 2, "unknown kind 'member-lst'|did you mean member-list? "
     "corridor fields member-list"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "code", "text"), MISTAKES, ids=[" ".join(case[0]) for case in MISTAKES]
)
def test_a_mistake_is_one_line_and_a_hint(
    argv: tuple[str, ...], code: int, text: str, corridor: Callable[..., Answer]
) -> None:
    """A mistake gives one line and at most one hint on stderr, and nothing on stdout."""
    message, _, hint = text.partition("|")
    expected = f"corridor: error: {message}\n" + (f"hint: {hint}\n" if hint else "")
    assert corridor(*argv) == Answer(code, "", expected)


def test_an_unknown_column_lists_the_valid_ones(corridor: Callable[..., Answer]) -> None:
    """An unknown column gives a guess and the list of columns."""
    answer = corridor("members", "--columns", "contry")
    columns = (
        "country, name, role, since, since_step, lists, lists_total, disputed, list, "
        "as_of, sources, locators, sources_by_field"
    )
    assert answer == Answer(
        2,
        "",
        f"corridor: error: unknown column 'contry'\n"
        f"hint: columns: {columns}; did you mean country? corridor members --columns country\n",
    )


def test_an_unknown_id_does_not_hide_the_others(corridor: Callable[..., Answer]) -> None:
    """An unknown id gives exit code 4, and the other ids are shown."""
    answer = corridor("show", "nosuch", "azerbaijan-acceded", "--columns", "field,value")
    assert (answer.code, answer.out) == (
        4,
        "field\tvalue\ncountry\tAZE\nstep\tacceded\ndate\t2005\n",
    )
    assert answer.err.startswith(
        "corridor: error: no record with the id 'nosuch'\nhint: corridor search nosuch\n"
    )


def test_show_reads_ids_from_stdin(corridor: Callable[..., Answer]) -> None:
    """`show -` reads ids from stdin."""
    answer = corridor("show", "-", "-f", "ids", stdin="azerbaijan-acceded\n\nKAZ\n")
    assert answer.out.splitlines()[:2] == ["azerbaijan-acceded", "KAZ"]


@pytest.mark.parametrize(
    "argv", [("trade",), ("trade", "-f", "csv"), ("trade", "--json"), ("trade", "-f", "md")]
)
def test_rows_on_stdin_are_no_ids(argv: tuple[str, ...], corridor: Callable[..., Answer]) -> None:
    """Rows on stdin give one error, which names the option `-f ids`."""
    rows = corridor(*argv).out
    for command in ("show", "cite"):
        expected = (
            "corridor: error: standard input holds rows, not ids\n"
            "hint: add -f ids to the command before the pipe\n"
        )
        assert corridor(command, "-", stdin=rows) == Answer(2, "", expected)


def test_words_that_no_record_has_together_are_counted_apart(
    corridor: Callable[..., Answer],
) -> None:
    """If no record has all words of a search, a note counts the records of each word."""
    assert corridor("search", "railway", "xyzzy", facts=RIVALS) == Answer(
        0,
        "id\tkind\tdate\ttitle\texcerpt\tflags\tsources\tlocators\n",
        "note: nothing has all of these words; each: railway 4, xyzzy 0\n",
    )
    words = [f"xyzzy{number}" for number in range(11)]
    counts = ", ".join(f"{word} 0" for word in words[:10])
    text = f"note: nothing has all of these words; each: {counts}, ...\n"
    assert corridor("search", *words, "--", "-", facts=RIVALS).err == text
    assert corridor("search", "xyzzy", facts=RIVALS).err == "note: nothing has this word: xyzzy\n"


def test_a_bare_call_is_help_with_examples_that_run(
    corridor: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call without a command gives help with exit code 0, and each example in it runs."""
    folder = tmp_path / "new"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("../old/facts", "facts"):  # what the examples of diff compare
        shutil.copytree(FOUNDING, name)
    assert corridor("export", "facts-2026-11.db", facts=CUT).code == 0
    bare = corridor()
    assert (bare.code, bare.err) == (0, "")
    assert bare == corridor("--help") == corridor("-h")
    pages = [bare.out, *(corridor(name, "--help").out for name in COMMANDS)]
    for page in pages:
        first, more = (
            page.partition(f"\n{title}:\n")[2].partition("\n\n")[0].splitlines()
            for title in ("Examples", "More examples")
        )
        assert page.splitlines()[2] == "Examples:"
        assert len(first) == 3
        examples = [*first, *more]
        for example in examples:
            piped = ""
            for program, *argv in map(shlex.split, example.split(" | ")):
                if program == "echo":
                    piped = " ".join(argv)
                else:
                    assert program == "corridor"
                    code, piped, _ = corridor(*argv, facts=CUT, stdin=piped)
                    assert code == 0, example


def test_help_lists_every_command_in_its_group(corridor: Callable[..., Answer]) -> None:
    """The six commands that answer most come first; help of a command is that of --help."""
    page = corridor("help").out
    assert page == corridor().out
    listed = re.findall(r"^  ([a-z]+)  ", page, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    assert listed[:6] == ["members", "trade", "projects", "timeline", "search", "show"]
    for name in COMMANDS:
        assert corridor("help", name) == corridor(name, "--help")
    assert corridor("help", "trad") == Answer(
        2,
        "",
        "corridor: error: unknown command 'trad'\nhint: did you mean trade? corridor help trade\n",
    )


def test_help_is_data_for_programs(corridor: Callable[..., Answer]) -> None:
    """`help --json` has each option of --help, the words it may be, and each column."""
    rows = json.loads(corridor("help", "--json").out)
    assert {row["command"].split()[0] for row in rows} == set(COMMANDS)
    for name in COMMANDS:
        own = [row for row in rows if row["command"].split()[0] == name]
        assert json.loads(corridor("help", name, "--json").out) == own
        named = {option for row in own for option in row["names"]}
        assert named == {
            option
            for parameter in build_command(name).params
            for option in parameter.opts
            if option.startswith("-")
        }
    (sea,) = (row for row in rows if row["name"] == "--sea")
    assert (sea["takes"], sea["choices"], sea["repeats"]) == ("SEA", list(kinds.SEAS), True)
    columns = [row["name"] for row in rows if row["command"] == "trade" and row["type"]]
    assert columns == list(json.loads(corridor("trade", "--json", "--limit", "1").out)[0])
    (ids,) = (row for row in rows if (row["command"], row["part"]) == ("show", "argument"))
    assert (ids["name"], ids["required"], ids["repeats"]) == ("ID", True, True)


def test_errors_can_be_had_as_json(
    corridor: Callable[..., Answer], copied_facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --errors json an error is one object on stderr: code, message and hint."""
    cases = [
        (("trade", "--reporter", "Turky"), 2, "did you mean TUR (Türkiye)? corridor trade "
         "--reporter TUR --errors json"),
        (("trad",), 2, "did you mean trade? corridor trade --errors json"),
        (("meetings", "--since", "2024", "--until", "2022"), 2, None),
        (("show", "nosuch"), 4, "corridor search nosuch"),
        (("trade", "--facts", "/nowhere"), 3, "--facts names a directory of fact files"),
    ]  # fmt: skip
    for argv, code, hint in cases:
        plain, data = corridor(*argv), corridor(*argv, "--errors", "json")
        assert (plain.code, data.code, data.out) == (code, code, "")
        (line,) = data.err.splitlines()
        error = json.loads(line)
        assert list(error) == ["code", "message", "hint"]
        assert (error["code"], error["hint"]) == (code, hint)
        assert plain.err.startswith(f"corridor: error: {error['message']}\n")
    (copied_facts / "members.yaml").write_text("lists: 3\n", "utf-8")
    (line,) = corridor("trade", "--errors", "json", facts=copied_facts).err.splitlines()
    check = shlex.split(json.loads(line)["hint"])
    assert check == ["corridor", "check", str(copied_facts), "-f", "json"]
    assert corridor(*check[1:]).code == 1
    monkeypatch.setattr("corridor_cli.cli._run", lambda *_: 1 / 0)
    bug = json.loads(corridor("trade", "--errors=json").err)
    assert (bug["code"], bug["message"]) == (70, "ZeroDivisionError: division by zero")


def test_a_hint_that_is_a_command_runs(
    corridor: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake's hint that ends with a command can be copied and run."""
    monkeypatch.chdir(tmp_path)
    hints = [text.partition("|")[2] for _, _, text in MISTAKES]
    lines = [hint[hint.index("corridor ") :] for hint in hints if "corridor " in hint]
    assert len(lines) > 10
    for line in lines:
        argv = shlex.split(line)[1:]
        assert corridor(*argv).code == 0 or "-q" in argv, line


def test_version_tells_the_tools_and_the_facts(corridor: Callable[..., Answer]) -> None:
    """-V gives the versions of the tool and of the facts, and counts the facts."""
    answer = corridor("-V", env=OWN)
    assert answer == corridor("--version", env=OWN)
    assert re.fullmatch(
        r"corridor \d+\.\d+\.\d+\nfacts \d{4}-\d\d-\d\d: .+\n\d+ countries, \d+ sources, "
        r".*trade.*\n",
        answer.out,
    )
    counts = (
        "14 countries, 2 sources, 1 member list, 1 member step, 1 agreement, 1 meeting, 2 trade"
    )
    assert (
        corridor("-V").out.partition("\n")[2]
        == f"facts 2026-11-23 in {FOUNDING}: Facts on the International North-South Transport "
        f"Corridor\n{counts}\n"
    )


def test_fail_empty_turns_no_rows_into_exit_1(corridor: Callable[..., Answer]) -> None:
    """No rows give exit code 0, and 1 with --fail-empty."""
    assert corridor("trade", "--year", "1990").code == 0
    assert corridor("trade", "--year", "1990", "--fail-empty").code == 1
    assert corridor("trade", "--limit", "0", "--fail-empty").code == 1
    assert corridor("trade", "--fail-empty").code == 0


def test_a_closed_pipe_is_silent(shell: Callable[..., Answer]) -> None:
    """If the reader closes the pipe, the exit code is 141 and stderr is empty."""
    line = (
        "for i in 1 2 3; do corridor trade -f csv; echo $? >&2; done 2>codes | head -1; cat codes"
    )
    answer = shell(line)
    assert answer.err == ""
    header, *codes = answer.out.splitlines()
    assert header.startswith("id,period,")
    assert set(codes) <= {"0", "141"}
    assert shell("corridor --help | true; corridor trade | true").err == ""


def test_a_device_that_is_full_and_a_closed_stdin_are_errors(shell: Callable[..., Answer]) -> None:
    """An answer that -o cannot write gives exit code 74; ids from a closed stdin give 2."""
    message = "corridor: error: cannot write to /dev/full: No space left on device\n"
    assert shell("corridor trade -o /dev/full") == Answer(74, "", message)
    assert shell("corridor show - <&-").code == 2


def test_arguments_that_are_not_utf_8_are_mistakes(shell: Callable[..., Answer]) -> None:
    """An argument that is not UTF-8 is an error in one line; on stdin it is an unknown id."""
    for call in (
        "show $'\\xff'",
        "sources --publisher $'\\xff'",
        "members --according-to $'\\xff'",
    ):
        assert shell(f"corridor {call}") == Answer(
            2, "", "corridor: error: an argument is not UTF-8: \\udcff\n"
        )
    assert shell("printf '\\xff\\n' | corridor show -").code == 4


def test_an_output_file_is_whole_or_not_there(shell: Callable[..., Answer], tmp_path: Path) -> None:
    """-o replaces a whole file and keeps its mode and its links."""
    assert shell("corridor trade -o out.json").code == 0
    assert len(json.loads((tmp_path / "out.json").read_text())) == 2
    assert shell("umask 022; corridor trade -o new.csv; stat -c %a new.csv").out == "644\n"
    assert shell(
        "touch real; chmod 600 real; ln -s real link; corridor members -o link -f ids; "
        "stat -c %a%F real link"
    ).out == ("600regular file\n777symbolic link\n")
    assert (tmp_path / "real").read_text().startswith("ARM\nAZE\n")
    assert shell("corridor members -o nowhere/out") == Answer(
        74, "", "corridor: error: cannot write to nowhere/out: No such file or directory\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "link",
        "new.csv",
        "out.json",
        "real",
    ]


@pytest.mark.parametrize("name", ["/dev/stdout", "out", "link", "other"])
def test_the_file_of_stdout_is_written_as_it_is(
    name: str, shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """If -o names the file that stdout goes to, the answer is added to it."""
    line = (
        "touch out; ln out other; ln -s /dev/stdout link; "
        f"{{ echo before; corridor members --count -o {name}; echo after; }} > out"
    )
    assert shell(line) == Answer(0, "", "")
    assert (tmp_path / "out").read_text() == "before\n13\nafter\n"


@pytest.mark.parametrize(
    "line",
    [
        "corridor members --count -o >(cat)",
        "corridor members --count -o /dev/stdout | cat",
        "mkfifo pipe; cat pipe & corridor members --count -o pipe; wait",
        "corridor members --count -o /dev/null; corridor members --count",
    ],
)
def test_a_pipe_or_a_device_is_written_as_it_is(line: str, shell: Callable[..., Answer]) -> None:
    """-o writes to a pipe or a device without replacing it."""
    assert shell(line) == Answer(0, "13\n", "")


def test_the_mode_of_a_file_is_what_the_umask_leaves(
    corridor: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new file has the mode that the system gives, and the umask is never set."""
    (tmp_path / "any").touch()
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("the umask was set"))
    assert corridor("members", "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_no_color_leaves_no_escape_byte(environ: dict[str, str], tmp_path: Path) -> None:
    """With NO_COLOR a terminal gets no escape byte."""
    for call in (
        "corridor members",
        "corridor --help",
        "corridor trade --reporter Turky",
    ):
        screen = in_terminal(call, environ, tmp_path)
        assert screen
        assert ESCAPE not in screen


COLOURED = [
    # environment, arguments, is a terminal, coloured
    ({}, (), True, True),
    ({}, (), False, False),
    ({"TERM": "dumb"}, (), True, False),
    ({"CLICOLOR": "0"}, (), True, False),
    ({"FORCE_COLOR": "0"}, (), True, False),
    ({"FORCE_COLOR": "1"}, (), False, True),
    ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, (), False, True),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, (), True, False),
    ({"NO_COLOR": ""}, (), True, True),
    ({"NO_COLOR": "1"}, ("--color", "always"), False, True),
    ({"FORCE_COLOR": "1"}, ("--color", "never"), True, False),
]


@pytest.mark.parametrize(("env", "argv", "terminal", "coloured"), COLOURED)
def test_colour_follows_flag_environment_and_terminal(
    env: dict[str, str],
    argv: tuple[str, ...],
    terminal: bool,
    coloured: bool,
    corridor: Callable[..., Answer],
) -> None:
    """--color, NO_COLOR, FORCE_COLOR, CLICOLOR, TERM and the terminal decide, in this order."""
    answer = corridor(
        "trade", "-f", "table", *argv, env={"NO_COLOR": "", **env}, stdout_is_terminal=terminal
    )
    assert (ESCAPE in answer.out) == coloured
    plain = corridor("trade", "-f", "table", "--color", "never").out
    bare = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", answer.out)
    assert bare.split() == [
        word
        for word in plain.split()
        if not (coloured and terminal and word.startswith("https://"))
    ]


@pytest.mark.parametrize("format_", ["tsv", "csv", "json", "jsonl", "yaml", "md", "ids"])
def test_machine_formats_are_never_coloured(format_: str, corridor: Callable[..., Answer]) -> None:
    """Formats for programs have no escape bytes, even with --color always."""
    assert (
        ESCAPE
        not in corridor("trade", "-f", format_, "--color", "always", stdout_is_terminal=True).out
    )


def test_sources_are_links_on_a_coloured_terminal_only(corridor: Callable[..., Answer]) -> None:
    """Numbers of documents are OSC 8 links on a terminal with colour; --refs all has addresses."""
    link = "\x1b]8;id="
    shown = corridor("trade", env={"NO_COLOR": "", "TERM": "xterm"}, stdout_is_terminal=True).out
    assert link in shown
    assert "https://en.trend.az/casia/kazakhstan/3825648.html" in shown
    for answer in (
        corridor("trade", stdout_is_terminal=True),
        corridor("trade", "-f", "table", "--color", "always"),
    ):
        assert link not in answer.out
        assert "https://" not in answer.out
    everything = corridor("trade", "-f", "table", "--refs", "all").out
    assert "https://en.trend.az/casia/kazakhstan/3825648.html" in everything
    nothing = corridor("trade", "-f", "table", "--refs", "none").out
    assert "[1]" not in nothing
    assert "trend-2023-11-16-kaz-rus" not in nothing


def test_stdout_and_stderr_are_coloured_apart(corridor: Callable[..., Answer]) -> None:
    """Errors have colour if stderr is a terminal; stdout does not matter."""
    mistaken = ("trade", "--reporter", "Turky")
    assert ESCAPE in corridor(*mistaken, env={"NO_COLOR": ""}, stderr_is_terminal=True).err
    assert ESCAPE not in corridor(*mistaken, env={"NO_COLOR": ""}, stdout_is_terminal=True).err


def test_what_the_user_typed_cannot_drive_the_terminal(corridor: Callable[..., Answer]) -> None:
    """Control characters of an argument are shown as escapes."""
    assert (
        corridor("trade", "--reporter", "\x1b[31mred").err.splitlines()[0]
        == "corridor: error: unknown country '\\u001b[31mred'"
    )


def test_a_bug_is_one_line_and_exit_70(
    corridor: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected exception gives one line, a hint and exit code 70."""
    monkeypatch.setattr("corridor_cli.questions.Facts.members", lambda *_, **__: 1 / 0)
    answer = corridor("members")
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (70, "", 2)
    assert answer.err.startswith("corridor: bug: ZeroDivisionError: division by zero\nhint: ")
    assert (
        "Traceback (most recent call last)" in corridor("members", env={"CORRIDOR_DEBUG": "1"}).err
    )


def test_an_interrupt_is_exit_130(
    corridor: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C gives exit code 130 and no message."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("corridor_cli.questions.Facts.members", interrupted)
    assert corridor("members") == Answer(130, "", "")
