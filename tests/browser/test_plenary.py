"""A congress of 224 in real Chromium: the presidium and the attendance pasted, opened with two thirds, one vote, the minutes.

What the committee's afternoon (test_sitting.py) walks through is not walked again; the votes of the others come in one
batch.
"""

from datetime import time

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from huying.ballots import casting
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.sittings import attendance
from huying.sittings import operations as sittings
from huying.sittings.agenda import operations as agenda
from huying.sittings.models import Minutes, Sitting
from tests import world as cast
from tests.hall.conftest import Served
from tests.sittings import walking

from .conftest import CHINA
from .test_sitting import Desk, Once

NAME, TITLE = "县第十八届人大第六次会议", "批准县级预算"


@pytest.fixture
def congress(live_server, transactional_db, settings, tmp_path):
    """224 deputies; the plenary is called for today, its preparatory meeting has been held."""
    settings.HOME = tmp_path
    cache.clear()
    made = cast.build()
    with scope.congress(made.congress):
        walking.people(made, 221)
        clerk, today = {"by": made.zhou, "at": timezone.now()}, timezone.localdate()
        given = {"day": today, "starts_at": time(8), "place": "大会堂", **clerk}
        made.whole = sittings.plan(kind="plenary", title=NAME, session=made.session, **given)
        early = sittings.plan(kind="preparatory", title="预备会议", whole=made.whole, **given)
        for row, kind, title in ((made.whole, "decision", TITLE), (early, "election", "选举主席团和秘书长")):
            agenda.propose(sitting=row, kind=kind, title=title, **clerk)
            sittings.set_agenda(row, basis="常委会第三十八次会议", **clerk)
            sittings.notify(row, late_reason="演练", with_offices=False, **clerk)
        came = [(pk, clerk["at"], "keeper") for pk in walking.members(early)]
        attendance.take(early, came, at=clerk["at"])
        sittings.open(early, **clerk)
        sittings.close(early, **clerk)
        made.names = [s.called for s in made.whole.summons.filter(right="member").order_by("place")]
        made.served = Served(made, live_server.url)
        settings.HALL_URL = f"http://127.0.0.1:{made.served.port}"
        yield made
    made.served.stop()


def test_a_congress_of_224_from_pasted_lists_to_the_minutes(
    congress, desk, phone, new_context, live_server, assert_accessible
):
    base, look = live_server.url, Once(assert_accessible)
    clerk, pocket = Desk(desk, base, look), Desk(phone, base, look)
    chair = Desk(new_context(base_url=base, **CHINA).new_page(), base, look)
    clerk.becomes(congress.zhou)
    chair.becomes(congress.chen)
    home, names = f"sittings/{congress.whole.pk}/", congress.names

    clerk.opens(f"{home}constitute/")
    boxes = clerk.page.locator(".boxes")
    clerk.page.get_by_role("searchbox").last.fill(names[30])  # opens the delegation where somebody is found
    boxes.get_by_label(names[30]).check()
    expect(boxes.get_by_role("status")).to_have_text("已选 1 人")
    clerk.sends(
        "登记预备会议结果", listed="\n".join(names[:30]), executive="、".join(names[:3]), secretary=names[3]
    )
    clerk.opens(f"{home}take_attendance/")
    clerk.sends("登记到会离会", coming="\n".join(names[:149]))
    chair.opens(home)
    chair.clicks("宣布开会")
    chair.page.get_by_role("button", name="宣布开会").click()
    chair.reads("三分之二以上为 150 人；在场 149 人，未达法定人数")
    clerk.opens(f"{home}take_attendance/")
    clerk.sends("登记到会离会", coming="\n".join(["林知远", *names[149:]]))
    chair.opens(home)
    chair.does("宣布开会")

    item = congress.whole.agenda.get()
    agenda.take_up(item, by=congress.zhou, at=timezone.now())
    clerk.opens(f"sittings/agenda/{item.pk}/")
    clerk.does("交付表决", title=TITLE)
    poll = Poll.objects.get()
    wall = desk.context.new_page()
    wall.goto("/c/qinghe/ballots/hall/screen/")
    chair.opens("ballots/hall/chair/")
    chair.reads("三分之二以上为 150 人；在场 224 人，达到法定人数")
    chair.page.get_by_role("link", name="开始表决").click()
    chair.sends("开始表决")
    expect(wall.get_by_role("heading", name=TITLE)).to_be_visible()
    pocket.becomes(congress.lin)
    pocket.opens(f"ballots/{poll.pk}/vote/")
    pocket.page.get_by_label("赞成").check()
    pocket.presses("投票")
    pocket.reads("您的票已经收到")
    rest = poll.voters.exclude(member=congress.lin).order_by("pk").values_list("member", flat=True)
    presses = [casting.Press(m, {"m": "yes" if n < 200 else "abstain"}) for n, m in enumerate(rest)]
    casting.cast_open(poll.pk, presses, at=timezone.now())
    chair.opens("ballots/hall/chair/")
    chair.presses("截止表决")
    clerk.opens("ballots/hall/chair/")
    clerk.presses("计票")
    chair.opens("ballots/hall/chair/")
    chair.page.get_by_role("link", name="宣布结果").click()
    chair.sends("宣布结果", publish="on")
    expect(wall.locator(".outcome")).to_have_text("通过")

    agenda.finish(item, by=congress.zhou, at=timezone.now())
    chair.opens(home)
    chair.does("宣布闭会")
    clerk.opens(home)
    clerk.clicks("生成纪要")
    clerk.sends("生成纪要")
    clerk.reads("应到224人，到会224人", "赞成201，反对0，弃权23")
    assert Minutes.objects.get().sitting == Sitting.objects.get(pk=congress.whole.pk)
