"""GeoJSON (RFC 7946): places as points, routes as lines through nodes with a known position."""

from corridor_cli.formats import Sheet
from corridor_cli.formats.lines import json_text
from corridor_cli.model.kinds import Field, Row


def geojson(sheet: Sheet) -> str:
    """A feature collection, one line for each row; positions are WGS 84, longitude first."""
    point = [*sheet.shown_as("longitude"), *sheet.shown_as("latitude")]
    lines = sheet.shown_as("line")
    nodes = list(dict.fromkeys(node for row in sheet.rows for node in _nodes(row, lines)))
    positions = sheet.positions(nodes) if nodes else {}
    features = []
    for row in sheet.rows:
        properties = {
            column.name: row[column.name] for column in sheet.columns if column not in point
        }
        geometry = _point(row, point) if point else _line(row, lines, positions)
        feature = {
            "type": "Feature",
            "id": row[sheet.identity],
            "geometry": geometry,
            "properties": properties,
        }
        features.append(json_text(feature))
    items = ",".join(f"\n  {line}" for line in features)
    return f'{{"type": "FeatureCollection", "features": [{items}\n]}}\n'


def _nodes(row: Row, lines: list[Field]) -> list[str]:
    cells = [row[column.name] for column in lines]
    return [node for cell in cells if isinstance(cell, list) for node in cell]


def _point(row: Row, point: list[Field]) -> dict[str, object] | None:
    """A place as a point; None without a position."""
    position = [row[column.name] for column in point]
    return {"type": "Point", "coordinates": position} if None not in position else None


def _line(
    row: Row, lines: list[Field], positions: dict[str, tuple[float, float]]
) -> dict[str, object] | None:
    """A line through the nodes with a position; a point for one of them, None without any."""
    points = [list(positions[node]) for node in _nodes(row, lines) if node in positions]
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "LineString", "coordinates": points}
