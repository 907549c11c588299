"""Questions about consultations."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.trays import Tray

from ..models import Consultation, stations_of

PUBLIC = Q(state="published") | Q(state="open", is_open=True)


def _holding(column: str, pk: int) -> Q:
    """Rows whose JSON list holds the id: the congress's own, read once (SQLite knows no containment)."""
    rows = Consultation.objects.filter(congress=scope.current()).exclude(**{column: []}).order_by()
    return Q(pk__in=[row for row, held in rows.values_list("pk", column) if pk in held])


def visible_to(member) -> QuerySet:
    """Office and leaders all; hosts and those invited their own; keepers and deputies what is published."""
    rows = Consultation.objects.select_related("host__person", "station", "field__parent").order_by("-pk")
    if member.role in ("clerk", "leader", "house"):
        return rows
    if member.role == "keeper":
        return rows.filter(Q(host=member) | Q(station__in=stations_of(member)) | PUBLIC)
    if member.role == "deputy":
        return rows.filter(Q(host=member) | _holding("deputies", member.pk) | PUBLIC)
    if member.role == "handler" and member.unit_id:
        return rows.filter(_holding("units", member.unit_id))
    return rows.none()


def public() -> QuerySet:
    return Consultation.objects.filter(PUBLIC).select_related("station", "field__parent").order_by("-pk")


def in_states(*states):
    return lambda member: visible_to(member).filter(state__in=states)


HOUSE = ("keeper", "clerk", "deputy")
TRAYS = [
    Tray(name="coming", label=_("筹备和讨论中"), roles=(*HOUSE, "handler"), rows=in_states("planned", "open"), waits=False,
         empty=_("筹备中和正在讨论的协商会出现在这里。")),
    Tray(name="held", label=_("待写结论"), roles=("keeper", "clerk"), rows=in_states("held"),
         empty=_("开过了、还没有写结论的会出现在这里。")),
]  # fmt: skip
