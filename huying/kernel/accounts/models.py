"""Tables of access: the admission of one membership, its slips, and the counts that slow guessing down."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..roster import Membership
from ..scope import Owned
from ..subject import Subject
from .flow import FLOW

BELOW = ("deputy", "keeper", "handler")


class Admission(Subject):
    """Access of one membership. No personal data here: the person's row holds it, and can be erased there."""

    FLOW = FLOW
    FOUND_BY = ("member__person__name", "member__role", "member__unit__name")
    member = models.ForeignKey(
        "kernel.Membership", models.PROTECT, related_name="admissions", verbose_name=_("人员")
    )
    accepted_at = models.DateTimeField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "member"], name="one_admission")]
        indexes = [models.Index(fields=["congress", "state"], name="admission_state")]

    def __str__(self):
        return f"{self.member} · {self.member.role_label}"

    def below(self, clerk) -> bool:
        """Relation of OFFICE: is this one whom a clerk looks after? Nobody who also holds an office above, anywhere:
        a slip that resets the password opens all offices of the person."""
        above = Membership.everywhere.filter(person=self.member.person, is_active=True)
        return self.member.role in BELOW and not above.exclude(role__in=BELOW).exists()


class Invitation(Owned):
    """One slip. The code itself is never stored; it opens once, until `expires_at`."""

    admission = models.ForeignKey(Admission, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=32, unique=True)
    resets = models.BooleanField(
        default=False
    )  # for a person who has an account: a new password, nothing else
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")


class Attempt(models.Model):
    """How often one source failed lately; `key` is a keyed digest, so that no address stands here in clear."""

    key = models.CharField(max_length=60, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
