"""Where a deputy is to be found. Deputies of other congresses who live here are guests: a name and a level, no rights.

A person who holds seats in several congresses is one Person; here counts the membership in this congress, and the
other levels are read from the person's other memberships. Whoever has none here is a Guest: shown to people at the
station, unable to act, to sign in or to read anything of this congress.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.scope import Owned
from huying.kernel.subject import Subject

from .flow import FLOW

LEVELS = {
    "national": _("全国人大代表"),
    "province": _("省级人大代表"),
    "city": _("市级人大代表"),
    "county": _("县级人大代表"),
    "township": _("乡镇人大代表"),
}


def level_words(level: str, of: str) -> str:
    """市级人大代表（沧源市）; an autonomous prefecture stands beside the cities."""
    return _t("%(level)s（%(of)s）") % {"level": LEVELS["city" if level == "prefecture" else level], "of": of}


class Guest(Owned):
    """A deputy of another congress, by name only. Kept through the register (kernel/register), so changes are traced."""

    name = models.CharField(_("姓名"), max_length=60)
    pinyin = models.CharField(max_length=120, blank=True, db_index=True)
    level = models.CharField(_("几级代表"), max_length=12, choices=LEVELS)
    of = models.CharField(_("哪个人大"), max_length=80, help_text=_("如 某某市人民代表大会"))
    title = models.CharField(_("职务"), max_length=60, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name", "level", "of"], name="guest_once")]

    def save(self, *args, **kwargs):
        if not self.pinyin:
            from pypinyin import lazy_pinyin

            self.pinyin = "".join(lazy_pinyin(self.name))[:120]
        super().save(*args, **kwargs)

    def __str__(self):
        return self.name


class Posting(Subject):
    """One deputy (or guest) at one station, from one day to another. All postings of a deputy share one case: the history."""

    FLOW = FLOW
    SEARCHED = ("member_id", "guest_id", "station_id")
    member = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, blank=True, related_name="postings")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="postings")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    why = models.JSONField(default=list)  # codes of nearest.py that spoke for it
    reason = models.CharField(max_length=300, blank=True)  # why it was declined or ended
    followed = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "station", "state"], name="posting_station"),
            models.Index(fields=["congress", "state", "id"], name="posting_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, guest=None) | Q(member=None, guest__isnull=False),
                name="posting_of_one",
            ),
            models.UniqueConstraint(
                fields=["congress", "member", "station"],
                condition=Q(state__in=["proposed", "confirmed"], member__isnull=False),
                name="one_open_posting",
            ),
            models.UniqueConstraint(
                fields=["congress", "guest", "station"],
                condition=Q(state__in=["proposed", "confirmed"], guest__isnull=False),
                name="one_open_guest_posting",
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.station}"

    @property
    def name(self) -> str:
        return str(self.member if self.member_id else self.guest)

    def search_text(self):
        return self.name, self.station.name

    def keeps(self, member) -> bool:
        """A keeper speaks for the stations that they keep."""
        return self.station.kept(member)

    def keeps_members(self):
        return Membership.objects.filter(stations=self.station_id, role="keeper", is_active=True)
