"""Completion: the words that may come next, and whole lines in real shells."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CUT, FOUNDING, RIVALS, Answer, needing

from corridor_cli.cli import COMMANDS, build_command
from corridor_cli.model.answers import TABLED
from corridor_cli.model.answers import Answer as AnswerColumns

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def complete(
    corridor: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """A function that gives the words which complete the last one of a line."""

    def call(line: str, *, facts: Path = RIVALS, meanings: bool = False) -> list[str]:
        words = ["corridor", *line.split(" ")]
        environ = {
            "_CORRIDOR_COMPLETE": "complete_fish" if meanings else "complete_bash",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": " ".join(words),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "COLUMNS": "1000",
        }
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        answer = corridor(facts=facts)
        assert (answer.code, answer.err) == (0, "")
        return answer.out.splitlines() if answer.out.strip() else []

    return call


CASES: list[tuple[str, list[str]]] = [
    ("", list(COMMANDS)),
    ("me", ["members", "meetings"]),
    ("xyz", []),
    ("-V", ["-V"]),
    ("--facts ", []),
    ("--facts x tra", ["trade"]),
    ("--facts=x tra", ["trade"]),
    ("trade --rep", ["--reporter"]),
    ("trade --reporter ", ["BGR", "EAEU", "IND", "IRN", "NOR", "RUS", "SYR", "TUR"]),
    ("trade --reporter I", ["IND", "IRN"]),
    ("trade --reporter i", ["india", "iran"]),
    ("trade --reporter Ind", ["India"]),
    ("trade --reporter turk", ["turkiye"]),
    ("trade --reporter Tü", ["Türkiye"]),
    ("trade --reporter 'I", ["IND", "IRN"]),
    ("trade --reporter isl", ["islamic-republic-of-iran"]),
    ("trade --reporter Islamic-", ["Islamic-Republic-of-Iran"]),
    ("trade --flow ", ["export", "import", "turnover", "balance"]),
    ("trade --flow export --flow b", ["balance"]),
    ("trade --columns va", []),
    ("trade --long --columns va", ["value"]),
    ("trade --preferred --sort va", ["value"]),
    ("trade --columns unit,un", []),
    (
        "trade --columns id,turnover_",
        [
            f"id,turnover_{end}"
            for end in (
                *("stated", "relation", "low", "high", "derived", "growth"),
                *("converted", "converted_unit", "converted_stated"),
            )
        ],
    ),
    ("trade --period 2022-0", ["2022-03-21/2023-03-20", "2022-04/2023-03"]),
    ("trade --year ", ["2021", "2022", "2023"]),
    ("trade -f j", ["json", "jsonl"]),
    ("trade --unit ", ["thousand", "mn", "bn", "tn"]),
    ("trade --limit ", []),
    ("trade -o ", []),
    ("trade x", []),
    ("trade iran Ind", ["India"]),
    ("routes --columns tim", []),
    (
        "routes --journeys --columns tim",
        [
            *("time", "time_stated", "time_saving", "time_saving_unit", "time_saving_stated"),
            *("time_low", "time_high", "time_saving_low", "time_saving_high"),
        ],
    ),
    ("freight --route ", ["north", "south"]),
    ("freight --place p", ["port-one", "port-two"]),
    ("members --according-to news", ["news", "news-late"]),
    ("members --role ob", ["observer"]),
    ("disputes --found ", ["rule", "editor"]),
    ("show port-", ["port-one", "port-two", "port-one-2022-news"]),
    ("show port-one port-t", ["port-two"]),
    ("show port-one.k", ["port-one.kind"]),
    ("show -- port-t", ["port-two"]),
    ("show R", ["RUS"]),
    ("cite long-railway.len", ["long-railway.length", "long-railway.lender"]),
    ("cite -f bib", ["bibtex"]),
    ("fields freight", ["freight"]),
    ("check ", []),
    ("check x -f git", ["github"]),
    ("export ", []),
    ("sql ", []),
    ("search ", []),
]


@pytest.mark.parametrize(("line", "fitting"), CASES, ids=[line for line, _ in CASES])
def test_a_word_is_completed_by_what_may_stand_there(
    line: str, fitting: list[str], complete: Callable[..., list[str]]
) -> None:
    """Completion offers commands, options, values, countries, ids, fields and columns."""
    assert sorted(complete(line)) == sorted(fitting)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_offered(
    name: str, complete: Callable[..., list[str]]
) -> None:
    """Completion offers the options of `--help` and no others."""
    options = {
        option
        for parameter in build_command(name).params
        for option in parameter.opts
        if option.startswith("-")
    }
    assert {*complete(f"{name} -")} == options | {"-h", "--help"}


@pytest.mark.parametrize(
    "answer", [answer for answer in TABLED if answer.call], ids=lambda answer: answer.name
)
def test_columns_that_are_offered_are_those_of_the_answer(
    answer: AnswerColumns, complete: Callable[..., list[str]]
) -> None:
    """Completion offers the columns of the answer that the options choose, in their order."""
    assert complete(f"{answer.call} --columns ") == [column.name for column in answer.columns]


def test_a_word_has_its_meaning(complete: Callable[..., list[str]]) -> None:
    """Commands, options, columns and countries have a meaning, for shells that show it."""
    assert complete("tra", meanings=True) == [f"trade\t{COMMANDS['trade']}"]
    assert complete("trade --rep", meanings=True) == [
        "--reporter\tThe state whose trade it is: any name or code, or unstated."
    ]
    assert complete("trade --columns id,repo", meanings=True) == [
        "id,reporter\tThe state whose trade it is (ISO 3166-1 alpha-3), or unstated",
        "id,reporter_name\tName of the reporter",
    ]
    assert complete("trade --reporter IR", meanings=True) == ["IRN\tIran"]


def test_a_title_is_shown_as_text(complete: Callable[..., list[str]], copied_facts: Path) -> None:
    """A title is one line that no shell runs and that has no markup for Rich."""
    path = copied_facts / "meetings" / "2023.yaml"
    hostile = "'$(touch x) `id`; ''\"): \\ [red] [/x] " + "word " * 50
    text = path.read_text("utf-8").replace("title: ", f"title: {json.dumps(hostile)} #", 1)
    path.write_text(text, "utf-8")
    lines = complete("show ", facts=copied_facts, meanings=True)
    (line,) = [line for line in lines if "touch" in line]
    assert "\t(touch x) id; ):  red /x word word" in line
    assert all(line.partition("\t")[0].replace("-", "").isalnum() for line in lines)


def test_facts_that_cannot_be_read_complete_nothing(
    complete: Callable[..., list[str]], copied_facts: Path
) -> None:
    """Commands and options are still completed, and no error is written into the line."""
    (copied_facts / "trade" / "kaz-rus.yaml").write_text("- x\n")
    for facts in (copied_facts, Path("/nowhere")):
        assert complete("trade --reporter K", facts=facts) == []
        assert complete("trade --rep", facts=facts) == ["--reporter"]


def test_the_facts_that_are_named_before_are_read(
    complete: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Completion uses the facts of --facts, before or behind the command, also with ~."""
    monkeypatch.setenv("HOME", str(FOUNDING.parent))
    for line in (
        f"trade --facts {FOUNDING} --reporter K",
        f"--facts {FOUNDING} trade --reporter K",
        f"trade --facts ~/{FOUNDING.name} --reporter K",
    ):
        assert complete(line, facts=Path("/nowhere")) == ["KAZ", "KGZ"]


