"""Proposing, confirming, moving and ending postings."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel import dockets, process, scope
from huying.kernel.process import Refused, creates, does
from huying.kernel.words import recorded

from ..models import Posting
from . import queries
from .flow import FLOW

OPEN = ("proposed", "confirmed")
MARK = "BZ"


def _new(at, *, member=None, guest=None, station, why=(), followed=None) -> Posting:
    if (member is None) == (guest is None):
        raise Refused(_("请选一位本级代表，或者一位其他级别的代表，不能都选或者都不选。"))
    if member is not None and member.role != "deputy":
        raise Refused(_("%(name)s的身份不是人大代表。") % {"name": member})
    if guest is not None and not guest.is_active:
        raise Refused(_("%(name)s已经停用。") % {"name": guest})
    if not station.is_active:
        raise Refused(_("“%(station)s”已经停用。") % {"station": station})
    whose = {"member": member} if member is not None else {"guest": guest}
    rows = Posting.objects.filter(**whose)
    if rows.filter(station=station, state__in=OPEN).exists():
        raise Refused(
            _("%(name)s已经编入“%(station)s”，或者正在等待确认。")
            % {"name": member or guest, "station": station}
        )
    known = rows.order_by("pk").first()
    with recorded():
        case = known.case if known else dockets.one(MARK, _("%(name)s编站") % {"name": member or guest}, at)
    return Posting(**whose, station=station, why=list(why), followed=followed, case=case)


@creates(FLOW["propose"])
def propose(*, by, at, station, member=None, guest=None, why=(), note=""):
    """By hand, or with the reasons that `nearest` found."""
    return _new(at, member=member, guest=guest, station=station, why=why), {
        "why": list(why),
        "note": note.strip(),
    }


@creates(FLOW["post"])
def post(*, by, at, station, member=None, guest=None, why=(), note="", followed=None):
    """In force at once: what the office has decided on paper, and the second half of a move."""
    row = _new(at, member=member, guest=guest, station=station, why=why, followed=followed)
    row.since = timezone.localdate(at)
    return row, {"note": note.strip()}


@does(FLOW["confirm"])
def confirm(posting, *, by, at):
    posting.since = timezone.localdate(at)


@does(FLOW["decline"])
def decline(posting, *, by, at, reason):
    posting.reason = reason.strip()
    return {"note": posting.reason}


@does(FLOW["move"])
def move(posting, *, by, at, to, reason):
    """Out of one station and into another; both stand in the deputy's one case."""
    if to.pk == posting.station_id:
        raise Refused(_("已经在这个站。"))
    posting.until, posting.reason = timezone.localdate(at), reason.strip()
    made = post(
        by=process.house(), at=at, member=posting.member, guest=posting.guest, station=to, followed=posting
    )
    return {"to": to.pk, "posting": made.pk, "note": posting.reason}


@does(FLOW["end"])
def end(posting, *, by, at, reason):
    posting.until, posting.reason = timezone.localdate(at), reason.strip()
    return {"note": posting.reason}


def propose_all(*, by, at, chosen=None) -> list[Posting]:
    """Proposals for all deputies without a station, one traced birth each. `chosen`: only these memberships' ids."""
    rows = [(m, c[0]) for m, c in queries.suggestions() if c and (chosen is None or m.pk in chosen)]
    return _births("propose", [(m, c.place.key, c.reasons) for m, c in rows], by=by, at=at)


def post_many(rows, *, by, at) -> list[Posting]:
    """Postings of a seed or an import: [(member, station id, reasons)], confirmed, one traced birth each."""
    return _births("post", rows, by=by, at=at, since=timezone.localdate(at))


def _births(step, rows, *, by, at, since=None):
    if not rows:
        return []
    known: dict = {}
    for posting in Posting.objects.filter(member__in=[m.pk for m, _s, _w in rows]).select_related("case"):
        known.setdefault(posting.member_id, posting.case)
    fresh = iter(dockets.many(MARK, _l("代表编站"), len({m.pk for m, _s, _w in rows} - set(known)), at))
    made = []
    for member, station, why in rows:
        if member.pk not in known:
            known[member.pk] = next(fresh)
        made.append(
            Posting(
                congress=scope.current(), state="", member=member, station_id=station, why=list(why), since=since,
                case=known[member.pk],
            )
        )  # fmt: skip
    return process.births(FLOW[step], made, by=by, at=at, facts={"batch": len(made)})
