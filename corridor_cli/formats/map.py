"""GeoJSON (RFC 7946): places as points, routes as lines through nodes with a known position."""

from collections.abc import Sequence
from itertools import pairwise

from corridor_cli.formats import Sheet
from corridor_cli.formats.lines import json_text
from corridor_cli.model.kinds import Field, Row

#: How many rows without a position a note names.
LISTED = 10
#: Longitude and latitude.
_Position = list[float]


def geojson(sheet: Sheet) -> str:
    """A feature collection, one line for each row; positions are WGS 84, longitude first.

    Notes say which rows and which nodes have no position. A line that leaves out nodes names them
    beside its properties, as `without_position`.
    """
    point = [*sheet.shown_as("longitude"), *sheet.shown_as("latitude")]
    lines = sheet.shown_as("line")
    nodes = list(dict.fromkeys(node for row in sheet.rows for node in nodes_of(row, lines)))
    positions = sheet.positions(nodes) if nodes else {}
    features, nowhere, left_out = [], [], []
    for row in sheet.rows:
        properties = {
            column.name: row[column.name] for column in sheet.columns if column not in point
        }
        geometry = _point(row, point) if point else _line(row, lines, positions)
        without = [node for node in nodes_of(row, lines) if node not in positions]
        if geometry is None:
            nowhere.append(str(row[sheet.identity]))
            without = []
        elif without:
            left_out.append(f"{row[sheet.identity]} leaves out {', '.join(without)}")
        feature = {
            "type": "Feature",
            "id": row[sheet.identity],
            "geometry": geometry,
            "properties": properties,
            **({"without_position": without} if without else {}),
        }
        features.append(json_text(feature))
    if nowhere:
        few = ", ".join([*nowhere[:LISTED], *["..."] * (len(nowhere) > LISTED)])
        sheet.notes.append(f"without a position: {len(nowhere)} of {len(sheet.rows)}: {few}")
    if left_out:
        listed = "; ".join(left_out)
        sheet.notes.append(f"lines go by the nodes whose position is known: {listed}")
    items = ",".join(f"\n  {line}" for line in features)
    return f'{{"type": "FeatureCollection", "features": [{items}\n]}}\n'


def nodes_of(row: Row, lines: list[Field]) -> list[str]:
    """The ids of the places on the line of a row."""
    cells = [row[column.name] for column in lines]
    return [node for cell in cells if isinstance(cell, list) for node in cell]


def _point(row: Row, point: list[Field]) -> dict[str, object] | None:
    """A place as a point; None without a position."""
    position = [row[column.name] for column in point]
    return {"type": "Point", "coordinates": position} if None not in position else None


def _line(
    row: Row, lines: list[Field], positions: dict[str, tuple[float, float, str]]
) -> dict[str, object] | None:
    """A line through the nodes with a position; a point for one of them, None without any."""
    points = [list(positions[node][:2]) for node in nodes_of(row, lines) if node in positions]
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    parts = _parts(points)
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _parts(points: Sequence[_Position]) -> list[list[_Position]]:
    """A line, cut where it crosses the 180th meridian (RFC 7946, 3.1.9)."""
    parts = [[points[0]]]
    for (start, south), (end, north) in pairwise(points):
        if abs(end - start) > 180:
            side = 180.0 if start > 0 else -180.0
            way = end + 2 * side - start
            share = (side - start) / way if way else 0.0
            latitude = round(south + share * (north - south), 6)
            parts[-1].append([side, latitude])
            parts.append([[-side, latitude]])
        parts[-1].append([end, north])
    return parts
