"""Asking for the floor, being called to it, the time used, the record, the speaker's signature, the answers to a question."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.clocks import rules
from huying.kernel.process import Refused, creates, does

from .flow import FLOW, OFFICE
from .models import Answer, Speech

MOST_MINUTES = 120
AHEAD = ("set", "notified", "open", "suspended")


@creates(FLOW["ask"])
def ask(*, by, at, item, speaker=None, name="", post="", way="debate", topic="", minutes=None):
    """A place on the list of an item. `speaker`: a membership called to the sitting (default: oneself); the office may
    enter a guest by `name`. `minutes`: the time given, else what the congress's rules say for a first or later speech.
    """
    sitting = item.sitting
    if sitting.state not in AHEAD:
        raise Refused(_("这次会议已经结束，不能再要求发言。"))
    if item.state in ("dropped", "deferred"):
        raise Refused(_("这一项这次不审议。"))
    if speaker is None and not given.clean(name):
        speaker = by
    if speaker is not None and not (sitting.summoned(speaker) or (by.role in OFFICE and speaker == by)):
        raise Refused(_("“%(name)s”不在这次会议的名单上。") % {"name": speaker})
    if speaker is None and by.role not in OFFICE:
        raise Refused(_("没有账号的来宾由工作人员登记发言。"))
    if (
        speaker is not None
        and Speech.objects.filter(item=item, speaker=speaker, way=way, state="asked").exists()
    ):
        raise Refused(_("“%(name)s”已在这一项的发言名单上。") % {"name": speaker})
    row = Speech(
        case_id=sitting.case_id, sitting=sitting, item=item, speaker=speaker,
        name="" if speaker else given.line(name, _("发言人"), 60), post=given.line(post, _("职务"), 120, required=False),
        way=given.choice(way, Speech.WAYS, _("发言类型")), topic=given.line(topic, _("发言题目"), 200, required=False),
        place=_last(item) + 1,
    )  # fmt: skip
    row.minutes = given.number(minutes or allowed(row), _("分钟"), 1, MOST_MINUTES)
    return row, {"item": item.pk, "speaker": speaker.pk if speaker else None, "minutes": row.minutes}


def allowed(speech) -> int:
    """Minutes that the congress's rules give: more for the first speech of a person on an item than for a later one."""
    before = Speech.objects.filter(item=speech.item, state__in=("spoken", "signed"))
    same = before.filter(speaker=speech.speaker_id) if speech.speaker_id else before.filter(name=speech.name)
    return int(rules()[0].value("sittings.speech_again" if same.exists() else "sittings.speech_first"))


def _last(item) -> float:
    return Speech.objects.filter(item=item).order_by("-place").values_list("place", flat=True).first() or 0


@does(FLOW["move"])
def move(speech, *, by, at, place):
    """To that place among those who wait, 1 being next."""
    rows = Speech.objects.filter(item=speech.item_id, state="asked").exclude(pk=speech.pk)
    places = list(rows.order_by("place", "pk").values_list("place", flat=True))
    n = given.number(place, _("第几位"), 1, len(places) + 1)
    # Between two others, so that no other row changes.
    before = places[n - 2] if n > 1 else (places[0] - 2 if places else speech.place)
    after = places[n - 1] if n <= len(places) else before + 2
    speech.place = (before + after) / 2
    return {"place": n}


@does(FLOW["call"])
def call(speech, *, by, at, minutes=None):
    """The clock starts."""
    if minutes is not None:
        speech.minutes = given.number(minutes, _("分钟"), 1, MOST_MINUTES)
    speech.started_at = at
    return {"minutes": speech.minutes}


@does(FLOW["extend"])
def extend(speech, *, by, at, minutes):
    more = given.number(minutes, _("延长几分钟"), 1, 60)
    speech.minutes = min(MOST_MINUTES, speech.minutes + more)
    return {"more": more}


@does(FLOW["end"])
def end(speech, *, by, at):
    speech.ended_at = max(at, speech.started_at)  # a clock that was set back makes no time of it
    return {"seconds": speech.seconds, "over": speech.over}


@does(FLOW["note"])
def note(speech, *, by, at, text="", summary="", stand="none", files=()):
    """What was said, in full or in points; who stood where. A new record has to be signed again."""
    if speech.ended_at is None:
        speech.ended_at = at
    speech.text = given.text(text, _("发言全文"), 200_000, required=False)
    speech.summary = given.text(summary, _("发言要点"), 5000, required=False)
    if not (speech.text or speech.summary or files):
        raise Refused(_("请填写发言全文或者要点，或者附上发言稿。"))
    speech.stand = given.choice(stand or "none", Speech.STANDS, _("态度"))
    speech.signed_at = None
    facts = {"stand": speech.stand, "length": len(speech.words)}
    return given.with_files(facts, files, speech, by, at)


@does(FLOW["sign"])
def sign(speech, *, by, at):
    speech.signed_at = at


@does(FLOW["answer"])
def answer(speech, *, by, at, text, who="", in_writing=False):
    """An organ's answer; several may follow each other."""
    Answer.objects.create(
        case_id=speech.case_id, speech=speech, by=by, at=at, who=given.line(who or str(by), _("答复人"), 120),
        text=given.text(text, _("答复")), in_writing=bool(in_writing),
    )  # fmt: skip
    return {"in_writing": bool(in_writing)}


@does(FLOW["withdraw"])
def withdraw(speech, *, by, at, reason=""):
    return {"note": given.text(reason, _("原因"), 300, required=False)}
