"""会诊: which units were called to a joint consultation; the trace of the step carries each one's digest."""

from typing import Any

from django.db import models
from django.utils import timezone

from huying.kernel.case import Trace
from huying.kernel.clocks import rules
from huying.kernel.roster import Membership
from huying.kernel.subject import Record


class Called(Record):
    """One unit, called to consult on one voice; it reads the matter, never who said it, and not for good (R-VOI-05)."""

    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="called_units")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "unit", "voice"], name="voice_called")]


def still_read(unit: int, today) -> list[int]:
    """Keys of the voices that a unit reads as one that was called: while it lasts, then as long as the profile says."""
    rows = Called.objects.filter(unit=unit).order_by("voice").values_list("voice", "voice__state").distinct()
    states = dict(rows)
    left = Trace.objects.filter(subject_kind="voices", subject_id__in=states, source="consulting")
    ended = left.exclude(target="consulting").order_by("at").values_list("subject_id", "at")
    last = {pk: timezone.localdate(at) for pk, at in ended}
    return [pk for pk, state in states.items() if state == "consulting" or _within(last.get(pk), today)]


def _within(end, today) -> bool:
    if end is None:
        return False
    profile, calendar = rules()
    known = profile.due("voice.called_reads", end, calendar=calendar)
    return known is None or known.day is None or today <= known.day


class Consulted:
    """Of a voice: the units that were called, as the flow's steps name them."""

    called_units: Any
    unit_id: int | None

    def only_called(self, member) -> bool:
        """Does this handler read it as one that was called, not as the unit that has it?"""
        units = {hat.unit_id for hat in (member, *getattr(member, "standing_in_for", ()))}
        return member.role == "handler" and self.unit_id not in units

    def called(self, member) -> bool:
        return bool(member.unit_id) and self.called_units.filter(unit=member.unit_id).exists()

    def called_members(self):
        """Active handlers of these units."""
        units = self.called_units.values("unit")
        return Membership.objects.filter(role="handler", is_active=True, unit__in=units)
