"""A talk on the threshing ground whose points become a unit's work and a deputy's draft; a call whose ideas are all answered."""

import re
from datetime import timedelta


def test_what_was_agreed_on_the_threshing_ground_is_done_and_seen(county, clock):
    held = (clock.now - timedelta(days=2)).date().isoformat()
    keeper = county.he.visit("voices/talks/new/record/")
    keeper.send(
        "补录一次协商", topic="晒谷场上说水渠", kind="禾坪说事", held_on=held, place="柳湾晒谷场", attended="31",
        told="水利补助怎么申请", heard="东渠三年没清淤", solved="两户分水的先后", station="城关镇代表联络站",
    ).reads("东渠三年没清淤", "已召开")  # fmt: skip
    keeper.does("写下结论", conclusion="东渠月底前清淤，桥的事请代表提建议。").reads("已有结论")
    here = keeper.here
    last = (clock.now + timedelta(days=20)).date().isoformat()
    keeper.click("定下一项").send("定下一项", text="东渠清淤三百米", unit="青禾县交通运输局", finish_on=last)
    keeper.visit(here).click("定下一项").send("定下一项", text="重修柳湾桥", owner="林知远", finish_on=last)
    keeper.click("拟成代表建议").send("拟成代表建议", deputy="林知远").reads("已拟成建议")
    county.lin.finds("重修柳湾桥", "suggestions/?tray=drafts").reads("重修柳湾桥")

    clock.later(5)
    county.liu.visit("news/").reads("定下一项")
    county.liu.finds("东渠清淤三百米", "voices/followups/?tray=open").does(
        "落实了", text="已清淤三百一十米。"
    ).reads("已落实")
    keeper.visit(here).does("公开").reads("已公开")
    county.citizen().visit("voices/talks/public/").click("晒谷场上说水渠").reads(
        "东渠月底前清淤", "已清淤三百一十米", "水利补助怎么申请"
    )
    county.zhou.visit(here).does("撤下", reason="wrong", text="地名写错")
    county.citizen().visit("voices/taken-down/").reads("协商议事", "内容有误").reads_not("地名写错", "水渠")


def test_a_call_for_ideas_answers_everyone_and_shows_its_figures(county, clock):
    clerk = county.zhou.visit("voices/calls/new/draft/")
    last = (clock.now + timedelta(days=10)).date().isoformat()
    clerk.send("发起征集", title="明年办哪些民生实事", text="请说一件最想办的事。", closes_on=last).does(
        "发布征集"
    )
    call = clerk.here
    told = {}
    for words in ("校门口装人行横道灯", "校门口请装人行横道灯", "东街路灯换亮一点的"):
        citizen = county.citizen().visit("voices/calls/public/").click("明年办哪些民生实事")
        citizen.send("提交", text=words, consent=True, may_publish=True).reads("收到了，请记下编号和查询码")
        number = re.search(r"QH-\d{4}-\d{5}-\d{4}", citizen.page.words)[0]
        told[words] = citizen, number, re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", citizen.page.words)[0]
    clerk.visit(call).click("意见分组").reads("第 1 组", "第 2 组", "采纳（2 条）")
    clerk.send("采纳（2 条）").reads("一起办理 2 件").send("采纳", text="列入候选项目。").reads("已办好 2 件")
    clock.later(11)
    clerk.visit("voices/ideas/?tray=sent").click("东街路灯").does("不采纳", text="已在今年改造计划里。")
    clerk.visit(call).does("截止").does("公布结果", summary="采纳一类，列入候选。").reads("已公布结果")
    for words, answer in (
        ("校门口装人行横道灯", "列入候选项目"),
        ("东街路灯换亮一点的", "已在今年改造计划里"),
    ):
        citizen, number, code = told[words]
        citizen.visit("voices/follow/").send("查看", number=number, code=code).reads(answer)
    county.citizen().visit("voices/calls/public/").click("明年办哪些民生实事").reads(
        "共收到 3 条意见", "采纳一类，列入候选", "东街路灯换亮一点的"
    )
