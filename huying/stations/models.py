"""Places where people meet deputies: houses, stations, points and their kin, in a tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from . import datum, kinds, opening
from .assessments.models import Assessment
from .bookings.models import Booking, Message
from .checklists.models import Checklist
from .duties.models import Duty
from .flow import FLOW
from .receptions.feeds import FeedKey
from .receptions.models import Reception
from .slots.models import Slot
from .teams.models import Team
from .tours.models import Tour
from .upgrades.models import Funding, Photo, Upgrade
from .visits.models import Visit

__all__ = [
    "Assessment", "Booking", "Checklist", "Duty", "FeedKey", "Funding", "Honour", "Message", "Photo", "Reception", "Slot",
    "Station", "Team", "Tour", "Upgrade", "Visit",
]  # fmt: skip


class Station(Subject):
    """One place. `parent` is the place it hangs below; `base` the practice base that counts its work (S018).

    `weekly` and `exceptions` are the opening hours as `opening` reads them; `hours` says beside them what no table
    holds. `lat`, `lon` are degrees in `datum`. `is_active` is kept by the steps: False before it opens and once closed.
    """

    FLOW = FLOW
    SEARCHED = ("name", "address", "trade", "about")
    KINDS = kinds.KINDS
    kind = models.CharField(_("类别"), max_length=12, choices=KINDS, default="station")
    name = models.CharField(_("名称"), max_length=80)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="points")
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sites")
    address = models.CharField(_("地址"), max_length=120, blank=True)
    telephone = models.CharField(_("电话"), max_length=40, blank=True)
    head = models.CharField(_("负责人"), max_length=40, blank=True)
    trade = models.CharField(_("行业"), max_length=40, blank=True)
    about = models.TextField(_("简介"), blank=True)
    hours = models.CharField(_("接待时间"), max_length=120, blank=True)
    weekly = models.JSONField(default=dict, blank=True)
    exceptions = models.JSONField(default=dict, blank=True)
    off_on_holidays = models.BooleanField(_("法定节假日不开放"), default=True)
    lat = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    lon = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    datum = models.CharField(_("坐标系"), max_length=8, choices=kinds.DATUMS, default="wgs84")
    star = models.PositiveSmallIntegerField(_("星级"), null=True, blank=True)
    star_on = models.DateField(null=True, blank=True)
    designation = models.CharField(_("示范点"), max_length=12, choices=kinds.DESIGNATIONS, blank=True)
    designated_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    pause_reason = models.CharField(max_length=120, blank=True)  # read by the public
    pause_until = models.DateField(null=True, blank=True)
    keepers = models.ManyToManyField("kernel.Membership", related_name="stations", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="station_name")]
        indexes = [
            models.Index(fields=["congress", "kind"], name="station_kind"),
            models.Index(fields=["congress", "area"], name="station_area"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Keepers that a birth brought are written with it, so that its trace vouches for them."""
        super().save(*args, **kwargs)
        if (keepers := self.__dict__.pop("first_keepers", None)) is not None:
            self.keepers.set(keepers)
            self.forget()

    def forget(self) -> None:
        super().forget()
        self.__dict__.pop("_kept_by", None)

    def kept_members(self) -> list:
        """Those who keep this place."""
        if "_kept_by" not in self.__dict__:
            self.__dict__["_kept_by"] = list(self.keepers.select_related("person"))
        return self.__dict__["_kept_by"]

    def kept(self, member) -> bool:
        """Relation of the flow: does this member keep the place?"""
        return any(k.pk == member.pk for k in self.kept_members())

    def opening(self, off_days=frozenset()) -> opening.Opening:
        """Its opening hours; `off_days`: official days off."""
        off = off_days if self.off_on_holidays else frozenset()
        return opening.Opening(self.weekly, self.exceptions, off)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where it stands, degrees (lat, lon) in WGS-84, whatever map it was taken from."""
        return datum.spot(self.lat, self.lon, self.datum)

    def search_text(self):
        return self.name, " ".join(filter(None, [self.address, self.trade, self.about]))

    def ledger_content(self) -> dict:
        """Its keepers stand in another table; the ledger vouches for them too."""
        through = type(self).keepers.through._base_manager.filter(station_id=self.pk)
        return super().ledger_content() | {"keepers": sorted(through.values_list("membership_id", flat=True))}


class Honour(Record):
    """A star or a designation given or taken: `what` "star" or "designation", `value` the star ("0": taken) or the name."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="honours")
    what = models.CharField(max_length=12)
    value = models.CharField(max_length=12)
    basis = models.CharField(max_length=300)
    assessment = models.ForeignKey("stations.Assessment", models.PROTECT, null=True, related_name="honours")

    class Meta:
        base_manager_name = "everywhere"
