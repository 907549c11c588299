"""会诊: which units were called to a joint consultation; the trace of the step carries each one's digest."""

from typing import Any

from django.db import models

from huying.kernel.roster import Membership
from huying.kernel.subject import Record


class Called(Record):
    """One unit, called to consult on one voice; it reads the matter, never who said it."""

    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="called_units")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "unit", "voice"], name="voice_called")]


class Consulted:
    """Of a voice: the units that were called, as the flow's steps name them."""

    called_units: Any

    def called(self, member) -> bool:
        return bool(member.unit_id) and self.called_units.filter(unit=member.unit_id).exists()

    def called_members(self):
        """Active handlers of these units."""
        units = self.called_units.values("unit")
        return Membership.objects.filter(role="handler", is_active=True, unit__in=units)
