"""Questions about things agreed."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..consultations import queries as consultations
from ..models import FollowUp


def visible_to(member) -> QuerySet:
    rows = FollowUp.objects.select_related("consultation", "unit", "owner__person", "voice").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role in ("keeper", "deputy"):
        seen = consultations.visible_to(member).order_by().values("pk")
        return rows.filter(Q(owner=member) | Q(consultation__in=seen))
    return rows.filter(unit=member.unit_id) if member.role == "handler" and member.unit_id else rows.none()


def mine(member) -> QuerySet:
    """What this person, or their unit, has to do; the office sees all that is open."""
    rows = visible_to(member).filter(state="open")
    return (
        rows
        if member.role in ("clerk", "handler")
        else rows.filter(Q(owner=member) | Q(consultation__host=member))
    )


TRAYS = [
    Tray(name="open", label=_("落实中"), roles=("clerk", "keeper", "deputy", "handler"), rows=mine,
         empty=_("协商议定、还没有落实的事项会出现在这里。")),
]  # fmt: skip
