"""Who of the cast may take which step on which row now: what a probe of a door has to know to get past it; and which
engine it is asked on."""

from zlib import crc32

from django.db import connection

from huying.kernel.access import may
from huying.ui import doors

ENGINES = ["sqlite", "postgresql"]


def falls_here(name: str) -> bool:
    """Whether this name is dealt to the engine under test: what is drawn for a form is drawn on one of the two."""
    return ENGINES[crc32(name.encode()) % 2] == connection.vendor


class Eyes:
    """Who sees which row, asked once: the steps of a process lead away from the same few rows."""

    def __init__(self) -> None:
        self.known: dict[tuple, bool] = {}

    def see(self, room, row, member) -> bool:
        asked = (room.flow.subject, row.pk, member.pk)
        if asked not in self.known:
            self.known[asked] = room.queries.visible_to(member).filter(pk=row.pk).exists()
        return self.known[asked]

    def right(self, room, step, row, member) -> bool:
        return may(member, step, row) and (row is None or self.see(room, row, member))


def openings(world, eyes: Eyes):
    """(room, step, row, member): each step that somebody of the cast may take now, with one person who may."""
    for room in doors.ROOMS.values():
        newest: dict = {}
        for name in room.doors:
            step = room.flow[name]
            for row in [None] if step.is_birth else leading(room, step, newest):
                member = next((m for m in world.cast if eyes.right(room, step, row, m)), None)
                if member is not None:
                    yield room, step, row, member


def leading(room, step, newest: dict) -> list:
    """The newest row in each of two states from which the step leads away."""
    for state in set(step.source) - set(newest):
        newest[state] = room.model.objects.filter(state=state).order_by("-pk").first()
    return [row for state in step.source if (row := newest[state]) is not None][:2]


def seen(world, eyes: Eyes):
    """(room, row, member): the newest row of each process that anybody of the cast sees, with one who does."""
    for room in doors.ROOMS.values():
        tried = ((row, m) for row in room.model.objects.order_by("-pk")[:3] for m in world.cast)
        if found := next(((row, m) for row, m in tried if eyes.see(room, row, m)), None):
            yield room, *found
