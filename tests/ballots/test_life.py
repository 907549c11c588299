"""A poll from its proposal to its result, and everything that is refused on the way."""

from datetime import timedelta

import pytest

from huying.ballots import casting, keys, queries
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open, cast_sealed
from huying.ballots.models import OpenVote, Poll, SealedSheet, Sheet, Voter
from huying.kernel.case import Trace
from huying.kernel.process import Forbidden, Refused

from .conftest import outcome_of

YES, NO, ABSTAIN = {"m": "yes"}, {"m": "no"}, {"m": "abstain"}


def codes(answers):
    return [a.code for a in answers]


def test_an_open_vote_of_seven_from_proposal_to_result(hall):
    poll = hall.poll(opening={"present": 6})
    assert (poll.base, poll.present, poll.quorum) == (7, 6, 4)
    presses = [Press(m.pk, marks) for m, marks in zip(hall.members, [YES] * 4 + [NO, ABSTAIN], strict=False)]
    assert codes(cast_open(poll.pk, presses, at=hall.at)) == ["taken"] * 6
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at, publish=True, names=True)
    found = outcome_of(poll)
    assert found.outcome == "adopted"
    assert found.lines["needed"] == 4 and found.lines["returned"] == 6
    assert {str(v.voter.member): v.marks["m"] for v in queries.named_votes(poll)}["委员005"] == "no"
    assert Trace.objects.filter(step="polls.declare").get().facts["digest"] == poll.digest


def test_without_a_quorum_it_is_counted_but_adopts_nothing(hall):
    poll = hall.poll(opening={"members": [m.pk for m in hall.members[:3]]})
    assert poll.present == 3
    presses = [Press(m.pk, YES) for m in hall.members[:4]]
    assert codes(cast_open(poll.pk, presses, at=hall.at)) == ["taken"] * 3 + ["absent"]
    hall.finish(poll)
    assert poll.outcome == "no_quorum"
    assert poll.result["objects"][0]["outcome"] == ""


def test_the_base_is_everybody_in_office_not_the_roll(hall):
    poll = hall.poll(opening={"base": 13, "present": 7})
    cast_open(poll.pk, [Press(m.pk, YES) for m in hall.members], at=hall.at)
    assert outcome_of(hall.finish(poll)).lines["needed"] == 7
    with pytest.raises(Refused, match="少于名单"):
        hall.poll(opening={"base": 6})


def test_the_first_or_the_last_press_counts(hall):
    first, last = hall.poll(), hall.poll(counts="last")
    me = hall.members[0].pk
    for poll, second, stands in ((first, "already", YES), (last, "replaced", NO)):
        assert codes(cast_open(poll.pk, [Press(me, YES)], at=hall.at)) == ["taken"]
        earlier = hall.at - timedelta(hours=3)  # the clock was set back: the order of arrival decides
        assert codes(cast_open(poll.pk, [Press(me, NO)], at=earlier)) == [second]
        assert codes(cast_open(poll.pk, [Press(me, stands)], at=hall.at)) == ["same"]
        assert OpenVote.objects.get(poll=poll).marks == stands
    twice = [Press(hall.members[1].pk, YES), Press(hall.members[1].pk, NO)]
    assert codes(cast_open(last.pk, twice, at=hall.at)) == ["taken", "replaced"]
    with pytest.raises(Refused, match="以第一次为准"):
        hall.poll(secrecy="separated", counts="last")


def test_who_may_not_vote_is_told_why(hall):
    poll = hall.poll(opening={"minutes": 10})
    me = hall.members[0].pk
    assert codes(cast_open(poll.pk, [Press(hall.world.lin.pk, YES)], at=hall.at)) == ["stranger"]
    assert codes(cast_open(poll.pk, [Press(me, {"x": "yes"})], at=hall.at)) == ["bad"]
    assert codes(cast_sealed(poll.pk, [Press(me, YES)], at=hall.at)) == ["closed"]
    late = hall.at + timedelta(minutes=10)
    assert codes(cast_open(poll.pk, [Press(me, YES)], at=late)) == ["closed"]
    assert act.close_due(at=late) == 1
    poll.refresh_from_db()
    assert poll.state == "closed"
    # closed stays closed, also for a clock that was set back
    assert codes(cast_open(poll.pk, [Press(me, YES)], at=hall.at)) == ["closed"]
    assert not OpenVote.objects.exists()


