"""A map as SVG: places as points, routes and projects as lines, with the coast beneath them.

`coast.json` is land of Natural Earth (1:110m, public domain), cut to 10-120 E and 5 S-75 N: a list
of rings, each a list of longitude, latitude, longitude ...
"""

import json
from collections.abc import Iterator, Sequence
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

from corridor_cli.formats import Sheet
from corridor_cli.formats.cells import shown
from corridor_cli.formats.map import LISTED, nodes_of
from corridor_cli.formats.svg import MARGIN, WIDE, drawing, escaped, small
from corridor_cli.model.kinds import Row
from corridor_cli.model.names import visible

_NOTHING = "nothing to draw: no row has a position"
_CREDIT = "Coast: Natural Earth, 1:110m, public domain. It is coarse: a port may seem to be inland."
#: The highest map, and the least and the relative margin around what is drawn, in degrees.
_HIGHEST, _LEAST, _AROUND = 860, 2.0, 0.08
#: Up to so many lines have colours of their own, and names at their nodes; more have numbers.
_COLOURS = 6
#: The size of a letter and of a line of names.
_LETTER, _LINE = 7.4, 13
_LOOK = """
:root{--sea:#eaf2f8;--land:#fbfaf6;--coast:#a9bccb;--c0:#0b66a8;--c1:#b3541e;--c2:#2e7d32;\
--c3:#7b3fa0;--c4:#a8071a;--c5:#5d6570}
@media (prefers-color-scheme:dark){:root{--sea:#10202c;--land:#20252b;--coast:#4d6375;\
--c0:#6cb6f0;--c1:#f0a06a;--c2:#7fce83;--c3:#c79be6;--c4:#ff8f8f;--c5:#98a2ad}}
.land{fill:var(--land);stroke:var(--coast);fill-rule:evenodd}
.way{fill:none;stroke-width:2.5;stroke-linejoin:round}
.name{font-size:12px;paint-order:stroke;stroke:var(--land);stroke-width:3px}
"""
_DASHES = ("none", "7 3", "2 3", "10 3 2 3", "4 4", "1 4")


class _MapRow(NamedTuple):
    """A row on the map: its name, and its points with their names."""

    name: str
    points: list[tuple[float, float, str]]
    #: nodes whose position is not known
    without: Sequence[str] = ()


class _View(NamedTuple):
    """The part of the earth that a map shows, and its size in pixels."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position is on the map."""
        return (longitude - self.west) * self.scale_x, (self.north - latitude) * self.scale_y


def atlas(sheet: Sheet) -> str:
    """A map of the rows with a position, with coast, graticule, names, command and version."""
    placed = [(str(row[sheet.identity]), _map_row(row, sheet)) for row in sheet.rows]
    map_rows = [map_row for _, map_row in placed if map_row.points]
    if not map_rows:
        sheet.notes.append(_NOTHING)
        return ""
    without = [id_ for id_, map_row in placed if not map_row.points]
    if without:
        few = ", ".join([*without[:LISTED], *["..."] * (len(without) > LISTED)])
        sheet.notes.append(f"not on the map, without a position: {len(without)}: {few}")
    left_out = [
        f"{map_row.name} leaves out {', '.join(map_row.without)}"
        for map_row in map_rows
        if map_row.without
    ]
    if left_out:
        listed = "; ".join(left_out)
        sheet.notes.append(f"lines go by the nodes whose position is known: {listed}")
    view = _view([point for map_row in map_rows for point in map_row.points])
    ways = bool(sheet.shown_as("line"))
    coloured = ways and len(map_rows) <= _COLOURS
    marks: list[str] = []
    names: dict[tuple[float, float], list[str]] = {}
    for number, map_row in enumerate(map_rows):
        places = [view.place(x, y) for x, y, _ in map_row.points]
        style = number if coloured else 0
        if len(places) > 1:
            apart = (number - (len(map_rows) - 1) / 2) * 2 if coloured else 0
            path = "L".join(f"{x + apart:.1f} {y - apart:.1f}" for x, y in places)
            title = f"<title>{escaped(map_row.name)}</title>"
            marks.append(f'<path {_way(style)} d="M{path}">{title}</path>')
        for step, (place, (_, _, name)) in enumerate(zip(places, map_row.points, strict=True)):
            if place not in names:
                x, y = place
                title = f"<title>{escaped(name)}</title>"
                dot = f'cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="var(--c{style})"'
                marks.append(f"<circle {dot}>{title}</circle>")
            label = name if coloured or not ways else str(number + 1)
            known = names.setdefault(place, [])
            # the number of a line stands once, at its first point
            if label not in known and (coloured or not step):
                known.append(label)
    labels, hidden = _labels({place: ", ".join(known) for place, known in names.items()}, view)
    if hidden:
        sheet.notes.append(f"no room on the map for: {', '.join(hidden)}")
    about = sheet.about()
    head: list[str] = []
    y = small(head, [visible(about.meaning)], 14, 'class="h" font-size="17"', 1.4)
    y = small(head, [visible(about.command)], y) + 12
    inside = [*_ground(view), *marks, *labels]
    frame = f'x="{MARGIN}" y="{y:g}" width="{WIDE - 2 * MARGIN}" height="{view.height:g}"'
    body = [f"<svg {frame}>", *inside, "</svg>"]
    y += view.height + 4
    foot: list[str] = []
    for number, map_row in enumerate(map_rows if ways else []):
        if coloured:
            foot.append(f'<path {_way(number)} d="M{MARGIN} {y + 12:g}h36"/>')
        name = map_row.name if coloured else f"{number + 1}  {map_row.name}"
        y = small(foot, [name], y, 'class="m"', left=MARGIN + 46 * coloured)
    below = [_CREDIT + " Lines join the places; they are no tracks." * ways]
    if without:
        names_left = ", ".join(map_row.name for _, map_row in placed if not map_row.points)
        below.insert(0, f"Not on the map, without a position: {names_left}.")
    y = small(foot, [*below, f"{visible(about.facts)}, version {about.version}"], y + 6)
    description = "; ".join(map_row.name for map_row in map_rows)
    return drawing(about.meaning, description, [*head, *body, *foot], y + MARGIN, _LOOK)


