"""YAML: the rows as a sequence of mappings."""

import yaml as library

from corridor_cli.coats import Sheet

_Dumper = getattr(library, "CSafeDumper", library.SafeDumper)


def yaml(sheet: Sheet) -> str:
    """YAML 1.1 that a safe loader reads back as the same rows."""
    rows = [{name: row[name] for name in sheet.names} for row in sheet.rows]
    text: str = library.dump(rows, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4096)
    return text
