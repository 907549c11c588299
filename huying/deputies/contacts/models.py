"""Plans of contact, pairs of those who keep it, and each time it was kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from . import words
from .flow import CONTACTS, PAIRS, PLANS


class ContactPlan(Subject):
    """How often, and what: `size` is the N of "1+N", `actions` are the items of "N ones", typed by the congress itself."""

    FLOW = PLANS
    SEARCHED = ("name", "basis")
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("方式"), max_length=8, choices=words.KINDS)
    size = models.PositiveSmallIntegerField(_("每人联系几人"), null=True, blank=True)
    actions = models.JSONField(default=list, blank=True)
    times = models.PositiveSmallIntegerField(_("次数"), default=1)
    per = models.CharField(_("周期"), max_length=8, choices=words.PER, default="quarter")
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        base_manager_name = "everywhere"

    def __str__(self):
        return self.name

    def search_text(self):
        return self.name, self.basis


class ContactPair(Subject):
    """One line of the network, from day to day. Above: a member or an organ; below: a member, an area's people or a site.

    A pair of `layer` people names an area and how many households, never a citizen.
    """

    FLOW = PAIRS
    SEARCHED = ("upper_id", "organ_id", "lower_id", "area_id", "station_id")
    layer = models.CharField(_("层次"), max_length=10, choices=words.LAYERS)
    upper = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, blank=True, related_name="contacts_below"
    )
    organ = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    lower = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, blank=True, related_name="contacts_above"
    )
    group = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    households = models.PositiveSmallIntegerField(_("联系户数"), null=True, blank=True)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="contact_pairs"
    )
    plan = models.ForeignKey(ContactPlan, models.PROTECT, null=True, blank=True, related_name="pairs")
    since = models.DateField(_("自"))
    until = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "layer", "state"], name="pair_layer"),
            models.Index(fields=["congress", "state", "id"], name="pair_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(upper__isnull=False, organ=None) | Q(upper=None, organ__isnull=False),
                name="pair_has_one_above",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=False, area=None, station=None)
                | Q(lower=None, area__isnull=False, station=None)
                | Q(lower=None, area=None, station__isnull=False),
                name="pair_has_one_below",
            ),
        ]

    def __str__(self):
        return _t("%(above)s联系%(below)s") % {"above": self.above, "below": self.below}

    @property
    def above(self) -> str:
        return str(self.upper if self.upper_id else self.organ)

    @property
    def below(self) -> str:
        return str(self.lower if self.lower_id else self.area if self.area_id else self.station)

    def search_text(self):
        return self.above, self.below

    def concerns(self, member) -> bool:
        """Is the member one of the two, or of the organ above?"""
        return member.pk in (self.upper_id, self.lower_id) or (
            self.organ_id is not None and member.organ_id == self.organ_id
        )


class Contact(Subject):
    """One time that contact was kept: how, what was said, what was raised."""

    FLOW = CONTACTS
    SEARCHED = ("text", "issues")
    pair = models.ForeignKey(ContactPair, models.PROTECT, related_name="contacts")
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=8, choices=words.WAYS)
    text = models.TextField(_("联系内容"))
    issues = models.TextField(_("反映的问题"), blank=True)
    action = models.CharField(_("完成的事项"), max_length=120, blank=True)
    written_by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "pair", "on"], name="contact_pair_on")]

    def __str__(self):
        return str(self.pair)

    def search_text(self):
        return f"{self.pair} {self.text[:80]}", f"{self.text}\n{self.issues}"

    def concerned(self, member) -> bool:
        return self.pair.concerns(member)

    def wrote(self, member) -> bool:
        return self.written_by_id == member.pk

    def raises_something(self) -> bool:
        return bool(self.issues)