def _way(style: int) -> str:
    """The look of a line: its colour, and dashes that tell it apart without colour."""
    return f'class="way" stroke="var(--c{style})" stroke-dasharray="{_DASHES[style]}"'


def _map_row(row: Row, sheet: Sheet) -> _MapRow:
    columns = (*sheet.columns, *sheet.others)
    titles = [c for c in columns if c.shown_as == "name" or (c.name and c.name == sheet.title)]
    label = shown(row, titles[0], sheet) if titles else visible(str(row[sheet.identity]))
    longitude, latitude = sheet.shown_as("longitude"), sheet.shown_as("latitude")
    if longitude and latitude:
        x, y = row[longitude[0].name], row[latitude[0].name]
        if isinstance(x, int | float) and isinstance(y, int | float):
            return _MapRow(label, [(float(x), float(y), label)])
        return _MapRow(label, [])
    nodes = nodes_of(row, sheet.shown_as("line"))
    known = sheet.positions(nodes) if nodes else {}
    points = [(x, y, visible(name)) for x, y, name in (known[n] for n in nodes if n in known)]
    return _MapRow(label, points, [node for node in nodes if node not in known])


def _view(points: Sequence[tuple[float, float, str]]) -> _View:
    """The view of some points with a margin, as wide as the picture and not too high."""
    xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
    around_x, around_y = (max((max(v) - min(v)) * _AROUND, _LEAST) for v in (xs, ys))
    west, east = min(xs) - around_x, max(xs) + around_x
    south, north = max(min(ys) - around_y, -85), min(max(ys) + around_y, 85)
    flat = cos(radians((south + north) / 2))  # a degree of longitude by one of latitude
    width = WIDE - 2 * MARGIN
    scale = width / ((east - west) * flat)
    if (north - south) * scale > _HIGHEST:
        scale = _HIGHEST / (north - south)
        west = (west + east) / 2 - width / flat / scale / 2
    elif (north - south) * scale < width / 3:
        north = (south + north) / 2 + width / scale / 6
        south = north - width / scale / 3
    return _View(west, north, scale * flat, scale, (north - south) * scale)


def _ground(view: _View) -> Iterator[str]:
    """Sea, land and graticule, with degrees at the edges."""
    width = WIDE - 2 * MARGIN
    yield f'<rect width="{width}" height="{view.height:g}" fill="var(--sea)"/>'
    rings = json.loads(Path(__file__).with_name("coast.json").read_text("utf-8"))
    places = [
        [view.place(x, y) for x, y in zip(ring[::2], ring[1::2], strict=True)] for ring in rings
    ]
    path = "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in ring)}Z" for ring in places)
    yield f'<path class="land" d="{path}"/>'
    step = next(s for s in (1, 2, 5, 10, 20) if width / view.scale_x / s <= 8 or s == 20)
    first, last = view.west, view.west + width / view.scale_x
    for degree in range(int(first // step + 1) * step, int(last) + 1, step):
        x, _ = view.place(degree, 0)
        yield f'<path class="g" d="M{x:.1f} 0V{view.height:g}"/>'
        if 30 < x < width - 30:
            name = f"{abs(degree)}° {'E' if degree >= 0 else 'W'}"
            yield f'<text class="m t" x="{x:.1f}" y="{view.height - 5:g}">{name}</text>'
    south = view.north - view.height / view.scale_y
    for degree in range(int(south // step + 1) * step, int(view.north) + 1, step):
        _, y = view.place(0, degree)
        yield f'<path class="g" d="M0 {y:.1f}H{width}"/>'
        if 20 < y < view.height - 20:
            name = f"{abs(degree)}° {'N' if degree >= 0 else 'S'}"
            yield f'<text class="m" x="4" y="{y - 3:.1f}">{name}</text>'


def _labels(names: dict[tuple[float, float], str], view: _View) -> tuple[list[str], list[str]]:
    """The names beside their points where they meet no other, and those without room."""
    width = WIDE - 2 * MARGIN
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in names]
    taken += [(0, 0, 46, view.height), (0, view.height - 18, width, view.height)]
    labels, hidden = [], []
    for (x, y), name in names.items():
        if not name:
            continue
        long = len(name) * _LETTER
        for left, top in (
            *((x + 7, y - 7), (x - 7 - long, y - 7), (x - long / 2, y - 20), (x - long / 2, y + 6)),
            *((x + 5, y - 17), (x + 5, y + 3), (x - 5 - long, y - 17), (x - 5 - long, y + 3)),
        ):
            box = (left, top, left + long, top + _LINE)
            inside = left >= 2 and left + long <= width - 2 and 2 <= top <= view.height - 16
            if inside and not any(
                box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken
            ):
                taken.append(box)
                labels.append(
                    f'<text class="name" x="{left:.1f}" y="{top + 11:.1f}">{escaped(name)}</text>'
                )
                break
        else:
            hidden.append(name)
    return labels, hidden
