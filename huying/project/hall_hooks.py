"""WIRING BOARD of the hall: what its process may do for rooms above the ballots."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import timezone

from huying.kernel.groupcommit import Unwritten
from huying.kernel.process import Refused, Stale, Unavailable
from huying.sittings import attendance as presences
from huying.sittings import signing
from huying.sittings.models import Presence, Sitting, Summons

COMING = ("notified", "open", "suspended")


class Called(NamedTuple):
    """A sitting to which members come now, and those of them who are not noted yet."""

    pk: int
    title: str
    missing: frozenset[int]


def sittings_on(codes: Sequence[str], *, at) -> dict[str, list[Called]]:
    """By congress: today's sittings with whoever has still to come; three statements for all."""
    today = timezone.localdate(at)
    rows = Sitting.everywhere.filter(
        congress__code__in=codes, state__in=COMING, day__lte=today, until__gte=today
    )
    found = {
        pk: (code, title)
        for pk, code, title in rows.order_by("pk").values_list("pk", "congress__code", "title")
    }
    called: dict[int, set[int]] = {pk: set() for pk in found}
    if not found:
        return {}
    summoned = Summons.everywhere.filter(sitting__in=found, member__isnull=False).exclude(state="released")
    for pk, member in summoned.values_list("sitting_id", "member_id"):
        called[pk].add(member)
    here = Presence.everywhere.filter(sitting__in=found, until=None)
    for pk, member in here.values_list("sitting_id", "member_id"):
        called[pk].discard(member)
    by_code: dict[str, list[Called]] = {}
    for pk, (code, title) in found.items():
        by_code.setdefault(code, []).append(Called(pk, title, frozenset(called[pk])))
    return by_code


def attendance(sitting: int, asked: Sequence[tuple[int, str]], *, at) -> list[str]:
    """[(member, the code that the screen at the door shows)] come in: one step for all of them. Unwritten where busy.

    Answers: "taken" where the presence stands (noted now or before), "code" where the code is not or no longer shown,
    "not_called" for who is not called, or where nobody can come now.
    """
    row = Sitting.objects.filter(pk=sitting).first()
    if row is None:
        return ["not_called"] * len(asked)
    fits = {code: signing.fits(row, code, at) for code in {code for _member, code in asked}}
    wanted = {member for member, code in asked if fits[code]}
    called = set(
        row.summons.exclude(state="released").filter(member__in=wanted).values_list("member_id", flat=True)
    )
    if called:
        try:
            presences.take(row, [(pk, at, "device") for pk in sorted(called)], at=at)
        except (Unavailable, Stale) as busy:  # says nothing of who is called: the same press may come again
            raise Unwritten(str(busy)) from busy
        except Refused:  # the sitting is not one to which anybody comes now
            called = set()
    return [
        "code" if not fits[code] else "taken" if member in called else "not_called" for member, code in asked
    ]
