"""Questions about deputies that other floors may ask."""

from django.utils.translation import gettext_lazy as _

from huying.kernel.roster import Membership
from huying.kernel.trays import Tray

from .models import Seat


def in_office(day):
    """Seats that are held on this day, a suspended one included (R-GEN-03, setting suspended_in_base)."""
    rows = Seat.objects.filter(since__lte=day).exclude(until__lt=day)
    return rows.select_related("member__person", "district", "delegation", "term")


def active():
    """Memberships of deputies who may act now."""
    rows = Membership.objects.filter(role="deputy", is_active=True)
    return rows.select_related("person", "organ").order_by("person__pinyin", "pk")


def visible_to(member):
    """Seats are kept by the office; a deputy sees their own."""
    rows = Seat.objects.select_related("member__person", "district", "delegation", "term", "case").order_by(
        "-pk"
    )
    if member.role in ("admin", "clerk", "leader"):
        return rows
    return rows.filter(member=member) if member.role == "deputy" else rows.none()


def held(member):
    return visible_to(member).filter(state="held")


def suspended(member):
    return visible_to(member).filter(state="suspended")


def ended(member):
    return visible_to(member).filter(state="ended")


_OFFICE = ("admin", "clerk", "leader")
TRAYS = [
    Tray(
        name="held",
        label=_("在任"),
        roles=_OFFICE,
        rows=held,
        waits=False,
        empty=_("登记当选以后，在任代表会出现在这里。"),
    ),
    Tray(
        name="suspended",
        label=_("暂停职务"),
        roles=_OFFICE,
        rows=suspended,
        waits=False,
        empty=_("没有暂停职务的代表。"),
    ),
    Tray(
        name="ended", label=_("已终止"), roles=_OFFICE, rows=ended, waits=False, empty=_("没有终止的席位。")
    ),
]
