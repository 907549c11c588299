"""Deputies among the people of the county: stations, cards, the contact network, addresses, letters."""

from datetime import datetime, time, timedelta

from huying.deputies.addresses.matching import normal
from huying.deputies.cards import operations as cards
from huying.deputies.contacts.operations import contacts, pairs, plans
from huying.deputies.letters import operations as letters
from huying.deputies.models import Address, ContactPair, Guest
from huying.deputies.postings import operations as postings
from huying.deputies.postings import queries as nearest
from huying.kernel import notices, process
from huying.kernel.register import operations as register
from huying.kernel.roster import District, Membership, Organ, Person

from . import days, people, places

BACK = timedelta(days=240)
OFFICES = (("常务委员会主任",), ("常务委员会副主任",), ("常务委员会副主任",))
COMMITTEES = {
    "法治": "监察和法制委员会", "财经": "财政经济委员会", "教科文卫": "教科文卫工作委员会",
    "农业农村": "农业农村工作委员会", "城建环资": "城建环资工作委员会", "社会建设": "社会建设委员会",
}  # fmt: skip
GUESTS = (
    ("陶望舒", "national", "全国人民代表大会", "乡村教师"), ("罗远山", "province", "某省人民代表大会", "农艺师"),
    ("严知秋", "city", "沧源市人民代表大会", "社区医生"), ("万小舟", "city", "沧源市人民代表大会", "纺织女工"),
)  # fmt: skip
INTROS = {
    "linzhiyuan": "在青石中学教书二十年，关心孩子上学路上的安全和老小区的停车。每月第一个周三在联络站。",
    "gaoxiulan": "带着乡亲们种梨、卖梨。村里的路、水和老人的饭，都可以跟我说。",
    "wangjianguo": "开了半辈子公交车，哪条线挤、哪个站没有棚，我心里有数。",
}
TALKED = (
    "听取对县里重点工作的意见，谈了履职中的困难。",
    "一起到村里看了正在修的路。",
    "了解建议办理进展，转达承办单位的说明。",
    "谈了老小区加装电梯的事，约好下月再碰一次。",
    "走访三户人家，问了医保和孩子上学。",
    "讨论集市搬迁，记下不同意见。",
)
RAISED = (
    "村口的路灯坏了几盏，晚上老人不敢出门。",
    "校门口没有人行横道线。",
    "安置小区办证拖了两年。",
    "灌溉渠淤塞，下游浇不上水。",
)
SAID = (
    "小区门口的公交站没有雨棚，下雨天老人孩子没处站，能不能帮着问问？",
    "我们村的自来水一到傍晚就没有压力，做饭洗澡都难，请代表来看看。",
    "孩子上学要过国道，没有红绿灯，家长轮流举牌子，心里总不踏实。",
    "老街的电线像蜘蛛网，去年还起过一次火，住在这里害怕。",
    "村卫生室只有半天有人，老人拿药要跑镇上，能不能固定时间？",
    "广场舞的音响太大，和他们商量没用，想请代表出面协调个时间。",
    "农田边的渠堵了三年，一下雨就淹，今年玉米又减产。",
    "社区食堂什么时候能开？我们独居老人盼着呢。",
    "快递点撤了以后取件要走两公里，请反映一下。",
    "夜市油烟直接往楼上飘，窗户不敢开。",
    "谢谢代表上次帮忙，路灯已经亮了，特地写信说一声。",
    "低保的材料交了两个月没有消息，想知道卡在哪里。",
)
ANSWERS = (
    "来信收到。我到现场看过，已和有关单位联系，他们答应本月内处理，我会继续跟进。",
    "谢谢您的信任。这件事我已写进给县里的建议，办理进展会请联络站告诉您。",
    "我问过了：材料已在审核，预计下周有结果；如有变化我再给您回信。",
)


def add(ground, now) -> None:
    """Call inside the county, before its duties: they ask who is posted where."""
    first = now - BACK
    lot = days.lots(ground.root, "contacts")
    with notices.kept_quiet():
        _addresses(ground, first)
        _postings(ground, first, now)
        _cards(ground, first)
        _network(ground, lot, first, now)
        _letters(ground, lot, now)


