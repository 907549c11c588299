"""Polls of the county: one of each kind, declared, counted, open and in the making."""

from datetime import timedelta

from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open, cast_sealed
from huying.kernel import notices, process
from huying.kernel.roster import Organ

from . import days

UNITS = ("住房和城乡建设局", "交通运输局", "教育局", "卫生健康局", "市场监督管理局")
PROJECTS = (
    "老旧小区改造二十个", "新建公办幼儿园三所", "农村供水管网更新八十公里", "县医院开通五条公交专线", "加装电梯三十部",
    "社区食堂十五处", "改造乡镇卫生院四所", "口袋公园十处", "中小学路口护学工程", "村级养老服务站二十个", "夜市油烟治理",
    "停车场增加泊位八百个",
)  # fmt: skip
CHOSEN = 10


def add(ground, now) -> None:
    """Call inside the county."""
    lot = days.lots(ground.root, "polls")
    committee = Organ.objects.filter(kind="standing_committee").first()
    few, all_here = ground.deputies[:31], ground.deputies
    hall = _Hall(ground.clerk, lot)
    with notices.kept_quiet(), process.together():
        hall.declared(now - timedelta(days=150), "关于批准财政决算的决议", "motion", "open", committee, few, names=True,
                      sheet=hall.mostly("m", 27))  # fmt: skip
        hall.declared(now - timedelta(days=90), "对五个部门办理代表建议的满意度测评", "satisfaction", "separated", committee, few,
                      objects=UNITS, way="satisfaction_half", sheet=hall.judged)  # fmt: skip
        hall.declared(now - timedelta(days=60), "任命县人民政府组成人员", "appointment", "separated", committee, few,
                      objects=("苏明远为县教育局局长", "方晓岚为县司法局局长"), way="committee_appointment",
                      sheet=hall.persons)  # fmt: skip
        hall.declared(now - timedelta(days=40), "民生实事项目票决", "choosing", "separated", None, all_here, objects=PROJECTS,
                      pick=CHOSEN, surplus=(1, 5), way="choosing_majority", sheet=hall.projects)  # fmt: skip
        short = hall.declared(now - timedelta(days=20), "补选常务委员会副主任", "election", "separated", None, all_here,
                              objects=("俞佳禾", "孟书远"), seats=1, write_ins=True, way="congress_elects_vice", sheet=hall.split,
                              publish=False)  # fmt: skip
        act.again(short, by=ground.clerk, at=now - timedelta(days=19))
        hall.under_way(now - timedelta(hours=2), "关于加强饮用水水源保护的决定", committee, few)
        survey = [
            {"label": "下次视察最想看什么", "options": ["学校", "医院", "工地", "农村道路"], "text": True}
        ]
        poll = act.propose(by=ground.clerk, at=now - timedelta(hours=3), title="下一年视察题目征求意见", kind="survey",
                           secrecy="separated", objects=survey)  # fmt: skip
        act.prepare(poll, by=ground.clerk, at=now - timedelta(hours=3), roll=all_here)


class _Hall:
    """Members press what their lot says."""

    def __init__(self, clerk, lot):
        self.clerk, self.lot = clerk, lot

    def declared(self, at, title, kind, secrecy, organ, roll, *, sheet, publish=True, names=False, **given):
        poll = act.propose(
            by=self.clerk, at=at, title=title, kind=kind, secrecy=secrecy, organ=organ, **given
        )
        act.prepare(poll, by=self.clerk, at=at, roll=roll)
        here = [m for n, m in enumerate(roll) if n % 11 != 7]
        act.open(poll, by=self.clerk, at=at, members=[m.pk for m in here])
        cast = cast_open if secrecy == "open" else cast_sealed
        cast(poll.pk, [Press(m.pk, sheet(n)) for n, m in enumerate(here)], at=at)
        at += timedelta(minutes=5)
        act.close(poll, by=self.clerk, at=at)
        act.count(poll, by=self.clerk, at=at)
        act.declare(poll, by=self.clerk, at=at, publish=publish, names=names)
        return poll

    def under_way(self, at, title, organ, roll):
        poll = act.propose(by=self.clerk, at=at, title=title, kind="motion", secrecy="open", organ=organ, counts="last",
                           question="草案已经两次审议，现提请表决。")  # fmt: skip
        act.prepare(poll, by=self.clerk, at=at, roll=roll)
        act.open(poll, by=self.clerk, at=at, base=len(roll))
        cast_open(poll.pk, [Press(m.pk, {"m": "yes"}) for m in roll[8:20]], at=at)

    def mostly(self, key, yes):
        return lambda n: {key: "yes" if n < yes else "abstain"}

    def judged(self, n):
        words = ("satisfied",) * 6 + ("basically",) * 3 + ("dissatisfied",)
        return {f"u{i}": self.lot.choice(words) if i != 5 or n % 2 else "dissatisfied" for i in range(1, 6)}

    def persons(self, n):
        return {"p1": "yes", "p2": "yes" if n % 9 else "no"}

    def projects(self, n):
        keys = [f"o{i}" for i in range(1, len(PROJECTS) + 1)]
        weights = range(len(keys) + 8, 8, -1)
        picked = sorted(keys, key=lambda key: self.lot.random() ** (10 / weights[keys.index(key)]))[-CHOSEN:]
        return dict.fromkeys(picked, 1)

    def split(self, n):
        """Nobody gets more than half of all."""
        return (
            {"c1": "yes"} if n % 2 else {"c2": "yes"} if n % 5 else {"c1": "no", "c2": "no", "w1": "钟念远"}
        )
