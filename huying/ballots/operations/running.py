"""While the poll is open: what is frozen at its opening, and how it ends."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huying.kernel import process, scope
from huying.kernel.process import Refused, does
from huying.rules import voting

from .. import keys, queries, sealing
from ..blind import congresskey, life
from ..flow import FLOW
from ..models import Poll, Voter
from ..standing import standing
from . import prints, rolls

MINUTES = 60 * 24 * 30


@does(FLOW["open"])
def open(poll, *, by, at, base=None, present=None, members=None, closes_at=None, minutes=None):
    """Freeze base, presence and quorum, and let the roll vote.

    base: all members in office (default the roll); never less than the roll. present: how many are here; members: the
    pks of their memberships, then only these may vote. Neither: who takes part is present (a poll that stands alone).
    A poll on a sitting's item takes all three from the sitting, typed ones are refused (R-OWN-84).
    Without a quorum it may open and be counted, but it adopts nothing. closes_at or minutes: it closes by itself.
    """
    rolls.check(poll)
    if now := standing(poll, at):
        if (base, present, members) != (None, None, None):
            raise Refused(_("这次表决属于会议的议题，全体人数和出席人数以会议的记录为准，不能手工填写。"))
        if now["refused"]:
            raise Refused(now["refused"])
        base, present, members = now["base"], now["present"], now["members"]
    poll.base = poll.roll_size if base is None else base
    if poll.base < poll.roll_size:
        raise Refused(
            _("全体在任人数 %(base)s 少于名单上的 %(roll)s 人。")
            % {"base": poll.base, "roll": poll.roll_size}
        )
    if members is not None:
        here = Voter.objects.filter(poll=poll, member__in=list(members))
        found = here.count()
        Voter.objects.filter(poll=poll).exclude(pk__in=here.values("pk")).update(is_present=False)
        present = found if present is None else present
    if present is not None and not 0 <= present <= poll.base:
        raise Refused(_("出席人数应在 0 到全体人数之间。"))
    poll.present = present
    poll.quorum = voting.from_dict(poll.way).quorum_of(poll.base)
    if minutes is not None:
        if not 1 <= minutes <= MINUTES:
            raise Refused(_("时长应在 1 分钟到 30 天之间。"))
        closes_at = at + timedelta(minutes=minutes)
    if closes_at is not None and closes_at <= at:
        raise Refused(_("截止时间应当在现在以后。"))
    poll.opened_at, poll.closes_at = at, closes_at
    if poll.secrecy == "separated":
        keys.destroy(poll)  # of an opening that was rolled back
        poll.public_key = keys.make(poll, sealing.pair).hex()
    if poll.secrecy == "verifiable":
        poll.public_key = life.make_key(poll)
    facts = {"base": poll.base, "present": present, "quorum": poll.quorum, "key": poll.fingerprint}
    if poll.secrecy == "verifiable":  # who will sign the file of ballots is told before anybody votes
        facts["signer"] = congresskey.fingerprint(scope.current())
    return facts


@does(FLOW["close"])
def close(poll, *, by, at, confirmed=False):
    """No ballot is taken from here on. The gate has waited for those that were being written.

    A verifiable ballot comes some seconds after its token (BALLOT_WAIT_SECONDS): while fewer ballots than tokens are
    here, it is refused unless `confirmed`. A token keeps no time, so that nobody can say which of them are lost for good.
    """
    tokens, ballots = queries.received(poll)
    if ballots < tokens and not confirmed:
        raise Refused(
            _("已领凭证 %(tokens)s 份，收到选票 %(ballots)s 张：差的可能还在路上，请等 %(seconds)s 秒再截止。"
              "等过了还是不齐的，请勾选“不再等还没有到的票”。")
            % {"tokens": tokens, "ballots": ballots, "seconds": settings.BALLOT_WAIT_SECONDS + 5}
        )  # fmt: skip
    poll.closed_at = at
    cast = Voter.objects.filter(poll=poll)
    poll.turnout = cast.filter(has_voted=True).count() + cast.filter(channel="paper").count()
    transaction.on_commit(partial(keys.destroy, poll.uid, life.KIND))  # nothing is signed from here on
    return {"turnout": poll.turnout, **prints.seal(poll)}


def close_due(*, at) -> int:
    """Close every poll whose time has come; how many."""
    done = 0
    for poll in Poll.objects.filter(state="open", closes_at__lte=at).order_by("pk"):
        try:
            close(poll, by=process.house(), at=at, confirmed=True)  # the time was told beforehand
            done += 1
        except Refused:
            continue  # somebody pressed the button in the same moment
    return done
