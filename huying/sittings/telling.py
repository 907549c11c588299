"""Changes of an agenda that was told: gathered for some minutes, then told to everybody called in one message."""

from datetime import timedelta

from django.db.models import F, Max, Min, OuterRef, Q

from huying.kernel import scope
from huying.kernel.process import house
from huying.kernel.rounds import each_congress

from . import operations
from .models import AgendaItem, AgendaVersion, Sitting
from .untold import TOLD, untold

QUIET = timedelta(minutes=5)  # so long nothing more was changed
LONGEST = timedelta(minutes=20)  # whoever goes on changing does not keep everybody waiting


def tell(sitting, *, at) -> bool:
    """Tell what has not been told; whether there was anything."""
    if not untold(sitting):
        return False
    operations.tell_change(sitting, by=house(), at=at)
    return True


def _pending():
    """Sittings with an item that was touched after the agenda was last told: `first` and `changed`, its first and last."""
    rows = Sitting.everywhere.filter(agenda_version__gt=0, state__in=TOLD)
    rows = rows.annotate(told_at=AgendaVersion.last_told(OuterRef("pk")))
    new = AgendaItem.since_told(F("agenda_version"), F("told_at"), of="agenda__")
    rows = rows.annotate(
        first=Min("agenda__changed_at", filter=new), changed=Max("agenda__changed_at", filter=new)
    )
    return rows.exclude(changed=None)


def waiting(at) -> bool:
    """Is there anything to tell by now? For the timetable. What was changed and taken back is nothing."""
    return any(_differs(row) for row in _due(at).select_related("congress"))


def _differs(sitting) -> bool:
    with scope.congress(sitting.congress):
        return bool(untold(sitting))


def _due(at):
    return _pending().filter(Q(changed__lte=at - QUIET) | Q(first__lte=at - LONGEST))


def tell_due(*, at) -> int:
    """For the timetable: tell where nothing was changed for QUIET, or the first change is LONGEST ago; how many sittings."""
    keys = set(_due(at).values_list("pk", flat=True))
    if not keys:
        return 0
    told = each_congress(lambda: sum(tell(row, at=at) for row in Sitting.objects.filter(pk__in=keys)))
    return sum(told.values())
