"""Formats: the same rows in each, and the looks of tables in golden files."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import CUT, FOUNDING, RIVALS, ROOT, Answer, golden
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from terminal import in_terminal

from corridor_cli.formats import ROWS, Sheet, names
from corridor_cli.formats.cells import Footnotes, common_scale
from corridor_cli.formats.layout import right_edge
from corridor_cli.model import answers, kinds
from corridor_cli.model.kinds import Row
from facts import fact_base, trade

HOSTILE = '[/] [red] :smile: =1+1 "x" ایران'
#: The formats that any rows can be written in.
ANY_ROWS = tuple(format_.name for format_ in ROWS if not format_.refusal[0])
#: A question whose rows a format can write.
ASKED = {"geojson": "places", "ics": "meetings"}
#: The formats for programs, which can be read back.
WHOLE_ROWS = ("tsv", "csv", "json", "jsonl", "yaml")
GOLDEN = ROOT / "tests" / "golden"
#: Words of letters and of documents, some wide, many of them long.
TEXTS = st.lists(st.text("ab-/中", max_size=30) | st.just("[12]"), max_size=30).map(" ".join)

#: Days before, between and after those of the made-up facts.
DAYS = ("1900-01-01", "2002-01-01", "2023-05-17", "2028-12-31", "2100-01-01")

#: Calls that any facts on transport can answer.
CALLS: dict[tuple[str, ...], answers.Answer] = {
    ("members", "--role", "all"): answers.MEMBERS,
    ("agreements",): answers.AGREEMENTS,
    ("meetings",): answers.MEETINGS,
    ("trade",): answers.TRADES,
    ("trade", "--long"): answers.FIGURES,
    ("series",): answers.SERIES,
    ("freight",): answers.FREIGHTS,
    ("routes",): answers.ROUTES,
    ("routes", "--journeys"): answers.JOURNEYS,
    ("places",): answers.PLACES,
    ("projects",): answers.PROJECTS,
    ("events",): answers.EVENTS,
    ("obstacles",): answers.OBSTACLES,
    ("tariffs",): answers.TARIFFS,
    ("organisations",): answers.ORGANISATIONS,
    ("timeline",): answers.TIMELINE,
    ("search", "rail"): answers.SEARCH,
    ("disputes",): answers.DISPUTES,
    ("sources",): answers.SOURCES,
}
QUESTIONS = {
    **CALLS,
    ("show", "RUS", "news", "rus-irn-2022-news-late"): answers.RECORD,
    ("members", "--history"): answers.HISTORY,
    ("mirror", "RUS", "IRN"): answers.MIRROR,
    ("fields",): answers.DICTIONARY,
    ("diff", str(FOUNDING)): answers.DIFF,
}


def parse_cell(text: str, column: kinds.Field) -> object:
    """The value of a cell of CSV or TSV, by the type of its column."""
    if column.shape == "list":
        return text.split(";") if text else []
    if text == "":
        return None
    if column.shape == "boolean":
        return {"true": True, "false": False}[text]
    if column.shape == "map":
        return json.loads(text)
    if column.shape == "number":
        return float(text) if "." in text else int(text)
    return text


def unquoted(cell: str) -> str:
    """A cell of TSV without the quotation marks around it."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def unescape(cell: str) -> str:
    """A cell of TSV without its escapes."""
    escapes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(?:u(.{4})|(.))",
        lambda text: chr(int(text[1], 16)) if text[1] else escapes[text[2]],
        cell,
    )


def parse(text: str, format_: str, answer: answers.Answer) -> list[Row]:
    """The rows in a text, read by nothing but the format and the types of the columns."""
    if format_ == "json":
        return json.loads(text)
    if format_ == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    if format_ == "yaml":
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if format_ == "csv":
        header, *lines = csv.reader(io.StringIO(text, newline=""))
    else:
        header, *lines = [
            [unescape(unquoted(cell)) for cell in line.split("\t")]
            for line in text.removesuffix("\n").split("\n")
        ]
    columns = [answer.column(name) for name in header]
    return [
        {c.name: parse_cell(cell, c) for c, cell in zip(columns, line, strict=True) if c}
        for line in lines
    ]


