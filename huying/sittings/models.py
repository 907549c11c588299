"""A sitting of the congress or of one of its bodies, and who was in the room from when to when."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from . import kinds
from .agenda.models import AgendaItem, AgendaVersion, ItemPoll
from .amendments.models import Amendment
from .deliberations.models import Deliberation, Report
from .feeds import FeedKey
from .flow import FLOW
from .hearings.models import Hearing, HearingComment
from .materials.models import Material, MaterialVersion
from .matters.models import Matter
from .minutes.models import Minutes, MinutesRemark, MinutesVersion
from .motions.models import Motion
from .observing.models import Draw, Observer
from .opinions.models import Opinion
from .party.models import PartyMeeting, PartyOrgan
from .presence import Presence, Seating
from .procedures.models import Procedure
from .resolution_duties.models import DutyNote, ResolutionDuty
from .resolutions.models import Resolution
from .speeches.models import Answer, Speech
from .summons.models import Summons

__all__ = [
    "AgendaItem",
    "AgendaVersion",
    "Amendment",
    "Answer",
    "Deliberation",
    "Draw",
    "DutyNote",
    "FeedKey",
    "Hearing",
    "HearingComment",
    "ItemPoll",
    "Material",
    "MaterialVersion",
    "Matter",
    "Minutes",
    "MinutesRemark",
    "MinutesVersion",
    "Motion",
    "Observer",
    "Opinion",
    "PartyMeeting",
    "PartyOrgan",
    "Presence",
    "Procedure",
    "Report",
    "Resolution",
    "ResolutionDuty",
    "Seating",
    "Sitting",
    "Speech",
    "Summons",
]


class Sitting(Subject):
    """One sitting. `organ` holds it (none: the deputies in plenary); `whole` is the plenary session it is part of.

    `program`: half-days of a longer one [{day, half, from, to, what}]. `base` and `present` are frozen at opening
    (R-STR-18, R-STR-19); `quorate` None: not opened yet. `agenda_version` 0: not told yet.
    """

    FLOW = FLOW
    LATER = ("bring",)
    KINDS = {code: kind.label for code, kind in kinds.KINDS.items()}
    NATURES = kinds.NATURES
    kind = models.CharField(_("会议类型"), max_length=20, choices=KINDS)
    nature = models.CharField(_("性质"), max_length=14, choices=NATURES, default="regular")
    organ = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    session = models.ForeignKey("kernel.Session", models.PROTECT, null=True, blank=True, related_name="+")
    whole = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    ordinal = models.PositiveSmallIntegerField(_("第几次"), null=True, blank=True)
    title = models.CharField(_("会议名称"), max_length=120)
    day = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"))
    starts_at = models.TimeField(_("开始时间"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    program = models.JSONField(default=list)
    chair = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(_("公开举行"), default=False)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    signatures = models.PositiveSmallIntegerField(_("提议的代表人数"), null=True, blank=True)
    # the agenda and the notice
    agenda_basis = models.CharField(max_length=300, blank=True)
    agenda_version = models.PositiveSmallIntegerField(default=0)
    notified_at = models.DateTimeField(null=True)
    late_reason = models.CharField(max_length=300, blank=True)  # why the notice came later than the rule says
    bring = models.TextField(_("注意事项"), blank=True)  # what the notice asks people to bring and to do
    # a plenary: what its preparatory meeting did (R-STR-20)
    presidium = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, related_name="+")
    secretary = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    constituted_at = models.DateTimeField(null=True)
    # how it went
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    base = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    quorate = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "day"], name="sitting_state"),
            models.Index(fields=["congress", "kind", "day"], name="sitting_kind"),
        ]

    def __str__(self):
        return self.title

    @property
    def rules(self) -> kinds.Kind:
        """Its kind with the rules of it."""
        return kinds.KINDS[self.kind]

    @property
    def was_held(self) -> bool:
        """Closed, and not for want of a quorum."""
        return self.state in ("closed", "minuted", "archived") and self.quorate is not False

    def was_prepared(self) -> bool:
        """Was a preparatory meeting of this session held with a quorum?"""
        return self.parts.filter(
            kind="preparatory", state__in=("closed", "minuted", "archived"), quorate=True
        ).exists()

    @property
    def kind_words(self) -> str:
        return _t(self.rules.label)

    def summoned(self, member) -> bool:
        """Relation of the flow: is this person called to the sitting, whatever hat is worn?"""
        if member.person_id is None:
            return False
        if "is_called" in self.__dict__ and self.__dict__.get("seen_by") == member.person_id:
            return bool(self.__dict__["is_called"])  # asked together with the row (queries.visible_to)
        return member.person_id in self._called()

    def _called(self) -> frozenset:
        if "_called_people" not in self.__dict__:
            rows = self.summons.exclude(state="released").exclude(member=None)
            self.__dict__["_called_people"] = frozenset(rows.values_list("member__person", flat=True))
        return self.__dict__["_called_people"]

    def summoned_members(self) -> list:
        """Whom a change of the sitting is told."""
        rows = self.summons.exclude(state="released").exclude(member=None).select_related("member")
        return [s.member for s in rows]

    def forget(self) -> None:
        super().forget()
        for asked in ("_called_people", "is_called", "seen_by"):
            self.__dict__.pop(asked, None)

    SEARCHED = ("title", "place", "basis")

    def search_text(self):
        return f"{self.case.number} {self.title}", f"{self.place}\n{self.basis}"
