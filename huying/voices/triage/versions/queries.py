"""Versions of the congress's model: the office's business."""

from django.db.models import QuerySet

from .models import TriageModel

TRAYS: list = []


def visible_to(member) -> QuerySet:
    rows = (
        TriageModel.objects.select_related("predecessor", "case", "congress")
        .defer("rows")
        .order_by("-number")
    )
    return rows if member.role in ("clerk", "admin", "leader", "house") else rows.none()
