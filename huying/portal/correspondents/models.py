"""The people who write for the congress."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import words
from .flow import FLOW


class Correspondent(Subject):
    """A member who is registered as correspondent or online volunteer."""

    FLOW = FLOW
    FOUND_BY = ("member__person__name", "kind", "beat")
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    kind = models.CharField(_("类别"), max_length=14, choices=words.CORRESPONDENTS, default="correspondent")
    beat = models.CharField(_("联系的领域或者片区"), max_length=100, blank=True)
    since = models.DateField(_("登记日期"))

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "member", "kind"], name="correspondent_once")
        ]

    def __str__(self):
        return str(self.member)
