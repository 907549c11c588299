"""What is tested in one go, and what each of the tested came to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Record, Subject
from huying.kernel.words import Words

from .flow import FLOW

NOTHING_DECIDED = ("no_quorum", "void")  # counted, but no vote of the body: it may be put again


class Appraisal(Subject):
    """`units` and `suggestions` are keys in order; `of` says which of them stand on the sheet, one line each.

    `way` is a key of rules/voting.toml, `heard` the sitting in words where one hears about it.
    """

    FLOW = FLOW
    OF = {"units": _("承办单位"), "suggestions": _("建议")}
    title = models.CharField(_("标题"), max_length=120)
    year = models.PositiveSmallIntegerField(_("年度"))
    of = models.CharField(max_length=12, choices=OF)
    way = models.CharField(max_length=40)
    units = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)
    heard = models.CharField(max_length=200, blank=True)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    tested_on = models.DateField(null=True)
    sent_to = models.CharField(_("报送"), max_length=120, blank=True)
    sent_on = models.DateField(null=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "poll"], name="appraisal_poll"),
            models.Index(fields=["congress", "state", "id"], name="appraisal_state"),
        ]

    def __str__(self):
        return self.title

    def search_text(self):
        return self.title, self.heard

    def tested_units(self, member) -> bool:
        """Relation of the flow: a unit that is tested, or whose suggestion is."""
        return member.unit_id in self.units

    def tested_units_members(self) -> list:
        return list(Membership.objects.filter(role="handler", unit__in=self.units, is_active=True))

    def leads(self, member) -> bool:
        """Relation of the flow: who put forward what is heard about."""
        return any(m.pk == member.pk for m in self.leads_members())

    def leads_members(self) -> list:
        """Their lead deputies; not those who asked that no unit learns their name."""
        from ..models import Suggestion

        rows = Suggestion.objects.filter(pk__in=self.suggestions, hide_name=False, author__is_active=True)
        return list({s.author_id: s.author for s in rows.select_related("author__person")}.values())

    def stands(self) -> bool:
        """Does its poll still decide the matter, or has it?"""
        poll = self.poll
        if poll is None or poll.state == "annulled":
            return False
        return not (poll.state == "declared" and poll.outcome in NOTHING_DECIDED)

    def why_no_poll(self) -> Words:
        return _("已经交付测评，先宣布结果或者把那次表决作废。") if self.stands() else ""


class Appraised(Record):
    """What one unit, or one suggestion, came to: votes by grade, the share of 满意 and 基本满意, the outcome (ballots.words)."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="results")
    place = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    suggestion = models.ForeignKey(
        "suggestions.Suggestion", models.PROTECT, null=True, related_name="appraised"
    )
    year = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    counts = models.JSONField()
    rate = models.CharField(max_length=8)
    outcome = models.CharField(max_length=16)
    tested_on = models.DateField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["appraisal", "place"], name="one_line_a_place")]
        indexes = [models.Index(fields=["congress", "year", "unit"], name="appraised_unit")]
