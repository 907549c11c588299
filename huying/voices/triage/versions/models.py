"""One version. The weights lie in a file in the home folder; the row knows its digest, so that another file is noticed."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _g

from huying.kernel.subject import Subject

from .flow import FLOW


class TriageModel(Subject):
    """`figures`: the comparison on the same held-out rows; `rows`: [[voice id, field code]] that it learned from."""

    FLOW = FLOW
    number = models.PositiveIntegerField()
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # in use before it
    labels = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    trained_at = models.DateTimeField(null=True)
    shown = models.PositiveBigIntegerField(null=True)  # the Progress that the waiting person looks at

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="triage_model_number"),
            models.UniqueConstraint(
                fields=["congress"], condition=models.Q(state="in_use"), name="triage_model_in_use"
            ),
        ]

    def __str__(self):
        return _g("分诊模型第 %(n)s 版") % {"n": self.number}

    @property
    def path(self) -> Path:
        return folder(self.congress.code) / f"fields-{self.number}.npz"


def folder(code: str) -> Path:
    """Where a congress's own models lie: in the home folder, never in the code."""
    return Path(settings.HOME) / "triage" / code
