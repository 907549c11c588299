"""Which unit: ranked by duty lists, field, place, and what was handled before. No Django; each reason is said.

The reasons come back untranslated (`why` with `facts`); pages translate them.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from huying.rules.flow import N_

CUT = re.compile(r"[、,，;；。/和及与\s]+")
TAIL = re.compile(r"(人民政府|办公室|街道办事处|管理局|委员会|公司|中心|局|委|办|院|站|所)$")
LEAST = 0.12  # weaker than this is no hint


class UnitCard(NamedTuple):
    """What the roster says of a unit."""

    pk: int
    name: str
    short: str
    kind: str
    duties: str


@dataclass
class Hint:
    """A unit with its score (0–1, only for the order) and [(why, facts)]."""

    unit: UnitCard
    score: float = 0.0
    reasons: list = field(default_factory=list)


def rank(
    text: str, units: list[UnitCard], *, field_names: tuple[str, ...] = (), places: tuple[str, ...] = (),
    handled: Counter | None = None, alike: Counter | None = None, routed: dict[int, str] | None = None, most: int = 3,
) -> list[Hint]:  # fmt: skip
    """The likeliest units. `handled`: unit pk → voices of this field it handled; `alike`: of this very matter.
    `routed`: unit pk → the line of the office's own table of routes that names it."""
    handled, alike, routed = handled or Counter(), alike or Counter(), routed or {}
    total = sum(handled.values())
    found = []
    for unit in units:
        hint = Hint(unit)
        if unit.pk in routed:
            _add(hint, 0.6, N_("转交表里写明：%(line)s"), line=routed[unit.pk])
        _duties(hint, text, field_names)
        if unit.kind == "town" and (place := next((p for p in places if p and p in unit.name), "")):
            _add(hint, 0.25, N_("就在%(place)s"), place=place)
        if n := handled[unit.pk]:
            share = n / total
            _add(
                hint,
                0.45 * share * min(1.0, total / 5),
                N_("同一领域最近 %(all)s 件里办过 %(n)s 件"),
                n=n,
                all=total,
            )
        if n := alike[unit.pk]:
            _add(hint, min(0.4, 0.25 * n), N_("办过 %(n)s 件相似的"), n=n)
        if hint.score >= LEAST:
            found.append(hint)
    found.sort(key=lambda h: (-h.score, h.unit.name))
    return found[:most]


def _duties(hint: Hint, text: str, field_names) -> None:
    phrases = [p for p in CUT.split(hint.unit.duties) if len(p) > 1]
    said = [p for p in phrases if p in text]
    near = [p for p in phrases if p not in said and any(_overlap(p, name) for name in field_names)]
    if said:
        _add(hint, min(0.5, 0.3 * len(said)), N_("职责清单里有：%(words)s"), words="、".join(said[:3]))
    if near:
        _add(
            hint,
            min(0.35, 0.25 + 0.05 * len(near)),
            N_("职责对应这个领域：%(words)s"),
            words="、".join(near[:3]),
        )
    stem = TAIL.sub("", hint.unit.short or hint.unit.name)
    names = {hint.unit.name, hint.unit.short} - {""}
    if called := next((n for n in names if len(n) > 2 and n in text), ""):
        _add(hint, 0.2, N_("来文提到%(name)s"), name=called)
    elif not near and len(stem) > 1 and any(_overlap(stem, name) for name in field_names):
        _add(hint, 0.2, N_("单位名称与领域相合"))


def _overlap(a: str, b: str) -> bool:
    """Do the two share a run of two characters that is not part of nearly every name?"""
    runs = {a[i : i + 2] for i in range(len(a) - 1)} - {
        "管理",
        "服务",
        "工作",
        "建设",
        "发展",
        "其他",
        "问题",
        "监管",
        "社会",
        "城乡",
    }
    return any(run in b for run in runs)


def _add(hint: Hint, score: float, why: str, **facts) -> None:
    hint.score += score
    hint.reasons.append((why, facts))
