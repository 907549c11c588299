"""An idea sent to a call."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.crypto import EncryptedField
from huying.kernel.subject import Subject

from .flow import FLOW


class Idea(Subject):
    """One idea. Its writer reads the answer by number and code; name and telephone are encrypted."""

    FLOW = FLOW
    LOCKS_FIRST = ("call",)  # an idea that comes in while the call is closed or published is in it or refused
    PERSONAL = ("author", "phone")
    AT_REST = ("adopted", "partly", "refused", "withheld")
    fresh_code = ""  # readable on the object whose step made it, never stored
    call = models.ForeignKey("voices.Call", models.PROTECT, related_name="ideas")
    number = models.CharField(max_length=40, editable=False)
    text = models.TextField(_("意见"))
    author = EncryptedField(blank=True)
    phone = EncryptedField(blank=True)
    may_publish = models.BooleanField(default=False)
    is_flagged = models.BooleanField(default=False)
    code_digest = models.CharField(max_length=32, editable=False)
    sent_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="idea_number")]
        indexes = [models.Index(fields=["congress", "call", "state", "id"], name="idea_call")]

    SEARCHED = ("text", "answer")

    def search_text(self):
        return self.number, f"{self.text}\n{self.answer}"

    def __str__(self):
        text = self.text.split("\n", 1)[0]
        return text[:40] + ("…" if len(text) > 40 else "")
