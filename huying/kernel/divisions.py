"""Administrative divisions of the country by code, down to townships; data and its date in data/README.md."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LEVELS = {"p": "province", "c": "city", "x": "county", "t": "township"}
NO_PLACES = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Division:
    """One place. `level`: province, city, county or township; `parent` a code, "" for a province."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def is_place(self) -> bool:
        """False for statistical units that only hold others together."""
        return not (self.level == "city" and self.name in NO_PLACES)


@lru_cache(maxsize=1)
def _all() -> dict[str, Division]:
    packed = (files(__package__) / "data" / "divisions.csv.gz").read_bytes()
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode()))
    return {code: Division(code, name, LEVELS[level], parent) for code, name, level, parent in rows}


@lru_cache(maxsize=1)
def _below() -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in _all().values():
        found.setdefault(division.parent, []).append(division)
    return found


def get(code: str) -> Division | None:
    """The division of this code; township codes also with the three zeros of the twelve-digit form."""
    code = code.strip()
    if len(code) == 12 and code.endswith("000"):
        code = code[:9]
    return _all().get(code)


def children(code: str = "") -> list[Division]:
    """What lies directly below; the provinces for ""."""
    return list(_below().get(code, ()))


def parents(code: str) -> list[Division]:
    """The places above, the nearest first; statistical units are passed over."""
    found, here = [], get(code)
    while here is not None and here.parent:
        here = _all()[here.parent]
        if here.is_place:
            found.append(here)
    return found


def full_name(code: str) -> str:
    """浙江省杭州市西湖区; "" for an unknown code."""
    here = get(code)
    return "".join(d.name for d in reversed([here, *parents(here.code)])) if here else ""


def search(text: str, *, level: str = "", limit: int = 20) -> list[Division]:
    """Places whose name holds the text (or whose code begins with it); exact names first, then the higher level."""
    if not (text := text.strip()):
        return []
    order = list(LEVELS.values())
    found = [d for d in _matching(text) if d.is_place and (not level or d.level == level)]
    found.sort(key=lambda d: (d.name != text, not d.name.startswith(text), order.index(d.level), d.code))
    return found[:limit]


def _matching(text: str) -> Iterator[Division]:
    if text.isdigit():
        return (d for d in _all().values() if d.code.startswith(text))
    return (d for d in _all().values() if text in d.name)
