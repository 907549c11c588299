"""Tickets of the hall: signed, dated, bound to one congress and one member; nothing is kept of them but a number.

A *device* ticket votes and listens; *watch* and *staff* tickets, which an ordinary page carries for as long as it is
open, only listen, staff also to who is connected. Whether a device ticket still holds (no newer device, member not
left) is asked of the database with every batch of votes, see `standing`.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.db.models import F, Q

from .models import Device

DEVICE, WATCH, STAFF = "d", "w", "s"
LASTS = {DEVICE: timedelta(days=14), WATCH: timedelta(hours=16), STAFF: timedelta(hours=16)}
_signer = signing.TimestampSigner(salt="huying.hall")


class Ticket(NamedTuple):
    """`kind` DEVICE, WATCH or STAFF; `congress` the code in addresses; `number` that of the device."""

    kind: str
    congress: str
    member: int
    number: int


def issue(kind: str, *, congress: str, member: int, number: int = 0) -> str:
    """The ticket as text; it may stand in a header."""
    return _signer.sign(f"{kind}.{congress}.{member}.{number}")


def read(value: str) -> Ticket | None:
    """What a ticket says; None where it is forged, mangled or too old."""
    if not value or len(value) > 200 or value[0] not in LASTS:
        return None
    try:
        kind, congress, member, number = _signer.unsign(value, max_age=LASTS[value[0]]).split(".")
        return Ticket(kind, congress, int(member), int(number))
    except (signing.BadSignature, ValueError):
        return None


def expires(value: str) -> float:
    """Until when (seconds since 1970) a ticket that `read` has taken holds."""
    return signing.b62_decode(value.rsplit(":", 2)[1]) + LASTS[value[0]].total_seconds()


def prepare(member, *, at, name: str = "") -> str:
    """This device votes for the member from now on; one that did so before has ended. The new ticket."""
    row, new = Device.objects.get_or_create(member=member, defaults={"prepared_at": at, "name": name})
    if not new:
        Device.objects.filter(pk=row.pk).update(
            number=F("number") + 1, prepared_at=at, name=name, ended_at=None
        )
        row.refresh_from_db(fields=["number"])
    return issue(DEVICE, congress=member.congress.code, member=member.pk, number=row.number)


def end(member, *, at) -> None:
    """No device votes for the member any more (lost, stolen, given away)."""
    Device.objects.filter(member=member).update(number=F("number") + 1, ended_at=at)


def end_for(person: int | None, *, at) -> int:
    """All sessions of a person have ended: no device votes for any of their memberships. How many did."""
    held = Device.everywhere.filter(member__person=person, ended_at=None)
    return held.update(number=F("number") + 1, ended_at=at)


def standing(members: Iterable[int], *, today) -> dict[int, int]:
    """Member → number of the device that may vote now, in the congress being served; one statement for all."""
    rows = Device.objects.filter(
        Q(member__since=None) | Q(member__since__lte=today),
        Q(member__until=None) | Q(member__until__gte=today),
        member__in=list(members), ended_at=None, member__is_active=True,
    )  # fmt: skip
    return dict(rows.exclude(member__person__account__is_active=False).values_list("member_id", "number"))
