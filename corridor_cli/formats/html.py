"""HTML: one page that needs no script and no network, for screens of any size and for paper."""

import re
from html import escape

from corridor_cli.formats import Sheet
from corridor_cli.formats.cards import Card
from corridor_cli.formats.cells import CLOSE, DISPUTED, OPEN, Footnotes, figure_spaced, heading
from corridor_cli.formats.tables import blocks
from corridor_cli.model.kinds import Field
from corridor_cli.model.names import visible

_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1d21;--mute:#5d6570;--line:#d5d9de;--bad:#a8071a;\
--bar:#0b66a8}
@media (prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e4e7ea;--mute:#98a2ad;--line:#343a42;\
--bad:#ff8f8f;--bar:#6cb6f0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:62rem;background:var(--bg);color:var(--fg);\
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .35rem}
p{margin:.35rem 0}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
overflow-wrap:anywhere}
samp{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
white-space:pre-wrap}
.mute{color:var(--mute);font-size:.9rem}
a{color:inherit;text-decoration:underline;text-decoration-color:var(--line);\
text-underline-offset:.18em}
a:hover,a:focus{text-decoration-color:currentColor}
table{border-collapse:collapse;width:100%;margin:1.5rem 0;\
font-variant-numeric:tabular-nums lining-nums}
th,td{padding:.28rem .6rem;text-align:left;vertical-align:baseline;overflow-wrap:break-word;\
min-width:3rem;white-space:pre-line}
thead th{font-weight:600;font-size:.85rem;color:var(--mute);border-bottom:1px solid var(--line);\
overflow-wrap:normal}
tbody tr>*{border-top:1px solid var(--line)}
tbody tr.head>*{padding-top:1.4rem;border-top:0}
tbody tr.on>*{padding-top:0;border-top:0}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
th.n,td.n{text-align:right;white-space:nowrap}
.w{white-space:nowrap}
td.r{font-size:.85rem;text-align:right;overflow-wrap:normal}
th .mute{font-weight:400}
td code{display:block;color:var(--mute)}
td span{display:inline-block;width:1em;text-align:left}
b{color:var(--bad)}
ol{padding-left:2.4rem;font-size:.92rem}
li{margin:.3rem 0;overflow-wrap:anywhere}
li:target{outline:1px solid var(--mute);outline-offset:.2rem}
.wide,.narrow{margin:1.5rem 0}
.narrow{display:none}
footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:.8rem}
@media (max-width:40rem){
body{padding:1.25rem 1rem 2rem}
.wide{display:none}
.narrow{display:block}
table,tbody,tr,th,td{display:block}
thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
tbody tr{display:flex;flex-wrap:wrap;column-gap:1rem;padding:.4rem 0;\
border-top:1px solid var(--line)}
tbody tr>*,tbody tr.head>*{padding:0;border:0;min-width:0;overflow-wrap:anywhere}
tbody tr.head{padding-top:1.2rem}
td:empty,th:empty{display:none}
tbody tr.on{padding-top:0;border-top:0}
td[data-k]::before{content:attr(data-k) " ";color:var(--mute);font-size:.85rem}
td.n{text-align:left}
td.r{margin-left:auto}
}
@media print{
:root{--bg:#fff;--fg:#000;--mute:#444;--line:#bbb;--bad:#900;--bar:#0b4f80}
body{max-width:none;padding:0;font-size:10pt}
tr,li{break-inside:avoid}
svg{max-height:185mm}
thead{display:table-header-group}
li a::after{content:" " attr(href);font-size:8pt;word-break:break-all}
@page{margin:16mm 15mm}
}
"""
#: What a cell marks: the numbers of documents, and that sources disagree.
_MARKS = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}|{DISPUTED}|≠")
#: Types of columns whose cells are not folded, and need no label.
_WHOLE = ("date", "period", "country")


def html(sheet: Sheet) -> str:
    """A page with the question, the table, its legend, its documents and the facts' version."""
    about = sheet.about()
    titles = [row[sheet.title] for row in sheet.rows if row[sheet.title]] if sheet.title else []
    if sheet.shown_as("label"):
        heads, body, notes, places = _cards(sheet, titled=len(titles) > 1)
        title, count = str(titles[0]) if len(titles) == 1 else about.meaning, ""
    else:
        heads, body, notes, places = _rows(sheet)
        count = f"{len(sheet.rows)} row{'' if len(sheet.rows) == 1 else 's'}"
        title = about.meaning
    title = escape(visible(title))
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        f"<h1>{title}</h1>",
        f'<p><code>{escape(visible(about.command))}</code> <span class="mute">{count}</span></p>',
        *(f'<p class="mute">{escape(visible(note))}</p>' for note in about.notes),
        *_figures(sheet),
        "<table>",
        f"<thead><tr>{heads}</tr></thead>" if heads and sheet.header else "",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
        *_beneath(sheet, notes, places),
        f'<footer class="mute">{escape(visible(about.facts))}, version {about.version}</footer>',
    ]
    return "".join(f"{part}\n" for part in parts if part)


