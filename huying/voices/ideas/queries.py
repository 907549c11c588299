"""Questions about ideas."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel import slipcodes
from huying.kernel.trays import Tray

from .models import Idea


def visible_to(member) -> QuerySet:
    rows = Idea.objects.select_related("call").order_by("-pk")
    return rows if member.role in ("clerk", "leader", "house") else rows.none()


def waiting(member) -> QuerySet:
    return visible_to(member).filter(state="sent", call__state__in=("open", "closed"))


TRAYS = [
    Tray(
        name="sent",
        label=_("待答复的意见"),
        roles=("clerk",),
        rows=waiting,
        empty=_("征集来的、还没有答复的意见会出现在这里。"),
    )
]


def by_number(number: str) -> Idea | None:
    return Idea.objects.select_related("call").filter(number=slipcodes.number(number)).first()
