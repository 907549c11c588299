"""S073: suggestions are picked, heard about in a sitting, commented on and tested; who failed reports again."""

from datetime import date

import pytest

from huying.ballots import casting
from huying.ballots import operations as ballots
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.process import Refused
from huying.sittings.agenda import operations as agenda
from huying.suggestions.appraisals import pages
from huying.suggestions.models import Appraisal, Appraised, Suggestion
from tests.sittings import doing
from tests.suggestions.walking import Walker

GUARD, LAMPS = "关于在临水路段加装护栏的建议", "关于更换老城区路灯的建议"
DAY = date(2026, 12, 10)


@pytest.fixture
def two(county):
    """Two suggestions that were handled in spring, one closed, one still waiting for its end."""
    world = county.world
    world.transport.head = "局长 许成"
    with scope.congress(world.congress):
        world.guard = Walker(world).closed()
        world.lamps = Walker(world, "2026-04-02").replied(title=LAMPS, author=world.gao, lead=world.housing)
    return world


def vote(world, poll, marks):
    """All members at the pages of the poll; their sheets by device."""
    with scope.congress(world.congress):
        ids = list(poll.voters.order_by("pk").values_list("member", flat=True))
        answers = casting.cast_sealed(
            poll.pk, [casting.Press(m, marks(n)) for n, m in enumerate(ids)], at=world.when(DAY, "10:20")
        )
    assert all(a.stands for a in answers)


def declared(county, poll):
    """The chair's way through the poll's own pages."""
    chair = county.zhou.visit(f"ballots/{poll.pk}/")
    for step in ("截止表决", "计票", "宣布结果"):
        chair.does(step)
    return chair


def test_from_picking_to_the_report_that_makes_good(county, clock, two, settings, tmp_path):
    settings.HOME = tmp_path
    world, clerk = two, county.zhou
    clock.on("2026-11-30")
    with scope.congress(world.congress):
        item = doing.held(world, DAY, 9)[1]["hearing"]
    county.liu.visit("suggestions/appraisals/").reads_not("满意度测评")

    clerk.visit("suggestions/appraisals/").click("选定测评对象")
    clerk.send("选定测评对象", 409, title="2026年重点建议测评", of="suggestions", numbers="18-5-9999").reads(
        "没有这个编号：18-5-9999"
    )
    clerk.send(
        "选定测评对象",
        title="2026年重点建议测评",
        of="suggestions",
        numbers=f"{world.guard.number}、{world.lamps.number}",
    )
    clerk.reads("已选定", f"{world.guard.number} {GUARD}", "满意和基本满意过半数")
    picked = clerk.here

    clerk.click("列入会议，听取专题汇报")
    clerk.send("安排专题汇报", item=str(item.pk), reporter="副县长某").reads("青禾县交通运输局", "林知远")
    hearing = clerk.here
    clerk.visit(picked).reads("已列入会议", "常委会第9次会议（2026-12-10）").reads_not("交付测评")
    county.liu.visit("news/").reads("列入会议专题汇报")
    county.liu.finds("2026年重点建议测评", "suggestions/appraisals/?tray=ahead").reads(GUARD).reads_not(LAMPS)

    clock.on("2026-12-10", 10)
    county.lin.visit(hearing).does("代表评议", unit="青禾县交通运输局", mark="good", text="护栏装好了。")
    with scope.congress(world.congress):
        agenda.take_up(item, by=world.zhou, at=clock())
    clerk.visit(hearing).does("交付测评")
    poll = Poll.everywhere.get(state="prepared")
    with scope.congress(world.congress), pytest.raises(Refused, match="等着逐项的结果"):
        ballots.amend(
            poll, by=world.zhou, at=clock(), objects=[o["label"] for o in poll.spec["objects"]][::-1]
        )
    assert [o["label"] for o in poll.spec["objects"]] == [
        f"{s.number} {s}" for s in (world.guard, world.lamps)
    ]
    clerk.visit(picked).reads("测评中")
    county.chen.visit(f"ballots/{poll.pk}/").does("开始表决")
    grades = ("satisfied", "dissatisfied", "dissatisfied")
    vote(world, poll, lambda n: {"u1": "satisfied", "u2": grades[n]})
    declared(county, poll)

    clerk.visit(picked).reads("已测评", "测评为满意", "未达到满意", "100", "33.3")
    assert not clerk.reads("由专题汇报页报送一次").offered("报送测评结果"), "said once, on the sitting's page"
    clerk.visit("suggestions/appraisals/?tray=to_send").reads_not("2026年重点建议测评")
    clerk.visit(hearing).does("报送测评结果", sent_to="中共青禾县委", number="青人常〔2026〕20号")
    clerk.visit(picked).reads("结果已报送", "青人常〔2026〕20号")
    county.liu.visit(picked).reads(GUARD, "测评为满意").reads_not(LAMPS, "未达到满意")
    with scope.congress(world.congress):
        told = pages.api_row(Appraisal.objects.get(), county.liu.member)
        assert told["suggestions"] == [world.guard.pk] and told["units"] == [county.liu.member.unit_id]
    county.lin.finds(GUARD, "suggestions/?tray=done").reads("常委会测评", "测评为满意")
    county.gao.finds(LAMPS, "suggestions/?tray=to_rate").reads("未达到满意")
    county.liu.visit("suggestions/remedies/?tray=asked").reads_not(LAMPS)

    # the unit that failed reports again within the clock
    county.wang.visit("").reads("测评不满意，再次报告")
    county.wang.finds(LAMPS, "suggestions/remedies/?tray=asked").reads("2027年3月10日", "33.3")
    county.wang.does("报告整改情况", text="更换了三十盏。", signer="局长某").reads("待审查")
    clock.later(3)
    clerk.finds(LAMPS, "suggestions/remedies/?tray=reported").does("退回重报", reason="写明其余的何时更换。")
    county.wang.finds(LAMPS, "suggestions/remedies/?tray=asked").reads("2027年3月13日", "写明其余的何时更换")
    county.wang.does("报告整改情况", text="其余二十盏年前更换。", signer="局长某")
    clerk.finds(LAMPS, "suggestions/remedies/?tray=reported").does("认可整改").reads("已认可")
    # everybody reads it with the suggestion, once both are published
    everybody, page = county.citizen(), f"suggestions/public/{world.guard.pk}/"
    everybody.visit(page, 404)
    clerk.finds(GUARD, "suggestions/?tray=unpublished").does(
        "公开", secrecy_checked=True, privacy_checked=True
    )
    everybody.visit(page).reads("护栏已经装好").reads_not("满意度测评")
    county.chen.visit(f"ballots/{poll.pk}/").does("公布结果")
    everybody.visit(page).reads(
        "满意度测评", "2026年重点建议测评", "常务委员会组成人员无记名测评", "测评为满意", "12月10日"
    )
    county.neighbour.visit(picked, 404)
    county.zhao.visit(picked, 404)
    clerk.visit("suggestions/rates/?year=2026").reads("1 件测评，1 件未达到满意", "1 件测评，0 件未达到满意")


