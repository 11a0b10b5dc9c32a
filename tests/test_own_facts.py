"""Facts of another corridor: those that `corridor init` writes, and those of TRACECA."""

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pycountry
import pytest
from conftest import OWN, RIVALS, ROOT, SECOND, Answer

from corridor_cli import open_facts
from corridor_cli.cli import COMMANDS
from corridor_cli.model.answers import ANSWERS
from corridor_cli.model.kinds import ID, KINDS
from corridor_cli.reading.schemas import files

README = ROOT / "README.md"
#: Every command that answers with rows, and the arguments that it needs.
ROW_COMMANDS = {
    **{
        name: ()
        for name in COMMANDS
        if name not in ("search", "show", "sql", "diff", "cite", "check", "init", "export")
    },
    "search": ("port",),
    "mirror": ("{country}", "{other}"),
    "totals": ("--group-by", "reporter", "--coverage", "year", "--coverage", "part"),
    "diff": (str(RIVALS),),
    "show": ("{country}",),
    "sql": ("SELECT * FROM records",),
}


@pytest.fixture
def new_facts(corridor: Callable[..., Answer], tmp_path: Path) -> Path:
    """A directory that `corridor init` wrote."""
    directory = tmp_path / "begun"
    answer = corridor("init", directory, "-q")
    assert answer == (0, "", "")
    return directory


# --- init


def test_init_explains_every_field_of_every_kind(new_facts: Path) -> None:
    """Each field of each kind has a line with an explanation and its words."""
    guide = (new_facts / "README.md").read_text("utf-8")
    for kind in KINDS:
        (path, *_) = sorted(new_facts.glob(kind.files))
        text = path.read_text("utf-8")
        name = kind.files.partition("/")[0].removesuffix(".yaml")
        up = "../" if "/" in kind.files else ""
        assert text.startswith(f"# yaml-language-server: $schema={up}schemas/{name}.json\n")
        if kind.section:
            (text,) = re.findall(rf"^{kind.section}:.*\n((?:(?: .*)?\n)+)", text, re.MULTILINE)
        for field in kind.fields:
            assert re.search(rf"^ *(- |# )?{field.name}:.*  # \w", text, re.MULTILINE), field
            words = field.choices if field.type in ("word", "words") else ()
            assert [word for word in words if word not in text] == [], field
        assert all(f"\n| `{field.name}` | " in guide for field in (ID, *kind.frame)), kind.name
    assert {path.stem for path in (new_facts / "schemas").iterdir()} == set(files())


