"""A petition and the opinions written on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record

from ..filed import Filed
from .flow import FLOW

RESULTS = {
    "supported": _("请求事实清楚、符合规定，予以支持"),
    "partly": _("部分支持"),
    "explained": _("请求事由合理但缺乏依据，做好解释"),
    "unsupported": _("缺乏事实根据或者不符合规定，不予支持"),
}
UPHELD = {"upheld": _("维持"), "changed": _("变更"), "again": _("责令重新处理")}


class Petition(Filed):
    """One petition. `visitors`: how many came together; `representatives`: whom they chose (at most five, R-PET-02)."""

    FLOW = FLOW
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")  # who handles it
    visitors = models.PositiveIntegerField(default=1)
    representatives = models.PositiveSmallIntegerField(default=0)
    accepted_on = models.DateField(null=True)
    extended = models.BooleanField(default=False)
    replied_on = models.DateField(null=True)
    result = models.CharField(max_length=12, choices=RESULTS, blank=True)
    review = models.CharField(max_length=8, choices=UPHELD, blank=True)
    rereview = models.CharField(max_length=8, choices=UPHELD, blank=True)
    way = models.CharField(max_length=16, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "-id"], name="petition_state"),
            models.Index(fields=["congress", "unit", "-id"], name="petition_unit"),
        ]

    def counts_from(self, kind, day):
        """Telling counts from the day on which it was received; the extension begins where the sixty days end."""
        if kind == "voice.triage":
            return self.voice.reopened_on or self.voice.heard_on
        if kind == "voice.handle_extended":
            from huying.kernel.case import Clock

            clock = Clock.objects.filter(
                subject_kind=FLOW.subject, subject_id=self.pk, kind="voice.handle"
            ).order_by("-pk")
            return next((c.due_on for c in clock[:1] if c.due_on), day)
        return day


class PetitionOpinion(Record):
    """A written opinion: told, handled, reviewed, re-reviewed."""

    KINDS = {
        "accept": _("受理告知书"),
        "turn_away": _("告知书"),
        "extend": _("延期告知书"),
        "reply": _("处理意见书"),
        "ask": _("复查、复核请求"),
        "review": _("复查意见书"),
        "rereview": _("复核意见书"),
    }
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="opinions")
    kind = models.CharField(max_length=10, choices=KINDS)
    organ = models.CharField(max_length=120, blank=True)  # who wrote it
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
