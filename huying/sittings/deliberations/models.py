"""Opinions of a debate on one item, addressed to one unit; and the unit's written reports on what it did."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Deliberation(Subject):
    """`quotes`: passages of speeches [{speech, who, text, hidden}]; `who` is kept even where the paper does not name it."""

    FLOW = FLOW
    LOCKS_FIRST = ("sitting",)
    VERDICTS = {"good": _("落实较好"), "partly": _("部分落实"), "poor": _("落实不力")}
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="deliberations")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, related_name="deliberations")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("正文"), blank=True)
    quotes = models.JSONField(default=list)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    agreed_by = models.CharField(_("由哪次会议同意"), max_length=200, blank=True)
    sent_on = models.DateField(null=True)
    report_by = models.DateField(_("另定的报告日期"), null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=8, blank=True, choices=VERDICTS)
    reason = models.TextField(blank=True)
    is_public = models.BooleanField(_("向社会公布"), default=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "sitting", "state"], name="deliberation_sitting"),
            models.Index(fields=["congress", "unit", "state", "due_on"], name="deliberation_unit"),
        ]

    def __str__(self):
        return self.title

    def unit_members(self):
        return list(Membership.objects.filter(role="handler", unit=self.unit_id, is_active=True))

    def material_of_report(self) -> bool:
        """R-SUP-07: the report that was heard, the opinions and the report on them are all there."""
        heard = (
            self.item.materials.filter(state="offered").exists()
            or self.item.speeches.filter(way="report").exists()
        )
        return bool(heard and self.text and self.reports.exists())

    SEARCHED = ("title", "text")

    def search_text(self):
        return self.title, f"{self.unit}\n{self.text}"


class Report(Record):
    """A unit's written report of one round, signed by its head."""

    deliberation = models.ForeignKey(Deliberation, models.PROTECT, related_name="reports")
    round = models.PositiveSmallIntegerField()
    text = models.TextField()
    signer = models.CharField(max_length=40)
    is_public = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"

    def __str__(self):
        return _t("第 %(n)s 次报告") % {"n": self.round}
