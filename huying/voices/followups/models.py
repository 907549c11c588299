"""One thing that a consultation agreed to do."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class FollowUp(Subject):
    """Who does what until when: a unit, a member, or somebody by name."""

    FLOW = FLOW
    consultation = models.ForeignKey("voices.Consultation", models.PROTECT, related_name="followups")
    text = models.TextField(_("事项"))
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    who = models.CharField(_("其他负责人"), max_length=80, blank=True)
    finish_on = models.DateField(_("完成日期"))
    result = models.TextField(blank=True)
    finished_on = models.DateField(null=True)
    voice = models.ForeignKey("voices.Voice", models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "consultation", "id"], name="followup_of")]

    def __str__(self):
        text = self.text.split("\n", 1)[0]
        return text[:40] + ("…" if len(text) > 40 else "")

    SEARCHED = ("text", "result")

    def search_text(self):
        return str(self), f"{self.text}\n{self.result}"

    def hosts(self, member) -> bool:
        return self.consultation.hosts(member)

    def hosts_members(self):
        return [self.consultation.host]

    def counts_from(self, kind, day):
        """The clock ends on the day that was agreed: its one day counts from the day before."""
        return self.finish_on - timedelta(days=1)

    @property
    def doer(self) -> str:
        return str(self.unit or self.owner or self.who or "")
