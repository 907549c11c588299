"""The hall's pages as the web process serves them: who sees which, what they may ask, that they work without scripts."""

import html
import json
import re
import time

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huying.ballots import operations as act
from huying.ballots import words
from huying.ballots.blind import issuing, life
from huying.ballots.devices import tickets
from huying.ballots.devices.models import Device
from huying.ballots.hall import showing
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.accounts import invitations
from huying.kernel.accounts import operations as admissions
from huying.kernel.process import house
from huying.project.hall.lobby import Lobby
from tests.ballots.conftest import Hall
from tests.ballots.verifiable import Voter, vote

BASE = "/c/qinghe/ballots/"


@pytest.fixture
def hall(db, settings, tmp_path):
    settings.HOME, settings.HALL_URL = tmp_path, "https://hall.example"
    made = Hall()
    with scope.congress(made.congress):
        yield made


def client_of(member) -> Client:
    client = Client()
    client.force_login(
        get_user_model().objects.get(person=member.person),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def test_a_device_is_made_ready_once_and_replaced_by_the_next(hall):
    lin = hall.world.lin
    assert Client().get(BASE + "hall/device/").url.startswith("/sign-in/?next=")
    client = client_of(lin)
    page = client.post(BASE + "hall/device/", {"name": "我的手机"}).content.decode()
    first = page.partition('data-ticket="')[2].partition('"')[0]
    assert tickets.read(first) == tickets.Ticket("d", "qinghe", lin.pk, 1)
    assert "我的手机" in client.get(BASE + "hall/device/").content.decode()
    client.post(BASE + "hall/device/")
    assert tickets.standing([lin.pk], today=hall.at.date()) == {lin.pk: 2}
    client.post(BASE + "hall/device/", {"end": "1"})
    assert tickets.standing([lin.pk], today=hall.at.date()) == {}
    assert Device.objects.count() == 1


def test_a_ticket_is_no_ticket_when_it_is_changed_or_old(hall, monkeypatch):
    ticket = tickets.prepare(hall.world.lin, at=hall.at)
    assert tickets.read(ticket)
    for wrong in (
        "",
        "x",
        "d",
        ticket + "x",
        "w" + ticket[1:],
        "d." * 300,
        ticket.replace("qinghe", "linxi"),
    ):
        assert tickets.read(wrong) is None
    later = time.time() + tickets.LASTS[tickets.DEVICE].total_seconds() + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert tickets.read(ticket) is None


def test_a_ticket_that_was_remembered_grows_old_too(hall, monkeypatch):
    lobby = Lobby()
    ticket = tickets.issue(tickets.WATCH, congress="qinghe", member=1)
    assert lobby.ticket(ticket) == tickets.Ticket("w", "qinghe", 1, 0) == lobby.ticket(ticket)
    later = time.time() + tickets.LASTS[tickets.WATCH].total_seconds() + 1
    monkeypatch.setattr("huying.project.hall.lobby.time.time", lambda: later)
    assert lobby.ticket(ticket) is None


def test_where_sessions_end_the_device_ends(hall):
    member, today = hall.world.lin, hall.at.date()
    admission = admissions.of(member, at=hall.at)
    slip = invitations.write(admission, code=invitations.fresh_code(), by=hall.clerk, at=hall.at)
    invitations.Invitation.objects.filter(pk=slip.pk).update(resets=True)
    tickets.prepare(member, at=hall.at)
    tickets.prepare(hall.members[0], at=hall.at)
    admissions.accept(admission, by=house(), at=hall.at, invitation=slip.pk, password_hash="new")
    assert tickets.standing([member.pk, hall.members[0].pk], today=today) == {hall.members[0].pk: 1}
    tickets.prepare(member, at=hall.at)
    assert tickets.standing([member.pk], today=today)
    client = client_of(member)
    client.post("/account/end-others/")
    assert not tickets.standing([member.pk], today=today)
    assert "会场投票的设备也已停用" in client.get("/account/").content.decode()
    tickets.prepare(member, at=hall.at)
    admissions.leave(admission, by=hall.clerk, at=hall.at, reason="辞职")
    assert Device.objects.get(member=member).ended_at == hall.at


def test_the_members_page_says_nothing_by_itself_and_links_to_the_plain_sheet(hall):
    poll = hall.poll(roll=[hall.world.lin], title="关于批准决算的决议")
    answer = Client().get(BASE + "hall/")
    assert answer.status_code == 200
    assert "决算" not in answer.content.decode()
    assert "connect-src 'self' https://hall.example" in answer["Content-Security-Policy"]
    page = client_of(hall.world.lin).get(BASE + "hall/").content.decode()
    assert f"{BASE}{poll.pk}/vote/" in page


def test_a_page_in_english_knows_the_words_that_the_hall_pushes_in_chinese(hall):
    clerk = client_of(hall.clerk)
    assert "data-spoken" not in clerk.get(BASE + "hall/screen/").content.decode()
    clerk.cookies["django_language"] = "en"
    page = html.unescape(clerk.get(BASE + "hall/screen/").content.decode())
    said = json.loads(re.search(r'data-spoken="({.*?})"', page)[1])
    assert set(said) >= {
        *words.OUTCOMES.values(),
        *words.SECRECY.values(),
        *words.CHOICES.values(),
        *Poll.FLOW.states.values(),
    }
    assert said["未获通过"] == "Not adopted" and not any(
        re.search("[\u4e00-\u9fff]", text) for text in said.values()
    )


def test_screen_chair_and_connections_are_for_the_office(hall, settings):
    poll = hall.poll(secrecy="separated", until="prepared")
    tickets.prepare(hall.members[0], at=hall.at)
    pages = ("hall/screen/", "hall/chair/", f"{poll.pk}/connections/")
    for page in pages:
        assert client_of(hall.world.lin).get(BASE + page).status_code == 404
        assert Client().get(BASE + page).status_code == 404
    clerk = client_of(hall.clerk)
    chair = clerk.get(BASE + "hall/chair/").content.decode()
    assert "1 人的设备已准备好" in chair
    assert "可以写入" in chair
    act.open(poll, by=hall.leader, at=hall.at, present=5)
    chair = clerk.get(BASE + "hall/chair/").content.decode()
    assert f"{BASE}{poll.pk}/close/" in chair
    assert "出席 5 人" in chair
    assert "已投 0 / 7 人" in clerk.get(BASE + "hall/screen/").content.decode()
    assert clerk.get(BASE + "hall/screen/?plain=1")["Refresh"] == "3"
    rows = clerk.get(f"{BASE}{poll.pk}/connections/").content.decode()
    assert rows.count("data-member=") == 7
    assert rows.count("没有准备") == 6
    settings.HALL_URL, settings.HALL_PORT = "", 8001
    page = clerk.get(BASE + "hall/chair/")
    assert "connect-src 'self' http://testserver:8001" in page["Content-Security-Policy"]
    page = clerk.get(BASE + "hall/chair/", secure=True)
    assert 'data-hall=""' in page.content.decode(), "a page over https may not ask over http"


def test_the_chair_has_a_card_for_every_poll_under_way(hall):
    """The script asks for the page again when the hall tells of a poll without one."""
    old = [hall.poll(until="prepared", title=f"搁下的第 {n} 项") for n in range(4)]
    on = [hall.poll(roll=hall.members[:2], title=f"第 {n} 项") for n in range(5)]
    page = client_of(hall.clerk).get(BASE + "hall/chair/").content.decode()
    assert [f'data-poll="{p.pk}"' in page for p in on] == [True] * 5
    assert f'data-poll="{old[0].pk}"' in page and f'data-poll="{old[1].pk}"' not in page
    assert old[1].title in page


def test_open_votes_stand_before_declared_ones_and_a_result_only_until_the_next_vote(hall):
    left = hall.poll(title="搁下没截止的")
    hall.later()
    declared = hall.finish(hall.poll(title="宣布了的"))
    act.declare(declared, by=hall.leader, at=hall.at)

    def titles():
        return [row["title"] for row in showing.now_on(["qinghe"], at=hall.at)]

    assert titles() == ["宣布了的", "搁下没截止的"]  # the last one is the wall's
    hall.later()
    newest = hall.poll(title="刚开始的")
    assert titles() == ["搁下没截止的", "刚开始的"]
    clerk = client_of(hall.clerk)
    assert f'hall/screen/?poll={left.pk}"' in clerk.get(BASE + "hall/chair/").content.decode()
    for chosen, title in (
        (left.pk, left.title),
        (declared.pk, newest.title),
        ("9" * 30, newest.title),
        ("x", newest.title),
    ):
        assert (
            f"<h1 data-title>{title}</h1>" in clerk.get(BASE + f"hall/screen/?poll={chosen}").content.decode()
        )
    act.close(newest, by=hall.leader, at=hall.later())
    assert titles() == ["刚开始的", "搁下没截止的"]
    assert left.state == "open" and declared.state == "declared"


def test_tokens_and_ballots_are_told_apart(hall):
    poll = hall.poll(secrecy="verifiable")
    vote(poll, {hall.members[0]: {"m": "yes"}}, at=hall.at)
    issuing.issue(poll.pk, [Voter(poll, hall.members[1], {"m": "no"}).asked], at=hall.at, sign=life.sign)
    page = " ".join(client_of(hall.clerk).get(BASE + "hall/chair/").content.decode().split())
    assert "<b data-voted>2</b> / 7" in page and "<b data-ballots>1</b>" in page
    (row,) = showing.now_on(["qinghe"], at=hall.at)
    assert (row["voted"], row["ballots"]) == (2, 1)
    assert showing.shown(row, turnout=True)["ballots"] == 1
    assert "ballots" not in showing.shown(row, turnout=False)


def test_pages_of_the_hall_ask_a_constant_number_of_times(hall, django_assert_max_num_queries):
    poll = hall.poll()
    for secrecy in ("verifiable", "open", "separated", "verifiable"):
        hall.poll(secrecy=secrecy, roll=hall.members[:2])
    clerk = client_of(hall.clerk)
    for page in ("hall/", "hall/screen/", "hall/chair/", f"{poll.pk}/connections/"):
        clerk.get(BASE + page)
        with django_assert_max_num_queries(12):
            assert clerk.get(BASE + page).status_code == 200
