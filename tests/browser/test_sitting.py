"""A standing committee of 31 meets, in real Chromium: from the notice to the signed minutes.

Clerk and chair at desks, three members on phones with devices made ready, the others vote by their devices' own requests;
a resolution by open vote, an appointment by secret ballot, a test of three units. axe reads every new page. What a page
has shown once is not walked again: a second item, a second speech are made as the pages make them.
"""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Error, expect

from huying.ballots import operations as ballots
from huying.ballots.models import Poll
from huying.kernel import scope
from huying.kernel.roster import Organ, OrganMember, Unit
from huying.sittings.agenda import operations as agenda
from huying.sittings.minutes import operations as minutes
from huying.sittings.models import AgendaItem, Minutes, Sitting, Speech
from huying.sittings.speeches import operations as speeches
from huying.sittings.summons import operations as summons
from tests import world as cast
from tests.ballots.conftest import members
from tests.hall.conftest import Served
from tests.sittings.doing import client

from .conftest import CHINA, PHONE
from .test_road import Screen, large

NAME = "县第十八届人大常委会第六次会议"
ITEMS = (
    ("decision", "讨论决定农村饮用水水源保护"),
    ("appointment", "人事任免"),
    ("hearing", "办理道路建议专题汇报"),
    ("study", "学习有关法律"),
)
TEXT = "县人民政府应当划定水源保护区。\n本决议自通过之日起施行。"


@pytest.fixture
def county(live_server, transactional_db, settings, tmp_path):
    settings.HOME = tmp_path
    cache.clear()
    made = cast.build()
    made.at = timezone.now() - timedelta(minutes=5)
    with scope.congress(made.congress):
        organ = Organ.objects.create(kind="standing_committee", name="县人大常委会", size=31)
        made.committee = [made.chen, made.lin, made.gao, made.sun, *members(27)]
        OrganMember.objects.bulk_create(
            OrganMember(
                congress=made.congress, organ=organ, member=m, number=n, post="vice" if n == 0 else "member"
            )
            for n, m in enumerate(made.committee)
        )
        Unit.objects.create(name="青禾县人民政府", kind="government", head="县长 许成")
        made.served = Served(made, live_server.url)
        settings.HALL_URL = f"http://127.0.0.1:{made.served.port}"
        yield made
    made.served.stop()


class Once:
    """axe for every kind of page once on each size of screen: a sitting is opened a dozen times on its way."""

    def __init__(self, look):
        self.look, self.seen = look, set()

    def __call__(self, page) -> None:
        path = re.sub(r"\d+", "n", page.url.partition("/c/qinghe/")[2].partition("?")[0])
        known = (path, page.viewport_size["width"] < 500)
        if known not in self.seen:
            self.seen.add(known)
            self.look(page)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"


class Desk(Screen):
    def becomes(self, member) -> None:
        cookie = {"name": "sessionid", "value": client(member).cookies["sessionid"].value, "url": self.base}
        self.page.context.clear_cookies(name="sessionid")
        self.page.context.add_cookies([cookie])

    def opens(self, where: str) -> None:
        """The chair's page draws itself anew when a vote moves on; whoever leaves it in that moment presses again."""
        for _ in range(3):
            try:
                return super().opens(where)
            except Error as error:
                if not any(w in str(error) for w in ("interrupted by another navigation", "ERR_ABORTED")):
                    raise
                self.page.wait_for_load_state()
        raise AssertionError(f"{where} could not be opened")

    def sends(self, button: str, **words: str) -> None:
        """Fill the form in sight and send it; it is done."""
        self.fills(**words)
        self.presses(button)
        expect(self.page.locator(".messages")).to_contain_text("已办好")


