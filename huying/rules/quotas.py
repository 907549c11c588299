"""Seats of a congress and of its standing committee.

《选举法》(2020) 第十二条 to 第二十一条; 《地方组织法》(2022) 第七条、第四十六条、第四十七条.
"""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from .flow import N_
from .majorities import _whole
from .worded import Article, Worded

# kind: (level, base seats, people per further seat, cap, "may be lower" below this population, item of 第十二条)
_KINDS: dict[str, tuple[str, int, int, int, int, str]] = {
    "province": ("province", 350, 150_000, 1000, 0, "第一项"),
    "autonomous_region": ("province", 350, 150_000, 1000, 0, "第一项"),
    "municipality": ("province", 350, 25_000, 1000, 0, "第一项"),
    "city": ("city", 240, 25_000, 650, 0, "第二项"),
    "prefecture": ("prefecture", 240, 25_000, 650, 0, "第二项"),
    "county": ("county", 140, 5_000, 450, 50_000, "第三项"),
    "autonomous_county": ("county", 140, 5_000, 450, 50_000, "第三项"),
    "county_city": ("county", 140, 5_000, 450, 50_000, "第三项"),
    "district": ("county", 140, 5_000, 450, 50_000, "第三项"),
    "township": ("township", 45, 1_500, 160, 2_000, "第四项"),
    "ethnic_township": ("township", 45, 1_500, 160, 2_000, "第四项"),
    "town": ("township", 45, 1_500, 160, 2_000, "第四项"),
}

# 第十二条第三款 names these and no others
_EXTRA = ("province", "autonomous_region", "county", "autonomous_county", "township", "ethnic_township")


@dataclass(frozen=True)
class Level:
    """A level at which a congress exists (R-STR-01), its kinds and whether it has a standing committee."""

    code: str
    label: str
    kinds: tuple[str, ...]
    has_standing_committee: bool


_LEVELS = tuple(
    Level(
        code,
        label,
        tuple(k for k, v in _KINDS.items() if v[0] == code),
        code != "township",
    )
    for code, label in (
        ("province", "省、自治区、直辖市"),
        ("city", "设区的市"),
        ("prefecture", "自治州"),
        ("county", "县、自治县、不设区的市、市辖区"),
        ("township", "乡、民族乡、镇"),
    )
)


def levels() -> tuple[Level, ...]:
    """The levels of local congresses; only county and above have a standing committee.

    《地方组织法》第七条、第四十六条 (R-STR-01). A street has no congress.
    """
    return _LEVELS


def _kind(kind: str) -> tuple[str, int, int, int, int, str]:
    try:
        return _KINDS[kind]
    except (KeyError, TypeError):
        raise ValueError(f"没有“{kind}”这一类人民代表大会；可用：{'、'.join(_KINDS)}") from None


