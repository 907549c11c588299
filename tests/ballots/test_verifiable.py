"""A verifiable poll from its key to its file; who tries twice, with another's token, too late."""

import json

import pytest
from django.db import connection

from huying.ballots import casting, forms, keys, kinds, sweeping
from huying.ballots import operations as act
from huying.ballots.blind import checking, issuing, life, paper, publishing, scheme, signing, wire
from huying.ballots.models import Poll, Token, VerifiableBallot
from huying.ballots.models import Voter as Line
from huying.kernel import files
from huying.kernel.case import Trace
from huying.kernel.process import Refused

from .conftest import outcome_of
from .verifiable import Voter, vote

YES, NO = {"m": "yes"}, {"m": "no"}


@pytest.fixture
def poll(hall):
    return hall.poll(secrecy="verifiable")


def issue(poll, asked, hall):
    return issuing.issue(poll.pk, asked, at=hall.at, sign=life.sign)


def cast(poll, ballots, hall):
    return [a.code for a in casting.cast_verifiable(poll.pk, ballots, at=hall.at, genuine=life.genuine)]


def test_the_key_is_published_before_the_voting_and_gone_after_it(
    hall, poll, django_capture_on_commit_callbacks
):
    assert life.KIND in [kept.kind for kept in keys.kept()]
    opened = Trace.objects.get(step="polls.open")
    assert opened.facts["key"] == poll.fingerprint == life.fingerprint(poll.public_key)
    voter = Voter(poll, hall.members[0], YES)
    with django_capture_on_commit_callbacks(execute=True):
        act.close(poll, by=hall.leader, at=hall.at)
    assert keys.kept() == []
    with pytest.raises(keys.NoKey):
        keys.load(poll, life.KIND)
    assert issue(poll, [voter.asked], hall) == [issuing.Issued(casting.CLOSED)]


def test_a_closing_that_crashed_before_the_key_was_gone_is_finished_by_the_sweep(hall, poll):
    assert sweeping.overdue() == []
    act.close(poll, by=hall.leader, at=hall.at)  # inside the test's transaction nothing runs on commit
    assert sweeping.sweep() == [poll.uid.hex] and keys.kept() == []


def test_an_opening_that_was_rolled_back_leaves_no_key_in_the_way(hall):
    poll = hall.poll(secrecy="verifiable", until="prepared")
    keys.keep(poll, signing.generate(), life.KIND)
    act.open(poll, by=hall.leader, at=hall.at)
    with signing.Signer(keys.load(poll, life.KIND)) as signer:
        assert signer.public.text == poll.public_key


def test_one_token_a_voter_and_the_same_answer_to_the_same_question(hall, poll):
    first, second = (Voter(poll, hall.members[0], m) for m in (YES, NO))
    stranger = issuing.Asked(hall.clerk.pk, first.blinded)
    unfit = issuing.Asked(hall.members[1].pk, b"\xff" * 256)
    codes = [i.code for i in issue(poll, [first.asked, second.asked, stranger, unfit], hall)]
    assert codes == [casting.TAKEN, casting.ALREADY, casting.STRANGER, issuing.UNFIT]
    again, other = issue(poll, [first.asked, second.asked], hall)
    assert again.code == casting.SAME and other == issuing.Issued(casting.ALREADY)
    assert first.ballot(again.signature).token == first.token
    assert Token.objects.count() == 1
    assert Line.objects.get(member=hall.members[0]).channel == "electronic"  # no paper for them any more
    assert not Line.objects.get(member=hall.members[1]).has_voted


def test_a_ballot_stands_once_and_only_as_it_was_signed(hall, poll):
    voter = Voter(poll, hall.members[0], YES)
    (issued,) = issue(poll, [voter.asked], hall)
    ballot = voter.ballot(issued.signature)
    turned = ballot._replace(marks=NO)
    forged = ballot._replace(token=scheme.prepare(b""))
    bad_sheet = Voter(poll, hall.members[1], {"m": "perhaps"})
    (other,) = issue(poll, [bad_sheet.asked], hall)
    assert cast(poll, [turned, forged, ballot, ballot], hall) == [
        casting.STRANGER, casting.STRANGER, casting.TAKEN, casting.SAME,
    ]  # fmt: skip
    assert cast(poll, [ballot, turned, bad_sheet.ballot(other.signature)], hall) == [
        casting.SAME, casting.STRANGER, casting.BAD,
    ]  # fmt: skip
    (row,) = VerifiableBallot.objects.values_list("marks", flat=True)
    assert row == YES


