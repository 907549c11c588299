"""What people settle among themselves in the county: disputes, legal advice, petitions, talks, calls for ideas, the books."""

from datetime import timedelta

from huying.kernel import notices, process
from huying.voices import operations as act
from huying.voices.aid import operations as aid
from huying.voices.books import operations as books
from huying.voices.calls import operations as calls
from huying.voices.consultations import operations as talks
from huying.voices.digests.models import DigestChoice
from huying.voices.disputes import operations as disputes
from huying.voices.followups import operations as followups
from huying.voices.ideas import operations as ideas
from huying.voices.models import Aid, Dispute, Petition, Voice
from huying.voices.petitions import operations as petitions
from huying.voices.posts import operations as posts

from . import days

DISPUTES = (
    ("两户人家为院墙的地界争了半年，想请人说和。", "院墙地界"),
    ("楼上漏水泡坏了楼下的天花板，赔多少谈不拢。", "楼上漏水"),
    ("承包地的水渠改道，下游两户浇不上水，起了争执。", "水渠改道"),
    ("广场舞音响的时间，跳舞的和备考的学生家长闹得不愉快。", "广场舞音响"),
    ("合伙买的收割机，分账的时候算法不一样。", "收割机分账"),
)
LEGAL = (
    "打了三个月零工，工头说等工程款到了再给，没有合同怎么办？",
    "父亲过世，老房子几个子女怎么分，需要哪些手续？",
    "在网上买的种子不出苗，商家不认，能不能要求赔偿？",
    "租的门面房东要提前收回，装修的钱谁来出？",
)
PETITIONS = (
    ("安置房交房两年没有办下产权证，请求明确办理时间。", "gov"),
    ("原集体企业退休人员的补贴计算年限有争议，请求核实。", "gov"),
    ("村里征收林地的补偿款分配没有公示，请求公开。", "gov"),
)
IDEAS = (
    "希望在学校门口装测速和人行横道灯。", "希望在学校门口装人行横道灯和测速！", "学校门口请装人行横道灯。",
    "老小区加装电梯，补助能不能再多一点？", "老小区加装电梯的补助请提高一些。", "请在滨河公园增设公共厕所。",
    "村里的卫生室希望每天都有医生。", "社区食堂希望覆盖到东片几个老小区。", "希望多开一条去县医院的公交线。",
    "去县医院的公交希望再开一条线。", "建议把旧厂房改成篮球馆。", "菜市场请改造地面，下雨太滑。", "路灯太暗，希望换成亮一点的。",
)  # fmt: skip
ROUTES = (
    ("transport", "jtj"), ("environment", "sthj"), ("education", "jyj"), ("health", "wjj"), ("labour", "rsj"), ("urban", "zjj"),
)  # fmt: skip


def add(ground, now) -> None:
    """Call inside the county."""
    lot = days.lots(ground.root, "consulting")
    with notices.kept_quiet(), process.together():
        _books(ground, now - timedelta(days=200))
        _disputes(ground, lot, now)
        _legal(ground, lot, now)
        _petitions(ground, now)
        _calls(ground, now)
        _talks(ground, now)
        _briefed(ground, now)
        for member in (ground.clerk, ground.deputies[0]):
            DigestChoice.objects.create(member=member, every="week", fields=[])