def _cards(sheet: Sheet, *, titled: bool) -> tuple[str, list[str], Footnotes, dict[str, list[str]]]:
    """The rows of cards: labels, lines with their signs, documents or ids; and what is beneath."""
    card = Card(sheet)
    body = []
    for head, blocks_ in card.parts():
        if titled:
            title, name = escape(visible(str(head[sheet.title]))), escape(card.name(head))
            body.append(f'<tr class="head"><th colspan="3">{title} <code>{name}</code></th></tr>')
        for rows in blocks_:
            for row, cells in zip(rows, card.columns(rows), strict=True):
                text, edge = card.body(row)
                command = escape(card.cell(row, "command"))
                said = f"<samp>{_text(cells)}</samp> " if cells.strip("- ") else ""
                said += _text(" ".join(filter(None, (card.sign(row), text))))
                said += f" <code>{command}</code>" if command else ""
                label = escape(card.cell(row, "label"))
                refs = f'<td class="r">{_text(edge)}</td>'
                on = "" if label else ' class="on"'
                body.append(f'<tr{on}><th class="w">{label}</th><td>{said}</td>{refs}</tr>')
    return "", body, card.notes, card.places


def _rows(sheet: Sheet) -> tuple[str, list[str], Footnotes, dict[str, list[str]]]:
    """The heads and the rows of a table, and what stands beneath."""
    tabled, notes, made = blocks(sheet)
    fields = tabled.columns
    urls = [column for column in (*sheet.columns, *sheet.others) if column.type == "url"]
    body = []
    for block in made:
        head = "<br>".join(map(_headline, block.head))
        if head:
            body.append(f'<tr class="head"><th colspan="{len(fields)}">{head}</th></tr>')
        every = zip(block.rows, block.gaps, zip(*block.texts, strict=True), strict=True)
        for row, gap, texts in every:
            if gap:
                body.append(f'<tr><td colspan="{len(fields)}" class="mute">{escape(gap)}</td></tr>')
            shown_id = sheet.title and not sheet.chosen and sheet.handle not in tabled.names
            id_ = str(row[sheet.handle]) if shown_id else ""
            url = next((visible(str(row[one.name])) for one in urls if row[one.name]), "")
            cells = [
                _cell(
                    text,
                    field,
                    id_ if id_ and field.name == sheet.title else "",
                    url if field.name == (sheet.title or sheet.identity) else "",
                )
                for text, field in zip(texts, fields, strict=True)
            ]
            body.append(f"<tr>{''.join(cells)}</tr>")
    heads = "".join(f"<th{_class(field)}>{escape(_title(field))}</th>" for field in fields)
    return heads, body, notes, _places(sheet)


