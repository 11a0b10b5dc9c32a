"""The build hook for hatchling: it adds the fact files and their index to the wheel.

An editable install has neither; it reads the fact files of the checkout.
"""

from __future__ import annotations  # an older Python reads this file to tell what it needs

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FactsHook(BuildHookInterface[Any]):
    """A hook that adds `corridor_cli/facts/` and `corridor_cli/facts.db` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index. Raises FactsError, which ends the build, if the facts have problems."""
        if sys.version_info < (3, 11):  # noqa: UP036 - pip asks what is needed only afterwards
            sys.exit(f"corridor needs Python 3.11 or newer; this is {sys.version.split()[0]}")
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from corridor_cli.index import cache

        facts = Path(self.root, "facts")
        self._folder = tempfile.TemporaryDirectory()
        database = Path(self._folder.name, "facts.db")
        connection = cache.built(facts)
        cache.save(connection, database)
        connection.close()
        build_data["force_include"][str(facts)] = "corridor_cli/facts"
        build_data["force_include"][str(database)] = "corridor_cli/facts.db"

    def finalize(self, version: str, *_: object) -> None:
        """Remove the index, which is now in the wheel."""
        if version != "editable":
            self._folder.cleanup()
