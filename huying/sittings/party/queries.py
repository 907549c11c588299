"""Party organs of sessions: for the office and leaders."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import PartyOrgan


def visible_to(member) -> QuerySet:
    rows = PartyOrgan.objects.select_related("session", "delegation", "secretary__person", "case").order_by(
        "-pk"
    )
    return rows if member.role in ("admin", "clerk", "leader", "house") else rows.none()


def active(member) -> QuerySet:
    return visible_to(member).filter(state="set_up")


TRAYS = [
    Tray(
        name="active",
        label=_("在会期中"),
        roles=("clerk", "leader"),
        rows=active,
        waits=False,
        empty=_("现在没有会议临时党组织。"),
    )
]
