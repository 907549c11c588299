"""The file of a dispute and the sessions of mediation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.crypto import EncryptedField
from huying.kernel.subject import Record

from ..filed import Filed
from .flow import FLOW


class Dispute(Filed):
    """One dispute. `parties` are people: encrypted, erasable, never published."""

    FLOW = FLOW
    PERSONAL = ("parties",)
    handler = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    mediator = models.CharField(max_length=80, blank=True)  # somebody without an account
    parties = EncryptedField(blank=True)
    sessions = models.PositiveSmallIntegerField(default=0)
    agreement = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    performs_on = models.DateField(null=True)
    revisited_on = models.DateField(null=True)
    way = models.CharField(max_length=16, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "-id"], name="dispute_state")]

    def handles(self, member) -> bool:
        """Relation of the flow: the person named to mediate."""
        return self.handler_id == member.pk

    def handles_members(self):
        return [self.handler] if self.handler is not None else []

    def counts_from(self, kind, day):
        """The revisit counts from the day on which the agreement is to be kept."""
        return (self.performs_on or day) if kind == "dispute.revisit" else day


class Session(Record):
    """What was said in one mediation, or found at a revisit."""

    KINDS = {"mediate": _("调解"), "agree": _("协议"), "fail": _("未达成协议"), "revisit": _("回访")}
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="told")
    kind = models.CharField(max_length=8, choices=KINDS)
    held_on = models.DateField()
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