def test_a_token_of_another_poll_is_a_strangers(hall, poll):
    other = hall.poll(secrecy="verifiable")
    voter = Voter(poll, hall.members[0], YES)
    (issued,) = issue(poll, [voter.asked], hall)
    assert cast(other, [voter.ballot(issued.signature)], hall) == [casting.STRANGER]


WILD = [None, [], "yes", {"m": ["yes"]}, {"m": "\ud800"}, {1: "yes"}, {"m": "yes", "x": "y" * 70_000}]


def test_whatever_comes_as_a_ballot_is_answered(hall, poll):
    for marks in WILD:
        wild = casting.Returned(bytes(32), bytes(256), marks)
        assert cast(poll, [wild, wild._replace(token=b"", signature=b"")], hall) == [casting.STRANGER] * 2


def test_one_wild_ballot_leaves_the_others_of_its_list_alone(hall, monkeypatch):
    poll = hall.poll(
        "choosing", "verifiable", objects=["甲", "乙"], pick=1, way="choosing_ranked", ranked=True
    )
    voter = Voter(poll, hall.members[0], {"o1": 1})
    (issued,) = issue(poll, [voter.asked], hall)
    wild = casting.Returned(bytes(32), bytes(256), {"o1": "9" * 5000})
    assert cast(poll, [wild, voter.ballot(issued.signature)], hall) == [casting.STRANGER, casting.TAKEN]

    def broken(*_):
        raise ValueError("anything at all")

    monkeypatch.setattr(kinds, "validate", broken)
    assert not life.genuine(casting.running(poll.pk), wild)


def test_write_ins_are_signed_in_the_spelling_that_is_stored(hall):
    poll = hall.poll(
        "election", "verifiable", objects=["甲", "乙"], seats=2, write_ins=True, way="congress_elects_chief"
    )
    marks = kinds.validate(poll.spec, {"c1": "no", "c2": "no", "w1": "  陈 𠮷 ", "w2": "李雷"})
    (voter,) = vote(poll, {hall.members[0]: marks}, at=hall.at)
    assert VerifiableBallot.objects.get().marks == marks
    unspelt = Voter(poll, hall.members[1], {"c1": "no", "w1": "  陈 𠮷 "})
    (issued,) = issue(poll, [unspelt.asked], hall)
    assert cast(poll, [unspelt.ballot(issued.signature)], hall) == [casting.STRANGER]
    assert len(voter.receipt) == 16


def test_the_receipt_is_of_what_will_be_published_in_whatever_spelling_it_came(hall, poll):
    """Else a voter would hold a receipt that no list has, and call a true list tampered with."""
    (voter,) = vote(poll, {hall.members[0]: YES}, at=hall.at)
    (issued,) = issuing.issue(poll.pk, [voter.asked], at=hall.at, sign=life.sign)
    again = voter.ballot(issued.signature)._replace(marks={**YES, "x": ""})
    for _state in ("open", "closed"):
        (answer,) = casting.cast_verifiable(poll.pk, [again], at=hall.at, genuine=life.genuine)
        assert wire.tell_cast(answer, again) == (200, {"code": "taken", "receipt": voter.receipt})
        if poll.state == "open":
            act.close(poll, by=hall.leader, at=hall.at)


def test_from_the_first_vote_to_a_file_that_convinces(hall, poll):
    choices = {m: YES if n < 5 else NO for n, m in enumerate(hall.members)}
    voters = vote(poll, choices, at=hall.at)
    hall.finish(poll)
    assert publishing.digest_of(poll) == "" and publishing.raw_of(poll) is None
    act.declare(poll, by=hall.leader, at=hall.at, publish=True)
    raw = publishing.raw_of(poll)
    report = checking.check(raw, digest=publishing.digest_of(poll))
    assert report.ok, report.problems
    assert (report.ballots, report.tokens, report.eligible) == (7, 7, 7)
    assert report.result == poll.result and report.result["outcome"] == "adopted"
    assert report.key == poll.fingerprint
    declared = Trace.objects.get(step="polls.declare")
    assert declared.facts["file"] == report.digest
    assert declared.facts["files"] == [[files.of(poll).get().pk, report.digest]]
    listed = json.loads(raw)["ballots"]
    assert {b["receipt"] for b in listed} == {v.receipt for v in voters}
    assert [b["token"] for b in listed] == sorted(b["token"] for b in listed)
    tampered = paper.receipt(voters[0].token, kinds.canonical(NO))
    assert tampered not in {b["receipt"] for b in listed}