def test_units_are_tested_by_themselves_and_a_suggestion_is_handled_again(
    county, clock, two, settings, tmp_path
):
    """Without a sitting; the congress has chosen that what failed is handled again."""
    settings.HOME = tmp_path
    world, clerk = two, county.zhou
    clock.on("2026-12-10", 10)
    world.congress.overrides = {"suggestion.after_appraisal": "handle"}
    world.congress.save()
    with scope.congress(world.congress):
        organ = doing.committee(world)
        organ.size = 3
        organ.save()
    for title, of, chosen, mark in (
        ("单位测评", "units", {"units": ["青禾县交通运输局", "青禾县住房和城乡建设局"]}, {"u1": "basically", "u2": "abstain"}),
        ("建议测评", "suggestions", {"numbers": world.guard.number}, {"u1": "dissatisfied"}),
    ):  # fmt: skip
        clerk.visit("suggestions/appraisals/new/pick/").send("选定测评对象", title=title, of=of, **chosen)
        clerk.does("交付测评", organ="常务委员会").reads("测评中")
        page = clerk.here
        poll = Poll.everywhere.get(state="prepared")
        with scope.congress(world.congress), pytest.raises(Refused, match=f"“{title}”等着逐项的结果"):
            lines = [o["label"] for o in poll.spec["objects"]]
            ballots.amend(poll, by=world.zhou, at=clock(), objects=[*lines[1:], "另一个单位"])
        clerk.click("这次测评的表决").does("开始表决")
        vote(world, poll, lambda n, mark=mark: mark)
        declared(county, poll)
        clerk.visit(page).reads("已测评", "未达到满意")
    clerk.does("报送测评结果", sent_to="中共青禾县委").reads("结果已报送")
    with scope.congress(world.congress):
        assert list(Appraised.objects.filter(unit=world.transport, suggestion=None).values_list("outcome", "rate")) == [
            ("satisfied", "100.00")
        ]  # fmt: skip
        again = Suggestion.objects.get(pk=world.guard.pk)
        assert (again.state, again.rounds, again.outcome) == ("assigned", 2, "")
    county.liu.visit("suggestions/remedies/?tray=asked").reads_not(GUARD, "单位测评")
    county.liu.finds(GUARD, "suggestions/handlings/?tray=received").reads("第几次办理 2", "未达到满意")
    county.wang.visit("suggestions/remedies/?tray=asked").reads("单位测评")
    county.wang.visit("suggestions/rates/?year=2026").reads("测评为满意", "未达到满意")