@pytest.mark.parametrize("format_", WHOLE_ROWS)
@pytest.mark.parametrize("argv", QUESTIONS, ids=" ".join)
def test_every_whole_row_format_reads_back_as_the_same_rows(
    argv: tuple[str, ...], format_: str, corridor: Callable[..., Answer]
) -> None:
    """Each format for programs reads back as the rows of --json."""
    expected = json.loads(corridor(*argv, "--json", facts=RIVALS).out)
    assert expected, "the question has an answer"
    answer = corridor(*argv, "-f", format_, facts=RIVALS)
    assert answer.code == 0
    assert parse(answer.out, format_, QUESTIONS[argv]) == expected
    assert list(expected[0]) == [column.name for column in QUESTIONS[argv].columns]


@pytest.mark.parametrize("format_", WHOLE_ROWS)
def test_no_rows_are_no_rows_in_every_format(format_: str, corridor: Callable[..., Answer]) -> None:
    """No rows are an empty list or a header, with a note that says what there is."""
    answer = corridor("trade", "--year", "1990", "-f", format_)
    assert parse(answer.out, format_, answers.TRADES) == []
    assert (answer.code, answer.err) == (
        0,
        "note: nothing in 1990; without it there are 2 rows, of 2022-2023: corridor trade\n",
    )


@pytest.mark.parametrize("format_", names(ROWS))
def test_the_rows_are_the_same_with_and_without_a_terminal(
    format_: str, corridor: Callable[..., Answer], environ: dict[str, str], tmp_path: Path
) -> None:
    """A chosen format gives the same text on a real terminal as in a pipe."""
    argv = (ASKED.get(format_, "trade"), "-q", "-f", format_)
    environ |= {"CORRIDOR_FACTS": str(RIVALS)}
    output = in_terminal(f"corridor {' '.join(argv)}", environ, tmp_path)
    assert output == corridor(*argv, facts=RIVALS).out


def test_a_terminal_gets_a_table_and_a_pipe_gets_tsv(
    shell: Callable[..., Answer], environ: dict[str, str], tmp_path: Path
) -> None:
    """Without -f a terminal gets a table and a pipe gets TSV."""
    assert (
        in_terminal("corridor members", environ, tmp_path)
        == shell("corridor members -f table", COLUMNS="80").out
    )
    assert shell("corridor members | cat").out == shell("corridor members -f tsv").out


@pytest.mark.parametrize("format_", ANY_ROWS)
def test_hostile_text_comes_out_of_every_format_unchanged(
    format_: str, corridor: Callable[..., Answer]
) -> None:
    """Markup, emoji codes, formulas, quotes and right-to-left text stay text."""
    answer = corridor("sources", "--columns", "id,title", "-f", format_, facts=RIVALS, width=200)
    text = answer.out
    if format_ in WHOLE_ROWS:
        rows = parse(text, format_, answers.SOURCES)
        assert HOSTILE in [row["title"] for row in rows]
    else:
        assert HOSTILE in (html.unescape(text) if format_ == "html" else text)


def test_excel_gets_a_bom_crlf_and_guarded_formulas(corridor: Callable[..., Answer]) -> None:
    """--excel writes a BOM and CRLF, and no cell that a spreadsheet runs as a formula."""
    answer = corridor(
        "sources",
        "--excel",
        "--columns",
        "publisher,facts",
        "--sort",
        "publisher",
        "--limit",
        "2",
        facts=RIVALS,
    )
    assert (
        answer.out
        == "\ufeffpublisher,facts\r\n'=News & *Sons* | [link](x),20\r\nA standards body,8\r\n"
    )
    negative = corridor(
        "trade",
        "--long",
        "--flow",
        "balance",
        "--excel",
        "--columns",
        "value",
        "--no-header",
        facts=RIVALS,
    )
    assert negative.out == "\ufeff-900000000\r\n"


