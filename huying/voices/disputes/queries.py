"""Questions about disputes."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .. import queries as voices
from .flow import RUNNING
from .models import Dispute


def visible_to(member) -> QuerySet:
    """Office and leaders all, a keeper those of their voices, a mediator their own."""
    rows = Dispute.objects.select_related("voice__area", "handler__person").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(Q(handler=member) | Q(voice__in=voices.visible_to(member).order_by().values("pk")))
    return rows.filter(handler=member) if member.role == "deputy" else rows.none()


def mine(member) -> QuerySet:
    return visible_to(member).filter(state__in=RUNNING)


TRAYS = [
    Tray(name="running", label=_("调解中"), roles=("keeper", "clerk", "deputy"), rows=mine,
         empty=_("转入专门办理的矛盾纠纷会出现在这里。")),
]  # fmt: skip
