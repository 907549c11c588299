"""What a day does by itself at the stations: missed and reminded turns, the calendar filled on, talks that lapse."""

from ..bookings import ending
from ..receptions import operations as receptions
from ..slots import operations as slots
from . import generating


def run(*, at) -> dict:
    """Once a day, in this order; a second run on the same day changes nothing more."""
    return {
        **receptions.daily(at=at), "planned": generating.daily(at=at), "bookings": ending.daily(at=at),
        "slots": slots.daily(at=at),
    }  # fmt: skip
