"""Completion: what may come next, asked as shells ask, and typed into real ones."""

import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from conftest import CUT, FOUNDING, RIVALS, Answer, full_disk, needing

from corridor_cli.cli import COMMANDS, build_command
from corridor_cli.completion import FILE_WANTED
from corridor_cli.model.answers import TABLED
from corridor_cli.model.answers import Answer as Answered
from corridor_cli.shells import SHELLS

ASKED = {"_CORRIDOR_COMPLETE": "1"}


@pytest.fixture
def complete(corridor: Callable[..., Answer]) -> Callable[..., list[str] | None]:
    """The words that fit in the place of the last one; None where a file is wanted."""

    def call(
        *words: str, facts: Path = RIVALS, env: dict[str, str] | None = None
    ) -> list[str] | None:
        answer = corridor(*words, facts=facts, env={**ASKED, **(env or {})})
        assert answer.err == ""
        if answer.code == FILE_WANTED:
            assert answer.out == ""
            return None
        assert answer.code == 0
        return [line.partition("\t")[0] for line in answer.out.splitlines()]

    return call


CASES: list[tuple[str, list[str] | None]] = [
    ("", list(COMMANDS)),
    ("me", ["members", "meetings"]),
    ("xyz", []),
    ("xyz ", []),
    ("-V", ["-V"]),
    ("--facts ", None),
    ("--facts x tra", ["trade"]),
    ("--facts=x tra", ["trade"]),
    ("--shell ", ["bash", "zsh", "fish"]),
    ("trade --rep", ["--reporter"]),
    ("trade --reporter I", ["IND", "IRN"]),
    ("trade --reporter i", ["india", "iran"]),
    ("trade --reporter Ind", ["India"]),
    ("trade --reporter turk", ["türkiye"]),
    ("trade --reporter Tü", ["Türkiye"]),
    ("trade --reporter=I", ["--reporter=IND", "--reporter=IRN"]),
    ("trade --reporter = I", ["IND", "IRN"]),
    ("trade --reporter =", ["BGR", "EAEU", "IND", "IRN", "NOR", "RUS", "SYR", "TUR"]),
    ("trade --reporter 'I", ["IND", "IRN"]),
    ("trade --flow ", ["export", "import", "turnover", "balance"]),
    ("trade --flow export --flow b", ["balance"]),
    ("trade --reporter isl", ["islamic republic of iran"]),
    ("trade --reporter Isl", ["Islamic Republic of Iran"]),
    ("trade --columns va", []),
    ("trade --long --columns va", ["value"]),
    ("trade --preferred --sort -va", ["-value"]),
    ("trade --columns unit,un", []),
    ("trade --period 2022-0", ["2022-03-21/2023-03-20", "2022-04/2023-03"]),
    ("trade --columns id,tur", ["id,turnover", "id,turnover_stated", "id,turnover_relation"]),
    ("trade --sort -per", ["-period"]),
    ("trade --sort per", ["period"]),
    ("trade -f j", ["json", "jsonl"]),
    ("trade --unit ", ["thousand", "mn", "bn", "tn"]),
    ("trade --year ", ["2021", "2022", "2023"]),
    ("trade --limit ", []),
    ("trade -o ", None),
    ("trade --output=o", None),
    ("trade x", []),
    ("routes --columns tim", []),
    (
        "routes --journeys --columns tim",
        ["time", "time_stated", "time_saving", "time_saving_unit", "time_saving_stated"],
    ),
    ("freight --route ", ["north", "south"]),
    ("freight --place p", ["port-one", "port-two"]),
    ("members --according-to news", ["news", "news-late"]),
    ("members --role ob", ["observer"]),
    ("disputes --found ", ["rule", "editor"]),
    ("show port-", ["port-one", "port-one-2022-news", "port-two"]),
    ("show port-one port-t", ["port-two"]),
    ("show port-one.k", ["port-one.kind"]),
    ("show -- port-t", ["port-two"]),
    ("show R", ["RUS"]),
    ("cite long-railway.len", ["long-railway.length", "long-railway.lender"]),
    ("cite -f bib", ["bibtex"]),
    ("fields freight", ["freight"]),
    ("check ", None),
    ("check x -f git", ["github"]),
    ("export ", None),
    ("sql ", []),
    ("search ", []),
]


