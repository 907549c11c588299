"""Questions about receptions. `visible_to` is the only source of rows."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Reception
from .models import kept_by

FOR_LISTS = ("station", "host__person", "target__person", "duty", "case")
OFFICE = ("admin", "clerk", "leader", "house")
OPEN = ("planned", "announced")


def visible_to(member) -> QuerySet:
    """The office all; a keeper those of the stations kept; a deputy their own, those who come to them, and announced ones."""
    rows = Reception.objects.select_related(*FOR_LISTS).order_by("-day", "-pk")
    if member.role in OFFICE:
        return rows
    seen = Q(pk__in=[])
    for hat in (member, *member.standing_in_for):
        if hat.role == "keeper":
            seen |= Q(station__in=kept_by(hat)) | Q(host=hat)
        elif hat.role == "deputy":
            seen |= Q(host=hat) | Q(target=hat) | Q(state="announced")
        elif hat.role in OFFICE:
            return rows
    return rows.filter(seen)


def _today():
    from django.utils import timezone

    return timezone.localdate()  # a tray is a door: it asks the day once, at the counter


def _mine(member):
    return visible_to(member).filter(host=member)


def _near(rows):
    return rows.filter(state__in=OPEN, day__lte=_today() + timedelta(days=7)).order_by(
        "day", "starts_at", "pk"
    )


def coming(member) -> QuerySet:
    """Own turns of the next seven days."""
    return _near(_mine(member))


def here(member) -> QuerySet:
    """Turns of the next seven days at the stations kept."""
    return _near(visible_to(member).filter(station__in=kept_by(member)))


def to_report(member) -> QuerySet:
    rows = _mine(member) if member.role in ("deputy", "leader") else visible_to(member)
    return rows.filter(state="present").order_by("day", "pk")


def missed(member) -> QuerySet:
    """Missed in the last ninety days and not made up."""
    rows = _mine(member) if member.role == "deputy" else visible_to(member)
    return rows.filter(state="missed", day__gte=_today() - timedelta(days=90))


def to_announce(member) -> QuerySet:
    """Meant for the public, within the next fortnight, and not announced."""
    rows = visible_to(member).filter(state="planned", is_public=True)
    return rows.filter(day__range=(_today(), _today() + timedelta(days=14))).order_by("day", "pk")


SOONEST = ("day", "starts_at", "pk")
TRAYS = [
    Tray(name="coming", label=_("近期轮到我"), roles=("deputy", "leader"), rows=coming, order=SOONEST,
         empty=_("七天以内没有轮到您。")),
    Tray(name="here", label=_("本站近期"), roles=("keeper",), rows=here, order=SOONEST, empty=_("七天以内本站没有安排。")),
    Tray(name="to_report", label=_("待记录"), roles=("deputy", "leader", "keeper"), rows=to_report, order=SOONEST,
         empty=_("签到以后还没有写记录的会出现在这里。")),
    Tray(name="to_announce", label=_("待公告"), roles=("clerk", "keeper"), rows=to_announce, order=SOONEST,
         empty=_("两周以内需要对外公告的会出现在这里。")),
    Tray(name="missed", label=_("缺席"), roles=("clerk", "leader", "keeper", "deputy"), rows=missed, waits=False,
         empty=_("近三个月没有缺席。")),
]  # fmt: skip


def announced(since, until=None) -> QuerySet:
    """What the public may know: announced turns from a day on."""
    rows = Reception.objects.filter(state="announced", is_public=True, day__gte=since)
    rows = rows.filter(day__lte=until) if until else rows
    return rows.select_related("station__area", "host__person", "duty").order_by("day", "starts_at", "pk")


def of_day(member, day, station) -> QuerySet:
    """Own turns that may be signed in to at this station today."""
    rows = Reception.objects.filter(host=member, station=station, day=day, state__in=OPEN)
    return rows.select_related(*FOR_LISTS).order_by("starts_at", "pk")
