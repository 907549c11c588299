"""Questions about columns."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Column

OFFICE = ("clerk", "leader", "admin")


def visible_to(member):
    rows = Column.objects.select_related("case").order_by("place", "pk")
    return rows if member.role in OFFICE else rows.none()


def open_ones(member):
    return visible_to(member).filter(state="open")


TRAYS = [
    Tray(name="open", label=_("开设"), roles=OFFICE, rows=open_ones, waits=False, empty=_("还没有栏目。"))
]
