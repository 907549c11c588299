"""Who is where at that time already: one person cannot receive at two places, nor there and online."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from huying.kernel.process import Refused
from huying.kernel.roster import Membership

from ..models import Reception, Slot
from .flow import AHEAD

HERE = (*AHEAD, "present")


def minute(clock) -> int:
    return clock.hour * 60 + clock.minute


def busy(hosts, since, until, *, but=None) -> dict:
    """What `duties.apart` reads: the turns of these people that were not cancelled; `but`: a rule whose turns do not count."""
    found: dict = {}
    rows = Reception.objects.filter(host__in=hosts, day__range=(since, until)).exclude(state="cancelled")
    for row in rows.exclude(duty=but) if but else rows:
        span = (minute(row.starts_at), minute(row.starts_at) + row.minutes, (row.station_id, row.target_id))
        found.setdefault((row.host_id, row.day), []).append(span)
    return found


def hold(hosts) -> None:
    """Until the commit nobody else plans for these people: two plans for one person come one after the other.

    What merely points at a member (traces, notices) does not wait for this.
    """
    rows = Membership.objects.select_for_update(no_key=True).filter(pk__in=set(hosts)).order_by("pk")
    list(rows.values_list("pk"))


def need_free(event) -> None:
    """Refused where the host of this turn or hour online has another at the same time, at another place.

    An hour that was only asked for binds nobody; it is looked at when the deputy agrees.
    """
    hold([event.host_id])
    begin, end = minute(event.starts_at), minute(event.starts_at) + event.minutes
    near = {"host": event.host_id, "day": event.day}
    turns = Reception.objects.filter(**near, state__in=HERE).select_related("station", "duty", "host__person")
    hours = Slot.objects.filter(**near, state="open").select_related("station", "host__person")
    if isinstance(event, Reception):
        turns = turns.exclude(station=event.station_id, target=event.target_id)
    found: list[Any] = [*turns, *hours]
    for row in found:
        if (row.__class__ is event.__class__ and row.pk == event.pk) or row.starts_at is None:
            continue
        if minute(row.starts_at) < end and begin < minute(row.starts_at) + row.minutes:
            where = row.station.name if row.station_id else (_("网上") if isinstance(row, Slot) else row.name)
            words = {"name": row.host, "day": f"{row.day} {row.starts_at:%H:%M}", "where": where}
            raise Refused(_("%(name)s在同一时间（%(day)s）已经安排在“%(where)s”，请换一个时间。") % words)


def from_when(row, early: int):
    """The first minute at which this turn may be signed in to, as local naive time."""
    return datetime.combine(row.day, row.starts_at) - timedelta(minutes=early)
