"""One major matter of a year's list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class Matter(Subject):
    """What comes before the congress or its committee in a year, from whom, in which month; where it was decided."""

    FLOW = FLOW
    BODIES = {"congress": _("代表大会"), "committee": _("常务委员会（乡级为主席团）")}
    WAYS = {"decide": _("作出决议、决定"), "hear": _("听取报告、提出意见"), "file": _("报告备案")}
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("事项"), max_length=200)
    grounds = models.TextField(_("依据和理由"), blank=True)
    body = models.CharField(_("由谁讨论决定"), max_length=10, choices=BODIES, default="committee")
    way = models.CharField(_("方式"), max_length=8, choices=WAYS, default="decide")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    month = models.PositiveSmallIntegerField(_("计划月份"), null=True, blank=True)
    text = models.TextField(_("议案或者报告要点"), blank=True)
    item = models.ForeignKey(
        "sittings.AgendaItem", models.PROTECT, null=True, blank=True, related_name="matters"
    )
    resolution = models.ForeignKey(
        "sittings.Resolution", models.PROTECT, null=True, blank=True, related_name="matters"
    )
    outcome = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "year", "state"], name="matter_year")]

    def __str__(self):
        return self.title

    SEARCHED = ("title", "grounds", "text")

    def search_text(self):
        return self.title, f"{self.grounds}\n{self.text}"
