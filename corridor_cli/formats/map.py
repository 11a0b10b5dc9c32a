"""GeoJSON (RFC 7946): places as points, routes as lines through the nodes whose position is known."""

from corridor_cli.formats import Sheet
from corridor_cli.formats.lines import json_text
from corridor_cli.model.kinds import Field, Row


def geojson(sheet: Sheet) -> str:
    """A feature collection with a feature a line; positions are WGS 84, longitude first."""
    columns = {how: sheet.shown_as(how) for how in ("longitude", "latitude", "line")}
    (point, lines) = [*columns["longitude"], *columns["latitude"]], columns["line"]
    nodes = list(dict.fromkeys(node for row in sheet.rows for node in _nodes(row, lines)))
    known = sheet.positions(nodes) if nodes else {}
    features = []
    for row in sheet.rows:
        properties = {
            column.name: row[column.name] for column in sheet.columns if column not in point
        }
        geometry = _point(row, point) if point else _line(row, lines, known)
        feature = {
            "type": "Feature",
            "id": row[sheet.identity],
            "geometry": geometry,
            "properties": properties,
        }
        features.append(json_text(feature))
    return (
        '{"type": "FeatureCollection", "features": ['
        + ",".join(f"\n  {line}" for line in features)
        + "\n]}\n"
    )


def _nodes(row: Row, lines: list[Field]) -> list[str]:
    nodes = [row[column.name] for column in lines]
    return [node for cell in nodes if isinstance(cell, list) for node in cell]


def _point(row: Row, point: list[Field]) -> dict[str, object] | None:
    """The position of a place, or nothing."""
    position = [row[column.name] for column in point]
    return {"type": "Point", "coordinates": position} if None not in position else None


def _line(
    row: Row, lines: list[Field], known: dict[str, tuple[float, float]]
) -> dict[str, object] | None:
    """A line through the nodes whose position is known, or a point, or nothing."""
    points = [list(known[node]) for node in _nodes(row, lines) if node in known]
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "LineString", "coordinates": points}