def _figures(sheet: Sheet) -> list[str]:
    """The picture of an answer that has one, drawn wide and narrow."""
    if not (sheet.axes or sheet.across):
        return []
    from corridor_cli.formats.svg import LOOK, figure

    # the table beneath has the documents, numbered in its own order
    quiet = sheet._replace(notes=[], refs="none")
    wide, narrow = (figure(quiet, width) for width in (900, 370))
    drawn = [f'<div class="wide">{wide}</div>', f'<div class="narrow">{narrow}</div>']
    return [f"<style>{LOOK}</style>", *drawn] if wide else []


def _headline(text: str) -> str:
    """A line above a block; only what a table prints bold is bold."""
    return _text(text) if "\ue003" in text else f'<span class="mute">{_text(text)}</span>'


def _title(field: Field) -> str:
    beside = field.shown_as in ("documents", "signs")
    return "" if beside else visible(field.heading or heading(field))


def _class(field: Field) -> str:
    """How a column is written: at the right with its points aligned, whole, or as references."""
    if field.shown_as == "documents":
        return ' class="r"'
    if field.shape == "number":
        return ' class="n"'
    return ' class="w"' if field.type in _WHOLE else ""


def _linked(html: str, url: str) -> str:
    """A text as a link, if the address is one of the web."""
    return f'<a href="{escape(url)}">{html}</a>' if re.match("https?://", url) else html


def _cell(text: str, field: Field, id_: str, url: str) -> str:
    """A cell, a number with its digits in columns; beneath a title the id of its row."""
    number, sign = figure_spaced(text) if field.shape == "number" else (text, "")
    content = _linked(_text(number), url) if number.strip() else ""
    if sign:
        content += f"<span>{_text(sign.strip())}</span>"
    if id_:
        content += f"<code>{escape(visible(id_))}</code>"
    label = "" if field.type in _WHOLE or id_ else escape(_title(field))
    key = f' data-k="{label}"' if content and label else ""
    return f"<td{_class(field)}{key}>{content}</td>"


def _text(text: str) -> str:
    """A text as HTML, its numbers of documents as links to the list beneath."""
    plain = text.translate(dict.fromkeys((0xE003, 0xE004, 0xE005)))
    parts, at = [], 0
    for mark in _MARKS.finditer(plain):
        parts.append(escape(plain[at : mark.start()]))
        if mark[1] is None:
            parts.append("<b>!</b>" if mark[0] == DISPUTED else "<b>≠</b>")
        else:
            linked = re.sub(r"\d+", r'<a href="#d\g<0>">\g<0></a>', mark[1]).replace(",", ",<wbr>")
            parts.append(f"[{linked}]")
        at = mark.end()
    return "".join([*parts, escape(plain[at:])])


def _places(sheet: Sheet) -> dict[str, list[str]]:
    """The places in each document that the rows name, each once."""
    places: dict[str, list[str]] = {}
    for row in sheet.rows:
        for documents in sheet.shown_as("documents"):
            for locators in sheet.shown_as("locators"):
                ids, where = row[documents.name], row[locators.name]
                if isinstance(ids, list) and isinstance(where, list):
                    for id_, place in zip(ids, where, strict=False):
                        known = places.setdefault(visible(id_), [])
                        known += [place] if place not in known else []
    return places


def _beneath(sheet: Sheet, notes: Footnotes, places: dict[str, list[str]]) -> list[str]:
    """The legend, and the documents with links and places."""
    signs = [f"{escape(sign)} {escape(meaning)}" for sign, meaning in notes.legend()]
    parts = [f'<p class="mute">{"; ".join(signs)}</p>'] if signs else []
    documents = notes.documents() if sheet.refs != "none" else []
    items = []
    for number, id_, described, url in documents:
        named = _linked(escape(described), url)
        where = f", {escape(visible('; '.join(places[id_])))}" if places.get(id_) else ""
        items.append(f'<li id="d{number}">{named}{where} <code>{escape(id_)}</code></li>')
    return [*parts, *(["<ol>", *items, "</ol>"] if items else [])]
