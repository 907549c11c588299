"""Questions about calls for ideas."""

from collections import Counter

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Call

ANSWERED = ("adopted", "partly", "refused")


def visible_to(member) -> QuerySet:
    """The office and leaders all; deputies and keepers what is public."""
    rows = Call.objects.select_related("field__parent").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    return public() if member.role in ("deputy", "keeper") else rows.none()


def public() -> QuerySet:
    rows = Call.objects.select_related("field__parent").order_by("-pk")
    return rows.filter(state__in=("open", "closed", "published"))


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


TRAYS = [
    Tray(name="open", label=_("征集中"), roles=("clerk",), rows=in_states("open"), waits=False,
         empty=_("正在征集意见的会出现在这里。")),
    Tray(name="closed", label=_("待答复和公布"), roles=("clerk",), rows=in_states("closed"),
         empty=_("截止了、还没有公布结果的征集会出现在这里。")),
]  # fmt: skip


def figures(call) -> dict:
    """{"sent", "adopted", "partly", "refused", "withheld"}: how many ideas came and what became of them."""
    return call.ideas.aggregate(
        all=Count("pk"),
        **{name: Count("pk", filter=Q(state=name)) for name in ("sent", *ANSWERED, "withheld")},
    )


def clusters(rows: list, alike: float = 60.0) -> list[list]:
    """Ideas that say much the same, largest group first; each idea stands in one group, the first said leads it.

    Compared by `rapidfuzz` with the leaders of the groups; where the signs in common cannot reach `alike`, not at all: that
    spares nearly every comparison (1500 ideas of which no two are alike: 8 s instead of minutes).
    """
    groups: list[list] = []
    leaders: list[tuple[str, frozenset]] = []
    for row in rows:
        text = row.text[:400]
        signs = _signs(text)
        best, score = None, alike
        for group, leader in zip(groups, leaders, strict=True):
            found = _likeness((text, signs), leader, score)
            if found >= score:
                best, score = group, found
        if best is None:
            groups.append([row])
            leaders.append((text, signs))
        else:
            best.append(row)
    return sorted(groups, key=len, reverse=True)


def _signs(text: str) -> frozenset:
    """Each sign with its how-manieth: two texts share as many of them as they have signs in common."""
    seen: Counter[str] = Counter()
    found = []
    for sign in text:
        seen[sign] += 1
        found.append((sign, seen[sign]))
    return frozenset(found)


def _likeness(one: tuple[str, frozenset], other: tuple[str, frozenset], least: float) -> float:
    """Percent; 0 where it is surely below `least`."""
    from rapidfuzz import fuzz

    least -= 0.01  # so that what just reaches it is not lost in rounding
    (text, signs), (known, theirs) = one, other
    common = len(signs & theirs)
    if not common:
        return 0.0
    most = max(200 * common / (len(text) + len(known)), 180 * common / (min(len(text), len(known)) + common))
    if most < least:
        return 0.0
    whole = fuzz.ratio(text, known, score_cutoff=least)
    return max(whole, fuzz.partial_ratio(text, known, score_cutoff=min(100, least / 0.9)) * 0.9)
