"""One person's notice of one sitting: a member who votes, or somebody who attends without a vote."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.subject import Subject

from .flow import FLOW


class Summons(Subject):
    """`right`: why this person is called. `why` says it in words (the rotation's reason). Guests from other congresses
    have no membership here: `member` is None and name, level and office stand as text. The head of a unit who attends
    by office is such a name too; whoever acts for the `unit` answers.
    """

    FLOW = FLOW
    FOUND_BY = ("member__person__name", "unit__name", "name", "post", "right", "sitting")
    LATER = ("home",)
    LOCKS_FIRST = ("sitting",)
    PERSONAL = ("reason",)
    RIGHTS = {
        "member": _("组成人员"),
        "office": _("依法列席"),
        "deputy": _("列席代表"),
        "guest": _("邀请参加"),
        "staff": _("工作人员"),
    }
    LEVELS = {
        "national": _("全国"),
        "province": _("省级"),
        "city": _("市级"),
        "county": _("县级"),
        "township": _("乡级"),
    }
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="summons")
    member = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="summons")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    right = models.CharField(max_length=8, choices=RIGHTS)
    place = models.PositiveIntegerField(default=0)  # in the roll
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    post = models.CharField(_("职务"), max_length=120, blank=True)
    home = models.ForeignKey(
        "kernel.Congress", models.PROTECT, null=True, related_name="+"
    )  # of a guest, on this platform
    level = models.CharField(_("哪一级代表"), max_length=10, blank=True, choices=LEVELS)
    why = models.CharField(_("列席理由"), max_length=300, blank=True)
    card = models.CharField(_("证件号"), max_length=20, blank=True)  # of the list or card reader at the door
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    pressed = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)  # of leave, of declining
    decision = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "member"],
                condition=models.Q(member__isnull=False) & ~models.Q(state="released"),
                name="summons_once",
            )
        ]
        indexes = [
            models.Index(fields=["congress", "sitting", "right", "state"], name="summons_right"),
            models.Index(fields=["congress", "member", "state"], name="summons_member"),
        ]

    def __str__(self):
        return _t("%(name)s · %(sitting)s") % {"name": self.called, "sitting": self.sitting}

    @property
    def called(self) -> str:
        """Who it is for."""
        return str(self.member) if self.member_id else self.name

    def is_bound(self) -> bool:
        """A member of the body by right, as the register has it now."""
        from .. import rolls

        return self.right == "member" and rolls.belongs(self.sitting, self.member)

    @property
    def votes(self) -> bool:
        return self.right == "member"

    def addressee(self, member) -> bool:
        """Relation of the flow: whoever it is for, whatever hat is worn."""
        if self.member_id is None:
            return self.unit_id is not None and member.role == "handler" and member.unit_id == self.unit_id
        return member.pk == self.member_id or (
            member.person_id is not None and member.person_id == self.member.person_id
        )

    def addressee_members(self) -> list:
        if self.member_id:
            return [self.member]
        rows = Membership.objects.filter(unit=self.unit_id, role="handler", is_active=True)
        return list(rows) if self.unit_id else []
