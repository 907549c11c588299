"""Once a day: clocks that turned amber or red tell those who can stop them, once for each lamp."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from huying.rules.deadlines import lamp

from . import clocks, notices, scope
from .case import Clock
from .notices import Notice
from .rounds import each_congress
from .subject import SUBJECTS
from .wording import LAMP

FURTHEST = timedelta(days=60)  # no lamp turns earlier than this before its day
BATCH = 500


def turn_all(at) -> int:
    """Turn the lamps of every congress; how many turned."""
    return sum(each_congress(lambda: turn(at)).values())


def turn(at) -> int:
    """Turn the lamps of the congress being served. Safe to run twice: a lamp that was told is not told again."""
    today, (profile, _calendar) = timezone.localdate(at), clocks.rules()
    turned, last = 0, 0
    while True:
        rows = Clock.objects.filter(met_at=None, dropped_at=None, due_on__lte=today + FURTHEST).exclude(
            lamp="late"
        )
        batch = list(rows.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return turned
        last = batch[-1].pk
        for clock in batch:
            setting = profile.setting(clock.kind)
            now = lamp(today, clock.due_on, setting.warn_days)
            if now != clock.lamp and now in ("warn", "late"):
                # what could be done and was not makes nobody late
                turned += _tell(clock, now, today, at, quietly=now == "late" and setting.is_window)


@transaction.atomic
def _tell(clock, now: str, today, at, *, quietly: bool) -> bool:
    """One clock: mark the lamp, then a notice for everyone who can stop it; False when somebody else just did, or
    nobody is to be told."""
    if not Clock.objects.filter(pk=clock.pk, lamp=clock.lamp, met_at=None, dropped_at=None).update(lamp=now):
        return False
    if quietly:
        return False
    model = SUBJECTS.get(clock.subject_kind)
    row = model.objects.filter(pk=clock.subject_id).first() if model else None
    if row is None:
        return True
    left = (clock.due_on - today).days
    Notice.objects.bulk_create(
        Notice(
            congress=scope.current(), to_id=pk, case_id=clock.case_id, subject_kind=clock.subject_kind,
            subject_id=clock.subject_id, step=f"{LAMP}{now}.{clock.kind}"[:60],
            text=str(left), at=at,
        )
        for pk in sorted(who_can_stop(row, clock.kind))
    )  # fmt: skip
    return True


def who_can_stop(row, kind: str) -> set[int]:
    """Members (ids) who may take a step that ends this clock from the row's state, and are not only free to (FREE)."""
    found: set[int] = set()
    for step in row.FLOW.leaving(row.state):
        if kind in step.stops:
            for who in set(step.by) - set(getattr(row, "FREE", ())):
                found |= {m.pk for m in notices.audience(who, row) if m.person_id}
    return found