def test_the_roll_is_frozen_once_it_is_open(hall):
    poll = hall.poll()
    with pytest.raises(Refused, match="表决中"):
        act.prepare(poll, by=hall.clerk, at=hall.at, roll=hall.members[:2])
    with pytest.raises(Refused, match="表决中"):
        act.amend(poll, by=hall.clerk, at=hall.at, title="另一件")
    assert Voter.objects.filter(poll=poll).count() == 7


def test_a_roll_changed_past_the_program_opens_and_counts_nothing(hall):
    prepared, running = hall.poll(until="prepared"), hall.poll()
    cast_open(running.pk, [Press(m.pk, YES) for m in hall.members], at=hall.at)
    act.close(running, by=hall.leader, at=hall.at)
    for poll, step, by in ((prepared, act.open, hall.leader), (running, act.count, hall.clerk)):
        first = Voter.objects.filter(poll=poll).first()
        stranger = Voter.objects.create(poll=poll, member=hall.world.lin, number="8")
        with pytest.raises(Refused, match="名单和备好时固定的不一致"):
            step(poll, by=by, at=hall.at)
        stranger.delete()
        Voter.objects.filter(pk=first.pk).update(member=hall.world.lin)
        with pytest.raises(Refused, match="名单和备好时固定的不一致"):
            step(poll, by=by, at=hall.at)
        Voter.objects.filter(pk=first.pk).update(member=first.member_id)
        step(poll, by=by, at=hall.at)


@pytest.mark.parametrize("step", ["close", "count", "declare"])
def test_a_step_that_crashes_half_way_is_undone_and_can_be_taken_again(hall, step, monkeypatch):
    poll = hall.poll(secrecy="separated")
    cast_sealed(poll.pk, [Press(m.pk, YES) for m in hall.members[:6]], at=hall.at)
    for before in ("close", "count", "declare")[: ("close", "count", "declare").index(step)]:
        getattr(act, before)(poll, by=hall.clerk, at=hall.at)
    was = Poll.objects.values().get(pk=poll.pk)

    def power_cut(*_args, **_more):
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(
            "huying.kernel.process._record", power_cut
        )  # the step has done its work, its trace is not written
        with pytest.raises(RuntimeError):
            getattr(act, step)(Poll.objects.get(pk=poll.pk), by=hall.clerk, at=hall.at)
    assert Poll.objects.values().get(pk=poll.pk) == was
    if step == "close":
        assert codes(cast_sealed(poll.pk, [Press(hall.members[6].pk, YES)], at=hall.at)) == ["taken"]
    getattr(act, step)(Poll.objects.get(pk=poll.pk), by=hall.clerk, at=hall.at)
    poll.refresh_from_db()
    assert poll.state == {"close": "closed", "count": "counted", "declare": "declared"}[step]


def test_a_roll_names_a_person_once_and_a_change_asks_for_it_anew(hall):
    poll = hall.poll(until="proposed")
    with pytest.raises(Refused, match="两次"):
        act.prepare(poll, by=hall.clerk, at=hall.at, roll=[*hall.members, hall.members[0]])
    with pytest.raises(Refused, match="用了两次"):
        act.prepare(poll, by=hall.clerk, at=hall.at, roll=[(m, "1") for m in hall.members])
    act.prepare(poll, by=hall.clerk, at=hall.at, roll=hall.members)
    assert len(poll.roll_digest) == 64
    act.amend(poll, by=hall.clerk, at=hall.at, question="附决议草案。")
    assert (poll.state, poll.spec["objects"][0]["label"]) == ("proposed", "关于批准财政决算的决议")
    with pytest.raises(Refused):
        act.open(poll, by=hall.leader, at=hall.at)


