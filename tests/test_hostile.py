"""Broken fact files: a problem with its place, in limited time, and never a traceback."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import CUT, FOUNDING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_cli.index.build import build
from corridor_cli.index.check import checked
from corridor_cli.model.answers import ANSWERS
from corridor_cli.model.names import visible
from corridor_cli.model.problems import ERRORS, WARNINGS
from corridor_cli.reading import yaml as reader

#: The number of changed files; a long run sets more.
EXAMPLES = int(os.environ.get("MUTATIONS", "3000"))

BASE = {
    path.relative_to(FOUNDING).as_posix(): path.read_bytes()
    for path in sorted(FOUNDING.rglob("*.yaml"))
}
MORE = {
    path.relative_to(CUT).as_posix(): path.read_bytes()
    for path in sorted(CUT.rglob("*.yaml"))
    if path.stat().st_size < 6_000
}
#: Values, keys and lines that are written by mistake or on purpose.
NASTY = [
    *("", "~", "null", "[]", "{}", "[[]]", "{a: b}", "- x", "? x", "|", ">", "''", '""', "'", '"',
    "#", ":", "-", ",", "[", "{", "&a x", "*a"),
    *("!!python/object/apply:os.system [id]", "!!binary gA==", "<<: {a: b}", "---", "...",
    "%YAML 1.1", "\t", "\r", "\x00", "\x1b[2J"),
    *("\u202e", "\ufeff", "\x85", "\u2028", "\ud7ff", "\U0010ffff", "é", "NO", "yes", "010",
    "1e999", "-0", "0x1f", ".inf", "NaN", "12:30"),
    *("9" * 5000, "x" * 6000, "1" + "0" * 400 + " bn USD", "0." + "0" * 300 + "1 mn t",
    "9999999999999 tn USD", "-5 bn USD", "5-3 km"),
    *("0000", "9999", "2022-02-30", "2022-13", "2021-04/2020-03", "../..", "../2022", "2022/..",
    "0001-01-01/9999-12-31", "2022-00-00"),
    *("../../etc/passwd", "a/b", "a.b", "KAZ", "kaz", "XXX", "about", "kaz-rus-2022", "-", "a--b",
    "unstated", "true", "false", "members"),
    *("also:", "  sources:", "accept: {sums: x}", "accept:", "formerly: [a, a]", "why: x",
    "id: x", "members: [KAZ, KAZ]", "100 %", "x2.3", "+5%"),
    *("99999999999999999999 tn USD", "0.000000000000000001 USD", "1e400 bn USD",
    "1-" + "9" * 40 + " t"),
    *("-2022", "12022", "0000-01", "2022-W05", "2022-366", "1401", "9999-12-31/9999-12-31"),
    *("\u041a\u0410Z", "\u0422UR", "trade-\u0435xport", "\uff12\uff10\uff12\uff12",
    "\u0661\u0664\u0660\u0661", "e\u0301"),
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real fact file with a few changes of bytes, words or lines."""
    name, data = draw(st.sampled_from(sorted((BASE | MORE).items())))
    ways = ["byte", "cut", "twice", "word", "line", "indent", "swap", "graft", "record"]
    for _ in range(draw(st.integers(1, 4))):
        how = draw(st.sampled_from(ways))
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        until = min(len(data), at + draw(st.integers(0, 60)))
        nasty = str(draw(st.sampled_from(NASTY))).encode("utf-8", "surrogatepass")
        lines = data.split(b"\n")
        row = data.count(b"\n", 0, at)
        if how == "byte":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        elif how == "cut":
            data = data[:at] + data[until:]
        elif how == "twice":
            data = data[:until] + data[at:until] + data[until:]
        elif how == "word":  # the value of a line, or its key
            key, colon, _ = lines[row].partition(b": ")
            lines[row] = key + colon + nasty if colon else nasty
        elif how == "line":
            lines.insert(row, b" " * (len(lines[row]) - len(lines[row].lstrip())) + nasty)
        elif how == "graft":  # some lines of another file
            other = draw(st.sampled_from(sorted((BASE | MORE).items())))[1].split(b"\n")
            start = draw(st.integers(0, len(other)))
            lines[row:row] = other[start : start + draw(st.integers(1, 30))]
        elif how == "record":  # a record of this file once more, in another place
            records = [n for n, line in enumerate(lines) if line.startswith(b"- ")] or [0]
            first = draw(st.sampled_from(records))
            last = next((n for n in records if n > first), len(lines))
            lines[row:row] = lines[first:last]
        elif how == "indent":
            lines[row] = b" " * draw(st.integers(0, 8)) + lines[row].lstrip()
        else:
            lines[row], lines[-1 - row] = lines[-1 - row], lines[row]
        data = b"\n".join(lines) if how not in ("byte", "cut", "twice") else data
    return name, data


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(mutated())
def test_a_changed_file_gives_problems_or_answers(mutation: tuple[str, bytes]) -> None:
    """A changed file gives problems with places, or facts that every question can read."""
    name, data = mutation
    files = {**BASE, name: data}
    problems = checked(files)
    for problem in problems:
        assert problem["code"] in ERRORS | WARNINGS
        lines = files[str(problem["file"])].count(b"\n") + 2 if problem["file"] in files else 1
        assert 1 <= int(str(problem["line"])) <= lines
        assert int(str(problem["column"])) >= 1
        lines = f"{problem['message']} {problem['hint']}"
        assert len(lines) < 3_000
        assert "\n" not in visible(lines), lines
    connection, errors = build(files)
    assert (connection is None) == any(problem["level"] == "error" for problem in problems)
    assert len(errors) == sum(problem["level"] == "error" for problem in problems)
    if connection is not None:
        with closing(connection):
            for answer in ANSWERS:
                if answer.kinds and answer.name != "search":
                    connection.execute(f"SELECT * FROM {answer.view}").fetchall()


