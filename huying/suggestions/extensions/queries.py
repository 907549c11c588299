"""Questions about requests for a longer term."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Extension
from ..queries import of_a_unit_or_author


def visible_to(member) -> QuerySet:
    """The office all, a unit its own, a deputy those on their own suggestions."""
    rows = Extension.objects.filter(of_a_unit_or_author(member)).select_related(
        "suggestion__author__person", "unit", "handling", "case"
    )
    return rows.order_by("-pk")


def asked(member) -> QuerySet:
    return visible_to(member).filter(state="asked").order_by("first_due_on", "pk")


TRAYS = [
    Tray(name="asked", label=_("延期待批"), roles=("clerk",), rows=asked, empty=_("没有等待批准的延期申请。"))
]
