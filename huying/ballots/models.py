"""Polls, their rolls, and ballots. A poll has `by` and trace; a secret ballot has neither, nor a time."""

import base64
import hashlib
import uuid

from django.db import connection, models

from huying.kernel.crypto import EncryptedField
from huying.kernel.scope import Owned
from huying.kernel.subject import Subject

from . import looks, words
from .flow import FLOW


class Poll(Subject):
    """One vote on one question, with its frozen rule, sheet, roll, base and presence.

    `spec` is what kinds.make_spec gave; `way` what rules.voting.Way.as_dict gave. `base` counts all members in
    office, `present` those present at opening (null: those who took part). `result` is counting.Tally.as_dict().
    `digest` is the SHA-256 of the counted sheets in canonical order. `uid` names the poll's key file. `prints_sealed`:
    the seed by which prints are drawn, until they are; `prints_draw`: commitment, then seed, word, box, counted, numbers,
    then missing (operations/prints.py).
    """

    FLOW = FLOW
    LATER = ("prints_sealed", "prints_draw")
    KINDS, SECRECY, COUNTS = words.KINDS, words.SECRECY, words.COUNTS
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    question = models.TextField(blank=True)
    organ = models.ForeignKey("kernel.Organ", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=words.KINDS)
    secrecy = models.CharField(max_length=12, choices=words.SECRECY)
    spec = models.JSONField(default=dict)
    way = models.JSONField(default=dict)
    counts = models.CharField(max_length=5, choices=words.COUNTS, default="first")
    prints_sample = models.PositiveSmallIntegerField(default=0)
    live_turnout = models.BooleanField(default=True)
    roll_size = models.PositiveIntegerField(default=0)
    roll_digest = models.CharField(max_length=64, blank=True)
    base = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    quorum = models.PositiveIntegerField(default=0)
    public_key = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    turnout = models.PositiveIntegerField(default=0)
    paper_issued = models.PositiveIntegerField(default=0)
    prints_checked = models.PositiveIntegerField(default=0)
    prints_amiss = models.PositiveIntegerField(
        default=0
    )  # drawn prints that are not among the counted sheets
    prints_sealed = EncryptedField(blank=True)
    prints_draw = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    again_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="rounds")
    is_published = models.BooleanField(default=False)
    names_published = models.BooleanField(default=False)
    SEARCHED = ("title", "number", "question")

    class Meta:
        base_manager_name = "everywhere"
        indexes = [
            models.Index(fields=["congress", "state", "id"], name="poll_state"),
            models.Index(fields=["congress", "case"], name="poll_case"),
        ]
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="poll_number")]

    def __str__(self):
        return self.title

    @property
    def is_secret(self) -> bool:
        return self.secrecy != "open"

    @property
    def outcome(self) -> str:
        """The outcome's code (words.OUTCOMES), "" before the count."""
        return self.result.get("outcome", "")

    @property
    def fingerprint(self) -> str:
        """By which the poll's key is known: SHA-256 of a verifiable poll's, the key itself of a sealed one; "" before opening."""
        if self.secrecy != "verifiable" or not self.public_key:
            return self.public_key
        return hashlib.sha256(base64.b64decode(self.public_key)).hexdigest()

    def search_text(self):
        return self.title, f"{self.number}\n{self.question}"

    def hold(self) -> None:
        """A step waits for the ballots that are being written, and keeps later ones out until it is committed."""
        super().hold()
        if self.pk:
            lock(self.pk)

    def asks_for_more(self) -> bool:
        """The law asks for another round, or nothing was decided: a tie, open seats, too many sheets, no quorum, annulled."""
        return self.state == "annulled" or bool(self.result.get("next")) or self.outcome == "no_quorum"

    def paper_unread(self) -> bool:
        """Paper was handed out, and not one sheet of it was entered."""
        return bool(self.paper_issued) and not self.paper_looks().exists()

    def paper_in_dispute(self) -> bool:
        """A batch was entered once only, or the two entries differ and nobody has looked a third time."""
        return bool(looks.compare(self.paper_looks()).disputed)

    def half_read(self) -> list[str]:
        """Batches that one person has entered and the other has not."""
        return sorted(looks.compare(self.paper_looks()).half)

    def paper_to_settle(self) -> dict:
        """Sheets on which two readings differ, as looks.compare gives them; a batch that was read once only is not there yet."""
        return looks.compare(self.paper_looks()).differing

    def paper_too_many(self) -> dict:
        """Lines that one of two readings has too often, as looks.lines_too_many gives them."""
        return looks.lines_too_many(self.paper_looks())

    def paper_looks(self) -> models.QuerySet:
        """Every reading of a paper sheet that stands: (batch, place, look, marks)."""
        rows = self.paper.filter(is_print=False, is_struck=False)
        return rows.values_list("batch", "place", "look", "marks")

    def prints_missing(self) -> bool:
        """Not drawn, or not compared; no more can be drawn than there are in the box."""
        drawn = self.prints_draw.get("numbers")
        return self.prints_checked < (self.prints_sample if drawn is None else len(drawn))

    def prints_are_drawn(self) -> bool:
        return "numbers" in self.prints_draw


