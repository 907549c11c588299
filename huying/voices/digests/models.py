"""Who wants to read what people say in which fields, and how often: a person's own choice, not a matter of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.scope import Owned


class DigestChoice(Owned):
    """Fields are ids of the top level; none means all. `every`: "" for never, "day", "week"."""

    RHYTHMS = {"": _("不要"), "day": _("每天"), "week": _("每周一")}
    member = models.ForeignKey("kernel.Membership", models.CASCADE, related_name="+")
    every = models.CharField(max_length=4, choices=RHYTHMS, blank=True)
    fields = models.JSONField(default=list)
    sent_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "member"], name="one_digest_choice")]
