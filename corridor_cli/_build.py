"""The build hook: a wheel carries the fact files and their index, ready to answer.

Run by hatchling. An editable install is left alone: there the checkout's fact files are read.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FactsHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its configuration unnamed
    """Adds `corridor_cli/facts/` and `corridor_cli/facts.db` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index of the checkout's facts. Raises FactsError, and so fails the build, if they have problems."""
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

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove what the wheel now holds."""
        if version != "editable":
            self._folder.cleanup()
