"""Questions about legal advice: who may see it, what waits, what was done in a period."""

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .. import queries as voices
from .models import Aid


def visible_to(member) -> QuerySet:
    rows = Aid.objects.select_related("voice__area", "voice__station").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(voice__in=voices.visible_to(member).order_by().values("pk"))
    return rows.none()


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


TRAYS = [
    Tray(name="asked", label=_("待预约"), roles=("keeper", "clerk"), rows=in_states("asked"),
         empty=_("要咨询法律问题、还没有约时间的会出现在这里。")),
    Tray(name="booked", label=_("已预约"), roles=("keeper", "clerk"), rows=lambda m: in_states("booked")(m).order_by("meets_at"),
         waits=False, empty=_("约好了时间的会出现在这里。")),
]  # fmt: skip


def counts(*, since, until) -> dict:
    """{"opened", "advised", "referred", "missed", "by_adviser": [{adviser, office, advised, referred}], "by_way": [{way, n}]}"""
    rows = Aid.objects.filter(opened_on__range=(since, until)).order_by()
    advised, referred = (Count("pk", filter=Q(state=state)) for state in ("advised", "referred"))
    total = rows.aggregate(opened=Count("pk"), missed=Sum("missed"), advised=advised, referred=referred)
    total["missed"] = total["missed"] or 0
    by_adviser = (
        rows.exclude(adviser="")
        .values("adviser", "office")
        .annotate(advised=advised, referred=referred)
        .order_by("-advised", "adviser")
    )
    by_way = rows.exclude(way="").values("way").annotate(n=Count("pk")).order_by("-n", "way")
    return {**total, "by_adviser": list(by_adviser), "by_way": list(by_way)}
