"""Questions about deputies that other floors may ask."""

from huying.kernel.roster import Membership

from .models import Seat


def in_office(day):
    """Seats that are held on this day, a suspended one included (R-GEN-03, setting suspended_in_base)."""
    rows = Seat.objects.filter(since__lte=day).exclude(until__lt=day)
    return rows.select_related("member__person", "district", "delegation", "term")


def active():
    """Memberships of deputies who may act now."""
    rows = Membership.objects.filter(role="deputy", is_active=True)
    return rows.select_related("person", "organ").order_by("person__pinyin", "pk")
