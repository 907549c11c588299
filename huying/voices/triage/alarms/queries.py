"""Alarms that a member may see: those on voices that the member keeps or the office has."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ... import queries as voices
from .models import Alarm

HOUSE = ("keeper", "clerk")


def visible_to(member) -> QuerySet:
    rows = Alarm.objects.select_related("voice__area", "voice__station", "case").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(voice__in=voices.visible_to(member).order_by().values("pk"))
    return rows.none()


def raised(member) -> QuerySet:
    """Waiting for a person, on voices that are still open."""
    return visible_to(member).filter(state="raised", voice__state__in=("said", *voices.OPEN))


TRAYS = [
    Tray(name="raised", label=_("紧急提示待确认"), roles=HOUSE, rows=raised, pressing=True,
         empty=_("系统在来文里看到轻生、危及生命、疫情、欠薪这类话时会提示在这里，请确认或者解除。")),
]  # fmt: skip
