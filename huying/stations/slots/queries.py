"""Questions about hours online."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Slot
from ..receptions.models import kept_by

OFFICE = ("admin", "clerk", "leader", "house")


def visible_to(member) -> QuerySet:
    """The office all, a deputy their own, a keeper those of the stations kept."""
    rows = Slot.objects.select_related("host__person", "station", "case").order_by("-day", "-pk")
    if member.role in ("admin", "clerk", "house"):
        return rows
    seen = Q(pk__in=[])
    for hat in (member, *member.standing_in_for):
        seen |= Q(host=hat)
        if hat.role == "keeper":
            seen |= Q(station__in=kept_by(hat))
        elif hat.role == "leader":
            seen |= Q(pk__isnull=False)
    return rows.filter(seen) if member.person_id else rows.none()


def coming(member) -> QuerySet:
    return visible_to(member).filter(state__in=("asked", "open")).order_by("day", "starts_at", "pk")


TRAYS = [
    Tray(name="coming", label=_("待接待"), roles=("deputy", "leader", "keeper", "clerk"), rows=coming, waits=False,
         empty=_("开放一次云接待，群众就能在线预约。")),
]  # fmt: skip


def offered(today) -> QuerySet:
    """What the public may book: open hours from today on."""
    rows = Slot.objects.filter(state="open", day__gte=today).select_related("host__person", "station")
    return rows.order_by("day", "starts_at", "pk")
