"""Coming to a sitting through the hall: with the code at the door, one step for many, told to the devices that are missing."""

import threading

from huying.kernel.case import Trace
from huying.kernel.process import Unavailable
from huying.project import hall_hooks
from huying.sittings import signing
from huying.sittings.models import Presence
from tests.sittings import walking

from .conftest import until


def test_members_come_with_the_code_at_the_door(served, hall):
    world = hall.world
    hall.organ.delete()
    sitting = walking.notified(world, walking.committee(world, 5))
    hall.at = world.when(walking.DAY, "08:40")
    members = walking.members(sitting)
    of = {m.pk: m for m in type(hall.clerk).objects.filter(pk__in=members)}
    tickets = {pk: served.ticket(of[pk]) for pk in members}
    first = members[0]
    device, stranger = served.listen(tickets[first]), served.listen(served.ticket(hall.clerk))
    assert stranger.next("state")[0]["sittings"] == []
    assert until(lambda: device.next("state")[0]["sittings"]) == [{"id": sitting.pk, "title": sitting.title}]

    path, code = f"{served.code}/present/{sitting.pk}", signing.code_at(sitting, hall.at)
    status, said = served.ask("POST", path, {"code": "1234"}, tickets[first])
    assert (status, said["code"]) == (409, "code")
    assert "新码" in said["say"]
    assert served.ask("POST", path, {"code": code}, served.ticket(hall.clerk))[1]["code"] == "not_called"
    told = []
    threads = [
        threading.Thread(target=lambda t=t: told.append(served.ask("POST", path, {"code": code}, t)))
        for t in tickets.values()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [(200, {"code": "taken"})] * 5
    assert served.ask("POST", path, {"code": code}, tickets[first]) == (200, {"code": "taken"}), (
        "twice is once"
    )
    assert Presence.objects.filter(sitting=sitting, until=None, way="device").count() == 5
    assert 1 <= Trace.objects.filter(step="sittings.take_attendance").count() <= 6
    assert until(lambda: device.next("state")[0]["sittings"] == [])
    nowhere = served.ask("POST", f"{served.code}/present/999999", {"code": code}, tickets[first])[1]
    assert nowhere["code"] == "not_called"


def test_a_busy_database_is_no_answer_about_who_is_called(served, hall, monkeypatch):
    world = hall.world
    hall.organ.delete()
    sitting = walking.notified(world, walking.committee(world, 2))
    hall.at = world.when(walking.DAY, "08:40")
    member = type(hall.clerk).objects.get(pk=walking.members(sitting)[0])

    def busy(*_args, **_kwargs):
        raise Unavailable("busy")

    take = hall_hooks.presences.take
    monkeypatch.setattr(hall_hooks.presences, "take", busy)
    asked = ("POST", f"{served.code}/present/{sitting.pk}", {"code": signing.code_at(sitting, hall.at)})
    ticket = served.ticket(member)
    status, said = served.ask(*asked, ticket)
    assert (status, said["code"]) == (503, "unwritten")
    monkeypatch.setattr(hall_hooks.presences, "take", take)
    assert served.ask(*asked, ticket) == (200, {"code": "taken"})
