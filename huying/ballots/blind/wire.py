"""What browser and server say to each other while a verifiable ballot is voted; one spelling for both lanes.

/sign   {"blinded": base64}                       with the voter's session or device ticket
        → {"code": "taken", "signature": base64}  the same message gets the same answer
/cast   {"token": hex, "signature": base64, "marks": {…}}     without any of them
        → {"code": "taken", "receipt": …}         the same ballot gets the same answer
Refusals: {"code": …, "say": a sentence}, and a status of 4xx; nothing else is worth another try with the same words.
"""

import base64
import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import casting, kinds
from . import issuing, paper
from .scheme import Unfit

MOST_BYTES = 2 * paper.MOST_BYTES  # of a request's body
Told = tuple[int, dict[str, Any]]
SAYS = {
    casting.CLOSED: (410, gettext_lazy("表决没有在进行，没有收下。")),
    casting.STRANGER: (403, gettext_lazy("您不在这次表决的名单上。")),
    casting.ABSENT: (403, gettext_lazy("开始表决时您没有签到，这次不能投票：在场的人在开始时已经固定。")),
    casting.PAPER: (409, gettext_lazy("您领了纸质票，请投纸质票。")),
    casting.ALREADY: (409, gettext_lazy("您已经领过投票凭证。请用领凭证的那台设备继续；凭证不能补发，以免一人投两票。")),
    issuing.UNFIT: (422, gettext_lazy("发来的内容不对，请刷新页面再试。")),
}  # fmt: skip
NO_KEY = (503, gettext_lazy("这台服务器上没有这次表决的签名钥匙，请告诉工作人员。"))
NOT_SIGNED = (403, gettext_lazy("选票没有有效的凭证，没有收下。"))
OTHER_STANDS = (409, gettext_lazy("这个凭证已经投过另一张票。"))


def read_sign(body: bytes) -> bytes:
    """The blinded message, or Unfit."""
    try:
        return _raw(_object(body)["blinded"])
    except (KeyError, ValueError, TypeError):
        raise Unfit("no blinded message") from None


def read_cast(body: bytes) -> casting.Returned:
    """The ballot, or Unfit."""
    try:
        found = _object(body)
        token, marks = bytes.fromhex(found["token"]), found["marks"]
        if len(token) != paper.TOKEN_BYTES or not isinstance(marks, dict):
            raise ValueError("not a ballot")
        return casting.Returned(token, _raw(found["signature"]), marks)
    except (KeyError, ValueError, TypeError):
        raise Unfit("no ballot") from None


def tell_issued(issued: issuing.Issued) -> Told:
    """(status, body) of an answer to /sign; a repeated question is answered as the first time."""
    if issued.code in casting.STANDS:
        return 200, {"code": casting.TAKEN, "signature": base64.b64encode(issued.signature).decode()}
    return refusal(issued.code)


def tell_cast(answer: casting.Answer, ballot: casting.Returned) -> Told:
    """(status, body) of an answer to /cast; a repeated ballot is answered as the first time.

    The receipt is of the marks as they are stored and will be published, in whatever spelling they came.
    """
    if answer.stands:
        receipt = paper.receipt(ballot.token, kinds.canonical(answer.marks))
        return 200, {"code": casting.TAKEN, "receipt": receipt}
    if answer.code == casting.BAD and answer.why:
        return 422, {"code": casting.BAD, "say": _(answer.why.text) % answer.why.values}
    if answer.code == casting.STRANGER:
        return _refused(answer.code, *NOT_SIGNED)
    if answer.code == casting.ALREADY:
        return _refused(answer.code, *OTHER_STANDS)
    return refusal(answer.code)


def refusal(code: str) -> Told:
    """(status, body) of a refusal by its code (casting, issuing.UNFIT)."""
    return _refused(code, *SAYS[code])


def no_key() -> Told:
    """The private key is not on this machine."""
    return _refused("nokey", *NO_KEY)


def _refused(code, status, say) -> Told:
    return status, {"code": code, "say": str(say)}


def _object(body: bytes) -> dict:
    if len(body) > MOST_BYTES:
        raise ValueError("too long")
    try:
        found = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _raw(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")
    return base64.b64decode(text, validate=True)
