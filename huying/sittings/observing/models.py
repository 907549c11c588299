"""Seats for citizens at a sitting, who applied for them, and the draw with everything needed to check it."""

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel.crypto import EncryptedField
from huying.kernel.subject import Subject

from .flow import DRAW, OBSERVER


class Draw(Subject):
    """`commitment` = SHA-256 of the seed, published when applications open; `sealed` holds the seed until the draw,
    `seed` afterwards. `listed`: numbers that took part, `digest` of that list; `word`: said in the room at the draw.
    """

    FLOW = DRAW
    FOUND_BY = ("sitting",)
    LOCKS_FIRST = ("sitting",)
    LATER = ()
    PERSONAL = ("sealed",)
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="draws")
    seats = models.PositiveSmallIntegerField(_("旁听名额"))
    closes_at = models.DateTimeField(_("报名截止"))
    notice = models.TextField(_("旁听须知"), blank=True)
    commitment = models.CharField(max_length=64)
    sealed = EncryptedField(blank=True)
    seed = models.CharField(max_length=64, blank=True)
    word = models.CharField(_("现场说出的数"), max_length=40, blank=True)
    listed = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    order = models.JSONField(default=list)  # the numbers as drawn, the first `seats` of them are seated

    class Meta:
        base_manager_name = "everywhere"
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=~models.Q(state="void"), name="draw_one_of_sitting"
            )
        ]

    def __str__(self):
        return _t("旁听：%(sitting)s") % {"sitting": self.sitting}


class Observer(Subject):
    """One application. Name and telephone can be erased; the number and the code's digest stay."""

    FLOW = OBSERVER
    FOUND_BY = ("number", "job", "sitting")
    LOCKS_FIRST = ("draw",)
    PERSONAL = ("name", "phone", "job", "reason")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="observers")
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="observers")
    number = models.CharField(max_length=32)
    code_digest = models.CharField(max_length=64, editable=False)
    fresh_code = ""  # readable on the object whose step made it, never stored
    name = EncryptedField(_("姓名"))
    phone = EncryptedField(_("手机"), blank=True)
    job = models.CharField(_("职业"), max_length=60, blank=True)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("想旁听什么"), max_length=300, blank=True)
    seat = models.CharField(_("旁听席"), max_length=12, blank=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "number"], name="observer_number")]

    def __str__(self):
        return self.number
