"""Major matters and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Matter
from ..reach import OFFICE


def visible_to(member) -> QuerySet:
    """The office and deputies all; a unit those that it puts forward."""
    rows = Matter.objects.select_related("unit", "item__sitting", "resolution", "case").order_by(
        "-year", "month", "-pk"
    )
    if member.role in (*OFFICE, "deputy"):
        return rows
    return (
        rows.filter(unit=member.unit_id)
        if member.role == "handler" and member.unit_id
        else rows.filter(Q(pk__in=[]))
    )


def in_state(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


TRAYS = [
    Tray(name="to_submit", label=_("待提交的重大事项"), roles=("handler",), rows=in_state("listed"),
        order=("year", "month", "pk"),
         empty=_("没有等本单位提请的重大事项。")),
    Tray(name="submitted", label=_("待列入议程"), roles=("clerk", "leader"), rows=in_state("submitted"),
        order=("year", "month", "pk"),
         empty=_("没有等待列入议程的重大事项。")),
    Tray(name="scheduled", label=_("待登记决定"), roles=("clerk",), rows=in_state("scheduled"), order=("year", "month", "pk"),
         empty=_("没有等待登记的决定。")),
]  # fmt: skip
