"""Questions about calls for ideas."""

from collections.abc import Hashable

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..triage.engine import near
from .models import Call

READ = 400  # signs of an idea that are compared
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


def clusters(rows: list) -> list[list]:
    """Ideas that say much the same, largest group first; each idea stands in one group, the first said leads it.

    Judged as triage judges voices about the same matter (triage.engine.near), each idea against those that lead.
    """
    index = near.NearIndex()
    groups: dict[Hashable, list] = {}
    for row in rows:
        text = row.text[:READ]
        lead = next((key for key, _score in index.ask(text, text, most=1)), None)
        if lead is None:
            lead = len(groups)
            index.add(lead, text, text)
        groups.setdefault(lead, []).append(row)
    return sorted(groups.values(), key=len, reverse=True)
