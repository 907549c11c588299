"""Who may read which paper of a sitting."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .. import queries as sittings
from ..summons.models import Summons
from .models import Material

FOR_LISTS = ("sitting__organ", "item", "case")


def visible_to(member) -> QuerySet:
    """The office all; members theirs; who attends what is not for members alone; the public what is public."""
    rows = Material.objects.select_related(*FOR_LISTS).order_by(
        "-sitting__day", "-sitting", "item__place", "pk"
    )
    hats = (member, *member.standing_in_for)
    if any(hat.role in sittings.OFFICE for hat in hats):
        return rows
    seen = Q(audience="public", sitting__is_public=True, sitting__state__in=sittings.TOLD)
    if member.person_id is not None:
        own = Summons.objects.exclude(state="released").filter(member__person=member.person_id)
        seen |= Q(sitting__in=own.filter(right="member").values("sitting"))
        seen |= Q(sitting__in=own.values("sitting")) & ~Q(audience="members")
    units = [hat.unit_id for hat in hats if hat.role == "handler" and hat.unit_id]
    if units:
        there = Summons.objects.exclude(state="released").filter(unit__in=units).values("sitting")
        seen |= Q(sitting__in=there) & ~Q(audience="members")
    return rows.filter(seen, sitting__state__in=sittings.TOLD).exclude(state="withdrawn")


def for_observers(sitting) -> QuerySet:
    """What somebody who sits in may read."""
    rows = Material.objects.filter(sitting=sitting, state="offered", audience__in=("observers", "public"))
    return rows.select_related("item", "case").order_by("item__place", "pk")


def offered(member) -> QuerySet:
    return visible_to(member).filter(state="offered", sitting__state__in=("notified", "open", "suspended"))


TRAYS = [
    Tray(name="offered", label=_("近期会议的材料"), roles=("clerk", "leader", "deputy", "handler"), rows=offered, waits=False,
         empty=_("近期会议还没有材料。")),
]  # fmt: skip
