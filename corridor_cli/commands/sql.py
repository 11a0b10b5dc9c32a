"""`corridor sql`."""

from typing import Annotated

from corridor_cli.call import RowCall
from corridor_cli.commands import filter_option
from corridor_cli.emit import emit
from corridor_cli.index.select import MOST_MEMORY, limit_memory
from corridor_cli.model.errors import UsageError
from corridor_cli.model.rows import Note
from corridor_cli.options import Argument

EXAMPLES = (
    'corridor sql "SELECT partner, COUNT(*) AS records FROM trade'
    " WHERE reporter = 'IRN' AND NOT forecast GROUP BY partner\"",
    "corridor sql \"SELECT name, latitude FROM places WHERE country = 'AZE'\" -f csv",
    'corridor sql "SELECT t.value AS topic, COUNT(*) AS meetings'
    ' FROM meetings, json_each(topics) t GROUP BY topic"',
    "echo 'SELECT COUNT(*) AS meetings FROM meetings' | corridor sql -",
    "corridor sql --tables",
)

_SHORT = "true is 1, false is 0, and a list is JSON"
_FORMS = (
    f"{_SHORT}: SELECT id FROM meetings WHERE"
    " EXISTS (SELECT 1 FROM json_each(countries) WHERE value = 'AZE')"
)
_QUERY = "One SELECT; - reads it from stdin."


def sql(
    call: RowCall,
    query: Annotated[str | None, Argument(metavar="QUERY", text=_QUERY)] = None,
    tables: Annotated[
        bool, filter_option("--tables", "List the tables and their columns.")
    ] = False,
) -> int:
    """The tables are the answers of the other commands; `corridor fields` explains the columns.

    Lists are JSON arrays. A query writes nothing: no facts and no files. Ctrl-C ends a long query.
    """
    if tables == (query is not None):
        raise UsageError("give a query or --tables", "corridor sql --tables lists the tables")
    if tables:
        rows = call.facts.tables()
        rows.notes.append(Note(_FORMS))
        return emit(call, rows)
    text = call.world.read() if query == "-" else str(query)
    facts = call.facts  # opened before the limit, for building the index may take more memory
    limit_memory()
    try:
        rows = facts.sql(text)
    except MemoryError as error:
        raise UsageError(
            f"SQL: the query takes more than {MOST_MEMORY >> 20} MB of memory",
            "ask for fewer rows: WHERE, or LIMIT",
        ) from error
    if not rows:
        rows.notes.append(Note(f"no row has this; {_SHORT}: corridor sql --tables"))
    return emit(call, rows)
