"""What triage has to show: neighbours who say the same, what cannot wait, and what many spoke of lately."""

from datetime import timedelta

from huying.kernel import process, scope
from huying.voices import operations as act
from huying.voices.triage.board.periods import DAYS, period
from huying.voices.triage.board.reckon import reckon
from huying.voices.triage.matching import keys

from . import days, people

# One matter in the mouths of several people: titles and texts are invented.
BRIDGE = (
    (
        "{village}石板桥被水冲坏",
        "{village}村口的石板桥被水冲了一个大洞，孩子上学要绕三里路，雨天更不敢走。请早点派人来修。",
    ),
    (
        "{village}石板桥有大洞没人修",
        "{village}村口的石板桥被水冲出一个大洞，孩子们上学要绕三里路。希望早点修好，先把警示牌立上。",
    ),
    (
        "修一修{village}的石板桥",
        "我家孩子天天过{village}村口的石板桥，桥面被水冲了一个大洞，雨天更不敢走。请早点派人来修。",
    ),
    (
        "{village}石板桥太危险",
        "{village}村口石板桥冲了大洞快两个月了，孩子上学要绕三里路，老人也过不去，希望早点修好。",
    ),
    (
        "{village}石板桥什么时候修",
        "问过几次了，{village}村口的石板桥被水冲坏，孩子上学要绕三里路，到底什么时候修？",
    ),
)
MARKET = (
    (
        "{town}大集占道堵车",
        "{town}逢集把整条街都占了，两边住户出不了门。希望划个地方摆摊。",
    ),
    (
        "{town}集市占道影响出行",
        "{town}赶集那天街上全是摊位，车辆堵得动不了，住户出不了门。希望划出固定地方摆摊。",
    ),
    (
        "{town}大集占道多年没人管",
        "{town}逢集整条街都被摊位占了，堵车一堵半天。希望划个地方统一摆摊。",
    ),
)
PRESSING = (
    (
        "三号楼楼道有煤气味",
        "三号楼二单元楼道里煤气味道很大，怀疑管道泄漏，楼上住着好几位老人，打过两次电话还没人来。",
    ),
    ("工地不给结工钱", "我们十一个人在{town}工地干了四个月，包工头拖欠工资，说等验收，快过年了家里等钱用。"),
)


def add(grounds, now) -> None:
    """Into the county; keys and hot matters for every congress. `now` is the evening before the day of the seed."""
    county = grounds[0]
    with scope.congress(county.congress):
        rng = days.lots(county.root, "hints")
        towns = [town for town in county.stations if town in county.keepers]
        with process.together():
            _told(county, BRIDGE, towns[0], rng, now)
            _told(county, MARKET, towns[1], rng, now)
            for n, (title, text) in enumerate(PRESSING):
                _hear(county, towns[n], title, text, rng, now - timedelta(hours=2 - n))
    for ground in grounds:
        with scope.congress(ground.congress):
            keys.catch_up(10**6)
            for span in DAYS:
                reckon(span, *period(span, now.date()), at=now)


def _told(county, texts, town, rng, now) -> None:
    for n, (title, text) in enumerate(texts):
        _hear(
            county,
            town,
            title,
            text,
            rng,
            now - timedelta(days=2 * (len(texts) - n), hours=rng.randint(1, 9)),
        )


def _hear(county, town, title, text, rng, at) -> None:
    village = county.villages[town][0]
    words = {"town": town, "village": village.name}
    name = rng.choice(people.FAMILIES) + rng.choice(people.GIVEN["f"])
    act.hear(
        by=county.keepers[town], at=at, channel="station", station=county.stations[town], area=village,
        title=title.format(**words), text=text.format(**words), author=name, phone=f"1380000{rng.randint(1000, 9999)}",
        code_seed=f"demo hints {title}",
    )  # fmt: skip
