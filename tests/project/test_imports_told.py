"""An import says what it needs, waits for its turn at the database, and says how far it came."""

import json
from datetime import date

import pytest
from django.db import OperationalError

from huying.kernel import scope
from huying.kernel.roster import Congress
from huying.kernel.tables import importing
from huying.project.commands.console import Unusable
from huying.project.imports.states import is_doubtful, is_finished, says_open
from huying.voices import operations
from huying.voices.models import Voice

from .test_imports import HEAD, ROWS, counts, sheet, take

pytestmark = pytest.mark.django_db


TODAY = date(2026, 11, 22)
FINISHED = """已办结 12345中心已办结 中心城区网格已办结 不动产中心已办结 已办结（群众不满意） 退休科已答复 未央区已办结
    已办结，待回访 办结待评价 已办 已于3月1日书面答复代表 已办结（2019-03-01） 3日内已答复
    逾期办结 答复完成 已办结，群众评价：满意 部门已办结，中心待回访 2026年11月22日办结 已于2026年11月办结 3月1日办结"""
OPEN = """未办结 办理中 回复中 待回复 退回重新答复 已退回,待重新答复 处理中，3日内答复 答复审核中 已回复待审核
    已办结,重新办理中 群众评价：不满意，重新办理 退回已答复 已答复，未办结 已办结（退回）
    已办结，县待审"""
DOUBTFUL = """未按期办结 不予答复 请于5日内回复 限期办结 要求限期答复 拟答复 拟办结 申请办结 办结审核 答复稿 起草答复 无需答复
    已转不动产中心办结 已转交通局答复 已申请办结 已部分办结 部分已办结 已答复，限期办结 已完成50%
    尽快办结 答复 已解决 已答复（稿） 已办结，待复核 已完成，待验收 已回复，待核实 已回复，待解决 已答复，待领导签发
    已反馈，待进一步处理 承办单位已答复，待主办汇总 乡镇已办结，县级待核 已答复，继续办理 已办结，群众要求继续办理
    已办结→二次派单 已办结，已重派 已答复，未落实 已办（部分） 已答复，群众不认可 2027年6月办结 2027年完成 2026-12-31办结
    20261123办结 2026年11月办结 12月31日办结 已办结（2027-01-01） 已于2027年1月办结"""


def test_what_a_hotline_means_by_its_states_and_in_doubt_it_is_open():
    assert [said for said in FINISHED.split() if not is_finished(said, TODAY)] == []
    unfinished = [*OPEN.split(), *DOUBTFUL.split(), "", "已承办", "已交办", "新建"]
    assert [said for said in unfinished if is_finished(said, TODAY)] == []
    assert [said for said in OPEN.split() if not says_open(said, TODAY)] == []
    doubtful = [said for said in (*FINISHED.split(), *unfinished) if is_doubtful(said, TODAY)]
    assert doubtful == DOUBTFUL.split()


def test_a_doubtful_state_leaves_the_matter_open_and_is_said(tmp_path, capsys):
    head = ["工单编号", "诉求内容", "状态", "答复内容"]
    rows = [
        ["H1", "路灯不亮。", "限期办结", ""],
        ["H2", "井盖松动。", "答复审核中", "拟更换。"],
        ["H3", "树倒了。", "已办结", ""],
        ["H4", "水管破了。", "2099年6月办结", ""],
    ]
    _code, report = take(sheet(tmp_path / "h.csv", [head, *rows]), capsys)
    assert report["warnings"] == [
        {"line": line, "reason": f"状态“{said}”按未办结导入"}
        for line, said in ((2, "限期办结"), (5, "2099年6月办结"))
    ]
    with scope.congress(Congress.objects.get()):
        states = Voice.objects.order_by("external_id").values_list("state", flat=True)
        assert list(states) == ["heard", "heard", "answered", "heard"]


def test_the_usual_heads_of_a_hotline_are_understood(tmp_path, capsys):
    head = ["诉求主题", "诉求详情", "来电日期", "来电人姓名", "联系方式", "所在镇街"]
    row = ["路灯不亮", "老街路灯坏了半个月", "2026-03-02", "王某", "13800001234", "青石街道"]
    path = sheet(tmp_path / "h.csv", [head, row], "gb18030")
    assert counts(take(path, capsys)[1]) == (1, 0, 0, 0)
    with scope.congress(Congress.objects.get()):
        voice = Voice.objects.get()
    assert (voice.title, voice.text, voice.heard_on.isoformat(), voice.author, voice.phone) == (
        "路灯不亮", "老街路灯坏了半个月", "2026-03-02", "王某", "13800001234",
    )  # fmt: skip


def test_heads_that_nobody_knows_are_asked_for_by_an_example_that_works_as_typed(tmp_path, capsys):
    path = sheet(tmp_path / "h.csv", [["标题", "啥事"], ["路灯", "路灯坏了"]])
    with pytest.raises(Unusable) as refused:
        take(path, capsys)
    said = str(refused.value)
    assert "--map" in said and "反映内容" in said and "联络站" not in said
    example = said[said.index("{") : said.index("}") + 1]
    assert json.loads(example) == {"反映内容": "啥事"}
    assert counts(take(path, capsys, mapping=example)[1]) == (1, 0, 0, 0)
    with pytest.raises(Unusable, match="反映内容（text）"):
        take(path, capsys, mapping='{"没有这一项": "啥事"}')


@pytest.fixture
def busy(monkeypatch):
    """The database is held by another writer, as often as is said; how long was waited."""
    waited, real, left = [], operations.import_historic, [0]

    def born(rows, **more):
        if left[0] and (waited or Voice.everywhere.exists()):
            left[0] -= 1
            raise OperationalError("database is locked")
        return real(rows, **more)

    monkeypatch.setattr(operations, "import_historic", born)
    monkeypatch.setattr(importing, "sleep", waited.append)
    monkeypatch.setattr(importing.apply, "__kwdefaults__", {"batch": 1})
    return left, waited


def test_a_batch_waits_for_its_turn_and_nothing_is_lost(tmp_path, capsys, busy):
    left, waited = busy
    left[0] = 2
    path = sheet(tmp_path / "v.csv", [HEAD, ROWS[0], ROWS[1], ROWS[3]])
    assert counts(take(path, capsys)[1]) == (3, 0, 0, 0)
    assert waited == list(importing.WAITS[:2])


def test_an_import_that_gives_up_says_what_went_in_and_goes_on(tmp_path, capsys, busy):
    left, _waited = busy
    left[0] = 99
    path = sheet(tmp_path / "v.csv", [HEAD, ROWS[0], ROWS[1]])
    with pytest.raises(Unusable, match="前 1 行已经处理"):
        take(path, capsys)
    told = json.loads(capsys.readouterr().out)
    assert (told["created"], told["done"], told["total"]) == (1, 1, 2) and "locked" in told["stopped"]
    left[0] = 0
    assert counts(take(path, capsys)[1]) == (1, 0, 1, 0)
