"""Input that people type by mistake, and that other programs write."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FOUNDING, Answer

from corridor_cli import open_facts
from corridor_cli.cli import COMMANDS, build_command
from corridor_cli.export import export
from corridor_cli.formats import Sheet, named
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import Field

Ask = Callable[..., Answer]


def parameters(name: str) -> list[tuple[str, ...]]:
    """For each parameter of a command that takes a text: the words before an empty one."""
    own = [one for one in build_command(name).params if not getattr(one, "is_flag", False)]
    return [(one.opts[0],) if one.param_type_name == "option" else () for one in own]


@pytest.mark.parametrize("name", COMMANDS)
def test_an_empty_argument_is_a_mistake(
    name: str, corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No parameter of any command takes an empty text; nothing is written or checked."""
    monkeypatch.chdir(tmp_path)
    assert len(parameters(name)) > 1
    for words in parameters(name):
        answer = corridor(name, *words, "")
        assert (answer.code, answer.out) == (2, "")
        assert " is empty\nhint: is a variable of the shell not set?\n" in answer.err
    assert corridor("--facts", "", name).code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_is_a_mistake_in_python() -> None:
    """No function takes an empty name for the current directory."""
    with pytest.raises(UsageError, match="is empty"):
        open_facts("")
    with open_facts() as facts, pytest.raises(UsageError, match="is empty"):
        export(facts, "")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_with_one_value_stands_once(name: str, corridor: Ask) -> None:
    """A repeated --sort, --columns or other option with one value is a mistake."""
    options = [one for one in build_command(name).params if one.param_type_name == "option"]
    single = [one.opts[0] for one in options if not one.is_flag and not one.multiple]
    assert "--output" in single
    for option in single:
        answer = corridor(name, option, "a", option, "b")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.startswith(f"corridor: error: {option} is given twice\n")
    if "--sort" in single:
        hint = "corridor: error: --columns is given twice\nhint: several columns: --columns a,b\n"
        assert corridor(name, "--columns", "a", "--columns", "b").err == hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_ids_and_queries_are_read_as_windows_writes_them(
    encoding: str, tmp_path: Path, shell: Ask
) -> None:
    """A byte order mark before ids or a query is no part of them."""
    for name, text in (("ids", "KAZ\r\nRUS\r\n"), ("query", "SELECT 1 AS a")):
        (tmp_path / name).write_bytes(text.encode(encoding))
    assert shell("corridor show - -f ids < ids").out == shell("corridor show KAZ RUS -f ids").out
    assert shell("corridor sql - < query").out == "a\n1\n"


@pytest.mark.parametrize(
    "query", ["-- all\nSELECT 1 AS a", "--all\nSELECT 1 AS a", "--\n SELECT 1 a"]
)
@pytest.mark.parametrize("options", [(), ("-f", "csv"), ("--",)])
def test_a_query_may_begin_with_a_comment(
    query: str, options: tuple[str, ...], corridor: Ask
) -> None:
    """A query that begins with `--` is no option, before other options and behind them."""
    assert corridor("sql", *options, query) == (0, "a\n1\n", "")
    if options != ("--",):
        assert corridor("sql", query, *options) == (0, "a\n1\n", "")
    assert corridor("sql", "--tabels").err.startswith("corridor: error: unknown option '--tabels'")


def test_a_limit_may_have_any_number_of_digits(corridor: Ask) -> None:
    """Zeros before a limit, and more digits than any number of rows, are the number they are."""
    whole = corridor("members").out
    for limit, rows in (
        ("0" * 30 + "1", 1),
        ("0" * 30, 0),
        ("9" * 30, len(whole.splitlines()) - 1),
    ):
        out = corridor("members", "--limit", limit).out
        assert (out.count("\n"), whole.startswith(out)) == (rows + 1, True)


@pytest.mark.parametrize("name", ["kaz-rus.YAML", "kaz-rus.yml", "kaz-rus.Yml"])
def test_a_file_with_another_ending_of_yaml_is_told(
    name: str, copied_facts: Path, corridor: Ask
) -> None:
    """A fact file with the ending .yml or .YAML is a problem, and is not ignored."""
    trade = copied_facts / "trade"
    (trade / "kaz-rus.yaml").rename(trade / name)
    answer = corridor("check", copied_facts, "-q")
    assert answer.code == 1
    assert f"/trade/{name}:1:1: unexpected-file: " in answer.out


def test_init_fills_a_directory_that_has_only_hidden_files(
    corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new repository, which has nothing but .git, is as good as an empty directory."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    monkeypatch.chdir(tmp_path)
    assert corridor("init", ".", "-q") == (0, "", "")
    assert (tmp_path / ".git" / "HEAD").exists()
    assert corridor("check", ".", "--strict", "-q") == (0, "", "")


def test_a_link_of_a_terminal_has_no_character_beyond_ascii() -> None:
    """An address in a link of a terminal is percent-encoded, and what is encoded stays."""
    url = "https://example.org/р?q=a%20b;c&é#x"
    fields = [Field("a", "text", "", table=True)]
    fields.append(Field("of", "ids", "", table=True, shown_as="documents"))
    rows = [{"a": "x", "of": ["one"]}]
    sheet = Sheet(rows, fields, citations=lambda ids: dict.fromkeys(ids, ("p", "", url)))
    text = named("table").write(sheet._replace(colour=True, links=True))
    assert ";https://example.org/%D1%80?q=a%20b;c&%C3%A9#x\x1b\\" in text


@pytest.mark.parametrize("below", ["", "data", "data/facts"])
def test_annotations_name_files_from_the_root_of_the_repository(
    below: str, corridor: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check -f github` names a file as GitHub does, from any directory of the repository."""
    facts = Path(shutil.copytree(FOUNDING, tmp_path / "data" / "facts"))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (facts / "about.yaml").write_text("title: x\n")
    monkeypatch.chdir(tmp_path / below)
    (line, *_) = corridor("check", facts, "-q", "-f", "github").out.splitlines()
    assert line.startswith("::error file=data/facts/about.yaml,line=1,")
    rows = json.loads(corridor("check", facts, "-q", "-f", "json").out)
    assert (tmp_path / below / str(rows[0]["file"])).resolve() == facts / "about.yaml"