#: The size of a full fact file, less a few bytes.
FULL = reader.MAX_BYTES - 100
RECORD = (
    "- {id: t-@, reporter: KAZ, partner: RUS, period: 2022, export: @1 mn USD, "
    "sources: {trend-2023-11-16-kaz-rus: para @}}\n"
)
TRADE = "trade/kaz-rus.yaml"
SOURCE = "trend-2023-11-16-kaz-rus"


def letters(number: int) -> str:
    """A number of six digits as capital letters."""
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:06}")


def filled(record: str) -> str:
    """A file full of copies of a record; each @ in it becomes the number of the copy."""
    count = FULL // (len(record) + 5 * record.count("@"))
    return "".join(record.replace("@", str(number)) for number in range(count))


def sparse(path: Path) -> None:
    """Make a file of 100 MB."""
    with path.open("wb") as file:
        file.truncate(100_000_000)


#: The content of a fact file, or a function that makes one, and its problem ('' for none).
BOMBS: dict[str, tuple[str | Callable[[Path], object], str]] = {
    "100 MB": (sparse, "too-large"),
    "a pipe that nobody writes to": (os.mkfifo, "unreadable"),
    "a device without end": (lambda path: path.symlink_to("/dev/zero"), "unreadable"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "unreadable"),
    "a directory": (Path.mkdir, "unreadable"),
    "a million levels": ("[" * 1_000_000, "nesting"),
    "a million levels of keys": ("? " * 1_000_000, "nesting"),
    "aliases of aliases": (
        "".join(
            f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(1000)
        ),
        "anchor",
    ),
    "one text": ("- " + "x" * FULL, "too-long"),
    "one key": ("x" * FULL + ": 1\n", "too-long"),
    "one open quote": ('- "' + "x " * (FULL // 2), "yaml"),
    "colons": (":" * FULL, "too-long"),
    "commas": ("[" + "," * FULL, "yaml"),
    "line ends": ("\n" * FULL, "empty-file"),
    "control characters": ("\x01" * FULL, "control-character"),
    "escaped control characters": ('- "\\x1b"\n' * (FULL // 9), "control-character"),
    "pairs in a list": ("[" + "a: b, " * (FULL // 6) + "]\n", "missing-field"),
    "unknown keys": ("- {" + filled("imprt@: x, ") + "}\n", "unknown-key"),
    "records that are none": ("- a\n" * (FULL // 4), "shape"),
    "long amounts": (
        RECORD.replace("@1 mn", "1" * 4900 + " bn").replace("@", "1") * 300,
        "bad-figure",
    ),
    "rivals": (filled(RECORD), ""),
    "one id": (filled(RECORD.replace("t-@", "t")), "duplicate-id"),
    "one statement": (
        filled(RECORD.replace("@1 mn", "1 mn").replace("para @", "para 1")),
        "identical",
    ),
    "unknown sources": (
        filled(RECORD.replace("trend-2023-11-16-kaz-rus", "nobody-@")),
        "unknown-source",
    ),
    "groups of one name": (
        "\n".join(
            f"- {{code: Q{letters(number)}, name: n, group: true, sources: {{{SOURCE}: p}}}}"
            for number in range(20_000)
        ),
        "ambiguous-name",
    ),
    "lists of members": (
        "lists:\n"
        + filled(
            f"- {{id: l-@, as_of: 2022, members: [IND, IRN, RUS], complete: true, "
            f"sources: {{{SOURCE}: p @}}}}\n"
        ),
        "identical",
    ),
    "further statements": (
        f"- id: m\n  title: t\n  date: 2023\n  date_basis: stated\n  status: held\n"
        f"  countries: [KAZ]\n  sources: {{{SOURCE}: p}}\n"
        "  also:\n" + filled(f"  - {{place: p@, sources: {{{SOURCE}: p @}}}}\n"),
        "too-many",
    ),
    "documents": (
        filled(
            "- {id: s-@, kind: news, title: t, title_basis: printed, publisher: p, language: en}\n"
        ),
        "unused-source",
    ),
}
#: The fact file, if it is not the one of trade. Countries are kept and others added.
FILES = {
    "groups of one name": "countries.yaml",
    "lists of members": "members.yaml",
    "further statements": "meetings/2023.yaml",
    "documents": "sources/undated.yaml",
}
#: The most seconds of processor time and megabytes that a file may take; measured: 6 and 220.
MOST_SECONDS, MOST_MEGABYTES = 30, 400


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_the_worst_file_takes_bounded_time_and_memory(
    bomb: str, copied_facts: Path, environ: dict[str, str]
) -> None:
    """The problem of any file is reported with its place, in limited time and memory."""
    content, code = BOMBS[bomb]
    file = FILES.get(bomb, TRADE)
    path = copied_facts / file
    countries = path.read_text("utf-8") if file == "countries.yaml" else ""
    path.unlink(missing_ok=True)
    if isinstance(content, str):
        content = countries + content
        path.write_text(content, "utf-8")
    else:
        content(path)
    peak = "import sys; from corridor_cli.cli import main; from corridor_cli.world import World; "
    peak += "code = main(sys.argv[1:], World.of_this_process()); "
    peak += (
        "sys.stderr.write(''.join(line for line in open('/proc/self/status') "
        "if line.startswith('VmHWM'))); sys.exit(code)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run(
        [sys.executable, "-c", peak, "check", str(copied_facts), "-q"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = process.stdout.replace(f"{copied_facts}/", "").splitlines()
    assert process.returncode == any(": warning: " not in line for line in lines)
    assert [
        line
        for line in lines
        if not re.match(r"[a-z0-9/-]+\.yaml:\d+:\d+: (warning: )?[a-z-]+: ", line)
    ] == []
    ours = [line for line in lines if line.startswith(f"{file}:")]
    assert any(f": {code}: " in line for line in ours) if code else ours == []
    assert len(lines) - len(ours) < 20, "but for what others name and is gone"
    (peak_memory,) = re.findall(r"\AVmHWM:\s+(\d+) kB\n\Z", process.stderr)
    assert int(peak_memory) / 1024 < MOST_MEGABYTES
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_SECONDS