LOCKS = 0x42414C  # one number for this room's advisory locks


def lock(poll: int, *, shared: bool = False) -> None:
    """PostgreSQL: casting takes it shared, a step alone; waiting is in turn. SQLite has one writer anyway.

    An advisory lock, since a lock on the poll's row would meet those that the ballots' foreign keys take on it.
    """
    if connection.vendor == "postgresql":
        name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s::int, %s::int)", [LOCKS, poll & 0x7FFFFFFF])


class Voter(Owned):
    """One name on a poll's roll. For secret polls nothing here says when or what."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="voters")
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    is_present = models.BooleanField(default=True)
    channel = models.CharField(max_length=10, blank=True, choices=words.CHANNELS)
    has_voted = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["poll", "member"], name="voter_member"),
            models.UniqueConstraint(fields=["poll", "number"], name="voter_number"),
        ]

    def __str__(self):
        return f"{self.number} {self.member}"


class OpenVote(Owned):
    """A vote with its name (记名). `presses` counts how often it was pressed; the database's order decides, not the clock."""

    voter = models.OneToOneField(Voter, models.PROTECT, related_name="vote")
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="open_votes")
    marks = models.JSONField()
    presses = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "everywhere"


class SealedSheet(Owned):
    """A secret sheet while the poll runs: readable only with the poll's key, of the same length as every other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="sealed")
    sealed = models.BinaryField()

    class Meta:
        base_manager_name = "everywhere"


class Sheet(Owned):
    """A counted sheet, written in the order of its content; nothing says whose it was."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="sheets")
    marks = models.JSONField()
    is_paper = models.BooleanField(default=False)

    class Meta:
        base_manager_name = "everywhere"


class PaperSheet(Owned):
    """One paper sheet as one person read it; `look` 1 and 2 are made apart, 3 settles. `is_print`: a sampled print."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="paper")
    batch = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    look = models.PositiveSmallIntegerField()
    is_print = models.BooleanField(default=False)
    is_struck = models.BooleanField(default=False)  # typed once too often, or a third look overtaken by that
    struck_by = models.ForeignKey(
        "kernel.Membership", models.PROTECT, null=True, related_name="+"
    )  # of that line
    marks = models.JSONField()
    by = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "is_print", "batch", "place", "look"],
                condition=models.Q(is_struck=False),
                name="paper_look",
            )
        ]


class Token(Owned):
    """What was signed blindly for a voter: the same blinded message gets the same answer again."""

    voter = models.OneToOneField(Voter, models.PROTECT, related_name="token")
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="tokens")
    blinded = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        base_manager_name = "everywhere"


class VerifiableBallot(Owned):
    """A ballot that came with an unblinded token: no voter, no time. `token` is the prepared message that was signed."""

    token = models.BinaryField(primary_key=True, max_length=128)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="verifiable")
    signature = models.BinaryField()
    marks = models.JSONField()

    class Meta:
        base_manager_name = "everywhere"


from .devices.models import Device  # noqa: E402, F401 - a table of this room