class Story:
    def __init__(self, county, base, desk, phone, new_context, look):
        self.county, self.base = county, base
        self.clerk = Desk(desk, base, look)
        self.clerk.becomes(county.zhou)
        self.pocket = Desk(phone, base, look)
        self.chair = Desk(self.page(new_context), base, look)
        self.chair.becomes(county.chen)
        self.wall = desk.context.new_page()
        self.phones = [Desk(self.page(new_context, **PHONE), base, look) for _ in range(2)]
        self.rest: list = []

    def page(self, new_context, **more):
        return new_context(base_url=self.base, **CHINA, **more).new_page()

    @property
    def home(self) -> str:
        return f"sittings/{Sitting.objects.get().pk}/"

    def act(self, does, row, *, by=None, **more):
        """What a page does that was walked before; as the clerk."""
        with scope.congress(self.county.congress):
            return does(row, by=by or self.county.zhou, at=timezone.now(), **more)

    def born(self, does, *, by=None, **more):
        with scope.congress(self.county.congress):
            return does(by=by or self.county.zhou, at=timezone.now(), **more)

    def opened(self, title: str) -> None:
        """On the chair's page, with its checks."""
        chair = self.chair
        chair.opens("ballots/hall/chair/")
        card = chair.page.locator("section.card", has=chair.page.get_by_role("heading", name=title))
        expect(card.locator(".lamp.late")).to_have_count(0)
        expect(card.get_by_text("过半数为 16 人")).to_be_visible()
        card.get_by_role("link", name="开始表决").click()
        chair.sends("开始表决")

    def ended(self) -> None:
        chair = self.chair
        chair.opens("ballots/hall/chair/")
        chair.presses("截止表决")
        self.clerk.opens("ballots/hall/chair/")
        self.clerk.presses("计票")
        chair.opens("ballots/hall/chair/")
        chair.page.get_by_role("link", name="宣布结果").click()
        chair.sends("宣布结果", publish="on")

    def votes(self, title: str, *, secret: bool, choose, marks, walked: bool = False) -> Poll:
        """The chair opens; phones press, the rest by their devices' requests; closed, counted, declared, on the wall.

        `walked`: the steps of the poll on the chair's page.
        """
        poll, leader = Poll.objects.latest("pk"), self.county.chen
        if walked:
            self.opened(title)
        else:
            self.act(ballots.open, poll, by=leader)
        expect(self.wall.get_by_role("heading", name=title)).to_be_visible()
        for phone in self.phones:
            sheet = phone.page.locator("article.poll", has_text=title)
            choose(sheet)
            sheet.get_by_role("button", name="投票").click()
            expect(sheet.get_by_text("您的票已经收到。")).to_be_visible()
            assert secret == bool(sheet.get_by_text("不记您投了什么").count())
        for n, ticket in enumerate(self.rest):
            status, said = self.county.served.press(poll, ticket, marks(n))
            assert (status, said["code"]) == (200, "taken"), said
        n = len(self.rest) + len(self.phones)
        expect(self.wall.get_by_text(f"已投 {n} / 31 人")).to_be_visible()
        if walked:
            self.ended()
        else:
            poll.refresh_from_db()
            self.act(ballots.close, poll, by=leader)
            self.act(ballots.count, poll)
            self.act(ballots.declare, poll, by=leader)
        expect(self.wall.locator(".bar").first).to_be_visible()
        poll.refresh_from_db()
        return poll


@pytest.fixture
def story(county, desk, phone, new_context, live_server, assert_accessible):
    return Story(county, live_server.url, desk, phone, new_context, Once(assert_accessible))


def test_a_standing_committee_of_31_from_notice_to_signed_minutes(story):
    called(story)
    answered(story)
    gathered(story)
    resolved(story)
    appointed(story)
    judged(story)
    minuted(story)


def called(story):
    """The clerk plans the sitting, sets the agenda, hands in a paper, sends the notice; late, and says why."""
    clerk, today = story.clerk, timezone.localdate()
    clerk.opens("sittings/")
    clerk.clicks("筹备会议")
    clerk.sends(
        "筹备会议", kind="standing", title=NAME, number="6", organ="县人大常委会", day=today.isoformat(), starts_at="09:00",
        place="常委会会议室", chair="陈立",
    )  # fmt: skip
    sitting = Sitting.objects.get()
    for kind, title in ITEMS[:-1]:
        story.born(agenda.propose, sitting=sitting, kind=kind, title=title)
    clerk.clicks("加一项议题")
    clerk.sends("提出议题", kind=ITEMS[-1][0], title=ITEMS[-1][1])
    first = clerk.page.locator("ol.agenda li").first
    expect(first).to_contain_text("学习有关法律")  # 第一议题, entered last
    clerk.does("确定议程草案", basis="第三十二次主任会议")
    clerk.page.locator("#steps a.btn", has_text="发出会议通知").click()
    expect(clerk.page.locator(".note.warn")).to_contain_text("现在发出已经晚了，请写明理由")
    clerk.reads("发给 31 名组成人员", "1. 学习有关法律")
    clerk.sends("发出会议通知", late_reason="水源保护急需决定")
    clerk.page.get_by_role("link", name="上传材料").click()
    clerk.sends(
        "上传材料", title="关于水源保护情况的报告", item="讨论决定农村饮用水水源保护", text="一、基本情况"
    )


