"""Questions about stations that other floors may ask."""

from django.db.models import Case, IntegerField, Q, When
from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Area
from huying.kernel.trays import Tray

from .models import Station

OFFICE = ("admin", "clerk", "leader")


def open_ones():
    """Stations in use, with area and parent, in the order in which people look for them."""
    return (
        Station.objects.filter(is_active=True).select_related("area", "parent").order_by("area__name", "name")
    )


def reachable(most: int = 5, station=None, area=None) -> list:
    """Stations with a telephone: what every refusal offers instead of a dead end.

    Where a station or an area (ids) is known: that one first, then those of the area, of its parts and of what it is part of.
    """
    rows = open_ones().filter(state="open").exclude(telephone="").exclude(kind="point")
    rows = rows.exclude(~Q(pk=station or 0), kind="outside")  # in another city: nobody here goes there
    if station or area:
        area = area or Station.objects.filter(pk=station).values("area")[:1]
        whole = Area.objects.filter(pk__in=area if hasattr(area, "query") else [area]).values("parent")[:1]
        near = Case(
            When(pk=station or 0, then=0), When(area=area, then=1), When(area__parent=area, then=2),
            When(area=whole, then=2), default=3, output_field=IntegerField(),
        )  # fmt: skip
        rows = rows.annotate(near=near).order_by("near", *rows.query.order_by)
    return list(rows[:most])


def kept_by(member):
    """The stations that a keeper keeps."""
    return open_ones().filter(keepers=member)


def visible_to(member):
    """The office sees all, those being planned and closed included; who works with the congress sees those in use."""
    rows = Station.objects.select_related("area", "parent", "base", "case").order_by("-pk")
    if in_office(member):
        return rows
    if member.role in ("keeper", "deputy", "handler"):
        return rows.filter(Q(is_active=True) | Q(pk__in=kept(member)))
    return rows.none()


def in_office(member) -> bool:
    """Is the member of the office, or standing in for somebody who is?"""
    return any(hat.role in OFFICE for hat in _hats(member))


def kept(member):
    """Ids of the places that the member keeps, or those keep whom the member stands in for."""
    return Station.objects.filter(keepers__in=_hats(member)).values("pk")


def _hats(member) -> list:
    return [member, *getattr(member, "standing_in_for", ())]


def mine(member):
    return visible_to(member).filter(pk__in=kept(member))


def live(member):
    return visible_to(member).filter(state__in=["open", "suspended"])


def unstaffed(member):
    """In use, and nobody keeps it."""
    return live(member).exclude(pk__in=Station.objects.filter(keepers__is_active=True).values("pk"))


def unplaced(member):
    """In use, and on no map."""
    return live(member).filter(lat=None)


def _in_state(state):
    return lambda member: visible_to(member).filter(state=state)


TRAYS = [
    Tray(name="mine", label=_("我联络的"), roles=("keeper", "deputy"), rows=mine, waits=False,
         empty=_("安排您联络的站点会出现在这里。")),
    Tray(name="live", label=_("使用中"), roles=(*OFFICE, "keeper", "deputy", "handler"), rows=live, waits=False,
         empty=_("登记以后，群众可以在公开页面上找到联络站。")),
    Tray(name="unstaffed", label=_("没有联络员"), roles=("admin", "clerk"), rows=unstaffed, waits=False,
         empty=_("每个站点都有联络员。")),
    Tray(name="unplaced", label=_("没有标注位置"), roles=("admin", "clerk"), rows=unplaced, waits=False,
         empty=_("每个站点都标注了位置。")),
    Tray(name="planned", label=_("筹建"), roles=OFFICE, rows=_in_state("planned"), waits=False,
         empty=_("没有正在筹建的站点。")),
    Tray(name="suspended", label=_("暂停开放"), roles=(*OFFICE, "keeper"), rows=_in_state("suspended"), waits=False,
         empty=_("没有暂停开放的站点。")),
    Tray(name="closed", label=_("已撤销"), roles=OFFICE, rows=_in_state("closed"), waits=False,
         empty=_("没有撤销的站点。")),
]  # fmt: skip