def quota(level: str, pop: int) -> int:
    """Seats of a congress by population: base + one per full step, never above the cap.

    `level` is a kind such as province, municipality, city, county, township; `pop` in persons.
    《选举法》第十二条 (R-STR-03 … R-STR-06). A remainder below a full step does not count: our reading [I].
    """
    _, base, step, cap, _, _ = _kind(level)
    _whole(pop, "人口数")
    return min(base + pop // step, cap)


def quota_may_be_lower(level: str, pop: int) -> bool:
    """Whether fewer seats than the formula are lawful: county under 50,000, township under 2,000 people.

    《选举法》第十二条第一款第三项、第四项 (R-STR-05, R-STR-06).
    """
    small = _kind(level)[4]
    _whole(pop, "人口数")
    return pop < small


def sc_size(kind: str, pop: int) -> tuple[int, int]:
    """(least, most) members of a standing committee. 《地方组织法》(2022) 第四十七条第四款 (R-STR-12).

    The larger number of a big population is open to a 省 (not to an autonomous region or municipality), to a
    设区的市 (not to a prefecture) and to every county-level place.
    """
    level = _kind(kind)[0]
    _whole(pop, "人口数")
    if level == "province":
        return 45, 95 if kind == "province" and pop > 80_000_000 else 75
    if level in ("city", "prefecture"):
        return 29, 61 if kind == "city" and pop > 8_000_000 else 51
    if level == "county":
        return 15, 45 if pop > 1_000_000 else 35
    raise ValueError(_none_in_townships())


@dataclass(frozen=True)
class Minority:
    """What holds for the seats of one ethnic group.

    rule: "equal" (same people per seat as all) or "may_be_lower"; most_seats: cap on the group's seats, if any;
    least_ratio: least people per seat as a share of the normal value, if any.
    """

    rule: str
    most_seats: int | None
    least_ratio: float | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def minority(share: float, total: int) -> Minority:
    """What holds for a group with `share` (0 to 1) of the people in a congress of `total` seats.

    《选举法》第十九条 (R-STR-11): 30 % and more equal; 15 % to 30 % may have fewer people per seat but at most
    30 % of all seats; below 15 % may be lower, not below one half.
    """
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ValueError("人口比例应为 0 到 1 之间的数")
    _whole(total, "代表总名额", 1)
    exact = Fraction(str(share))
    if exact >= Fraction(3, 10):
        return Minority("equal", None, None)
    if exact >= Fraction(15, 100):
        return Minority("may_be_lower", total * 3 // 10, None)
    return Minority("may_be_lower", None, 0.5)


def seats_allowed(
    level: str, kind: str, population: int, extra_five_percent: bool, decided: int
) -> list[str]:
    """What is wrong with a decided number of seats, in Chinese with the article; empty when nothing is.

    `kind` may be empty, then the level's own name counts. R-STR-03 … R-STR-08. The remainder of the formula and
    of the 5 % is dropped and the 5 % may pass the cap: our reading, the law is silent [U].
    """
    kind = kind or level
    own, _, _, _, small, item = _kind(kind)
    if own != level:
        law = Article("地方组织法", "第七条")
        return [Worded(N_("“%(kind)s”不属于“%(level)s”这一级（%(law)s）"), kind=kind, level=level, law=law)]
    _whole(population, "人口数")
    if isinstance(decided, bool) or not isinstance(decided, int) or decided < 1:
        return [Worded(N_("代表名额应为正整数（%(law)s）"), law=Article("选举法", "第十二条"))]
    article = f"第十二条第一款{item}"
    formula = quota(kind, population)
    most = formula * 105 // 100 if extra_five_percent else formula
    problems: list[str] = []
    if extra_five_percent and kind not in _EXTRA:
        problems.append(
            Worded(
                N_("另加百分之五只适用于自治区、聚居的少数民族多的省和县、自治县、乡、民族乡（%(law)s）"),
                law=Article("选举法", "第十二条第三款"),
            )
        )
        most = formula
    if decided > most:
        more = most > formula
        facts = {"n": decided, "population": population, "most": most}
        problems.append(
            Worded(
                N_("代表名额 %(n)s 名多于按人口 %(population)s 计算的 %(most)s 名，另加百分之五（%(law)s）")
                if more
                else N_("代表名额 %(n)s 名多于按人口 %(population)s 计算的 %(most)s 名（%(law)s）"),
                **facts,
                law=Article("选举法", f"{article}、第三款" if more else article),
            )
        )
    if decided < formula and not population < small:
        problems.append(
            Worded(
                N_("代表名额 %(n)s 名少于按人口 %(population)s 计算的 %(least)s 名（%(law)s）"),
                n=decided,
                population=population,
                least=formula,
                law=Article("选举法", article),
            )
        )
    return problems


def committee_allowed(kind: str, population: int, decided: int) -> list[str]:
    """What is wrong with a decided size of a standing committee, in Chinese with the article (R-STR-12)."""
    if _kind(kind)[0] == "township":
        return [_none_in_townships()]
    least, most = sc_size(kind, population)
    if isinstance(decided, bool) or not isinstance(decided, int) or not least <= decided <= most:
        template = N_("常委会组成人员应为 %(least)s 至 %(most)s 人，现为 %(n)s（%(law)s）")
        law = Article("地方组织法", "第四十七条第四款")
        return [Worded(template, least=least, most=most, n=decided, law=law)]
    return []


def _none_in_townships() -> Worded:
    law = Article("地方组织法", "第四十六条")
    return Worded(N_("乡、民族乡、镇的人民代表大会不设常务委员会（%(law)s）"), law=law)