def answered(story):
    """A member confirms on the phone and takes the notice along; one asks leave, which is granted."""
    county, pocket, clerk = story.county, story.pocket, story.clerk
    pocket.becomes(county.lin)
    pocket.opens("news/")
    large(pocket.page)
    pocket.clicks("会议通知：")
    pocket.reads(NAME, "常委会会议室", "关于水源保护情况的报告", "讨论决定农村饮用水水源保护")
    kept = saved(pocket.page, "会议通知（DOCX）")
    assert "林知远：" in kept and "常委会会议室" in kept and "讨论决定农村饮用水水源保护" in kept
    calendar = pocket.page.request.get(pocket.page.get_by_role("link", name=".ics").get_attribute("href"))
    assert "BEGIN:VEVENT" in calendar.text() and NAME in calendar.text().replace("\r\n ", "")
    pocket.does("回执：将出席")
    sick = Sitting.objects.get().summons.get(member=county.sun)
    story.act(summons.ask_leave, sick, by=county.sun, reason="住院手术")
    clerk.opens("sittings/summons/?tray=leave_asked")
    clerk.clicks("孙广财")
    clerk.does("准假")


def gathered(story):
    """Devices are made ready, people come in, the chair opens with a quorum."""
    county, clerk = story.county, story.clerk
    for phone, who in zip(story.phones, (county.lin, county.gao), strict=True):
        phone.becomes(who)
        phone.opens("ballots/hall/device/")
        phone.page.get_by_role("button", name="准备好这台设备").click()
        expect(phone.page.get_by_text("这台设备已准备好。")).to_be_visible()
        phone.page.context.clear_cookies()
        phone.opens("ballots/hall/")
    here = [m for m in county.committee if m not in (county.lin, county.gao, county.sun)]
    clerk.opens(f"{story.home}desk/")
    late = [county.lin, county.gao, *here[26:]]  # the first two sign in themselves
    clerk.page.get_by_role("button", name="没有请假的 30 人都到了").click()
    for member in late:
        clerk.page.get_by_label(str(member), exact=False).first.check()
    clerk.page.get_by_role("button", name="所选的人离会").click()
    expect(clerk.page.locator("#now")).to_contain_text("在场 26 人，应到 31 人")
    clerk.opens(f"{story.home}screen/")
    code = re.sub(r"\D", "", clerk.page.locator("output").inner_text())
    for phone in story.phones:
        form = phone.page.locator("form", has=phone.page.get_by_role("heading", name=NAME))
        form.locator("input[name=code]").fill(code)
        form.get_by_role("button", name="签到").click()
        expect(phone.page.get_by_text("您已签到")).to_be_visible()
    story.rest = [county.served.ticket(m, county.at) for m in here[:26]]
    story.chair.opens(story.home)
    story.chair.does("宣布开会")
    story.chair.reads("在场 28 人，应到 31 人", "达到法定人数")
    story.wall.goto("/c/qinghe/ballots/hall/screen/")


def of_kind(kind: str) -> AgendaItem:
    return Sitting.objects.get().agenda.get(kind=kind)


def item(story, kind: str) -> str:
    return f"sittings/agenda/{of_kind(kind).pk}/"


