"""Cells for readers: words, amounts to scale, numbered documents and signs."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from corridor_cli.formats import Sheet, plain
from corridor_cli.model.kinds import FLAGS, HEDGES, SCALES, UNSTATED, Field, Row
from corridor_cli.model.names import visible

#: A date of which only the end is known.
_OPEN = re.compile(r"\.\./\d{4}(?:-\d\d){0,2}")
#: The number of countries from which on a table counts them.
_MANY = 6
#: The sign of each hedge before a number, and its meaning in the legend.
HEDGE_SIGNS = {
    "about": ("~", "about"),
    "more than": (">", "more than"),
    "at least": ("≥", "at least"),
    "less than": ("<", "less than, almost"),
    "almost": ("<", "less than, almost"),
    "up to": ("≤", "up to"),
}
#: The sign of each relation behind a number, and its meaning in the legend.
RELATION_SIGNS = {
    "disputed": ("!", "sources disagree"),
    "agrees": ("≈", "agrees with the first figure"),
    "contradicts": ("≠", "contradicts the first figure"),
    "unfit": ("≠", "growth as stated, which the two figures contradict"),
}
#: What brackets documents, and what marks a dispute, until colours are put in.
OPEN, CLOSE, DISPUTED = "\ue000", "\ue001", "\ue002"
#: What begins a title, a dim text and a command, and what ends each.
HEAD, END, DIM, COMMAND = "\ue003", "\ue004", "\ue005", "\ue006"
_PRIVATE = re.compile("[\ue000-\ue006]")
#: From how many numbers on a run is drawn together.
_RUN = 3


def shown(row: Row, column: Field, sheet: Sheet) -> str:
    """The text of a cell for a reader; '' if the value is missing.

    An amount is shown as its source states it, else to scale, with its unit unless a column beside
    it has that.
    """
    return clean(_words(row, column, sheet))


def clean(text: str) -> str:
    """A text without what could control a terminal or be taken for a mark of a format."""
    return _PRIVATE.sub(" ", visible(text))


def _amount_text(row: Row, column: Field) -> tuple[object, str]:
    """The text of an amount, as stated or as worked out, with the sign of what is worked out."""
    stated, derived = row.get(column.stated), row.get(column.derived)
    if stated is None and derived is not None:
        return derived, FLAGS["derived"][0]
    return stated, ""


def _words(row: Row, column: Field, sheet: Sheet) -> str:
    cell = row[column.name]
    stated, sign = _amount_text(row, column)
    if isinstance(stated, str):
        return sign + _stated(stated, str(row.get(column.unit_in)), column, sheet)
    if column.type == "amount" and not sheet.scale and isinstance(cell, int | float):
        return scaled(cell)
    if cell is None or (column.shown_as == "unit" and _stands_beside(row, column, sheet)):
        return ""
    if cell == UNSTATED and isinstance(states := row.get(column.otherwise), str):
        # a sign says that it is not stated; a reader wants to know which state it can be
        return next((state for state in states.split("-") if state not in row.values()), cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        words = column.shape == "list" and column.type != "countries"
        return "; ".join(cell) if words else " ".join(cell)
    if isinstance(cell, dict):
        return "; ".join(
            f"{name}: {', '.join(source for source, _ in documents)}"
            for name, documents in cell.items()
        )
    if column.type == "period":
        from corridor_cli.model.dates import label

        return label(str(cell))
    if isinstance(cell, int | float):
        return plain(cell)
    if _OPEN.fullmatch(cell):
        return f"by {cell[3:]}"
    return cell.replace("_", " ") if column.type == "word" else cell


def _stated(stated: str, unit: str, column: Field, sheet: Sheet) -> str:
    """An amount or a rate as stated, without its conversion and without what it compares with.

    The unit is left out where the column with the `unit` stands in the table.
    """
    text = stated.partition(" = ")[0].partition(" on ")[0]
    if sheet.scale and unit.startswith(f"{sheet.scale} "):
        from corridor_cli.model.amounts import rescaled

        text = rescaled(text, sheet.scale)
    if column.unit_in not in sheet.names:
        return text
    return text.removesuffix("%" if unit == "%" else f" {unit}")


def _stands_beside(row: Row, column: Field, sheet: Sheet) -> bool:
    """Whether the amounts of a row are shown in another unit than the one in this column."""
    stated = [
        row.get(other.stated)
        for other in sheet.columns
        if other.unit_in == column.name and not other.scalable
    ]
    units = [text.partition(" = ")[0].split(" ")[-1] for text in stated if isinstance(text, str)]
    return bool(units) and all(word.isalpha() and word != row[column.name] for word in units)


def scaled(number: int | float) -> str:
    """A number in the largest scale that it fills, with all its digits: 8780000000 is '8.78 bn'."""
    for word, power in reversed(SCALES.items()):
        if word != "thousand" and abs(number) >= 10**power:
            return f"{Decimal(str(number)).scaleb(-power).normalize():f} {word}"
    return plain(number)


#: A number as `on_their_points` pads it, and the sign behind it.
_PADDED = re.compile(r"( *)(=?[~<>≥≤+]?[-\u2212]?\d[\d,]*)((?:\.\d+)?)( *?)([^\s\w%]| )?")
#: Spaces as wide as a digit and as a point.
_FIGURE_SPACE, _POINT_SPACE = "\u2007", "\u2008"


def figure_spaced(text: str) -> tuple[str, str]:
    """A padded number with spaces as wide as digits, and the sign behind it; other texts as is."""
    padded = _PADDED.fullmatch(text)
    if not padded:
        return text, ""
    before, whole, rest, behind, sign = padded.groups(default="")
    if behind and not rest:
        behind = _POINT_SPACE + behind[1:]
    return f"{before}{whole}{rest}{behind}".replace(" ", _FIGURE_SPACE), sign


def heading(column: Field) -> str:
    """A column's name as words."""
    return visible(column.name.replace("_", " "))


