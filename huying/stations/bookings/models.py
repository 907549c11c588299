"""Places that citizens book, and what is said."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.crypto import EncryptedField
from huying.kernel.subject import Record, Subject

from ..receptions.models import Keeping
from .flow import FLOW


class Booking(Keeping, Subject):
    """Either of a slot (talk in writing) or of a reception (come to the station). The person may stay unnamed."""

    FLOW = FLOW
    FOUND_BY = ("number", "text", "station__name", "host__person__name")
    LOCKS_FIRST = ("slot", "reception")  # so that the last place is given once
    PERSONAL = ("author", "phone", "text", "voice_code", "phone_index", "origin")
    LATER = ("phone_index", "origin", "confirm_by", "confirmed_at", "alerted_at")
    fresh_code = ""  # readable on the object whose birth made it, never stored
    begins_to_wait = (
        False  # this line is the first that nobody has answered; set while it is said, never stored
    )
    number = models.CharField(_("编号"), max_length=32, editable=False)
    slot = models.ForeignKey("stations.Slot", models.PROTECT, null=True, blank=True, related_name="bookings")
    reception = models.ForeignKey(
        "stations.Reception", models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    host = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("想谈什么"))
    author = EncryptedField(blank=True)
    phone = EncryptedField(blank=True)
    # keyed digests, so that a few telephones or addresses cannot take all places
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    origin = models.CharField(max_length=32, blank=True, editable=False)
    code_digest = models.CharField(max_length=32, editable=False)
    consented_at = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True, editable=False)  # none: nobody has to confirm
    confirmed_at = models.DateTimeField(null=True, editable=False)
    alerted_at = models.DateTimeField(null=True, editable=False)  # the keepers heard that nobody answers
    hand_over = models.BooleanField(default=False)  # closed as something that a unit has to handle
    voice_code = EncryptedField(blank=True)
    voice_number = models.CharField(max_length=32, blank=True)
    summary = models.TextField(_("办结说明"), blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="booking_number"),
            models.CheckConstraint(
                condition=models.Q(slot__isnull=False) ^ models.Q(reception__isnull=False),
                name="booking_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "state", "-id"], name="booking_state"),
            models.Index(
                fields=["confirm_by"],
                name="booking_unconfirmed",
                condition=models.Q(state="booked", confirmed_at=None, confirm_by__isnull=False),
            ),
            models.Index(fields=["congress", "host", "-id"], name="booking_host"),
            models.Index(fields=["congress", "station", "-id"], name="booking_station"),
            models.Index(
                fields=["congress", "origin"], name="booking_origin", condition=~models.Q(origin="")
            ),
            models.Index(
                fields=["congress", "phone_index"], name="booking_phone", condition=~models.Q(phone_index="")
            ),
        ]

    def __str__(self):
        return self.number

    def counts_from(self, kind, day):
        return day if self.begins_to_wait else None

    @property
    def event(self):
        return self.slot if self.slot_id else self.reception

    @property
    def waits_for_confirmation(self) -> bool:
        return self.state == "booked" and self.confirm_by is not None and self.confirmed_at is None

    @property
    def state_label(self) -> str:
        return _t("待确认") if self.waits_for_confirmation else super().state_label

    @property
    def called(self) -> str:
        """陈某某, or 群众 where no name was given."""
        return _t("%(family)s某某") % {"family": self.author[:1]} if self.author else _t("群众")


class Message(Record):
    """One thing said in a talk: by the citizen (`is_citizen`) or by whoever receives."""

    PERSONAL = ("text",)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="messages")
    is_citizen = models.BooleanField()
    text = models.TextField()
    files = models.JSONField(default=list)  # ids of attachments

    class Meta:
        base_manager_name = "everywhere"