def _addresses(ground, at) -> None:
    """Villages, estates and roads; three old names of merged or renamed villages."""
    by_area = {d.area_id: d for d in District.objects.filter(area__isnull=False).order_by("-number")}
    rows, estates = [], list(places.ESTATES)
    for town, villages in ground.villages.items():
        for n, village in enumerate(villages):
            given = {
                "area": village,
                "district": by_area.get(village.pk),
                "station": ground.stations.get(town),
            }
            rows += [Address(text=f"{town}{village.name}", **given), Address(text=village.name, **given)]
            if town in places.STREETS and estates and n < 5:
                rows.append(Address(text=estates.pop(), **given))
    first = ground.villages[places.TOWNS[3]][0]
    rows += [
        Address(text=f"{road}{n}号", area=ground.villages[places.STREETS[n % 3]][n % 6])
        for n, road in enumerate(places.ROADS, 1)
    ]
    rows = list({normal(a.text): a for a in rows}.values())
    for row in rows:
        row.congress, row.key = ground.congress, normal(row.text)
    Address.objects.bulk_create(rows, batch_size=500)
    new = next(a for a in rows if a.text == first.name)
    old = [Address(congress=ground.congress, text=t, key=normal(t), until=u, successor=new) for t, u in (
        ("老柳营村", at.date() - timedelta(days=900)), ("河西大队", at.date() - timedelta(days=2400)))]  # fmt: skip
    Address.objects.bulk_create(old)
    register.enter_all([*rows, *old], by=process.house(), at=at, facts={"seed": True})


def _postings(ground, first, now) -> None:
    """Nearly everybody at the nearest station; some wait for the office, some towns have no station yet."""
    clerk, found = ground.clerk, [(m, c[0]) for m, c in nearest.suggestions() if c]
    cast = set(ground.cast.values())
    waiting = [one for one in found[7::24] if one[0] not in cast]
    done = [one for one in found if one not in waiting]
    made = postings.post_many([(m, c.place.key, c.reasons) for m, c in done], by=clerk, at=first)
    postings.propose_all(by=clerk, at=now - timedelta(days=2), chosen={m.pk for m, _c in waiting[:6]})
    points = [s for s in nearest.stations() if s.kind == "point"]
    if points:
        postings.move(
            made[0], by=clerk, at=first + timedelta(days=90), to=points[0], reason="迁居，改到离家近的联络点"
        )
    stations = list(ground.stations.values())
    for n, (name, level, of, title) in enumerate(GUESTS):
        guest = Guest(name=name, level=level, of=of, title=title)
        register.enter(by=clerk, at=first, row=guest)
        postings.post(by=clerk, at=first, guest=guest, station=stations[n % len(stations)])


def _cards(ground, at) -> None:
    made = {c.member_id: c for c in cards.publish_many(ground.deputies, by=ground.clerk, at=at)}
    for key, intro in INTROS.items():
        card = made[ground.cast[key].pk]
        cards.edit(
            card, by=card.member, at=at + timedelta(days=3), intro=intro, tags=card.tags, takes_letters=True
        )
    cards.hide(
        made[ground.deputies[-1].pk],
        by=ground.clerk,
        at=at + timedelta(days=20),
        reason="本人长期外出，请求暂不公开",
    )


def _leaders(ground, at) -> list:
    """The chair and the vice-chairs beside the one of the cast."""
    lot, made = days.lots(ground.root, "leaders"), []
    taken = set(Person.objects.values_list("name", flat=True))
    for (title,) in OFFICES:
        while (name := lot.choice(people.FAMILIES) + lot.choice(people.GIVEN["m"])) in taken:
            pass
        taken.add(name)
        made.append(
            Membership.objects.create(
                person=Person.objects.create(name=name, gender="m"), role="leader", title=title
            )
        )
    register.enter_all(made, by=process.house(), at=at, facts={"seed": True})
    return [made[0], ground.cast["chenli"], *made[1:]]


def _plan(ground, at, **given):
    plan = plans.draft(by=ground.clerk, at=at, starts_on=at.date().replace(month=1, day=1), **given)
    plans.activate(plan, by=ground.clerk, at=at)
    return plan


