"""Consultations: planned, held, concluded, followed up; threads with moderated words; what is published and taken down."""

from datetime import timedelta

import pytest

from huying.kernel import clocks, process
from huying.kernel.notices import Notice
from huying.kernel.process import Forbidden, Refused
from huying.voices.consultations import operations as talks
from huying.voices.consultations import queries
from huying.voices.followups import operations as followups
from huying.voices.models import Consultation, Post, Voice
from huying.voices.posts import operations as posts

from .conftest import sign_in
from .test_calls import shown


def planned(town, now, **more):
    data = {
        "topic": "菜市场改造怎么摆摊",
        "kind": "thread",
        "station": town.station,
        "deputies": [town.deputy],
        "units": [town.water],
    }
    return talks.plan(by=town.keeper, at=now, **{**data, **more})


def concluded(town, now):
    row = talks.record(
        by=town.keeper, at=now, topic="晒谷场说事", kind="yard", station=town.station, held_on=now.date() - timedelta(days=3),
        attended=23, told="秸秆补贴政策", heard="水渠淤堵", solved="两户的田埂边界",
    )  # fmt: skip
    talks.conclude(row, by=town.keeper, at=now, conclusion="水渠本月清淤。")
    return row


def test_a_talk_held_without_a_net_is_recorded_afterwards_and_followed_up(town, now):
    with pytest.raises(Refused, match="不能晚于今天"):
        talks.record(by=town.keeper, at=now, topic="x", held_on=now.date() + timedelta(days=1), minutes="y")
    with pytest.raises(Refused, match="会议记录"):
        talks.record(by=town.keeper, at=now, topic="x", held_on=now.date())
    row = concluded(town, now)
    last = now.date() + timedelta(days=20)
    item = followups.set(
        by=town.keeper, at=now, consultation=row, text="水渠清淤 300 米", unit=town.water, finish_on=last
    )
    assert clocks.running(item).get().due_on == last
    assert Notice.objects.filter(to=town.handler, step="followups.set").exists()
    followups.finish(item, by=town.handler, at=now + timedelta(days=5), text="已清淤 310 米。")
    assert item.state == "done" and not clocks.running(item).exists()
    talks.publish(row, by=town.keeper, at=now)
    assert queries.public().get() == row


def test_a_thing_agreed_becomes_a_voice_or_a_draft(town, now):
    row = concluded(town, now)
    more = {
        "by": town.keeper,
        "at": now,
        "consultation": row,
        "finish_on": now.date() + timedelta(days=9),
        "who": "村委会",
    }
    item = followups.set(text="桥栏杆松动，请有关单位修。", **more)
    followups.raise_(item, by=town.keeper, at=now)
    voice = Voice.objects.get(pk=item.voice_id)
    assert (voice.channel, voice.state, voice.station) == ("talk", "heard", town.station)
    other = followups.set(text="建议增设校车线路。", **more)
    with pytest.raises(Refused, match="人大代表"):
        followups.propose(other, by=town.clerk, at=now, deputy=town.keeper)
    followups.propose(other, by=town.clerk, at=now, deputy=town.deputy)
    assert other.state == "proposed" and other.owner == town.deputy


def test_only_hosts_hold_it_and_strangers_do_not_see_it(town, now):
    row = planned(town, now)
    assert queries.visible_to(town.deputy).get() == row and queries.visible_to(town.handler).get() == row
    for member in (town.far_keeper, town.far_deputy, town.road_handler):
        assert not queries.visible_to(member).exists()
    with pytest.raises(Forbidden):
        talks.open(row, by=town.far_keeper, at=now)
    with pytest.raises(Forbidden):
        talks.open(row, by=town.deputy, at=now)
    with pytest.raises(Refused, match="写明时间"):
        planned(town, now, kind="meeting")


def test_a_citizen_needs_the_code_and_is_read_before_being_shown(town, now, client):
    row = planned(town, now)
    url = f"/c/{town.congress.code}/voices/talks/public/{row.pk}/"
    assert client.get(url).status_code == 404
    talks.open(row, by=town.keeper, at=now)
    row.refresh_from_db()
    posts.write(by=town.deputy, at=now, consultation=row, text="我建议分时段摆摊。")
    page = client.get(url).content.decode()
    assert "分时段摆摊" not in page and row.topic not in page
    form = {"text": "晚上太吵 <b>x</b>", "name": "老赵", "_shown": shown(now), "_key": "a"}
    assert (
        client.post(
            url, {**form, "join_code": "000000" if row.join_code != "000000" else "111111"}
        ).status_code
        == 409
    )
    assert client.post(url, {**form, "_key": "b", "join_code": row.join_code}).status_code == 302
    page = client.get(url).content.decode()
    assert row.topic in page
    assert "分时段摆摊" in page and "主持人看过后显示" in page and town.deputy.person.name not in page
    post = Post.objects.get(state="waiting")
    with pytest.raises(Forbidden):
        posts.show(post, by=town.deputy, at=now)
    posts.hide(post, by=town.keeper, at=now, reason="abuse")
    assert "只有辱骂" in client.get(url).content.decode()
    posts.show(post, by=town.keeper, at=now)
    assert "晚上太吵 &lt;b&gt;x&lt;/b&gt;" in client.get(url).content.decode()
    posts.take_down(post, by=town.keeper, at=now, reason="rights")
    page = client.get(url).content.decode()
    assert "这条发言已经撤下" in page
    assert "侵害他人合法权益" in client.get(f"/c/{town.congress.code}/voices/taken-down/").content.decode()


def test_an_open_thread_ends_with_the_meeting(town, now):
    row = planned(town, now, is_open=True)
    talks.open(row, by=town.keeper, at=now)
    posts.say(by=process.public(), at=now, consultation=row, text="赞成。")
    talks.hold(row, by=town.keeper, at=now, minutes="讨论结束。", attended=5)
    with pytest.raises(Refused, match="已经结束"):
        posts.say(by=process.public(), at=now, consultation=row, text="再说一句。")


def test_the_pages_of_consultations_open_for_those_who_work_there(town, now, client):
    row = concluded(town, now)
    item = followups.set(
        by=town.keeper, at=now, consultation=row, text="清淤", who="村委会", finish_on=now.date()
    )
    thread = planned(town, now)
    talks.open(thread, by=town.keeper, at=now)
    keeper = sign_in(client, town.keeper)
    home = f"/c/{town.congress.code}/voices/"
    paths = ["talks/", "talks/new/plan/", "talks/new/record/", f"talks/{row.pk}/", f"talks/{thread.pk}/",
             f"talks/{thread.pk}/hold/",
             f"talks/{thread.pk}/change/", "followups/", f"followups/{item.pk}/", f"followups/new/set/?consultation={row.pk}",
             "posts/?tray=waiting", "chains/", "chains/new/enter/"]  # fmt: skip
    for path in paths:
        assert keeper.get(home + path).status_code == 200, path
    assert thread.join_code in keeper.get(f"{home}talks/{thread.pk}/").content.decode()
    assert Consultation.objects.count() == 2
    for path in ("talks/public/", "calls/public/", "declined/", "taken-down/"):
        assert client.get(home + path).status_code == 200, path
