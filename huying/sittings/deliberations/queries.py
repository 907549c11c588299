"""Opinions of debates and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Deliberation
from ..reach import OFFICE

OUT = ("sent", "reported", "closed")


def visible_to(member) -> QuerySet:
    """The office all; the unit its own once sent; deputies what was sent (监督法 第十七条第三款: told to the deputies)."""
    rows = Deliberation.objects.select_related("sitting__organ", "item", "unit", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    if member.role == "handler" and member.unit_id:
        return rows.filter(state__in=OUT, unit=member.unit_id)
    return rows.filter(state__in=OUT) if member.role == "deputy" else rows.filter(Q(pk__in=[]))


def in_state(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


TRAYS = [
    Tray(name="to_report", label=_("待报告的审议意见"), roles=("handler",), rows=in_state("sent"),
        empty=_("没有等本单位报告的审议意见。")),
    Tray(name="drafted", label=_("起草、待交办"), roles=("clerk", "leader"), rows=in_state("drafted", "agreed"),
         empty=_("没有等待交办的审议意见。")),
    Tray(name="reported", label=_("待审查的报告"), roles=("clerk", "leader"), rows=in_state("reported"),
        empty=_("没有等待审查的报告。")),
    Tray(name="sent", label=_("研究处理中"), roles=("clerk", "leader"), rows=in_state("sent"), waits=False,
         empty=_("交办了的审议意见在这里。")),
]  # fmt: skip
