"""Many devices at the same moment, on SQLite and PostgreSQL: nothing lost once acknowledged, nothing doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, connections

from huying.ballots import casting, keys
from huying.ballots import operations as act
from huying.ballots.blind import issuing, life
from huying.ballots.casting import Press, Returned, cast_open, cast_sealed, cast_verifiable
from huying.ballots.models import OpenVote, Poll, SealedSheet, Token, VerifiableBallot, Voter
from huying.kernel import scope
from huying.kernel.process import Refused

from .conftest import Hall
from .verifiable import Voter as Device

YES, NO = {"m": "yes"}, {"m": "no"}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(transactional_db):
    made = Hall(24)
    with scope.congress(made.congress):
        yield made


def at_once(hall, works):
    """Run all at the same moment, each on a connection of its own; their answers in order."""
    start = Barrier(len(works))

    def run(work):
        try:
            with scope.congress(hall.congress):
                start.wait(10)
                return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.parametrize("secrecy", ["open", "separated"])
def test_two_devices_of_each_voter_at_once_leave_one_vote_each(hall, secrecy):
    poll = hall.poll(secrecy=secrecy)
    cast = cast_open if secrecy == "open" else cast_sealed
    own = hall.members[:8]
    lists = [[Press(m.pk, marks) for m in order] for marks in (YES, NO, YES) for order in (own, own[::-1])]
    answers = at_once(hall, [lambda p=p: cast(poll.pk, p, at=hall.at) for p in lists])
    taken = [a.code for found in answers for a in found].count("taken")
    rows = OpenVote.objects.filter(poll=poll) if secrecy == "open" else SealedSheet.objects.filter(poll=poll)
    assert taken == rows.count() == Voter.objects.filter(poll=poll, has_voted=True).count() == 8
    hall.finish(poll)
    assert poll.result["returned"] == 8


@pytest.mark.parametrize("secrecy", ["open", "separated"])
def test_voting_while_it_closes_counts_exactly_what_was_acknowledged(hall, secrecy):
    poll = hall.poll(secrecy=secrecy)
    cast = cast_open if secrecy == "open" else cast_sealed

    def vote(member):
        return lambda: cast(poll.pk, [Press(member.pk, YES)], at=hall.at)[0].code

    def end():
        return act.close(Poll.objects.get(pk=poll.pk), by=hall.leader, at=hall.at).step

    works = [vote(m) for m in hall.members[:12]]
    works.insert(6, end)
    answers = at_once(hall, works)
    assert answers.pop(6) == "polls.close"
    assert set(answers) <= {"taken", "closed"}
    poll.refresh_from_db()
    act.count(poll, by=hall.clerk, at=hall.at)
    assert poll.result["returned"] == poll.turnout == answers.count("taken")
    assert not keys.kept()


def test_a_closing_waits_for_ballots_that_are_being_written(hall, monkeypatch):
    if connection.vendor != "postgresql":
        return  # one writer at a time: there is nothing to wait for in between
    poll, written, go_on = hall.poll(), Event(), Event()
    usual = casting.mark

    def slowly(voters):
        usual(voters)
        written.set()
        assert go_on.wait(10)

    monkeypatch.setattr(casting, "mark", slowly)

    def end():
        assert written.wait(10)
        go_on.set()
        return act.close(Poll.objects.get(pk=poll.pk), by=hall.leader, at=hall.at).facts["turnout"]

    me = hall.members[0].pk
    answers, turnout = at_once(hall, [lambda: cast_open(poll.pk, [Press(me, YES)], at=hall.at), end])
    assert (answers[0].code, turnout) == ("taken", 1)


def test_a_token_that_comes_back_many_times_is_one_ballot(hall):
    poll = hall.poll(secrecy="verifiable")

    def genuine(poll, ballot):
        return ballot.signature == b"signed"

    def send(marks):
        ballots = [Returned(bytes([n]) * 64, b"signed", marks) for n in range(5)]
        return lambda: cast_verifiable(poll.pk, ballots, at=hall.at, genuine=genuine)

    answers = [a.code for found in at_once(hall, [send(m) for m in (YES, YES, NO)]) for a in found]
    assert VerifiableBallot.objects.filter(poll=poll).count() == 5
    (stands,) = {
        b.marks["m"] for b in VerifiableBallot.objects.filter(poll=poll)
    }  # whoever was first, wholly
    others = sum(m != stands for m in ("yes", "yes", "no"))
    assert answers.count("already") == 5 * others
    assert answers.count("taken") + answers.count("same") == 5 * (3 - others)
    forged = Returned(b"x" * 64, b"made up", YES)
    assert cast_verifiable(poll.pk, [forged], at=hall.at, genuine=genuine)[0].code == "stranger"
    again = [Returned(b"\x07" * 64, b"signed", m) for m in (YES, YES, NO)]
    answers = cast_verifiable(poll.pk, again, at=hall.at, genuine=genuine)
    assert [a.code for a in answers] == ["taken", "same", "already"]


def test_two_devices_of_each_voter_at_once_get_one_token_each(hall):
    """Each device blinds a ballot of its own; the one that came second is told so, and gets nothing to vote with."""
    poll = hall.poll(secrecy="verifiable")
    own = hall.members[:4]
    devices = [[Device(poll, m, marks) for m in own] for marks in (YES, NO)]

    def ask(voters):
        return lambda: issuing.issue(poll.pk, [v.asked for v in voters], at=hall.at, sign=life.sign)

    answers = at_once(hall, [ask(devices[0]), ask(devices[1][::-1])])
    got = sorted(i.code for found in answers for i in found)
    assert got == ["already"] * 4 + ["taken"] * 4
    assert Token.objects.filter(poll=poll).count() == 4
    signed = [
        v.ballot(i.signature)
        for found, voters in zip(answers, (devices[0], devices[1][::-1]), strict=True)
        for i, v in zip(found, voters, strict=True)
        if i.signature
    ]
    answers = cast_verifiable(poll.pk, signed, at=hall.at, genuine=life.genuine)
    assert [a.code for a in answers] == ["taken"] * 4
    assert hall.finish(poll).result["returned"] == 4


def test_of_two_who_count_one_counts(hall):
    poll = hall.poll(secrecy="separated")
    cast_sealed(poll.pk, [Press(m.pk, YES) for m in hall.members[:5]], at=hall.at)
    act.close(poll, by=hall.leader, at=hall.at)

    def count():
        try:
            return act.count(Poll.objects.get(pk=poll.pk), by=hall.clerk, at=hall.at).facts["returned"]
        except Refused:
            return None

    assert sorted(at_once(hall, [count, count]), key=str) == [5, None]
    poll.refresh_from_db()
    assert poll.sheets.count() == 5
