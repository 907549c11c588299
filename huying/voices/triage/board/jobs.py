"""The reckoning behind the pages, and every night for week, month and quarter."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.jobs import job
from huying.kernel.rounds import each_congress

from .periods import DAYS, period
from .reckon import reckon


@job(minutes=30)
def work_out(*, span, since, until, progress=None):
    """One period, for somebody who waits. `since`, `until`: ISO days."""
    by = progress.by if progress is not None else None
    tell = (
        (lambda n, total: progress.step(n, total=total)) if progress is not None else (lambda n, total: None)
    )
    run = reckon(
        span, date.fromisoformat(since), date.fromisoformat(until), by=by, at=timezone.now(), step=tell
    )
    if progress is not None:
        url = f"{reverse('voices:hot', kwargs={'code': scope.current().code})}?run={run.pk}"
        told = [(_("参加比较的件数"), run.voices), (_("热点"), run.matters.count())]
        progress.finish(told, url=url, url_label=_("看热点"))
    return run.pk


@job(minutes=60)
def every_night():
    """The three usual periods of every congress."""
    now = timezone.now()
    today = timezone.localdate(now)
    return each_congress(lambda: [reckon(span, *period(span, today), at=now).voices for span in DAYS])
