"""What is written down once on the way of a voice; the trace of the step carries each one's digest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record

from . import words


class Paper(Record):
    """What was written down on the way: a consultation and its conclusion, a unit's report, an answer, a proof."""

    KINDS = {
        "consultation": _("会诊"),
        "conclusion": _("会诊结论"),
        "report": _("承办单位反馈"),
        "answer": _("给群众的答复"),
        "proof": _("落实的依据"),
        "instruction": _("领导批示"),
    }
    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=KINDS)
    text = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=words.OUTCOMES, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    planned_on = models.DateField(null=True)  # answer, report: done by; conclusion: the lead's last day
    units = models.JSONField(default=list)  # ids: of a consultation those invited, of a conclusion the lead
    place = models.CharField(max_length=120, blank=True)
    meets_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "everywhere"


class VoiceRating(Record):
    """What the citizen thought of one round."""

    PERSONAL = ("reason",)

    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=12, choices=words.RATINGS)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