def resolved(story):
    """Somebody speaks, the text is tabled and fixed, adopted by open vote."""
    clerk, pocket, county = story.clerk, story.pocket, story.county
    clerk.opens(item(story, "decision"))
    clerk.does("开始这一项")
    clerk.clicks("提出表决文本")
    clerk.sends("提出表决文本", title="关于加强水源保护的决议", proposer="主任会议", text=TEXT)
    pocket.becomes(county.lin)
    pocket.opens(story.home)
    pocket.clicks("要求发言")
    pocket.sends("要求发言", topic="同时公布水质")
    speech = Speech.objects.get()
    story.act(speeches.call, speech, by=county.chen)
    story.act(speeches.note, speech, summary="赞成，建议同时公布水质。", stand="for")
    clerk.opens(item(story, "decision"))
    clerk.clicks("关于加强水源保护的决议")
    clerk.does("定表决稿")
    clerk.does("交付表决")
    poll = story.votes(
        "关于加强水源保护的决议", walked=True, secret=False, choose=lambda sheet: sheet.get_by_label("赞成").check(),
        marks=lambda n: {"m": "yes" if n < 24 else "abstain"},
    )  # fmt: skip
    assert (poll.outcome, poll.base, poll.present, poll.turnout) == ("adopted", 31, 28, 28)
    expect(story.wall.locator(".outcome")).to_have_text("通过")
    story.act(agenda.finish, of_kind("decision"))


def appointed(story):
    """A bureau head, by secret ballot."""
    clerk = story.clerk
    story.act(agenda.take_up, of_kind("appointment"))
    clerk.opens(item(story, "appointment"))
    clerk.does("交付表决", title="任命县水利局局长", secrecy="separated", objects="苏明远")
    poll = story.votes(
        "任命县水利局局长", secret=True, choose=lambda sheet: sheet.get_by_label("赞成").check(),
        marks=lambda n: {"p1": "yes" if n < 20 else "no"},
    )  # fmt: skip
    assert (poll.outcome, poll.secrecy) == ("adopted", "separated")
    story.act(agenda.finish, of_kind("appointment"))


def judged(story):
    """Three units reported, the members say how satisfied they are."""
    clerk = story.clerk
    story.act(agenda.take_up, of_kind("hearing"))
    clerk.opens(item(story, "hearing"))
    clerk.clicks("安排专题汇报")
    for unit in ("青禾县住房和城乡建设局", "青禾县交通运输局", "青禾县卫生健康局"):
        clerk.page.get_by_label(unit).check()
    clerk.sends("安排专题汇报", reporter="副县长 方晓岚")
    clerk.does("交付测评")

    def choose(sheet):
        for group in sheet.locator("fieldset").all():
            group.get_by_label("基本满意").check()

    grades = ("satisfied", "basically", "dissatisfied")
    poll = story.votes(
        "办理道路建议专题汇报",
        secret=True,
        choose=choose,
        marks=lambda n: {f"u{u}": grades[n % u] for u in (1, 2, 3)},
    )
    assert [o["counts"]["satisfied"] for o in poll.result["objects"]] == [26, 13, 9]
    story.act(agenda.finish, of_kind("hearing"))


def minuted(story):
    """Opinions from the speeches, the minutes from the facts, corrected with a reason, signed by who presided."""
    clerk, chair = story.clerk, story.chair
    chair.opens(story.home)
    chair.does("宣布闭会")
    clerk.opens(item(story, "decision"))
    clerk.clicks("起草审议意见")
    clerk.page.get_by_label("建议同时公布水质").check()
    clerk.sends("起草审议意见", unit="青禾县交通运输局")
    clerk.reads("1. 赞成，建议同时公布水质。")
    clerk.opens(story.home)
    clerk.clicks("生成纪要")
    clerk.sends("生成纪要")
    clerk.reads("应到31人，到会28人，请假1人，缺席2人。", "表决“关于加强水源保护的决议”", "任命县水利局局长")
    made = Minutes.objects.get()
    corrected = made.text.replace("常委会会议室", "县人大常委会会议室")
    story.act(minutes.correct, made, text=corrected, reason="写全称")
    story.act(minutes.check, made)
    clerk.page.reload()
    assert "县人大常委会会议室" in saved(clerk.page, "下载公文（DOCX）")
    pdf = clerk.page.request.get(clerk.page.get_by_role("link", name="下载公文（PDF）").get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")
    chair.opens("sittings/minutes/?tray=to_sign")
    chair.clicks(NAME)
    chair.does("主持人签字")
    chair.reads("陈立", "更正记录")


def saved(page, label: str) -> str:
    """The words of the DOCX behind a link."""
    answer = page.request.get(page.get_by_role("link", name=label).get_attribute("href"))
    assert answer.ok, answer.status
    with zipfile.ZipFile(io.BytesIO(answer.body())) as file:
        return re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode())
