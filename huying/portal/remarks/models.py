"""Criticism of the congress's own work and its public answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import words
from .flow import FLOW


class Remark(Subject):
    """One remark; nobody is asked who they are, so that nothing has to be kept. `shown` is the wording that is published."""

    FLOW = FLOW
    FOUND_BY = ("text", "case__number", "topic")
    topic = models.CharField(_("关于哪方面"), max_length=10, choices=words.TOPICS, default="other")
    text = models.TextField(_("意见"))
    shown = models.TextField(blank=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    said_on = models.DateField()
    declined_kind = models.CharField(max_length=10, choices=words.DECLINES, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "-id"], name="remark_state")]

    def __str__(self):
        return f"{self.get_topic_display()} · {self.said_on}"

    @property
    def is_reworded(self) -> bool:
        return bool(self.shown) and self.shown != self.text
