"""A visit to households, a district, an enterprise, a village."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW

OUTCOMES = {
    "handed": _("正在办理"),
    "answered": _("已答复"),
    "solved": _("已解决"),
    "declined": _("不予受理"),
}


class Visit(Subject):
    """`findings`: [{"text", "place", "urgent", "number", "outcome", "on"}]; number and outcome come from the voice made of it.

    Households are an area and free words: no names are needed, and none are asked.
    """

    FLOW = FLOW
    PERSONAL = ("latitude", "longitude")
    KINDS = {
        "household": _("入户走访"),
        "district": _("回选区"),
        "grassroots": _("下基层察民情"),
        "enterprise": _("走访企业和项目"),
    }
    kind = models.CharField(_("类别"), max_length=12, choices=KINDS, default="household")
    host = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="visits")
    with_whom = models.CharField(_("同行"), max_length=200, blank=True)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("走访对象或地点"), max_length=200, blank=True)
    day = models.DateField(_("日期"))
    households = models.PositiveSmallIntegerField(_("走访户数"), null=True)
    people = models.PositiveSmallIntegerField(_("见到人数"), null=True)
    summary = models.TextField(_("走访情况"), blank=True)
    benefits = models.TextField(_("当场办成的实事"), blank=True)
    findings = models.JSONField(default=list)
    found = models.PositiveSmallIntegerField(default=0)
    solved = models.PositiveSmallIntegerField(default=0)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "day"], name="visit_state"),
            models.Index(fields=["congress", "host", "day"], name="visit_host"),
            models.Index(fields=["congress", "day", "id"], name="visit_day"),
            models.Index(fields=["congress", "case"], name="visit_case"),
        ]

    def __str__(self):
        return " · ".join(
            filter(
                None,
                (str(self.get_kind_display()), self.place or str(self.area or ""), f"{self.day:%Y-%m-%d}"),
            )
        )

    SEARCHED = ("place", "summary", "findings")

    def search_text(self):
        return f"{self.case.number} {self.place}", "\n".join(
            [self.summary, self.benefits, *(f["text"] for f in self.findings)]
        )
