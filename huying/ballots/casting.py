"""Taking ballots: LISTS in, one answer each out, a constant number of statements whatever the list's length.

Both lanes call these: a page with a list of one, the hall's lane with what came in a few milliseconds. Every call is one
transaction; an answer that came back is durable. The same ballot sent again gets the same answer and is not doubled.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction

from . import kinds, sealing
from .models import OpenVote, Poll, SealedSheet, VerifiableBallot, Voter, lock

TAKEN, SAME, REPLACED = "taken", "same", "replaced"  # the ballot stands
ALREADY = "already"  # another ballot of this voter (or token) stands; this one was not taken
CLOSED, STRANGER, ABSENT, PAPER, BAD = "closed", "stranger", "absent", "paper", "bad"
STANDS = (TAKEN, SAME, REPLACED)
_shuffle = random.SystemRandom().shuffle


class Answer(NamedTuple):
    """What became of one ballot; `why` is a BadSheet for BAD. `marks`: of a verifiable one that stands, as they are stored."""

    code: str
    why: kinds.BadSheet | None = None
    marks: Any = None

    @property
    def stands(self) -> bool:
        return self.code in STANDS


class Press(NamedTuple):
    """One open or separated ballot: the voter's membership and the marks as they came."""

    member: int
    marks: Any


class Returned(NamedTuple):
    """One verifiable ballot: no voter."""

    token: bytes
    signature: bytes
    marks: Any


class Running(NamedTuple):
    """What casting reads of a poll."""

    pk: int
    uid: Any
    congress: int
    state: str
    secrecy: str
    counts: str
    spec: dict
    public_key: str
    closes_at: Any

    def takes(self, secrecy: str, at) -> bool:
        """Open, of this kind, and not past its set time (the job that closes it may come a little later)."""
        return (
            self.state == "open"
            and self.secrecy == secrecy
            and (self.closes_at is None or at < self.closes_at)
        )


def running(poll: int) -> Running:
    """The poll as casting needs it, read after the lock was taken; Poll.DoesNotExist."""
    row = Poll.objects.filter(pk=poll).values_list(
        "pk", "uid", "congress_id", "state", "secrecy", "counts", "spec", "public_key", "closes_at"
    )
    if (found := row.first()) is None:
        raise Poll.DoesNotExist
    return Running(*found)


def cast_open(poll: int, presses: Sequence[Press], *, at) -> list[Answer]:
    """Named votes (记名). By the poll's setting the first press counts, or the last one committed."""
    with transaction.atomic():
        lock(poll, shared=True)
        now = running(poll)
        if not now.takes("open", at):
            return [Answer(CLOSED)] * len(presses)
        voters = voters_of(now, presses)
        stand = {
            v: (marks, n)
            for v, marks, n in OpenVote.objects.filter(voter__in=[v.pk for v in voters.values()]).values_list(
                "voter_id", "marks", "presses"
            )
        }
        answers, changed = [], {}
        for press in presses:
            voter = voters.get(press.member)
            if refused := refusal(voter):
                answers.append(refused)
                continue
            marks, bad = _read(now, press.marks)
            if bad:
                answers.append(bad)
                continue
            before = stand.get(voter.pk)
            if before and before[0] == marks:
                answers.append(Answer(SAME))
                continue
            if before and now.counts == "first":
                answers.append(Answer(ALREADY))
                continue
            stand[voter.pk] = changed[voter.pk] = (marks, before[1] + 1 if before else 1)
            answers.append(Answer(REPLACED if before else TAKEN))
        OpenVote.objects.bulk_create(
            [
                OpenVote(congress_id=now.congress, voter_id=v, poll_id=now.pk, marks=marks, presses=n, at=at)
                for v, (marks, n) in changed.items()
            ],
            update_conflicts=True,
            unique_fields=["voter"],
            update_fields=["marks", "presses", "at"],
        )
        mark(changed)
        return answers


