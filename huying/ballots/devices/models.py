"""The one device with which a member votes in the hall; like a session it has no flow and grants nothing by itself."""

from django.db import models

from huying.kernel.roster import Membership
from huying.kernel.scope import Owned


class Device(Owned):
    """`number` rises whenever another device takes over: a ticket with a lower one has ended."""

    member = models.OneToOneField(Membership, models.CASCADE, related_name="hall_device")
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=60, blank=True)
    prepared_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "ballots"
        base_manager_name = "everywhere"
