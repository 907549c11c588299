"""From the outbox to people: which channel, when, whether it is still true, and again when a channel fails."""

import logging
import re
from collections import Counter
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q

from . import channels, scope, wording
from .crypto import EncryptedField
from .notices import Notice
from .prepared import insert
from .roster import Membership
from .scope import Owned
from .words import Words, kept

log = logging.getLogger("huying.delivery")
BACKOFF = (1, 5, 15, 60, 240, 720, 1440)  # minutes before the next try; after the last one it is given up
BATCH = 200
GIVE_UP = 3  # failures in a row after which a round stops trying a channel


class Preference(Owned):
    """How a member wants to hear of things. Without a row: mail, at once. The pages always show everything."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="preferences")
    channels = models.JSONField(default=list)
    daily = models.BooleanField(
        default=False
    )  # one message a day that lists what waits, instead of each at once
    wechat = EncryptedField(blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "member"], name="one_preference")]


class Delivery(Owned):
    """One message by one channel. `to` and `text` stand only for messages that are not made from a notice; they are
    encrypted, and erased once sent."""

    STATES = ("waiting", "sent", "dropped", "failed")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    member = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=12)
    to = EncryptedField(blank=True)
    text = EncryptedField(blank=True)
    state = models.CharField(max_length=8, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], name="once_a_channel", condition=Q(notice__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting"))]


def message(to: str, text: Words, *, at, channel: str = "sms") -> Delivery | None:
    """For somebody without account: leaves after the commit; number and text are erased once sent. None, and nothing is
    kept, where this installation has no such channel."""
    if channel not in channels.known():
        return None
    made = Delivery(congress=scope.current(), to=to, text=kept(text), channel=channel, at=at, due_at=at)
    insert([made])
    return made


def spread(at) -> int:
    """Make deliveries of the notices that nobody has looked at yet, as each person chose; how many."""
    made = 0
    for notice in (
        Notice.everywhere.filter(sent_at=None, at__lte=at)
        .select_related("congress", "to")
        .order_by("pk")[:BATCH]
    ):
        with scope.congress(notice.congress), transaction.atomic():
            if not Notice.objects.filter(pk=notice.pk, sent_at=None).update(sent_at=at) or notice.read_at:
                continue
            rows = [
                Delivery(
                    congress=notice.congress, notice=notice, member=notice.to, channel=name, at=at, due_at=at
                )
                for name in wanted(notice.to)
            ]
            Delivery.objects.bulk_create(rows)
            made += len(rows)
    return made


def wanted(member) -> list[str]:
    """The channels by which this member hears of things at once; none for those who take the daily list."""
    if member.person_id is None:
        return []
    choice = Preference.objects.filter(member=member).first()
    if choice is not None and choice.daily:
        return []
    names = ["mail"] if choice is None else choice.channels
    return [n for n in names if n in channels.known() and address(member, n, choice)]


def address(member, channel: str, choice=None) -> str:
    """Where the member is reached by the channel; "" where they are not."""
    if channel == "mail":
        return member.person.email
    if channel == "sms":
        return member.person.phone if channels.is_mobile(member.person.phone) else ""
    choice = choice or Preference.objects.filter(member=member).first()
    return choice.wechat if choice else ""


def pending(at) -> bool:
    """Is there anything to spread or to send?"""
    waiting = Delivery.everywhere.filter(state="waiting", due_at__lte=at)
    return Notice.everywhere.filter(sent_at=None).exists() or waiting.exists()


def send_due(at) -> dict[str, int]:
    """Send what is due: {"sent", "dropped", "again", "failed"}. A row is taken before it is sent, so that two workers
    do not send it twice; a worker that dies in between leaves it to the next try."""
    count = {"sent": 0, "dropped": 0, "again": 0, "failed": 0}
    down: Counter[str] = Counter()
    due = Delivery.everywhere.filter(state="waiting", due_at__lte=at).order_by("due_at", "pk")
    for row in list(due.select_related("congress", "notice__to__person", "member__person")[:BATCH]):
        if down[row.channel] >= GIVE_UP:  # the channel is away: the rest waits for the next round
            continue
        wait = timedelta(minutes=BACKOFF[min(row.attempts, len(BACKOFF) - 1)])
        mine = Delivery.everywhere.filter(pk=row.pk, state="waiting", due_at=row.due_at)
        if mine.update(attempts=F("attempts") + 1, due_at=at + wait):
            row.attempts += 1
            with scope.congress(row.congress):
                outcome = _send(row, at)
            count[outcome] += 1
            down[row.channel] = down[row.channel] + 1 if outcome in ("again", "failed") else 0
    return count


def _send(row, at) -> str:
    rows = Delivery.objects.filter(pk=row.pk)
    try:
        subject, text, to = _words(row)
        if not to:
            rows.update(state="dropped", error="", to="", text="")
            return "dropped"
        channels.channel(row.channel).send(to, text, subject=subject)
    except Exception as error:  # a gateway may fail in any way; what it said is kept for the health page
        log.warning("channel %s failed: %s", row.channel, type(error).__name__)
        given_up = row.attempts > len(BACKOFF)
        rows.update(error=_without_address(error, row), **({"state": "failed"} if given_up else {}))
        return "failed" if given_up else "again"
    rows.update(state="sent", sent_at=at, error="", to="", text="")
    return "sent"


def _without_address(error: Exception, row) -> str:
    """What a gateway said, for the health page: servers repeat the address they refuse, and that is nobody's business."""
    said = f"{type(error).__name__}: {error}"
    person = row.notice.to.person if row.notice_id else row.member.person if row.member_id else None
    for known in (row.to, getattr(person, "email", ""), getattr(person, "phone", "")):
        said = said.replace(known, "***") if known else said
    return re.sub(r"[^\s<>'\"{}]+@[^\s<>'\"{}]+", "***", said)[:200]


