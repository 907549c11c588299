"""Positions on the maps in use here: WGS-84 as phones give it, GCJ-02 as most Chinese web maps draw it.

The shift between the two follows the published approximation on the Krasovsky 1940 ellipsoid; it is good to about a
metre, and turning back (`to_wgs84`) iterates to the same.
"""

import math
from collections.abc import Callable
from decimal import Decimal

A, E2 = 6378245.0, 0.00669342162296594323  # Krasovsky 1940: semi-major axis in metres, eccentricity squared
EARTH = 6_371_000  # metres
Spot = tuple[float, float]  # degrees (lat, lon)


def to_gcj02(lat: float, lon: float) -> Spot:
    """WGS-84 → GCJ-02."""
    dlat, dlon = _shift(lat, lon)
    return lat + dlat, lon + dlon


def to_wgs84(lat: float, lon: float) -> Spot:
    """GCJ-02 → WGS-84."""
    y, x = lat, lon
    for _n in range(4):
        shifted = to_gcj02(y, x)
        y, x = y + lat - shifted[0], x + lon - shifted[1]
    return y, x


def _shift(lat: float, lon: float) -> Spot:
    x, y = lon - 105.0, lat - 35.0
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    dlat += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    dlat += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    dlon += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    dlon += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    radians = math.radians(lat)
    magic = 1 - E2 * math.sin(radians) ** 2
    root = math.sqrt(magic)
    return (
        dlat * 180 / ((A * (1 - E2)) / (magic * root) * math.pi),
        dlon * 180 / (A / root * math.cos(radians) * math.pi),
    )


CONVERTED: dict[str, Callable[[float, float], Spot]] = {
    "wgs84": lambda lat, lon: (lat, lon),
    "gcj02": to_wgs84,
}


def spot(lat: Decimal | None, lon: Decimal | None, datum: str) -> Spot | None:
    """Degrees in WGS-84 of what was entered in `datum`; None where nothing was."""
    return None if lat is None or lon is None else CONVERTED[datum](float(lat), float(lon))


def metres(a: Spot, b: Spot) -> float:
    """The way between two spots over the ground (haversine)."""
    (y1, x1), (y2, x2) = ([math.radians(v) for v in s] for s in (a, b))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))
