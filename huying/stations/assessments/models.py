"""One place measured once by one edition of a checklist."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from ..checklists import lines
from .flow import FLOW

ANSWERS = {"yes": _("达标"), "no": _("未达标"), "na": _("不适用")}


class OfStation:
    """Relation "keeper/of_station" of whatever has a station: its keepers."""

    station: Any

    def of_station(self, member) -> bool:
        return self.station.kept(member)

    def of_station_members(self) -> list:
        return self.station.kept_members()


class Assessment(OfStation, Subject):
    """`items` are the checklist's as they stood at the start; `answers`: key → {"met": yes | no | na, "note": "…"}.

    `got` of `full` points, `percent` rounded down, `stars` that the list's thresholds give; kept from `finish` on.
    """

    FLOW = FLOW
    SEARCHED = ("station_id", "checklist_id")
    checklist = models.ForeignKey("stations.Checklist", models.PROTECT, related_name="assessments")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="assessments")
    items = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    day = models.DateField(_("检查日期"))
    got = models.PositiveIntegerField(null=True)
    full = models.PositiveIntegerField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    stars = models.PositiveSmallIntegerField(null=True)
    is_latest = models.BooleanField(
        default=False
    )  # the last confirmed one of this place by this list, whatever its edition
    remark = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "station", "state"], name="assessment_station"),
            models.Index(
                fields=["congress", "checklist"], name="assessment_latest", condition=models.Q(is_latest=True)
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.checklist.name}"

    def search_text(self):
        return str(self.station), self.checklist.name

    def unanswered(self) -> list[dict]:
        return [i for i in self.items if i["key"] not in self.answers]

    def gaps(self) -> list[dict]:
        """Items that are not met, with what was noted."""
        return [
            {**i, "note": self.answers[i["key"]].get("note", "")}
            for i in self.items
            if self.answers.get(i["key"], {}).get("met") == "no"
        ]

    def count(self) -> None:
        """Points, percent and stars from the answers."""
        self.got, self.full = lines.score(self.items, self.answers)
        self.percent = lines.percent(self.got, self.full)
        self.stars = lines.stars(self.percent, self.checklist.thresholds)
