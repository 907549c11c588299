"""One turn on duty, by whom and where, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Subject

from ..duties import words
from ..naming import Hosted
from .flow import FLOW


class Keeping:
    """Relation "keeper/keeps" of whatever has a station: its keepers, else the keepers of the station's town."""

    station_id: int | None

    def keeps(self, member) -> bool:
        if self.station_id is None:
            return False
        return self.station_id in kept_by(member)

    def keeps_members(self):
        rows = Membership.objects.filter(role="keeper", is_active=True)
        return rows.filter(stations=self.station_id).distinct() if self.station_id else rows.none()


def kept_by(member) -> frozenset:
    """Ids of the stations that the member keeps; asked once per request."""
    if "_stations_kept" not in member.__dict__:
        member.__dict__["_stations_kept"] = frozenset(member.stations.values_list("pk", flat=True))
    return member.__dict__["_stations_kept"]


class Reception(Hosted, Keeping, Subject):
    """`duty`, `period` and `turn` say which rule it fulfils; one made by hand has none of them. `numbers`: voices heard."""

    FLOW = FLOW
    PERSONAL = ("latitude", "longitude")
    WAYS = {"code": _("站点签到码"), "entered": _("联络员代录"), "corrected": _("事后更正")}
    came: list[int] | None = None  # whose bookings were received, as the report says; their own rows keep it
    duty = models.ForeignKey(
        "stations.Duty", models.PROTECT, null=True, blank=True, related_name="receptions"
    )
    period = models.CharField(max_length=10, blank=True)
    turn = models.CharField(max_length=30, blank=True)
    what = models.CharField(_("内容"), max_length=16, choices=words.WHAT)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="receptions"
    )
    host = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="receptions")
    target = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(_("日期"))
    starts_at = models.TimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField(_("预计分钟"), default=60)
    needs_minutes = models.BooleanField(default=False)
    is_public = models.BooleanField(_("对外公告"), default=False)
    capacity = models.PositiveSmallIntegerField(_("可预约人数"), default=0)
    notice = models.CharField(_("公告说明"), max_length=500, blank=True)
    # what came of it
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=10, blank=True, choices=WAYS)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    lasted = models.PositiveSmallIntegerField(_("实际分钟"), null=True)
    visitors = models.PositiveSmallIntegerField(_("接待人数"), null=True)
    summary = models.TextField(_("记录"), blank=True)
    numbers = models.JSONField(default=list)
    moved = models.PositiveSmallIntegerField(default=0)
    made_up = models.BooleanField(default=False)  # was missed, and a second day was given
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "duty", "period", "turn"],
                condition=~models.Q(turn=""),
                name="reception_once",
            )
        ]
        indexes = [
            models.Index(fields=["congress", "day", "id"], name="reception_day"),
            models.Index(fields=["congress", "duty", "period", "state"], name="reception_duty"),
            models.Index(fields=["congress", "host", "day"], name="reception_host"),
            models.Index(fields=["congress", "station", "day"], name="reception_station"),
            models.Index(fields=["congress", "state", "day"], name="reception_state"),
        ]

    def __str__(self):
        return f"{self.name} {self.day:%Y-%m-%d}"

    @property
    def what_words(self) -> str:
        return self.duty.name if self.duty_id else str(self.get_what_display())

    @property
    def name(self) -> str:
        """周接待联系 · 林知远, in a reader's words."""
        return f"{self.what_words} · {self.host}"

    SEARCHED = ("summary", "notice", "station_id", "host_id")

    def search_text(self):
        where = self.station.name if self.station_id else ""
        return f"{self.case.number} {self.name} {where}", f"{self.notice}\n{self.summary}"
