"""The file of ballots of a verifiable poll: made once, when the result is declared, kept as the poll's attachment.

The trace of the declaration carries its SHA-256 (`file`), so does the poll's page and the poster to print.
"""

import base64
from typing import Any

from django.utils.translation import gettext as _

from huying.kernel import files, shelf
from huying.kernel.content import BadFile
from huying.kernel.process import Refused

from .. import kinds
from ..models import Poll, Sheet, Token, VerifiableBallot
from . import checking, congresskey, paper, publickey


def document(poll: Poll) -> dict[str, Any]:
    """Everything a stranger needs to count again, unsigned. Nothing in it has an order but that of its content."""
    rows = VerifiableBallot.objects.filter(poll=poll).values_list("token", "signature", "marks")
    ballots = sorted((_ballot(bytes(token), bytes(s), marks) for token, s, marks in rows), key=_token)
    on_paper = Sheet.objects.filter(poll=poll, is_paper=True).values_list("marks", flat=True)
    return {
        "format": checking.FORMAT,
        "congress": {"code": poll.congress.code, "name": poll.congress.name},
        "poll": {
            "number": poll.number, "title": poll.title, "question": poll.question,
            "opened": poll.opened_at.isoformat(), "closed": poll.closed_at.isoformat(),
        },
        "spec": poll.spec, "way": poll.way, "base": poll.base, "eligible": poll.roll_size, "turnout": poll.turnout,
        "present": poll.turnout if poll.present is None else poll.present,
        "tokens": Token.objects.filter(poll=poll).count(),
        "key": {"public": poll.public_key, "fingerprint": publickey.read(poll.public_key).fingerprint},
        "paper": {"issued": poll.paper_issued, "sheets": sorted(on_paper, key=kinds.canonical)},
        "ballots": ballots, "result": poll.result, "sheets_digest": poll.digest,
    }  # fmt: skip


def make(poll: Poll) -> bytes:
    """The signed file, in its one spelling."""
    made = document(poll)
    made["signed"] = congresskey.signed(poll.congress, checking.spell(made))
    return checking.spell(made)


def attach(poll: Poll, *, by, at) -> dict[str, str]:
    """Keep the file with the poll, inside its step; facts for the trace."""
    raw = make(poll)
    report = checking.check(raw)
    # Never publish what strangers would find wrong; but a poll keeps its way, though the table has changed meanwhile.
    if wrong := [p["detail"] for p in report.problems if p["kind"] != "way"]:
        raise Refused(_("选票文件核对不上，不能宣布：%(why)s") % {"why": wrong[0]})
    try:
        kept = files.store(files.made(name(poll), raw), case=poll.case, by=by, at=at, subject=poll)
    except BadFile as error:
        raise Refused(str(error)) from None
    return {"file": kept.sha256}


def name(poll: Poll) -> str:
    """The file is called so wherever it is met: attached, downloaded, on the poster."""
    return f"ballots-{poll.number}.txt"


def digest_of(poll: Poll) -> str:
    """SHA-256 of the declared file; "" before."""
    kept = _file(poll)
    return kept.sha256 if kept else ""


def raw_of(poll: Poll) -> bytes | None:
    """The declared file's bytes; None before."""
    kept = _file(poll)
    if kept is None:
        return None
    with shelf.open_(kept.place) as body:
        return body.read()


def _file(poll):
    return files.of(poll).filter(name=name(poll), subject_id=poll.pk).first()


def _ballot(token: bytes, signature: bytes, marks) -> dict[str, Any]:
    return {
        "token": token.hex(),
        "signature": base64.b64encode(signature).decode(),
        "marks": marks,
        "receipt": paper.receipt(token, kinds.canonical(marks)),
    }


def _token(ballot) -> str:
    return ballot["token"]
