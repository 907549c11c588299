"""Tables taken in: by the command and by the pages, twice without harm, each wrong row with its reason."""

import csv
import io
import json
from itertools import islice
from types import SimpleNamespace

import pytest
from django.db import connection

from huying.kernel import fields, process, scope, verify
from huying.kernel.case import Clock, Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.roster import Congress
from huying.kernel.tables.importing import Import
from huying.project.commands import imports
from huying.project.commands.console import Unusable
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice

from . import managing
from .managing import inside

pytestmark = pytest.mark.django_db


county, town = managing.county, managing.town


def sheet(path, rows, encoding="utf-8"):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def take(path, capsys, what="voices", congress=None, mapping=None, new=False, worksheet=""):
    """(exit code, what the command printed)."""
    args = SimpleNamespace(
        what=what,
        file=str(path),
        congress=congress,
        map=mapping,
        yes=True,
        json=True,
        new=new,
        sheet=worksheet,
    )
    code = imports.run(args)
    return code, json.loads(capsys.readouterr().out)


def counts(report):
    return report["created"], report["updated"], report["unchanged"], len(report["errors"])


HEAD = ["编号", "主题", "内容", "时间", "标签", "姓名"]
ROWS = [
    ["A1", "老街路灯不亮", "老街路灯坏了半个月𠮷㐂😀", "2026年3月2日", "城乡建设", "王某"],
    ["A2", "公交太少", '=HYPERLINK("x")', "2019/2/28 11:25", "交通运输", "李某"],
    ["A3", "日期不对", "内容", "2026-02-30", "交通运输", ""],
    ["A4", "没有这个标签", "内容四", "", "不存在的类", ""],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_voices_in_any_encoding_with_wrong_rows_named(tmp_path, capsys, encoding):
    rows = [[c.replace("😀", "") if encoding == "gb18030" else c for c in r] for r in [HEAD, *ROWS]]
    code, report = take(sheet(tmp_path / "v.csv", rows, encoding), capsys)
    assert code == 0 and counts(report) == (3, 0, 0, 1)
    assert report["errors"][0]["line"] == 4 and "没有这一天" in report["errors"][0]["reason"]
    congress = Congress.objects.get()
    with scope.congress(congress):
        first = Voice.objects.get(external_id="A1")
        assert (first.heard_on.isoformat(), first.field.name, first.author) == (
            "2026-03-02",
            "城乡建设",
            "王某",
        )
        assert "𠮷㐂" in first.text
        assert Voice.objects.get(external_id="A2").heard_on.isoformat() == "2019-02-28"
        assert Voice.objects.get(external_id="A4").field is None
        assert not Clock.objects.exists() and not Notice.objects.exists()
        assert Trace.objects.filter(step="roster.import_table").get().facts["counts"]["created"] == 3
    assert verify.verify(congress).ok


def test_a_hotline_s_own_words_set_the_kind(tmp_path, capsys):
    said = {
        "K1": ("信访事项", "petition"),
        "K2": ("调解", "dispute"),
        "K3": ("表扬", "opinion"),
        "K4": ("", "opinion"),
    }
    rows = [
        ["工单编号", "主题", "内容", "诉求类型"],
        *([n, f"事{n}", f"内容{n}", w] for n, (w, _k) in said.items()),
    ]
    code, report = take(sheet(tmp_path / "hotline.csv", rows), capsys)
    assert code == 0 and counts(report) == (4, 0, 0, 0)
    found = dict(Voice.everywhere.values_list("external_id", "kind"))
    assert sorted(found.values()) == ["dispute", "opinion", "opinion", "petition"]
    rows[4][3] = "法律咨询"
    assert counts(take(sheet(tmp_path / "hotline.csv", rows), capsys)[1]) == (0, 1, 3, 0)
    assert Voice.everywhere.filter(kind="legal").count() == 1


def test_a_hotline_s_new_file_goes_through_the_front_door(tmp_path, capsys):
    """Standard heads of a 12345 table are understood; what the hotline has finished is history."""
    head = [
        "工单编号",
        "来电时间",
        "来电人",
        "联系电话",
        "所属街道",
        "办理单位",
        "状态",
        "诉求内容",
        "答复内容",
        "办结时间",
        "坐席",
    ]
    open_one = [
        "H1",
        "2026-03-02 09:10",
        "王某",
        "13800001234",
        "东街",
        "燃气办",
        "办理中",
        "三号楼楼道里天然气泄漏，没人来。",
        "",
        "",
        "7",
    ]
    ended = [
        "H2",
        "2026-02-01 10:00",
        "李某",
        "",
        "东街",
        "燃气办",
        "已办结",
        "井盖响。",
        "已换胶圈。",
        "2026-02-05",
        "7",
    ]
    path = sheet(tmp_path / "12345.csv", [head, open_one, ended])
    code, report = take(path, capsys, new=True)
    assert code == 0 and counts(report) == (2, 0, 0, 0)
    with scope.congress(Congress.objects.get()):
        first, second = Voice.objects.get(external_id="H1"), Voice.objects.get(external_id="H2")
        assert [c.kind for c in Clock.objects.filter(subject_id=first.pk, subject_kind="voices")] == [
            "voice.triage"
        ]
        assert first.code_digest and first.channel == "import" and "2026-03-02 09:10" in first.text
        assert first.alarms.get().level == "danger" and Delivery.objects.count() == 1
        assert (second.state, second.answered_on.isoformat(), second.due_on) == (
            "answered",
            "2026-02-05",
            None,
        )
        assert "已换胶圈" in second.text
    assert counts(take(path, capsys)[1]) == (0, 0, 2, 0)  # as history: nothing new


def test_a_rerun_changes_nothing_and_a_changed_row_is_updated(tmp_path, capsys):
    path = sheet(tmp_path / "v.csv", [HEAD, *ROWS[:2]])
    assert counts(take(path, capsys)[1]) == (2, 0, 0, 0)
    assert counts(take(path, capsys)[1]) == (0, 0, 2, 0)
    sheet(path, [HEAD, [*ROWS[0][:2], "路灯修好了又坏", *ROWS[0][3:]], ROWS[1]])
    assert counts(take(path, capsys)[1]) == (0, 1, 1, 0)
    with scope.congress(Congress.objects.get()):
        assert Voice.objects.get(external_id="A1").text == "路灯修好了又坏"
    fewer = sheet(tmp_path / "w.csv", [["编号", "内容"], ["A2", ROWS[1][2]]])
    assert counts(take(fewer, capsys)[1]) == (0, 0, 1, 0)
    assert verify.verify(Congress.objects.get()).ok


def test_without_an_id_the_row_then_the_content_names_it(tmp_path, capsys):
    numbered = sheet(tmp_path / "a.csv", [["row", "detail"], ["1", "甲"], ["2", "乙"]])
    bare = sheet(tmp_path / "b.csv", [["内容"], ["丙"], ["丁"], ["丙"]])
    assert counts(take(numbered, capsys)[1]) == (2, 0, 0, 0)
    assert counts(take(bare, capsys)[1]) == (2, 0, 1, 0)
    assert counts(take(bare, capsys)[1]) == (0, 0, 3, 0)


def test_the_same_number_from_two_systems_is_two_matters(tmp_path, capsys):
    one = sheet(tmp_path / "a.csv", [HEAD, ROWS[0]])
    other = sheet(
        tmp_path / "b.csv", [HEAD, ["A1", "完全另一件", "别人说的另一件事", "2018-01-02", "", "赵某"]]
    )
    assert counts(take(one, capsys)[1]) == (1, 0, 0, 0)
    assert counts(take(other, capsys)[1]) == (1, 0, 0, 0)
    assert counts(take(other, capsys)[1]) == (0, 0, 1, 0)
    with scope.congress(Congress.objects.get()):
        assert sorted(Voice.objects.values_list("title", flat=True)) == ["完全另一件", "老街路灯不亮"]


@pytest.mark.parametrize(
    "name, data, word",
    [
        ("e.csv", b"", "空的"),
        ("x.csv", "甲,乙\n1,2\n".encode(), "缺少"),
        ("h.csv", "内容\n".encode(), "没有内容"),
        ("p.pdf", b"%PDF-1.4", "只能导入"),
        ("z.xlsx", b"PK\x03\x04junk", "打不开"),
        ("r.xlsx", b"\x07\x11random", "不是 Excel"),
        ("o.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
    ],
)
def test_unusable_files_are_refused_in_chinese(tmp_path, name, data, word):
    (tmp_path / name).write_bytes(data)
    args = SimpleNamespace(
        what="voices", file=str(tmp_path / name), congress=None, map=None, yes=True, json=True
    )
    with pytest.raises(Unusable, match=word):
        imports.run(args)
    assert not Import.everywhere.exists()


def test_a_mapping_can_be_given_and_is_checked(tmp_path, capsys):
    path = sheet(tmp_path / "v.csv", [["甲", "乙"], ["标题一", "内容一"]])
    (tmp_path / "m.json").write_text(json.dumps({"title": "甲", "text": "乙"}))
    assert counts(take(path, capsys, mapping=str(tmp_path / "m.json"))[1]) == (1, 0, 0, 0)
    for text in ('{"text": "丙"}', '{"nothing": "甲"}', "[1]", "{"):
        (tmp_path / "m.json").write_text(text)
        with pytest.raises(Unusable):
            take(path, capsys, mapping=str(tmp_path / "m.json"))


def test_several_congresses_must_be_told_apart(tmp_path, capsys, town):
    path = sheet(tmp_path / "v.csv", [HEAD, ROWS[0]])
    with pytest.raises(Unusable, match="--congress"):
        take(path, capsys)
    with pytest.raises(Unusable, match="没有代码"):
        take(path, capsys, congress="nowhere")
    assert take(path, capsys, congress="qinghe")[0] == 0
    with scope.congress(town.neighbour.congress):
        assert not Voice.objects.exists()


def test_suggestions_keep_unknown_authors_as_text_and_find_known_deputies(tmp_path, capsys, town):
    rows = [
        ["编号", "标题", "内容", "提出者", "类别", "提交日期", "答复日期"],
        ["1", "修桥", "桥坏了", "林知远", "交通运输", "2019-01-12 16:04:48", "2019-03-01"],
        ["2", "建学校", "学位不够", "冯少东等2人", "教育事业", "2019-01-13", ""],
    ]
    path = sheet(tmp_path / "s.csv", rows)
    assert counts(take(path, capsys, "suggestions", "qinghe")[1]) == (2, 0, 0, 0)
    assert counts(take(path, capsys, "suggestions", "qinghe")[1]) == (0, 0, 2, 0)
    with inside(town):
        one, two = Suggestion.objects.order_by("external_id")
        assert (one.author, one.author_text, one.state) == (town.lin, "", "closed")
        assert (two.author, two.author_text, two.state) == (None, "冯少东等2人", "submitted")
        assert two.field.code == "education" and two.submitted_on.isoformat() == "2019-01-13"
    sheet(path, [rows[0], rows[1], [*rows[2][:2], "学位还是不够", *rows[2][3:]]])
    assert counts(take(path, capsys, "suggestions", "qinghe")[1]) == (0, 1, 1, 0)
    assert verify.verify(town.congress).ok


REAL = [
    pytest.param(
        "voices",
        "messages_train.csv",
        5857,
        marks=pytest.mark.once("the hot ones come in on both, by the same road"),
    ),
    ("voices", "messages_hot.csv", 4326),
    ("suggestions", "proposals_jiangsu_cppcc_2019.csv", 436),
]


MANY = 1_000  # rows, more than any batch holds


def _beginning(path, to):
    with (
        path.open(encoding="utf-8-sig", newline="") as read,
        to.open("w", encoding="utf-8", newline="") as made,
    ):
        csv.writer(made).writerows(islice(csv.reader(read), MANY + 1))
    return to


@pytest.mark.realdata
@pytest.mark.parametrize("what, name, count", REAL)
def test_real_files_come_in_whole(data, capsys, tmp_path, what, name, count):
    path = data / name
    if connection.vendor == "postgresql" and count > MANY:  # whole on SQLite
        path, count = _beginning(path, tmp_path / name), MANY
    code, report = take(path, capsys, what)
    assert code == 0 and counts(report) == (count, 0, 0, 0)
    if name != "messages_train.csv":  # again without harm; told by the others in half the time
        assert counts(take(path, capsys, what)[1]) == (0, 0, count, 0)
    with scope.congress(Congress.objects.get()):
        assert not Clock.objects.exists() and not Notice.objects.exists()
        model = Voice if what == "voices" else Suggestion
        assert model.objects.count() == count
        if name != "messages_hot.csv":
            assert not model.objects.filter(field=None).exists()
        assert fields.by_name() and process.house()
