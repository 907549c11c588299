"""The answer to the citizen, and what is true afterwards."""

from django.utils.translation import gettext as _

from huying.kernel import clocks
from huying.kernel.given import clean, keep, needed
from huying.kernel.process import Refused, does, house

from ..flow import FLOW
from ..models import Voice
from .handling import result
from .shared import carry, day_of, write, write_answer


@does(FLOW["answer"])
def answer(voice, *, by, at, outcome, text, reason="", planned_on=None, files=()):
    """Solved, planned for a day, or cannot be done for a reason. It never says that something was carried out."""
    result(outcome, reason, planned_on, at, is_told=by.role == "house")
    planned_on = planned_on if outcome == "planned" else None
    reason = reason if outcome == "cannot" else ""
    text = needed(text, _("答复内容"))
    if voice.state == "handed":
        voice.received_on = voice.received_on or day_of(at)
    write_answer(voice, outcome=outcome, text=text, reason=reason, planned_on=planned_on, by=by, at=at)
    keep(files, voice, by=by, at=at)
    carry(voice, text=text, at=at)
    return {"outcome": outcome, "planned_on": planned_on.isoformat() if planned_on else None}


@does(FLOW["answer_file"])
def answer_file(voice, *, by, at, outcome, text, reason="", planned_on=None):
    """What came out on the road of its kind; the house says it as soon as it is written there."""
    write_answer(voice, outcome=outcome, text=text, reason=reason, planned_on=planned_on, by=by, at=at)
    carry(voice, text=text, at=at)
    return {"outcome": outcome}


def tell_citizen(row, *, at, outcome, text, reason="", planned_on=None) -> None:
    """The result of a file is the answer to its voice. A voice that went another way meanwhile is left alone."""
    voice = row.now()
    if voice.state in ("handed", "answered") and voice.file_kind and not voice.fulfilled_on:
        answer_file(
            voice, by=house(), at=at, outcome=outcome, text=text, reason=reason, planned_on=planned_on
        )


@does(FLOW["share_answer"])
def share_answer(voice, *, by, at, lead, text):
    """What the leading voice was answered, said to this citizen too."""
    voice.handed_on, voice.unit, voice.deputy = voice.handed_on or lead.handed_on, lead.unit, lead.deputy
    voice.fulfilled_on = lead.fulfilled_on if lead.outcome == "settled" else None
    write_answer(
        voice,
        outcome=lead.outcome,
        text=text,
        reason=lead.outcome_reason,
        planned_on=lead.planned_on,
        by=by,
        at=at,
    )
    return {"lead": lead.number, "outcome": lead.outcome}


@does(FLOW["fulfil"])
def fulfil(voice, *, by, at, text, files=()):
    """It was carried out, and this is the proof. All voices merged into it learn so."""
    proof = needed(text, _("落实的依据"))
    write(voice, "proof", by=by, at=at, text=proof)
    keep(files, voice, by=by, at=at)
    voice.fulfilled_on = day_of(at)
    for follower in Voice.objects.filter(merged_into=voice, state="answered", fulfilled_on=None).order_by(
        "pk"
    ):
        fulfil(follower, by=house(), at=at, text=proof)


@does(FLOW["close"])
def close(voice, *, by, at, text=""):
    """Nothing more is owed: the citizen is content, or the time to ask for another round is over."""
    window = clocks.running(voice).filter(kind="voice.reopen").first()
    content = voice.rating in ("satisfied", "basically")
    if window is not None and not content and (window.due_on is None or window.due_on >= day_of(at)):
        day = window.due_on.isoformat() if window.due_on else _("日历公布之日")
        raise Refused(_("群众在 %(day)s 以前还可以要求重新办理，到期后再了结。") % {"day": day})
    return {"note": clean(text)}


@does(FLOW["progress"])
def progress(voice, *, by, at, word, on):
    """What became of the suggestion on the same case."""
    if word in ("submitted", "assigned"):
        voice.told_on = voice.told_on or on
    if word == "assigned":
        voice.assigned_on = voice.assigned_on or on
    return {"word": word, "on": on.isoformat()}
