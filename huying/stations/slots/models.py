"""An hour online."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from ..naming import Hosted
from ..receptions.models import Keeping
from .flow import FLOW


class Slot(Hosted, Keeping, Subject):
    """One deputy, one day, one hour, so many citizens."""

    FLOW = FLOW
    LATER = ("video",)
    host = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="slots")
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="slots"
    )
    day = models.DateField(_("日期"))
    starts_at = models.TimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"), default=60)
    capacity = models.PositiveSmallIntegerField(_("可预约人数"), default=6)
    topic = models.CharField(_("主题"), max_length=100, blank=True)
    # a room of whatever video service the deputy uses; only those who booked see it, on the day
    video = models.URLField(_("视频会议链接"), max_length=300, blank=True)
    summary = models.TextField(_("记录"), blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "day"], name="slot_state"),
            models.Index(fields=["congress", "host", "-id"], name="slot_host"),
            models.Index(fields=["congress", "station", "-id"], name="slot_station"),
        ]

    def __str__(self):
        return " · ".join(
            filter(None, (self.topic or str(_("云接待")), str(self.host), f"{self.day:%Y-%m-%d}"))
        )

    SEARCHED = ("topic", "summary")

    def search_text(self):
        return f"{self.case.number} {self.topic or _('云接待')} {self.host}", self.summary
