"""Outlines of a place from GeoJSON, as rings of (longitude, latitude); whatever is no polygon is left out."""

import json
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Any

MOST_POINTS = 3000  # drawn in all; a finer line is thinned, a page is no survey
MOST_KEPT = 800  # kept in all: they are read with every request of their congress
DECIMALS = 5  # of a degree: a metre

Ring = list[tuple[float, float]]


def rings(outline: Any) -> list[Ring]:
    """The outer and inner rings of every polygon. Accepts text, a mapping or nothing; ValueError for other text."""
    found = [ring for polygon in polygons(outline) for ring in polygon]
    every = 1 + sum(map(len, found)) // MOST_POINTS
    return [ring[::every] for ring in found if len(ring[::every]) >= 3]


def polygons(outline: Any) -> list[list[Ring]]:
    """The same whole, polygon by polygon."""
    if not outline:
        return []
    shape = json.loads(outline) if isinstance(outline, str | bytes) else outline
    if not isinstance(shape, dict):
        raise ValueError("outline: GeoJSON is an object")
    found = ([ring for ring in map(_ring, polygon) if len(ring) >= 3] for polygon in _polygons(shape))
    return [polygon for polygon in found if polygon]


def is_too_fine(outline: Any) -> bool:
    """Are more points kept than would be today? Not of what is no outline."""
    try:
        found = [ring for polygon in polygons(outline) for ring in polygon]
        return sum(len(ring) - (ring[0] == ring[-1]) for ring in found) > MOST_KEPT
    except (ValueError, AttributeError, TypeError, RecursionError):
        return False


def thinned(found: list[list[Ring]], most: int = MOST_KEPT) -> dict[str, Any]:
    """GeoJSON of the polygons with at most so many points: those go first that change the area least (Visvalingam,
    over all rings at once, so that islets go before bays)."""
    shapes = [[_without(ring, left) for ring, left in polygon] for polygon in _left(found, most)]
    lines = [kept for polygon in shapes if (kept := [ring for ring in polygon if ring])]
    if len(lines) == 1:
        return {"type": "Polygon", "coordinates": lines[0]}
    return {"type": "MultiPolygon", "coordinates": lines}


def _left(found: list[list[Ring]], most: int) -> list[list[tuple[Ring, set[int]]]]:
    """Each ring with the places of its points that stay; the last point of a closed one is its first and not counted."""
    shapes = [
        [(ring, set(range(len(ring) - (ring[0] == ring[-1])))) for ring in polygon] for polygon in found
    ]
    flat = [one for polygon in shapes for one in polygon]
    total = sum(len(left) for _ring, left in flat)
    if total <= most:
        return shapes
    before = [[(n - 1) % len(left) for n in range(len(left))] for _ring, left in flat]
    after = [[(n + 1) % len(left) for n in range(len(left))] for _ring, left in flat]

    def area(one: int, n: int) -> float:
        ring = flat[one][0]
        (ax, ay), (bx, by), (cx, cy) = ring[before[one][n]], ring[n], ring[after[one][n]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))

    now = [[area(one, n) for n in range(len(left))] for one, (_ring, left) in enumerate(flat)]
    heap = [(size, one, n) for one, sizes in enumerate(now) for n, size in enumerate(sizes)]
    heapify(heap)
    while total > most:
        size, one, n = heappop(heap)
        left = flat[one][1]
        if n not in left or size != now[one][n]:
            continue  # gone, or its neighbours have changed since
        if len(left) <= 3:  # no ring without an area: it goes whole
            total -= len(left)
            left.clear()
            continue
        left.remove(n)
        total -= 1
        a, b = before[one][n], after[one][n]
        after[one][a], before[one][b] = b, a
        for beside in (a, b):  # never less than what went already, so that a bend does not melt away
            now[one][beside] = max(size, area(one, beside))
            heappush(heap, (now[one][beside], one, beside))
    return shapes


def _without(ring: Ring, left: set[int]) -> list[list[float]]:
    kept = [list(ring[n]) for n in sorted(left)]
    return [*kept, kept[0]] if kept and ring[0] == ring[-1] else kept


def _polygons(shape: dict[str, Any]) -> Iterator[Any]:
    kind = shape.get("type")
    if kind == "FeatureCollection":
        for feature in shape.get("features") or []:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(shape.get("geometry") or {})
    elif kind == "GeometryCollection":
        for geometry in shape.get("geometries") or []:
            yield from _polygons(geometry)
    elif kind == "Polygon":
        yield shape.get("coordinates") or []
    elif kind == "MultiPolygon":
        yield from shape.get("coordinates") or []


def _ring(points: Any) -> Ring:
    try:
        return [(round(float(p[0]), DECIMALS), round(float(p[1]), DECIMALS)) for p in points]
    except (TypeError, ValueError, IndexError, OverflowError):
        raise ValueError("outline: a ring is a list of [longitude, latitude]") from None
