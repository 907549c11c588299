"""The state of the hall: read for everybody at once, told only where it changed."""

import json
import logging
import time
from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from huying.ballots.devices import tickets
from huying.ballots.devices.models import Device
from huying.ballots.hall import showing

log = logging.getLogger(__name__)
EVERY = 0.4  # seconds between two looks
SITTINGS_EVERY = 3.0  # seconds between two looks at who has still to come
SITTINGS = "huying.project.hall_hooks.sittings_on"
BACK = timedelta(seconds=10)  # devices that took over since then are told to the old ones


class Room:
    """What one congress is told now: each poll for devices and for screens, and who is on its roll."""

    def __init__(self) -> None:
        self.device: dict[int, bytes] = {}
        self.screen: dict[int, bytes] = {}
        self.voters: dict[int, frozenset[int]] = {}
        self.sittings: dict[int, tuple[bytes, frozenset[int]]] = {}
        self._cut: dict[Any, bytes] = {}

    def view(self, ticket: tickets.Ticket) -> bytes:
        """What this ticket is told; the same bytes for all who may see the same."""
        if ticket.kind != tickets.DEVICE:
            return self._joined(None, self.screen.values(), ())
        mine = tuple(pk for pk in self.device if ticket.member in self.voters[pk])
        come = tuple(pk for pk, (_text, missing) in self.sittings.items() if ticket.member in missing)
        return self._joined(
            (mine, come), [self.device[pk] for pk in mine], [self.sittings[pk][0] for pk in come]
        )

    def _joined(self, key, polls, sittings) -> bytes:
        if (found := self._cut.get(key)) is None:
            found = b'{"polls":[' + b",".join(polls) + b'],"sittings":[' + b",".join(sittings) + b"]}"
            self._cut[key] = found
        return found


class State:
    """`read()` runs in a thread with a connection of its own; what it returns replaces what stood."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.reads = 0
        self._known: dict[int, tuple[Any, bytes, bytes]] = {}
        self._rolls: dict[int, frozenset[int]] = {}
        self._sittings: dict[str, dict[int, tuple[bytes, frozenset[int]]]] = {}
        self._asked: tuple[float, list[str]] = (0.0, [])

    def room(self, code: str) -> Room:
        return self.rooms.get(code) or Room()

    def read(self, codes: list[str]) -> tuple[dict[str, Room], list[tuple[int, int]]] | None:
        """(rooms, devices that just took over); None where the database does not answer: what stood goes on standing."""
        connection.close_if_unusable_or_obsolete()
        try:
            at = timezone.now()
            rows = showing.now_on(codes, at=at)
            rooms = {code: Room() for code in codes}
            for row in rows:
                self._put(rooms[row["congress__code"]], row)
            gone = set(self._known) - {row["id"] for row in rows}
            for pk in gone:
                self._known.pop(pk), self._rolls.pop(pk, None)
            self._come(codes, at)
            for code in codes:
                rooms[code].sittings = self._sittings.get(code, {})
            taken = Device.everywhere.filter(prepared_at__gte=at - BACK, number__gt=1)
            self.reads += 1
            return rooms, list(taken.values_list("member_id", "number"))
        except Error:
            log.warning("the hall cannot read its state", exc_info=True)
            connection.close()
            return None

    def _come(self, codes: list[str], at) -> None:
        """Who has still to come to which sitting; not asked at every look."""
        now = time.monotonic()
        if codes == self._asked[1] and now - self._asked[0] < SITTINGS_EVERY:
            return
        self._asked = (now, codes)
        self._sittings = {
            code: {one.pk: (_json({"id": one.pk, "title": one.title}), one.missing) for one in some}
            for code, some in import_string(SITTINGS)(codes, at=at).items()
        }

    def _put(self, room: Room, row: dict[str, Any]) -> None:
        pk = row["id"]
        if pk not in self._rolls:
            self._rolls[pk] = showing.voters_of(pk)
        before = self._known.get(pk)
        if before is None or before[0] != row:
            texts = (_json(showing.shown(row, turnout=False)), _json(showing.shown(row, turnout=True)))
            before = self._known[pk] = (row, *texts)
        room.device[pk], room.screen[pk], room.voters[pk] = before[1], before[2], self._rolls[pk]

    def take(self, rooms: dict[str, Room]) -> list[tuple[str, bool]]:
        """The new state stands; (code, is it more than the running turnout) of what changed."""
        changed = []
        for code, room in rooms.items():
            old = self.rooms.get(code)
            if old is None or old.device != room.device or old.sittings != room.sittings:
                changed.append((code, True))
            elif old.screen != room.screen:
                changed.append((code, False))
            else:
                rooms[code] = old  # with what was cut from it
        self.rooms = rooms
        return changed


def _json(found: Any) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
