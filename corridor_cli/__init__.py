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
    from corridor_cli.model.rows import Rows
    from corridor_cli.questions import Facts
    from corridor_cli.row_types import *  # noqa: F403 - one name for each answer

__version__ = "0.1.0"
__all__ = [
    "CorridorError",
    "Facts",
    "FactsError",
    "Rows",
    "UnknownIdError",
    "UsageError",
    "__version__",
    "open_facts",
]
#: The modules of the names that are imported at their first use, so that start-up stays fast.
_MODULES = {"Facts": "questions", "Rows": "model.rows"} | dict.fromkeys(
    ("CorridorError", "FactsError", "UnknownIdError", "UsageError"), "model.errors"
)


if not TYPE_CHECKING:  # a type checker would accept any name

    def __getattr__(name: str) -> object:
        """A name of `__all__` or `row_types` from its module. Raises AttributeError for others."""
        from importlib import import_module

        module = _MODULES.get(name, "row_types" if name.endswith("Row") else "")
        if not module:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{module}"), name)


def open_facts(directory: str | os.PathLike[str] | None = None) -> "Facts":
    """Open the facts of a directory, else of CORRIDOR_FACTS, else of the package.

    Returns a `Facts`, which is also a context manager. Raises `FactsError`, with every problem, if
    the fact files cannot be used.
    """
    from corridor_cli.questions import Facts

    return Facts.of(directory, os.environ)
