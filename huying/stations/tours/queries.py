"""Questions about visiting groups."""

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Tour
from ..queries import OFFICE, in_office, kept


def visible_to(member):
    """The office all; a keeper those of the places they keep."""
    rows = Tour.objects.select_related("station__area", "case").order_by("-pk")
    if in_office(member):
        return rows
    return rows.filter(station__in=kept(member)) if member.role in ("keeper", "deputy") else rows.none()


def counted(since, until) -> dict[int, tuple[int, int]]:
    """Station → (batches, people) received between two days, both included."""
    rows = Tour.objects.filter(state="received", day__gte=since, day__lte=until)
    found = rows.values("station").annotate(n=Count("pk"), people=Sum("people")).order_by()
    return {row["station"]: (row["n"], row["people"] or 0) for row in found}


def _state(state):
    return lambda member: visible_to(member).filter(state=state)


def past(member):
    """Booked for a day that has gone by; a tray is a door: it asks the day at the counter."""
    return visible_to(member).filter(state="booked", day__lt=timezone.localdate())


_ALL = (*OFFICE, "keeper", "deputy")
TRAYS = [
    Tray(name="past", label=_("参观已过，没有登记"), roles=("keeper", "deputy"), rows=past, pressing=True,
         empty=_("到期的参观都登记了。")),
    Tray(name="booked", label=_("参观预约"), roles=("keeper", "deputy"), rows=_state("booked"), empty=_("没有预约的参观。")),
    Tray(name="coming", label=_("已预约"), roles=OFFICE, rows=_state("booked"), waits=False, empty=_("没有预约的参观。")),
    Tray(name="received", label=_("已接待"), roles=_ALL, rows=_state("received"), waits=False,
         empty=_("接待过的参观团组会出现在这里。")),
]  # fmt: skip
