"""A resolution or decision: the text that the vote adopted, with the vote's own figures as they were declared."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class Resolution(Subject):
    """`year` and `serial` make the number, gap-free. `vote` is what the poll declared: outcome, figures, rule, digest."""

    FLOW = FLOW
    LOCKS_FIRST = ("sitting", "motion")
    KINDS = {"resolution": _("决议"), "decision": _("决定")}
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="resolutions")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, related_name="resolutions")
    motion = models.OneToOneField("sittings.Motion", models.PROTECT, related_name="resolution")
    kind = models.CharField(_("文种"), max_length=10, choices=KINDS)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("文号"), max_length=60)
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("正文"))
    adopted_on = models.DateField(_("通过日期"))
    in_force_on = models.DateField(_("施行日期"), null=True, blank=True)
    vote = models.JSONField(default=dict)
    signer = models.CharField(_("签署人"), max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    repealed_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeals")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "year", "serial"], name="resolution_number"),
        ]
        indexes = [models.Index(fields=["congress", "state", "-adopted_on"], name="resolution_state")]

    def __str__(self):
        return self.title

    SEARCHED = ("title", "number", "text")

    def search_text(self):
        return f"{self.number} {self.title}", self.text
