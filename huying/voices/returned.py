"""Which unit sent a voice back, and why: read by whoever hands it over again."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from huying.kernel.case import Trace
from huying.kernel.roster import Unit


class Returned(NamedTuple):
    unit: Unit
    reason: str

    def __str__(self):
        return _("%(unit)s：%(reason)s") % {"unit": self.unit, "reason": self.reason}


def last(voice) -> Returned | None:
    """The last return, while the voice waits for another unit; None where there is none."""
    if not voice.returns or voice.state != "heard":
        return None
    rows = Trace.objects.filter(subject_kind="voices", subject_id=voice.pk, step="voices.send_back")
    trace = rows.order_by("-seq").first()
    unit = Unit.objects.filter(pk=trace.facts.get("unit")).first() if trace is not None else None
    return Returned(unit, trace.note) if trace is not None and unit is not None else None
