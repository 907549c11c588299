"""The county's places beside the liaison stations: what they are measured by, what was built, who came to see them."""

import io
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from huying.kernel import process
from huying.stations import operations as stations
from huying.stations.assessments import operations as assessments
from huying.stations.checklists import lines
from huying.stations.checklists import operations as checklists
from huying.stations.tours import operations as tours
from huying.stations.upgrades import operations as upgrades

from . import days, places

BACK = timedelta(days=200)
SOURCE = "演示内容，不是任何地方的标准"
STAR = """有固定的接待场所 | 20 | 附材料
接待时间上墙并按时开放 | 20
进站代表名单公开 | 20
群众反映件件有登记 | 20
每年向选民报告履职情况 | 20"""
SHORT = {"2": "没有打印机", "3": "制度没有上墙", "4": "上半年台账缺两次接待记录"}
GROUPS = ("临溪县人大常委会", "县第二实验小学", "沧源市人大代表学习班", "县委党校学员", "邻县镇人大主席团", "云桥街道居民代表",
          "市人大常委会调研组", "县直机关青年干部")  # fmt: skip
WORKS = (
    ("增设电子屏和查询终端", 48_000, "县财政预算"),
    ("接待室修缮和无障碍坡道", 126_000, "街道自筹"),
    ("更换桌椅和档案柜", 21_500, "县财政预算"),
)


def add(ground, now) -> None:
    """Everything of this page. Call inside the county."""
    rng = days.lots(ground.root, "stations")
    first = datetime.combine(now.date() - BACK, time(9, 0), days.CHINA)
    with process.together():
        _places(ground, first)
        _measured(ground, now, rng)
        _honoured(ground, now)
        _built(ground, now)
        _visited(ground, now, rng)


def _places(ground, first):
    clerk, towns = ground.clerk, ground.towns
    step = {"by": clerk, "at": first}
    about = "县、镇两级代表在这里学习、议事、接待群众；欢迎进来坐坐。"
    base = stations.register(
        **step, name="青禾县全过程人民民主实践中心", kind="base", area=towns["青石街道"], address="青禾大道 1 号", about=about,
        telephone="0999-2299000", weekly=places.office_hours(0), head="陈力", **places.pin(14),
    )  # fmt: skip
    stations.register(
        **step, name="青石街道人大代表之家", kind="house", area=towns["青石街道"], base=base, address="书院街 12 号", about=about,
        keepers=[ground.keepers["青石街道"]], weekly=places.office_hours(2), **places.pin(0, aside=True),
    )  # fmt: skip
    stations.register(
        **step, name="梨产业代表联络站", kind="industry", area=towns["梨园镇"], base=base, trade="梨产业",
        address="梨园大市场二楼", keepers=[ground.keepers["梨园镇"]], weekly={"2": [["14:00", "17:00"]]},
        **places.pin(11, aside=True),
    )  # fmt: skip
    stations.register(
        **step, name="驻沧源市代表联络工作站", kind="outside", address="沧源市迎宾路 60 号青禾商会", telephone="0999-2299001",
        hours="在外乡亲可以随时打电话；来人请提前预约。", keepers=[ground.keepers["云桥街道"]],
    )  # fmt: skip
    stations.register(
        **step, name="文昌社区代表联系群众活动室", kind="room", area=ground.villages["青石街道"][0],
        parent=ground.stations["青石街道"], base=base, weekly={"6": [["09:00", "11:30"]]}, **places.pin(16),
    )  # fmt: skip
    stations.plan(
        **step, name="高台镇人大代表联络站", kind="station", area=towns["高台镇"], address="高台镇中心街"
    )
    for town in ("青石街道", "云桥街道", "梨园镇"):
        stations.amend(ground.stations[town], base=base, **step)
    stations.suspend(
        ground.stations["长堤镇"],
        by=ground.keepers["长堤镇"],
        at=first + timedelta(days=190),
        reason="屋面修缮，请到镇政府一楼接待室",
    )
    ground.stations["base"] = base


