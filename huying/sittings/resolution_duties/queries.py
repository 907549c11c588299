"""Duties in resolutions: whose they are, which are due."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.trays import Tray

from ..models import ResolutionDuty
from ..reach import OFFICE


def visible_to(member) -> QuerySet:
    """The office all; a unit its own; deputies those of what is signed."""
    rows = ResolutionDuty.objects.select_related("resolution__sitting", "unit", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    if member.role == "handler" and member.unit_id:
        return rows.filter(unit=member.unit_id)
    return rows.exclude(resolution__signed_on=None) if member.role == "deputy" else rows.none()


def open_ones(member) -> QuerySet:
    return visible_to(member).filter(state="set")


def due_soon(member) -> QuerySet:
    """Within the warning time of the clock, or over."""
    until = timezone.localdate() + timedelta(days=rules()[0].setting("resolution.duty").warn_days)
    return open_ones(member).filter(due_on__lte=until)


def reported(member) -> QuerySet:
    return visible_to(member).filter(state="reported")


TRAYS = [
    Tray(name="open", label=_("要落实的决议事项"), roles=("handler",), rows=open_ones, empty=_("没有交本单位落实的决议事项。")),
    Tray(name="due_soon", label=_("快到期的决议事项"), roles=("clerk", "leader"), rows=due_soon, pressing=True,
         empty=_("近期没有到期的决议事项。")),
    Tray(name="reported", label=_("待确认落实"), roles=("clerk", "leader"), rows=reported, empty=_("没有等待确认的落实结果。")),
]  # fmt: skip
