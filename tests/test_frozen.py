"""The answers stay the same while the code changes."""

import json
from difflib import unified_diff
from pathlib import Path

import frozen


def test_every_answer_is_as_it_was_frozen(cache: Path) -> None:
    """Every answer of tests/frozen.py is the one in tests/frozen.json."""
    before = json.loads(frozen.FROZEN.read_text("utf-8"))
    now = frozen.answers(str(cache))
    assert now.keys() == before.keys()
    changed = [
        line
        for name in now
        for line in unified_diff(before[name], now[name], name, name, lineterm="", n=0)
    ]
    assert changed == []
