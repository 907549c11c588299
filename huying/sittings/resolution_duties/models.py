"""One duty in a resolution: what, by whom, until when; how it went, and what came of it."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Record, Subject

from .flow import FLOW


class ResolutionDuty(Subject):
    """`finish_on` is the day that the resolution names; sent back, a new one may be set."""

    FLOW = FLOW
    LOCKS_FIRST = ("resolution",)
    resolution = models.ForeignKey("sittings.Resolution", models.PROTECT, related_name="duties")
    place = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("事项"))
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    finish_on = models.DateField(_("完成日期"))
    result = models.TextField(_("落实结果"), blank=True)
    reported_on = models.DateField(null=True)
    is_on_time = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "unit", "state", "due_on"], name="resolution_duty_unit"),
            models.Index(fields=["congress", "state", "due_on"], name="resolution_duty_state"),
        ]

    def __str__(self):
        text = self.text.split("\n", 1)[0]
        return text[:60] + ("…" if len(text) > 60 else "")

    def counts_from(self, kind, day):
        """The clock ends on the day that was set: its one day counts from the day before."""
        return self.finish_on - timedelta(days=1)

    def unit_members(self):
        return list(Membership.objects.filter(role="handler", unit=self.unit_id, is_active=True))

    SEARCHED = ("text", "result")

    def search_text(self):
        return str(self), f"{self.text}\n{self.result}"


class DutyNote(Record):
    """How far it has come."""

    duty = models.ForeignKey(ResolutionDuty, models.PROTECT, related_name="notes")
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
