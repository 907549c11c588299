"""A unit's request for a longer term."""

from django.db import models

from huying.kernel.subject import Subject

from .flow import FLOW


class Extension(Subject):
    """A unit's request for the six-month term."""

    FLOW = FLOW
    FOUND_BY = ("suggestion", "unit__name")
    NAMED = "suggestion__title"  # as the suggestion itself: its docket may be a voice's
    LOCKS_FIRST = ("suggestion",)
    handling = models.ForeignKey("suggestions.Handling", models.PROTECT, related_name="extensions")
    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="extensions")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    reason = models.TextField()
    first_due_on = models.DateField(null=True)
    due_after = models.DateField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "id"], name="extension_state")]

    def __str__(self):
        return f"{self.suggestion} · {self.unit}"
