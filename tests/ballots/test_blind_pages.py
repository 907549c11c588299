"""/sign and /cast through the web process, and the pages around a verifiable poll."""

import base64
import hashlib
import json

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huying.ballots import keys
from huying.ballots import operations as act
from huying.ballots.blind import checking, life, publishing
from huying.ballots.blind import pages as pages_of
from huying.ballots.models import Token, VerifiableBallot
from huying.kernel.case import Trace

from .verifiable import Voter, vote

YES = {"m": "yes"}


@pytest.fixture
def poll(hall):
    hall.at = timezone.now()
    return hall.poll(secrecy="verifiable", roll=[hall.world.lin, hall.world.gao, *hall.members])


def b64(raw) -> str:
    return base64.b64encode(bytes(raw)).decode()


def signed_in(member) -> Client:
    client = Client(enforce_csrf_checks=False)
    account = get_user_model().objects.get(person=member.person)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def where(poll, name) -> str:
    return f"/c/qinghe/ballots/{poll.pk}/{name}/"


def post(client, poll, name, body):
    return client.post(where(poll, name), json.dumps(body), content_type="application/json")


def test_a_voter_signs_with_a_session_and_casts_without(hall, poll):
    lin, nobody = signed_in(hall.world.lin), Client()
    assert lin.get(where(poll, "sheet")).status_code == 200
    seats = {"objects": ["甲", "乙", "丙"], "seats": 2, "way": "congress_elects_chief"}
    election = hall.poll("election", "verifiable", roll=[hall.world.lin], **seats)
    assert "应选 2 人" in lin.get(where(election, "sheet")).content.decode()
    voter = Voter(poll, hall.world.lin, YES)
    blinded = {"blinded": b64(voter.blinded)}
    assert post(nobody, poll, "sign", blinded).status_code == 404
    first, again = (post(lin, poll, "sign", blinded) for _ in range(2))
    assert first.status_code == 200 and first.json() == again.json()
    ballot = voter.ballot(base64.b64decode(first.json()["signature"]))
    sent = {"token": ballot.token.hex(), "signature": b64(ballot.signature), "marks": YES}
    answers = [post(nobody, poll, "cast", sent) for _ in range(2)]
    assert [a.status_code for a in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"code": "taken", "receipt": voter.receipt}
    for answer in answers:
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer"
    assert VerifiableBallot.objects.count() == 1


def test_a_ballot_that_comes_with_a_session_is_not_tied_to_it(hall, poll):
    """No question about session, account or member is put while a ballot is taken."""
    (voter,) = vote(poll, {hall.world.gao: YES}, at=hall.at)
    row = VerifiableBallot.objects.get()
    sent = {"token": bytes(row.token).hex(), "signature": b64(row.signature), "marks": YES}
    lin = signed_in(hall.world.lin)
    with CaptureQueriesContext(connection) as asked:
        assert post(lin, poll, "cast", sent).json() == {"code": "taken", "receipt": voter.receipt}
    touched = " ".join(q["sql"] for q in asked)
    assert "ballots_voter" not in touched and "ballots_token" not in touched


def test_the_token_is_the_signed_in_members_and_needs_the_form(hall, poll):
    strict = Client(enforce_csrf_checks=True)
    account = get_user_model().objects.get(person=hall.world.lin.person)
    strict.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert (
        post(strict, poll, "sign", {"blinded": b64(Voter(poll, hall.world.lin, YES).blinded)}).status_code
        == 403
    )
    assert Token.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 5000,
        b'{"blinded": 7}',
        b'{"blinded": "~"}',
        b"\xff",
        b"{" + b" " * 200_000 + b"}",
    ],
)
def test_what_is_no_message_is_refused_in_words(hall, poll, body):
    lin = signed_in(hall.world.lin)
    for name in ("sign", "cast"):
        answer = lin.post(where(poll, name), body, content_type="application/json")
        assert answer.status_code == 422 and answer.json()["code"] == "unfit" and answer.json()["say"]


def test_refusals_by_their_status(hall, poll):
    lin, clerk = signed_in(hall.world.lin), signed_in(hall.clerk)
    voter, other = (Voter(poll, hall.world.lin, YES) for _ in range(2))
    assert post(clerk, poll, "sign", {"blinded": b64(voter.blinded)}).status_code == 403
    assert post(lin, poll, "sign", {"blinded": b64(b"\xff" * 256)}).status_code == 422
    ballot = voter.ballot(
        base64.b64decode(post(lin, poll, "sign", {"blinded": b64(voter.blinded)}).json()["signature"])
    )
    assert post(lin, poll, "sign", {"blinded": b64(other.blinded)}).json()["code"] == "already"
    sent = {"token": ballot.token.hex(), "signature": b64(ballot.signature), "marks": {"m": "no"}}
    assert post(Client(), poll, "cast", sent).status_code == 403
    keys.destroy(poll, life.KIND)
    gao = Voter(poll, hall.world.gao, YES)
    assert post(signed_in(hall.world.gao), poll, "sign", {"blinded": b64(gao.blinded)}).status_code == 503
    act.close(poll, by=hall.leader, at=hall.at, confirmed=True)
    late = [
        post(Client(), poll, "cast", {**sent, "marks": YES}),
        post(lin, poll, "sign", {"blinded": b64(voter.blinded)}),
    ]
    assert [a.status_code for a in late] == [410, 410]
    assert post(Client(), hall.poll(), "cast", sent).status_code == 404  # a poll by name has no such lane


