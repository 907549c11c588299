"""A special hearing on an item: who reports, which units are tested, which deputies comment; what the test came to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Record, Subject

from .. import polling
from .flow import FLOW


class Hearing(Subject):
    """`units` and `deputies` are keys in order; `numbers` the suggestions that are heard about; `result` one line a unit."""

    FLOW = FLOW
    LOCKS_FIRST = ("sitting", "item")
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="hearings")
    item = models.OneToOneField("sittings.AgendaItem", models.PROTECT, related_name="hearing")
    reporter = models.CharField(_("汇报人"), max_length=120)
    units = models.JSONField(default=list)
    deputies = models.JSONField(default=list)
    numbers = models.JSONField(default=list)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    result = models.JSONField(
        default=list
    )  # [{unit, name, satisfied, basically, dissatisfied, abstain, outcome}]
    sent_to = models.CharField(_("报送"), max_length=120, blank=True)
    sent_on = models.DateField(null=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "poll"], name="hearing_poll")]

    def __str__(self):
        return self.item.title

    def leads(self, member) -> bool:
        """Relation of the flow: a deputy who is asked to comment."""
        return member.pk in self.deputies

    def leads_members(self) -> list:
        return list(Membership.objects.filter(pk__in=self.deputies, is_active=True).select_related("person"))

    def tested_units(self, member) -> bool:
        return member.unit_id in self.units

    def tested_units_members(self) -> list:
        return list(Membership.objects.filter(role="handler", unit__in=self.units, is_active=True))

    def why_no_poll(self) -> str:
        return polling.why_not_again(self.poll)

    def search_text(self):
        return self.item.title, f"{self.reporter}\n{' '.join(self.numbers)}"


class HearingComment(Record):
    """A lead deputy's comment on a unit's work (评议), with the mark given."""

    MARKS = {"good": _("好"), "fair": _("较好"), "poor": _("差")}
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="comments")
    deputy = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=4, blank=True, choices=MARKS)
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
