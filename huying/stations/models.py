"""Places where people meet deputies: houses, stations, points."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.scope import Owned


class Station(Owned):
    """A house, station or point; a point hangs on its station."""

    KINDS = {"house": _("人大代表之家"), "station": _("代表联络站"), "point": _("代表联络点")}
    kind = models.CharField(max_length=12, choices=KINDS, default="station")
    name = models.CharField(max_length=80)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="points")
    address = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(_("接待时间"), max_length=120, blank=True)
    keepers = models.ManyToManyField("kernel.Membership", related_name="stations", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="station_name")]

    def __str__(self):
        return self.name
