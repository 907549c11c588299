"""A procedure of deliberation as this congress has it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huying.kernel.subject import Subject

from ..agenda.kinds import KINDS
from .flow import FLOW


class Procedure(Subject):
    """`stages`: their names in order; `kind`: the kind of items it is meant for, "" for any."""

    FLOW = FLOW
    FOUND_BY = ("name", "kind")
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("适用的议题"), max_length=12, choices=KINDS, blank=True)
    stages = models.JSONField(default=list)

    class Meta:
        base_manager_name = "everywhere"
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="procedure_name")]

    def __str__(self):
        return self.name
