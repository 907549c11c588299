"""Questions about notices and answers."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.kernel.trays import Tray

from ..presence import Presence
from .models import Summons

OFFICE = ("admin", "clerk", "leader", "house")
FOR_LISTS = ("sitting__organ", "member__person", "unit", "case", "seating")
OUT = ("notified", "open", "suspended")
AHEAD = ("notified",)


def visible_to(member) -> QuerySet:
    """The office all; everybody their own once the notice is out; a unit those of its head. `came`: when they came first."""
    stays = Presence.objects.filter(summons=OuterRef("pk")).order_by("since").values("since")[:1]
    rows = Summons.objects.select_related(*FOR_LISTS).annotate(came=Subquery(stays))
    rows = rows.order_by("-sitting__day", "-sitting", "place", "pk")
    hats = (member, *member.standing_in_for)
    if any(hat.role in OFFICE for hat in hats):
        return rows
    seen = Q(pk__in=[])
    if member.person_id is not None:
        seen |= Q(member__person=member.person_id)
    units = [hat.unit_id for hat in hats if hat.role == "handler" and hat.unit_id]
    if units:
        seen |= Q(unit__in=units)
    return rows.filter(seen).exclude(sitting__state__in=("planned", "set"))


def to_answer(member) -> QuerySet:
    """My own that wait for an answer."""
    own = Q(member__person=member.person_id)
    if member.role == "handler" and member.unit_id:
        own |= Q(unit=member.unit_id)
    return visible_to(member).filter(own, state__in=("called", "read"), sitting__state__in=AHEAD)


def leave_asked(member) -> QuerySet:
    return visible_to(member).filter(state="leave_asked", sitting__state__in=AHEAD)


def to_replace(member) -> QuerySet:
    return visible_to(member).filter(state="declined", sitting__state__in=("set", *AHEAD))


def silent(member) -> QuerySet:
    return visible_to(member).filter(state__in=("called", "read"), sitting__state__in=AHEAD)


SOONEST = ("sitting__day", "place", "pk")
TRAYS = [
    Tray(name="to_answer", label=_("等我回执"), roles=("deputy", "leader", "handler"), rows=to_answer, order=SOONEST,
         empty=_("没有等您回执的会议通知。")),
    Tray(name="leave_asked", label=_("请假待批"), roles=("clerk", "leader"), rows=leave_asked, order=SOONEST,
         empty=_("没有等待批准的请假。")),
    Tray(name="to_replace", label=_("待改派的列席"), roles=("clerk",), rows=to_replace, order=SOONEST,
         empty=_("没有要改派的列席人员。")),
    Tray(name="silent", label=_("还没有回执"), roles=("clerk",), rows=silent, order=SOONEST, waits=False, empty=_("都已回执。")),
]  # fmt: skip


def homes() -> QuerySet:
    """Congresses from which guests may come with word to their office: the one above, those below, those beside."""
    here = scope.current()
    near = Q(parent=here.pk)
    if here.parent_id:
        near |= Q(pk=here.parent_id) | Q(parent=here.parent_id)
    return Congress.objects.filter(near, is_active=True).exclude(pk=here.pk).order_by("level", "name")
