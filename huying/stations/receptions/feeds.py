"""Calendars for phones: one turn as a file, all turns of a person or a station as a subscription under a private address.

The address holds a key drawn from the installation's key and the owner's counter; drawing a new one ends the old.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.scope import Owned

BACK, AHEAD = timedelta(days=60), timedelta(days=370)
MOST = 2000
STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}


class FeedKey(Owned):
    """How often somebody drew a new address for their calendar. No row: never."""

    member = models.ForeignKey("kernel.Membership", models.CASCADE, null=True, related_name="+")
    station = models.ForeignKey("stations.Station", models.CASCADE, null=True, related_name="+")
    drawn = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "member"], condition=models.Q(station=None), name="feed_member"),
            models.UniqueConstraint(fields=["congress", "station"], condition=models.Q(member=None), name="feed_station"),
        ]  # fmt: skip


def key_of(kind: str, pk: int) -> str:
    """The key in the address of a member's ("m") or a station's ("s") calendar."""
    owner = {"m": "member", "s": "station"}[kind]
    drawn = FeedKey.objects.filter(**{owner: pk}).values_list("drawn", flat=True).first() or 0
    secret = hashlib.sha256(b"calendar-feed" + settings.FIELD_KEYS[-1].encode()).digest()
    return hmac.new(secret, f"{scope.current().pk} {kind} {pk} {drawn}".encode(), hashlib.sha256).hexdigest()[
        :40
    ]


def opens(kind: str, pk: int, key: str) -> bool:
    return kind in ("m", "s") and pk < 2**63 and hmac.compare_digest(key_of(kind, pk), key)


def draw_new(kind: str, pk: int) -> None:
    """The old address is dead from now on."""
    owner = {"m": "member_id", "s": "station_id"}[kind]
    row, _made = FeedKey.objects.get_or_create(defaults=None, **{owner: pk})
    FeedKey.objects.filter(pk=row.pk).update(drawn=models.F("drawn") + 1)


def calendar(rows, name: str, *, at, public: bool = False) -> bytes:
    """Turns as one calendar (RFC 5545). Numbers of events stay the same, so that a change replaces what was there.

    `public`: as everybody may read it."""
    from icalendar import Calendar  # a hundred modules that few processes ever need

    made = Calendar()
    made.add("prodid", "-//Huying//receptions//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for row in rows[:MOST]:
        made.add_component(_event(row, at, f"{row.what_words} · {row.public_host}" if public else row.name))
    made.add_missing_timezones()
    return made.to_ical()


def _event(row, at, name):
    from icalendar import Event

    start = timezone.make_aware(datetime.combine(row.day, row.starts_at))
    event = Event()
    event.add("uid", f"reception-{row.pk}@{scope.current().code}.huying")
    event.add("dtstamp", at)
    event.add("sequence", row.version)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=row.lasted or row.minutes or 60))
    event.add("summary", name)
    event.add("status", STATUS.get(row.state, "CONFIRMED"))
    if row.station_id:
        event.add("location", " ".join(filter(None, (row.station.name, row.station.address))))
    if row.target_id:
        event.add("description", _("走访%(name)s") % {"name": row.target})
    return event


def around(rows, today):
    """What a subscription holds: sixty days back, a year ahead."""
    return rows.filter(day__range=(today - BACK, today + AHEAD)).order_by("day", "starts_at", "pk")
