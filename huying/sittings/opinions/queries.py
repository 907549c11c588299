"""Questions about what observers and attending deputies said."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Opinion

OFFICE = ("admin", "clerk", "leader", "house")


def visible_to(member) -> QuerySet:
    """The office all; a deputy their own and what was published."""
    rows = Opinion.objects.select_related(
        "sitting__organ", "item", "author__person", "observer", "case"
    ).order_by("-pk")
    if member.role in OFFICE:
        return rows
    if member.person_id is None:
        return rows.none()
    return rows.filter(Q(author__person=member.person_id) | Q(is_public=True))


def given(member) -> QuerySet:
    return visible_to(member).filter(state="given")


TRAYS = [
    Tray(
        name="given",
        label=_("待答复的意见"),
        roles=("clerk",),
        rows=given,
        empty=_("没有待答复的旁听、列席意见。"),
    )
]
