"""Signing for voters: LISTS in, one answer each out, a constant number of statements, as casting.py takes ballots.

Once a voter: the same blinded message gets the same signature again (a lost answer costs nobody the vote), another one is
refused. Here names are known and contents are not; the ballot comes back by another road, without a name.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import transaction

from .. import casting
from ..models import Token, lock
from .scheme import Unfit

UNFIT = "unfit"  # what came is no blinded message under this poll's key


class Asked(NamedTuple):
    """One voter's blinded message."""

    member: int
    blinded: bytes


class Issued(NamedTuple):
    """TAKEN or SAME with the blind signature; else why not."""

    code: str
    signature: bytes = b""


def issue(
    poll: int,
    asked: Sequence[Asked],
    *,
    at,
    sign: Callable[[casting.Running, list[bytes]], list[bytes | Unfit]],
) -> list[Issued]:
    """`sign` gives the signatures of blinded messages under the poll's key, Unfit in place of one that cannot be signed."""
    with transaction.atomic():
        lock(poll, shared=True)
        now = casting.running(poll)
        if not now.takes("verifiable", at):
            return [Issued(casting.CLOSED)] * len(asked)
        voters = casting.voters_of(now, asked)
        have = {
            v: (bytes(blinded), bytes(signature))
            for v, blinded, signature in Token.objects.filter(
                voter__in=[v.pk for v in voters.values()]
            ).values_list("voter_id", "blinded", "signature")
        }
        wanted: dict[int, bytes] = {}  # voter → the first message that came; a second one is refused below
        for one in asked:
            voter = voters.get(one.member)
            if casting.refusal(voter) is None and voter.pk not in have:
                wanted.setdefault(voter.pk, one.blinded)
        signed = dict(zip(wanted, sign(now, list(wanted.values())), strict=True)) if wanted else {}
        good = {v: s for v, s in signed.items() if not isinstance(s, Unfit)}
        Token.objects.bulk_create(
            [
                Token(congress_id=now.congress, voter_id=v, poll_id=now.pk, blinded=wanted[v], signature=s)
                for v, s in good.items()
            ]
        )
        casting.mark(good)
        fresh = {v: (wanted[v], s) for v, s in good.items()}
        return [_answer(one, voters.get(one.member), have, fresh) for one in asked]


def _answer(one: Asked, voter, have, fresh) -> Issued:
    if refused := casting.refusal(voter):
        return Issued(refused.code)
    known = have.get(voter.pk) or fresh.get(voter.pk)
    if known is None:
        return Issued(UNFIT)
    if known[0] != one.blinded:
        return Issued(casting.ALREADY)
    return Issued(casting.SAME if voter.pk in have else casting.TAKEN, known[1])
