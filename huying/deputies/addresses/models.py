"""The operator's table of addresses: which place belongs to which area, electoral district and station."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.scope import Owned

from .matching import LONGEST, normal


class Address(Owned):
    """One place as people write it: a village, an estate, a street. `key` is its one spelling, by which it is found.

    A place that was renamed or merged stays, with its last day and its `successor`; the old name finds the new one.
    """

    text = models.CharField(_("地址"), max_length=80)
    key = models.CharField(max_length=LONGEST, editable=False)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, blank=True, related_name="+")
    district = models.ForeignKey("kernel.District", models.PROTECT, null=True, blank=True, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "key"], name="address_key")]

    def save(self, *args, **kwargs):
        self.key = normal(self.text)
        super().save(*args, **kwargs)

    def __str__(self):
        return self.text
