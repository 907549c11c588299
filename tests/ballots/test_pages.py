"""The office's pages, a member's sheet without scripts, and what the public may read."""

from copy import copy

import pytest
from django.test import Client

from huying.ballots import forms, results
from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open, cast_sealed
from huying.ballots.models import OpenVote, PaperSheet, Poll, SealedSheet
from huying.kernel import scope
from huying.kernel.accounts import operations as accounts
from huying.kernel.roster import Account, Organ

BASE = "/c/qinghe/ballots/"


@pytest.fixture
def office(hall, sign_in):
    return sign_in(hall.clerk)


@pytest.fixture
def sign_in(hall):
    def enter(member) -> Client:
        account, _fresh = Account.objects.get_or_create(
            person=member.person, defaults={"username": f"ballots-{member.pk}", "password": "!"}
        )
        accounts.of(member, at=hall.at)
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["member-qinghe"] = member.pk
        session.save()
        return client

    return enter


def press(client, path, **data):
    """POST a step's form; the page it leads to."""
    answer = client.post(BASE + path, data, follow=True)
    assert answer.status_code == 200, (path, answer.status_code, errors(answer))
    return answer.content.decode()


def errors(answer):
    form = answer.context and answer.context.get("form")
    return form and form.errors


def test_a_clerk_walks_a_satisfaction_test_through_every_page(hall, office, sign_in):
    given = {
        "title": "对三个单位的满意度测评", "kind": "satisfaction", "secrecy": "separated", "organ": hall.organ.pk,
        "counts": "first",
    }  # fmt: skip
    press(office, "new/propose/", objects="住建局 | 供水\n交通局\n卫健局", way="satisfaction_half", **given)
    poll = Poll.objects.get()
    page = press(office, f"{poll.pk}/prepare/", body="deputies", without="林知远 高秀兰 孙广财")
    assert "委员001" in page
    assert poll.voters.count() == 7
    press(office, f"{poll.pk}/open/", base="7", minutes="30")
    sheet = {"u1": "satisfied", "u2": "basically", "u3": "dissatisfied"}
    cast_sealed(poll.pk, [Press(m.pk, sheet) for m in hall.members[:5]], at=hall.at)
    press(office, f"{poll.pk}/issue_paper/", numbers="6，7")
    press(office, f"{poll.pk}/close/")
    page = press(office, f"{poll.pk}/enter_paper/", batch="1", look="1", sheets="1 1 1\nx")
    assert "还不一致的" in page
    press(sign_in(hall.second_clerk()), f"{poll.pk}/enter_paper/", batch="1", look="2", sheets="111\n111")
    assert PaperSheet.objects.count() == 4
    assert office.get(f"{BASE}{poll.pk}/settle_paper/").status_code == 200
    own = office.post(f"{BASE}{poll.pk}/settle_paper/", {"where": "1/2", "sheet": "x", "note": "看不清"})
    assert own.status_code == 409 and "第三个人" in own.content.decode()
    chair = sign_in(hall.leader)
    press(chair, f"{poll.pk}/settle_paper/", where="1/2", sheet="x", note="两人一起看了原票，无法辨认")
    page = press(office, f"{poll.pk}/count/")
    assert "85.71%" in page  # six of seven for the first two
    page = press(office, f"{poll.pk}/declare/", publish="on")
    assert "测评为满意" in page and "未达到满意" in page
    public = Client().get(f"{BASE}{poll.pk}/public/").content.decode()
    assert "住建局" in public and Poll.objects.get().digest in public and "委员001" not in public
    assert "对三个单位的满意度测评" in Client().get(BASE).content.decode()


