"""What a place is measured by."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import kinds
from .flow import FLOW
from .presets import PURPOSES


class Checklist(Subject):
    """One edition of a list. `items`: [{"key", "text", "points"}]; `thresholds`: star → least percent, of star lists only.

    `kinds`: the kinds of places it is for; empty: all. Editions of one list share their case.
    """

    FLOW = FLOW
    SEARCHED = ("name", "source")
    name = models.CharField(_("名称"), max_length=80)
    purpose = models.CharField(_("用途"), max_length=8, choices=PURPOSES)
    kinds = models.JSONField(default=list, blank=True)
    items = models.JSONField(default=list, blank=True)
    thresholds = models.JSONField(default=dict, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    edition = models.PositiveSmallIntegerField(_("版次"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")

    class Meta:
        base_manager_name = "everywhere"

    def __str__(self):
        return (
            _t("%(name)s（第 %(n)s 版）") % {"name": self.name, "n": self.edition}
            if self.edition > 1
            else self.name
        )

    def search_text(self):
        return self.name, self.source

    @property
    def is_filled(self) -> bool:
        return bool(self.items) and all(i["text"] for i in self.items)

    @property
    def full(self) -> int:
        return sum(i["points"] for i in self.items)

    def kind_words(self) -> str:
        return _t("、").join(str(kinds.KINDS[k]) for k in self.kinds if k in kinds.KINDS) or _t("各类站点")

    def fits(self, station) -> bool:
        return not self.kinds or station.kind in self.kinds
