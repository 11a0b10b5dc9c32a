"""Facts on the International North-South Transport Corridor (INSTC), each with its source.

>>> from corridor_cli import open_facts
>>> with open_facts() as facts:
...     [row["name"] for row in facts.members()][:3]
['Armenia', 'Azerbaijan', 'Belarus']
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridor_cli.model.errors import CorridorError, FactsError, UnknownIdError, UsageError
    from corridor_cli.questions import Facts

__version__ = "0.1.0"
__all__ = [
    "CorridorError",
    "Facts",
    "FactsError",
    "UnknownIdError",
    "UsageError",
    "__version__",
    "open_facts",
]
#: Where the names live that are imported when they are asked for; the command line asks for none.
_HOMES = {"Facts": "questions"} | dict.fromkeys(
    ("CorridorError", "FactsError", "UnknownIdError", "UsageError"), "model.errors"
)


if not TYPE_CHECKING:  # to a type checker, any name would be there

    def __getattr__(name: str) -> object:
        """The names of `__all__` that are defined elsewhere."""
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def open_facts(directory: str | os.PathLike[str] | None = None) -> "Facts":
    """Open the facts for questions: those of a directory, else of CORRIDOR_FACTS, else the packaged ones.

    Returns a `Facts`, which is also a context manager. Raises `FactsError`, with every problem, if
    the fact files cannot be used.
    """
    from corridor_cli.questions import Facts

    return Facts.of(directory, os.environ)
