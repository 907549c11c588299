"""Which deputies the public may read about, and how they are found."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huying.kernel.switches import PRIVATE
from huying.kernel.trays import Tray

from ..models import DeputyCard, Posting, Seat
from .sounding import sounds_like

OFFICE = ("clerk", "leader", "admin")
MOST = 300  # names that one sound may mean


def visible_to(member) -> QuerySet:
    """For those who keep the cards: the office all, a deputy the own one. The public reads `published`."""
    rows = DeputyCard.objects.select_related("member__person", "member__organ", "photo", "case").order_by(
        "-pk"
    )
    if member.role in OFFICE:
        return rows
    return rows.filter(member=member) if member.role == "deputy" else rows.none()


TRAYS = [
    Tray(name="shown", label=_("已公开"), roles=OFFICE, rows=lambda m: visible_to(m).filter(state="shown"), waits=False,
         empty=_("公开了名片的代表会出现在这里。")),
    Tray(name="hidden", label=_("不公开"), roles=OFFICE, rows=lambda m: visible_to(m).filter(state="hidden"), waits=False,
         empty=_("没有撤下的名片。")),
]  # fmt: skip


def published() -> QuerySet:
    """Cards that people may read, of deputies in office; nothing while the congress's switch `deputies_private` is on."""
    rows = DeputyCard.objects.filter(state="shown", member__is_active=True, member__role="deputy")
    if PRIVATE.of():
        return rows.none()
    return rows.select_related("member__person", "member__organ").order_by("member__person__pinyin", "pk")


def named(words: str) -> QuerySet:
    """Published cards by name, by pinyin (whole, first letters, or both mixed), or by code."""
    words = words.strip()[:40]
    if not words:
        return published().none()
    sounds = words.replace(" ", "").lower()
    asked = Q(member__person__name__contains=words) | Q(code__iexact=words)
    if sounds.isascii() and sounds.isalpha():
        names = published().values_list("pk", "member__person__name")
        alike = [pk for pk, name in names if sounds_like(name, sounds)]
        asked |= Q(member__person__pinyin__startswith=sounds) | Q(pk__in=alike[:MOST])
    return published().filter(asked)


def seats_of(members) -> dict[int, Seat]:
    """The seat in force of each of these memberships."""
    rows = Seat.objects.filter(member__in=members, until=None).select_related(
        "district", "delegation", "term"
    )
    return {s.member_id: s for s in rows.order_by("term__number")}


def stations_of(members) -> dict[int, list]:
    """The stations at which each of these memberships is posted now."""
    found: dict[Any, list] = {}
    rows = Posting.objects.filter(member__in=members, state="confirmed", station__is_active=True)
    for posting in rows.select_related("station").order_by("since", "pk"):
        found.setdefault(posting.member_id, []).append(posting.station)
    return found
