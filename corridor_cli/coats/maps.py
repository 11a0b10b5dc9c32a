"""GeoJSON (RFC 7946): places as points, routes as lines through the nodes whose position is known."""

from corridor_cli.coats import Sheet
from corridor_cli.coats.lines import json_text
from corridor_cli.kinds import Row

_POSITION = ("latitude", "longitude")


def geojson(sheet: Sheet) -> str:
    """A feature collection with a feature a line; positions are WGS 84, longitude first."""
    nodes = list(dict.fromkeys(node for row in sheet.rows for node in _nodes(row)))
    known = sheet.positions(nodes) if nodes else {}
    features = []
    for row in sheet.rows:
        properties = {name: row[name] for name in sheet.names if name not in _POSITION}
        feature = {
            "type": "Feature",
            "id": row["id"],
            "geometry": _geometry(row, known),
            "properties": properties,
        }
        features.append(json_text(feature))
    return (
        '{"type": "FeatureCollection", "features": ['
        + ",".join(f"\n  {line}" for line in features)
        + "\n]}\n"
    )


def _nodes(row: Row) -> list[str]:
    nodes = row.get("nodes")
    return nodes if isinstance(nodes, list) else []


def _geometry(row: Row, known: dict[str, tuple[float, float]]) -> dict[str, object] | None:
    """A point, a line through the nodes whose position is known, or nothing."""
    if "longitude" in row:
        point = [row["longitude"], row["latitude"]]
        return {"type": "Point", "coordinates": point} if None not in point else None
    points = [list(known[node]) for node in _nodes(row) if node in known]
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "LineString", "coordinates": points}
