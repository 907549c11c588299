"""Questions about bookings."""

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.trays import Tray

from ..models import Booking
from ..receptions.models import kept_by

TAKES = ("booked", "talking")  # states that hold a place
KEEPS_PLACE = (*TAKES, "closed", "absent")


def visible_to(member) -> QuerySet:
    """Who is to receive the citizen, who keeps the station, the office; nobody else, for a talk is confidential."""
    rows = Booking.objects.select_related(
        "slot__host__person", "reception__host__person", "reception__duty", "host__person", "station", "case"
    ).order_by("-pk")
    if member.role in ("admin", "clerk", "house"):
        return rows
    seen = Q(pk__in=[])
    for hat in (member, *member.standing_in_for):
        seen |= Q(host=hat)
        if hat.role == "keeper":
            seen |= Q(station__in=kept_by(hat))
    return rows.filter(seen) if member.person_id else rows.none()


def waiting(member) -> QuerySet:
    """Open bookings: talks that run first, then the oldest first."""
    return visible_to(member).filter(state__in=TAKES).order_by("-state", "pk")  # "talking" before "booked"


TRAYS = [
    Tray(name="waiting", label=_("待接谈的预约"), roles=("deputy", "leader", "keeper"), rows=waiting,
         empty=_("群众预约以后会出现在这里。")),
    Tray(name="open", label=_("没有办结的预约"), roles=("clerk",), rows=waiting, waits=False, empty=_("没有未办结的预约。")),
]  # fmt: skip


def taken(kind: str, pks) -> dict[int, int]:
    """Slot or reception (`kind`) → how many places are gone."""
    rows = Booking.objects.filter(**{f"{kind}__in": pks}, state__in=KEEPS_PLACE).order_by()
    return dict(rows.values_list(kind).annotate(n=Count("pk")))


def of_slot(slot, member) -> list[dict]:
    return _short(visible_to(member).filter(slot=slot))


def of_reception(reception, member) -> list[dict]:
    return _short(visible_to(member).filter(reception=reception))


def _short(rows) -> list[dict]:
    code = scope.current().code
    tones = {"booked": "warn", "talking": "warn", "closed": "ok"}
    return [
        {"number": b.number, "called": b.called, "url": reverse("bookings:detail", kwargs={"code": code, "pk": b.pk}),
         "lamp": {"tone": tones.get(b.state, "wait"), "word": _t(b.state_label)}}
        for b in rows.order_by("pk")[:200]
    ]  # fmt: skip


def by_number(number: str) -> Booking | None:
    """The booking with this number, for whoever will have to prove that it is theirs."""
    rows = Booking.objects.select_related(
        "slot__host__person",
        "reception__host__person",
        "reception__duty",
        "reception__station",
        "station",
        "case",
    )
    return rows.filter(number=number.strip().upper()[:32]).first()
