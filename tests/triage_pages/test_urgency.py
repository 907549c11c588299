"""What cannot wait: every sentence here is invented; hits name the kind, misses say nothing at all."""

import csv

import pytest

from huying.voices.triage import urgency

HITS = [
    ("self_harm", "我不想活了，每天都睡不着，谁也帮不了我。"),
    ("self_harm", "孩子说过好几次想自杀，我真的怕。"),
    ("self_harm", "要是再不给说法，我就从你们楼上要跳楼。"),
    ("self_harm", "邻居家的女儿昨晚割腕了，家里大人都在外地。"),
    ("self_harm", "他在群里发了遗书，电话也打不通。"),
    ("self_harm", "老伴喝了农药，医院让先交钱。"),
    ("self_harm", "房子没了，活不下去了。"),
    ("self_harm", "我想死了一了百了。"),
    ("self_harm", "他 不 想 活 了，求你们来个人。"),
    ("self_harm", "再逼我就同归于尽。"),
    ("life", "河堤随时可能决堤，下面住着二百多户。"),
    ("life", "学校后面的山坡正在滑坡，石头滚到操场上了。"),
    ("life", "三号楼楼道里天然气泄漏，味道很大。"),
    ("life", "电线掉在路上，一下雨就冒火。"),
    ("life", "路灯杆漏电，昨天电到一个放学的孩子。"),
    ("life", "刚才有个学生掉进没盖的井里了。"),
    ("life", "老人被困电梯一个多小时没人来。"),
    ("life", "小区着火了，昨天夜里又着火，消防车进不来。"),
    ("life", "我母亲走失三天了，七十八岁，有老年痴呆。"),
    ("life", "我父亲每周透析，现在没钱透析，医院要停。"),
    ("life", "食堂吃完饭，六个工人食物中毒住院。"),
    ("life", "再不修要出人命了。"),
    ("life", "人还压在下面，快派人！"),
    ("violence", "他喝了酒就家暴，昨天把我的手打断了。"),
    ("violence", "邻居持刀堵在我家门口。"),
    ("violence", "包工头威胁要砍我全家。"),
    ("violence", "我被非法拘禁在出租屋里，求救。"),
    ("violence", "养老院护工虐待老人，身上都是伤。"),
    ("violence", "他扬言要放火，说杀了我。"),
    ("children", "孩子在学校被几个高年级的欺凌，不敢上学。"),
    ("children", "幼儿园老师用针扎孩子。"),
    ("children", "补课老师猥亵女学生。"),
    ("children", "班主任体罚学生，罚跪一上午。"),
    ("children", "隔壁孩子爸妈都不在，八岁的孩子没人管，天天一个人去河边。"),
    ("children", "家里困难，女儿要辍学了。"),
    ("epidemic", "我们班十几个孩子发烧呕吐，学校不让说。"),
    ("epidemic", "村里接连有三个人感染，都喝了同一口井的水。"),
    ("epidemic", "养殖场疑似禽流感暴发，他们瞒报。"),
    ("epidemic", "幼儿园手足口病暴发，还照常上课。"),
    ("epidemic", "死猪扔到河里，水都臭了。"),
    ("epidemic", "自来水发黑，好多人家不敢喝。"),
    ("hazard", "井盖丢了半个月，晚上看不见。"),
    ("hazard", "我们楼电梯老是突然下坠，吓死人。"),
    ("hazard", "外墙瓷砖大块脱落，砸过车。"),
    ("hazard", "消防通道天天被车堵死。"),
    ("hazard", "难道非要等到出人命才有人管？"),
    ("hazard", "校车刹车失灵还在跑。"),
    ("wages", "工地拖欠我们三个月工资，快过年了。"),
    ("wages", "工资到现在没发，问就说等一等。"),
    ("wages", "我们十二个农民工来讨薪，跑了五趟。"),
    ("wages", "老板克扣工钱，还骂人。"),
    ("wages", "厂里关门了，两个月的血汗钱打水漂。"),
    ("wages", "劳务费一直没结，找谁都推。"),
    ("wages", "公司停发工资，社保也断了。"),
]
MISSES = [
    "村口的路灯坏了，晚上走路看不清。",
    "建议增加一路公交车，方便老人买菜。",
    "跳楼价甩卖的广告贴得到处都是，影响市容。",
    "吸烟等于慢性自杀，建议公共场所禁烟。",
    "希望学校多办预防自杀的心理讲座。",
    "我从未拖欠工资，请查清楚是谁在造谣。",
    "工资已经全部结清了，谢谢你们。",
    "农民工工资保证金怎么缴，需要哪些材料？",
    "我们这里工资不高，希望提高最低工资标准。",
    "经过抢救，他已经脱离生命危险，感谢医生。",
    "建议定期检查，防止坍塌。",
    "加强巡查，避免发生爆炸。",
    "想咨询反家庭暴力法的规定。",
    "社区办了防范拐卖的宣传活动，办得好。",
    "疫情期间交的房租能不能退一部分？",
    "疫情防控以来，社区工作人员很辛苦。",
    "这个游戏让他中毒很深，请管管网吧。",
    "我的身份证不见了，怎么补办？",
    "垃圾没人管，臭得很。",
    "孩子读高中离家远，希望开通校车。",
    "天然气什么时候能通到我们村？",
    "请问房屋征收的补偿标准是多少？",
    "广场舞声音太大，孩子没法写作业。",
    "被困扰多年的停车难终于解决了。",
    "手机掉进井里了，能不能帮忙捞一下？",
    "学校食堂饭菜太贵。",
    "打击假药要打假到底。",
    "小区电梯费涨价没有公示。",
    "煤气价格比县城高，希望降一点。",
    "老师批评了孩子几句，家长不必大惊小怪。",
    "图书馆几点开门？",
    "公司不欠工人工资，但是欠材料款。",
    "他冒着生命危险救人，应当表彰。",
    "听说要涨水费，请公开依据。",
    "几个月前发烧住院的报销还没有办下来。",
]


