"""What the house does when something happened elsewhere: for the wiring board and for jobs."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import erasure
from huying.kernel.given import clean
from huying.kernel.process import Refused, house

from ..models import Alarm, Voice
from .answering import answer, fulfil, progress
from .shared import day_of
from .triage import decline, give_back

BATCH = 500
WORDS = ("submitted", "assigned", "replied", "redo", "closed")


def told(case, word: str, *, at, on=None) -> int:
    """A suggestion on this case went a step on; every voice of the case (or its key) knows. word: one of WORDS. How many knew."""
    if word not in WORDS:
        raise ValueError(f"unknown word {word!r}; one of {WORDS}")
    rows = list(Voice.objects.filter(case=case, state__in=["adopted", "merged"]).order_by("pk"))
    for voice in rows:
        progress(voice, by=house(), at=at, word=word, on=on or day_of(at))
    return len(rows)


def answer_from_suggestion(case, *, at, text, outcome, reason="", planned_on=None, by=None) -> int:
    """Answer every voice of the case (merged ones included) with what the suggestion was answered.

    outcome: solved, planned (with its day) or cannot (with its reason). Returns how many leading voices were answered.
    """
    rows = list(Voice.objects.filter(case=case, state="adopted").order_by("pk"))
    text = clean(text) or _("代表据此提出的建议已经办结，办理情况见公开的答复。")
    if outcome == "cannot":
        reason = clean(reason) or _("承办单位答复暂时不能解决，原因见答复。")
    for voice in rows:
        answer(
            voice, by=by or house(), at=at, text=text, outcome=outcome, reason=reason, planned_on=planned_on
        )
    return len(rows)


def fulfil_from_suggestion(case, *, at, text, answered_on=None, by=None) -> int:
    """The suggestion's matter was carried out, with this proof: the fourth word for every answered voice of the case.

    answered_on: only for those whose answer is of this day, which is the suggestion's; what somebody answered later, and
    what the citizen was not satisfied with, a person confirms.
    """
    rows = Voice.objects.filter(case=case, state="answered", merged_into=None, fulfilled_on=None)
    if answered_on is not None:
        rows = rows.filter(answered_on=answered_on).exclude(rating="dissatisfied")
    done = 0
    for voice in rows.order_by("pk"):
        if voice.outcome in ("solved", "planned", "cannot"):
            fulfil(voice, by=by or house(), at=at, text=text)
            done += 1
    return done


def given_back(case, *, at) -> int:
    """A suggestion on this case ended unhandled: its adopted voices stand before triage again; how many."""
    rows = list(Voice.objects.filter(case=case, state="adopted").order_by("pk"))
    for voice in rows:
        give_back(voice, by=house(), at=at)
    return len(rows)


def lapse(*, at) -> int:
    """Daily job: what was said and not confirmed in time is put away, without its words, person and files; calls and
    windows whose last day has passed end.

    How many voices were put away.
    """
    from ..calls import operations as calls
    from ..petitions import operations as petitions

    today = timezone.localdate(at)
    calls.lapse(at=at)
    petitions.lapse(at=at)
    pressing = Alarm.objects.filter(state="raised").values("voice")  # a person looks at these first
    waiting = Voice.objects.filter(state="said", due_on__lt=today).exclude(pk__in=pressing).order_by("pk")
    done, last = 0, 0
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        for voice in batch:
            last = voice.pk
            try:
                decline(voice, by=house(), at=at, reason="unconfirmed")
            except Refused:
                continue  # confirmed at this very moment
            erasure.erase(voice, by=house(), at=at, reason="unconfirmed")
            done += 1
    return done