def _measured(ground, now, rng):
    clerk, begun = ground.clerk, now - timedelta(days=120)
    four = checklists.draft(by=clerk, at=begun, preset="four")
    checklists.put_in_force(four, by=clerk, at=begun)
    checklists.draft(by=clerk, at=begun, preset="six")
    star = checklists.draft(by=clerk, at=begun, preset="star", name="星级评定标准（演示）")
    checklists.edit(
        star,
        items=lines.parse(STAR),
        thresholds={"3": 60, "4": 80, "5": 100},
        source=SOURCE,
        by=clerk,
        at=begun,
    )
    checklists.put_in_force(star, by=clerk, at=begun)
    for n, town in enumerate(places.WITH_STATION[:11]):
        station, keeper = ground.stations[town], ground.keepers[town]
        at = begun + timedelta(days=10 + 8 * n)
        row = assessments.start(by=clerk, at=at, checklist=four, station=station)
        if n == 10:
            assessments.tick(row, by=keeper, at=at, item="1", met="yes")
            continue  # still being filled in
        if gap := rng.choice(("", "", "2", "3", "4")):
            assessments.tick(row, by=keeper, at=at, item=gap, met="no", note=SHORT[gap])
        assessments.tick_rest(row, by=keeper, at=at)
        assessments.finish(row, by=keeper, at=at + timedelta(days=2))
        if n < 9:
            assessments.confirm(row, by=clerk, at=at + timedelta(days=4))
        if n < 5:
            _starred(ground, star, station, keeper, n, at + timedelta(days=6))


def _starred(ground, star, station, keeper, n, at):
    clerk = ground.clerk
    row = assessments.start(by=clerk, at=at, checklist=star, station=station)
    paper = SimpleUploadedFile(
        "场所证明.txt", f"{station.name}：独立接待室一间（演示）。".encode(), "text/plain"
    )
    assessments.tick(row, by=keeper, at=at, item="1", met="yes", files=[paper])
    for item in ("5", "3")[: n % 3]:
        assessments.tick(row, by=keeper, at=at, item=item, met="no", note="还没有做到")
    assessments.tick_rest(row, by=keeper, at=at)
    assessments.finish(row, by=keeper, at=at)
    assessments.confirm(row, by=clerk, at=at + timedelta(days=1))
    if row.stars:
        basis = "青禾县人大常委会办公室星级评定结果（演示）"
        stations.award_star(
            station, by=clerk, at=at + timedelta(days=2), star=row.stars, basis=basis, assessment=row
        )


def _honoured(ground, now):
    stations.designate(
        ground.stations["青石街道"],
        by=ground.clerk,
        at=now - timedelta(days=60),
        designation="model",
        basis="演示",
    )


def _built(ground, now):
    clerk = ground.clerk
    for n, (title, budget, source) in enumerate(WORKS):
        station, at = ground.stations[places.WITH_STATION[n]], now - timedelta(days=110 - 40 * n)
        row = upgrades.plan(
            by=clerk, at=at, station=station, title=title, budget=Decimal(budget), finish_by=(at + timedelta(days=60)).date(),
            text="按照检查中列出的差距改造，方便群众进出和查询。",
        )  # fmt: skip
        if n == 2:
            continue
        upgrades.photograph(row, by=clerk, at=at, moment="before", files=[_picture("before.png", "#8a8f94")])
        upgrades.begin(row, by=clerk, at=at + timedelta(days=7))
        upgrades.fund(
            row, by=clerk, at=at + timedelta(days=9), amount=Decimal(budget) * 6 / 10, source=source
        )
        if n == 0:
            done = at + timedelta(days=45)
            upgrades.fund(row, by=clerk, at=done, amount=Decimal(budget) * 35 / 100, source=source)
            upgrades.photograph(
                row, by=clerk, at=done, moment="after", files=[_picture("after.png", "#2f6f4f")]
            )
            upgrades.finish(row, by=clerk, at=done, result="屏幕和终端已经启用，群众可以自己查进度。")


def _picture(name: str, colour: str) -> SimpleUploadedFile:
    """A drawn room: no photograph of any place."""
    image = Image.new("RGB", (480, 320), "#eeeae2")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 230, 480, 320), fill="#c9c2b5")
    pen.rectangle((60, 60, 240, 170), fill=colour)
    pen.rectangle((290, 150, 430, 260), fill="#9a7b5b")
    out = io.BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def _visited(ground, now, rng):
    clerk = ground.clerk
    spots = [ground.stations[n] for n in ("青石街道", "青石街道", "base", "base", "梨园镇", "云桥街道")]
    for n in range(26):
        at = now - timedelta(days=5 + 6 * n)
        tours.log(
            by=clerk, at=at, station=spots[n % len(spots)], group=GROUPS[n % len(GROUPS)], day=at.date(),
            people=rng.randint(12, 65), purpose="参观学习联络站建设",
        )  # fmt: skip
    for n, group in enumerate(GROUPS[:3]):
        tours.book(
            by=clerk, at=now - timedelta(days=1), station=spots[2 * n], group=group, day=now.date() + timedelta(days=3 + 4 * n),
            starts=time(9, 30), expected=30 + 5 * n, contact="马老师", phone="13800000000",
        )  # fmt: skip