def test_a_line_too_many_is_struck_and_prints_are_compared_through_the_pages(hall, office, sign_in):
    poll = hall.poll("appointment", "separated", objects=["张立任局长", "李明任局长"], prints_sample=2)
    sheet = {"p1": "yes", "p2": "no"}
    cast_sealed(poll.pk, [Press(m.pk, sheet) for m in hall.members[:5]], at=hall.at)
    asked = office.get(f"{BASE}{poll.pk}/issue_paper/").content.decode()
    assert "7 委员007" in asked and "委员001" not in asked  # who may still get one, with the number
    press(office, f"{poll.pk}/issue_paper/", who=["6"], numbers="委员007")
    press(office, f"{poll.pk}/close/")
    given = {"batch": "1", "look": "1", "sheets": "11\n11\n22"}
    over = office.post(f"{BASE}{poll.pk}/enter_paper/", given)
    assert over.status_code == 409 and "请先数清" in over.content.decode()
    press(office, f"{poll.pk}/enter_paper/", **given, confirmed="on")
    press(office, f"{poll.pk}/take_back_paper/", batch="1")
    press(office, f"{poll.pk}/enter_paper/", **given, confirmed="on")
    press(sign_in(hall.leader), f"{poll.pk}/enter_paper/", batch="1", look="2", sheets="11\n22")
    third = sign_in(hall.second_clerk())
    page = third.get(f"{BASE}{poll.pk}/strike_paper/").content.decode()
    assert (
        "第 1 批第 2 行：第一人录的“1 1”" in page and "第 1 批第 3 行" not in page
    )  # only what was typed too often
    assert '<option value="1">' in third.get(f"{BASE}{poll.pk}/reread_paper/").content.decode()
    page = press(third, f"{poll.pk}/strike_paper/", where="1/2/1", reason="第一张录了两次")
    assert "两次录入一致或者核对过的 2 张" in page and "第一张录了两次" in page
    press(office, f"{poll.pk}/count/")
    answer = office.post(f"{BASE}{poll.pk}/declare/", {})
    assert answer.status_code == 409 and "抽查" in answer.content.decode()
    page = press(office, f"{poll.pk}/draw_prints/", box="5", word="四点")
    assert "本页刚重算过：随机数与封存时的摘要相符，抽出的编号相符" in page
    drawn = sorted(Poll.objects.get().prints_draw["numbers"])
    assert "、".join(map(str, drawn)) in office.get(f"{BASE}{poll.pk}/check_prints/").content.decode()
    page = press(office, f"{poll.pk}/check_prints/", sheets="12\n21")
    assert "1 张在已计的票里找不到" in page and "张立任局长：反对；李明任局长：赞成" in page
    assert office.post(f"{BASE}{poll.pk}/declare/", {}).status_code == 409
    press(office, f"{poll.pk}/declare/", note="打印机卡纸，该张与设备记录核对无误。", publish="on")
    shown = Client().get(f"{BASE}{poll.pk}/public/").content.decode()
    assert (
        "1 张在已计的票里找不到" in shown and "张立任局长：反对" not in shown
    )  # a rare sheet would be known again


def test_bad_input_is_said_at_its_field_and_nothing_is_lost(hall, office):
    data = {
        "title": "票决",
        "kind": "choosing",
        "secrecy": "open",
        "counts": "first",
        "objects": "甲\n乙",
        "surplus": "一半",
    }
    answer = office.post(BASE + "new/propose/", data)
    assert answer.status_code == 422
    assert set(errors(answer)) == {"surplus", "pick"}
    assert "甲\n乙" in answer.content.decode()
    nothing = {
        "title": "选举",
        "kind": "election",
        "secrecy": "",
        "counts": "first",
        "objects": "",
        "way": "",
    }
    answer = office.post(BASE + "new/propose/", nothing)
    assert (
        set(errors(answer)) == {"secrecy", "objects", "way"} and "请选定适用的规则" in answer.content.decode()
    )
    answer = office.post(BASE + "new/propose/", {**data, "surplus": "1/5", "pick": "2"})
    assert answer.status_code == 409 and "1/5" in str(errors(answer))
    poll = hall.poll("appointment", "separated", objects=["张立"], until="prepared")
    answer = office.post(f"{BASE}{poll.pk}/prepare/", {"body": "deputies", "without": "无此人"})
    assert "无此人" in str(errors(answer))


def test_a_member_votes_by_name_without_scripts_and_sees_it(hall, sign_in):
    poll = hall.poll(counts="last")
    client = sign_in(hall.members[0])
    assert "赞成" in client.get(f"{BASE}{poll.pk}/vote/").content.decode()
    assert "您的票已经收到" in press(client, f"{poll.pk}/vote/", m="yes")
    slip = client.post(f"{BASE}{poll.pk}/vote/", {})
    assert slip.status_code == 422 and "一项也没有选" in slip.content.decode()
    page = press(client, f"{poll.pk}/vote/", m="no")
    assert "已经改过来了" in page and OpenVote.objects.get().marks == {"m": "no"}
    assert client.get(f"{BASE}{poll.pk}/vote/").content.decode().count("反对") >= 2
    assert sign_in(hall.world.lin).get(f"{BASE}{poll.pk}/vote/").status_code == 404
    assert Client().get(f"{BASE}{poll.pk}/vote/").status_code in (302, 404)


def test_a_secret_sheet_is_taken_once_and_not_shown_again(hall, sign_in):
    poll = hall.poll(
        "election", "separated", objects=["甲", "乙"], seats=1, write_ins=True, way="congress_elects_chief"
    )
    client = sign_in(hall.members[0])
    over = client.post(f"{BASE}{poll.pk}/vote/", {"c1": "yes", "c2": "yes"})
    assert over.status_code == 422 and "最多选 1 人" in over.content.decode()
    assert not SealedSheet.objects.exists()
    assert client.post(f"{BASE}{poll.pk}/vote/", {"blank": ""}).status_code == 422
    page = press(client, f"{poll.pk}/vote/", c1="no", written="钱多")
    assert "您的票已经收到" in page and "钱多" not in page
    again = press(client, f"{poll.pk}/vote/", c1="yes")
    assert "不记您投了什么" in again and SealedSheet.objects.count() == 1