def test_the_law_asks_for_secrecy_and_for_a_fitting_rule(hall):
    with pytest.raises(Refused, match="无记名"):
        hall.poll("appointment", "open", objects=["甲"], way="committee_appointment")
    with pytest.raises(Refused, match="不适用"):
        hall.poll("motion", way="congress_elects_chief")
    with pytest.raises(Refused, match="1/5"):
        hall.poll("choosing", objects=["甲", "乙"], pick=2, surplus=(1, 5))
    with pytest.raises(Forbidden):
        act.propose(by=hall.members[0], at=hall.at, title="我来", kind="motion", secrecy="open")


def test_a_tie_leads_to_a_new_vote_among_the_tied(hall):
    poll = hall.poll("election", "separated", objects=["甲", "乙", "丙"], seats=2, way="congress_elects_vice")
    assert poll.quorum == 5
    pairs = [("c1", "c2"), ("c1", "c3"), ("c2", "c3")]
    marks = [{a: "yes", b: "yes"} for a, b in pairs * 2] + [{}]
    cast_sealed(poll.pk, [Press(m.pk, x) for m, x in zip(hall.members, marks, strict=True)], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    assert set(outcome_of(poll).objects.values()) == {"tied"}
    act.again(poll, by=hall.clerk, at=hall.at)
    second = Poll.objects.get(again_of=poll)
    assert (second.way["rule"], second.spec["seats"]) == ("R-ELE-26", 2)
    act.prepare(second, by=hall.clerk, at=hall.at, roll=hall.members)
    act.open(second, by=hall.leader, at=hall.at)
    marks = (
        [{"c1": "yes"}] * 3 + [{"c2": "yes"}] * 2 + [{"c3": "yes"}] * 1
    )  # the most votes win, no majority asked
    cast_sealed(second.pk, [Press(m.pk, x) for m, x in zip(hall.members, marks, strict=False)], at=hall.at)
    assert outcome_of(hall.finish(second)).objects == {"甲": "elected", "乙": "elected", "丙": "not_elected"}


def test_a_full_house_asks_for_no_further_round(hall):
    poll = hall.poll("election", "separated", objects=["甲", "乙"], seats=1, way="congress_elects_vice")
    cast_sealed(poll.pk, [Press(m.pk, {"c1": "yes"}) for m in hall.members], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    with pytest.raises(Refused, match="不需要再次投票"):
        act.again(poll, by=hall.clerk, at=hall.at)


def test_open_seats_lead_to_another_election_with_the_candidates_of_the_law(hall):
    poll = hall.poll("election", "separated", objects=["甲", "乙", "丙"], seats=2, way="congress_elects_vice")
    marks = [{"c1": "yes", "c2": "yes"}] * 3 + [{"c1": "yes", "c3": "yes"}] * 2 + [{"c1": "yes"}] * 2
    cast_sealed(poll.pk, [Press(m.pk, x) for m, x in zip(hall.members, marks, strict=True)], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    act.again(poll, by=hall.clerk, at=hall.at)
    second = Poll.objects.get(again_of=poll)
    assert (second.state, second.spec["seats"], second.case_id) == ("proposed", 1, poll.case_id)
    assert [o["label"] for o in second.spec["objects"]] == ["乙", "丙"]
    assert "另行选举" in second.title
    with pytest.raises(Refused, match="已经拟定"):
        act.again(poll, by=hall.clerk, at=hall.at)


def test_an_election_with_no_candidates_left_asks_for_new_ones(hall):
    with pytest.raises(Refused, match="表决对象应有 1 到"):
        hall.poll("election", "separated", way="congress_elects_vice")  # its title is no candidate
    poll = hall.poll("election", "separated", objects=["甲"], seats=1, way="congress_elects_chief")
    cast_sealed(poll.pk, [Press(m.pk, {"c1": "no"}) for m in hall.members], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    with pytest.raises(Refused, match="没有候选人可以列入下一轮"):
        act.again(poll, by=hall.clerk, at=hall.at)
    act.again(poll, by=hall.clerk, at=hall.at, objects=["乙"])
    assert [o["label"] for o in Poll.objects.get(again_of=poll).spec["objects"]] == ["乙"]


def test_a_poll_opened_by_mistake_is_annulled_and_leaves_nothing_secret(
    hall, django_capture_on_commit_callbacks
):
    poll = hall.poll(secrecy="separated")
    cast_sealed(poll.pk, [Press(hall.members[0].pk, YES)], at=hall.at)
    with django_capture_on_commit_callbacks(execute=True):
        act.annul(poll, by=hall.leader, at=hall.at, reason="开错了议题")
    assert poll.state == "annulled" and not SealedSheet.objects.exists() and not keys.kept()
    act.again(poll, by=hall.clerk, at=hall.at)
    assert Poll.objects.get(again_of=poll).way == poll.way


def test_satisfaction_of_three_units(hall):
    units = ["住房和城乡建设局", "交通运输局", "卫生健康局"]
    poll = hall.poll("satisfaction", "separated", objects=units, way="satisfaction_half")
    sheet = {"u1": "satisfied", "u2": "basically", "u3": "dissatisfied"}
    cast_sealed(poll.pk, [Press(m.pk, sheet) for m in hall.members], at=hall.at)
    hall.finish(poll)
    assert [(o["label"], o["rate"]) for o in poll.result["objects"]] == list(
        zip(units, ("100.00", "100.00", "0.00"), strict=True)
    )
    assert Sheet.objects.filter(poll=poll).count() == 7


def test_taking_ballots_takes_the_same_statements_for_one_and_for_many(hall, django_assert_num_queries):
    named, secret = hall.poll(counts="last"), hall.poll(secrecy="separated")
    from django.db import connection

    extra = 1 if connection.vendor == "postgresql" else 0
    for presses in ([Press(m.pk, NO) for m in hall.members[:1]], [Press(m.pk, YES) for m in hall.members]):
        with django_assert_num_queries(7 + extra):  # two of them open and end the transaction's savepoint
            assert all(a.stands for a in cast_open(named.pk, presses, at=hall.at))
    for own in (hall.members[:1], hall.members[1:]):
        with django_assert_num_queries(6 + extra):
            answers = cast_sealed(secret.pk, [Press(m.pk, YES) for m in own], at=hall.at)
        assert codes(answers) == ["taken"] * len(own)
    assert casting.congress_of(named.pk) == hall.congress


def test_a_deputy_whose_duties_are_suspended_stands_on_no_roll(hall):
    from huying.deputies import operations as seats
    from huying.deputies.models import Seat

    lin = hall.world.lin
    seats.suspend(
        Seat.objects.get(member=lin),
        by=hall.clerk,
        at=hall.at,
        since=hall.at.date(),
        ground="detained",
        basis="检察院通知",
    )
    poll = hall.poll(until="proposed")
    with pytest.raises(Refused, match="暂停执行"):
        act.prepare(poll, by=hall.clerk, at=hall.at, roll=[*hall.members, lin])


def test_the_worker_closes_what_is_due_and_destroys_what_is_left(hall):
    from huying.ballots import sweeping
    from huying.project import checkup

    poll = hall.poll(secrecy="separated", opening={"minutes": 1})
    assert not sweeping.wanted(hall.at) and sweeping.wanted(hall.later(minutes=2))
    assert act.close_due(at=hall.at) == 1
    poll.refresh_from_db()
    act.count(
        poll, by=hall.clerk, at=hall.at
    )  # the commit's own clearing does not run inside a test's transaction
    (line,) = checkup._ballot_keys()
    assert not line.ok and "1 把" in line.found
    assert sweeping.wanted(hall.at) and sweeping.sweep()
    assert next(checkup._ballot_keys()).ok
