"""Texts for the vote and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Motion
from ..reach import of_sitting


def visible_to(member) -> QuerySet:
    """The office all; whoever was called to the sitting; the unit that the item is about."""
    seen = of_sitting(member)
    if member.role == "handler" and member.unit_id:
        seen |= Q(item__unit=member.unit_id)
    return Motion.objects.filter(seen).select_related("sitting", "item", "case", "poll").order_by("-pk")


def waiting(member) -> QuerySet:
    return visible_to(member).filter(state__in=("tabled", "fixed"))


def to_number(member) -> QuerySet:
    """Carried resolutions and decisions without a number yet."""
    return visible_to(member).filter(state="carried", kind__in=("resolution", "decision"), resolution=None)


TRAYS = [
    Tray(name="waiting", label=_("审议中的文本"), roles=("clerk", "leader", "deputy"), rows=waiting, waits=False, order=("-pk",),
         empty=_("没有正在审议的表决文本。")),
    Tray(name="to_number", label=_("已通过、待编号"), roles=("clerk",), rows=to_number, order=("pk",),
         empty=_("通过的决议、决定都编号了。")),
]  # fmt: skip
