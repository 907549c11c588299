"""Four parties of one area."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from ..receptions.models import Keeping
from .flow import FLOW


class Team(Keeping, Subject):
    """A leader, a deputy, a station and the community of one area."""

    FLOW = FLOW
    FOUND_BY = ("area__name", "leader__person__name", "deputy__person__name", "station__name", "community")
    area = models.ForeignKey("kernel.Area", models.PROTECT, related_name="+")
    leader = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    deputy = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="teams")
    community = models.CharField(_("村、社区组织"), max_length=80)
    contact = models.CharField(_("社区联系电话"), max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "area"], condition=models.Q(state="bound"), name="one_team_an_area"
            )
        ]

    def __str__(self):
        return f"{self.area} · {self.leader}"
