"""Questions about items of agendas."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from huying.kernel.trays import Tray

from .. import queries as sittings
from .models import AgendaItem, ItemPoll

FOR_LISTS = (
    "sitting__organ",
    "presenter_member__person",
    "unit",
    "case",
    "carried_from__sitting",
    "carried_to__sitting",
)


def visible_to(member) -> QuerySet:
    """The office all; whoever is called to the sitting its items; others what is public of public sittings.

    `is_kept`: the reader is not told what the item came to: a vote on it is not published, and they were not called.
    """
    rows = AgendaItem.objects.select_related(*FOR_LISTS).order_by("-sitting__day", "-sitting", "place", "pk")
    if any(hat.role in sittings.OFFICE for hat in (member, *member.standing_in_for)):
        return rows.annotate(is_kept=Value(False))
    told = rows.exclude(state__in=("draft", "dropped"))
    seen = Q(is_inside=False, sitting__is_public=True, sitting__state__in=sittings.TOLD)
    votes = ItemPoll.objects.filter(item=OuterRef("pk")).exclude(poll__state="annulled")
    kept = Q(Exists(votes.exclude(poll__is_published=True)))
    if member.person_id is not None:
        called = Q(sitting__in=sittings.called(member))
        seen |= called
        kept &= ~called
    return told.annotate(is_kept=kept).filter(seen)


def to_adopt(member) -> QuerySet:
    return visible_to(member).filter(state="draft", sitting__state__in=("planned", "set", "notified"))


def current(member) -> QuerySet:
    return visible_to(member).filter(state="current")


TRAYS = [
    Tray(name="current", label=_("正在进行的议题"), roles=("clerk", "leader", "deputy"), rows=current, waits=False,
         empty=_("现在没有正在进行的议题。")),
    Tray(name="to_adopt", label=_("拟列入的议题"), roles=("clerk", "leader"), rows=to_adopt, waits=False,
         empty=_("没有等待列入议程的议题。")),
]  # fmt: skip
