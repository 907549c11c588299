"""The desk that signs blindly and takes ballots back; signatures of one list are made side by side."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.utils.translation import gettext as _

from huying.ballots import casting, keys
from huying.ballots.blind import issuing, life, scheme
from huying.ballots.blind.signing import Signer
from huying.rules.flow import N_

from .talking import Problem


class Desk:
    """Holds no key: it is read for every list, so that destroying its file is the end of it (blind/life.py)."""

    def __init__(self) -> None:
        # OpenSSL lets go of Python's lock while it signs: as many threads as processors.
        self.hands = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="sign")

    def sign(self, poll: int, acts: list, at) -> list:
        """Blind signatures for these members, or why not."""
        asked = [issuing.Asked(a.member, a.data) for a in acts]
        return [self._said(one) for one in issuing.issue(poll, asked, at=at, sign=self._all)]

    @staticmethod
    def _said(one: issuing.Issued) -> dict | Problem:
        if one.code == issuing.UNFIT:
            return Problem(422, "unfit", _("凭证请求的格式不对。"))
        if one.signature:
            return {"ok": True, "code": one.code, "signature": one.signature.hex()}
        return said(casting.Answer(one.code), ISSUED)

    @staticmethod
    def cast(poll: int, acts: list, at) -> list:
        """Ballots that come back without a name."""
        ballots = [casting.Returned(*a.data) for a in acts]
        found = casting.cast_verifiable(poll, ballots, at=at, genuine=life.genuine)
        return [said(answer, RETURNED) for answer in found]

    def _all(self, now: casting.Running, blinded: list[bytes]) -> list:
        with Signer(keys.load(now.uid, life.KIND)) as signer:

            def one(message: bytes):
                try:
                    return signer.sign(message)
                except scheme.Unfit as unfit:
                    return unfit

            return list(self.hands.map(one, blinded))

    def close(self) -> None:
        self.hands.shutdown()


def said(answer: casting.Answer, says=None) -> dict | Problem:
    """The ballot stands: its code; else the Problem."""
    if answer.stands:
        return {"ok": True, "code": answer.code}
    if answer.why is not None:
        return Problem(422, answer.code, _(answer.why.text) % answer.why.values)
    status, message = (says or {}).get(answer.code) or SAYS[answer.code]
    return Problem(status, answer.code, _(message))


SAYS = {
    casting.ALREADY: (409, N_("您已经投过票，先前的一票有效。")),
    casting.CLOSED: (409, N_("表决已经截止或者还没有开始。")),
    casting.STRANGER: (403, N_("您不在这次表决的名单上。")),
    casting.ABSENT: (403, N_("您没有签到，不能投票。请先签到。")),
    casting.PAPER: (409, N_("您已经领了纸质票，请用纸质票投票。")),
}
ISSUED = {casting.ALREADY: (409, N_("您已经领过另一张凭证，请用原来的设备投票。"))}
RETURNED = {
    casting.STRANGER: (403, N_("凭证不是为这次表决签发的。")),
    casting.ALREADY: (409, N_("这张凭证已经用过，先前的一票有效。")),
}
