"""Places on a map: a picture drawn here, which needs neither JavaScript nor a tile server, and a list beside it.

Where JavaScript runs, Leaflet draws the same list (static/ui/map.js). Positions are degrees of WGS 84 (CGCS 2000).
Tiles come only from the address in the setting HUYING_TILES; without it the ground stays plain.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .outlines import Ring, rings
from .parts import tone_of

MOST = 300  # pins sent to one page
RATIOS = {"low": 2.2, "normal": 1.6, "high": 1.0}  # width : height of the frame
ROOM = 0.12  # of the span, kept free around the outermost pins
LEAST = 0.01  # degrees shown at least, about a kilometre
NEAR_X, NEAR = 0.075, 0.047  # pins nearer than this share of a phone's width are drawn as one


@dataclass(frozen=True)
class Pin:
    """One place. `kind` is a word shown beside the label; `tone` colours it (wait, ok, warn, late, honour; "" is ours).

    Without lat and lon it stands in the list only. `count` above 1 says that it stands for so many places. `number`: the
    one it has on the page already; 0: as the list counts.
    """

    lat: float | None
    lon: float | None
    label: str
    url: str = ""
    kind: str = ""
    tone: str = ""
    count: int = 1
    number: int = 0


def places_map(
    pins: Iterable[Pin], outline: Any = None, height: str = "normal", label: str = ""
) -> dict[str, Any]:
    """Context `map` for `ui/_map.html`: {% include "ui/_map.html" with map=map %}.

    `outline` is GeoJSON (text or mapping; polygons are drawn, the rest is left out); `height` is low, normal or high;
    `label` names the map for those who do not see it. More than MOST pins are merged with their neighbours.
    """
    ratio = RATIOS[height]
    every = list(pins)
    placed = merged([p for p in every if p.lat is not None and p.lon is not None], MOST)
    shapes = rings(outline)
    frame = _frame([_flat(*_spot(p)) for p in placed] + [_flat(y, x) for r in shapes for x, y in r], ratio)
    marks = [(p, *frame.at(*_flat(*_spot(p)))) for p in placed]
    return {
        "label": label or _("地图"),
        "height": height,
        "outlines": [frame.line(ring) for ring in shapes],
        "outline_json": json.dumps(shapes, separators=(",", ":")) if shapes else "",
        "drawn": _drawn(marks, ratio),
        "items": sorted(
            [_item(n, p) for n, p in enumerate(placed, 1)]
            + [_item(0, p) for p in every if p.lat is None or p.lon is None],
            key=lambda item: item["rank"],
        ),
        "tiles": getattr(settings, "TILES", None) or {},
        "is_linked": any(p.url for p in every),
    }  # fmt: skip


def drawn(pins: Iterable[Pin], outline: Any = None, height: str = "normal", label: str = "") -> SafeString:
    """The map as HTML, where no template includes it. `{% places_map pins %}`."""
    page = engines["django"].get_template("ui/_map.html")
    return SafeString(page.render({"map": places_map(pins, outline, height, label)}))


def merged(pins: Sequence[Pin], most: int) -> list[Pin]:
    """At most `most` pins: neighbours on a grid, made coarser until it fits, stand as one with their number."""
    step = 0.005
    cells: dict[Any, list[Pin]] = {n: [p] for n, p in enumerate(pins)}
    while len(cells) > most:
        step, cells = step * 2, {}
        for pin in pins:
            lat, lon = _spot(pin)
            cells.setdefault((math.floor(lat / step), math.floor(lon / step)), []).append(pin)
    return [_one(group) for group in cells.values()]


def _spot(pin: Pin) -> tuple[float, float]:
    """Where a pin stands that is known to have a place."""
    return cast(float, pin.lat), cast(float, pin.lon)


def _one(group: list[Pin]) -> Pin:
    if len(group) == 1:
        return group[0]
    many = sum(p.count for p in group)
    words = _("%(name)s等 %(n)s 处") % {"name": group[0].label, "n": many}
    lat, lon = (sum(getattr(p, side) for p in group) / len(group) for side in ("lat", "lon"))
    return replace(
        group[0], lat=lat, lon=lon, label=words, count=many, url="", tone=_common([p.tone for p in group])
    )


def _common(tones: list[str]) -> str:
    return tones[0] if len(set(tones)) == 1 else ""


@dataclass(frozen=True)
class _Frame:
    x: float
    y: float
    wide: float
    high: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Shares of width and height, from the upper left corner."""
        return (x - self.x) / self.wide, (y - self.y) / self.high

    def line(self, ring: Ring) -> str:
        """The points of a polygon on a field of 1000 × 1000."""
        spots = (self.at(*_flat(lat, lon)) for lon, lat in ring)
        return " ".join(f"{x * 1000:.0f},{y * 1000:.0f}" for x, y in spots)


def _flat(lat: float, lon: float) -> tuple[float, float]:
    """Web Mercator in degrees, downwards: the projection of tiles, so that picture and Leaflet look the same."""
    lat = max(-85.0, min(85.0, float(lat)))
    return float(lon), -math.degrees(math.asinh(math.tan(math.radians(lat))))


def _frame(spots: list[tuple[float, float]], ratio: float) -> _Frame:
    if not spots:
        return _Frame(0, 0, 1, 1)
    xs, ys = [x for x, _y in spots], [y for _x, y in spots]
    wide, high = (
        max(LEAST, (max(side) - min(side)) / (1 - 2 * room)) for side, room in ((xs, ROOM), (ys, ROOM))
    )
    wide, high = max(wide, high * ratio), max(high, wide / ratio)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return _Frame(middle_x - wide / 2, middle_y - high / 2, wide, high)


def _drawn(marks: list[tuple[Pin, float, float]], ratio: float) -> list[dict[str, Any]]:
    """What the picture shows: pins with the number of their line in the list; those too near on a phone as one."""
    groups: list[list[Any]] = []
    for number, (pin, x, y) in enumerate(marks, 1):
        for group in groups:
            if abs(x - group[0]) < NEAR_X and abs(y - group[1]) < NEAR * ratio:
                group[2].append((pin.number or number, pin))
                break
        else:
            groups.append([x, y, [(pin.number or number, pin)]])
    return [_mark(x, y, members) for x, y, members in groups]


def _mark(x: float, y: float, members: list[tuple[int, Pin]]) -> dict[str, Any]:
    number, pin = members[0]
    many = sum(p.count for _n, p in members)
    return {
        "x": f"{100 * x:.2f}%", "y": f"{100 * y:.2f}%",
        "word": f"×{many}" if many > 1 else str(number), "is_group": many > 1,
        "label": pin.label if len(members) == 1 else "、".join(p.label for _n, p in members[:5]),
        "url": pin.url if len(members) == 1 else "",
        "tone": _tone(_common([p.tone for _n, p in members])),
    }  # fmt: skip


def _item(number: int, pin: Pin) -> dict[str, Any]:
    # as text: a number in a template would be written the reader's way
    return {
        "number": pin.number or number or "", "rank": pin.number,
        "label": pin.label, "url": pin.url, "kind": pin.kind, "count": pin.count,
        "tone": _tone(pin.tone), "lat": f"{pin.lat:.6f}" if number else "", "lon": f"{pin.lon:.6f}" if number else "",
    }  # fmt: skip


def _tone(tone: str) -> str:
    return tone_of(tone) if tone else ""
