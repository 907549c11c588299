"""A consultation of people under the congress, offline or online."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Subject

from .flow import FLOW

KINDS = {
    "meeting": _("座谈会"),
    "thread": _("议事群"),
    "yard": _("禾坪说事"),
    "council": _("议政代表会"),
    "residents": _("居民议事会"),
    "other": _("其他协商"),
}


class Consultation(Subject):
    """One event. `deputies` and `units` hold ids of those invited; `join_code` lets citizens into the thread."""

    FLOW = FLOW
    number = models.CharField(max_length=32, editable=False)
    kind = models.CharField(_("形式"), max_length=10, choices=KINDS, default="meeting")
    topic = models.CharField(_("议题"), max_length=120)
    text = models.TextField(_("议题说明"), blank=True)
    host = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("地点"), max_length=120, blank=True)
    meets_at = models.DateTimeField(_("时间"), null=True, blank=True)
    deputies = models.JSONField(default=list)
    units = models.JSONField(default=list)
    people = models.CharField(_("邀请的其他人"), max_length=400, blank=True)
    is_open = models.BooleanField(_("对公众开放"), default=False)
    join_code = models.CharField(max_length=8, blank=True)
    held_on = models.DateField(null=True)
    attended = models.PositiveIntegerField(default=0)
    minutes = models.TextField(blank=True)
    told = models.TextField(blank=True)  # 禾坪说事: policies told, opinions heard, conflicts solved
    heard = models.TextField(blank=True)
    solved = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True)
    published_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "-id"], name="consultation_state")]

    def __str__(self):
        return self.topic

    SEARCHED = ("topic", "text", "minutes", "heard", "conclusion")

    def search_text(self):
        return f"{self.number} {self.topic}", "\n".join(
            filter(None, (self.text, self.minutes, self.heard, self.conclusion))
        )

    def hosts(self, member) -> bool:
        """Relation: who called it together, and the keepers of the station where it is held."""
        from ..models import stations_of

        if self.host_id == member.pk:
            return True
        return (
            member.role == "keeper" and self.station_id is not None and self.station_id in stations_of(member)
        )

    def invited(self, member) -> bool:
        return member.pk in self.deputies or (member.unit_id is not None and member.unit_id in self.units)

    def invited_members(self):
        rows = Membership.objects.filter(is_active=True)
        return rows.filter(models.Q(pk__in=self.deputies) | models.Q(role="handler", unit__in=self.units))

    @property
    def is_public(self) -> bool:
        return self.state == "published" or (self.state == "open" and self.is_open)
