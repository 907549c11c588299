"""WIRING BOARD of the hall: what its process may do for rooms above the ballots."""

from collections.abc import Sequence

from huying.kernel.process import Refused
from huying.sittings import attendance as presences
from huying.sittings.models import Sitting


def attendance(sitting: int, members: Sequence[int], *, at) -> list[bool]:
    """Members whose devices say that they are here: one step for all of them; True where the presence stands."""
    row = Sitting.objects.filter(pk=sitting).first()
    if row is None:
        return [False] * len(members)
    called = row.summons.exclude(state="released").filter(member__in=set(members))
    coming = sorted(set(called.values_list("member_id", flat=True)))
    if coming:
        try:
            presences.take(row, [(pk, at, "device") for pk in coming], at=at)
        except Refused:  # the sitting is not one to which anybody comes now
            return [False] * len(members)
    return [pk in coming for pk in members]
