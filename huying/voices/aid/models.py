"""A question for a lawyer: who answers it, where and when, and what came of it."""

from django.db import models

from ..filed import Filed
from .flow import FLOW


class Aid(Filed):
    """One booking of legal advice."""

    FLOW = FLOW
    adviser = models.CharField(max_length=80, blank=True)
    office = models.CharField(max_length=80, blank=True)  # the law firm or legal-aid office of the adviser
    meets_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    way = models.CharField(max_length=16, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        base_manager_name = "everywhere"
        indexes = [models.Index(fields=["congress", "state", "-id"], name="aid_state")]
