"""The minutes of a sitting: what the facts say, what was made of it, and every version in between."""

from django.db import models
from django.utils.translation import gettext as _t

from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Minutes(Subject):
    """`written` is the text that the facts gave, `text` the one in force: the same until somebody corrects it."""

    FLOW = FLOW
    LOCKS_FIRST = ("sitting",)
    sitting = models.OneToOneField("sittings.Sitting", models.PROTECT, related_name="minutes")
    written = models.TextField()
    text = models.TextField()
    written_at = models.DateTimeField()
    circulated_on = models.DateField(null=True)
    checker = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField(null=True)
    signer = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        verbose_name_plural = "minutes"

    def __str__(self):
        return _t("%(sitting)s纪要") % {"sitting": self.sitting}

    def readers(self, member) -> bool:
        """Relation of the flow: whoever was called to the sitting as a member of the body."""
        return any(m.pk == member.pk or m.person_id == member.person_id for m in self.readers_members())

    def readers_members(self) -> list:
        rows = self.sitting.summons.filter(right="member").exclude(state="released").exclude(member=None)
        return [s.member for s in rows.select_related("member")]

    def presiding(self, member) -> bool:
        """Relation of the flow: whoever presided over the sitting, whatever hat is worn."""
        return member.person_id is not None and member.person_id in {
            m.person_id for m in self.presiding_members()
        }

    def presiding_members(self) -> list:
        """Who may sign: the chair of the sitting; of a plenary the executive chairs of its presidium (R-STR-20).

        Where no chair is on file, the leader who declared it open. The secretary too, where the congress has it so
        (setting `sittings.minutes_secretary`).
        """
        if "_presiding" not in self.__dict__:
            from . import signing

            self.__dict__["_presiding"] = signing.signers(self.sitting)
        return self.__dict__["_presiding"]

    def forget(self) -> None:
        super().forget()
        self.__dict__.pop("_presiding", None)

    SEARCHED = ("text",)

    def search_text(self):
        return str(self), self.text


class MinutesVersion(Record):
    """The text before a correction or a new drawing from the facts, with the reason of the change."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=300)

    class Meta:
        base_manager_name = "everywhere"


class MinutesRemark(Record):
    """What a member of the body wants to see changed."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="remarks")
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"
