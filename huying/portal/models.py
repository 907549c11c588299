"""What the portal keeps: articles and what became of them, counts without people, sendings to other channels."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.scope import Owned
from huying.kernel.subject import Record, Subject

from . import words
from .columns.models import Column
from .correspondents.models import Correspondent
from .flow import FLOW
from .lectures.models import Feedback, Lecture
from .remarks.models import Remark

__all__ = [
    "Article", "Column", "Correction", "Correspondent", "Feedback", "Lecture", "Placement", "Remark", "Sending", "Tally",
]  # fmt: skip


class Article(Subject):
    """One piece. `cases` are numbers of matters whose public progress is shown beside it; `outlets` where it is also sent."""

    FLOW = FLOW
    SEARCHED = ("title", "summary", "text")
    title = models.CharField(_("标题"), max_length=120)
    summary = models.CharField(_("摘要"), max_length=200, blank=True)
    text = models.TextField(_("正文"))
    column = models.ForeignKey(
        "portal.Column", models.PROTECT, null=True, blank=True, related_name="articles"
    )
    author = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    editor = models.ForeignKey(
        "kernel.Membership", models.PROTECT, related_name="+"
    )  # whoever wrote the words last
    byline = models.CharField(_("署名"), max_length=60, blank=True)
    origin = models.CharField(_("来源"), max_length=60, blank=True)
    cases = models.JSONField(default=list, blank=True)
    outlets = models.JSONField(default=list, blank=True)
    cover = models.ForeignKey("kernel.File", models.PROTECT, null=True, blank=True, related_name="+")
    cover_alt = models.CharField(_("图片说明"), max_length=100, blank=True)
    is_pinned = models.BooleanField(_("置顶"), default=False)
    publish_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_kind = models.CharField(max_length=12, choices=words.WITHDRAWALS, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "-published_at"], name="article_state"),
            models.Index(fields=["congress", "column", "state", "-published_at"], name="article_column"),
            models.Index(fields=["congress", "author", "-id"], name="article_author"),
            models.Index(
                fields=["congress", "publish_on"], name="article_due", condition=Q(state="approved")
            ),
        ]

    def __str__(self):
        return self.title

    def search_text(self):
        """What search finds: the words, never the byline."""
        return self.title, f"{self.summary}\n{self.text}"

    def independent(self, member) -> bool:
        """Four eyes: who wrote or changed the words does not pass them."""
        return member.pk not in (self.author_id, self.editor_id)


class Correction(Record):
    """What was put right after publication, and what the reader is told of it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections")
    note = models.CharField(max_length=300)


class Placement(Record):
    """The piece appeared elsewhere: in which medium, of which level, on which day (S225)."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="placements")
    medium = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=words.LEVELS)
    on = models.DateField()
    url = models.URLField(max_length=300, blank=True)


class Sending(Owned):
    """An article on its way to another channel; bookkeeping of the sender, not a fact of law."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sendings")
    outlet = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=200, blank=True)
    reached = models.JSONField(
        default=dict
    )  # what the other side has taken already, in the outlet's own words

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "article", "outlet"], name="sending_once")]
        indexes = [models.Index(fields=["sent_at", "tries"], name="sending_open")]


class Tally(Owned):
    """How often something public was opened on a day. No address, no browser, no person: only a number."""

    day = models.DateField()
    kind = models.CharField(max_length=12)  # article, entry
    key = models.CharField(max_length=24)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "kind", "key", "day"], name="tally_once")]
