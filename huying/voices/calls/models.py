"""A call for ideas."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class Call(Subject):
    """One call: what is asked, until when, and what came of it. `ideas` counts what was sent."""

    FLOW = FLOW
    number = models.CharField(max_length=32, editable=False)
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("征集什么"))
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, blank=True, related_name="+")
    closes_on = models.DateField(_("截止日期"))
    contact = models.CharField(max_length=120, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    published_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "-id"], name="call_state")]

    def __str__(self):
        return self.title

    SEARCHED = ("title", "text", "summary")

    def search_text(self):
        return f"{self.number} {self.title}", f"{self.text}\n{self.summary}"

    @property
    def is_public(self) -> bool:
        return self.state in ("open", "closed", "published")
