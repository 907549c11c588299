"""What the unit does with a voice that was handed over, and how it is kept moving."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import clocks
from huying.kernel.given import clean, keep, needed
from huying.kernel.process import Refused, does
from huying.kernel.words import recorded

from .. import words
from ..flow import FLOW
from ..tiers import tier_of
from .shared import chosen, day_of, living, write


@does(FLOW["receive"])
def receive(voice, *, by, at):
    voice.received_on = day_of(at)


@does(FLOW["send_back"])
def send_back(voice, *, by, at, text):
    """Once, with a reason, inside the five working days of an objection (R-PET-04)."""
    clock = clocks.running(voice).filter(kind="voice.object").first()
    if clock is not None and clock.due_on is not None and clock.due_on < day_of(at):
        raise Refused(
            _("提出异议的期限已于 %(day)s 届满，不能退回；请报请人大机关协调。")
            % {"day": clock.due_on.isoformat()}
        )
    note, unit = needed(text, _("退回的理由")), voice.unit_id
    voice.returns += 1
    voice.unit, voice.tier, voice.handed_on = None, "", None
    return {"unit": unit, "returns": voice.returns, "note": note}


@does(FLOW["ask_office"])
def ask_office(voice, *, by, at, text):
    """The unit cannot return it (again): the congress's office decides."""
    voice.needs_office = True
    return {"unit": voice.unit_id, "note": needed(text, _("需要协调的理由"))}


@does(FLOW["direct"])
def direct(voice, *, by, at, unit, tier="", text=""):
    """The office names the unit; that stands."""
    was = voice.unit_id
    voice.tier = tier_of(unit, chosen(tier, words.TIERS, _("层级")) if tier else "")
    voice.unit = living(unit)
    voice.handed_on = voice.handed_on or day_of(at)
    voice.received_on, voice.is_final, voice.needs_office = None, True, False
    return {"from": was, "unit": unit.pk, "note": clean(text)}


@does(FLOW["report"])
def report(voice, *, by, at, outcome, text, reason="", planned_on=None, files=()):
    """The unit's result for the keeper, who answers the citizen with it."""
    result(outcome, reason, planned_on, at)
    text = needed(text, _("办理情况"))
    write(
        voice,
        "report",
        by=by,
        at=at,
        text=text,
        outcome=outcome,
        reason=clean(reason)[:500],
        planned_on=planned_on,
    )
    keep(files, voice, by=by, at=at)
    voice.reported_on, voice.received_on = day_of(at), voice.received_on or day_of(at)
    voice.needs_office = False
    return {"outcome": outcome}


def result(outcome, reason, planned_on, at, *, is_told=False) -> None:
    """An honest result: a plan has its day, a no its reason. `is_told`: the house repeats what was promised earlier."""
    chosen(outcome, words.RESULTS, _("办理结果"))
    if outcome == "planned" and planned_on is None:
        raise Refused(_("列入计划的，请写明哪一天办成。"))
    if outcome == "planned" and planned_on < day_of(at) and not is_told:
        raise Refused(_("计划办成的日期不能早于今天。"))
    if outcome == "cannot" and not clean(reason):
        raise Refused(_("暂时办不了的，请写明原因。"))


@does(FLOW["brief"])
def brief(voice, *, by, at, text=""):
    """Brought before the leaders (急难愁盼); what they say comes back by `instruct`."""
    voice.briefed_on, voice.instructed_on = day_of(at), None
    return {"note": clean(text)}


@does(FLOW["instruct"])
def instruct(voice, *, by, at, text):
    note = needed(text, _("批示"))
    write(voice, "instruction", by=by, at=at, text=note)
    voice.instructed_on = day_of(at)


@does(FLOW["call_out"])
def call_out(voice, *, by, at, who, told_at=None, text=""):
    """Somebody was telephoned about what cannot wait: whom, when, what they said."""
    told_at = told_at or at
    if told_at > at:
        raise Refused(_("通知的时间不能晚于现在。"))
    when = f"{timezone.localtime(told_at):%Y-%m-%d %H:%M}"
    who = needed(who, _("通知了谁"))[:120]
    with recorded():
        note = _("%(when)s 电话通知 %(who)s") % {"when": when, "who": who}
        note = _("：").join(filter(None, [note, clean(text)]))
    return {"told_at": told_at.isoformat(), "note": note}


@does(FLOW["urge"])
def urge(voice, *, by, at, text=""):
    voice.urged += 1
    return {"urged": voice.urged, "note": clean(text)}
