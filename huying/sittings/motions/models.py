"""A text on which a sitting votes: its base paragraphs, and the paragraphs that adopted amendments made of them."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.subject import Subject

from .. import polling
from . import text
from .flow import FLOW


class Motion(Subject):
    """`base` and `made` are lists of paragraphs; `made` is empty until the text is fixed. `poll`: the vote on the whole."""

    FLOW = FLOW
    LOCKS_FIRST = ("sitting", "item")
    KINDS = {
        "resolution": _("决议"),
        "decision": _("决定"),
        "bill": _("法规案、议案"),
        "rules": _("制度、办法"),
        "other": _("其他"),
    }
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="motions")
    item = models.ForeignKey("sittings.AgendaItem", models.PROTECT, related_name="motions")
    kind = models.CharField(_("文种"), max_length=10, choices=KINDS, default="resolution")
    title = models.CharField(_("标题"), max_length=200)
    proposer = models.CharField(_("提出人"), max_length=120, blank=True)
    base = models.JSONField(default=list)
    made = models.JSONField(default=list)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "sitting", "state"], name="motion_sitting"),
            models.Index(fields=["congress", "poll"], name="motion_poll"),
        ]

    def __str__(self):
        return self.title

    @property
    def paragraphs(self) -> list[str]:
        """The text as it stands."""
        return self.made or self.base

    def open_amendments(self):
        return self.amendments.filter(state__in=("tabled", "put"))

    def has_amendments(self) -> bool:
        return bool(self.amendments.exclude(state="withdrawn").exists())

    def adopted(self) -> list[text.Change]:
        return [a.change for a in self.amendments.filter(state="carried").order_by("pk")]

    def why_no_poll(self) -> str:
        """Refuses where a vote on the text runs or has been declared."""
        return polling.why_not_again(self.poll)

    def why_not_collective(self) -> str:
        """S148: a listed matter is decided only after members have spoken and their positions are written down."""
        listed = {entry["code"]: entry["label"] for entry in rules()[0].value("sittings.collective")}
        if (
            self.item.kind not in listed
            or self.item.speeches.filter(state__in=("spoken", "signed")).exclude(stand="none").exists()
        ):
            return ""
        words = {"matter": listed[self.item.kind]}
        return _t("“%(matter)s”应当集体讨论决定：先有组成人员发言并记下态度，再付表决。") % words

    SEARCHED = ("title", "proposer", "base", "made")

    def search_text(self):
        return self.title, "\n".join([self.proposer, *self.paragraphs])