# --- installing


def test_no_place_to_install_is_one_line(shell: Callable[..., Answer], tmp_path: Path) -> None:
    """A home directory that cannot be written to gives an error, not a bug."""
    (tmp_path / ".bashrc").mkdir()
    answer = shell("corridor --install-completion; exit", HOME=str(tmp_path))
    message = f"cannot install completion: {tmp_path}/.bashrc: Is a directory"
    assert answer == Answer(74, "", f"corridor: error: {message}\n")


# --- real shells


def settled(shell: Any, *, quiet: float = 0.25) -> None:
    """Read what a shell shows, until it shows nothing more."""
    import pexpect

    shell.read_nonblocking(65536, timeout=20)
    while True:
        try:
            shell.read_nonblocking(65536, timeout=quiet)
        except pexpect.TIMEOUT:
            return


#: The keys, with | for Tab, and the line that they should give.
TYPED = {
    "trade": (
        "corridor trad|--rep|Kaza|--part|RU|--fl|exp|--colu|id,cove|--uni|m|--form|cs",
        "corridor trade --reporter Kazakhstan --partner RUS --flow export --columns id,coverage"
        " --unit mn --format csv",
    ),
    "show": (
        "corridor sho|rasht-astara-contr|rasht-astara-railway.leng|--sor|val",
        "corridor show rasht-astara-contractor rasht-astara-railway.length --sort value",
    ),
    "a name of two words": (
        "corridor meetin|--countr|Sri",
        "corridor meetings --country Sri-Lanka",
    ),
    "a file": ("corridor check --format json|fact", "corridor check --format json facts/"),
    "a path of the command": ("~/bin/corridor place|--kin|seap", "corridor places --kind seaport"),
}


@pytest.mark.shells
@pytest.mark.parametrize("name", [pytest.param(name, marks=needing(name)) for name in SHELLS])
@pytest.mark.parametrize("case", TYPED)
def test_a_line_is_completed_in_a_real_shell(
    name: str,
    case: str,
    shell: Callable[..., Answer],
    environ: dict[str, str],
    copied_facts: Path,
    tmp_path: Path,
) -> None:
    """A line typed with Tab behind each beginning becomes the whole line and gives its answer."""
    import pexpect

    typed, meant = TYPED[case]
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    env = {**environ, "CORRIDOR_FACTS": str(CUT), "HOME": str(home), "TERM": "xterm", "PS1": "> "}
    (copied_facts / "trade" / "kaz-rus.yaml").write_text("- x\n")  # a problem for `check`
    expected = shell(f"{meant} 2>&1", **env).out
    installed = shell(
        f"ln -s $(command -v corridor) ~/bin; {name} -c 'corridor --install-completion; exit'",
        **env,
    )
    assert installed.code == 0
    child = pexpect.spawn(
        name, ["-i"], env=env, cwd=tmp_path, encoding="utf-8", dimensions=(50, 160)
    )
    settled(child, quiet=0.8)
    for piece in typed.split("|"):
        child.send(piece)
        settled(child, quiet=0.05)
        child.send("\t")
        settled(child)
    child.send(" > answer 2>&1; echo > ended\r")
    deadline = time.monotonic() + 20
    while not (tmp_path / "ended").exists() and time.monotonic() < deadline:
        settled(child)
    child.close(force=True)
    assert (tmp_path / "answer").read_text() == expected
