"""A unit's duty to report again after a test, and its reports."""

from django.db import models

from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Remedy(Subject):
    """One unit's duty after one line of a test; `suggestion` where a suggestion was tested, else the unit as a whole."""

    FLOW = FLOW
    FOUND_BY = ("suggestion", "appraisal", "unit__name")
    appraisal = models.ForeignKey("suggestions.Appraisal", models.PROTECT, related_name="remedies")
    line = models.ForeignKey("suggestions.Appraised", models.PROTECT, related_name="remedies")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    suggestion = models.ForeignKey(
        "suggestions.Suggestion", models.PROTECT, null=True, related_name="remedies"
    )
    rounds = models.PositiveSmallIntegerField(default=0)
    decision = models.TextField(blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "unit", "state", "due_on", "id"], name="remedy_unit"),
            models.Index(fields=["congress", "state", "due_on", "id"], name="remedy_state"),
        ]

    def __str__(self):
        return f"{self.suggestion or self.appraisal} · {self.unit}"


class RemedyReport(Record):
    """What the unit reports: what was done about what the members were not satisfied with."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="reports")
    n = models.PositiveSmallIntegerField()
    text = models.TextField()
    signer = models.CharField(max_length=40)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["remedy", "n"], name="one_report_a_time")]
