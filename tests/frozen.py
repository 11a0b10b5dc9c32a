"""Every answer about facts that no editor changes, in `frozen.json`.

`python tests/frozen.py` writes them anew. A commit that changes `frozen.json` says why.
"""

import io
import json
import tempfile
from pathlib import Path

from corridor_cli.cli import main
from corridor_cli.world import World

HERE = Path(__file__).parent
FROZEN = HERE / "frozen.json"
#: Facts that no editor changes.
BASES = ("founding", "rivals")
FORMATS = {"tsv": 80, "json": 80, "table": 80, "table-140": 140}
#: Every command, with its filters.
CALLS = (
    "members",
    "members --role all",
    "members --as-of 2005",
    "members --as-of 2023-12",
    "agreements",
    "agreements --party IRN",
    "agreements --year 2000",
    "meetings",
    "meetings --country RUS --with IRN",
    "meetings --since 2022 --until 2023",
    "meetings --status announced",
    "trade",
    "trade --long",
    "trade --preferred",
    "trade --year 2022",
    "trade --period 2022 --reporter IRN",
    "trade --country RUS --with KAZ",
    "trade --flow balance --long",
    "trade --coverage part",
    "trade --sort -turnover --limit 3",
    "trade --unit mn --long",
    "trade --year 1990",
    "freight",
    "freight --forecast",
    "freight --preferred",
    "freight --year 2022",
    "freight --mode rail",
    "routes",
    "routes --country IRN",
    "routes --journeys",
    "routes --journeys --basis measured",
    "places",
    "places --kind seaport",
    "places --country IRN",
    "projects",
    "projects --status planned",
    "projects --sort -cost",
    "timeline",
    "timeline --country IRN --with RUS",
    "timeline --since 2022",
    "timeline --kind meeting",
    "search rail",
    "search kazakhstan",
    "search nosuchword",
    "disputes",
    "disputes --country IRN",
    "disputes --found rule",
    "disputes --count",
    "sources",
    "sources --kind news",
    "sources --sort -facts --limit 2",
    "show KAZ",
    "show RUS IRN",
    "show trend-2023-11-16-kaz-rus",
    "show news",
    "show rus-irn-2022-news-late",
    "show long-railway",
    "show founding-agreement instc-agreement-2000",
    "show nosuchid",
    "fields",
    "fields trade",
    "fields meeting",
    "sql --tables",
)
#: Calls that have a format of their own, or choose one.
WHOLE = (
    "cite",
    "cite KAZ",
    "cite RUS -f bibtex",
    "cite long-railway.length -f csl-json",
    "cite trend-2023-11-16-kaz-rus",
    "check",
    "check -f json",
    "places -f geojson",
    "routes -f geojson",
    "trade -f csv",
    "trade -f yaml",
    "trade -f jsonl",
    "trade -f md",
    "trade -f ids",
    "meetings -f record",
    "projects -f record",
    "trade --excel",
    "fields trade --schema",
    "-V",
)


def answer(base: str, call: str, width: int, cache: str) -> str:
    """All that a call writes, and its exit code; `cache` is a directory for indexes."""
    out, err = io.BytesIO(), io.BytesIO()
    environ = {"CORRIDOR_FACTS": str(HERE / base), "NO_COLOR": "1", "XDG_CACHE_HOME": cache}
    code = main(call.split(), World(out, err, io.BytesIO(), environ, width=width))
    text = f"{out.getvalue().decode()}--- {code}\n{err.getvalue().decode()}"
    return text.replace(str(HERE), "TESTS")


def answers(cache: str) -> dict[str, list[str]]:
    """Every answer as its lines, by base and call; `cache` is a directory for indexes."""
    lines = {}
    for base in BASES:
        for call in CALLS:
            for name, width in FORMATS.items():
                line = f"{call} -f {name.partition('-')[0]}"
                lines[f"{base}: {line} ({width})"] = answer(base, line, width, cache).splitlines()
        for call in WHOLE:
            lines[f"{base}: {call}"] = answer(base, call, 80, cache).splitlines()
    return lines


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FROZEN.write_text(json.dumps(answers(folder), ensure_ascii=False, indent=0) + "\n", "utf-8")