@pytest.mark.parametrize(("line", "fitting"), CASES, ids=[line for line, _ in CASES])
def test_a_word_is_completed_by_what_may_stand_there(
    line: str, fitting: list[str] | None, complete: Callable[..., list[str] | None]
) -> None:
    """Commands, options, words of a list, countries, ids, fields, columns, years; a file where one is wanted."""
    assert complete(*line.split(" ")) == fitting


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_offered(
    name: str, complete: Callable[..., list[str] | None]
) -> None:
    """All that --help lists, and nothing else; each with its meaning."""
    options = {
        option
        for parameter in build_command(name).params
        for option in parameter.opts
        if option.startswith("-")
    }
    assert {*(complete(name, "-") or ())} == options | {"--help"}


@pytest.mark.parametrize(
    "answer", [answer for answer in TABLED if answer.call], ids=lambda answer: answer.name
)
def test_columns_that_are_offered_are_those_of_the_answer(
    answer: Answered, complete: Callable[..., list[str] | None]
) -> None:
    """A command's columns are offered in their order, those of another answer where an option asks for that."""
    assert complete(*answer.call.split(), "--columns", "") == [
        column.name for column in answer.columns
    ]


def test_what_a_word_means_stands_in_one_line(
    corridor: Callable[..., Answer], copied_facts: Path
) -> None:
    """A title with tabs' and line ends' likes is shown safely beside its id, and every word can stand in a shell as it is."""
    path = copied_facts / "meetings" / "2023.yaml"
    path.write_text(
        path.read_text("utf-8").replace("title: ", "title: '$(touch x) `id`; ''\"': \\ [red] ", 1),
        "utf-8",
    )
    answer = corridor("show", "", facts=copied_facts, env=ASKED)
    assert answer.code == 0
    for line in answer.out.splitlines():
        word, meaning = line.split("\t")
        assert word.replace("-", "").isalnum()
        assert meaning


def test_facts_that_cannot_be_asked_complete_nothing(
    complete: Callable[..., list[str] | None], copied_facts: Path
) -> None:
    """Commands and options are still completed, and nothing is told into the line that is being typed."""
    (copied_facts / "trade" / "kaz-rus.yaml").write_text("- x\n")
    for facts in (copied_facts, Path("/nowhere")):
        assert complete("trade", "--reporter", "K", facts=facts) == []
        assert complete("trade", "--rep", facts=facts) == ["--reporter"]
    assert complete(
        "trade", "--facts", str(FOUNDING), "--reporter", "K", facts=Path("/nowhere")
    ) == ["KAZ", "KGZ"]
    home = {"HOME": str(FOUNDING.parent)}
    assert complete(
        "trade",
        "--facts",
        f"~/{FOUNDING.name}",
        "--reporter",
        "K",
        facts=Path("/nowhere"),
        env=home,
    ) == [
        "KAZ",
        "KGZ",
    ]


# --- installing


def settings(shell: str) -> str:
    """The file of a shell's settings."""
    return {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}[shell]


