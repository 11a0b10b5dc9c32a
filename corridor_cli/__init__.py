"""Facts on the International North-South Transport Corridor (INSTC), each with its source.

>>> from corridor_cli import open_facts
>>> with open_facts() as facts:
...     [row["name"] for row in facts.members()][:3]
['Armenia', 'Azerbaijan', 'Belarus']
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridor_cli.questions import Facts

__version__ = "0.1.0"
__all__ = ["__version__", "open_facts"]


def open_facts(directory: str | os.PathLike[str] | None = None) -> "Facts":
    """Open the facts for questions: those of a directory, else of CORRIDOR_FACTS, else the packaged ones.

    Returns a `corridor_cli.questions.Facts`, which is also a context manager. Raises
    `corridor_cli.errors.FactsError`, with every problem, if the fact files cannot be used.
    """
    from corridor_cli.questions import Facts

    return Facts.of(directory, os.environ)
