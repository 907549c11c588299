"""The state of the hall: read for everybody at once, told only where it changed."""

import json
import logging
import time
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import Error, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from huying.ballots.devices import tickets
from huying.ballots.devices.models import Device
from huying.ballots.hall import showing

from .listeners import digest, event

log = logging.getLogger(__name__)
EVERY = 0.4  # seconds between two looks
VOTES_EVERY = (
    1.0  # seconds between two counts of the votes that came, and two looks for devices that took over
)
SITTINGS_EVERY = 3.0  # seconds between two looks at who has still to come
SITTINGS = "huying.project.hall_hooks.sittings_on"
BACK = timedelta(seconds=10)  # devices that took over since then are told to the old ones


class View(NamedTuple):
    """What is told, with its name; `event` as it goes out on every stream."""

    data: bytes
    number: str
    event: bytes


class Room:
    """What one congress is told now: each poll for devices and for screens, and who is on its roll."""

    def __init__(self) -> None:
        self.device: dict[int, bytes] = {}
        self.screen: dict[int, bytes] = {}
        self.voters: dict[int, frozenset[int]] = {}
        self.sittings: dict[int, tuple[bytes, frozenset[int]]] = {}
        self._cut: dict[Any, View] = {}

    def view(self, ticket: tickets.Ticket) -> View:
        """What this ticket is told; cut, named and spelled once for all who may see the same."""
        if ticket.kind != tickets.DEVICE:
            return self._joined(None, self.screen.values(), ())
        mine = tuple(pk for pk in self.device if ticket.member in self.voters[pk])
        come = tuple(pk for pk, (_text, missing) in self.sittings.items() if ticket.member in missing)
        return self._joined(
            (mine, come), [self.device[pk] for pk in mine], [self.sittings[pk][0] for pk in come]
        )

    def _joined(self, key, polls, sittings) -> View:
        if (found := self._cut.get(key)) is None:
            data = b'{"polls":[' + b",".join(polls) + b'],"sittings":[' + b",".join(sittings) + b"]}"
            number = digest(data)
            found = self._cut[key] = View(data, number, event("state", data, number))
        return found


class Known(NamedTuple):
    """A poll as it was told last: its row, its votes, its words for devices and for screens."""

    row: dict[str, Any]
    votes: dict[str, int]
    device: bytes
    screen: bytes


class State:
    """`read()` runs in a thread with a connection of its own; what it returns replaces what stood."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.reads = 0
        self._known: dict[int, Known] = {}
        self._rolls: dict[int, frozenset[int]] = {}
        self._sittings: dict[str, dict[int, tuple[bytes, frozenset[int]]]] = {}
        self._asked: tuple[float, list[str]] = (0.0, [])
        self._counted = 0.0

    def room(self, code: str) -> Room:
        return self.rooms.get(code) or Room()

    def read(self, codes: list[str]) -> tuple[dict[str, Room], list[tuple[int, int]]] | None:
        """(rooms, devices that just took over); None where the database does not answer: what stood goes on standing."""
        connection.close_if_unusable_or_obsolete()
        try:
            at, due = timezone.now(), time.monotonic() - self._counted >= VOTES_EVERY
            rows = showing.listed(codes, at=at, known={pk: known.row for pk, known in self._known.items()})
            rooms = {code: Room() for code in codes}
            self._learn(rows, due=due)
            for row in rows:
                self._put(rooms[row["congress__code"]], row["id"])
            self._come(codes, at)
            for code in codes:
                rooms[code].sittings = self._sittings.get(code, {})
            self.reads += 1
            if not due:
                return rooms, []
            self._counted = time.monotonic()
            taken = Device.everywhere.filter(prepared_at__gte=at - BACK, number__gt=1)
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

    def _learn(self, rows: list[dict[str, Any]], *, due: bool) -> None:
        """The words of what changed; votes are counted only where they may have, and no oftener than VOTES_EVERY."""
        before, self._known = self._known, {}
        changed = {row["id"] for row in rows if row["id"] not in before or before[row["id"]].row is not row}
        votes = showing.counts(r for r in rows if r["id"] in changed or (due and r["state"] == "open"))
        for row in rows:
            pk, old = row["id"], before.get(row["id"])
            mine = votes[pk] if pk in votes or old is None else old.votes
            if old is None or pk in changed:
                old = Known(row, {}, _json(showing.shown(row, turnout=False)), b"")
            if old.votes != mine:
                old = Known(row, mine, old.device, _json(showing.shown(row | mine, turnout=True)))
            self._known[pk] = old
        self._rolls = {pk: roll for pk, roll in self._rolls.items() if pk in self._known}

    def _put(self, room: Room, pk: int) -> None:
        if pk not in self._rolls:
            self._rolls[pk] = showing.voters_of(pk)
        known = self._known[pk]
        room.device[pk], room.screen[pk], room.voters[pk] = known.device, known.screen, self._rolls[pk]

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
