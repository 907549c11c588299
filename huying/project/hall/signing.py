"""The desk that signs blindly and takes ballots back; signatures of one list are made side by side."""

import os
from concurrent.futures import ThreadPoolExecutor

from huying.ballots import casting, keys
from huying.ballots.blind import issuing, life, wire
from huying.ballots.blind.signing import Signer
from huying.ballots.models import Poll

from .talking import Problem


class Desk:
    """Holds no key: it is read for every list, so that destroying its file is the end of it (blind/life.py)."""

    def __init__(self) -> None:
        # OpenSSL lets go of Python's lock while it signs: as many threads as processors.
        self.count = min(4, os.cpu_count() or 1)
        self.hands = ThreadPoolExecutor(self.count, thread_name_prefix="sign")

    def sign(self, poll: int, acts: list, at) -> list:
        """Blind signatures for these members, or why not."""
        asked = [issuing.Asked(a.member, a.data) for a in acts]
        try:
            return [_told(wire.tell_issued(one)) for one in issuing.issue(poll, asked, at=at, sign=self._all)]
        except keys.NoKey:
            return [_told(wire.no_key())] * len(acts)

    @staticmethod
    def cast(poll: int, acts: list, at) -> list:
        """Ballots that come back without a name."""
        ballots = [a.data for a in acts]
        try:
            found = casting.cast_verifiable(poll, ballots, at=at, genuine=life.genuine)
        except ValueError:  # a poll without a key
            raise Poll.DoesNotExist from None
        return [_told(wire.tell_cast(answer, ballot)) for answer, ballot in zip(found, ballots, strict=True)]

    def _all(self, now: casting.Running, blinded: list[bytes]) -> list:
        with Signer(keys.load(now.uid, life.KIND)) as signer:
            parts = [blinded[n :: self.count] for n in range(min(self.count, len(blinded)))]
            signed = list(self.hands.map(signer.sign_each, parts))
        return [signed[n % self.count][n // self.count] for n in range(len(blinded))]

    def close(self) -> None:
        self.hands.shutdown()


def _told(told: wire.Told) -> dict | Problem:
    status, body = told
    return body if status == 200 else Problem(status, body["code"], body["say"])
