"""Until when a citizen's place has to be confirmed before it falls free (R-OWN-62; hours by the congress's own choice)."""

from datetime import datetime, timedelta

from django.utils import timezone

from huying.kernel.clocks import rules

from ..models import Booking


def hours() -> int:
    """Hours that a place is kept unconfirmed; 0: nobody has to confirm."""
    profile = rules()[0]
    return profile.value("stations.booking_confirm_hours") if profile.value("stations.booking_confirm") else 0


def until(event, at: datetime) -> datetime | None:
    """The moment at which an unconfirmed place of `event` falls free; None where it need not be confirmed.

    Never after the event begins. Who books within the last hour before it has as good as come: nothing to confirm."""
    if not (kept := hours()):
        return None
    begins = timezone.make_aware(datetime.combine(event.day, event.starts_at))
    last = min(at + timedelta(hours=kept), begins - timedelta(hours=1))
    return last if last > at else None


def overdue(rows, at: datetime):
    """Of these bookings those whose hours are over, the oldest first."""
    return rows.filter(state="booked", confirmed_at=None, confirm_by__lt=at).order_by("pk")


def any_overdue(at: datetime) -> bool:
    """In any congress: is there work for the timetable?"""
    return overdue(Booking.everywhere, at).exists()
