"""Seats: who is a deputy of which congress, from when to when, and why it ended."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from .addresses.models import Address
from .cards.models import DeputyCard
from .contacts.models import Contact, ContactPair, ContactPlan
from .flow import FLOW
from .letters.models import Letter, LetterRating
from .postings.models import Guest, Posting

__all__ = [
    "Address",
    "Contact",
    "ContactPair",
    "ContactPlan",
    "DeputyCard",
    "Guest",
    "Letter",
    "LetterRating",
    "Posting",
    "Seat",
]  # fmt: skip


class Seat(Subject):
    """A deputy's mandate in one term (R-DEP-13). The membership with role deputy acts; the seat is the right to act."""

    FLOW = FLOW
    FOUND_BY = ("member__person__name", "card", "delegation__name", "district__name")
    ENDINGS = {
        "term": _("届满"),
        "resigned": _("辞职"),
        "ordered": _("责令辞职"),
        "recalled": _("罢免"),
        "moved": _("迁出或者调离本行政区域"),
        "absent": _("未经批准两次不出席会议"),
        "nationality": _("丧失国籍"),
        "deprived": _("被剥夺政治权利"),
        "incapable": _("丧失行为能力"),
        "died": _("去世"),
    }
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="seats")
    term = models.ForeignKey("kernel.Term", models.PROTECT, related_name="+")
    district = models.ForeignKey(
        "kernel.District", models.PROTECT, null=True, blank=True, related_name="seats_held"
    )
    delegation = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    card = models.CharField(_("代表证号"), max_length=20, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=12, blank=True, choices=ENDINGS)
    suspended_since = models.DateField(null=True, blank=True, help_text=_("暂时停止执行代表职务"))

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "term", "state"], name="seat_term")]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "member", "term"],
                condition=models.Q(until__isnull=True),
                name="one_open_seat",
            )
        ]

    def __str__(self):
        return _t("%(name)s（第%(n)s届）") % {"name": self.member, "n": self.term.number}
