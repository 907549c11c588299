"""What people may read about a deputy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .flow import FLOW


class DeputyCard(Subject):
    """`code` is short, read out and printed; it opens the page and proves nothing."""

    FLOW = FLOW
    SEARCHED = ("member_id", "code", "intro")
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="cards")
    code = models.CharField(_("代表码"), max_length=12)
    intro = models.CharField(_("自我介绍"), max_length=200, blank=True)
    tags = models.JSONField(default=list, blank=True)
    photo = models.ForeignKey("kernel.File", models.PROTECT, null=True, related_name="+")
    takes_letters = models.BooleanField(_("接收群众来信"), default=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "code"], name="deputy_code"),
            models.UniqueConstraint(fields=["congress", "member"], name="one_card"),
        ]
        indexes = [models.Index(fields=["congress", "state"], name="card_state")]

    def __str__(self):
        return str(self.member)

    def search_text(self):
        return f"{self.member} {self.code}", self.intro
