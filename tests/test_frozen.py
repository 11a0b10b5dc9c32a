"""The answers stay as they were while the code is rebuilt."""

import json
from difflib import unified_diff

import frozen


def test_every_answer_is_as_it_was_frozen() -> None:
    """No answer over facts that do not move has changed, in a data format or in a table."""
    before = json.loads(frozen.FROZEN.read_text("utf-8"))
    now = frozen.answers()
    assert now.keys() == before.keys()
    changed = [
        line
        for name in now
        for line in unified_diff(before[name], now[name], name, name, lineterm="", n=0)
    ]
    assert changed == []