def test_file_finder_and_poster_are_for_whoever_may_see_the_result(hall, poll):
    vote(poll, dict.fromkeys(hall.members, YES), at=hall.at)
    hall.finish(poll)
    anyone, lin = Client(), signed_in(hall.world.lin)
    pages = ("ballots.txt", "receipt/", "poster/")
    former = Client().get(
        f"/c/{hall.congress.code}/ballots/{poll.pk}/ballots.json"
    )  # printed on older posters
    assert former.status_code == 301 and former.url.endswith(f"/{poll.pk}/ballots.txt")
    assert [lin.get(f"/c/qinghe/ballots/{poll.pk}/{p}").status_code for p in pages] == [404] * 3
    act.declare(poll, by=hall.leader, at=hall.at)
    assert [lin.get(f"/c/qinghe/ballots/{poll.pk}/{p}").status_code for p in pages] == [200] * 3
    assert [anyone.get(f"/c/qinghe/ballots/{poll.pk}/{p}").status_code for p in pages] == [404] * 3
    act.publish(poll, by=hall.leader, at=hall.at)
    file, finder, poster = (anyone.get(f"/c/qinghe/ballots/{poll.pk}/{p}") for p in pages)
    assert file.content == publishing.raw_of(poll)
    digest = publishing.digest_of(poll)
    assert digest in finder.content.decode() and digest in poster.content.decode()
    program = anyone.get("/c/qinghe/ballots/huying-verify.pyz").content
    assert hashlib.sha256(program).hexdigest() in finder.content.decode()
    assert f"ballots-{poll.number}.txt" in file["Content-Disposition"]
    assert f"huying-verify.pyz ballots-{poll.number}.txt --digest {digest}" in finder.content.decode()
    report = checking.check(file.content, digest=digest)
    assert report.ok and report.signer in poster.content.decode() and report.key in poster.content.decode()
    page = lin.get(f"/c/qinghe/ballots/{poll.pk}/").content.decode()
    assert report.signer in page and report.key in page and report.signer in finder.content.decode()
    opened = Trace.objects.get(step="polls.open").facts  # told before anybody voted
    assert (opened["key"], opened["signer"]) == (report.key, report.signer)
    told = {link["label"]: link["sub"] for link in pages_of.links(poll)}
    assert digest in told["下载选票文件"] and "查我的回执" in told


def test_what_is_not_protected_is_said_to_everybody(hall):
    said = Client().get("/c/qinghe/ballots/secrecy/").content.decode()
    for what in ("强迫", "动过手脚", "名单不实", "签名钥匙", "网络地址", "备份", "固态硬盘"):
        assert what in said


def test_a_number_that_no_poll_can_have_is_nobodys(hall):
    lin = signed_in(hall.world.lin)
    for pk in (7, 2**63, 10**30):
        sent = {"token": "00" * 32, "signature": b64(bytes(256)), "marks": YES}
        for name, body in (("sign", {"blinded": b64(bytes(256))}), ("cast", sent)):
            assert (
                lin.post(
                    f"/c/qinghe/ballots/{pk}/{name}/", json.dumps(body), content_type="application/json"
                ).status_code
                == 404
            )
        for page in ("sheet/", "receipt/", "poster/", "ballots.txt", "belenios.zip"):
            assert lin.get(f"/c/qinghe/ballots/{pk}/{page}").status_code == 404


def test_the_pages_ask_few_questions_however_many_voted(hall, poll):
    """At most 12 statements, as every page of the house."""
    lin = signed_in(hall.world.lin)
    told = {}
    for many in (2, 7):
        vote(poll, dict.fromkeys(hall.members[:many] if many == 2 else hall.members[2:], YES), at=hall.at)
        with CaptureQueriesContext(connection) as asked:
            assert lin.get(where(poll, "sheet")).status_code == 200
        told[many] = len(asked)
    assert told[2] >= told[7] and told[7] <= 12
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    for page in ("receipt", "poster"):
        with CaptureQueriesContext(connection) as asked:
            assert lin.get(where(poll, page)).status_code == 200
        assert len(asked) <= 12, page
