"""Who sees which speech; who speaks now, who is next."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from ..models import Speech
from ..reach import of_sitting

SHOWN = ("sitting", "item", "speaker__person", "case")


def visible_to(member) -> QuerySet:
    """The office all; whoever was called to the sitting; the unit that an item is about."""
    seen = of_sitting(member)
    if member.role == "handler" and member.unit_id:
        seen |= Q(item__unit=member.unit_id)
    return (
        Speech.objects.filter(seen)
        .select_related(*SHOWN)
        .order_by("-sitting__day", "-sitting", "item__place", "place", "pk")
    )


def mine(member) -> QuerySet:
    if member.person_id is None:
        return Speech.objects.none()
    return visible_to(member).filter(speaker__person=member.person_id)


def to_sign(member) -> QuerySet:
    """One's own records that wait for the signature."""
    return mine(member).filter(state="spoken").exclude(text="", summary="").order_by("pk")


def to_note(member) -> QuerySet:
    return visible_to(member).filter(state="spoken", text="", summary="").order_by("pk")


def unanswered(member) -> QuerySet:
    """Questions that nobody has answered."""
    return (
        visible_to(member).filter(way="question", state__in=("spoken", "signed"), answers=None).order_by("pk")
    )


def floor(sitting) -> dict:
    """Who speaks now and who waits, in order: {"now": Speech | None, "waiting": [...]}; one question."""
    rows = list(
        Speech.objects.filter(sitting=sitting, state__in=("speaking", "asked"))
        .select_related("speaker__person", "item").order_by("item__place", "place", "pk")
    )  # fmt: skip
    return {
        "now": next((s for s in rows if s.state == "speaking"), None),
        "waiting": [s for s in rows if s.state == "asked"],
    }


TRAYS = [
    Tray(name="to_sign", label=_("待核签的发言"), roles=("deputy", "leader", "handler"), rows=to_sign, order=("pk",),
         empty=_("没有等您核签的发言记录。")),
    Tray(name="to_note", label=_("待记录的发言"), roles=("clerk",), rows=to_note, order=("pk",), empty=_("发言都有记录了。")),
    Tray(name="unanswered", label=_("待答复的询问"), roles=("clerk", "handler"), rows=unanswered, order=("pk",),
         empty=_("询问都答复了。")),
]  # fmt: skip
