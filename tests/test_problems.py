"""Problems in fact files: each with its place, all at once, and no file is written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import CUT, FACTS, FOUNDING, RIVALS, ROOT, SECOND, Answer
from problems import CASES, Case

from corridor_cli.index.rules import rules
from corridor_cli.model.problems import ERRORS, WARNINGS
from corridor_cli.reading import yaml as reader


def change(facts: Path, file: str, old: str, new: str) -> None:
    """Replace a text in a fact file; with no old text the file is new."""
    path = facts / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if old else ""
    assert old in text, f"{old!r} is in {file}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_problems_of_all_files_are_listed_at_once(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """Every command lists all problems of all files and exits with 3."""
    change(copied_facts, "trade/kaz-rus.yaml", "  import: 17.34 bn USD", "  imprt: 17.34 bn USD")
    change(
        copied_facts,
        "trade/kaz-rus.yaml",
        "trend-2023-11-16-kaz-rus: para 9",
        "trend-2023-11-16: para 9",
    )
    change(copied_facts, "members.yaml", "date: 2005", "date: 2005\n    date: 2006")
    change(copied_facts, "members.yaml", "country: AZE", "country: AZB")
    change(copied_facts, "agreements/instc-agreement-2000.yaml", "2000-09-12", "2000-09-31")
    change(copied_facts, "meetings/2023.yaml", "place: Moscow", "place: *where")
    expected = """\
facts/agreements/instc-agreement-2000.yaml:4:11: bad-date: signed: there is no date 2000-09-31
facts/meetings/2023.yaml:7:10: alias: alias *where: write the value out
facts/members.yaml:14:14: unknown-country: unknown country 'AZB': did you mean AZE?
facts/members.yaml:17:5: duplicate-key: key 'date' is already in line 16
facts/trade/kaz-rus.yaml:5:3: unknown-key: unknown key 'imprt': did you mean import?
facts/trade/kaz-rus.yaml:17:5: unknown-source: unknown source 'trend-2023-11-16': \
did you mean trend-2023-11-16-kaz-rus?
corridor: error: the fact files cannot be used: 6 problems
"""
    before = sorted(copied_facts.parent.rglob("*"))
    for command in ("members", "agreements", "meetings", "trade", "sources", ("show", "KAZ")):
        words = command if isinstance(command, tuple) else (command,)
        answer = corridor(*words, facts=copied_facts)
        assert (answer.code, answer.out) == (3, "")
        assert (
            answer.err.replace(f"{copied_facts}/", "facts/").replace(str(copied_facts), "facts")
            == expected
        )
    assert sorted(copied_facts.parent.rglob("*")) == before


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_case_has_its_problems_and_mended_none(
    case: Case, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Each case of tests/problems/ gives exactly its problems, and none when it is mended."""
    failing = case.write_facts(tmp_path / "failing", failing=True)
    answer = corridor("check", failing, "-q")
    lines = answer.out.replace(f"{failing}/", "").splitlines()
    assert lines == case.tells
    assert any(f": {case.code}: " in line for line in lines)
    erring = any(": warning: " not in line for line in lines)
    assert (answer.code, answer.err) == (int(erring), "")
    if not erring:
        assert corridor("check", failing, "-q", "--strict").code == 1
    if not case.is_mended_by_founding:
        passing = case.write_facts(tmp_path / "passing", failing=False)
        assert corridor("check", passing, "-q", "--strict") == (0, "", "")


