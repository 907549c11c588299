"""The desk that signs blindly and takes ballots back: keys are read once a poll, signatures made side by side."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.utils.translation import gettext as _

from huying.ballots import casting, keys
from huying.ballots.blind import issuing, publickey, scheme
from huying.ballots.blind.signing import Signer
from huying.ballots.models import Poll
from huying.rules.flow import N_

from .talking import Problem

MOST = 8  # polls whose keys are held at once
TOKEN = 128  # bytes, as the table holds


class Desk:
    """Holds the private keys of polls that are being signed for; a poll that is no longer open loses its place."""

    def __init__(self) -> None:
        # OpenSSL lets go of Python's lock while it signs: as many threads as processors.
        self.hands = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="sign")
        self.signers: dict[int, Signer] = {}

    def sign(self, poll: int, acts: list, at) -> list:
        """Blind signatures for these members, or why not."""
        from .writing import said

        asked = [issuing.Asked(a.member, a.data) for a in acts]
        found = issuing.issue(poll, asked, at=at, sign=self._all)
        if found and found[0].code == casting.CLOSED:
            self.forget(poll)
        answers: list = []
        for one in found:
            if one.code == issuing.UNFIT:
                answers.append(Problem(422, "unfit", _("凭证请求的格式不对。")))
            elif one.signature:
                answers.append({"ok": True, "code": one.code, "signature": one.signature.hex()})
            else:
                answers.append(said(casting.Answer(one.code), ISSUED))
        return answers

    def cast(self, poll: int, acts: list, at) -> list:
        """Ballots that come back without a name."""
        from .writing import said

        ballots = [casting.Returned(*a.data) for a in acts]
        return [
            said(a, RETURNED) for a in casting.cast_verifiable(poll, ballots, at=at, genuine=self._genuine)
        ]

    def _all(self, now: casting.Running, blinded: list[bytes]) -> list:
        signer = self._signer(now.pk)

        def one(message: bytes):
            try:
                return signer.sign(message)
            except scheme.Unfit as unfit:
                return unfit

        return list(self.hands.map(one, blinded))

    @staticmethod
    def _genuine(now: casting.Running, ballot: casting.Returned) -> bool:
        if not 0 < len(ballot.token) <= TOKEN:
            return False
        return scheme.verify(publickey.read(now.public_key), ballot.token, ballot.signature)

    def _signer(self, poll: int) -> Signer:
        if poll not in self.signers:
            if len(self.signers) >= MOST:
                self.forget(next(iter(self.signers)))
            self.signers[poll] = Signer(keys.load(Poll.objects.only("uid").get(pk=poll), "rsa"))
        return self.signers[poll]

    def forget(self, poll: int) -> None:
        if signer := self.signers.pop(poll, None):
            signer.close()

    def close(self) -> None:
        for poll in list(self.signers):
            self.forget(poll)
        self.hands.shutdown()


ISSUED = {casting.ALREADY: (409, N_("您已经领过另一张凭证，请用原来的设备投票。"))}
RETURNED = {
    casting.STRANGER: (403, N_("凭证不是为这次表决签发的。")),
    casting.ALREADY: (409, N_("这张凭证已经用过，先前的一票有效。")),
}
