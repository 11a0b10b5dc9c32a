"""What is wrong with fact files: each problem with its place, all at once, and nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer

from corridor_cli import reader
from corridor_cli.build import rules


def change(facts: Path, file: str, old: str, new: str) -> None:
    """Replace a text in a fact file; where there was none, the file is new."""
    path = facts / file
    path.parent.mkdir(exist_ok=True)
    text = path.read_text("utf-8") if old else ""
    assert old in text, f"{old!r} is in {file}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_problems_of_all_files_are_told_at_once(copied_facts: Path, corridor: Callable[..., Answer]) -> None:
    """Unknown key, duplicate key, alias, bad date, unknown source and country: every command says all and exits 3."""
    change(copied_facts, "trade/kaz-rus.yaml", "  import: 17.34 bn USD", "  imprt: 17.34 bn USD")
    change(copied_facts, "trade/kaz-rus.yaml", "trend-2023-11-16-kaz-rus: para 9", "trend-2023-11-16: para 9")
    change(copied_facts, "members.yaml", "date: 2005", "date: 2005\n    date: 2006")
    change(copied_facts, "members.yaml", "country: AZE", "country: AZB")
    change(copied_facts, "agreements/instc-agreement-2000.yaml", "2000-09-12", "2000-09-31")
    change(copied_facts, "meetings/2023.yaml", "place: Moscow", "place: *where")
    expected = """\