def _books(ground, at) -> None:
    by = ground.clerk
    for code, unit in ROUTES:
        if unit in ground.units and code in ground.fields:
            books.routes.enter(
                by=by,
                at=at,
                field=ground.fields[code],
                tier="county",
                unit=ground.units[unit],
                note="部门职责清单",
            )
    for town in list(ground.keepers)[:3]:
        if town in ground.units:
            area = ground.towns.get(town)
            books.routes.enter(by=by, at=at, area=area, tier="town", unit=ground.units[town], note="属地管理")
    names = ("陶桂芳", "侯大勇", "蒋小满", "曲文彬", "单玉兰", "葛春生")
    for n, village in enumerate(next(iter(ground.villages.values()))[:4]):
        books.chains.enter(
            by=by, at=at, deputy=ground.deputies[n % len(ground.deputies)], member=names[n], representative=names[-1 - n // 2],
            area=village, place=f"{village.name}东片", households=40 + 13 * n,
        )  # fmt: skip
    books.watchlists.enter(by=by, at=at, words="办假证\n代开发票")
    steps = (
        "正在发生的，先打 110、119、120。",
        "燃气抢修 0000-6600119（全天）。",
        "所在乡镇、街道值班室见通讯录，先口头交办再转交。",
        "打过的电话用“已电话通知”记下。",
    )
    books.plans.enter(by=by, at=at, words="\n".join(steps))


def _hear(ground, town, at, text, kind, **more):
    keeper = ground.keepers[town]
    voice = act.hear(
        by=keeper, at=at, text=text, kind=kind, station=ground.stations.get(town), area=ground.villages[town][0],
        author=more.pop("author", "郭建军"), phone=more.pop("phone", ""), code_seed=f"demo {kind} {text[:8]}", **more,
    )  # fmt: skip
    act.file(voice, by=keeper, at=at + timedelta(hours=2))
    return keeper, voice


def _disputes(ground, lot, now) -> None:
    towns = list(ground.keepers)
    for n, (text, title) in enumerate(DISPUTES):
        at = now - timedelta(days=(62, 44, 27, 12, 4)[n], hours=4)
        keeper, voice = _hear(ground, towns[n % len(towns)], at, text, "dispute", title=title)
        dispute = Dispute.objects.get(voice=voice)
        disputes.assign(
            dispute,
            by=keeper,
            at=at + timedelta(days=1),
            handler=keeper,
            mediator="老支书葛春生",
            parties="双方各一户",
        )
        if n == 4:
            continue
        disputes.mediate(
            dispute, by=keeper, at=at + timedelta(days=2), text="听了双方的说法，看了现场，约好再谈。"
        )
        if n == 3:
            continue
        after = at + timedelta(days=6)
        if n == 2:
            disputes.fail(
                dispute, by=keeper, at=after, way="litigation", text="对损失怎样计算分歧太大，没有谈成。"
            )
            continue
        due = (after + timedelta(days=15)).date()
        disputes.agree(
            dispute,
            by=keeper,
            at=after,
            agreement="各让一步：费用对半，十五天内修好，互不追究。",
            performs_on=due,
        )
        if n == 0:
            disputes.keep(
                dispute,
                by=keeper,
                at=after + timedelta(days=18),
                text="到现场看过，已按协议修好，双方签了字。",
            )


def _legal(ground, lot, now) -> None:
    towns = list(ground.keepers)
    for n, text in enumerate(LEGAL):
        at = now - timedelta(days=(35, 20, 9, 3)[n], hours=5)
        keeper, voice = _hear(ground, towns[n % len(towns)], at, text, "legal")
        row = Aid.objects.get(voice=voice)
        if n == 3:
            continue
        meets = at + timedelta(days=2) if n < 2 else now + timedelta(days=2, hours=13)
        booked = {
            "adviser": ("苏律师", "莫律师")[n % 2],
            "office": "青禾县法律援助中心",
            "place": "联络站会议室",
            "meets_at": meets,
        }
        aid.book(row, by=keeper, at=at + timedelta(days=1), **booked)
        if n == 0:
            aid.refer(
                row,
                by=keeper,
                at=meets + timedelta(hours=1),
                way="arbitration",
                text="带上考勤、转账和聊天记录。",
            )
        elif n == 1:
            aid.advise(
                row,
                by=keeper,
                at=meets + timedelta(hours=1),
                text="先办继承公证或者协商分割协议，再到不动产登记中心过户。",
            )


def _petitions(ground, now) -> None:
    towns = list(ground.keepers)
    for n, (text, unit) in enumerate(PETITIONS):
        at = now - timedelta(days=(70, 25, 5)[n], hours=6)
        _keeper, voice = _hear(ground, towns[n % len(towns)], at, text, "petition")
        row = Petition.objects.get(voice=voice)
        if n == 2:
            continue
        unit = ground.units[unit]
        petitions.accept(
            row, by=ground.clerk, at=at + timedelta(days=6), unit=unit, visitors=3, representatives=2
        )
        if n == 0:
            told = "经核实，产权证因规划验收滞后未办，现已完成验收，自下月起分批办理。"
            petitions.reply(row, by=ground.clerk, at=at + timedelta(days=50), result="supported", text=told)


def _calls(ground, now) -> None:
    by = ground.clerk
    told = (
        "请说说您最希望明年办成的一件事：在哪里、为什么急、希望怎样办。每条意见都会答复。",
        "代表工作委员会 0000-6600100",
    )
    made = []
    for title, begun, lasts in (
        ("明年民生实事项目建议", 9, 30), ("城乡公交线路优化", 80, 30), ("今年民生实事项目建议", 330, 40),
    ):  # fmt: skip
        at = now - timedelta(days=begun, hours=9)
        call = calls.draft(
            by=by,
            at=at,
            title=f"征集{title}",
            text=told[0],
            contact=told[1],
            closes_on=(at + timedelta(days=lasts)).date(),
        )
        calls.open(call, by=by, at=at + timedelta(hours=1))
        for n, text in enumerate(IDEAS):
            ideas.send(
                by=process.public(), at=at + timedelta(days=1 + n % 7, minutes=n), call=call, text=text, consent=True,
                may_publish=n % 2 == 0, code_seed=f"demo idea {begun} {n}",
            )  # fmt: skip
        made.append((call, at + timedelta(days=lasts + 1)))
    for n, (call, at) in enumerate(made[1:]):
        calls.close(call, by=process.house(), at=at)
        for k, idea in enumerate(call.ideas.order_by("pk")):
            if n == 0 and k > 8:
                break
            answer, text = (
                (ideas.adopt, "已列入候选项目，提请票决。"), (ideas.refuse, "已有在建项目，明年完工，不再重复立项。"),
                (ideas.adopt_partly, "先在两处试点，效果好再推开。"),
            )[k % 3]  # fmt: skip
            answer(idea, by=by, at=at + timedelta(days=3 + k % 5), text=text)
        if n == 1:
            summary = (
                "采纳的意见合并为五个候选项目，经票决定下三件；没有采纳的主要是已有在建项目或者条件还不成熟。"
            )
            calls.publish(call, by=by, at=at + timedelta(days=20), summary=summary)


def _talks(ground, now) -> None:
    town = next(iter(ground.keepers))
    keeper, station, deputy = ground.keepers[town], ground.stations.get(town), ground.deputies[0]
    unit = next(iter(ground.units.values()))
    common = {"station": station, "deputies": ground.deputies[:2], "units": [unit]}
    for n, (kind, topic, told) in enumerate((
        ("yard", "晒谷场上说秋收", "秸秆综合利用的补贴怎么领"), ("residents", "老小区停车位怎么分", ""),
        ("council", "滨河步道要不要装护栏", ""), ("meeting", "集贸市场搬迁座谈", ""),
    )):  # fmt: skip
        at = now - timedelta(days=(48, 33, 16, 6)[n], hours=3)
        row = talks.record(
            by=keeper, at=at, topic=topic, kind=kind, held_on=(at - timedelta(days=1)).date(), attended=18 + 7 * n, told=told,
            minutes="大家先后发言，主要意见记在下面。", heard="有人赞成，有人担心费用；共同的要求是先公示再动工。",
            solved="现场说和了两户晒场的边界。" if kind == "yard" else "", place=f"{town}", **common,
        )  # fmt: skip
        if n == 3:
            continue
        talks.conclude(
            row, by=keeper, at=at + timedelta(days=1), conclusion="先公示方案和费用，两周后再议；急的先办。"
        )
        due = (now + timedelta(days=12 - 9 * n)).date() if n < 2 else (now + timedelta(days=25)).date()
        item = followups.set(
            by=keeper,
            at=at + timedelta(days=1),
            consultation=row,
            text="把方案和费用贴在公示栏，收集不同意见。",
            unit=unit,
            finish_on=due,
        )
        if n == 0:
            followups.finish(
                item, by=keeper, at=at + timedelta(days=9), text="已公示十天，收到意见六条，都作了答复。"
            )
        if n < 2:
            talks.publish(row, by=keeper, at=at + timedelta(days=10))
    at = now - timedelta(days=3)
    thread = talks.plan(
        by=keeper,
        at=at,
        topic="早市占道怎么管",
        kind="thread",
        text="既要烟火气，也要走得过去。",
        is_open=True,
        **common,
    )
    talks.open(thread, by=keeper, at=at + timedelta(hours=1))
    posts.write(
        by=deputy,
        at=at + timedelta(hours=2),
        consultation=thread,
        text="建议七点半以前允许摆，之后清场，由商户自己推人管。",
    )
    for n, text in enumerate(
        (
            "卖菜的也不容易，划几个固定的格子吧。",
            "最窄的地方急救车过不去，那一段不能摆。",
            "支持早市，但要有人收垃圾。",
        )
    ):
        post = posts.say(
            by=process.public(),
            at=at + timedelta(hours=5 + n),
            consultation=thread,
            text=text,
            name=("老街坊", "", "小林")[n],
        )
        if n < 2:
            posts.show(post, by=keeper, at=at + timedelta(hours=6 + n))
    talks.plan(
        by=ground.clerk, at=now - timedelta(days=1), topic="冬季供暖怎么保障", kind="meeting", meets_at=now + timedelta(days=6),
        place="机关二楼会议室", **common,
    )  # fmt: skip


def _briefed(ground, now) -> None:
    """One urgent matter brought before the leaders, one with their word already."""
    rows = (
        Voice.objects.filter(state__in=("heard", "handed"), file_kind="")
        .exclude(urgency="none")
        .order_by("-pk")[:2]
    )
    for n, voice in enumerate(rows):
        act.brief(voice, by=ground.clerk, at=now - timedelta(hours=6))
        if n:
            act.instruct(
                voice,
                by=ground.cast["chenli"],
                at=now - timedelta(hours=3),
                text="请三日内到现场，先解决眼前的困难，办理情况报我。",
            )
