"""After the closing: the count in one transaction, the key destroyed behind it, the result declared."""

import json
from collections import Counter
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, does
from huying.rules import voting

from .. import counting, keys, kinds, laying, looks, sealing
from ..blind import publishing
from ..flow import FLOW
from ..models import SealedSheet, Sheet, Token, VerifiableBallot, Voter
from . import rolls


@does(FLOW["count"])
def count(poll, *, by, at):
    """Unseal, sort, count; sealed sheets are deleted in the same transaction, the key is destroyed once it is committed.

    Refused where the roll is not the one that was frozen. A crash in between leaves the poll counted and its key for
    `sweep` to destroy, or closed and nothing done.
    """
    rolls.check(poll)
    electronic, unreadable = COLLECT[poll.secrecy](poll)
    read = looks.compare(poll.paper_looks())
    paper = list(read.settled.values())
    sheets = electronic + paper
    expected = Voter.objects.filter(poll=poll, has_voted=True).count()
    taken = poll.tokens.count() if poll.secrecy == "verifiable" else expected
    present = poll.turnout if poll.present is None else poll.present
    tally = counting.count(
        poll.spec, voting.from_dict(poll.way), sheets, base=poll.base, present=present,
        issued=taken + poll.paper_issued,
    )  # fmt: skip
    lost = (
        0 if poll.secrecy == "verifiable" else max(0, expected - len(electronic))
    )  # a token may stay unused
    if lost:
        tally.lines.append(counting.Line("lost", lost))
    if poll.is_secret:
        rows = [(False, marks) for marks in electronic if poll.secrecy == "separated"]  # sorted already
        rows += [(True, marks) for marks in sorted(paper, key=kinds.canonical)]
        laying.pour(
            Sheet,
            ("congress_id", "poll_id", "is_paper", "marks"),
            ((poll.congress_id, poll.pk, is_paper, marks) for is_paper, marks in rows),
        )
    SealedSheet.objects.filter(poll=poll).delete()
    if poll.secrecy == "verifiable":
        laying.lay_anew(VerifiableBallot, poll, "token")
        laying.lay_anew(Token, poll, "voter_id")
    poll.result, poll.digest = tally.as_dict(), counting.digest(sheets)
    transaction.on_commit(partial(forget_keys, poll.uid))
    return {
        "outcome": tally.outcome, "returned": tally.returned, "valid": tally.valid, "lost": lost, "unreadable": unreadable,
        "digest": poll.digest, **_third_hands(poll, read),
    }  # fmt: skip


def _third_hands(poll, read) -> dict:
    """What third persons did to the paper, for the trace of the count: sheets settled otherwise than read, lines struck."""
    struck = poll.paper.filter(is_struck=True, look__in=(1, 2), struck_by__isnull=False).count()
    return {"settled_otherwise": len(read.neither), "struck": struck} if struck or read.neither else {}


def _open_sheets(poll) -> tuple[list, int]:
    return list(poll.open_votes.values_list("marks", flat=True)), 0


def _sealed_sheets(poll) -> tuple[list, int]:
    """The sheets in the order of their content; a sheet that cannot be read any more is counted as invalid.

    Sheets that are alike are read once.
    """
    try:
        secret = keys.load(poll)
    except keys.NoKey:
        raise Refused(_("解票的钥匙不在这台服务器上，不能计票；只能作废后重新投票。")) from None
    sealed = SealedSheet.objects.filter(poll=poll).values_list("sealed", flat=True)
    alike = Counter(sealing.unseal_all(secret, [bytes(one) for one in sealed]))
    found, unreadable = [], 0
    for raw, times in alike.items():
        if (marks := _read(poll.spec, raw)) is None:
            marks = dict(kinds.SPOILT)
            unreadable += times
        found.append((kinds.canonical(marks), marks, times))
    if sealed and unreadable == len(sealed):
        raise Refused(_("这把钥匙一张票也解不开，多半不是这次表决的钥匙：没有计票，票和钥匙都原样留着。"))
    found.sort(key=lambda one: one[0])
    return [marks for _raw, marks, times in found for _time in range(times)], unreadable


def _read(spec, raw: bytes | None) -> dict | None:
    """The marks of an opened sheet; None where it could not be opened or is no sheet of this poll."""
    try:
        return None if raw is None else kinds.validate(spec, json.loads(raw))
    except ValueError:
        return None


def _verifiable_sheets(poll) -> tuple[list, int]:
    return list(poll.verifiable.values_list("marks", flat=True)), 0


COLLECT = {"open": _open_sheets, "separated": _sealed_sheets, "verifiable": _verifiable_sheets}


@does(FLOW["declare"])
def declare(poll, *, by, at, publish=False, names=False, note=""):
    """Say the result; the trace carries outcome and digest. `publish`: the public may read it; `names`: with each vote.

    Where prints differ from what was counted, a note has to say what came of it.
    """
    note = given.text(note, _("说明"), 500, required=False)
    if poll.prints_amiss and not note:
        raise Refused(
            _("抽查的打印票有 %(n)s 张在已计的票里找不到：查明以后写明情况再宣布，或者作废。")
            % {"n": poll.prints_amiss}
        )
    if (box := poll.prints_draw.get("box", 0)) != (
        counted := poll.prints_draw.get("counted", 0)
    ) and not note:
        raise Refused(
            _("打印票箱里有 %(box)s 张，设备收到的票计了 %(counted)s 张：查明以后写明情况再宣布，或者作废。")
            % {"box": box, "counted": counted}
        )
    _publish(poll, publish, names)
    facts = {"outcome": poll.outcome, "digest": poll.digest, "published": poll.is_published, "note": note}
    return facts | (publishing.attach(poll, by=by, at=at) if poll.secrecy == "verifiable" else {})


@does(FLOW["publish"])
def publish(poll, *, by, at, names=False):
    _publish(poll, True, names)
    return {"names": poll.names_published}


def _publish(poll, publish, names) -> None:
    if names and poll.is_secret:
        raise Refused(_("无记名表决没有姓名可以公布。"))
    poll.is_published = poll.is_published or bool(publish)
    poll.names_published = poll.names_published or (bool(names) and poll.is_published)


@does(FLOW["annul"])
def annul(poll, *, by, at, reason):
    """Nothing of it counts; what was sealed is thrown away with its key."""
    reason = given.text(reason, _("作废的理由"), 500)
    SealedSheet.objects.filter(poll=poll).delete()
    transaction.on_commit(partial(forget_keys, poll.uid))
    return {"note": reason}


def forget_keys(uid) -> None:
    """Destroy every key of a poll."""
    for kind in ("box", "rsa"):
        keys.destroy(uid, kind)
