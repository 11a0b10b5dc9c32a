"""YAML: the rows as a sequence of mappings."""

import re

import yaml as library

from corridor_cli.formats import Sheet
from corridor_cli.model.names import visible

_Dumper = getattr(library, "CSafeDumper", library.SafeDumper)
#: The beginning of texts that some reader of YAML 1.1 or 1.2 takes for a number or a date.
_NUMBERLIKE = re.compile(r"[-+.]?\d")


class _Quoting(_Dumper):  # type: ignore[misc, valid-type]  # one of two classes
    """A dumper that quotes texts like numbers; in double quotes if a character needs an escape."""


def _text(dumper: library.SafeDumper, text: str) -> library.Node:
    style = '"' if visible(text) != text else "'" if _NUMBERLIKE.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Quoting.add_representer(str, _text)


def yaml(sheet: Sheet) -> str:
    """YAML 1.1, from which a safe loader reads the same rows."""
    rows = [{name: row[name] for name in sheet.names} for row in sheet.rows]
    text: str = library.dump(rows, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=4096)
    return visible(text)  # all such characters stand in double quotes
