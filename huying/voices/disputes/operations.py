"""What is done with a dispute; the citizen who brought it hears each result by the voice."""

from django.utils.translation import gettext as _

from huying.kernel.given import clean, needed
from huying.kernel.given import keep as store
from huying.kernel.process import Refused, creates, does, house

from .. import words
from ..operations import fulfil
from ..operations.answering import tell_citizen
from ..operations.shared import chosen, day_of
from .flow import FLOW, RUNNING
from .models import Dispute, Session

MODEL = Dispute
__all__ = [
    "MODEL",
    "RUNNING",
    "agree",
    "assign",
    "end",
    "fail",
    "keep",
    "mediate",
    "open",
    "open_for",
    "unkept",
]


@creates(FLOW["open"])
def open(*, by, at, voice, handler=None):
    return Dispute(
        voice=voice, case_id=voice.case_id, opened_on=day_of(at), handler=_mediator(voice, handler)
    )


def open_for(voice, *, by, at, handler=None, unit=None):
    return open(by=house(), at=at, voice=voice, handler=handler or (by if by.role == "keeper" else None))


def _mediator(voice, member):
    if member is not None and (
        not member.is_active or member.congress_id != voice.congress_id or member.role not in HANDLERS
    ):
        raise Refused(_("调解人只能是本级在任的联络员、代表或者机关工作人员。"))
    return member


HANDLERS = ("keeper", "deputy", "clerk")


@does(FLOW["assign"])
def assign(dispute, *, by, at, handler=None, mediator="", parties=""):
    """Who mediates: a person with an account, or by name; and between whom."""
    dispute.handler, dispute.mediator = _mediator(dispute, handler), clean(mediator)[:80]
    if dispute.handler is None and not dispute.mediator:
        raise Refused(_("请选择调解人，或者写明是谁调解。"))
    dispute.parties = clean(parties)[:400] or dispute.parties
    return {"handler": handler.pk if handler else None}


def _write(dispute, kind, *, by, at, text, on=None) -> None:
    day = on or day_of(at)
    if day > day_of(at):
        raise Refused(_("日期不能晚于今天。"))
    Session.objects.create(
        case_id=dispute.case_id, dispute=dispute, kind=kind, held_on=day, text=text, by=by, at=at
    )


@does(FLOW["mediate"])
def mediate(dispute, *, by, at, text, held_on=None, files=()):
    _write(dispute, "mediate", by=by, at=at, text=needed(text, _("调解情况")), on=held_on)
    store(files, dispute, by=by, at=at)
    dispute.sessions += 1


@does(FLOW["agree"])
def agree(dispute, *, by, at, agreement, performs_on, files=()):
    """What was agreed and by which day it is to be kept; the revisit counts from that day."""
    if performs_on < day_of(at):
        raise Refused(_("约定的履行日期不能早于今天；已经当场履行的，填今天。"))
    dispute.agreement = needed(agreement, _("协议内容"))
    dispute.agreed_on, dispute.performs_on, dispute.revisited_on = day_of(at), performs_on, None
    _write(dispute, "agree", by=by, at=at, text=dispute.agreement)
    store(files, dispute, by=by, at=at)
    tell_citizen(dispute, at=at, outcome="planned", text=dispute.agreement, planned_on=performs_on)


@does(FLOW["fail"])
def fail(dispute, *, by, at, way, text):
    """No agreement: the parties keep every legal way, and are told which (R-PET-07)."""
    guidance = str(words.WAYS[chosen(way, words.WAYS, _("途径"))])
    told = needed(text, _("调解情况"))
    dispute.way = way
    _write(dispute, "fail", by=by, at=at, text=told)
    tell_citizen(
        dispute, at=at, outcome="referred", text=f"{guidance}\n{told}", reason=str(words.WAY_NAMES[way])
    )


@does(FLOW["keep"])
def keep(dispute, *, by, at, text, files=()):
    """Revisited: what was agreed has been done, and this is the proof."""
    proof = needed(text, _("回访情况"))
    dispute.revisited_on = day_of(at)
    _write(dispute, "revisit", by=by, at=at, text=proof)
    store(files, dispute, by=by, at=at)
    voice = dispute.now()
    if voice.state == "answered" and voice.outcome in ("solved", "planned") and not voice.fulfilled_on:
        fulfil(voice, by=house(), at=at, text=proof)


@does(FLOW["unkept"])
def unkept(dispute, *, by, at, text):
    dispute.revisited_on = day_of(at)
    _write(dispute, "revisit", by=by, at=at, text=needed(text, _("回访情况")))


@does(FLOW["end"])
def end(dispute, *, by, at):
    """Another round was asked for: this file ends where it stands."""
