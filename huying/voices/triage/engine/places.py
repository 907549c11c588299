"""Where a text says that something is, and what several texts share: runs of characters, no word list."""

import re
from collections import Counter

from .faults import Missing
from .reading import tokens

KINDS = (
    "小区", "花园", "家园", "社区", "街道", "广场", "新城", "公馆", "公园", "学校", "中学", "小学", "幼儿园", "医院", "大学",
    "学院", "工业园", "市场", "大厦", "商场", "地铁站", "车站", "高铁", "水库", "镇", "乡", "村", "大道", "路", "街", "桥",
    "苑", "府", "城", "线",
)  # fmt: skip
_AREA = re.compile(
    r"(?:[a-z]\d*(?:省|市|区|县))+|(?:[一-鿿]{2}(?:(?<![小社地园校景片])区|(?<![城超上股门])市|县))+"
)
_NAME = re.compile(rf"([0-9a-z一-鿿]*?(?:{'|'.join(KINDS)}))")
_EMPTY = re.compile(
    r"投诉|反映|反应|关于|请问|咨询|建议|举报|希望|强烈|要求|恳请|请求|附近|门口|旁边|周边|沿线|位于|按照|当前|存在|挨着|现有"
    r"|质疑|违法|违规|严重|何时|什么|怎么|为何|可以|应该|我们|没有|不要|加快|开通|修建|规划|全部|且|的|了|是|在|和|与|及|对|请|将|被|把|到|至|离|从|向|有"
)
_RUN = re.compile(r"[0-9a-z一-鿿]+")


def place_of(texts: list[tuple[str, str]]) -> str:
    """Area and spot that the (title, detail) name most, "" where fewer than a third name one. Normalised texts."""
    areas: Counter[str] = Counter()
    spots: Counter[str] = Counter()
    for title, detail in texts:
        areas.update(set(_AREA.findall(title)) or set(_AREA.findall(detail[:150])))
        spots.update(names(title) | names(detail[:150]))
    least = max(1, len(texts) / 3)
    area, spot = _best(areas, least), _best(spots, max(2, least) if len(texts) > 1 else 1)
    return f"{area}{spot}".upper()


def names(text: str) -> set[str]:
    """What looks like the name of a place in a normalised text: two to eight characters with a telling end."""
    found = set()
    for part in _EMPTY.split(_AREA.sub(" ", text)):
        for run in _RUN.findall(part):
            found.update(name for name in _NAME.findall(run) if 3 <= len(name) <= 8 and name not in KINDS)
    return found


def terms_of(titles: list[str], telling, most: int = 5) -> list[str]:
    """What many of the normalised titles share, most telling first, no two alike.

    Whole words where a cutter is installed, runs of characters elsewhere. `telling(run)` weighs two characters."""
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update({run for part in _EMPTY.split(_AREA.sub(" ", title)) for run in _runs(part)})
    least = max(2, len(titles) / 4) if len(titles) > 1 else 1
    scored = {
        run: count * sum(telling(run[i : i + 2]) for i in range(len(run) - 1)) ** 0.7
        for run, count in counts.items()
        if count >= least
    }
    kept: list[str] = []
    for run in sorted(scored, key=lambda run: (-scored[run], run)):
        if not any(run[i : i + 2] in other for other in kept for i in range(len(run) - 1)):
            kept.append(run)
        if len(kept) == most:
            break
    return kept


def _runs(text: str) -> set[str]:
    try:
        pieces = [word for word in tokens(text) if word.isalnum()]
        longest = 3
    except Missing:
        pieces, longest = list("".join(_RUN.findall(text))), 7
    joined = ("".join(pieces[i : i + n]) for n in range(1, longest + 1) for i in range(len(pieces) - n + 1))
    return {run for run in joined if 2 <= len(run) <= 10}


def _best(counts: Counter[str], least: float) -> str:
    good = [
        (count * min(len(name), 6) ** 0.5, len(name), name)
        for name, count in counts.items()
        if count >= least
    ]
    return max(good)[2] if good else ""
