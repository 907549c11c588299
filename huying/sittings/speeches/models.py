"""One speech in a sitting, and the answers that a question got."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from .flow import FLOW


class Speech(Subject):
    """`place` orders the list. `minutes` is the time given, extensions included; `seconds` what was used.

    A guest without a membership here speaks as `name`. `stand`: the position on a matter that is decided together (S148).
    """

    FLOW = FLOW
    LOCKS_FIRST = ("sitting",)
    WAYS = {
        "debate": _("审议发言"),
        "report": _("报告、说明"),
        "question": _("询问"),
        "comment": _("评议"),
        "oath": _("表态"),
    }
    STANDS = {"for": _("同意"), "against": _("不同意"), "other": _("另有意见"), "none": _("未表明")}
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="speeches")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, related_name="speeches")
    speaker = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("发言人"), max_length=60, blank=True)
    post = models.CharField(_("职务"), max_length=120, blank=True)
    way = models.CharField(_("发言类型"), max_length=8, choices=WAYS, default="debate")
    place = models.FloatField(default=0)
    topic = models.CharField(_("发言题目"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("分钟"), default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    text = models.TextField(_("发言全文"), blank=True)
    summary = models.TextField(_("发言要点"), blank=True)
    stand = models.CharField(_("态度"), max_length=8, choices=STANDS, default="none")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "sitting", "item", "place"], name="speech_place"),
            models.Index(fields=["congress", "sitting", "state"], name="speech_state"),
        ]

    def __str__(self):
        return _t("%(who)s的发言") % {"who": self.who}

    @property
    def who(self) -> str:
        return self.name or str(self.speaker or "")

    @property
    def ends_at(self):
        """When the time given is over."""
        return self.started_at + timedelta(minutes=self.minutes) if self.started_at else None

    @property
    def seconds(self) -> int:
        """Used so far; 0 before and while speaking."""
        if not (self.started_at and self.ended_at):
            return 0
        return int((self.ended_at - self.started_at).total_seconds())

    @property
    def over(self) -> int:
        """Seconds beyond the time given."""
        return max(0, self.seconds - 60 * self.minutes)

    @property
    def words(self) -> str:
        """What was said, the full text before the points."""
        return self.text or self.summary

    def others_speaking(self) -> bool:
        return (
            type(self).objects.filter(sitting=self.sitting_id, state="speaking").exclude(pk=self.pk).exists()
        )

    def own(self, member) -> bool:
        """Relation of the flow: the speaker, whatever hat is worn."""
        return self.speaker_id is not None and member.person_id is not None and (
            member.pk == self.speaker_id or member.person_id == self.speaker.person_id
        )  # fmt: skip

    def own_members(self) -> list:
        return [self.speaker] if self.speaker_id else []

    def answering(self, member) -> bool:
        """Relation of the flow: somebody of the unit that the item is about, or called to the sitting."""
        if member.unit_id is not None and member.unit_id == self.item.unit_id:
            return True
        return bool(self.sitting.summoned(member))

    SEARCHED = ("topic", "text", "summary", "name", "post")

    def search_text(self):
        return f"{self.who} {self.topic}", f"{self.post}\n{self.text}\n{self.summary}"


class Answer(Record):
    """What an organ's representative answered to a question (R-BIL-12)."""

    speech = models.ForeignKey(Speech, models.PROTECT, related_name="answers")
    who = models.CharField(max_length=120)
    text = models.TextField()
    in_writing = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "everywhere"
