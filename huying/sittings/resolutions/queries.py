"""Resolutions and decisions; who sees them, and what everybody may read."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Resolution, ResolutionDuty
from ..reach import OFFICE, called


def visible_to(member) -> QuerySet:
    """The office all; deputies and units what is signed, what they were called to or have to do; everybody what is published."""
    rows = Resolution.objects.select_related("sitting__organ", "item", "motion", "case").order_by(
        "-adopted_on", "-serial"
    )
    if member.role in OFFICE:
        return rows
    published = ~Q(published_on=None)
    if member.person_id is None:
        return rows.filter(published)
    seen = published | Q(sitting__in=called(member))
    if member.role == "deputy":
        seen |= Q(state="signed")
    if member.role == "handler" and member.unit_id:
        seen |= Q(pk__in=ResolutionDuty.objects.filter(unit=member.unit_id).values("resolution"))
    return rows.filter(seen)


def in_state(state):
    def rows(member):
        return visible_to(member).filter(state=state)

    return rows


TRAYS = [
    Tray(name="to_sign", label=_("待签署"), roles=("clerk", "leader"), rows=in_state("adopted"), order=("pk",),
         empty=_("没有等待签署的决议、决定。")),
    Tray(name="to_publish", label=_("待公布"), roles=("clerk",), rows=in_state("signed"), order=("pk",),
         empty=_("签署了的都公布了。")),
]  # fmt: skip
