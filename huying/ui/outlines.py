"""Outlines of a place from GeoJSON, as rings of (longitude, latitude); whatever is no polygon is left out."""

import json
from collections.abc import Iterator
from typing import Any

MOST_POINTS = 3000  # in all; a finer line is thinned, a page is no survey

Ring = list[tuple[float, float]]


def rings(outline: Any) -> list[Ring]:
    """The outer and inner rings of every polygon. Accepts text, a mapping or nothing; ValueError for other text."""
    if not outline:
        return []
    shape = json.loads(outline) if isinstance(outline, str | bytes) else outline
    if not isinstance(shape, dict):
        raise ValueError("outline: GeoJSON is an object")
    found = [ring for ring in (_ring(points) for points in _lines(shape)) if len(ring) >= 3]
    every = 1 + sum(map(len, found)) // MOST_POINTS
    return [ring[::every] for ring in found if len(ring[::every]) >= 3]


def _lines(shape: dict[str, Any]) -> Iterator[Any]:
    kind = shape.get("type")
    if kind == "FeatureCollection":
        for feature in shape.get("features") or []:
            yield from _lines(feature)
    elif kind == "Feature":
        yield from _lines(shape.get("geometry") or {})
    elif kind == "GeometryCollection":
        for geometry in shape.get("geometries") or []:
            yield from _lines(geometry)
    elif kind == "Polygon":
        yield from shape.get("coordinates") or []
    elif kind == "MultiPolygon":
        for polygon in shape.get("coordinates") or []:
            yield from polygon


def _ring(points: Any) -> Ring:
    try:
        return [(round(float(p[0]), 5), round(float(p[1]), 5)) for p in points]
    except (TypeError, ValueError, IndexError):
        raise ValueError("outline: a ring is a list of [longitude, latitude]") from None
