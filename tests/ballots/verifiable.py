"""Voters of a verifiable poll without a browser, for the tests of this room."""

import json

from huying.ballots import casting, kinds
from huying.ballots.blind import issuing, life, paper, publickey, scheme
from huying.ballots.models import Poll


class Voter:
    """One member with a choice: ask(), then ballot to cast."""

    def __init__(self, poll: Poll, member, marks):
        self.poll, self.member, self.marks = poll, member, marks
        self.key = publickey.read(poll.public_key)
        self.token = scheme.prepare(b"")
        self.spelt = kinds.canonical(marks)
        self.blinded, self._unblind = scheme.blind(self.key, paper.prepared(self.token, self.spelt))
        self.asked = issuing.Asked(member.pk, self.blinded)

    def ballot(self, answer: bytes) -> casting.Returned:
        signature = scheme.finalize(self.key, paper.prepared(self.token, self.spelt), answer, self._unblind)
        return casting.Returned(self.token, signature, json.loads(self.spelt))

    @property
    def receipt(self) -> str:
        return paper.receipt(self.token, self.spelt)


def vote(poll, choices: dict, *, at) -> list[Voter]:
    """Every member of {member: marks} asks and casts; all must be taken."""
    voters = [Voter(poll, m, marks) for m, marks in choices.items()]
    issued = issuing.issue(poll.pk, [v.asked for v in voters], at=at, sign=life.sign)
    assert [i.code for i in issued] == [casting.TAKEN] * len(voters)
    ballots = [v.ballot(i.signature) for v, i in zip(voters, issued, strict=True)]
    answers = casting.cast_verifiable(poll.pk, ballots, at=at, genuine=life.genuine)
    assert [a.code for a in answers] == [casting.TAKEN] * len(voters)
    return voters
