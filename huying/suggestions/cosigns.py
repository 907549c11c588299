"""联名: who was invited to sign, and what each answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.scope import Owned


class Cosign(Owned):
    """One deputy's answer to the invitation to sign. Each answer is also a fact in the trace."""

    ANSWERS = {
        "invited": _("待确认"),
        "confirmed": _("已确认"),
        "declined": _("不参加"),
        "removed": _("已取消"),
    }
    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="cosigns")
    deputy = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=ANSWERS, default="invited")
    agrees_to_withdraw = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["suggestion", "deputy"], name="one_cosign")]
        indexes = [models.Index(fields=["congress", "deputy", "answer"], name="cosign_deputy")]
