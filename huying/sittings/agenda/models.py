"""What a sitting does, one row for each item of its agenda; and the agenda as it stood each time it was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record, Subject

from . import kinds
from .flow import FLOW


class AgendaItem(Subject):
    """One item. `place` orders them; what is put between two takes the middle, so that no other row changes.

    `block` is the half-day of a longer sitting, by its number in the program, 0: not said.

    `stages` are those of its deliberation in order [{"label", "ended"}], `ended` the moment in ISO or "".
    `carried_from` is the item of an earlier sitting that was not reached there; `deferred_at`: when this one put it off.
    `changed_at`: last change to what was told, `changed_in`: which version of the agenda everybody had been told by then.

    `about` ties it to the docket it deals with (a bill, a suggestion); `outcome` is what its vote came to.
    """

    FLOW = FLOW
    LOCKS_FIRST = ("sitting",)
    LATER = ("carried_from", "changed_at", "changed_in", "deferred_at", "stages")
    KINDS = kinds.KINDS
    OUTCOMES = kinds.OUTCOMES
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="agenda")
    kind = models.CharField(_("类型"), max_length=12, choices=KINDS)
    title = models.CharField(_("议题"), max_length=200)
    text = models.TextField(_("说明"), blank=True)
    place = models.FloatField(_("顺序"))
    block = models.PositiveSmallIntegerField(_("场次"), default=0)
    presenter = models.CharField(_("报告人"), max_length=120, blank=True)
    presenter_member = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("预计分钟"), default=15)
    is_inside = models.BooleanField(_("不对外公布"), default=False)
    about = models.ForeignKey("kernel.Case", models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    outcome_words = models.CharField(max_length=300, blank=True)
    stages = models.JSONField(default=list)
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")
    changed_at = models.DateTimeField(null=True)
    # a step's moment is its request's, and a request may have waited for the sitting's row: versions do not overtake
    changed_in = models.PositiveSmallIntegerField(null=True)
    deferred_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "sitting", "place"], name="agenda_place")]

    def __str__(self):
        return self.title

    @staticmethod
    def since_told(version, told_at, of: str = "") -> models.Q:
        """Changed after the agenda was last told; a change from before `changed_in` was kept goes by its moment."""
        by_moment = models.Q(**{f"{of}changed_in": None, f"{of}changed_at__gt": told_at})
        return models.Q(**{f"{of}changed_in": version}) | by_moment

    def has_hearing(self) -> bool:
        """Is a special hearing arranged for this item?"""
        return hasattr(self, "hearing")

    def successor(self):
        """The item of a later sitting that takes this one up; None where there is none yet."""
        return getattr(self, "carried_to", None)

    def is_touched(self) -> bool:
        """Was it begun, or decided without?"""
        return self.taken_up_at is not None or bool(self.outcome)

    def stage(self) -> str:
        """The stage that its deliberation has come to; "" where none is laid out or all are done."""
        return next((s["label"] for s in self.stages if not s["ended"]), "")

    SEARCHED = ("title", "text", "presenter")

    def search_text(self):
        return self.title, f"{self.presenter}\n{self.text}"


class ItemPoll(Record):
    """A poll by which an item was put to the vote; an item may have several (amendments, rounds)."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="polls")
    poll = models.OneToOneField("ballots.Poll", models.PROTECT, related_name="agenda")

    class Meta:
        base_manager_name = "everywhere"


class AgendaVersion(Record):
    """The agenda as it was told: number 1 with the notice, a new one with each change after it, with the reason."""

    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)  # [{id, kind, title, presenter, minutes, block}]
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="agenda_version_once")]

    @classmethod
    def last_told(cls, sitting) -> models.Subquery:
        """The moment at which this sitting's agenda was last told; part of a question."""
        told = cls.everywhere.filter(sitting=sitting).order_by("-number")
        return models.Subquery(told.values("at")[:1])