facts/agreements/instc-agreement-2000.yaml:4:11: bad-date: signed: there is no date 2000-09-31
facts/meetings/2023.yaml:7:10: alias: alias *where: write the value out
facts/members.yaml:14:14: unknown-country: unknown country 'AZB': did you mean AZE?
facts/members.yaml:17:5: duplicate-key: key 'date' is already in line 16
facts/trade/kaz-rus.yaml:5:3: unknown-key: unknown key 'imprt': did you mean import?
facts/trade/kaz-rus.yaml:17:5: unknown-source: unknown source 'trend-2023-11-16': did you mean trend-2023-11-16-kaz-rus?
corridor: error: the fact files cannot be used: 6 problems
"""
    before = sorted(copied_facts.parent.rglob("*"))
    for command in ("members", "agreements", "meetings", "trade", "sources", ("show", "KAZ")):
        words = command if isinstance(command, tuple) else (command,)
        answer = corridor(*words, facts=copied_facts)
        assert (answer.code, answer.out) == (3, "")
        assert answer.err.replace(f"{copied_facts}/", "facts/").replace(str(copied_facts), "facts") == expected
    assert sorted(copied_facts.parent.rglob("*")) == before


BROKEN = [
    # file, what to replace, by what, the problem
    ("trade/kaz-rus.yaml", "  period: 2022\n", "", "1:3: missing-field: a trade needs 'period'"),
    ("trade/kaz-rus.yaml", "period: 2022\n", "period: 2022-01/2022-12\n", "3:11: bad-period: period: expected the period 2022-01/2022-12 in its one form, 2022"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "8.78 bn EUR", "1:3: mixed-units: a record has one unit, not EUR and USD: write a record for each"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "8.78 bn", "4:11: bad-figure: export: unknown unit 'bn'; expected a currency code (ISO 4217) such as USD, EUR or RUB"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "{amount: 8.78 bn USD, growth: +2%}", "4:11: bad-figure: export: growth and growth_vs go together"),
    ("trade/kaz-rus.yaml", "partner: RUS", "partner: CHN", "1:3: wrong-file: trade of CHN and KAZ does not live in trade/kaz-rus.yaml: expected trade/chn-kaz.yaml"),
    ("trade/kaz-rus.yaml", "partner: RUS", "partner: KAZ", "1:3: same-country: reporter and partner are the same country"),
    ("trade/kaz-rus.yaml", "partner: RUS", "partner: NO", "2:12: bad-country: partner: 'NO' is not a country"),
    ("trade/kaz-rus.yaml", "period: 2022\n", "period: 2024\n", "10:3: order: records are in order of period, then of id; this one belongs further up"),
    ("trade/kaz-rus.yaml", "2023-01/2023-08", "2022", "10:3: duplicate-id: the id 'kaz-rus-2022-trend-2023-11-16-kaz-rus' is already taken at trade/kaz-rus.yaml:1; write an id: of its own"),
    ("trade/kaz-rus.yaml", "  sources:\n    trend-2023-11-16-kaz-rus: para 10\n", "", "1:3: no-source: no fact without a source"),
    ("trade/kaz-rus.yaml", ": para 10", ": ", "8:30: bad-locator: expected the place in the document"),
    ("trade/kaz-rus.yaml", ": para 10", ": para 1; para 3", "8:31: bad-locator: expected the place in the document"),
    ("meetings/2023.yaml", "level: minister", "level: ministers", "6:10: bad-word: level: 'ministers' is not one of head-of-state"),
    ("meetings/2023.yaml", "  date_basis: reported\n", "", "1:3: date-basis: date needs date_basis: stated, reported or inferred"),
    ("meetings/2023.yaml", "date: 2023-11\n", "date: 2022-11\n", "1:3: wrong-meeting-year: dated 2022-11, so it belongs into meetings/2022.yaml"),
    ("meetings/2023.yaml", "(KAZ)", "(KAZAKHSTAN)", "11:7: bad-participants: participants: 'Marat Karabayev, Minister of Transport (KAZAKHSTAN)' ends in brackets"),
    ("meetings/2023.yaml", "[KAZ, RUS]", "[KAZ, KAZ]", "9:20: bad-countries: countries: 'KAZ' is listed twice"),
    ("meetings/2023.yaml", "[KAZ, RUS]", "[]", "9:14: bad-countries: countries: expected a list"),
    ("meetings/2023.yaml", "- problems of", "- problems; of", "24:7: bad-texts: topics: an item of a list has no semicolon"),
    ("meetings/2023.yaml", "place: Moscow", "place:", "7:9: bad-text: place: is empty; leave out what no source states"),
    ("meetings/2023.yaml", "place: Moscow", "place: !!str Moscow", "7:10: tag: tag tag:yaml.org,2002:str: the field gives the type"),
    ("meetings/2023.yaml", "place: Moscow", "place: \tMoscow", "7:10: control-character: tab in the file"),
    ("meetings/2023.yaml", "place: Moscow", 'place: "Mos\\e[31mcow"', "7:10: control-character: control character U+001B in the text"),
    ("meetings/2023.yaml", "place: Moscow", "place: Mos\x1b[31mcow", "7:13: control-character: control character U+001B in the file"),
    ("meetings/2023.yaml", "place: Moscow", "place: Mos\u202ecow", "7:13: control-character: control character U+202E in the file"),
    ("members.yaml", "id: azerbaijan-acceded", "id: azerbaijan", "13:5: id-is-country: the id 'azerbaijan' is a name of AZE"),
    ("members.yaml", "id: azerbaijan-acceded", "id: instc-agreement-2000", "13:5: duplicate-id: the id 'instc-agreement-2000' is already taken at agreements/instc-agreement-2000.yaml:2"),
    ("members.yaml", "id: azerbaijan-acceded", "id: Azerbaijan_acceded", "13:9: bad-id: id: 'Azerbaijan_acceded' is not an id"),
    ("members.yaml", "id: azerbaijan-acceded", "id: azerbaijan-acceded\n    formerly: [instc-agreement-2000]", "14:16: former-id: the former id 'instc-agreement-2000' names another record"),
    ("members.yaml", "steps:", "step:", "12:1: unknown-key: unknown key 'step': did you mean steps?"),
    ("members.yaml", "count: 13", "count: thirteen", "6:12: bad-integer: count: 'thirteen' is not a whole number"),
    ("members.yaml", "complete: true", "complete: yes", "7:15: bad-boolean: complete: 'yes' is not true or false"),
    ("about.yaml", "instc-agreement-2000", "instc-agreement", "1:1: about-names: founding_agreement: there is no agreement 'instc-agreement': did you mean instc-agreement-2000?"),
    ("members.yaml", "    count: 13", "    observers: [CHN, KAZ]\n    count: 13", "6:22: two-roles: KAZ is already named by this list"),
    ("trade/kaz-rus.yaml", "  sources:", "  preferred: Ours.\n  sources:\n    iso-3166-1: entry\n\n- reporter: KAZ\n  partner: RUS\n  period: 2022\n  export: 9 bn USD\n  preferred: Mine.\n  sources:", "14:11: two-preferred: another figure on KAZ.RUS.export.2022.USD is preferred already, in line 4"),
    ("meetings/2023.yaml", "    trend-2023-11-16-kaz-rus: paras 1-6", "    - trend-2023-11-16-kaz-rus", "34:5: shape: expected a map from source id to the place in it"),
    ("meetings/2023.yaml", "trend-2023-11-16-kaz-rus: paras", "Trend: paras", "34:5: bad-id: 'Trend' is no source id"),
    ("meetings/2023.yaml", "paras 1-6", "paras 1-6\n  also: none", "35:9: shape: expected a list of further statements"),
    ("meetings/2023.yaml", "paras 1-6", "paras 1-6\n  also: [none]", "35:10: shape: expected a further statement: a map of fields and its own sources"),
    ("meetings/2023.yaml", "paras 1-6", "paras 1-6\n  also: [{date: 2023-12}]", "35:10: no-source: no fact without a source"),
    ("meetings/2023.yaml", "paras 1-6", "paras 1-6\n  also: [{sources: {trend-2023-11-16-kaz-rus: p}}]", "35:10: shape: a further statement needs a field beside its sources"),
    ("meetings/2023.yaml", "paras 1-6", "paras 1-6\n  also: [{id: x, date: 2023, sources: {trend-2023-11-16-kaz-rus: p}}]", "35:11: unknown-key: unknown key 'id'"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "{amount: 8.78 bn USD, grwth: x2}", "4:33: unknown-key: unknown key 'grwth': did you mean growth?"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "{growth_vs: 2021}", "4:11: bad-figure: export: expected an amount, or a map"),
    ("trade/kaz-rus.yaml", "8.78 bn USD", "[8.78 bn USD]", "4:11: bad-figure: export: expected an amount, or a map"),
    ("trade/kaz-rus.yaml", "- reporter: KAZ\n  partner: RUS\n  period: 2022", "- just text\n- reporter: KAZ\n  partner: RUS\n  period: 2022", "1:3: shape: expected a record of the kind trade"),
    ("members.yaml", "lists:\n", "lists: none\nlist:\n", "2:8: shape: expected a list of records of the kind member-list"),
    ("countries.yaml", "  alpha2: AM\n", "", "3:3: country-codes: a country needs its ISO 3166-1 codes"),
    ("countries.yaml", "name: Azerbaijan", "name: Armenia", "11:3: ambiguous-name: the name 'armenia' also belongs to ARM"),
    ("countries.yaml", "- code: ARM", "- code: ZRM", "11:3: order: records are in order of code, then of id; this one belongs further up"),
    ("sources/2023.yaml", "published: 2023-11-16", "published: 2022-11-16", "1:3: wrong-year: published 2022-11-16, so it belongs into sources/2022.yaml"),
    ("sources/2023.yaml", "  published_basis: printed\n", "", "1:3: no-published: published needs published_basis: printed or inferred"),
    ("sources/2023.yaml", "https://", "ftp://", "8:8: bad-url: url: 'ftp://en.trend.az/casia/kazakhstan/3825648.html' is not a web address"),
    ("sources/2023.yaml", "language: en", "language: English", "9:13: bad-language: language: 'English' is not a language"),
    ("agreements/instc-agreement-2000.yaml", "id: instc", "- id: instc", "3:3: yaml: not YAML"),
    ("agreements/instc-agreement-2000.yaml", "id: instc-agreement-2000", "id: instc-agreement", "2:3: agreement-file: the agreement instc-agreement does not live in agreements/instc-agreement-2000.yaml"),
    ("agreements/instc-agreement-2000.yaml", "agreement:", "agreements:", "1:1: missing-section: agreements/instc-agreement-2000.yaml needs 'agreement:'"),
    ("members.yaml", "    complete: true\n", "", "3:5: list-states: members need complete: true or false"),
    ("members.yaml", "    members: [ARM, AZE, BGR, BLR, IND, IRN, KAZ, KGZ, OMN, RUS, TJK, TUR, UKR]\n    count: 13\n", "", "3:5: list-states: expected members or a count"),
    ("agreements/other.yaml", "", "agreement: {id: other, title: O, sources: {iso-3166-1: p}}\nsteps: [{id: x, step: signed, sources: {iso-3166-1: p}}]\n", "2:9: step-date: a step needs date or as_of"),
    ("projects/tunnel.yaml", "", "{id: railway, title: R, kind: railway, sources: {iso-3166-1: p}}\n", "1:1: project-file: the project railway does not live in projects/railway.yaml".replace("in projects/railway", "in projects/tunnel")),
    ("projects/railway.yaml", "", "{id: railway, title: R, kind: railway, routes: [western], sources: {iso-3166-1: p}}\n", "1:49: unknown-record: there is no route 'western'"),
    ("projects/railway.yaml", "", "{id: railway, title: R, kind: railway, length: 162 miles, cost: 1 bn t, sources: {iso-3166-1: p}}\n", "1:65: bad-quantity: cost: unknown unit 't'; expected a currency code"),
    ("projects/railway.yaml", "", "{id: railway, title: R, kind: railway, length: 162 kg, sources: {iso-3166-1: p}}\n", "1:48: bad-quantity: length: unknown unit 'kg'; expected km or m or nmi or miles"),
    ("disputes.yaml", "", "- {id: which, question: Which?, claims: [azerbaijan-acceded.date, azerbaijan-acceded.dates]}\n", "1:67: unknown-field: azerbaijan-acceded states no 'dates'"),
    ("disputes.yaml", "", "- {id: which, question: Which?, claims: [azerbaijan-acceded.date]}\n", "1:3: one-side: a dispute needs at least two claims"),
    ("members.yaml", "id: azerbaijan-acceded", "id: azerbaijan-acceded\n    formerly: [azerbaijan]", "14:16: id-is-country: the former id 'azerbaijan' is a name of AZE"),
    ("freight/port.yaml", "", "- {subject: port, forecast: false, volume: 1 t, sources: {iso-3166-1: p}}\n", "1:3: missing-field: a freight record that is no forecast needs 'period'"),
    ("projects/railway.yaml", "", "{id: railway, title: R, kind: railway, building_time: 4000000 tn years, sources: {iso-3166-1: p}}\n", "1:55: bad-quantity: building_time: 4000000 tn is more than any amount"),
    ("disputes.yaml", "", "- {id: which, question: Which?, claims: [azerbaijan.acceded.date]}\n", "1:42: bad-claims: claims: 'azerbaijan.acceded.date' is not a record's id and a field"),
    ("places.yaml", "", "- {id: port, name: P, kind: seaport, coordinates: 95 N, sources: {iso-3166-1: p}}\n", "1:51: bad-coordinates: coordinates: '95 N' is no position: expected '46.35, 48.04'"),
    ("places.yaml", "", "- {id: port, name: P, kind: seaport, coordinates: '148.04, 46.35', sources: {iso-3166-1: p}}\n", "1:51: bad-coordinates"),
    ("freight/port.yaml", "", "- {subject: port, volume: 1 t, sources: {iso-3166-1: p}}\n", "1:3: missing-field: a freight record that is no forecast needs 'period'"),
    ("freight/port.yaml", "", "- {subject: port, period: 2022, sources: {iso-3166-1: p}}\n", "1:3: missing-field: a freight record states at least one of volume"),
    ("freight/port.yaml", "", "- {subject: ports, period: 2022, volume: 1 t, sources: {iso-3166-1: p}}\n", "1:3: wrong-file: freight of ports does not live in freight/port.yaml: expected freight/ports.yaml"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"), BROKEN, ids=[f"{case[3].split(': ')[1]}-{place}" for place, case in enumerate(BROKEN)]
)
def test_a_problem_names_its_place(
    file: str, old: str, new: str, problem: str, copied_facts: Path, corridor: Callable[..., Answer]
) -> None:
    """Each mistake is told with file, line, column, code, expectation and a guess."""
    change(copied_facts, file, old, new)
    answer = corridor("trade", facts=copied_facts)
    told = [line.removeprefix(f"{copied_facts}/") for line in answer.err.splitlines()]
    assert answer.code == 3
    assert any(line.startswith(f"{file}:{problem}") for line in told), answer.err


def test_every_rule_between_files_has_a_test() -> None:
    """No rule of rules.sql goes without a case above."""
    tested = {case[3].split(": ")[1] for case in BROKEN} | {"unknown-source", "unknown-country"}
    assert set(rules()) <= tested


def test_an_unexpected_or_missing_file_is_a_problem(copied_facts: Path, corridor: Callable[..., Answer]) -> None:
    """Facts in a file that nothing reads would be lost in silence."""
    (copied_facts / "meeting").mkdir()
    (copied_facts / "meeting" / "2024.yaml").write_text("- id: lost\n")
    (copied_facts / "about.yaml").unlink()
    answer = corridor("members", facts=copied_facts)
    first, second, *_ = answer.err.replace(f"{copied_facts}/", "").splitlines()
    assert answer.code == 3
    assert first == "about.yaml:1:1: missing-file: the fact base needs about.yaml"
    assert second.startswith("meeting/2024.yaml:1:1: unexpected-file: no kind of fact lives in this file: expected about.yaml, ")


REFUSED = {
    b"": "1:1: empty-file: the file holds no facts",
    b"# only a comment\n": "1:1: empty-file: the file holds no facts",
    b"a: &x 1\nb: *x\n": "1:4: anchor: anchor &x: write values out",
    b"a: 1\n---\nb: 2\n": "2:1: second-document: a fact file holds one document: remove '---'",
    b"%YAML 1.1\n---\na: 1\n": "1:1: directive: YAML directives are not used in fact files",
    b"a: \xff\n": "1:4: encoding: not UTF-8: byte 0xff",
    b"\xef\xbb\xbfa: 1\n": "1:1: encoding: the file begins with a byte order mark: save as UTF-8 without BOM",
    b"a: 1\r\n": "1:5: line-ending: lines end with CR; expected LF alone",
    b"a: b\x00c\n": "1:5: control-character: control character U+0000 in the file",
    b"? [a]\n: b\n": "1:3: key: a key is a plain word",
    b"[" * 100_000: "1:13: nesting: nested deeper than 12 levels",
    b"a: 1\na: 2\n": "2:1: duplicate-key: key 'a' is already in line 1",
    b"x" * 3_000_000: "1:1: too-large: the file has 3000000 bytes; at most 2000000 can be reviewed",
}


@pytest.mark.parametrize("data", REFUSED, ids=range(len(REFUSED)))
@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_what_yaml_would_let_pass_is_refused(data: bytes, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader refuses what YAML silently changes, alike with and without libyaml."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    _, problems = reader.read(data, "file")
    assert [str(problem) for problem in problems] == [f"file:{REFUSED[data]}"]


@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_scalars_stay_the_text_that_the_editor_wrote(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO is a country code, 3.10 a three-ten: no scalar is taken for anything but text."""
    if parser == "python":
        monkeypatch.setattr(reader, "CParser", None)
    root, problems = reader.read("- NO\n- 3.10\n- 010\n- 12:30\n- ~\n- ' ایران '\n- 2022-01-01\n".encode(), "file")
    assert problems == []
    assert isinstance(root, reader.Sequence)
    assert [item.text for item in root.items if isinstance(item, reader.Scalar)] == [
        "NO",
        "3.10",
        "010",
        "12:30",
        "~",
        "ایران",
        "2022-01-01",
    ]
    assert (root.items[1].line, root.items[1].column) == (2, 3)