def test_unit_scales_every_format_and_drops_no_digit(corridor: Callable[..., Answer]) -> None:
    """--unit scales amounts in every format, with all their digits."""
    argv = ("trade", "--period", "2022", "--unit", "bn", "--columns", "export,import,turnover,unit")
    assert (
        corridor(*argv, "-f", "csv").out
        == "export,import,turnover,unit\n8.78,17.34,26.123,bn USD\n"
    )
    assert json.loads(corridor(*argv, "--json").out) == [
        {"export": 8.78, "import": 17.34, "turnover": 26.123, "unit": "bn USD"}
    ]
    assert corridor(*argv, "-f", "table").out.splitlines()[-1].split() == [
        "8.78",
        "17.34",
        "26.123",
        "bn",
        "USD",
    ]
    hedged = corridor(
        "trade", "--unit", "mn", "--columns", "import,turnover", "-f", "md", facts=RIVALS
    )
    assert "| 1500-1700 mn USD |  |" in hedged.out, (
        "where no column names the unit, the amount does"
    )
    assert "|  | more than 4000 mn USD |" in hedged.out
    assert (
        corridor("members", "--unit", "mn").err
        == "note: --unit changes nothing: members has no column of amounts\n"
    )


@pytest.mark.parametrize("format_", ["table", "record", "md"])
def test_readers_get_words_and_programs_the_cells(
    format_: str, corridor: Callable[..., Answer]
) -> None:
    """Formats for readers write `by 2004` and `in force`; data keep the cells."""
    argv = ("members", "--columns", "since,since_step")
    rows = [tuple(row.values()) for row in json.loads(corridor(*argv, "--json", facts=CUT).out)]
    assert ("../2004-12-02", "listed") in rows
    words = [f"by {since[3:]}" if since.startswith("../") else since for since, _ in rows]
    lines = corridor(*argv, "-f", format_, facts=CUT).out
    assert re.findall(r"(?:by )?\d{4}(?:-\d\d)*", lines) == words
    assert lines.count("in force") == sum(step == "in_force" for _, step in rows) > 0
    assert not re.search(r"\.\./|in_force", lines)
    assert (
        "by 2022-08-16"
        in corridor(
            "show", "russia-turkmenistan-road-memorandum-2022", "-f", format_, facts=CUT
        ).out
    )


def test_rows_are_chosen_sorted_limited_and_counted_alike(corridor: Callable[..., Answer]) -> None:
    """--columns, --sort, --limit, --count and --no-header work alike in every format."""
    argv = ("trade", "--columns", "turnover,period", "--sort", "-turnover", "--limit", "2")
    assert (
        corridor(*argv, "-f", "tsv", facts=RIVALS).out
        == "turnover\tperiod\n49360000000\t2022-04/2023-03\n4900000000\t2022\n"
    )
    assert corridor(*argv, "-f", "jsonl", facts=RIVALS).out == (
        '{"turnover": 49360000000, "period": "2022-04/2023-03"}\n'
        '{"turnover": 4900000000, "period": "2022"}\n'
    )
    assert (
        corridor(*argv, "--no-header", facts=RIVALS).out
        == "49360000000\t2022-04/2023-03\n4900000000\t2022\n"
    )
    assert corridor(*argv, "--count", facts=RIVALS).out == "2\n"
    last = corridor(
        "trade", "--sort", "turnover", "--columns", "turnover", "--no-header", facts=RIVALS
    ).out.splitlines()
    assert last[-2:] == ["", ""], "missing values come last"


