"""Twenty voices of a real message board and ten real proposals: imported, then walked to their end through the pages."""

import csv
import json

import pytest

from huying.project import commands, schedule

from .roads import assigns, checks, receives

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.once("the same steps as in the other stories, which run on both"),
]


def taken_in(kind, source, rows, tmp_path, capsys):
    """The first rows of a file, taken in by the command as an operator would."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[: rows + 1]
    table = tmp_path / source.name
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    capsys.readouterr()
    assert commands.main(["import", kind, str(table), "--congress", "qinghe", "--yes", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["created"] == rows and not report["errors"]
    return lines[0], lines[1:]


def listed(member, where) -> list[str]:
    """Every title of a list, page by page."""
    member.visit(where)
    found = []
    while True:
        found += [
            address for _w, address in member.page.links if address.rstrip("/").rsplit("/", 1)[-1].isdigit()
        ]
        following = [a for w, a in member.page.links if "下一页" in w]
        if not following:
            return sorted(set(found))
        member.visit(member.here.partition("?")[0] + following[0])


def test_twenty_voices_by_every_exit(county, clock, data, tmp_path, capsys):
    taken_in("voices", data / "messages_train.csv", 20, tmp_path, capsys)
    clerk = county.zhou
    rows = listed(clerk, "voices/?tray=heard")
    assert len(rows) == 20
    for n, address in enumerate(rows):
        clerk.visit(address).click("去分诊")
        if n % 5 == 0:
            clerk.send("解释说明", text="按照物业管理条例，由业主大会决定。").reads("已办好")
        elif n % 5 == 1:
            clerk.send("引导到法定途径", way=next(iter(clerk.form("引导到法定途径").options["way"]))).reads(
                "已办好"
            )
        elif n % 5 == 2:
            clerk.send("当场解决", text="当场打电话给物业，路灯当晚修好。").reads("已办好")
        elif n % 5 == 3:
            clerk.send("转交办理", tier="county", unit="青禾县交通运输局").reads("已办好")
            county.liu.visit(address).does("接收").does(
                "反馈办理结果", outcome="planned", text="列入明年改造计划。", planned_on="2027-06-30"
            )
            clerk.visit(address).does("答复群众")
            clerk.does("确认落实", text="提前完成，已到现场核实。")
        else:
            clerk.visit(address).click("代表认领").send("代表认领", deputy="林知远").reads("已办好")
            walked(county)
        clerk.visit(address)
        assert "待分诊" not in clerk.page.words.partition("来龙去脉")[0]
    clock.later(40)  # the seal of the ratings has ended
    schedule.tell_carried_out.call()
    states = [clerk.visit(address).page.words for address in rows]
    assert sum("已了结" in s for s in states) >= 10
    assert all("已答复" in s or "已了结" in s for s in states)


def walked(county):
    """What the deputy made of the voice, to its end."""
    address = listed(county.lin, "suggestions/?tray=drafts")[0]
    deputy = county.lin.visit(address).does("提交")
    title = deputy.page.words.partition(" · 呼应")[0]
    to_its_end(county, title)


def to_its_end(county, title):
    clerk = county.zhou
    checks(clerk, title)
    assigns(clerk, title, lead="青禾县交通运输局")
    receives(county.liu, title)
    county.liu.does("记录沟通", way="phone", who="代表", summary="说明了打算。")
    county.liu.does("答复", text="已经办好，请核实。", result_class="A", signer="局长")
    clerk.finds(title, "suggestions/?tray=replied")
    clerk.does("代录：评价", attitude="good", result="good")
    clerk.finds(title, "suggestions/?tray=rated").does("办结").does(
        "公开", secrecy_checked=True, privacy_checked=True
    )
    county.citizen().visit("suggestions/public/").click(title).reads("已经办好，请核实").reads_not(
        "已落实的依据"
    )


def test_ten_proposals_to_their_end(county, clock, data, tmp_path, capsys):
    heads, rows = taken_in("suggestions", data / "proposals_jiangsu_cppcc_2019.csv", 10, tmp_path, capsys)
    at = heads.index("title")
    assert len(listed(county.zhou, "suggestions/?tray=submitted")) == 10
    for row in rows:
        to_its_end(county, row[at])
    assert len(listed(county.zhou, "suggestions/?tray=closed")) == 10
    clock.later(40)  # the seal of the ratings has ended
    for row in rows:
        county.citizen().visit("suggestions/public/").click(row[at]).reads("已落实的依据")
