"""Suggestions, the units' parts in them, extensions. What is written once stands in records.py."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.prepared import Prepared, Rows
from huying.kernel.roster import Membership
from huying.kernel.scope import Owned
from huying.kernel.subject import Subject
from huying.kernel.words import Words

from .appraisals.models import Appraisal, Appraised
from .cosigns import Cosign
from .extensions.models import Extension
from .flow import FLOW
from .handlings.models import GONE, OPEN, Handling
from .parties import Parties
from .records import Contact, Evaluation, Meeting, Opinion, Rating, Reply
from .remedies.models import Remedy, RemedyReport
from .switches import WITHDRAW_TOGETHER

__all__ = [
    "OPEN",
    "Appraisal",
    "Appraised",
    "AssignmentMeeting",
    "Contact",
    "Cosign",
    "Evaluation",
    "Extension",
    "Handling",
    "Meeting",
    "Opinion",
    "Rating",
    "Remedy",
    "RemedyReport",
    "Reply",
    "Suggestion",
]  # fmt: skip


class AssignmentMeeting(Owned):
    """交办会: many suggestions are assigned on its day."""

    name = models.CharField(max_length=80)
    held_on = models.DateField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "held_on", "name"], name="one_assignment_meeting")
        ]

    def __str__(self):
        return self.name


class Suggestion(Parties, Subject):
    """One matter raised by a deputy (领衔代表), alone or with co-signers. `rounds` counts rounds of handling."""

    FLOW = FLOW
    BESIDE = "huying.suggestions.signatures.Signatures"
    LATER = ("share_phone", "escalated_on")
    KINDS = {"in_session": _("大会期间"), "recess": _("闭会期间")}
    SOURCES = {
        "deputy": _("代表撰写"),
        "voice": _("群众意见转化"),
        "paper": _("纸质代录"),
        "import": _("历史导入"),
    }
    MODES = {"lead": _("主办、协办"), "separate": _("分别办理")}
    OUTCOMES = {
        "withdrawn": _("代表撤回"),
        "letter": _("转作来信"),
        "merged": _("并案"),
        "rated": _("评价后办结"),
        "unrated": _("未评价办结"),
        "disagreed": _("意见不一致，说明后办结"),
        "imported": _("历史记录"),
    }
    CONTACTS = {
        "": _("不限"),
        "phone": _("电话"),
        "visit": _("当面"),
        "written": _("书面"),
        "forum": _("座谈"),
    }
    title = models.CharField(_("标题"), max_length=200, blank=True)
    text = models.TextField(_("情况和问题"), blank=True)
    advice = models.TextField(_("具体建议"), blank=True)
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    author_text = models.CharField(max_length=120, blank=True)  # of an import whose author is no known person
    delegation = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS, default="recess")
    source = models.CharField(max_length=8, choices=SOURCES, default="deputy")
    session = models.ForeignKey("kernel.Session", models.PROTECT, null=True, blank=True, related_name="+")
    serial = models.PositiveIntegerField(null=True)  # gap-free within the session
    number = models.CharField(_("编号"), max_length=24, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    wished_unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    wished = models.CharField(max_length=120, blank=True)
    hide_name = models.BooleanField(default=False)
    contact_by = models.CharField(max_length=8, blank=True, choices=CONTACTS)
    share_phone = models.BooleanField(default=False)  # as the lead deputy allows the units at work on it
    secret = models.BooleanField(default=False)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_place = models.CharField(max_length=120, blank=True)
    cosign_count = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)
    mode = models.CharField(max_length=8, choices=MODES, blank=True)
    lead_unit = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    assigned_at_meeting = models.ForeignKey(AssignmentMeeting, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    first_assigned_on = models.DateField(null=True)
    assigned_on = models.DateField(null=True)  # 交办之日, from which the official clock counts
    extended = models.BooleanField(default=False)
    replied_on = models.DateField(null=True)
    rated_on = models.DateField(null=True)  # of this round; what was said is sealed in Rating
    reminded_on = models.DateField(null=True)
    met_on = models.DateField(null=True)  # of this round
    closed_on = models.DateField(null=True)
    urged = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True)  # went to and fro too often; until a leader has settled it
    result_class = models.CharField(max_length=8, blank=True)
    is_solved = models.BooleanField(null=True)
    outcome = models.CharField(max_length=10, blank=True, choices=OUTCOMES)
    closing = models.TextField(blank=True)  # where both sides disagree: the disagreement, honestly
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    may_publish = models.BooleanField(default=True)  # as the units that answered say
    published_at = models.DateTimeField(null=True)
    is_key = models.BooleanField(default=False)
    key_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "session", "serial"], name="suggestion_serial"),
            models.UniqueConstraint(
                fields=["congress", "external_id"],
                name="suggestion_external",
                condition=~models.Q(external_id=""),
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "state", "due_on", "id"], name="suggestion_due"),
            models.Index(fields=["congress", "state", "id"], name="suggestion_state"),
            models.Index(fields=["congress", "author", "id"], name="suggestion_author"),
            models.Index(fields=["congress", "lead_unit", "state"], name="suggestion_lead"),
            models.Index(fields=["congress", "number"], name="suggestion_number"),
            models.Index(
                fields=["congress", "-published_at", "-id"],
                name="suggestion_public",
                condition=models.Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["congress", "id"], name="suggestion_key", condition=models.Q(is_key=True)
            ),
            models.Index(
                fields=["congress", "state", "due_on", "id"],
                name="suggestion_again",
                condition=models.Q(rounds__gt=1),
            ),
            models.Index(
                fields=["congress", "id"],
                name="suggestion_escalated",
                condition=models.Q(escalated_on__isnull=False),
            ),
            models.Index(
                fields=["congress", "due_on", "id"],
                name="suggestion_running",
                condition=models.Q(due_on__isnull=False),
            ),
            models.Index(
                fields=["congress", "id"],
                name="suggestion_unpublished",
                condition=models.Q(state="closed", published_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title or str(_("涉密建议（只登记）"))

    @property
    def state_label(self) -> str:
        """A reply that was rated waits for the office, no longer for the deputy; so does what was talked over."""
        if self.state == "meeting" and self.met_on is not None:
            return gettext("已会商")
        return gettext("待办结") if self.state == "replied" and self.rated_on else super().state_label

    NAMED = "title"  # under which a notice speaks of it: its docket may be a voice's
    SEARCHED = (
        "title",
        "number",
        "external_id",
        "text",
        "advice",
        "author_id",
        "author_text",
        "hide_name",
        "secret",
        "paper_number",
    )

    def search_text(self):
        """What the search may find it by; of a secret its numbers only, of a hidden author not the name."""
        if self.secret:
            return self.number, self.paper_number
        name = "" if self.hide_name else str(self.author) if self.author_id else self.author_text
        numbers = dict.fromkeys((self.number, self.external_id))
        return self.title, "\n".join(filter(None, (*numbers, name, self.text, self.advice)))

    def forget(self):
        self.__dict__.pop("parts", None)
        super().forget()

    @cached_property
    def parts(self) -> list[Handling]:
        """The units' parts, read once for guards and page."""
        return self.parts_now()

    def parts_now(self) -> list[Handling]:
        """The same, read at this moment: for steps that change some of them."""
        found = _parts_of(self.congress_id, self.pk)
        for part in found:
            part.suggestion = self
        return found

    def counts_from(self, kind, day):
        match kind:
            case "suggestion.check":
                return self.submitted_on
            case (
                "suggestion.assign"
            ):  # in session the secretariat assigns; no clock between sessions runs (R-SUG-07)
                return self.submitted_on if self.kind == "recess" else None
            case "suggestion.reply" | "suggestion.reply_extended":
                return self.assigned_on
            case "suggestion.progress":
                return self.assigned_at_meeting.held_on if self.assigned_at_meeting_id else None
        return day

    # what the guards ask
    def unanswered(self) -> int:
        return len(_invited_to(self.congress_id, self.pk))

    def is_received(self) -> bool:
        return any(p.state not in ("offered", "cancelled") for p in self.parts)

    def duty_bearers(self):
        """Handlings that owe the deputy an answer: lead or separate ones, by the unit that does the work."""
        return self.handlings.filter(is_leaf=True).exclude(role="co").exclude(state__in=GONE)

    def owes_an_answer(self) -> bool:
        """Is there a unit that could answer once more? Of an import there is none."""
        return any(p.owes_an_answer() for p in self.parts)

    def latest_replies(self) -> list:
        """The replies of the last answered round, one a unit."""
        rows = list(self.replies.select_related("handling__unit").order_by("round", "pk"))
        return [r for r in rows if r.round == rows[-1].round]

    def has_met(self) -> bool:
        return self.met_on is not None

    def noes(self) -> int:
        """How often the deputy was not satisfied; a round that the office ordered is none."""
        return self.ratings.filter(models.Q(attitude="no") | models.Q(result="no")).count()

    def has_news(self) -> bool:
        """Was it answered again since it was published? That answer was not checked yet and is not shown."""
        return bool(
            self.published_at and self.replied_on and self.replied_on > timezone.localdate(self.published_at)
        )

    def shows_phone(self) -> bool:
        """May any unit look at the lead deputy's number, by the draft's box or by an answer to its own wish?"""
        return self.share_phone or (self.rounds > 0 and any(p.phone_shared for p in self.parts))

    def why_not_withdraw(self) -> Words:
        if self.state in ("assigned",) and rules()[0].value("suggestion.withdraw_until") == "assigned":
            return _("按照本级规定，交办以后不能撤回。")
        if self.state in FLOW["agree_withdrawal"].source and self.must_agree().exists():
            return _("联名建议应当由联名代表一致要求才能撤回；还有联名代表没有同意。")
        return ""

    def must_agree(self):
        """Co-signers whose consent a withdrawal still lacks, where the congress asks for it (Shanghai 第十条)."""
        if not WITHDRAW_TOGETHER.of():
            return self.cosigns.none()
        return self.cosigns.filter(answer="confirmed", agrees_to_withdraw=False)


_invited_to = Prepared(
    lambda congress, pk: Cosign.everywhere.filter(
        congress_id=congress, suggestion_id=pk, answer="invited"
    ).values_list("pk"),
    int,
    int,
)
_parts_of = Rows(
    lambda congress, pk: Handling.everywhere.filter(congress_id=congress, suggestion_id=pk).order_by("pk"),
    int,
    int,
    along=("unit", "parent"),
)
