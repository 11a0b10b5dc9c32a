"""Lines of a card: functions that make them, and that write dates and documents in them."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from corridor_cli.model.kinds import Row

#: Documents, each with the place in it.
Documents: TypeAlias = list[list[str]]


def new_line(
    label: str | None = None,
    values: dict[str, Documents] | None = None,
    *,
    title: str | None = None,
    text: str | None = None,
    sign: str | None = None,
    cells: Sequence[str] = (),
    share: float | None = None,
    other: str | None = None,
    command: str | None = None,
) -> Row:
    """A line of a card."""
    return {
        "id": None,
        "title": title,
        "label": label,
        "sign": sign,
        "cells": list(cells),
        "share": share,
        "values": values,
        "agreeing": {},
        "text": text,
        "due": None,
        "other": other,
        "command": command,
    }


def new_block(what: str, lines: list[Row], left: int = 0, command: str = "") -> list[Row]:
    """Lines under a label; where `left` lines are left out, with the command that gives all."""
    if lines:
        lines[0]["label"] = what
        if left > 0:
            lines.append(new_line(text=f"{left} more", command=command))
    return lines


def next_commands(commands: Iterable[str]) -> list[Row]:
    """The last line of a card: commands that tell more."""
    return new_block("Go on", [new_line(command=command) for command in commands])


def values_of(line: Row, name: str) -> dict[str, Documents]:
    """The values of a line, each with its documents."""
    values = line[name]
    assert isinstance(values, dict), "a column of the type documents holds maps"
    return values


def date_words(text: str) -> str:
    """A date for a reader: days of one month are `2024-07-19/20`."""
    first, _, last = text.partition("/")
    if first == "..":
        return f"by {last}"
    return f"{first}/{last[8:]}" if last and first[:8] == last[:8] and last[8:] else text


def sort_key(date: str | None) -> str:
    """A date by which the newest comes first where the order is reversed."""
    return (date or "").removeprefix("../")


def once(documents: Iterable[list[str]]) -> Documents:
    """Documents without repetition."""
    return list({source: [source, locator] for source, locator in documents}.values())


def items_of(text: str) -> list[str]:
    """The items of a list that is one text."""
    return text.split("; ")