@pytest.mark.parametrize(("kind", "text"), HITS)
def test_what_presses_is_marked_with_the_words_that_did_it(kind, text):
    found = urgency.signs(text)
    assert kind in [sign.kind for sign in found]
    sign = next(s for s in found if s.kind == kind)
    assert sign.words
    assert sign.words in sign.sentence
    assert sign.level in ("danger", "urgent")


@pytest.mark.parametrize("text", MISSES)
def test_what_does_not_press_is_left_alone(text):
    assert urgency.signs(text) == []


def test_the_gravest_comes_first_and_each_kind_once():
    found = urgency.signs("拖欠工资五个月。老板克扣工钱。我不想活了，真的活不下去。", title="讨薪")
    assert [s.kind for s in found] == ["self_harm", "wages"]
    assert urgency.level(found) == "danger"
    assert urgency.level([]) == ""


def test_the_title_counts_too():
    assert [s.kind for s in urgency.signs("请尽快处理。", title="天然气泄漏")] == ["life"]


def test_a_negation_holds_only_for_what_stands_behind_it():
    assert urgency.signs("没有欠薪。") == []
    assert [s.kind for s in urgency.signs("没有人管我们，老板拖欠工资。")] == ["wages"]


@pytest.mark.parametrize(
    "text",
    ["", "。" * 5000, "拖" * 20_000, "欠" * 9_000 + "工资", "<script>alert(1)</script>", "\x00\u202e", "a" * 30_000,
     "几个" * 8000, "随时" * 8000, "{{ 7|add:7 }} %s %(x)s"],
)  # fmt: skip
def test_hostile_texts_are_only_read(text):
    for sign in urgency.signs(text):
        assert sign.kind in urgency.KINDS


@pytest.mark.realdata
def test_on_real_messages_a_mark_stays_rare(data):
    """A keeper who sees a mark on every third voice no longer looks: the share is held down, and unpaid wages are found."""
    with (data / "messages_train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [urgency.signs(row["detail"], row["title"]) for row in rows]
    marked = sum(1 for signs in found if signs) / len(rows)
    danger = sum(1 for signs in found if urgency.level(signs) == "danger") / len(rows)
    assert 0.03 < marked < 0.10
    assert danger < 0.04
    titled = [n for n, row in enumerate(rows) if "拖欠" in row["title"] and "工资" in row["title"]]
    caught = sum(1 for n in titled if "wages" in [s.kind for s in found[n]])
    assert len(titled) > 30
    assert caught / len(titled) > 0.9
