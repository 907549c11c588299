"""The docket: one case travels through every room; traces tell its story, clocks its duties."""

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Q

from .prepared import run
from .scope import Owned, current


class Case(Owned):
    """One matter. `number` is what a citizen or clerk reads out."""

    number = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    opened_on = models.DateField()

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="case_number")]

    def __str__(self):
        return self.number


class Link(Owned):
    """Two cases that belong together: merged into, forwarded to, a bill turned into a suggestion."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()


class Counter(Owned):
    """Gap-free numbers: the row stays locked until the number is committed or rolled back with its user."""

    key = models.CharField(max_length=60)
    value = models.PositiveIntegerField(default=0)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "key"], name="counter_key")]

    @classmethod
    def take(cls, key: str, count: int = 1) -> int:
        """The first of `count` fresh numbers; without a gap where its user is in the same transaction."""
        ((last,),) = run(connections[DEFAULT_DB_ALIAS], _TAKE, [current().pk, key, count, count]).rows
        return last - count + 1


_TAKE = (
    "INSERT INTO kernel_counter (congress_id, key, value) VALUES (%s, %s, %s) "
    "ON CONFLICT (congress_id, key) DO UPDATE SET value = kernel_counter.value + %s RETURNING value"
)


class Trace(Owned):
    """What happened, chained. `note` and `salt` may be erased with a person's data: only their digests are chained."""

    seq = models.PositiveBigIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="traces")
    subject_kind = models.CharField(max_length=24)
    subject_id = models.PositiveBigIntegerField()
    step = models.CharField(max_length=60)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    acted_for = models.ForeignKey("kernel.Membership", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    note_digest = models.CharField(max_length=64, blank=True)
    subject_digest = models.CharField(max_length=64)
    key = models.CharField(max_length=40, null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "seq"], name="trace_seq"),
            models.UniqueConstraint(
                fields=["congress", "key"], name="trace_key", condition=Q(key__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "subject_kind", "subject_id", "seq"], name="trace_subject")
        ]


class Clock(Owned):
    """A running duty or right. `due_on` empty: 日历待公布. `explanation` is rules.deadlines.Explanation.as_dict()."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    subject_kind = models.CharField(max_length=24)
    subject_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    started_on = models.DateField()
    due_on = models.DateField(null=True)
    explanation = models.JSONField(default=dict)
    met_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    lamp = models.CharField(max_length=4, default="ok")  # last lamp that was told to anybody

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "subject_kind", "subject_id"], name="clock_subject"),
            models.Index(
                fields=["congress", "due_on"],
                name="clock_open",
                condition=Q(met_at__isnull=True, dropped_at__isnull=True),
            ),
        ]
