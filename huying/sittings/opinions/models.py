"""An opinion written by an observer or given by a deputy who attended, with its answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class Opinion(Subject):
    """Either an observer's (`observer`) or a member's (`author`); `number` of a suggestion or voice it was passed on to."""

    FLOW = FLOW
    FOUND_BY = ("text", "author__person__name", "sitting")
    LOCKS_FIRST = ("sitting",)
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="opinions")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    observer = models.ForeignKey("sittings.Observer", models.PROTECT, null=True, related_name="opinions")
    text = models.TextField(_("意见"))
    reply = models.TextField(_("答复"), blank=True)
    is_public = models.BooleanField(_("意见和答复可以公开"), default=False)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "sitting", "state"], name="opinion_sitting")]

    def __str__(self):
        return self.text[:40]
