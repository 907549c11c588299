"""Special hearings and who sees them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Hearing
from ..reach import OFFICE, of_sitting

SHOWN = ("sitting__organ", "item", "case", "poll")


def visible_to(member) -> QuerySet:
    """The office all; whoever was called; deputies who are asked to comment; the units that are tested."""
    rows = Hearing.objects.select_related(*SHOWN).order_by("-pk")
    if member.role in OFFICE:
        return rows
    seen = of_sitting(member)
    column, key = ("units", member.unit_id) if member.role == "handler" else ("deputies", member.pk)
    if key and member.role in ("handler", "deputy"):
        # A few dozen a year; no database field says "contains" alike on both databases.
        named = [pk for pk, keys in Hearing.objects.values_list("pk", column) if key in keys]
        seen |= Q(pk__in=named)
    return rows.filter(seen)


def to_comment(member) -> QuerySet:
    """Hearings on which this deputy has not commented yet."""
    if member.role != "deputy":
        return Hearing.objects.none()
    named = [
        pk
        for pk, keys in Hearing.objects.filter(state="arranged").values_list("pk", "deputies")
        if member.pk in keys
    ]
    return visible_to(member).filter(pk__in=named).exclude(comments__deputy=member)


def in_state(state):
    def rows(member):
        return visible_to(member).filter(state=state)

    return rows


TRAYS = [
    Tray(name="to_comment", label=_("请您评议"), roles=("deputy",), rows=to_comment, order=("pk",),
        empty=_("没有等您评议的专题汇报。")),
    Tray(name="to_send", label=_("测评结果待报送"), roles=("clerk",), rows=in_state("tested"), order=("pk",),
         empty=_("测评结果都报送了。")),
]  # fmt: skip