#: The scale at the head of rows whose amounts have this scale.
_HEADS = {**{word: word for word in SCALES}, "lakh": "mn", "crore": "bn"}


def common_scale(rows: Iterable[Row], columns: Sequence[Field]) -> str:
    """The scale word of most stated amounts of some rows; '' if most have none."""
    amounts = [column for column in columns if column.scalable]
    stated = (row.get(one.stated) or row.get(one.derived) for row in rows for one in amounts)
    words = (text.partition(" = ")[0].split(" ") for text in stated if isinstance(text, str))
    scales = Counter(parts[-2] for parts in words if len(parts) > 1 and "on" not in parts)
    most = scales.most_common(1)
    return _HEADS.get(most[0][0], "") if most else ""


class Footnotes:
    """The numbers of a table's documents, in order of appearance, and its signs."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._numbers: dict[str, int] = {}
        self._flags: set[str] = set()
        self._signs: dict[str, str] = {}

    def cell(self, row: Row, column: Field) -> str:
        """The text of a cell: documents as numbers, flags as signs, all else as it is shown."""
        if column.shown_as == "dispute":
            return self.signs(["disputed"]) if row[column.name] else ""
        drawn = {"documents": self.numbers, "signs": self.signs}.get(column.shown_as)
        return drawn(row[column.name]) if drawn else shown(row, column, self._sheet)

    def amount(self, row: Row, column: Field, scale: str = "", unit: str = "") -> str:
        """The text of an amount with the sign of its hedge, and the sign of its relation behind it.

        `scale` and `unit` are left out of the text, as they stand in the head of its group.
        """
        stated, derived = _amount_text(row, column)
        if derived:
            self._flags.add("derived")
        if unit and isinstance(stated, str):
            text = visible(stated.partition(" = ")[0].partition(" on ")[0])
        else:
            text = self.cell(row, column).removeprefix(derived)
        bare = text
        text = self.hedged(text)
        hedge = text != bare
        if unit and text.endswith(f" {unit}"):
            end = f" {scale} {unit}".replace("  ", " ")
            number, _, of = text.partition(" ")
            if f" {of}" != end:
                from corridor_cli.model.amounts import rescaled

                sign = text[0] if hedge else ""
                text = sign + rescaled(text.removeprefix(sign), scale)
                number = text.removesuffix(end)
            text = number
        ends = re.match(r"[~<>≥≤]?(-?\d[\d.]*)-(-?\d[\d.]*)", text)
        if ends and float(ends[1]) < float(ends[2]):  # 2005-12 is a date
            text = f"{text[: ends.end(1)]}\N{EN DASH}{text[ends.start(2) :]}"
        text = derived + text
        relation = row.get(column.relation)
        if isinstance(relation, str) and relation in RELATION_SIGNS and text:
            sign, meaning = RELATION_SIGNS[relation]
            self._signs[sign] = meaning
            text += DISPUTED if sign == "!" else sign
        return text

    def hedged(self, text: str) -> str:
        """The text of an amount with the sign of its hedge in place of the words."""
        hedge = next((word for word in HEDGES if text.startswith(f"{word} ")), "")
        if not hedge:
            return text
        return self.mark(*HEDGE_SIGNS[hedge]) + text.removeprefix(f"{hedge} ")

    def mark(self, sign: str, meaning: str) -> str:
        """A sign, which the legend explains."""
        self._signs[sign] = meaning
        return sign

    def numbers(self, cell: object) -> str:
        """The numbers of some documents, runs of them drawn together: `[1,3-7]`."""
        ids = dict.fromkeys(cell) if isinstance(cell, list) else {}
        runs: list[list[int]] = []
        for number in sorted(self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in ids):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        texts = [
            ",".join(map(str, run)) if len(run) < _RUN else f"{run[0]}-{run[-1]}" for run in runs
        ]
        return f"{OPEN}{','.join(texts)}{CLOSE}" if texts else ""

    def signs(self, cell: object, leave_out: Iterable[str] = ()) -> str:
        """The signs of some flags, but for those that are shown in another way."""
        flags = [
            flag
            for flag in FLAGS
            if isinstance(cell, list) and flag in cell and flag not in leave_out
        ]
        self._flags.update(flags)
        return "".join(FLAGS[flag][0] for flag in flags)

    def sign(self, sign: str, meaning: str) -> None:
        """Add a sign to the legend."""
        self._signs[sign] = meaning

    def legend(self) -> list[tuple[str, str]]:
        """Each sign that was used, with its meaning."""
        flags = [FLAGS[flag] for flag in FLAGS if flag in self._flags]
        return flags + [sign for sign in self._signs.items() if sign[0] not in dict(flags)]

    def documents(self) -> list[tuple[int, str, str, str]]:
        """Each document that was numbered: number, id, publisher and date, address."""
        known = self._sheet.citations(list(self._numbers)) if self._numbers else {}
        documents = []
        for id_, number in self._numbers.items():
            publisher, published, url = known.get(id_, ("", "", ""))
            described = visible(f"{publisher}, {published or 'undated'}")
            documents.append((number, visible(id_), described, visible(url)))
        return documents


def counted(row: Row, column: Field, text: str) -> str:
    """The text of a cell; many countries are counted: `13 parties`."""
    cell = row[column.name]
    if column.type == "countries" and isinstance(cell, list) and len(cell) >= _MANY:
        return f"{len(cell)} {heading(column)}"
    return text