def cast_sealed(poll: int, presses: Sequence[Press], *, at) -> list[Answer]:
    """Secret votes, separated (无记名·人票分存): the first counts, since nobody can find it again to replace it.

    A retry answers ALREADY: it cannot be told from a second try with other marks.
    """
    with transaction.atomic():
        lock(poll, shared=True)
        now = running(poll)
        if not now.takes("separated", at):
            return [Answer(CLOSED)] * len(presses)
        voters = voters_of(now, presses)
        public, size = bytes.fromhex(now.public_key), kinds.largest(now.spec)
        answers, sheets, marked = [], [], []
        for press in presses:
            voter = voters.get(press.member)
            if refused := refusal(voter):
                answers.append(refused)
                continue
            if voter.has_voted:
                answers.append(Answer(ALREADY))
                continue
            marks, bad = _read(now, press.marks)
            if bad:
                answers.append(bad)
                continue
            sealed = sealing.seal(public, kinds.canonical(marks), size)
            sheets.append(SealedSheet(congress_id=now.congress, poll_id=now.pk, sealed=sealed))
            voter.has_voted = True
            marked.append(voter.pk)
            answers.append(Answer(TAKEN))
        _shuffle(sheets)  # within a list at least, the order of rows says nothing
        SealedSheet.objects.bulk_create(sheets)
        mark(marked)
        return answers


def cast_verifiable(
    poll: int,
    ballots: Sequence[Returned],
    *,
    at,
    genuine: Callable[[Running, Returned], bool],
) -> list[Answer]:
    """Secret votes, verifiable: whoever holds a token signed for this poll; `genuine` checks the signature."""
    now = running(poll)
    read = [(b, *(_read(now, b.marks) if genuine(now, b) else (None, Answer(STRANGER)))) for b in ballots]
    with transaction.atomic():
        lock(poll, shared=True)
        good = {bytes(b.token): (b, marks) for b, marks, bad in reversed(read) if not bad}
        there = _ballots(good)
        if not running(poll).takes("verifiable", at):
            return [  # whose acknowledgement was lost still hears that the ballot stands
                Answer(CLOSED)
                if bad or there.get(bytes(b.token)) != (now.pk, marks)
                else Answer(SAME, marks=marks)
                for b, marks, bad in read
            ]
        VerifiableBallot.objects.bulk_create(
            [
                VerifiableBallot(
                    congress_id=now.congress, token=token, poll_id=now.pk, signature=b.signature, marks=marks
                )
                for token, (b, marks) in sorted(
                    good.items()
                )  # not as they came; and two lists cannot wait for each other
                if token not in there
            ],
            ignore_conflicts=True,
        )
        stand = _ballots(good)
    answers, first = [], set(there)
    for b, marks, bad in read:
        token = bytes(b.token)
        if bad:
            answers.append(bad)
        elif stand.get(token) != (now.pk, marks):
            answers.append(Answer(ALREADY))
        else:
            answers.append(Answer(SAME if token in first else TAKEN, marks=marks))
            first.add(token)
    return answers


def _ballots(tokens) -> dict[bytes, tuple[int, dict]]:
    rows = VerifiableBallot.objects.filter(token__in=list(tokens)).values_list("token", "poll_id", "marks")
    return {bytes(token): (poll, marks) for token, poll, marks in rows}


def voters_of(now: Running, presses) -> dict[int, Voter]:
    """The roll's rows of these members, locked in the order of the roll so that two lists cannot wait for each other."""
    rows = Voter.objects.filter(poll=now.pk, member__in={p.member for p in presses}).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return {v.member_id: v for v in rows}


def refusal(voter) -> Answer | None:
    if voter is None:
        return Answer(STRANGER)
    if voter.channel == "paper":
        return Answer(PAPER)
    return None if voter.is_present else Answer(ABSENT)


def _read(now: Running, marks) -> tuple[Any, Answer | None]:
    try:
        return kinds.validate(now.spec, marks), None
    except kinds.BadSheet as bad:
        return None, Answer(BAD, bad)


def mark(voters) -> None:
    if voters:
        pks = list(voters)
        _shuffle(pks)
        Voter.objects.filter(pk__in=pks).update(has_voted=True, channel="electronic")


def congress_of(poll: int):
    """The congress that a poll belongs to, for a lane that serves none yet; Poll.DoesNotExist."""
    return Poll.everywhere.select_related("congress").get(pk=poll).congress
