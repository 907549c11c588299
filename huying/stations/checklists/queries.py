"""Questions about checklists."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Checklist
from ..queries import OFFICE, in_office


def visible_to(member):
    """The office all; keepers and deputies those in force or once in force."""
    rows = Checklist.objects.select_related("case").order_by("-pk")
    if in_office(member):
        return rows
    return rows.exclude(state="draft") if member.role in ("keeper", "deputy") else rows.none()


def in_force(purpose: str = ""):
    rows = Checklist.objects.filter(state="in_force").order_by("name", "pk")
    return rows.filter(purpose=purpose) if purpose else rows


def _state(state):
    return lambda member: visible_to(member).filter(state=state)


TRAYS = [
    Tray(name="in_force", label=_("使用中"), roles=(*OFFICE, "keeper", "deputy"), rows=_state("in_force"), waits=False,
         empty=_("启用的检查清单会出现在这里。")),
    Tray(name="draft", label=_("草稿"), roles=OFFICE, rows=_state("draft"), waits=False, empty=_("没有清单草稿。")),
]  # fmt: skip
