"""What citizens say, and what is written down on the way to the answer."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import clocks, erasure, surnames
from huying.kernel.case import Case
from huying.kernel.crypto import EncryptedField
from huying.kernel.process import house
from huying.kernel.roster import Membership
from huying.kernel.subject import Subject
from huying.kernel.words import kept

from . import words
from .aid.models import Aid
from .books.models import Chain, Plan, Route, WatchList
from .called import Called, Consulted
from .calls.models import Call
from .consultations.models import Consultation
from .digests.models import DigestChoice
from .disputes.models import Dispute, Session
from .flow import FLOW
from .followups.models import FollowUp
from .ideas.models import Idea
from .petitions.models import Petition, PetitionOpinion
from .posts.models import Post
from .records import Paper, VoiceRating
from .triage.models import Alarm, HotMatter, HotRun, HotVoice, NearKey, NearMark, TriageModel

__all__ = [
    "Aid",
    "Alarm",
    "Call",
    "Called",
    "Chain",
    "Consultation",
    "DigestChoice",
    "Dispute",
    "FollowUp",
    "HotMatter",
    "HotRun",
    "HotVoice",
    "Idea",
    "NearKey",
    "NearMark",
    "Paper",
    "Petition",
    "PetitionOpinion",
    "Plan",
    "Post",
    "Route",
    "Session",
    "TriageModel",
    "Voice",
    "VoiceRating",
    "WatchList",
    "areas_of",
    "stations_of",
]  # fmt: skip


class Voice(Consulted, Subject):
    """One matter as one citizen brought it. `case` moves when voices are merged; `number` and `home_case` never do."""

    FLOW = FLOW
    fresh_code = ""  # readable on the object whose step made it, never stored
    PERSONAL = ("author", "phone", "phone_index", "text", "title", "place", "rating_reason")
    AT_REST = ("answered", "settled", "merged", "declined")
    RIGHTS_AFTER = ("voice.review", "voice.reopen", "voice.rate")
    FREE = ("deputy/open_to",)  # may take it up and need not: no clock reminds them
    LATER = (
        "kind",
        "file_kind",
        "is_flagged",
        "briefed_on",
        "instructed_on",
        "sent_to",
        "came_from",
        "came_number",
    )
    number = models.CharField(_("编号"), max_length=32, editable=False)
    home_case = models.ForeignKey("kernel.Case", models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("反映内容"))
    kind = models.CharField(_("类型"), max_length=8, choices=words.KINDS, default="opinion")
    # holds a word of the congress's watch list; nothing follows by itself
    is_flagged = models.BooleanField(default=False)
    channel = models.CharField(_("来源"), max_length=8, choices=words.CHANNELS, default="station")
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, blank=True, related_name="+")
    urgency = models.CharField(_("缓急"), max_length=8, choices=words.URGENCIES, default="none")
    urgency_reason = models.CharField(max_length=200, blank=True)
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("地点"), max_length=200, blank=True)
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    heard_on = models.DateField()
    heard_by = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    external_id = models.CharField(max_length=80, blank=True)
    # the person: encrypted, masked on every page, seen only by the step `unmask`
    author = EncryptedField(blank=True)
    phone = EncryptedField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    is_anonymous = models.BooleanField(_("匿名"), default=False)
    is_protected = models.BooleanField(_("保护身份"), default=False)
    consented_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    code_digest = models.CharField(max_length=32, editable=False)
    # who has it
    deputy = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    tier = models.CharField(max_length=8, choices=words.TIERS, blank=True)
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # it goes the road of its kind
    file_kind = models.CharField(max_length=8, choices=words.FILES, blank=True)
    is_final = models.BooleanField(default=False)  # the unit was named by a consultation or by the office
    needs_office = models.BooleanField(default=False)
    returns = models.PositiveSmallIntegerField(default=0)
    urged = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    # between congresses: whom it was sent to, whom it came from and under which number there (no key crosses rows)
    sent_to = models.ForeignKey("kernel.Congress", models.PROTECT, null=True, blank=True, related_name="+")
    came_from = models.ForeignKey("kernel.Congress", models.PROTECT, null=True, blank=True, related_name="+")
    came_number = models.CharField(max_length=32, blank=True)
    # what is true so far, in this round
    handed_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    told_on = models.DateField(null=True)  # an adopted voice: the suggestion has been handed in
    assigned_on = models.DateField(null=True)  # ... and was assigned to a unit
    reported_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=words.OUTCOMES, blank=True)
    outcome_reason = models.CharField(max_length=500, blank=True)
    planned_on = models.DateField(null=True)
    fulfilled_on = models.DateField(null=True)
    rating = models.CharField(max_length=12, choices=words.RATINGS, blank=True)
    rating_reason = models.CharField(max_length=500, blank=True)
    rated_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    reopened_on = models.DateField(null=True)
    briefed_on = models.DateField(null=True)  # 急难愁盼 brought before the leaders
    instructed_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="voice_number"),
            models.UniqueConstraint(
                fields=["congress", "external_id"], condition=~Q(external_id=""), name="voice_external"
            ),
            models.CheckConstraint(condition=Q(reopened__lte=1), name="voice_reopened_once"),
            models.CheckConstraint(
                condition=~Q(
                    fulfilled_on__isnull=False, outcome__in=["", "explained", "referred", "declined"]
                ),
                name="voice_fulfilled_is_true",
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "state", "-id"], name="voice_state"),
            models.Index(fields=["congress", "station", "-id"], name="voice_station"),
            models.Index(fields=["congress", "area", "-id"], name="voice_area"),
            models.Index(fields=["congress", "unit", "state", "-id"], name="voice_unit"),
            models.Index(fields=["congress", "deputy", "state", "-id"], name="voice_deputy"),
            models.Index(fields=["congress", "field", "-id"], name="voice_field"),
            models.Index(fields=["congress", "heard_on"], name="voice_heard_on"),
            models.Index(fields=["congress", "case"], name="voice_case"),
            models.Index(
                fields=["congress", "phone_index"], name="voice_phone", condition=~Q(phone_index="")
            ),
            models.Index(fields=["congress", "kind", "-id"], name="voice_kind", condition=~Q(kind="opinion")),
            models.Index(fields=["congress", "-id"], name="voice_urgent", condition=~Q(urgency="none")),
            models.Index(fields=["congress", "due_on"], name="voice_due", condition=Q(due_on__isnull=False)),
        ]

    def __str__(self):
        return self.title

    SEARCHED = ("number", "external_id", "title", "text", "place")

    def erased(self, *, at) -> None:
        """The person's data went: neither words nor docket tell of them, nor the sentences that made an alarm. A deputy's
        suggestion on the same docket has a name of its own: the docket's was the citizen's first sentence."""
        self.title = kept(words.ERASED)
        Case.objects.filter(pk=self.home_case_id).update(title=self.title)
        for alarm in self.alarms.order_by("pk"):
            erasure.erase(alarm, by=house(), at=at)

    def search_text(self):
        """What search finds: number, that of the older system, title, text and place; never the person."""
        return " ".join(
            filter(None, (self.number, self.external_id, self.title))
        ), f"{self.text}\n{self.place}"

    @property
    def pressing(self) -> dict | None:
        """The red mark in the place of its day, where an alarm waits for a person (rows of trays that ask for it)."""
        return {"tone": "late", "word": _t("先看")} if getattr(self, "is_alarmed", False) else None

    # relations that steps name ("keeper/keeps")

    def keeps(self, member) -> bool:
        """A keeper keeps what was said at their stations or in their area, what they registered themselves, and what
        was said at no station in the area of one of theirs."""
        if self.heard_by_id == member.pk or (self.station_id and self.station_id in stations_of(member)):
            return True
        if self.area_id is None:
            return False
        near = {self.area_id, self.area.parent_id} - {None}
        return member.area_id in near or (self.station_id is None and bool(near & areas_of(member)))

    def keeps_members(self):
        """The keepers whom `keeps` means, found at once."""
        if not (self.heard_by_id or self.station_id or self.area_id):
            return []
        near = Q(pk=self.heard_by_id)
        if self.station_id:
            near |= Q(stations=self.station_id)
        if self.area_id:
            areas = [pk for pk in (self.area_id, self.area.parent_id) if pk]
            near |= Q(area__in=areas) if self.station_id else Q(area__in=areas) | Q(stations__area__in=areas)
        return Membership.objects.filter(near, role="keeper", is_active=True).distinct()

    def open_to(self, member) -> bool:
        """May this deputy adopt the voice: in the deputy's area (all of it where none is set), no protected person."""
        if self.is_protected:
            return False
        return member.area_id is None or (
            self.area_id is not None and member.area_id in (self.area_id, self.area.parent_id)
        )

    def holds(self, member) -> bool:
        """Who may learn who said it: a unit never where the writer asked for that (the form promises it); a protected
        person is known only to the one who has the case in hand now."""
        with_unit, with_deputy = self.state == "handed", self.state == "adopted"
        if member.role == "handler":
            return (
                self.unit_id is not None
                and member.unit_id == self.unit_id
                and not self.is_anonymous
                and (with_unit or not self.is_protected)
            )
        if member.role == "deputy":
            return self.deputy_id == member.pk and (with_deputy or not self.is_protected)
        if self.is_protected and (with_unit or with_deputy):
            return False
        if self.is_protected and self.heard_by_id:
            return self.heard_by_id == member.pk
        return member.role == "clerk" or self.keeps(member)

    def has_followers(self) -> bool:
        """Were other voices merged into this one?"""
        return Voice.objects.filter(merged_into=self).exists()

    def counts_from(self, kind, day):
        """Triage counts from the day it was received, whatever was taken back; a duty still running is not restarted."""
        if kind == "voice.triage":
            day = self.reopened_on or self.heard_on
        if kind == "voice.reopen" and self.reopened:
            return None  # it can be asked for once
        if kind == "voice.urgent" and (self.urgency != "danger" or self.state not in ("heard", "consulting")):
            return None
        if kind == "voice.agreed":
            last = self.written("conclusion").last()
            return last.planned_on - timedelta(days=1) if last is not None and last.planned_on else None
        runs = clocks.open_now(self) if self.version > 1 else []  # just born, none does
        return None if any(clock.kind == kind for clock in runs) else day

    def written(self, kind: str):
        """Papers of one kind, oldest first."""
        return self.papers.filter(kind=kind).order_by("pk")

    @property
    def masked_author(self) -> str:
        """王某某; 匿名 where the person wished it or gave no name."""
        if self.is_anonymous or self.is_protected or not self.author:
            return _t("匿名")
        return _t("%(family)s某某") % {"family": surnames.of(self.author)}


def stations_of(member) -> frozenset:
    """Ids of the stations that the member keeps; asked once per request."""
    return frozenset(pk for pk, _area in _kept(member))


def areas_of(member) -> frozenset:
    """Ids of the areas in which those stations stand."""
    return frozenset(area for _pk, area in _kept(member) if area)


def _kept(member) -> list:
    if "_kept_stations" not in member.__dict__:
        member.__dict__["_kept_stations"] = list(member.stations.values_list("pk", "area_id"))
    return member.__dict__["_kept_stations"]
