"""What the citizen does with number and code, and what is done with the citizen's data."""

from django.utils.translation import gettext as _

from huying.kernel import clocks
from huying.kernel.crypto import blind_index
from huying.kernel.given import clean, needed
from huying.kernel.process import Refused, does

from .. import words
from ..codes import codes
from ..flow import FLOW
from ..models import VoiceRating
from .births import identify, prove
from .shared import chosen, clear_round, day_of, show_code


@does(FLOW["rate"])
def rate(voice, *, by, at, rating, reason="", code=""):
    """By number and code, inside its window; a keeper enters what was said on the telephone, marked 代录."""
    prove(voice, by, code)
    chosen(rating, words.RATINGS, _("评价"))
    if last := clocks.shut_on(voice, "voice.rate", day_of(at)):
        raise Refused(_("评价的期限已于 %(day)s 届满。") % {"day": last.isoformat()})
    if rating == "dissatisfied":
        reason = needed(reason, _("不满意的原因"))
    voice.rating, voice.rating_reason, voice.rated_at = rating, clean(reason)[:500], at
    VoiceRating.objects.create(
        case_id=voice.case_id, voice=voice, rating=rating, reason=voice.rating_reason, at=at, by=by
    )
    return {"rating": rating, "note": voice.rating_reason}


@does(FLOW["reopen"])
def reopen(voice, *, by, at, reason, code=""):
    """Once, with a reason, inside the window of the profile; a merged voice goes on by itself."""
    prove(voice, by, code)
    from .. import roads

    note = needed(reason, _("要求重新办理的理由"))
    window = clocks.running(voice).filter(kind="voice.reopen").first()
    if window is not None and window.due_on is not None and window.due_on < day_of(at):
        raise Refused(
            _("要求重新办理的期限已于 %(day)s 届满；情况有变化的，请作为新的一件反映。")
            % {"day": window.due_on.isoformat()}
        )
    was = voice.outcome
    roads.end_files(voice, at=at)
    clear_round(voice)
    voice.case, voice.returns = voice.home_case, 0
    voice.reopened, voice.reopened_on = voice.reopened + 1, day_of(at)
    return {"outcome": was, "note": note}


@does(FLOW["unmask"])
def unmask(voice, *, by, at, text):
    """Leave to look at name and number; the trace says who and why, never what was seen."""
    return {"note": needed(text, _("查看的理由"))}


@does(FLOW["renew_code"])
def renew_code(voice, *, by, at, phone="", text="", code_seed=""):
    """A new code for a lost one: against the telephone number given then, or by a keeper who knows the person."""
    if by.role == "public" and not (
        voice.phone_index and blind_index(codes.plain(phone)) == voice.phone_index
    ):
        raise Refused(_("编号或者手机号不对。"))
    if by.role != "public":
        text = needed(text, _("怎样核实了本人"))
    show_code(voice, code_seed)
    return {"how": "phone" if by.role == "public" else "person", "note": clean(text)}


@does(FLOW["correct"])
def correct(voice, *, by, at, author="", phone="", is_anonymous=False, is_protected=False, text=""):
    """At the person's request; empty deletes. Only who may know a protected person may end the protection."""
    if voice.is_protected and not is_protected and not voice.holds(by):
        raise Refused(_("保护身份只能由现在知道本人身份的人解除。"))
    had = {"author": voice.author, "phone": voice.phone}
    identify(voice, author=author, phone=phone)
    changed = [name for name, old in had.items() if getattr(voice, name) != old]
    for name, value in (("is_anonymous", is_anonymous), ("is_protected", is_protected)):
        if getattr(voice, name) != value:
            changed.append(name)
        setattr(voice, name, value)
    if not changed:
        raise Refused(_("没有改动。"))
    return {"changed": changed, "note": clean(text)}


AMENDED = ("title", "text", "place", "happened_on", "field", "area")


@does(FLOW["amend"])
def amend(voice, *, by, at, note="", **values):
    """Correct what was registered (AMENDED); the trace names the columns. Also what a repeated import changed."""
    if unknown := set(values) - set(AMENDED):
        raise Refused(_("这些栏目不能更正：%(names)s") % {"names": "、".join(sorted(unknown))})
    changed = []
    for name, value in values.items():
        value = clean(value) if isinstance(value, str) else value
        if name in ("title", "text"):
            value = needed(value, _("标题和内容"))
        if getattr(voice, name) != value:
            setattr(voice, name, value[:200] if name in ("title", "place") else value)
            changed.append(name)
    if not changed:
        raise Refused(_("没有改动。"))
    return {"changed": changed, "note": clean(note)}
