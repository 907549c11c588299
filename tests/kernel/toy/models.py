"""The errand's tables. They stand under the label of the kernel, and out of the registry that house tests walk."""

from django.db import models

from huying.kernel import subject
from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Errand(Subject):
    FLOW = FLOW
    PERSONAL = ("citizen", "phone")
    author = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    citizen = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    extra = models.JSONField(default=dict)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    seen_on = models.DateField(null=True)
    is_locked = models.BooleanField(default=False)

    class Meta:
        app_label = "kernel"
        base_manager_name = "everywhere"


class Answer(Record):
    PERSONAL = ("text",)
    errand = models.ForeignKey(Errand, models.PROTECT, related_name="answers")
    text = models.TextField()

    class Meta:
        app_label = "kernel"
        base_manager_name = "everywhere"


MODELS = (Errand, Answer)
subject.SUBJECTS.pop(FLOW.subject)
subject.RECORDS.pop(f"{__name__}.Answer")
