"""Fact files that are broken, by accident or on purpose: a problem with its place, in bounded time, and never a traceback."""

import os
from collections.abc import Callable
from contextlib import closing

import pytest
from conftest import FOUNDING, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor_cli.answers import ANSWERS
from corridor_cli.build import build
from corridor_cli.check import checked
from corridor_cli.names import visible
from corridor_cli.problems import ERRORS, WARNINGS

#: Continuous integration tries so many mutations of the real files; a long run sets more.
EXAMPLES = int(os.environ.get("MUTATIONS", "5000"))

BASE = {path.relative_to(FOUNDING).as_posix(): path.read_bytes() for path in sorted(FOUNDING.rglob("*.yaml"))}
OWN = {
    path.relative_to(ROOT / "facts").as_posix(): path.read_bytes()
    for path in sorted((ROOT / "facts").rglob("*.yaml"))
    if path.stat().st_size < 6_000
}
#: What a hand slips in, or a hostile one writes, for a value, a key or a line.
NASTY = [
    *("", "~", "null", "[]", "{}", "[[]]", "{a: b}", "- x", "? x", "|", ">", "''", '""', "'", '"', "#", ":", "-", ",", "[", "{", "&a x", "*a"),
    *("!!python/object/apply:os.system [id]", "!!binary gA==", "<<: {a: b}", "---", "...", "%YAML 1.1", "\t", "\r", "\x00", "\x1b[2J"),
    *("\u202e", "\ufeff", "\x85", "\u2028", "\ud7ff", "\U0010ffff", "é", "NO", "yes", "010", "1e999", "-0", "0x1f", ".inf", "NaN", "12:30"),
    *("9" * 5000, "x" * 6000, "1" + "0" * 400 + " bn USD", "0." + "0" * 300 + "1 mn t", "9999999999999 tn USD", "-5 bn USD", "5-3 km"),
    *("0000", "9999", "2022-02-30", "2022-13", "2021-04/2020-03", "../..", "../2022", "2022/..", "0001-01-01/9999-12-31", "2022-00-00"),
    *("../../etc/passwd", "a/b", "a.b", "KAZ", "kaz", "XXX", "about", "kaz-rus-2022", "-", "a--b", "unstated", "true", "false", "members"),
    *("also:", "  sources:", "accept: {sums: x}", "accept:", "formerly: [a, a]", "why: x", "id: x", "members: [KAZ, KAZ]", "100 %", "x2.3", "+5%"),
]  # fmt: skip


@st.composite
def mutated(draw: Callable[..., object]) -> tuple[str, bytes]:
    """A real fact file with a few changes of bytes, words or lines."""
    name, data = draw(st.sampled_from(sorted((BASE | OWN).items())))  # type: ignore[misc]
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        how = draw(st.sampled_from(["byte", "cut", "twice", "word", "line", "indent", "swap"]))
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        until = min(len(data), at + draw(st.integers(0, 60)))  # type: ignore[operator]
        nasty = str(draw(st.sampled_from(NASTY))).encode("utf-8", "surrogatepass")
        lines = data.split(b"\n")
        row = data.count(b"\n", 0, at)
        if how == "byte":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]  # type: ignore[list-item]
        elif how == "cut":
            data = data[:at] + data[until:]
        elif how == "twice":
            data = data[:until] + data[at:until] + data[until:]
        elif how == "word":  # the value of a line, or its key
            key, colon, _ = lines[row].partition(b": ")
            lines[row] = key + colon + nasty if colon else nasty
        elif how == "line":
            lines.insert(row, b" " * (len(lines[row]) - len(lines[row].lstrip())) + nasty)
        elif how == "indent":
            lines[row] = b" " * draw(st.integers(0, 8)) + lines[row].lstrip()  # type: ignore[operator]
        else:
            lines[row], lines[-1 - row] = lines[-1 - row], lines[row]
        data = b"\n".join(lines) if how in ("word", "line", "indent", "swap") else data
    return name, data


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_a_mutated_file_is_told_or_answered(mutation: tuple[str, bytes]) -> None:
    """Either every error has its code and its place in the file, or every answer can be asked; nothing raises."""
    name, data = mutation
    files = {**BASE, name: data}
    problems = checked(files)
    for problem in problems:
        assert problem["code"] in ERRORS | WARNINGS
        lines = files[str(problem["file"])].count(b"\n") + 2 if problem["file"] in files else 1
        assert 1 <= int(str(problem["line"])) <= lines
        assert int(str(problem["column"])) >= 1
        told = f"{problem['message']} {problem['hint']}"
        assert len(told) < 3_000
        assert "\n" not in visible(told), told
    connection, errors = build(files)
    assert (connection is None) == any(problem["level"] == "error" for problem in problems)
    assert len(errors) == sum(problem["level"] == "error" for problem in problems)
    if connection is not None:
        with closing(connection):
            for answer in ANSWERS:
                if answer.kinds and answer.name != "search":
                    connection.execute(f"SELECT * FROM {answer.view}").fetchall()
