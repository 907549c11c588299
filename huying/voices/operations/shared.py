"""What several steps do alike: write an answer, carry it to merged voices."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.given import clean
from huying.kernel.process import Refused, house

from ..codes import codes
from ..models import Paper, Voice


def chosen(value: str, choices: dict, what: str) -> str:
    if value not in choices:
        raise Refused(_("“%(value)s”不是可选的%(what)s。") % {"value": value, "what": what})
    return value


def day_of(at):
    return timezone.localdate(at)


def show_code(voice, seed: str = "") -> None:
    """A fresh code: readable on this object only (`fresh_code`), never in the database."""
    voice.fresh_code = codes.fresh(seed)
    voice.code_digest = codes.digest(voice.number, voice.fresh_code)


def write_answer(voice, *, outcome, text, reason="", planned_on=None, by, at) -> None:
    """Record the answer and say on the voice what is now true."""
    voice.outcome, voice.planned_on, voice.answered_on = outcome, planned_on, day_of(at)
    voice.outcome_reason = clean(reason)[:500]
    voice.rating, voice.rating_reason, voice.rated_at = "", "", None
    write(
        voice,
        "answer",
        by=by,
        at=at,
        text=clean(text),
        outcome=outcome,
        reason=voice.outcome_reason,
        planned_on=planned_on,
    )


def write(voice, kind: str, *, by, at, **data) -> None:
    """One more paper in the case; the trace of the step carries its digest."""
    Paper.objects.create(case_id=voice.case_id, voice=voice, kind=kind, at=at, by=by, **data)


def carry(voice, *, text, at) -> None:
    """One answer reaches all: the voices merged into this one get it in the same transaction."""
    from .answering import share_answer

    rows = Voice.objects.filter(merged_into=voice, state__in=["merged", "answered"], fulfilled_on=None)
    for follower in rows.order_by("pk"):
        share_answer(follower, by=house(), at=at, lead=voice, text=text)


def living(unit):
    """The unit, unless it was dissolved: then a refusal that names its successor."""
    if unit is None:
        raise Refused(_("请选择承办单位。"))
    if not unit.is_active:
        if unit.successor_id:
            raise Refused(
                _("“%(unit)s”已经撤销，请转交“%(successor)s”。") % {"unit": unit, "successor": unit.successor}
            )
        raise Refused(_("“%(unit)s”已经撤销，请选择其他单位。") % {"unit": unit})
    return unit


def clear_round(voice) -> None:
    """Back to triage: nothing of what was handed over or answered counts any longer; records and traces stay."""
    voice.deputy = voice.unit = voice.merged_into = voice.sent_to = None
    voice.tier = voice.outcome = voice.outcome_reason = voice.rating = voice.rating_reason = ""
    voice.is_final = voice.needs_office = False
    voice.file_kind = ""
    voice.handed_on = voice.received_on = voice.told_on = voice.assigned_on = voice.reported_on = None
    voice.answered_on = voice.planned_on = voice.fulfilled_on = voice.rated_at = None
