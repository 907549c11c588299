"""Questions about upgrades."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Upgrade
from ..queries import OFFICE, in_office, kept


def visible_to(member):
    """The office all; a keeper those of the places they keep."""
    rows = Upgrade.objects.select_related("station__area", "case").order_by("-pk")
    if in_office(member):
        return rows
    return rows.filter(station__in=kept(member)) if member.role in ("keeper", "deputy") else rows.none()


def done(station):
    """Finished upgrades of a place, newest first."""
    return Upgrade.objects.filter(station=station, state="done").order_by("-done_on", "-pk")


def spent() -> dict:
    """{"budget", "spent", "done", "under_way"} over all places of the congress."""
    counted = {state: Count("pk", filter=Q(state=state)) for state in ("done", "under_way")}
    sums = Upgrade.objects.exclude(state="cancelled").aggregate(
        budget=Sum("budget"), spent=Sum("spent"), **counted
    )
    return {name: value or 0 for name, value in sums.items()}


def _state(*states):
    return lambda member: visible_to(member).filter(state__in=states)


_ALL = (*OFFICE, "keeper", "deputy")
TRAYS = [
    Tray(name="under_way", label=_("计划和实施中"), roles=_ALL, rows=_state("planned", "under_way"), waits=False,
         empty=_("没有正在进行的建设改造。")),
    Tray(name="done", label=_("已完成"), roles=_ALL, rows=_state("done"), waits=False, empty=_("还没有完成的建设改造。")),
]  # fmt: skip
