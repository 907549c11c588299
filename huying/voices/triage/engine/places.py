"""Where a text says that something is: the longest name of a place that several messages share."""

import re
from collections import Counter

AREA = r"[0-9a-z一-鿿]{1,3}?(?:省|市|区|县|旗|州)"
KINDS = (
    "小区|花园|家园|社区|街道|广场|新城|公馆|公园|学校|中学|小学|幼儿园|医院|大学|学院|工业园|市场|大厦|商场|"
    "地铁站|车站|水库|镇|乡|村|路|街|桥|苑|府|城"
)
_AREA = re.compile(r"(?:[a-z]\d*(?:省|市|区|县)|[一-鿿]{2,3}(?:省|市|区|县))+")
_SPOT = re.compile(rf"[0-9a-z一-鿿]{{2,8}}?(?:{KINDS})")


def place_of(texts: list[tuple[str, str]]) -> str:
    """Area and spot that most of the (title, detail) name, "" if none is named by a third of them. Normalised texts."""
    areas: Counter[str] = Counter()
    spots: Counter[str] = Counter()
    for title, detail in texts:
        areas.update(set(_AREA.findall(title)) or set(_AREA.findall(detail[:200])))
        spots.update(_spots(title) or _spots(detail[:200]))
    least = max(1, len(texts) / 3)
    area = _best(areas, least)
    spot = _best(spots, least)
    return (area + spot).upper() if not (area and spot.startswith(area)) else spot.upper()


def _spots(text: str) -> set[str]:
    return {_AREA.sub("", found) for found in _SPOT.findall(_AREA.sub(" ", text))}


def _best(counts: Counter[str], least: float) -> str:
    good = [(count, len(name), name) for name, count in counts.items() if count >= least and len(name) > 1]
    return max(good)[2] if good else ""
