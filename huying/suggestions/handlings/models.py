"""One unit's part in a suggestion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.clocks import rules
from huying.kernel.roster import Membership
from huying.kernel.subject import Subject
from huying.kernel.words import Words

from .flow import FLOW

OPEN = ("offered", "received", "asked", "split")
GONE = ("returned", "cancelled")


def handlers_of(handlings):
    """Active handlers of the units of these handlings, in one query."""
    units = handlings.values("unit")
    return Membership.objects.filter(role="handler", is_active=True, unit__in=units)


class Handling(Subject):
    """One unit's part. `parent`: the organ that split it; `counts_on`: the day from which the reply clock counts."""

    FLOW = FLOW
    FOUND_BY = ("suggestion", "unit__name", "role")
    NAMED = "suggestion__title"  # as the suggestion itself: its docket may be a voice's
    LOCKS_FIRST = ("suggestion",)
    LATER = ("call_wished_on", "call_wish", "phone_shared")
    ROLES = {"lead": _("主办"), "co": _("协办"), "separate": _("分办")}
    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="handlings")
    unit = models.ForeignKey("kernel.Unit", models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=8, choices=ROLES)
    is_leaf = models.BooleanField(default=True)  # does the work itself; not split to others
    round = models.PositiveSmallIntegerField(default=1)
    offered_on = models.DateField()
    counts_on = models.DateField()
    received_on = models.DateField(null=True)
    talked_round = models.PositiveSmallIntegerField(default=0)  # the last round in which a talk was logged
    extended = models.BooleanField(default=False)
    first_replied_on = models.DateField(null=True)
    is_on_time = models.BooleanField(null=True)
    result_class = models.CharField(max_length=8, blank=True)
    is_solved = models.BooleanField(null=True)
    return_reason = models.TextField(blank=True)
    proposed = models.ForeignKey("kernel.Unit", models.PROTECT, null=True, related_name="+")
    opinions_sent_back = models.PositiveSmallIntegerField(default=0)
    call_wished_on = models.DateField(null=True)  # the unit asked to be called, and nobody has answered yet
    call_wish = models.CharField(max_length=300, blank=True)
    phone_shared = models.BooleanField(default=False)  # the deputy's own word for this unit
    resumed = False  # within a step: goes on where it stood, its clocks with it

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "unit", "state", "due_on", "id"], name="handling_unit"),
            models.Index(fields=["congress", "unit", "suggestion"], name="handling_seen"),
            models.Index(fields=["congress", "counts_on", "unit"], name="handling_year"),
            models.Index(fields=["congress", "state", "due_on", "id"], name="handling_state"),
            models.Index(
                fields=["congress", "due_on", "id"],
                name="handling_running",
                condition=models.Q(due_on__isnull=False),
            ),
            models.Index(
                fields=["congress", "call_wished_on", "id"],
                name="handling_call",
                condition=models.Q(call_wished_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.suggestion} · {self.unit}"

    def owes_an_answer(self) -> bool:
        """To the deputy: as Suggestion.duty_bearers() asks the database."""
        return self.is_leaf and self.role != "co" and self.state not in GONE

    def counts_from(self, kind, day):
        if self.resumed and kind in ("suggestion.contact", "suggestion.opinion"):
            return None  # still running
        at_receipt = rules()[0].setting(kind).starts in ("收到", "接到")
        match kind:
            case "suggestion.reply":
                return self.counts_on if self.role != "co" and not self.extended else None
            case "suggestion.reply_extended":  # of the official assignment: a return does not lengthen it
                return self.suggestion.assigned_on if self.role != "co" and self.extended else None
            case "suggestion.opinion":
                if self.role != "co" or self.state == "split":
                    return None
                return day if at_receipt == bool(self.received_on) else None
            case "suggestion.contact":
                return None if self.role == "co" or self.has_talked() else day
        return day

    # who
    def is_first_stage(self, _member) -> bool:
        return self.parent_id is None

    def is_first_stage_members(self):
        return Membership.objects.filter(role="clerk", is_active=True) if self.parent_id is None else []

    def superior(self, member) -> bool:
        return self.parent_id is not None and member.unit_id == self.parent.unit_id

    def superior_members(self):
        return handlers_of(type(self).objects.filter(pk=self.parent_id)) if self.parent_id else []

    def lead(self, member) -> bool:
        if self.role != "co" or not member.unit_id:
            return False
        leads = [p for p in self.suggestion.parts if p.role == "lead" and p.state not in GONE]
        return any(p.unit_id == member.unit_id for p in leads)

    def lead_members(self):
        return handlers_of(self.suggestion.handlings.filter(role="lead").exclude(state__in=GONE))

    def lead_author(self, member) -> bool:
        """Relation of the flow: the deputy with whom the unit has to talk."""
        return self.suggestion.author_id == member.pk

    def lead_author_members(self):
        return [self.suggestion.author] if self.suggestion.author_id else []

    def why_no_phone(self) -> Words:
        """Why the unit may not look at the lead deputy's telephone number; "" where it may (decision 8)."""
        suggestion = self.suggestion
        if suggestion.hide_name:
            return _("代表要求隐去姓名，请通过人大机关联系。")
        if not (suggestion.share_phone or self.phone_shared):
            return _("代表没有同意承办单位查看手机号，请通过人大机关联系。")
        if not rules()[0].value("suggestion.unit_sees_phone"):
            return _("本级规定承办单位通过人大机关联系代表。")
        return "" if self.author_phone() else _("代表没有登记手机号，请通过人大机关联系。")

    def author_phone(self) -> str:
        author = self.suggestion.author
        return author.person.phone if author is not None and author.person_id else ""

    def return_window(self):
        """Until when the unit may ask to give it back: an Explanation; None without such a limit or before it begins.

        A window, not a duty: it runs out without anybody being late (R-SUG-10).
        """
        profile, known = rules()
        at_receipt = profile.setting("suggestion.return").starts in ("收到", "接到")
        start = self.received_on if at_receipt else self.offered_on
        return profile.due("suggestion.return", start, calendar=known) if start else None

    def return_shut(self, day):
        """That window, if it ended before `day`; None while it is open, or where there is none."""
        window = self.return_window()
        return window if window is not None and window.day and window.day < day else None

    def extension_shut(self, day) -> bool:
        """Has the first deadline, before which a longer term may be asked for, passed (R-SUG-14)?"""
        profile, known = rules()
        first = profile.due("suggestion.reply", self.counts_on, calendar=known)
        return first is not None and first.day is not None and first.day < day

    # what the guards ask
    def may_split(self) -> bool:
        """The government splits to its departments; they do not split further."""
        return self.unit.kind == "government"

    def why_not_let_go(self) -> Words:
        """An opinion may be done without; an answer only where whoever took over the duties owes one too, or gave it."""
        others = (p for p in self.suggestion.parts if p.pk != self.pk and p.owes_an_answer())
        if self.role == "co" or (
            self.role == "separate" and any(self.unit.successor_id == p.unit_id for p in others)
        ):
            return ""
        return _("这一部分要有单位答复代表，请改由其他单位办理。")

    def children_received(self) -> bool:
        rows = [p for p in self.suggestion.parts if p.parent_id == self.pk]
        return any(p.state not in ("offered", "cancelled") for p in rows)

    def has_talked(self) -> bool:
        return self.talked_round == self.round

    def why_not_reply(self) -> Words:
        if rules()[0].value("suggestion.contact_required") and not self.has_talked():
            return _("答复以前应当与代表联系沟通，并记录沟通情况（《代表法》第五十一条第二款）。")
        return ""
