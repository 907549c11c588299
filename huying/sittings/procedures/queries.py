"""Procedures of deliberation: for the office and leaders."""

from django.db.models import Q, QuerySet

from .models import Procedure


def visible_to(member) -> QuerySet:
    rows = Procedure.objects.select_related("case").order_by("state", "kind", "name")
    return rows if member.role in ("admin", "clerk", "leader", "house") else rows.none()


def for_item(item) -> QuerySet:
    """Those in use that are meant for items of this kind, or for any."""
    return Procedure.objects.filter(Q(kind=item.kind) | Q(kind=""), state="in_use").order_by("-kind", "name")