def _words(row) -> tuple[str, str, str]:
    """(subject, text, address); an empty address where it is no longer true or nobody is there."""
    if row.notice_id is None:
        to = row.to or (address(row.member, row.channel) if row.member_id and row.member.is_active else "")
        return "", row.text, to
    if row.notice.read_at or not wording.still_true(row.notice):
        return "", "", ""
    subject, text = wording.of(row.notice, row.channel)
    return subject, text, address(row.notice.to, row.channel)


def health(at) -> list[dict]:
    """Each channel as an operator wants to see it: {name, label, waiting, oldest, failed, error, last_sent, ok}."""
    waiting, week = Q(state="waiting"), Q(state="failed", at__gt=at - timedelta(days=7))
    failing = Delivery.everywhere.filter(waiting, channel=models.OuterRef("channel")).exclude(error="")
    rows = Delivery.everywhere.order_by().values("channel")
    counted = rows.annotate(
        waiting=models.Count("pk", filter=waiting), failed=models.Count("pk", filter=week),
        oldest=models.Min("at", filter=waiting), last_sent=models.Max("sent_at", filter=Q(state="sent")),
        error=models.Subquery(failing.order_by("-attempts").values("error")[:1]),
    )  # fmt: skip
    known: dict[str, dict] = {one["channel"]: dict(one) for one in counted}
    nothing = {"waiting": 0, "failed": 0, "oldest": None, "last_sent": None, "error": None}
    found = []
    for name in channels.known():
        one = {key: known.get(name, nothing)[key] for key in nothing}
        fine = one["error"] is None and not one["failed"]
        label = channels.LABELS.get(name, name)
        found.append({**one, "name": name, "label": label, "error": one["error"] or "", "ok": fine})
    return found


def purge(at) -> int:
    """Forget what was sent after a season; erase addresses and texts that were given up."""
    Delivery.everywhere.filter(state="failed", at__lt=at - timedelta(days=7)).update(to="", text="")
    return Delivery.everywhere.filter(at__lt=at - timedelta(days=90)).exclude(state="waiting").delete()[0]
