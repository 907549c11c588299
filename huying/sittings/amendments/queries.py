"""Amendments and who sees them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Amendment
from ..reach import of_sitting


def visible_to(member) -> QuerySet:
    """The office all; whoever was called to the sitting."""
    rows = Amendment.objects.filter(of_sitting(member)).select_related(
        "sitting", "motion", "mover__person", "case", "poll"
    )
    return rows.order_by("-pk")


def waiting(member) -> QuerySet:
    return visible_to(member).filter(state__in=("tabled", "put"))


TRAYS = [
    Tray(name="waiting", label=_("待表决的修正案"), roles=("clerk", "leader"), rows=waiting, order=("pk",),
         empty=_("没有等待表决的修正案。")),
]  # fmt: skip
