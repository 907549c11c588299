"""The front page, small numbers, criticism and answers, lectures, search, sitemap: what everybody sees."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel import process
from huying.kernel.process import Refused
from huying.portal import counting, queries
from huying.portal.columns import operations as columns
from huying.portal.columns.models import Column
from huying.portal.lectures import operations as lectures
from huying.portal.models import Remark
from huying.portal.remarks import operations as remarks
from huying.ui.small_numbers import is_exact, nested, share, shown, table
from huying.ui.visitors import guard

HOME = "/c/qinghe/"
SAY = f"{HOME}portal/remarks/say/"
counts = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(0, 40), min_size=1)


def stamped(**said) -> dict:
    """What the form sends half a minute after it was shown."""
    return {"_shown": guard.stamp(timezone.now() - timedelta(seconds=30)), **said}


def hidden(parts):
    return {k: 1 if 0 < n < 5 else n for k, n in parts.items()}


@given(counts)
def test_what_is_shown_does_not_depend_on_how_small_a_small_number_is(parts):
    """Two tables that differ only inside small cells look the same: no cell and no sum gives a small number away."""
    assert table(parts) == table(hidden(parts))


@given(counts)
def test_what_is_shown_is_true(parts):
    cells, total = table(parts)
    for key, n in parts.items():
        assert cells[key] == ("<5" if 0 < n < 5 else str(n))
    real = sum(parts.values())
    if total.startswith("≥"):
        assert real >= int(total[1:])
    elif total == "<5":
        assert 0 < real < 5
    else:
        assert int(total.replace(",", "")) == real


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4).map(lambda ns: sorted(ns, reverse=True)))
def test_no_difference_of_nested_counts_gives_a_small_number_away(counts):
    told = nested(counts)
    exact = [n for n, word in zip(counts, told, strict=True) if is_exact(word) and n]
    assert all(n >= 5 for n in exact)
    assert not any(0 < a - b < 5 for a in exact for b in exact)
    for n, word in zip(counts, told, strict=True):
        assert 0 < n < int(word[1:]) if word[0] == "<" else n >= int(word.lstrip("≥"))


@pytest.mark.parametrize(
    ("counts", "told"),
    [((10, 9), ["10", "≥6"]), ((10, 6), ["10", "≥6"]), ((10, 5), ["10", "5"]), ((6, 5), ["6", "<6"]),
     ((6, 1), ["6", "<6"]), ((40, 30, 3), ["40", "30", "<5"]), ((3, 3, 0), ["<5", "<5", "0"])],
)  # fmt: skip
def test_nested_counts(counts, told):
    assert nested(counts) == told


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_rate_is_said_only_where_neither_part_is_small(part, rest):
    rate = share(part, part + rest)
    if rate is not None:
        assert part + rest >= 5 and not 0 < part < 5 and not 0 < rest < 5
        assert rate == round(100 * part / (part + rest), 1)


@pytest.mark.parametrize(("n", "said"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (1204, "1,204")])
def test_one_count(n, said):
    assert shown(n) == said


def test_the_front_page_of_an_empty_congress_says_what_will_be_there(world):
    page = Client().get(HOME).content.decode()
    for word in (
        "我要反映",
        "查进度",
        "知情",
        "参与",
        "表达",
        "监督",
        "公开的建议和答复会出现在这里",
        "接受监督",
    ):
        assert word in page, word


def test_the_front_page_shows_notices_columns_and_what_may_be_joined(world, road):
    columns.plant(by=world.zhou, at=road.at)
    assert columns.plant(by=world.zhou, at=road.at) == []
    kinds = {c.kind: c for c in Column.objects.all()}
    road.published(title="会议公告", column=kinds["notices"])
    road.published(title="路灯亮了", column=kinds["echo"])
    cache.clear()
    page = Client().get(HOME).content.decode()
    assert "会议公告" in page and "路灯亮了" in page
    columns.adjust(
        kinds["echo"], by=world.zhou, at=road.at, title="民有所呼、我有所应", kind="echo", on_home=False
    )
    cache.clear()
    assert "路灯亮了" not in Client().get(HOME).content.decode()
    columns.close(kinds["notices"], by=world.zhou, at=road.at)
    with pytest.raises(Refused):
        road.draft(column=kinds["notices"])


def test_a_room_that_is_switched_off_leaves_no_block(world, road):
    world.congress.switches["rooms_off"] = ["portal"]
    world.congress.save()
    cache.clear()
    page = Client().get(HOME).content.decode()
    assert "接受监督" not in page and Client().get("/c/qinghe/portal/read/").status_code == 404


def test_the_four_entries_lead_on_and_are_counted(world):
    for right, where in (
        ("know", "/portal/read/"),
        ("speak", "/voices/say/"),
        ("supervise", "/remarks/public/"),
    ):
        assert Client().get(f"{HOME}go/{right}/")["Location"].endswith(where)
    assert Client().get(f"{HOME}go/nowhere/").status_code == 404
    counting.flush(date(2026, 11, 21))
    assert queries.uses(date(2026, 1, 1), date(2026, 12, 31)) == {"know": 1, "speak": 1, "supervise": 1}


def test_criticism_is_hidden_until_it_is_answered_and_then_stands_there_with_the_answer(world, now):
    client = Client()
    said = {"topic": "stations", "text": "站里周三没有人，张三知道。", "_key": "k1"}
    answer, again = (client.post(SAY, stamped(**said)) for _press in range(2))
    assert answer.status_code == again.status_code == 302
    row = Remark.objects.get()
    page = f"{HOME}portal/remarks/public/"
    assert "周三没有人" not in client.get(page).content.decode()
    remarks.answer(row, by=world.chen, at=now, answer="已经改正。", shown="站里周三没有人。")
    shown_now = client.get(page).content.decode()
    assert "站里周三没有人。" in shown_now and "已经改正。" in shown_now and "张三" not in shown_now
    assert "个人信息已经隐去" in shown_now


def test_declined_criticism_shows_its_reason_and_not_its_words(world, now):
    row = remarks.remark(by=process.public(), at=now, topic="other", text="广告：卖房")
    with pytest.raises(Refused):
        remarks.decline(row, by=world.zhou, at=now, kind="bad")
    remarks.decline(row, by=world.zhou, at=now, kind="abuse")
    assert "卖房" not in Client().get(f"{HOME}portal/remarks/public/").content.decode()


def test_what_was_received_does_not_give_a_small_part_away(world):
    now = timezone.now()
    rows = [remarks.remark(by=process.public(), at=now, topic="other", text=f"意见{n}") for n in range(8)]
    for row in rows[:3]:
        remarks.answer(row, by=world.chen, at=now, answer="已经改正。")
    remarks.decline(rows[6], by=world.zhou, at=now, kind="abuse")
    remarks.decline(rows[7], by=world.zhou, at=now, kind="abuse")
    told = queries.remarks_told(*[timezone.localdate()] * 2)
    assert told == {
        "answered": "3",
        "declined": "<5",
        "waiting": "<5",
        "received": "≥5",
    }  # answers can be counted
    assert "≥5" in Client().get(f"{HOME}portal/remarks/public/").content.decode()
    assert "≥5" in Client().get(f"{HOME}year/").content.decode()


def test_a_flood_of_remarks_from_one_address_is_held_back_and_keeps_the_words(world):
    said = [Client().post(SAY, stamped(topic="other", text=f"第{n}条意见", _key=f"f{n}")) for n in range(6)]
    assert [r.status_code for r in said] == [302] * 5 + [429] and "第5条意见" in said[-1].content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    for odd in ({"website": "spam"}, {"_shown": ""}, {"_shown": guard.stamp(timezone.now())}):
        assert elsewhere.post(SAY, {**stamped(topic="other", text="x"), **odd}).status_code == 429
    assert 'name="_shown"' in elsewhere.get(SAY).content.decode()


def test_a_lecture_is_announced_held_and_brings_something_back(world, now):
    row = lectures.plan(
        by=world.lin, at=now, title="讲宪法", place="县一中", starts_at=now + timedelta(days=3)
    )
    assert row.lecturer == world.lin and "讲宪法" in Client().get(f"{HOME}portal/talks/").content.decode()
    with pytest.raises(Refused):
        lectures.hold(row, by=world.lin, at=now, audience=40)
    later = now + timedelta(days=4)
    lectures.hold(row, by=world.lin, at=later, audience=40)
    lectures.log_feedback(row, by=world.lin, at=later, kind="question", text="怎样联系代表？")
    lectures.conclude(row, by=world.lin, at=later, outcome="三个问题转给联络站。")
    assert row.state == "concluded" and row.feedback.get().kind == "question"
    with pytest.raises(Refused):
        lectures.plan(by=world.zhou, at=now, title="无人", place="县一中", starts_at=now)


def test_search_finds_what_is_published_and_nothing_else(world, road):
    road.published(title="南塘河清淤完工")
    road.draft(title="南塘河的草稿")
    page = Client().get(f"{HOME}find/?q=南塘河").content.decode()
    assert "南塘河清淤完工" in page and "草稿" not in page
    assert "南塘河清淤完工" in Client().get(f"{HOME}portal/read/?q=清淤").content.decode()
    assert "没有找到" in Client().get(f"{HOME}find/?q=不存在的词").content.decode()


def test_machines_find_feed_sitemap_and_robots(world, road):
    row = road.published()
    feed = Client().get(f"{HOME}portal/feed.xml")
    assert feed["Content-Type"].startswith("application/atom+xml") and "东街桥修好了" in feed.content.decode()
    sitemap = Client().get(f"{HOME}sitemap.xml").content.decode()
    assert f"<loc>http://testserver{HOME}portal/read/{row.pk}/</loc>" in sitemap
    robots = Client().get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/c/qinghe/sitemap.xml" in robots and "Disallow: /sign-in/" in robots


def test_the_yearly_report_writes_itself(world, road):
    road.published()
    page = Client().get(f"{HOME}year/").content.decode()
    assert "青禾县人民代表大会" in page and "发布文章" in page and "四项权利的入口" in page
    assert Client().get(f"{HOME}year/?year=1066").status_code == 200
