"""The building and refurbishing of a place, what was put into it, and how it looked before and after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from ..assessments.models import OfStation
from .flow import FLOW

MOMENTS = {"before": _("改造前"), "after": _("改造后")}


class Upgrade(OfStation, Subject):
    """`budget` in yuan as planned; `spent` the sum of its fundings, kept by `fund`."""

    FLOW = FLOW
    SEARCHED = ("title", "text", "station_id")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="upgrades")
    title = models.CharField(_("项目"), max_length=120)
    text = models.TextField(_("计划内容"), blank=True)
    budget = models.DecimalField(_("计划投入（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(_("实际投入（元）"), max_digits=12, decimal_places=2, default=0)
    finish_by = models.DateField(_("计划完成"), null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(_("完成情况"), blank=True)

    class Meta:
        base_manager_name = "everywhere"

    def __str__(self):
        return self.title

    def search_text(self):
        return self.title, f"{self.station} {self.text}"


class Funding(Record):
    """Money put into an upgrade; a correction is a negative amount."""

    upgrade = models.ForeignKey(Upgrade, models.PROTECT, related_name="fundings")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=80)
    paid_on = models.DateField()

    class Meta:
        base_manager_name = "everywhere"


class Photo(Record):
    """A file of the upgrade that shows the place before or after."""

    upgrade = models.ForeignKey(Upgrade, models.PROTECT, related_name="photos")
    file = models.ForeignKey("kernel.File", models.PROTECT, related_name="+")
    moment = models.CharField(max_length=8, choices=MOMENTS)
    caption = models.CharField(max_length=80, blank=True)

    class Meta:
        base_manager_name = "everywhere"
