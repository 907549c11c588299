"""Party organs that exist for the days of one session, and what they met about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from .flow import FLOW


class PartyOrgan(Subject):
    """A temporary committee of the session, or the branch of one delegation."""

    FLOW = FLOW
    FOUND_BY = ("name", "kind", "secretary__person__name")
    KINDS = {"committee": _("临时党委"), "branch": _("临时党支部")}
    kind = models.CharField(_("类别"), max_length=10, choices=KINDS)
    session = models.ForeignKey("kernel.Session", models.PROTECT, related_name="+")
    delegation = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("名称"), max_length=120)
    secretary = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    members = models.TextField(_("组成人员"), blank=True, help_text=_("一行一人"))
    basis = models.CharField(_("批准文件"), max_length=200, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "session", "name"], name="party_organ_name")
        ]

    def __str__(self):
        return self.name


class PartyMeeting(Record):
    """One meeting: when, about what, what came of it; the numbers of suggestions and bills whose quality it looked at."""

    organ = models.ForeignKey(PartyOrgan, models.PROTECT, related_name="meetings")
    day = models.DateField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    numbers = models.JSONField(default=list)

    class Meta:
        base_manager_name = "everywhere"
