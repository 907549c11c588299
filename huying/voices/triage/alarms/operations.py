"""Raise, confirm, clear. Watching is a consequence of hearing: it stands on the wiring board."""

from django.utils.translation import gettext as _

from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, creates, does, house

from ...operations.births import confirm
from ...operations.triage import classify
from .. import urgency
from .flow import FLOW
from .models import Alarm

RANK = {"": 0, "none": 0, "urgent": 1, "danger": 2}
DECIDED = ("said", "heard", "consulting", "handed", "adopted")  # states in which a voice may be marked


@creates(FLOW["alert"])
def alert(*, by, at, voice, signs):
    """`signs` as urgency.signs found them; the sentences stay with the alarm, the trace names kinds only."""
    rows = [[s.kind, s.level, s.words, s.sentence] for s in signs]
    row = Alarm(voice=voice, case_id=voice.case_id, level=urgency.level(signs), signs=rows)
    return row, {"kinds": [s.kind for s in signs], "level": row.level}


@does(FLOW["heed"])
def heed(alarm, *, by, at, text=""):
    """It presses: the voice is marked, with the machine's reason unless the person gives another."""
    voice = alarm.voice
    if (
        voice.state == "said"
    ):  # what may cost a life waits for no code: whoever confirms the danger takes it in
        confirm(voice, by=by, at=at)
    if voice.state not in DECIDED:
        raise Refused(_("这一件已经不在办理中，不用再标注缓急。"))
    reason = clean(text) or _("、").join(f"{s['kind']}（{s['words']}）" for s in alarm.said)
    if RANK[voice.urgency] < RANK[alarm.level]:
        voice.__dict__["_heeded"] = alarm.pk  # this one is being decided: `settle` leaves it alone
        classify(
            voice,
            by=by,
            at=at,
            field=voice.field,
            urgency=alarm.level,
            urgency_reason=reason[:200],
            area=voice.area,
        )
    return {"level": alarm.level, "note": reason}


@does(FLOW["clear"])
def clear(alarm, *, by, at, text):
    """Not pressing; the reason is kept."""
    return {"level": alarm.level, "note": needed(text, _("解除的理由"))}


@does(FLOW["overtake"])
def overtake(alarm, *, by, at):
    """Somebody has said how pressing it is without waiting for the machine."""
    return {"level": alarm.level}


def watch(voice, *, by, at):
    """Reaction: what was just said is read at once; an alarm unless a person already marked it as gravely."""
    found = urgency.signs(voice.text, voice.title)
    level = urgency.level(found)
    if RANK[level] <= RANK[voice.urgency]:
        return
    known = {kind for signs in voice.alarms.values_list("signs", flat=True) for kind, *_rest in signs}
    if new := [sign for sign in found if sign.kind not in known]:
        alert(by=house(), at=at, voice=voice, signs=new)


def settle(voice, *, by, at):
    """Reaction on a person's own mark: what is pending and not graver has been decided."""
    for alarm in Alarm.objects.filter(voice=voice, state="raised").exclude(
        pk=voice.__dict__.pop("_heeded", None)
    ):
        if RANK[voice.urgency] >= RANK[alarm.level]:
            overtake(alarm, by=house(), at=at)
