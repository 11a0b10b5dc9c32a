"""Small fact bases: a valid one, and what a test adds to it."""

from pathlib import Path

BASE = {
    "about.yaml": "title: Made up\nversion: 2026-01-01\nfounding_agreement: founding\n"
    "members_list: preferred\n",
    "countries.yaml": "".join(
        f"- {{code: {code}, alpha2: {alpha2}, numeric: {numeric}, name: {name}, "
        f"sources: {{one: p}}}}\n"
        for code, alpha2, numeric, name in (
            ("IND", "IN", 356, "India"),
            ("IRN", "IR", 364, "Iran"),
            ("RUS", "RU", 643, "Russia"),
            ("TUR", "TR", 792, "Turkey"),
        )
    ),
    "sources/undated.yaml": "".join(
        f"- {{id: {name}, kind: {kind}, title: {name}, title_basis: printed, publisher: {name}, "
        f"language: en}}\n"
        for name, kind in (("one", "news"), ("three", "encyclopedia"), ("two", "news"))
    ),
    "agreements/founding.yaml": "agreement: {id: founding, title: F, signed: 2000-09-12, "
    "signatories: [IND, IRN, RUS], sources: {one: p 1}}\n",
    "members.yaml": "lists:\n- {id: preferred, as_of: 2022, members: [IND, IRN, RUS, TUR], "
    "complete: true, sources: {one: p 2}}\n",
}


def fact_base(directory: Path, **changed: str) -> Path:
    """Write the valid base; `trade_ind_rus=TEXT` replaces or adds trade/ind-rus.yaml."""
    names = {
        "trade_ind_rus": "trade/ind-rus.yaml",
        "sources_undated": "sources/undated.yaml",
        "founding": "agreements/founding.yaml",
    }
    files = BASE | {
        names.get(name, f"{name.replace('_', '/', 1).replace('_', '-')}.yaml"): text
        for name, text in changed.items()
    }
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, "utf-8")
    return directory


def trade(*figures: str) -> str:
    """Records of the trade of India and Russia in 2022, by the sources one, two and three."""
    return "".join(
        f"- {{reporter: IND, partner: RUS, period: 2022, {figure}, sources: {{{source}: p}}}}\n"
        for figure, source in zip(figures, ("one", "two", "three"), strict=False)
    )
