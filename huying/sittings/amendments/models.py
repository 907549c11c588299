"""A change of one paragraph of a motion's text, moved by somebody."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .. import polling
from ..motions import text as wording
from .flow import FLOW


class Amendment(Subject):
    """`paragraph` counts the base text's from 1; an insertion stands after it, 0 before the first."""

    FLOW = FLOW
    LOCKS_FIRST = ("motion",)
    OPS = {
        wording.REPLACE: _("改写这一段"),
        wording.INSERT: _("在这一段后面增加"),
        wording.DELETE: _("删去这一段"),
    }
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="amendments")
    motion = models.ForeignKey("sittings.Motion", models.PROTECT, related_name="amendments")
    mover = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    op = models.CharField(_("怎么改"), max_length=8, choices=OPS)
    paragraph = models.PositiveSmallIntegerField(_("第几段"))
    text = models.TextField(_("改成"), blank=True)
    grounds = models.TextField(_("理由"), blank=True)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "motion", "state"], name="amendment_motion"),
            models.Index(fields=["congress", "poll"], name="amendment_poll"),
        ]

    def __str__(self):
        words = {"title": self.motion.title, "n": self.paragraph, "who": self.mover}
        return _t("%(who)s对《%(title)s》第 %(n)s 段的修正案") % words

    @property
    def change(self) -> wording.Change:
        return wording.Change(self.pk or 0, self.op, self.paragraph, self.text)

    @property
    def pieces(self) -> list:
        """The paragraph as it would read: what stays, what goes, what comes."""
        base = self.motion.base
        old = "" if self.op == wording.INSERT else base[self.paragraph - 1]
        return wording.difference(old, "" if self.op == wording.DELETE else self.text)

    def others(self):
        return self.motion.amendments.exclude(state__in=("withdrawn", "moot", "lost")).exclude(pk=self.pk)

    def conflicts(self) -> list[tuple["Amendment", str]]:
        """Other living amendments with which it clashes, or whose order decides the text."""
        found = [(other, wording.conflict(self.change, other.change)) for other in self.others()]
        return [(other, how) for other, how in found if how]

    def why_clash(self) -> str:
        for other, how in self.conflicts():
            if how == "clash" and other.state == "carried":
                return _t("与已经采纳的一件修正案改的是同一段，不能再付表决。")
        return ""

    def why_no_poll(self) -> str:
        return polling.why_not_again(self.poll)

    def own(self, member) -> bool:
        """Relation of the flow: the mover, whatever hat is worn."""
        same = member.person_id is not None and member.person_id == self.mover.person_id
        return member.pk == self.mover_id or same

    def own_members(self) -> list:
        return [self.mover]

    def search_text(self):
        return str(self), f"{self.text}\n{self.grounds}"
