"""The roll as it was frozen: its digest stands in the trace of its preparation and is compared before anything rests on it."""

from collections.abc import Iterable
from hashlib import sha256

from django.utils.translation import gettext as _

from huying.kernel.process import Refused

from ..models import Voter


def digest(rows: Iterable[tuple[str, int]]) -> str:
    """SHA-256 of (number, membership) in the order of the roll."""
    return sha256("\n".join(f"{number}\t{member}" for number, member in rows).encode()).hexdigest()


def check(poll) -> None:
    """Refused where a name was put in, taken out or exchanged since, past the program."""
    rows = Voter.objects.filter(poll=poll).order_by("pk").values_list("number", "member_id")
    if digest(rows) != poll.roll_digest:
        raise Refused(_("名单和备好时固定的不一致：有人绕过系统改动了名单。请查明原因，作废后重新表决。"))