def test_errors_keep_the_facts_from_answering_and_warnings_do_not(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Commands list the errors and exit with 3; warnings do not change an answer."""
    for name in ("bad-date", "unknown-source", "order", "sums", "identical"):
        case = next(case for case in CASES if case.name == name)
        facts = case.write_facts(tmp_path / name, failing=True)
        answer = corridor("timeline", facts=facts)
        if name in WARNINGS:
            assert (answer.code, answer.err) == (0, corridor("timeline").err)
        else:
            assert (answer.code, answer.out) == (3, "")
            assert answer.err.replace(f"{facts}/", "").splitlines()[: len(case.tells)] == case.tells


def test_every_code_has_a_case() -> None:
    """Each code has a case in tests/problems/, and each rule has a code."""
    assert {case.code for case in CASES} == set(ERRORS | WARNINGS)
    assert set(rules()) <= set(ERRORS | WARNINGS)


def test_the_reports_hold_the_same_problems(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Lines, JSON and annotations for GitHub have the same problems."""
    facts = next(case for case in CASES if case.name == "missing-section").write_facts(
        tmp_path / "facts", failing=True
    )
    (facts / "trade" / "a,b:c%.yaml").write_text("- \x1b\n")
    lines = corridor("check", facts, "-q").out.splitlines()
    rows = json.loads(corridor("check", facts, "-q", "-f", "json").out)
    assert list(rows[0]) == ["file", "line", "column", "level", "code", "message", "hint", "text"]
    assert len(rows) == len(lines) == 4
    for row, line in zip(rows, lines, strict=True):
        tail = f": {row['hint']}" if row["hint"] else ""
        assert (
            line
            == f"{row['file']}:{row['line']}:{row['column']}: {row['code']}: {row['message']}{tail}"
        )
    folder = str(facts).replace(":", "%3A")
    assert corridor("check", facts, "-q", "-f", "github").out.splitlines()[2:] == [
        f"::error file={folder}/agreements/instc-agreement-2000.yaml,line=1,col=1,title=unknown-key"
        "::unknown key 'agreements': did you mean agreement?",
        f"::error file={folder}/trade/a%2Cb%3Ac%25.yaml,line=1,col=3,title=control-character"
        "::control character U+001B in the file",
    ]
    assert corridor("check", facts, "-q", "-o", tmp_path / "report.json").out == ""
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == rows
    answer = corridor("check", facts, "-f", "github", "-o", tmp_path / "report")
    assert (answer.code, answer.out) == (1, "")
    assert len((tmp_path / "report").read_text().splitlines()) == 4
    for argv in (("--json",), ("--json", "-f", "json")):
        assert corridor("check", facts, *argv) == corridor("check", facts, "-f", "json")


def test_the_summary_counts_what_was_looked_at(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """A note counts errors, warnings, accepted warnings, files and records."""
    case = next(case for case in CASES if case.name == "sums")
    facts = case.write_facts(tmp_path / "facts", failing=True)
    assert corridor("check", facts).err == "note: 1 warning in 8 files with 23 records\n"
    trade = facts / "trade" / "kaz-rus.yaml"
    trade.write_text(
        trade.read_text().replace(
            "26.2 bn USD", "26.2 bn USD\n  accept: {sums: so in the document}"
        )
    )
    assert corridor("check", facts, "--strict") == (
        0,
        "",
        "note: no problems in 8 files with 23 records; 1 warning accepted\n",
    )
    fields = json.loads(
        corridor("show", "kaz-rus-2022-trend-2023-11-16-kaz-rus", "--json", facts=facts).out
    )
    assert [row["value"] for row in fields if row["field"] == "accept"] == [
        "sums: so in the document"
    ]
    trade.write_text(trade.read_text().replace("26.2 bn USD", "26.2 bn EUR"))
    assert corridor("check", facts).err == "note: 1 error in 8 files with 23 records\n"


def test_the_projects_own_facts_have_no_problems(corridor: Callable[..., Answer]) -> None:
    """The project's facts and those of the tests pass `corridor check --strict`."""
    for directory in (FACTS, CUT, FOUNDING, RIVALS, SECOND):
        assert corridor("check", directory, "--strict", "-q") == (0, "", "")


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        (("check", "nowhere"), "corridor: error: the fact directory nowhere does not exist\n"),
        (
            ("check", "{tmp}"),
            "corridor: error: {tmp} is no fact directory: it has no about.yaml\n"
            "hint: corridor init DIR writes the first files\n",
        ),
        (
            ("check", "a", "--facts", "b"),
            "corridor: error: two directories to check: a and b\nhint: give one of them\n",
        ),
        (
            ("check", "--json", "-f", "github"),
            "corridor: error: --json and -f github ask for two formats\nhint: give one of them\n",
        ),
        (
            ("check", "-f", "csv"),
            "corridor: error: unknown format 'csv'\nhint: known: lines, json, github, marked\n",
        ),
    ],
)
def test_nothing_to_check_is_a_usage_error(
    argv: tuple[str, ...], lines: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """A directory that does not exist or has no facts is a usage error."""
    answer = corridor(*(word.format(tmp=tmp_path) for word in argv))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(lines.format(tmp=tmp_path))


@pytest.mark.peers
def test_the_hook_for_pre_commit_checks_a_directory(
    copied_facts: Path, shell: Callable[..., Answer], corridor: Callable[..., Answer]
) -> None:
    """The hook for pre-commit is valid and checks the directory in `args`."""
    manifest = ROOT / ".pre-commit-hooks.yaml"
    assert shell(f"pre-commit validate-manifest {manifest}") == (0, "", "")
    (hook,) = yaml.safe_load(manifest.read_text())
    assert (hook["args"], hook["always_run"]) == (["facts"], True)
    trade = copied_facts / "trade" / "kaz-rus.yaml"
    trade.write_text(trade.read_text().replace("26.123 bn", "26.2 bn"))
    name, *argv = hook["entry"].split()
    answer = corridor(*argv, copied_facts, "-q")
    assert (name, answer.code, answer.out.count("\n")) == ("corridor", 1, 1)


def test_a_hundred_problems_of_a_code_are_listed(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """`check` lists a hundred problems of a code and counts the others."""
    record = (
        "- {{id: t-{0:03}, reporter: KAZ, partner: RUS, period: 2022, export: 8{0:03} mn "
        "USD, sources: {{trend-{0}: para 1}}}}\n"
    )
    (copied_facts / "trade" / "kaz-rus.yaml").write_text("".join(map(record.format, range(150))))
    lines = corridor("check", copied_facts, "-q").out.splitlines()
    assert [
        sum(f" {code}: " in line for line in lines) for code in ("unknown-source", "more-problems")
    ] == [100, 1]
    assert any(line.endswith("more-problems: unknown-source 50 times more") for line in lines)


def test_what_cannot_be_read_is_the_only_problem(
    tmp_path: Path, corridor: Callable[..., Answer]
) -> None:
    """A file that cannot be parsed gives one problem, and no other follows from it."""
    for name in (
        "trade/irn-rus.yaml",
        "projects/long-railway.yaml",
        "places.yaml",
        "sources/2022.yaml",
    ):
        facts = Path(shutil.copytree(RIVALS, tmp_path / name.replace("/", "-")))
        (facts / name).write_text((facts / name).read_text("utf-8") + "\t\n", "utf-8")
        (line,) = corridor("check", facts, "-q").out.splitlines()
        assert ": control-character: tab in the file" in line


def test_an_unexpected_or_missing_file_is_a_problem(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """A file that no kind reads is a problem, and so is a missing one."""
    (copied_facts / "meeting").mkdir()
    (copied_facts / "meeting" / "2024.yaml").write_text("- id: lost\n")
    (copied_facts / "about.yaml").unlink()
    answer = corridor("members", facts=copied_facts)
    first, second, *_ = answer.err.replace(f"{copied_facts}/", "").splitlines()
    assert answer.code == 3
    assert first == "about.yaml:1:1: missing-file: the fact base needs about.yaml"
    assert second == (
        "meeting/2024.yaml:1:1: unexpected-file: no kind of fact belongs in this file: did you "
        "mean meetings/2024.yaml?"
    )


REFUSED = {
    b"": "1:1: empty-file: the file holds no facts",
    b"# only a comment\n": "1:1: empty-file: the file holds no facts",
    b"a: &x 1\nb: *x\n": "1:4: anchor: anchor &x: write values out",
    b"a: 1\n---\nb: 2\n": "2:1: second-document: a fact file holds one document: remove '---'",
    b"%YAML 1.1\n---\na: 1\n": "1:1: directive: fact files have no YAML directives",
    b"a: \xff\n": "1:4: encoding: not UTF-8: byte 0xff",
    b"\xef\xbb\xbfa: 1\n": "1:1: encoding: the file begins with a byte order mark: save as UTF-8 "
    "without BOM",
    b"a: 1\r\nb: 2\rc: 3\n": "2:5: line-ending: a CR without LF behind it, which some editors "
    "show as the end of a line: save the file with LF at the ends of lines",
    b"a: b\x00c\n": "1:5: control-character: control character U+0000 in the file",
    b"? [a]\n: b\n": "1:3: key: a key is a plain word",
    b"[\n" * 100_000: "13:1: nesting: nested deeper than 12 levels",
    b"a: 1\na: 2\n": "2:1: duplicate-key: key 'a' is already in line 1",
    b"x" * 3_000_000: "1:1: too-large: the file has more than 2000000 bytes, too many to review",
}


@pytest.mark.parametrize("data", REFUSED, ids=range(len(REFUSED)))
@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_what_yaml_would_let_pass_is_refused(
    data: bytes, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader refuses what YAML changes silently, with libyaml and without."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    _, problems = reader.read(data, "file")
    assert [str(problem) for problem in problems] == [f"file:{REFUSED[data]}"]


@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_a_million_levels_are_one_problem(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line with a million levels gives one problem."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    for opening in (b"[", b"{", b"- ", b"? "):
        _, problems = reader.read((opening * 1_000_000)[: reader.MAX_BYTES], "file")
        assert [(problem.line, problem.code) for problem in problems] == [(1, "nesting")]


@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_scalars_stay_the_text_that_the_editor_wrote(
    parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every scalar stays text: NO is a country code, and 3.10 keeps its zero."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    root, problems = reader.read(
        "- NO\n- 3.10\n- 010\n- 12:30\n- ~\n- ' ایران '\n- 2022-01-01\n".encode(), "file"
    )
    assert problems == []
    assert isinstance(root, reader.Sequence)
    assert [item.text for item in root.items if isinstance(item, reader.Scalar)] == [
        "NO",
        "3.10",
        "010",
        "12:30",
        "~",
        "ایران",
        "2022-01-01",
    ]
    assert (root.items[1].line, root.items[1].column) == (2, 3)


@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_a_key_without_a_line_end_is_one_problem(
    parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that ends within a key is one problem; libyaml finds it behind the last line."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    for data in (b"a: 1\nb", b"- a: 1\n  b", b"- id: x\nx"):
        _, problems = reader.read(data, "file")
        assert [problem.code for problem in problems] == ["yaml"]


def test_a_message_is_one_line_whatever_it_quotes(
    copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """A value with a line end is quoted with an escape, so that each problem is one line."""
    change(copied_facts, "sources/2023.yaml", "  language: en", '  language: "e\\nn"')
    problems = json.loads(corridor("check", copied_facts, "-f", "json").out)
    assert [problem["message"] for problem in problems if "e\\u000an" in problem["message"]]
    assert not [problem for problem in problems if "\n" in problem["message"]]
