"""A group that comes to see a place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.crypto import EncryptedField
from huying.kernel.subject import Subject

from ..assessments.models import OfStation
from .flow import FLOW


class Tour(OfStation, Subject):
    """One batch. `people` are those who came; `expected` those announced. The contact is encrypted."""

    FLOW = FLOW
    PERSONAL = ("contact", "phone")
    SEARCHED = ("group", "purpose", "station_id")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="tours")
    group = models.CharField(_("来访单位"), max_length=120)
    purpose = models.CharField(_("事由"), max_length=200, blank=True)
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("时间"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("预计人数"), null=True, blank=True)
    people = models.PositiveIntegerField(_("实到人数"), null=True, blank=True)
    contact = EncryptedField(blank=True)
    phone = EncryptedField(blank=True)
    note = models.CharField(_("备注"), max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "station", "day"], name="tour_station")]

    def __str__(self):
        return f"{self.group} · {self.station}"

    def search_text(self):
        return self.group, f"{self.purpose} {self.station}"
