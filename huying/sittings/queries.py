"""Questions about sittings. `visible_to` is the only source of rows."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import AgendaItem, AgendaVersion, Draw, Sitting
from .summons.models import Summons

OFFICE = ("admin", "clerk", "leader", "house")
FOR_LISTS = ("organ", "session", "whole", "chair__person", "presidium", "secretary__person", "case")
TOLD = ("notified", "open", "suspended", "closed", "minuted", "archived")  # the notice is out


def visible_to(member) -> QuerySet:
    """The office all; others those they are called to, and the public ones once their notice is out."""
    rows = Sitting.objects.select_related(*FOR_LISTS).order_by("-day", "-pk")
    draw = Draw.objects.filter(sitting=OuterRef("pk")).exclude(state="void").values("pk")[:1]
    part = Sitting.objects.filter(whole=OuterRef("pk"))
    rows = rows.annotate(draw_pk=Subquery(draw), has_parts=Exists(part), is_changed=Exists(_changed()))
    if member.person_id is not None:
        mine = Summons.objects.exclude(state="released").filter(
            sitting=OuterRef("pk"), member__person=member.person_id
        )
        rows = rows.annotate(is_called=Exists(mine), seen_by=Value(member.person_id))
    hats = (member, *member.standing_in_for)
    if any(hat.role in OFFICE for hat in hats):
        return rows
    seen = Q(is_public=True, state__in=TOLD)
    if member.person_id is not None:
        seen |= Q(pk__in=called(member), state__in=(*TOLD, "cancelled"))
    units = [hat.unit_id for hat in hats if hat.role == "handler" and hat.unit_id]
    if units:
        seen |= Q(pk__in=Summons.objects.exclude(state="released").filter(unit__in=units).values("sitting"))
    return rows.filter(seen)


def _changed():
    """Items of a sitting that were changed after its agenda was last told; a question inside another one."""
    told_at = AgendaVersion.last_told(OuterRef(OuterRef("pk")))
    return AgendaItem.objects.filter(
        AgendaItem.since_told(OuterRef("agenda_version"), told_at), sitting=OuterRef("pk")
    )


def called(member) -> QuerySet:
    """Keys of the sittings to which this person is called, whatever hat is worn; a question inside another one."""
    rows = Summons.objects.exclude(state="released").filter(member__person=member.person_id)
    return rows.values("sitting")


def public(today) -> QuerySet:
    """What everybody may know: public sittings whose notice is out, the coming ones first."""
    rows = Sitting.objects.filter(is_public=True, state__in=TOLD, day__gte=today - timedelta(days=400))
    return rows.select_related(*FOR_LISTS).order_by("-day", "-pk")


def _today():
    return timezone.localdate()  # a tray is a door: it asks the day once, at the counter


def coming(member) -> QuerySet:
    """The next thirty days, soonest first."""
    days = (_today(), _today() + timedelta(days=30))
    return visible_to(member).filter(until__gte=days[0], day__lte=days[1]).exclude(state="cancelled")


def to_prepare(member) -> QuerySet:
    return visible_to(member).filter(state__in=("planned", "set"))


def running(member) -> QuerySet:
    return visible_to(member).filter(state__in=("open", "suspended"))


def to_minute(member) -> QuerySet:
    return visible_to(member).filter(state="closed", quorate=True)


SOONEST = ("day", "starts_at", "pk")
TRAYS = [
    Tray(name="running", label=_("正在开会"), roles=("clerk", "leader", "deputy"), rows=running, order=SOONEST, pressing=True,
         empty=_("现在没有会议在开。")),
    Tray(name="to_prepare", label=_("在筹备"), roles=("clerk", "leader"), rows=to_prepare, order=SOONEST,
         empty=_("没有在筹备的会议。")),
    Tray(name="coming", label=_("近期会议"), roles=("clerk", "leader", "deputy", "handler"), rows=coming,
         order=SOONEST, waits=False, empty=_("三十天以内没有会议。")),
    Tray(name="to_minute", label=_("待整理纪要"), roles=("clerk",), rows=to_minute, order=SOONEST,
         empty=_("没有待整理纪要的会议。")),
]  # fmt: skip


def forecast(sitting, at) -> dict:
    """Answers of the members so far: {"called", "read", "coming", "leave", "silent"} in heads, and `here` {votes?: how many
    are in the room}; one question.
    """
    stays = Q(presence__since__lte=at) & (Q(presence__until=None) | Q(presence__until__gt=at))
    rows = sitting.summons.exclude(state="released").order_by().values_list("right", "state")
    found, here = {}, {True: 0, False: 0}
    for right, state, n, inside in rows.annotate(
        n=Count("pk", distinct=True), inside=Count("presence", filter=stays, distinct=True)
    ):
        here[right == "member"] += inside
        if right == "member":
            found[state] = n
    return {
        "here": here,
        "called": sum(found.values()),
        "coming": found.get("coming", 0),
        "leave": found.get("excused", 0) + found.get("leave_asked", 0),
        "silent": found.get("called", 0) + found.get("read", 0),
        "read": found.get("read", 0),
    }