#: Questions and looks: a number is the width of a table.
LOOKS: dict[str, tuple[Path, str, str]] = {
    "members": (RIVALS, "members --role all", "60 80 record md"),
    "agreements": (RIVALS, "agreements", "80"),
    "meetings": (RIVALS, "meetings", "60 80 record"),
    "trade": (RIVALS, "trade", "60 80 140 record md"),
    "figures": (RIVALS, "trade --long", "80 140"),
    "series": (RIVALS, "series", "80 140"),
    "freight": (RIVALS, "freight", "80 140 md"),
    "routes": (RIVALS, "routes", "80"),
    "journeys": (RIVALS, "routes --journeys", "60 80"),
    "places": (RIVALS, "places", "60 80 record"),
    "projects": (RIVALS, "projects", "60 80"),
    "events": (RIVALS, "events", "80"),
    "obstacles": (RIVALS, "obstacles", "80"),
    "tariffs": (RIVALS, "tariffs", "80"),
    "organisations": (RIVALS, "organisations", "80"),
    "timeline": (RIVALS, "timeline", "60 80 140"),
    "search": (RIVALS, "search rail", "60 80 140"),
    "disputes": (RIVALS, "disputes", "60 80 140 md"),
    "sources": (RIVALS, "sources", "60 80 140 md"),
    "show": (RIVALS, "show two-dates rus-irn-2022-customs", "60 80 140 md"),
    "diff": (RIVALS, f"diff {FOUNDING} --refs none", "80"),
    "fields": (RIVALS, "fields dispute", "60 80 md"),
    "show-all": (RIVALS, "show two-dates rus-irn-2022-customs --all", "60 80 140"),
    "card-project": (CUT, "show rasht-astara-railway", "80 120"),
    "card-agreement": (CUT, "show instc-agreement-2000", "80 120"),
    "card-place": (CUT, "show aktau", "80 120"),
    "card-route": (CUT, "show western", "80"),
    "card-dispute": (CUT, "show syria-membership", "80"),
    "report": (FOUNDING, "show trend-2023-11-16-kaz-rus", "80"),
    "report-trade": (FOUNDING, "trade", "80 html"),
    "report-agreements": (FOUNDING, "agreements", "140"),
    "cut-members": (CUT, "members", "80"),
    "cut-timeline": (CUT, "timeline --country AZE --since 2022", "80 140"),
    "cut-search": (CUT, "search Rasht-Astara --kind project", "80"),
    "card-meeting": (CUT, "show kaz-rus-transport-ministers-2023-11", "80 120"),
    "card-country": (CUT, "show KAZ", "80 120 html"),
    "cut-freight": (CUT, "freight --route western", "80 140 chart"),
    "cut-routes": (CUT, "routes", "80"),
    "cut-projects": (CUT, "projects", "80 140"),
    "cut-trade": (CUT, "trade --reporter KAZ --partner RUS", "80 chart"),
    "forecast": (CUT, "freight --forecast --measure volume --refs none", "chart"),
    "cut-history": (CUT, "members --history", "80"),
    "mirror": (RIVALS, "mirror rus irn", "80"),
    "cut-mirror": (CUT, "mirror kaz rus", "80 140 md"),
    "cut-series": (CUT, "series kaz rus", "80 md html chart"),
    "cut-disputes": (CUT, "disputes --kind trade --country IND", "80"),
}


def golden_file(name: str, look: str) -> Path:
    """The golden file of a look of an answer."""
    return GOLDEN / (f"{name}.{look}" if look in ("md", "html") else f"{name}-{look}.txt")


@pytest.mark.parametrize(
    ("name", "look"),
    [(name, look) for name, (*_, looks) in LOOKS.items() for look in looks.split()],
)
def test_an_answer_looks_as_it_did(name: str, look: str, corridor: Callable[..., Answer]) -> None:
    """An answer looks as in its golden file; UPDATE_GOLDEN=1 writes the file."""
    facts, question, _ = LOOKS[name]
    format_, width = ("table", int(look)) if look.isdigit() else (look, 80)
    answer = corridor(*question.split(), "-f", format_, facts=facts, width=width)
    assert answer.code == 0
    if format_ not in ("md", "html"):
        assert max(map(len, answer.out.splitlines())) <= width
    assert answer.out == golden(golden_file(name, look), answer.out)


