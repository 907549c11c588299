"""A dispute from the phone to an agreement that was kept; a question for a lawyer with an appointment."""

import re
from datetime import timedelta

from .roads import follows

WALL = "邻居砌墙占了我家的出水沟"
WAGES = "打工三个月没有拿到工钱"


def say(visitor, station, text: str, **more) -> tuple[str, str]:
    """Through the one front door, scanned at a station. → (number, code)."""
    visitor.visit(f"voices/say/?s={station.pk}").reads(station.name)
    visitor.send("提交", text=text, consent=True, **more)
    number = re.search(r"QH-\d{4}-\d{5}", visitor.page.words)[0]
    code = re.search(r"(?<!\d)\d{4} \d{4}(?!\d)", visitor.page.words)[0]
    visitor.send("确认提交", code=code).reads("已收到")
    return number, code


def test_the_wall_is_mediated_agreed_and_revisited(county, clock):
    citizen = county.citizen()
    number, code = say(
        citizen,
        county.station,
        f"{WALL}，吵了半年，请你们说和。",
        kind="dispute",
        author="李水生",
        phone="13900002222",
    )
    clock.later()
    keeper = county.he.finds(WALL, "voices/?tray=heard").does("转入专门办理").reads("已转交")
    follows(citizen, number, code).reads("已立档，按专门程序办理")

    keeper.visit("voices/disputes/?tray=running").click(WALL)
    keeper.does("指定调解人", handler="高秀兰", parties="李水生、邻居一户")
    clock.later()
    deputy = county.gao.finds(WALL, "voices/disputes/")
    deputy.does("记录调解", text="看了现场，沟确实堵了。")
    last = (clock.now + timedelta(days=7)).date().isoformat()
    deputy.does("达成协议", agreement="墙退半尺，七天内疏通水沟。", performs_on=last).reads(
        "已达成协议", "回访协议履行情况"
    )
    follows(citizen, number, code).reads("双方已达成协议", "墙退半尺")

    clock.later(9)
    keeper.finds(WALL, "voices/disputes/").does(
        "代录：回访：已履行", text="沟已疏通，墙已退让，双方在场。"
    ).reads("协议已履行")
    follows(citizen, number, code).reads("已落实", "沟已疏通")
    citizen.send("提交评价", rating="satisfied").reads("您的评价：满意")
    county.citizen().visit("voices/disputes/1/", expect=404)


def test_the_question_gets_an_appointment_and_the_way_to_arbitration(county, clock):
    citizen = county.citizen()
    number, code = say(citizen, county.station, f"{WAGES}，没有签合同，怎么办？", kind="legal")
    clock.later()
    county.he.finds(WAGES, "voices/?tray=heard").does("转入专门办理")
    keeper = county.he.visit("voices/aid/?tray=asked").click(WAGES)
    when = (clock.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    keeper.does(
        "预约咨询", adviser="苏律师", office="县法律援助中心", meets_at=when, place="城关镇代表联络站"
    )
    follows(citizen, number, code).reads("约好的法律咨询", "苏律师", "城关镇代表联络站")
    clock.later(3)
    keeper.visit("voices/aid/?tray=booked").click(WAGES).does(
        "引导诉讼、仲裁等", way="arbitration", text="带上考勤记录。"
    )
    follows(citizen, number, code).reads("已引导", "劳动人事争议仲裁委员会", "带上考勤记录")
    county.zhou.visit("voices/figures/").reads("引导诉讼、仲裁等 1 件", "仲裁 1")


def test_a_petition_is_told_accepted_answered_and_reviewed(county, clock):
    citizen = county.citizen()
    number, code = say(
        citizen, county.station, "安置房两年没有办证，请求明确时间。", kind="petition", author="王春生"
    )
    clock.later()
    county.zhou.finds("安置房两年没有办证", "voices/").does("转入专门办理")
    clerk = county.zhou.finds("安置房两年没有办证", "voices/petitions/?tray=registered")
    clerk.does("受理", unit="青禾县住房和城乡建设局").reads("已受理", "办结")
    clock.later(20)
    handler = county.wang.finds("安置房两年没有办证", "voices/petitions/?tray=accepted")
    handler.does("作出处理意见", result="partly", text="验收已完成，下月起分批办理。")
    follows(citizen, number, code).reads("处理意见书", "下月起分批办理", "请求复查")
    citizen.send("提出请求", reason="没有写明我这一户是哪一批。").reads("复查中")
    clerk.finds("安置房两年没有办证", "voices/petitions/?tray=reviewing").reads("没有写明我这一户")
