"""Lines of the books."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import words
from .flow import CHAINS, PLANS, ROUTES, WATCH


class Route(Subject):
    """转交表 (S048): which unit of which tier has a category. An empty field, area or kind means any."""

    FLOW = ROUTES
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("类型"), max_length=8, choices=words.KINDS, blank=True)
    tier = models.CharField(_("层级"), max_length=8, choices=words.TIERS)
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    note = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        base_manager_name = "everywhere"

    def search_text(self):
        return str(self), self.note

    def __str__(self):
        return f"{self.field or self.get_kind_display() or _('不限')} → {self.unit}"


class Chain(Subject):
    """三级联系链 (S053): deputy → council member → residents' representative → residents of a place."""

    FLOW = CHAINS
    deputy = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    member = models.CharField(_("议政代表"), max_length=40)
    representative = models.CharField(_("居民代表"), max_length=40)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("联系哪里的居民"), max_length=120, blank=True)
    households = models.PositiveIntegerField(_("户数"), default=0)

    class Meta:
        base_manager_name = "everywhere"

    def search_text(self):
        return str(self), self.place

    def __str__(self):
        return f"{self.deputy} → {self.member} → {self.representative}"


class Plan(Subject):
    """What to do at once where somebody is in danger: numbers to ring and steps, one a line."""

    FLOW = PLANS
    words = models.TextField(_("先做什么、打哪个电话，每行一条"), blank=True)

    class Meta:
        base_manager_name = "everywhere"

    def search_text(self):
        return str(self), self.words

    def __str__(self):
        return str(_("紧急处置提示"))


class WatchList(Subject):
    """Words to be looked at, one a line."""

    FLOW = WATCH
    words = models.TextField(_("词语，每行一个"), blank=True)

    class Meta:
        base_manager_name = "everywhere"

    def search_text(self):
        return str(self), self.words

    def __str__(self):
        return str(_("提示名单"))
