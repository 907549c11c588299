"""A hall in 青禾县: a standing committee of invented members, and a short way to a poll in any state."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from huying.ballots import operations as act
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.roster import Membership, Organ, Person
from tests.ground import ground
from tests.world import build

from .press import Press, printed


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """Keys of polls lie in a folder of the test's own."""
    settings.HOME = tmp_path


def members(count: int, organ=None) -> list[Membership]:
    people = Person.objects.bulk_create(
        Person(name=f"委员{n:03d}", pinyin=f"weiyuan{n:03d}") for n in range(1, count + 1)
    )
    return Membership.objects.bulk_create(
        Membership(congress=scope.current(), person=p, role="deputy", organ=organ) for p in people
    )


class Hall:
    """`poll(…)` makes a poll in the state asked for; time moves only when told to."""

    def __init__(self, count=7):
        self.world = build()
        self.congress, self.clerk, self.leader = self.world.congress, self.world.zhou, self.world.chen
        self.at = self.world.when("2026-11-21")
        with scope.congress(self.congress):
            self.organ = Organ.objects.create(kind="standing_committee", name="常务委员会", size=count)
            self.members = members(count)

    def second_clerk(self) -> Membership:
        return Membership.objects.create(person=Person.objects.create(name="计票员"), role="clerk")

    def later(self, **delta):
        self.at += timedelta(**(delta or {"minutes": 1}))
        return self.at

    def poll(self, kind="motion", secrecy="open", *, until="open", roll=None, opening=None, **sheet) -> Poll:
        given = {
            "title": "关于批准财政决算的决议",
            "kind": kind,
            "secrecy": secrecy,
            "organ": self.organ,
            **sheet,
        }
        poll = act.propose(by=self.clerk, at=self.at, **given)
        steps = [
            ("prepared", lambda: act.prepare(poll, by=self.clerk, at=self.at, roll=roll or self.members)),
            ("open", lambda: act.open(poll, by=self.leader, at=self.at, **(opening or {}))),
        ]
        for state, step in steps:
            if poll.state == until:
                break
            step()
            assert poll.state == state
        return poll

    def finish(self, poll):
        """Close and count."""
        if poll.state == "open":
            act.close(poll, by=self.leader, at=self.at)
        act.count(poll, by=self.clerk, at=self.at)
        return poll


empty_hall = ground(Hall)


@pytest.fixture
def hall(empty_hall):
    with scope.congress(empty_hall.congress):
        yield empty_hall


def outcome_of(poll) -> SimpleNamespace:
    """The result as words: outcome, {label: outcome}, {line: number}."""
    result = poll.result
    return SimpleNamespace(
        outcome=result["outcome"],
        objects={o["label"]: o["outcome"] for o in result["objects"]},
        lines={line["key"]: line["number"] for line in result["lines"]},
        next=result["next"],
    )


@pytest.fixture(scope="session")
def press():
    return Press()


@pytest.fixture(scope="session")
def raw(press):
    """A true file of ballots, signed."""
    return printed(press.whole)
