"""One thing said in a thread."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.kernel.roles import ROLES
from huying.kernel.subject import Subject

from .. import words
from .flow import FLOW


class Post(Subject):
    """`name` is what a citizen wants to be called; members stand under their own. `reason`: why it is not shown."""

    FLOW = FLOW
    consultation = models.ForeignKey("voices.Consultation", models.PROTECT, related_name="posts")
    text = models.TextField(_("发言"))
    name = models.CharField(_("怎么称呼"), max_length=20, blank=True)
    member = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=12, blank=True)
    is_flagged = models.BooleanField(default=False)
    said_at = models.DateTimeField()

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "consultation", "state", "id"], name="post_of")]

    def __str__(self):
        return self.text.split("\n", 1)[0][:40]

    SEARCHED = ("text",)

    def search_text(self):
        return "", self.text

    @property
    def role_word(self) -> str:
        """What a member is, for the public page: no names there."""
        return gettext(ROLES[self.member.role]) if self.member_id else ""

    @property
    def reason_word(self) -> str:
        return str({**words.DECLINES, **words.TAKEN_DOWN}.get(self.reason, ""))

    def hosts(self, member) -> bool:
        return self.consultation.hosts(member)

    def hosts_members(self):
        return [self.consultation.host]

    def takes_part(self, member) -> bool:
        return self.consultation.hosts(member) or self.consultation.invited(member)
