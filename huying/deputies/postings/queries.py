"""Questions about postings."""

from django.apps import apps
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area, Membership
from huying.kernel.trays import Tray

from ..models import Posting, Seat
from .nearest import Choice, Home, Place, nearest

OFFICE = ("clerk", "leader", "admin")
RANK = {"station": 0, "industry": 0, "street": 0, "point": 1, "room": 1, "house": 2}


def visible_to(member):
    """The office all; keepers those of their stations; deputies their own."""
    rows = Posting.objects.select_related("member__person", "guest", "station__area", "case").order_by("-pk")
    if member.role in OFFICE:
        return rows
    if member.role == "keeper":
        return rows.filter(station__keepers=member)
    return rows.filter(member=member) if member.role == "deputy" else rows.none()


def proposed(member):
    return visible_to(member).filter(state="proposed").order_by("pk")


def confirmed(member):
    return visible_to(member).filter(state="confirmed")


TRAYS = [
    Tray(name="proposed", label=_("编站待确认"), roles=("clerk",), rows=proposed,
         empty=_("提出的编站会出现在这里，确认后代表就在这个站联系群众。")),
    Tray(name="confirmed", label=_("已编入"), roles=("clerk", "leader", "keeper"), rows=confirmed, waits=False,
         empty=_("还没有代表编入站点。")),
]  # fmt: skip


def stations():
    """Stations that a deputy may be posted at."""
    rows = apps.get_model("stations", "Station").objects.filter(is_active=True)
    return rows.select_related("area").order_by("area__name", "name")


def now_at(station):
    """Whom people find at this station: confirmed postings, deputies and guests."""
    rows = Posting.objects.filter(station=station, state="confirmed")
    return rows.select_related("member__person", "guest").order_by(
        "member__person__pinyin", "guest__pinyin", "pk"
    )


def of_deputy(member):
    """The stations of a deputy now, the longest standing first."""
    rows = Posting.objects.filter(member=member, state="confirmed").select_related("station__area")
    return rows.order_by("since", "pk")


def unposted():
    """Deputies in office (memberships) whom no open posting names: the gap of S029."""
    posted = Posting.objects.filter(state__in=["proposed", "confirmed"], member__isnull=False).values(
        "member"
    )
    rows = Membership.objects.filter(role="deputy", is_active=True, person__isnull=False).exclude(
        pk__in=posted
    )
    return rows.select_related("person", "organ", "area").order_by("organ__name", "person__pinyin", "pk")


def suggestions(members=None) -> list[tuple[Membership, list[Choice]]]:
    """For each deputy without a station: the nearest stations with reasons; a fixed number of queries.

    Loads are counted as the list goes on, so that one station does not get everybody.
    """
    members = list(unposted() if members is None else members)
    above = dict(Area.objects.values_list("pk", "parent_id"))
    held = Seat.objects.filter(member__in=[m.pk for m in members], until=None).values_list(
        "member_id", "district__area_id"
    )
    districts = {member: area for member, area in held if area}
    places = {p.key: p for p in _places(above)}
    found = []
    for member in members:
        home = Home(
            _upwards(member.area_id, above), _upwards(districts.get(member.pk), above), frozenset(member.person.expertise or ())
        )  # fmt: skip
        choices = nearest(home, places.values())
        if choices:
            best = choices[0].place
            places[best.key] = Place(best.key, best.name, best.areas, best.trades, best.rank, best.load + 1)
        found.append((member, choices))
    return found


def _places(above) -> list[Place]:
    posted = Count("postings", filter=Q(postings__state__in=["proposed", "confirmed"]))
    return [
        Place(s.pk, s.name, _upwards(s.area_id, above), trades_of(s), RANK.get(s.kind, 3), s.posted)
        for s in stations().annotate(posted=posted)
    ]


def trades_of(station) -> frozenset[str]:
    """The trades of an industry station; empty for all others."""
    return frozenset([station.trade] if station.kind == "industry" and station.trade else [])


def _upwards(area, above: dict) -> tuple[int, ...]:
    """Ids from this area to the top; a ring in the tree ends where it began."""
    path: list[int] = []
    while area is not None and area not in path:
        path.append(area)
        area = above.get(area)
    return tuple(path)
