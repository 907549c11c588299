"""Questions about seats for citizens and who applied for them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .models import Draw, Observer

OFFICE = ("admin", "clerk", "leader", "house")


def draws_visible_to(member) -> QuerySet:
    """The draw is public as soon as it is offered; only the sealed seed is nobody's."""
    rows = Draw.objects.select_related("sitting__organ", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    return rows.filter(sitting__is_public=True).exclude(state="void")


def observers_visible_to(member) -> QuerySet:
    """For the office, and for whoever checks people in at the door; nobody else sees names."""
    rows = Observer.objects.select_related("sitting__organ", "draw", "area", "case").order_by("-pk")
    return rows if member.role in (*OFFICE, "keeper") else rows.none()


def by_number(number: str) -> Observer | None:
    return (
        Observer.objects.select_related("sitting", "draw", "case")
        .filter(number=number.strip().upper())
        .first()
    )


def taking(member) -> QuerySet:
    return draws_visible_to(member).filter(state="taking")


def to_draw(member) -> QuerySet:
    return draws_visible_to(member).filter(state="listed")


def to_check_in(member) -> QuerySet:
    return observers_visible_to(member).filter(
        state="seated", sitting__state__in=("notified", "open", "suspended")
    )


DRAW_TRAYS = [
    Tray(
        name="to_draw",
        label=_("待抽签"),
        roles=("clerk", "leader"),
        rows=to_draw,
        empty=_("没有待抽签的旁听。"),
    ),
    Tray(
        name="taking",
        label=_("正在报名"),
        roles=("clerk", "leader"),
        rows=taking,
        waits=False,
        empty=_("没有正在报名的旁听。"),
    ),
]
OBSERVER_TRAYS = [
    Tray(name="to_check_in", label=_("等待到场的旁听公民"), roles=("clerk",), rows=to_check_in, waits=False,
         empty=_("没有等待到场的旁听公民。")),
]  # fmt: skip
