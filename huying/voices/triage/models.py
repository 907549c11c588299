"""Tables of triage. Keys and hot matters are worked out again at will; only alarms and models walk a flow."""

from django.db import models

from huying.kernel.scope import Owned

from .alarms.models import Alarm
from .versions.models import TriageModel


class NearKey(Owned):
    """One telling run of a voice's words, as a bucket number: how voices about the same matter find each other."""

    voice = models.ForeignKey("voices.Voice", models.CASCADE, related_name="near_keys")
    key = models.IntegerField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["voice", "key"], name="near_key_once")]
        indexes = [models.Index(fields=["congress", "key", "-voice"], name="near_key")]


class NearMark(Owned):
    """Up to which voice the keys of a congress have been written."""

    upto = models.PositiveBigIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress"], name="near_mark")]


class HotRun(Owned):
    """One reckoning of hot matters over a period. `span`: week, month, quarter, custom."""

    span = models.CharField(max_length=8)
    since = models.DateField()
    until = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    voices = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "span", "-id"], name="hot_run")]


class HotMatter(Owned):
    """One matter of a run. `parts`: the numbers that the heat is made of; `trend`: voices in each part of the period."""

    run = models.ForeignKey(HotRun, models.CASCADE, related_name="matters")
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, related_name="+")
    field = models.ForeignKey("kernel.Field", models.PROTECT, null=True, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    people = models.PositiveIntegerField()
    messages = models.PositiveIntegerField()
    heat = models.FloatField()
    parts = models.JSONField(default=dict)
    trend = models.JSONField(default=list)

    class Meta:
        base_manager_name = "everywhere"
        ordering = ["rank"]


class HotVoice(Owned):
    """A voice of a hot matter."""

    matter = models.ForeignKey(HotMatter, models.CASCADE, related_name="links")
    voice = models.ForeignKey("voices.Voice", models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "everywhere"


__all__ = ["Alarm", "HotMatter", "HotRun", "HotVoice", "NearKey", "NearMark", "TriageModel"]
