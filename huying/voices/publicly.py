"""What the citizen reads: 已收到 → 已转交 → 已答复 → 已落实, never more than what was done."""

from django.db.models import Q
from django.utils.translation import gettext as _

from huying.kernel.case import Trace
from huying.kernel.subject import SUBJECTS
from huying.rules.flow import N_

from .models import Voice
from .words import reason_said

ENDINGS = {
    "explained": N_("已说明"),
    "referred": N_("已引导"),
    "cannot": N_("暂难办理"),
    "declined": N_("已说明"),
}
MOST = 200


def public_words(voice) -> list[dict]:
    """[{word, on (date or None), done, current, reason}], in order; internal states never appear.

    The fourth word is 已落实 and true only of what was carried out; 已说明, 已引导, 暂难办理 stand in its place with
    the reason where that is the truth. A merged voice is handed over when the voice that leads it is.
    """
    lead = voice.merged_into if voice.state == "merged" else None
    handed_on = voice.handed_on or (lead.handed_on if lead else None)
    received_on = None if voice.state == "said" else voice.reopened_on or voice.heard_on
    ending = ENDINGS.get(voice.outcome, "")
    words = [_said(_("已收到"), received_on)]
    if voice.outcome in ("explained", "referred", "declined"):
        if handed_on:
            words.append(_said(_("已转交"), handed_on))
        words.append(_said(_(ending), voice.answered_on, reason_said(voice.outcome_reason)))
    else:
        if voice.outcome != "settled" or handed_on:
            words.append(_said(_("已转交"), handed_on))
        words.append(_said(_("已答复"), voice.answered_on))
        if ending and not voice.fulfilled_on:
            words.append(_said(_(ending), voice.answered_on, reason_said(voice.outcome_reason)))
        else:
            words.append(_said(_("已落实"), voice.fulfilled_on))
    done = [w for w in words if w["done"]]
    if done:
        done[-1]["current"] = True
    return words


def _said(word, on, reason="") -> dict:
    return {"word": word, "on": on, "done": on is not None, "current": False, "reason": reason}


def public_story(voice) -> list[dict]:
    """What happened, in public words: no names, no notes. [{label, when}]

    A citizen reads their own steps, those of the voice that theirs was merged into, and those of the suggestion on
    the same case; never those of another citizen who was merged as well.
    """
    own = Q(subject_kind="voices", subject_id=voice.pk)
    if voice.merged_into_id:
        shared = ("hand_over", "conclude", "receive", "adopt", "direct", "send_back", "consult", "urge")
        own |= Q(
            subject_kind="voices", subject_id=voice.merged_into_id, step__in=[f"voices.{s}" for s in shared]
        )
    rows = Trace.objects.filter(own | (Q(case_id=voice.case_id) & ~Q(subject_kind="voices"))).order_by("seq")
    told = []
    for trace in rows[:MOST]:
        kind, _dot, name = trace.step.partition(".")
        model = SUBJECTS.get(kind)
        step = model.FLOW.steps.get(name) if model and model.FLOW else None
        if step and step.public:
            told.append({"label": _public(step, model), "when": trace.at})
    return told


def _public(step, model) -> str:
    """The step's public words; of what another room does on the case, a deputy's suggestion, with its name before them."""
    if model._meta.app_label == Voice._meta.app_label:
        return _(step.public)
    return _("%(what)s：%(value)s") % {"what": _(model.FLOW.title), "value": _(step.public)}