def test_what_init_comments_out_may_be_given(
    new_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """The examples have no problem, with and without the lines that are commented out."""
    assert corridor("check", new_facts, "--strict", "-q") == Answer(0, "", "")
    for path in new_facts.rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^( *)# (\w+: )", r"\1\2", text, flags=re.MULTILINE), "utf-8")
    assert "\nurl: " in (new_facts / "about.yaml").read_text("utf-8")
    assert corridor("check", new_facts, "--strict", "-q") == Answer(0, "", "")


def test_every_command_answers_from_the_examples(
    new_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """Each command has rows from the examples, and each document is used."""
    for name, argv in ROW_COMMANDS.items():
        answer = corridor(
            name,
            *(word.format(country="XAA", other="XBB") for word in argv),
            "--json",
            facts=new_facts,
        )
        assert (answer.code, bool(json.loads(answer.out))) == (0, True), name
    with open_facts(new_facts) as facts:
        assert all(row["facts"] for row in facts.sources())
        assert {row["kind"] for row in facts.table("records")} == {kind.name for kind in KINDS[1:]}
        assert {row["found"] for row in facts.disputes()} == {"rule", "editor"}


def test_init_begins_only_where_nothing_is(
    corridor: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`init` writes to a new or an empty directory only."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert corridor("init", "empty").err.endswith(
        "files written to empty; to query the examples: corridor timeline --facts empty\n"
    )
    before = (tmp_path / "empty" / "about.yaml").read_text()
    (tmp_path / "empty" / "about.yaml").write_text(before + "# mine\n")
    answer = corridor("init", "empty")
    assert (answer.code, answer.out) == (2, "")
    message = "corridor: error: empty holds another file: README.md\n"
    assert answer.err == f"{message}hint: name a directory that is new or empty\n"
    assert (tmp_path / "empty" / "about.yaml").read_text() == before + "# mine\n"
    (tmp_path / "file").write_text("")
    assert (
        corridor("init", "file").err
        == "corridor: error: cannot write to file: it is a file, not a directory\n"
    )
    assert corridor("init", "new/deep", "-q").code == 0
    assert corridor("init", "x", "-o", "y").code == 2
    assert (
        sorted(path.name for path in tmp_path.iterdir()) == ["cache", "empty", "file", "new"][-3:]
    )


def test_what_init_says_to_ask_can_be_copied(
    corridor: Callable[..., Answer], shell: Callable[..., Answer], tmp_path: Path
) -> None:
    """The command in the note runs, with any name of the directory."""
    for name in ("my dir", "it's $HOME"):
        new_facts = shell(f"corridor init {shlex.quote(name)}")
        files = len([path for path in (tmp_path / name).rglob("*") if path.is_file()])
        command = f"corridor timeline --facts {shlex.quote(name)}"
        assert new_facts == Answer(
            0,
            "",
            f"note: {files} files written to {name}; to query the examples: {command}\n",
        )
        assert f"\n    {command}\n" in (tmp_path / name / "README.md").read_text("utf-8")
        assert shell(command) == corridor("timeline", facts=tmp_path / name)


@pytest.mark.peers
def test_the_examples_are_valid_by_their_own_schemas(
    new_facts: Path, environ: dict[str, str]
) -> None:
    """The examples are valid by the schemas that `init` writes."""
    for name in files():
        paths = sorted(
            str(path)
            for path in new_facts.rglob("*.yaml")
            if path.relative_to(new_facts).parts[0].removesuffix(".yaml") == name
        )
        command = [
            "check-jsonschema",
            "--schemafile",
            str(new_facts / "schemas" / f"{name}.json"),
            *paths,
        ]
        process = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
        assert (process.returncode, process.stdout) == (0, "ok -- validation done\n"), (
            process.stdout
        )


# --- a second corridor


def test_a_second_corridor_is_asked_like_the_first(corridor: Callable[..., Answer]) -> None:
    """Each command answers from TRACECA's facts and does not mention the INSTC."""
    for name, argv in ROW_COMMANDS.items():
        argv = tuple(word.format(country="GEO", other="AZE") for word in argv)
        answer = corridor(name, *argv, "--json", facts=SECOND)
        assert (answer.code, bool(json.loads(answer.out))) == (0, True), name
        table = corridor(name, *argv, "-f", "table", width=100, facts=SECOND)
        assert table.code == 0
        if name != "fields":
            assert "INSTC" not in table.out, name
    about = corridor("-V", facts=SECOND).out
    assert (
        about.splitlines()[1]
        == f"facts 2026-11-24 in {SECOND}: Facts on TRACECA, the transport corridor "
        f"Europe-Caucasus-Asia"
    )
    assert corridor("cite", facts=SECOND).out == (
        "Facts on TRACECA, the transport corridor Europe-Caucasus-Asia. 24 November 2026.\n"
    )


def test_the_second_corridor_has_its_own_members_and_rivals(
    corridor: Callable[..., Answer],
) -> None:
    """TRACECA has its founders, its later members and its disputes."""
    members = {
        row["country"]: (row["since"], row["since_step"])
        for row in json.loads(corridor("members", "--json", facts=SECOND).out)
    }
    assert members["GEO"] == ("1998-09-08", "signed")
    assert members["IRN"] == ("2009-07", "acceded")
    assert members["TKM"] == ("2023-11-14", "acceded")
    founding = json.loads(corridor("agreements", "--json", facts=SECOND).out)[0]
    assert (founding["signed"], founding["signed_at"], len(founding["signatories"])) == (
        "1998-09-08",
        "Baku",
        12,
    )
    lengths = {
        row["stated"]
        for row in json.loads(
            corridor("disputes", "--found", "rule", "--kind", "project", "--json", facts=SECOND).out
        )
    }
    assert {"254 km", "826 km"} <= lengths


def test_the_second_corridors_countries_are_those_of_iso_3166() -> None:
    """TRACECA's countries have the codes of ISO 3166-1, and each document is used."""
    with open_facts(SECOND) as facts:
        for row in facts.table("countries"):
            country = pycountry.countries.get(alpha_3=row["code"])
            assert (row["alpha2"], row["numeric"]) == (country.alpha_2, country.numeric), row
        assert [row["id"] for row in facts.sources() if row["facts"] == 0] == []


def test_every_answer_is_asked_of_other_facts() -> None:
    """Every command with rows is in ROW_COMMANDS."""
    names = {answer.name for answer in ANSWERS} & set(COMMANDS)
    assert names - {"check", "cite"} <= set(ROW_COMMANDS)


#: The files of README.md that add a figure to corridor's own facts.
ADDED = dict(
    re.findall(r"`my-facts/(\S+)`:\n\n```yaml\n(.+?)```", README.read_text("utf-8"), re.DOTALL)
)


def test_a_directory_adds_to_the_facts_of_corridor(
    corridor: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document and a figure are answered and checked together with corridor's own facts."""
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine"
    for name, text in ADDED.items():
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text(text, "utf-8")
    pair = ("trade", "kaz-rus", "--period", "2022", "--json")
    own = [row["id"] for row in json.loads(corridor(*pair, env=OWN).out)]
    together = json.loads(corridor(*pair, "--facts", "mine").out)
    assert {row["id"] for row in together} == {*own, "kaz-rus-2022-my-report-2026"}
    (added,) = (row for row in together if row["sources"] == ["my-report-2026"])
    assert (added["turnover"], added["locators"]) == (27500000000, ["table 3"])
    assert "disputed" in added["flags"]
    assert corridor("check", "mine").code == 0
    # a change is seen at once
    figure = mine / "trade" / "kaz-rus.yaml"
    figure.write_text(ADDED["trade/kaz-rus.yaml"].replace("27.5", "27.6"), "utf-8")
    again = json.loads(corridor(*pair, "--facts", "mine").out)
    assert 27600000000 in [row["turnover"] for row in again]
    # problems stand where the editor can mend them, and rules hold as in a fact base
    figure.write_text(ADDED["trade/kaz-rus.yaml"].replace("my-report-2026", "my-raport"), "utf-8")
    (mine / "sources" / "2026.yaml").rename(mine / "sources" / "2025.yaml")
    problems = corridor("check", "mine").out.splitlines()
    assert [problem.split(": ")[0].split(":")[0] for problem in problems] == [
        "mine/sources/2025.yaml",
        "mine/trade/kaz-rus.yaml",
    ]
    assert problems[0].endswith("expected sources/2026.yaml")
    assert "did you mean my-report-2026?" in problems[1]
    # a directory without documents is none
    (mine / "sources" / "2025.yaml").unlink()
    (mine / "sources").rmdir()
    assert corridor("trade", "--facts", "mine").code == 3
