"""Columns of the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import words
from .flow import FLOW


class Column(Subject):
    """A heading with its plan; `carriers` are where the office runs it, `kind` where the portal puts it."""

    FLOW = FLOW
    FOUND_BY = ("title", "intro", "kind")
    title = models.CharField(_("栏目名称"), max_length=40)
    kind = models.CharField(_("种类"), max_length=10, choices=words.KINDS, default="other")
    intro = models.CharField(_("一句话说明"), max_length=120, blank=True)
    plan = models.TextField(_("选题计划"), blank=True)
    carriers = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField(_("排列"), default=50)
    on_home = models.BooleanField(_("放在首页"), default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "title"], name="column_title")]
        indexes = [models.Index(fields=["congress", "state", "place"], name="column_state")]

    def __str__(self):
        return self.title
