"""Forecasts of trade stand apart: no answer about what happened knows of one."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import CUT, SECOND, Answer

from corridor_cli import Facts, open_facts
from corridor_cli.model.errors import UsageError
from corridor_cli.model.kinds import FLOWS

#: A year after all that happened, for which forecasts are in a unit that no record has.
LATER = "2049"


def forecast_of(record: dict[str, object], id_: str, period: str | None) -> dict[str, object]:
    """A forecast of the same trade, far from what the record states."""
    kept = {
        name: record[name] for name in ("reporter", "partner", "scope", "sources") if name in record
    }
    figures: dict[str, object] = {}
    for flow in FLOWS:
        stated = record.get(flow)
        amount = stated.get("amount") if isinstance(stated, dict) else stated
        if isinstance(amount, str) and (unit := re.search(r"[A-Z]{3}", amount)):
            figures[flow] = f"987 bn {'JPY' if period == LATER else unit[0]}"
        elif stated:
            figures[flow] = {"growth": "+987%", "growth_vs": "2019"}
    made = {
        "id": id_,
        **kept,
        **figures,
        "forecast": "true",
        "as_of": "2000",
        "stated_by": "Nobody",
    }
    return made | ({"period": period} if period else {})


@pytest.fixture(scope="module", params=[CUT, SECOND], ids=lambda path: path.name)
def bases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Facts without a forecast of trade, and with two for each record, and more of some pairs."""
    without, with_them = (tmp_path_factory.mktemp(name) / "facts" for name in ("without", "with"))
    for base in (without, with_them):
        shutil.copytree(request.param, base)
        for place, file in enumerate(sorted((base / "trade").iterdir())):
            records = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
            records = [one for one in records if "forecast" not in one]
            if base is with_them:
                records += [
                    forecast_of(one, f"{file.stem}-forecast-{number}-{copy}", period)
                    for number, one in enumerate(list(records))
                    for copy, period in enumerate((one["period"], None, *([LATER] * 4 * place)))
                ]
            file.write_text(json.dumps(records, ensure_ascii=False, indent=1), "utf-8")
    return [without, with_them]


def answers(facts: Facts) -> list[object]:
    """What the facts answer about the trade that happened."""
    pairs = sorted({str(row["pair"]) for row in facts.trade()})
    codes = sorted({code for pair in pairs for code in pair.split("-")})
    told: list[object] = [
        *(facts.trade(), facts.trade(long=True), facts.trade(preferred=True)),
        *(facts.series(), facts.series(best=True), facts.series(latest=True)),
        *(facts.mirror(*pair.split("-")) for pair in pairs),
        facts.disputes(),
        *(facts.card(code) for code in codes),
        *([row for row in facts.show(code) if row["kind"] != "source"] for code in codes),
    ]
    for reporter in codes:
        for period in sorted({str(row["period"]) for row in facts.trade(reporter=reporter)}):
            try:
                told.append(facts.totals(reporter=reporter, period=period))
            except UsageError as error:
                told.append(str(error))
    return told


def growths(base: Path) -> list[str]:
    """The rates of growth that fit no amounts, by `corridor check`."""
    return [str(row["message"]) for row in Facts.check(base) if row["code"] == "growth"]


def test_no_forecast_reaches_an_answer_about_what_happened(bases: list[Path]) -> None:
    """Forecasts far from what records of trade state change no answer but that for forecasts."""
    told = []
    for base in bases:
        with open_facts(base) as facts:
            told.append(answers(facts))
            records, forecasts = facts.trade(), facts.trade(forecast=True)
        assert (len(forecasts) >= 2 * len(records)) == (base is bases[1])
        assert {row["forecast"] for row in records} == {False}
        assert {row["forecast"] for row in forecasts} <= {True}
    for one, other in zip(*told, strict=True):
        assert (one, getattr(one, "notes", [])) == (other, getattr(other, "notes", []))
    assert len(told[0]) > 10
    assert growths(bases[0]) == growths(bases[1])


def test_forecasts_have_filters_flags_and_a_title(corridor: Callable[..., Answer]) -> None:
    """--forecast lists what is to come, with all filters; the title says what the record is."""
    call = ("trade", "india", "russia", "--forecast", "--json")
    (row,) = json.loads(corridor(*call, facts=CUT).out)
    assert {name: row[name] for name in ("period", "turnover", "forecast", "forecast_basis")} == {
        "period": "2030",
        "turnover": 100_000_000_000,
        "forecast": True,
        "forecast_basis": "aimed",
    }
    assert (row["as_of"], row["flags"]) == (
        "2025-12-05",
        ["unstated-reporter", "aimed", "forecast"],
    )
    (figure,) = json.loads(corridor(*call, "--long", facts=CUT).out)
    assert figure["key"] == (
        "unstated.IND-RUS.turnover.2030.forecast.USD.as_of=2025.forecast_basis=aimed"
    )
    assert json.loads(corridor(*call, "--year", "2029", facts=CUT).out) == []
    note = "note: there is a forecast: corridor trade IND RUS --year 2030 --forecast"
    assert note in corridor("trade", "india", "russia", "--year", "2030", facts=CUT).err
    assert "forecast" not in corridor("trade", "india", "russia", "--year", "2029", facts=CUT).err
    titles = json.loads(corridor("search", "summit", "100 bn", "--json", facts=CUT).out)
    assert "Trade of India and Russia, 2030 (forecast)" in [one["title"] for one in titles]


def test_a_forecast_may_be_for_no_stated_period(
    corridor: Callable[..., Answer], copied_facts: Path
) -> None:
    """Forecasts without a period are rows without one, and rivals of each other alone."""
    file = copied_facts / "trade" / "kaz-rus.yaml"
    text = (
        "\n- {{id: {}, reporter: KAZ, partner: RUS, forecast: true, turnover: {}, sources: {}}}\n"
    )
    source = "{trend-2023-11-16-kaz-rus: para 9}"
    added = [text.format(f"to-come-{n}", f"{n} bn USD", source) for n in (40, 50)]
    file.write_text(file.read_text("utf-8") + "".join(added), "utf-8")
    rows = json.loads(corridor("trade", "--forecast", "--json", facts=copied_facts).out)
    assert [(row["id"], row["period"], "disputed" in row["flags"]) for row in rows] == [
        ("to-come-40", None, True),
        ("to-come-50", None, True),
    ]
    sides = json.loads(corridor("disputes", "--json", facts=copied_facts).out)
    assert [row["stated"] for row in sides] == ["40 bn USD", "50 bn USD"]
