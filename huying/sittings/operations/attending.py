"""Who comes and goes. One step writes a whole batch with a constant number of statements; its trace holds the digest."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huying.kernel.ledger import canonical
from huying.kernel.process import Refused, does

from .. import signing
from ..flow import FLOW
from ..models import Presence, Summons

MOST = 5000


@does(FLOW["take_attendance"])
def take_attendance(row, *, by, at, coming=(), going=()):
    """coming, going: [(membership id, moment, way)]. Who is noted already is left alone, so that a batch may be sent twice.

    Refused where somebody is not called to the sitting; then nothing of the batch is written.
    """
    noted = _come(row, coming, at)
    left = _go(row, going, at)
    if not noted and not left and not (list(coming) or list(going)):
        raise Refused(_("没有要登记的人。"))
    return _facts(noted, left)


@does(FLOW["sign_in"])
def sign_in(row, *, by, at, code=""):
    """Oneself, by the code that the screen at the door shows."""
    if not signing.fits(row, code, at):
        raise Refused(_("签到码不对或者已经过期，请看会场屏幕上的新码。"))
    own = _own(row, by)
    noted = _come(row, [(own.member_id, at, "code")], at)
    if not noted:
        raise Refused(_("您已经签到。"))
    return _facts(noted, [])


@does(FLOW["sign_out"])
def sign_out(row, *, by, at, reason=""):
    """Oneself leaves; the quorum is counted without from now on."""
    left = _go(row, [(_own(row, by).member_id, at, "code")], at)
    if not left:
        raise Refused(_("您没有签到，或者已经离会。"))
    return _facts([], left) | {"note": reason}


def _own(row, by) -> Summons:
    found = row.summons.exclude(state="released").filter(member__person=by.person_id).first()
    if found is None:
        raise Refused(_("通知名单上没有您。"))
    return found


def _come(row, batch: Iterable, at) -> list:
    """Three statements whatever the number: the roll, who is here, the new stays."""
    wanted = _checked(batch, at)
    if not wanted:
        return []
    called = {s.member_id: s for s in row.summons.filter(member__in=wanted).exclude(state="released")}
    if strangers := [pk for pk in wanted if pk not in called]:
        raise Refused(_("有 %(n)s 人不在通知名单上，没有登记。") % {"n": len(strangers)})
    here = set(
        Presence.objects.filter(sitting=row, until=None, member__in=wanted).values_list("member", flat=True)
    )
    fresh = [
        Presence(
            congress_id=row.congress_id, sitting=row, member_id=pk, summons=called[pk], votes=called[pk].votes,
            since=when, way=way,
        )
        for pk, (when, way) in wanted.items() if pk not in here
    ]  # fmt: skip
    Presence.objects.bulk_create(fresh, batch_size=1000)
    return [("in", p.member_id, p.since.isoformat(), p.way) for p in fresh]


def _go(row, batch: Iterable, at) -> list:
    wanted = _checked(batch, at)
    if not wanted:
        return []
    stays = list(Presence.objects.filter(sitting=row, until=None, member__in=wanted))
    for stay in stays:
        when, way = wanted[stay.member_id]
        stay.until, stay.left_by = max(when, stay.since), way
    Presence.objects.bulk_update(stays, ["until", "left_by"], batch_size=1000)
    return [("out", s.member_id, s.until.isoformat(), s.left_by) for s in stays]


def _checked(batch, at) -> dict:
    """Each person once, the first line counts; a clock that runs ahead is set to now."""
    wanted: dict = {}
    for member, when, way in batch:
        if way not in Presence.WAYS:
            raise Refused(_("不知道的签到方式：%(way)s") % {"way": str(way)[:20]})
        wanted.setdefault(getattr(member, "pk", member), (min(when or at, at), way))
    if len(wanted) > MOST:
        raise Refused(_("一次最多登记 %(n)s 人。") % {"n": MOST})
    return wanted


def _facts(noted, left) -> dict:
    """Numbers and the digest of who came and went; the names stand in the presence rows."""
    said = hashlib.sha256(canonical([*noted, *left])).hexdigest()
    return {"in": len(noted), "out": len(left), "digest": said}
