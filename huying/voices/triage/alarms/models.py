"""One alarm: which signs, with the words that made them; it stands beside the voice and never changes it by itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _g

from huying.kernel.subject import Subject

from ..urgency_rules import KINDS
from .flow import FLOW


class Alarm(Subject):
    """`signs`: [[kind, level, words, sentence]], gravest first; `level` that of the first."""

    FLOW = FLOW
    FOUND_BY = ("voice",)
    PERSONAL = ("signs",)
    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="alarms")
    level = models.CharField(max_length=8)
    signs = models.JSONField(default=list)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "-id"], name="alarm_raised", condition=Q(state="raised")),
            models.Index(fields=["voice", "state"], name="alarm_voice"),
        ]

    def __str__(self):
        return f"{self.kinds}{_g('：')}{self.voice.title}"

    @property
    def kinds(self) -> str:
        """轻生、自伤、拖欠工资: in the reader's language."""
        return _g("、").join(_g(KINDS[kind]) for kind, *_rest in self.signs if kind in KINDS)

    @property
    def said(self) -> list[dict]:
        """[{kind, words, sentence}] for pages."""
        return [
            {"kind": _g(KINDS[kind]), "words": words, "sentence": sentence}
            for kind, _level, words, sentence in self.signs
            if kind in KINDS
        ]

    # relations that steps name
    def keeps(self, member) -> bool:
        return self.voice.keeps(member)

    def keeps_members(self):
        return self.voice.keeps_members()