def test_two_ayes_of_two_sheets_are_not_shown_as_all(hall, office):
    poll = hall.poll(opening={"present": 7})
    cast_open(poll.pk, [Press(m.pk, {"m": "yes"}) for m in hall.members[:2]], at=hall.at)
    hall.finish(poll)
    act.declare(poll, by=hall.leader, at=hall.at)
    page = office.get(f"{BASE}{poll.pk}/").content.decode()
    assert page.count("全体 7 人，需要 4 票，得 2 票") == 2 and page.index("未获通过") < page.index(
        "投票方式"
    )
    assert "没有投票或者无效" in page
    (shown,) = results.objects(poll)
    assert [(part["label"], part["count"]) for part in shown["bar"]][-1] == ("没有投票或者无效", 5)


def test_a_form_asks_only_what_belongs_to_the_kind(hall):
    shown = forms.STEPS["amend"](
        row=hall.poll("choosing", objects=["甲", "乙"], pick=1, until="proposed")
    ).fields
    assert {"pick", "ranked", "surplus"} <= set(shown) and not {"seats", "write_ins", "as_list"} & set(shown)


def test_who_opens_below_the_quorum_has_to_say_so(hall, monkeypatch):
    poll = hall.poll(until="prepared")
    assert "below" not in forms.STEPS["open"](row=poll).fields  # a poll that stands alone: nobody knows yet
    now = {"met": False}
    monkeypatch.setattr("huying.ballots.forms.roll.standing", lambda _poll, _at: now)
    assert set(forms.STEPS["open"](row=poll).fields) == {"minutes", "below"}
    slip = forms.STEPS["open"]({}, row=poll)
    assert not slip.is_valid() and "不足法定人数" in str(slip.errors)
    assert forms.STEPS["open"]({"below": "on"}, row=poll).is_valid()
    now["met"] = True
    form = forms.STEPS["open"]({}, row=poll)
    assert form.is_valid() and form.cleaned_data == {"minutes": None}


def test_a_blank_sheet_is_taken_from_whoever_says_so(hall, sign_in):
    poll = hall.poll()
    page = press(sign_in(hall.members[0]), f"{poll.pk}/vote/", blank="on")
    assert "您的票已经收到" in page and OpenVote.objects.get().marks == {}


def test_names_are_public_only_where_the_congress_publishes_them(hall, sign_in):
    polls = {}
    for names in (False, True):
        poll = hall.poll()
        cast_open(poll.pk, [Press(m.pk, {"m": "yes"}) for m in hall.members], at=hall.at)
        hall.finish(poll)
        assert Client().get(f"{BASE}{poll.pk}/public/").status_code == 404
        act.declare(poll, by=hall.leader, at=hall.at, publish=True, names=names)
        polls[names] = Client().get(f"{BASE}{poll.pk}/public/").content.decode()
    assert "委员001" in polls[True] and "委员001" not in polls[False]
    assert "地方组织法" in polls[True] and "全体在任" in polls[True]


def test_a_voter_sees_the_poll_but_neither_roll_nor_running_count(hall, sign_in):
    poll = hall.poll(secrecy="separated", live_turnout=False)
    cast_sealed(poll.pk, [Press(hall.members[1].pk, {"m": "yes"})], at=hall.at)
    client = sign_in(hall.members[0])
    page = client.get(f"{BASE}{poll.pk}/").content.decode()
    assert page.count("去投票") == 2 and "等您投票" in page and "现在没有需要您办的事" not in page
    assert "委员002" not in page and "进行情况" not in page
    assert "待投票" in client.get(BASE).content.decode()
    voted = sign_in(hall.members[1]).get(f"{BASE}{poll.pk}/").content.decode()
    assert "您已经投票。" in voted and "看我投的票" in voted and "等您投票" not in voted
    api = client.get(f"/api/v1/c/qinghe/polls/{poll.pk}").json()
    assert api["result"] is None and "委员" not in str(api)
    assert client.get(f"{BASE}usual/").status_code == 404


def test_the_level_of_the_congress_picks_how_a_presidium_decides(hall):
    organ = Organ.objects.create(kind="presidium", name="主席团")
    of_session = hall.poll(organ=organ, until="proposed")
    township = copy(hall.congress)
    township.level = "township"
    with scope.congress(township):
        of_township = hall.poll(organ=organ, until="proposed")
    assert (of_session.way["key"], of_session.way["quorum_rule"]) == ("presidium_decision", "R-STR-21")
    assert (of_township.way["key"], of_township.way["quorum_rule"]) == (
        "township_presidium_decision",
        "R-STR-23",
    )
