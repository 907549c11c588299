"""What is written once on the way of a suggestion; the trace of the step carries each one's digest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Record


class Contact(Record):
    """沟通: how, when and with whom the unit talked with the deputy before it answered (R-SUG-11)."""

    WAYS = {
        "visit": _("走访"),
        "phone": _("电话"),
        "forum": _("座谈"),
        "survey": _("实地察看"),
        "online": _("网络"),
    }
    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="contacts")
    handling = models.ForeignKey("suggestions.Handling", models.PROTECT, related_name="contacts")
    round = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=WAYS)
    held_on = models.DateField()
    who = models.CharField(max_length=120)
    summary = models.TextField()

    class Meta:
        base_manager_name = "everywhere"


class Opinion(Record):
    """会办意见: a co-unit's opinion for the lead unit (R-SUG-09)."""

    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="opinions")
    handling = models.ForeignKey("suggestions.Handling", models.PROTECT, related_name="opinions")
    text = models.TextField()

    class Meta:
        base_manager_name = "everywhere"


class Reply(Record):
    """答复: what a unit answers in one round. `promised`: [{"what", "by": ISO day}] (R-SUG-16, R-SUG-17)."""

    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="replies")
    handling = models.ForeignKey("suggestions.Handling", models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    result_class = models.CharField(max_length=8)
    is_solved = models.BooleanField()
    signer = models.CharField(max_length=40)
    promised = models.JSONField(default=list)
    may_publish = models.BooleanField(default=True)
    paper_number = models.CharField(max_length=60, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["handling", "round"], name="one_reply_a_round")]


class Rating(Record):
    """评价: attitude and result apart, sealed from the units as queries.visible_rating says (R-SUG-18)."""

    LEVELS = {"good": _("满意"), "basic": _("基本满意"), "no": _("不满意")}
    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    attitude = models.CharField(max_length=5, choices=LEVELS)
    result = models.CharField(max_length=5, choices=LEVELS)
    reason = models.TextField(blank=True)
    reason_to_unit = models.BooleanField(default=True)
    sealed_until = models.DateField(null=True)  # empty: 日历待公布

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["suggestion", "round"], name="one_rating_a_round")]
        indexes = [
            models.Index(
                fields=["congress", "suggestion"],
                name="rating_no",
                condition=models.Q(attitude="no") | models.Q(result="no"),
            )
        ]

    @property
    def is_no(self) -> bool:
        return "no" in (self.attitude, self.result)


class Meeting(Record):
    """会商: deputy, unit and office at one table after a second no (R-SUG-19)."""

    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="meetings")
    round = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    attendees = models.CharField(max_length=300)
    conclusion = models.TextField()

    class Meta:
        base_manager_name = "everywhere"


class Evaluation(Record):
    """代表团评议 of the result (S071)."""

    suggestion = models.ForeignKey("suggestions.Suggestion", models.PROTECT, related_name="evaluations")
    delegation = models.ForeignKey("kernel.Organ", models.PROTECT, related_name="+")
    held_on = models.DateField()
    level = models.CharField(max_length=5, choices=Rating.LEVELS)
    text = models.TextField(blank=True)

    class Meta:
        base_manager_name = "everywhere"
