"""Lectures and what came back from the hall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from .. import words
from .flow import FLOW


class Lecture(Subject):
    """One lecture: who speaks to whom, where, when; afterwards how many came."""

    FLOW = FLOW
    FOUND_BY = ("title", "place", "speaker", "lecturer__person__name")
    title = models.CharField(_("主题"), max_length=120)
    outline = models.TextField(_("宣讲提纲"), blank=True)
    planner = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    lecturer = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(_("宣讲人"), max_length=40, blank=True)  # who holds no account
    place = models.CharField(_("地点"), max_length=120)
    starts_at = models.DateTimeField(_("时间"))
    meant_for = models.CharField(_("对象"), max_length=60, blank=True)
    is_open = models.BooleanField(_("向群众公开"), default=True)
    audience = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "starts_at"], name="lecture_state")]

    def __str__(self):
        return self.title


class Feedback(Record):
    """One thing that was said in the hall; no name is kept."""

    lecture = models.ForeignKey(Lecture, models.PROTECT, related_name="feedback")
    kind = models.CharField(max_length=10, choices=words.FEEDBACK)
    text = models.CharField(max_length=500)
