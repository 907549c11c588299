"""Somebody without an account who wants to be received."""

from datetime import date

from huying.kernel import process
from huying.stations.bookings import operations

DAY = date(2026, 11, 23)
TEXT = "孩子上学要绕路，想请代表看看桥什么时候修。"


def book(slot, now, **more):
    return operations.book(
        by=process.public(),
        at=now,
        slot=slot,
        text=TEXT,
        **{"author": "陈大山", "phone": "13800001234", **more},
    )
