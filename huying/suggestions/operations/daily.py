"""What a day brings by itself: reminders to rate, items that lapse, requests that time has overtaken."""

from django.utils import timezone

from huying.kernel.case import Clock
from huying.kernel.process import Refused, house

from ..extensions import operations as extensions
from ..models import Extension, Suggestion
from .rating import lapse, remind


def daily(*, at) -> dict[str, int]:
    """Walk what is due in the congress being served; the number of rows moved by each step."""
    today, done = timezone.localdate(at), {"remind": 0, "lapse": 0, "extensions": 0}
    waiting = Suggestion.objects.filter(state="replied", rated_on=None, due_on__lt=today)
    for step, rows in (
        (lapse, waiting.exclude(reminded_on=None)),
        (remind, waiting.filter(reminded_on=None)),
    ):
        for row in rows.order_by("pk"):
            try:
                step(row, by=house(), at=at)
                done[step.step.name] += 1
            except Refused:
                continue  # another clock of it still runs, or somebody was faster
    stale = Clock.objects.filter(subject_kind="handlings", kind="suggestion.reply", due_on__lt=today)
    for request in Extension.objects.filter(state="asked", handling__in=stale.values("subject_id")):
        extensions.lapse(request, by=house(), at=at)
        done["extensions"] += 1
    return done