@pytest.mark.parametrize("shell", SHELLS)
def test_installing_adds_one_line_and_keeps_the_rest(
    shell: str, corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Twice is once; what the settings hold stays byte for byte, whatever its encoding; links and mode stay."""
    env = {"HOME": str(tmp_path), "SHELL": f"/usr/bin/{shell}"}
    file = tmp_path / settings(shell)
    file.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "kept").write_bytes(b"echo '\xff\xfe'")
    (tmp_path / "kept").chmod(0o600)
    file.symlink_to(tmp_path / "kept")
    for _ in range(2):
        answer = corridor("--install-completion", env=env)
        assert (answer.code, answer.out) == (0, "")
    path = Path(answer.err.split()[-1])
    assert (
        answer.err
        == f"note: {shell} completes corridor from its next start on; the script is {path}\n"
    )
    assert path.read_text() == corridor("--show-completion", "--shell", shell).out
    line = "" if shell == "fish" else f"\n[ -r {path} ] && . {path}  # completion of corridor\n"
    assert file.read_bytes() == b"echo '\xff\xfe'" + line.encode()
    assert file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("argv", "env", "code", "told"),
    [
        (
            ("--install-completion",),
            {"SHELL": "/bin/tcsh"},
            2,
            "no completion for the shell 'tcsh'\nhint: --shell names one: bash, zsh, fish",
        ),
        (
            ("--show-completion", "--shell", "bsh"),
            {},
            2,
            "unknown shell 'bsh'\nhint: did you mean bash?",
        ),
        (
            ("--install-completion", "--shell", "zsh"),
            {"HOME": ""},
            2,
            "no home to install completion in: HOME is not set\nhint: corridor --show-completion --shell zsh",
        ),
        (
            ("--install-completion", "--shell", "fish"),
            {"HOME": "/proc"},
            74,
            "cannot install completion: /proc/.config: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_installed_is_one_line(
    argv: tuple[str, ...],
    env: dict[str, str],
    code: int,
    told: str,
    corridor: Callable[..., Answer],
) -> None:
    """A shell without completion, no home, no place to write: said, with a hint."""
    assert corridor(*argv, env=env) == Answer(code, "", f"corridor: error: {told}\n")


def test_a_full_disk_leaves_the_settings_as_they_were(
    corridor: Callable[..., Answer], tmp_path: Path
) -> None:
    """Nobody loses their .bashrc to a line that did not fit."""
    file = tmp_path / ".bashrc"
    file.write_bytes(b"#" * 8192)
    with full_disk(8192):
        answer = corridor("--install-completion", "--shell", "bash", env={"HOME": str(tmp_path)})
    told = f"corridor: error: cannot write to {file}: File too large\n"
    assert answer == Answer(74, "", told)
    assert file.read_bytes() == b"#" * 8192


# --- real shells


def settled(shell: pexpect.spawn, *, quiet: float = 0.25) -> None:
    """Read what a shell shows until it shows nothing more."""
    shell.read_nonblocking(65536, timeout=20)
    while True:
        try:
            shell.read_nonblocking(65536, timeout=quiet)
        except pexpect.TIMEOUT:
            return


#: What is typed, a Tab behind each piece, and the line that is meant.
TYPED = {
    "trade": (
        "corridor trad|--rep|Kaza|--part|RU|--fl|exp|--colu|id,peri|--uni|m|--form|cs",
        "corridor trade --reporter Kazakhstan --partner RUS --flow export --columns id,period --unit mn --format csv",
    ),
    "show": (
        "corridor sho|rasht-astara-contr|rasht-astara-railway.leng|--sor|-val",
        "corridor show rasht-astara-contractor rasht-astara-railway.length --sort -value",
    ),
    "a name of two words": (
        "corridor meetin|--countr|Sri",
        "corridor meetings --country 'Sri Lanka'",
    ),
    "a file": ("corridor check --format json|fact", "corridor check --format json facts/"),
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
    """Typed with a Tab behind each beginning, a line becomes the one that is meant, and answers as that."""
    typed, meant = TYPED[case]
    home = tmp_path / "home"
    home.mkdir()
    env = {
        **environ,
        "CORRIDOR_FACTS": str(CUT),
        "HOME": str(home),
        "SHELL": f"/bin/{name}",
        "TERM": "xterm",
        "PS1": "> ",
    }
    (copied_facts / "trade" / "kaz-rus.yaml").write_text("- x\n")  # something for `check` to tell
    expected = shell(f"{meant} 2>&1", **env).out
    assert shell("corridor --install-completion", **env).code == 0
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


@pytest.mark.shells
@needing("shellcheck")
def test_the_script_of_bash_has_no_common_mistake(shell: Callable[..., Answer]) -> None:
    """Shellcheck finds nothing in it."""
    assert shell("corridor --show-completion --shell bash | shellcheck --shell bash -") == Answer(
        0, "", ""
    )
