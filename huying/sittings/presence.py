"""Who was in the room, as intervals. Rows are written in batches by a step of the sitting, whose trace holds their digest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.scope import Owned


class Seating(Owned):
    """Whose place in the hall is where; written anew by the step that numbers the seats, whose trace holds the digest."""

    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="seating")
    summons = models.OneToOneField("sittings.Summons", models.PROTECT, related_name="seating")
    seat = models.CharField(max_length=12)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["sitting", "seat"], name="seating_once")]


class Presence(Owned):
    """One stay: from `since` to `until` (None: still there). `way` says how the coming was noted, `left_by` the leaving."""

    WAYS = {
        "code": _("手机扫码"), "card": _("代表证或名单"), "keeper": _("工作人员登记"), "device": _("会场终端"),
        "video": _("视频参会"),
        "close": _("闭会"),
    }  # fmt: skip
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="presence")
    member = models.ForeignKey("kernel.Membership", models.PROTECT, related_name="+")
    summons = models.ForeignKey("sittings.Summons", models.PROTECT, related_name="presence")
    votes = models.BooleanField(default=True)  # one of the members that the quorum counts
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    way = models.CharField(max_length=8, choices=WAYS)
    left_by = models.CharField(max_length=8, choices=WAYS, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(fields=["sitting", "member"], condition=models.Q(until=None), name="presence_one_stay")
        ]  # fmt: skip
        indexes = [models.Index(fields=["congress", "sitting", "since"], name="presence_since")]
