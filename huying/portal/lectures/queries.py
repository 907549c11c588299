"""Questions about lectures."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Lecture

OFFICE = ("clerk", "leader", "admin")


def visible_to(member):
    """The office all, others those that they planned or hold."""
    rows = Lecture.objects.select_related("lecturer__person", "planner__person", "case").order_by(
        "-starts_at", "-pk"
    )
    if member.role in OFFICE:
        return rows
    return rows.filter(Q(lecturer=member) | Q(planner=member)) if member.person_id else rows.none()


def in_states(*states):
    def rows(member):
        return visible_to(member).filter(state__in=states)

    return rows


def coming(at, most: int = 20):
    """Open lectures that are still to come, the nearest first."""
    rows = Lecture.objects.filter(state="planned", is_open=True, starts_at__gte=at).select_related(
        "lecturer__person"
    )
    return rows.order_by("starts_at", "pk")[:most]


STAFF = ("clerk", "deputy", "keeper")
TRAYS = [
    Tray(name="planned", label=_("已安排"), roles=STAFF, rows=in_states("planned"), waits=False,
         empty=_("安排了的宣讲会出现在这里。")),
    Tray(name="held", label=_("待反馈"), roles=STAFF, rows=in_states("held"),
         empty=_("举办以后、还没有汇总反馈的会出现在这里。")),
    Tray(name="concluded", label=_("已反馈"), roles=(*STAFF, "leader"), rows=in_states("concluded"), waits=False,
         empty=_("汇总了反馈的宣讲会出现在这里。")),
]  # fmt: skip