def as_they_lie(model, column):
    """A column in the order in which the database keeps the rows."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608
        return [bytes(x) if isinstance(x, bytes | memoryview) else x for (x,) in cursor.fetchall()]


def test_no_order_of_rows_says_in_which_order_ballots_came(hall, poll):
    voters = [Voter(poll, m, YES) for m in hall.members]
    voters.sort(key=lambda v: v.token, reverse=True)
    came = []
    for voter in voters:  # one by one, the largest token first
        (issued,) = issue(poll, [voter.asked], hall)
        came.append(voter.ballot(issued.signature))
    assert cast(poll, came[:4], hall) == [casting.TAKEN] * 4
    assert as_they_lie(VerifiableBallot, "token") == sorted(b.token for b in came[:4])
    cast(poll, came[4:], hall)
    before = {t.voter_id: (bytes(t.blinded), bytes(t.signature)) for t in Token.objects.all()}
    hall.finish(poll)
    assert as_they_lie(VerifiableBallot, "token") == sorted(b.token for b in came)
    assert as_they_lie(Token, "voter_id") == sorted(before)
    assert {t.voter_id: (bytes(t.blinded), bytes(t.signature)) for t in Token.objects.all()} == before
    act.declare(poll, by=hall.leader, at=hall.at)
    assert checking.check(publishing.raw_of(poll)).ok


def test_a_table_of_rules_that_changed_meanwhile_does_not_stop_the_result(hall, poll):
    Poll.objects.filter(pk=poll.pk).update(way=poll.way | {"label": "上一版的说法"})
    vote(poll, dict.fromkeys(hall.members[:5], YES), at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    assert [p["kind"] for p in checking.check(publishing.raw_of(poll)).problems] == ["way"]


def test_who_was_counted_in_and_fetched_no_token_does_not_stop_the_result(hall):
    poll = hall.poll(secrecy="verifiable", opening={"present": 7})
    vote(poll, dict.fromkeys(hall.members[:5], YES), at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    report = checking.check(publishing.raw_of(poll))
    assert report.ok and report.result == poll.result
    lines = outcome_of(poll).lines
    assert (lines["issued"], lines["present"], lines["unpressed"]) == (5, 7, 2)


def test_a_token_that_was_never_used_shows_as_one_and_spoils_nothing(hall, poll):
    vote(poll, dict.fromkeys(hall.members[:5], YES), at=hall.at)
    issue(poll, [Voter(poll, hall.members[5], NO).asked], hall)
    act.close(poll, by=hall.leader, at=hall.at, confirmed=True)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    report = checking.check(publishing.raw_of(poll))
    assert report.ok, report.problems
    assert (report.ballots, report.tokens, report.eligible) == (5, 6, 7)


def test_ballots_on_their_way_keep_a_poll_open_unless_it_is_said_not_to_wait(hall, poll):
    vote(poll, {hall.members[0]: YES}, at=hall.at)
    late = Voter(poll, hall.members[1], NO)
    (issued,) = issue(poll, [late.asked], hall)
    with pytest.raises(Refused, match="凭证 2 份，收到选票 1 张"):
        act.close(poll, by=hall.leader, at=hall.at)
    poll.refresh_from_db()
    assert poll.state == "open"
    assert "confirmed" in forms.Close(row=poll).fields
    cast(poll, [late.ballot(issued.signature)], hall)
    assert "confirmed" not in forms.Close(row=poll).fields
    issue(poll, [Voter(poll, hall.members[2], NO).asked], hall)
    act.close(poll, by=hall.leader, at=hall.at, confirmed=True)
    assert poll.state == "closed"


def test_a_set_time_waits_for_nobody(hall):
    poll = hall.poll(secrecy="verifiable", opening={"minutes": 5})
    issue(poll, [Voter(poll, hall.members[0], YES).asked], hall)
    assert act.close_due(at=hall.later(minutes=6)) == 1


def test_a_ballot_that_arrived_is_told_so_after_the_closing_too(hall, poll):
    first, late = (Voter(poll, m, YES) for m in hall.members[:2])
    issued = issue(poll, [first.asked, late.asked], hall)
    taken, lost = (v.ballot(i.signature) for v, i in zip((first, late), issued, strict=True))
    cast(poll, [taken], hall)
    act.close(poll, by=hall.leader, at=hall.at, confirmed=True)
    assert cast(poll, [taken, lost, taken._replace(marks=NO)], hall) == [
        casting.SAME, casting.CLOSED, casting.CLOSED,
    ]  # fmt: skip
    assert VerifiableBallot.objects.count() == 1