def test_each_golden_file_shows_something_of_its_own() -> None:
    """Every golden file is used, and no two are the same."""
    files = {
        golden_file(name, look) for name, (*_, looks) in LOOKS.items() for look in looks.split()
    }
    assert set(GOLDEN.iterdir()) == files
    assert len({path.read_text("utf-8").strip() for path in files} - {""}) == len(files)


@given(texts=TEXTS, edge=TEXTS, width=st.integers(2, 80))
def test_lines_with_an_edge_fit_their_width_and_lose_nothing(
    texts: str, edge: str, width: int
) -> None:
    """A text with documents at its right edge, however many, fits the width and is there whole."""
    lines = right_edge(texts, edge, width)
    assert max(map(cell_len, lines)) <= width
    assert sorted("".join((texts + edge).split())) == sorted("".join("".join(lines).split()))


def test_what_is_announced_and_overdue_stands_apart(corridor: Callable[..., Answer]) -> None:
    """A table by the day has what was to happen before today apart, before today and later."""
    question = ("timeline", "--since", "2023", "-f", "table", "--refs", "none")
    before = corridor(*question, facts=RIVALS, today="2026-11-27").out
    assert "── today (2026-11-27) and later ──\n2028 " in before
    assert "overdue" not in before
    during = corridor(*question, facts=RIVALS, today="2028-07-01").out
    assert "overdue" not in during, "a year is not over before its last day"
    after = corridor(*question, facts=RIVALS, today="2029-01-01").out
    heading = "── announced and overdue: no document says whether it happened ──"
    assert f"{heading}\n2028 " in after
    assert after.index("2024") < after.index(heading)
    assert "and later" not in after
    rows = [corridor(*question, facts=RIVALS, today=day).out.count("-railway") for day in DAYS]
    assert len(set(rows)) == 1, "each row stands in one block"


@given(low=st.integers(0, 9999), high=st.integers(0, 9999))
def test_a_range_has_a_dash_and_a_date_its_hyphens(low: int, high: int) -> None:
    """Two numbers are joined by a dash only if the second one is higher."""
    column = answers.DISPUTES.column("value")
    assert column is not None
    stated = f"{low}-{high}"
    row = {"value": stated, "stated": None, "unit": None}
    text = Footnotes(Sheet([], [column])).amount(row, column)
    assert text == (f"{low}\N{EN DASH}{high}" if low < high else stated)


def test_amounts_in_crore_stand_to_scale(tmp_path: Path, corridor: Callable[..., Answer]) -> None:
    """Where documents count in crore, the table counts in bn, with the digits that they state."""
    text = trade("export: 2500 crore INR, import: 650 crore INR")
    table = corridor("trade", "-f", "table", facts=fact_base(tmp_path, trade_ind_rus=text)).out
    assert "India and Russia, bn INR\n 2022   IND        25.00    6.50    =31.50 " in table


def test_rates_of_growth_do_not_hide_the_scale_of_amounts() -> None:
    """The scale of a group is that of most amounts, however many rates stand among them."""
    column = answers.TRADES.column("turnover")
    assert column is not None
    rates: list[Row] = [{column.stated: f"almost +{n}% on 2023"} for n in range(5)]
    rows: list[Row] = [{column.stated: "4.8 bn USD = 5 tn RUB"}, {column.stated: "743 mn USD"}]
    assert common_scale([*rates, rows[0]], [column]) == "bn"
    assert common_scale([*rates, rows[1], rows[1], rows[0]], [column]) == "mn"
    assert common_scale(rates, [column]) == ""
