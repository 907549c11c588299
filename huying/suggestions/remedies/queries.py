"""Duties to report again and who sees them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Remedy
from ..queries import of_a_unit_or_author


def visible_to(member) -> QuerySet:
    """The office all, a unit its own, a deputy those on their own suggestions."""
    rows = Remedy.objects.filter(of_a_unit_or_author(member)).select_related(
        "suggestion", "appraisal", "unit", "case", "line"
    )
    return rows.order_by("-pk")


def in_state(state):
    return lambda member: visible_to(member).filter(state=state).order_by("due_on", "pk")


TRAYS = [
    Tray(name="asked", label=_("测评不满意，再次报告"), roles=("handler",), rows=in_state("asked"),
         empty=_("没有需要再次报告的测评。")),
    Tray(name="reported", label=_("整改报告待审查"), roles=("clerk", "leader"), rows=in_state("reported"),
         empty=_("没有等待审查的整改报告。")),
    Tray(name="open", label=_("等待单位报告"), roles=("clerk", "leader"), rows=in_state("asked"), waits=False,
         empty=_("没有等待报告的单位。")),
]  # fmt: skip
