"""The private calendar of a person's sittings and the public one of the congress (RFC 5545).

The private address holds a key drawn from the installation's key and the owner's counter; drawing a new one ends the old.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from huying.kernel import scope
from huying.kernel.scope import Owned

BACK, AHEAD = timedelta(days=60), timedelta(days=370)
MOST = 1000
STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE", "set": "TENTATIVE"}
USUAL = timedelta(hours=3)  # how long a sitting stands in a calendar that names no end


class FeedKey(Owned):
    """How often somebody drew a new address for their calendar of sittings. No row: never."""

    member = models.ForeignKey("kernel.Membership", models.CASCADE, related_name="+")
    drawn = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "member"], name="sitting_feed")]


def key_of(member: int) -> str:
    """The key in the address of this member's calendar."""
    drawn = FeedKey.objects.filter(member=member).values_list("drawn", flat=True).first() or 0
    secret = hashlib.sha256(b"sitting-feed" + settings.FIELD_KEYS[-1].encode()).digest()
    said = f"{scope.current().pk} {member} {drawn}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:40]


def opens(member: int, key: str) -> bool:
    return member < 2**63 and hmac.compare_digest(key_of(member), key)


def draw_new(member: int) -> None:
    """The old address is dead from now on."""
    row, _made = FeedKey.objects.get_or_create(member_id=member)
    FeedKey.objects.filter(pk=row.pk).update(drawn=models.F("drawn") + 1)


def calendar(rows, name: str, *, at) -> bytes:
    """Sittings as one calendar; numbers of events stay, so that a change replaces what was there."""
    from icalendar import Calendar, Event  # large, and asked for by calendars only

    made = Calendar()
    made.add("prodid", "-//Huying//sittings//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    zoned = False
    for row in rows[:MOST]:
        for n, (start, end, what) in enumerate(parts(row)):
            event = Event()
            event.add("uid", f"sitting-{row.pk}-{n}@{scope.current().code}.huying")
            event.add("dtstamp", at)
            event.add("sequence", row.version)
            event.add("dtstart", start)
            event.add("dtend", end)
            event.add("summary", f"{row.title} {what}".strip())
            event.add("status", STATUS.get(row.state, "CONFIRMED"))
            if row.place:
                event.add("location", row.place)
            made.add_component(event)
            zoned = True
    if zoned:
        made.add_missing_timezones()  # some calendars show a wrong hour without it (RFC 5545, 3.6.5)
    return made.to_ical()


def parts(row) -> list[tuple]:
    """(start, end, what) of each half-day; one of three hours where there is no program."""
    found = []
    for block in row.program:
        ends = [_moment(block["day"], block[edge]) for edge in ("from", "to")]
        found.append((*ends, block.get("what", "")))
    if not found:
        start = timezone.make_aware(datetime.combine(row.day, row.starts_at))
        found = [(start, start + USUAL, "")]
    return found


def _moment(day: str, clock: str):
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{clock}"))


def around(rows, today):
    """What a subscription holds: sixty days back, a year ahead."""
    return rows.filter(day__range=(today - BACK, today + AHEAD)).order_by("day", "starts_at", "pk")