def _network(ground, lot, first, now) -> None:
    """Chair → vice-chairs → members → deputies → people; six committees with 95 deputies; contacts of the last months."""
    clerk, since = ground.clerk, first.date()
    chair, *vices = _leaders(ground, first)
    one_to_n = _plan(
        ground,
        first,
        name="常委会组成人员联系代表",
        kind="group",
        size=8,
        times=1,
        per="quarter",
        basis="县人大常委会联系代表办法",
    )
    by_trade = _plan(
        ground,
        first,
        name="专工委对口联系代表",
        kind="group",
        size=20,
        times=1,
        per="half",
        basis="县人大专工委对口联系代表办法",
    )
    ones = _plan(
        ground, first, name="代表“三个一”活动", kind="actions", times=1, per="year", basis="县人大常委会活动方案（示例，可改）",
        actions=["走访一个村或社区", "参加一次接待", "提出一条意见建议"],
    )  # fmt: skip
    members = [d for n, d in enumerate(ground.deputies) if n % 9 == 4][:24]
    rows = [{"layer": "vice", "upper": chair, "lower": v, "plan": one_to_n} for v in vices]
    rows += [
        {"layer": "member", "upper": vices[n % len(vices)], "lower": m, "plan": one_to_n}
        for n, m in enumerate(members)
    ]
    rows += [
        {"layer": "site", "upper": v, "station": s}
        for v, s in zip(vices, ground.stations.values(), strict=False)
    ]
    made = pairs.pair_many([{**r, "since": since} for r in rows], by=clerk, at=first)
    shared = pairs.shared_out(members, one_to_n)
    made += pairs.pair_many([{**r, "since": since} for r in shared], by=clerk, at=first)
    for name, committee in COMMITTEES.items():
        organ, group = Organ.objects.get(name=committee), Organ.objects.get(name=f"{name}专业小组")
        made += pairs.pair_many(
            [{**r, "since": since} for r in pairs.of_group(organ, group, by_trade)], by=clerk, at=first
        )
    below = [
        {"layer": "people", "upper": d, "area": lot.choice(ground.villages[d.organ.name.removesuffix("代表团")]),
         "households": lot.randint(6, 20), "plan": ones, "since": since}
        for d in ground.deputies if lot.random() < 0.93
    ]  # fmt: skip
    made += pairs.pair_many(below, by=clerk, at=first)
    _contacts(made, lot, now)


def _contacts(made: list[ContactPair], lot, now) -> None:
    rows = []
    for pair in made:
        if lot.random() > 0.72:
            continue
        day = now.date() - timedelta(days=lot.randint(1, 80))
        raised = lot.choice(RAISED) if lot.random() < 0.08 else ""
        writer = pair.upper or pair.lower
        action = lot.choice(pair.plan.actions) if pair.plan_id and pair.plan.actions else ""
        way = lot.choice(("visit", "visit", "station", "forum", "phone"))
        rows.append({"pair": pair, "on": day, "way": way, "text": lot.choice(TALKED), "issues": raised, "action": action,
                     "written_by": writer})  # fmt: skip
    logged = contacts.log_many(rows, by=process.house(), at=now - timedelta(hours=6))
    once = {c.issues: c for c in logged if c.issues}  # each matter becomes one voice
    for contact in list(once.values())[:4]:
        contacts.pass_on(contact, by=contact.written_by, at=now - timedelta(hours=4))


def _letters(ground, lot, now) -> None:
    """Letters in every state: waiting, answered, rated, late with a keeper told, handed on, declined, unconfirmed."""
    lin, gao, wang = (ground.cast[k] for k in ("linzhiyuan", "gaoxiulan", "wangjianguo"))
    life = (
        (lin, 2, "wait"), (lin, 6, "wait"), (gao, 9, "wait"), (lin, 30, "rate"), (lin, 48, "rate"), (gao, 40, "answer"),
        (wang, 22, "late"), (lin, 19, "late"), (gao, 15, "hand"), (wang, 26, "decline"), (lin, 70, "rate"), (lin, 0, "said"),
    )  # fmt: skip
    public = process.public()
    for n, (deputy, ago, way) in enumerate(life):
        at = datetime.combine(now.date() - timedelta(days=ago), time(9 + n % 9, 7 * n % 60), days.CHINA)
        name = lot.choice(people.FAMILIES) + lot.choice(people.GIVEN["f" if n % 2 else "m"])
        phone = f"1380000{lot.randint(1000, 9999)}" if n % 3 else ""
        letter = letters.write(
            by=public,
            at=at,
            member=deputy,
            text=SAID[n % len(SAID)],
            consent=True,
            author=name,
            phone=phone,
            code_seed=f"demo {n}",
        )
        if way == "said":
            continue
        letters.confirm(letter, by=public, at=at + timedelta(minutes=4), code=letter.fresh_code)
        _live(letter, way, at, lot, ground)


def _live(letter, way, at, lot, ground) -> None:
    if way in ("rate", "answer"):
        letters.answer(letter, by=letter.member, at=at + timedelta(days=4), text=lot.choice(ANSWERS))
    if way == "rate":
        letters.rate(
            letter, by=process.public(), at=at + timedelta(days=6), rating=lot.choice(("satisfied", "satisfied", "basically")),
            code=letter.fresh_code,
        )  # fmt: skip
    if way == "late":
        letters.alert(letter, by=process.house(), at=at + timedelta(days=11))
    if way == "hand":
        letters.hand_to_triage(letter, by=letter.member, at=at + timedelta(days=2), note="需要部门办理。")
    if way == "decline":
        letters.decline(letter, by=ground.clerk, at=at + timedelta(days=1), reason="spam")
