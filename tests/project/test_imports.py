"""Tables taken in: by the command and by the pages, twice without harm, each wrong row with its reason."""

import csv
import io
import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from huying.deputies.models import Seat
from huying.kernel import fields, process, scope, verify
from huying.kernel.case import Clock, Trace
from huying.kernel.delivery import Delivery
from huying.kernel.notices import Notice
from huying.kernel.progress import Progress
from huying.kernel.roster import Congress, Membership, Unit
from huying.kernel.tables.importing import Import, receive
from huying.project.commands import imports
from huying.project.commands.console import Unusable
from huying.project.imports import MODULES, importer, running
from huying.suggestions.models import Suggestion
from huying.voices.models import Voice

from . import managing
from .managing import inside, url

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


def roster(town, name, rows, tmp_path, by=None):
    """Import a table of the roster as the clerk; the report."""
    path = sheet(tmp_path / f"{name}.csv", rows)
    with inside(town), path.open("rb") as file:
        job = receive(file, importer(name).sheet, by=by or town.zhou, at=timezone.now())
        return running.write(job).report()


def test_units_are_compared_with_what_stands(tmp_path, town):
    rows = [
        ["单位名称", "负责人", "电话", "上级"],
        ["青禾县水利局", "罗平", "", "青禾县人民政府办公室"],
        ["青禾县交通运输局", "刘局", "87650000", ""],
        ["青禾县某局", "", "", "没有的上级"],
    ]
    report = roster(town, "units", rows, tmp_path)
    assert counts(report) == (1, 1, 0, 1) and "没有的上级" in report["errors"][0]["reason"]
    with inside(town):
        transport = Unit.objects.get(pk=town.transport.pk)
        assert (transport.head, transport.short, transport.parent_id) == (
            "刘局",
            "交通运输局",
            town.cabinet.pk,
        )
    assert counts(roster(town, "units", rows, tmp_path)) == (0, 0, 2, 1)
    assert verify.verify(town.congress).ok


def test_deputies_come_with_their_seats_inside_the_number(tmp_path, town):
    with inside(town):
        type(town.term).objects.filter(pk=town.term.pk).update(seats=4)
    rows = [
        ["姓名", "手机", "代表团", "代表证号", "性别"],
        ["白露", "13900001111", "城关镇代表团", "18010", "女"],
        ["谷雨", "13900002222", "城关镇代表团", "18011", "男"],
        ["小满", "123", "", "", ""],
    ]
    report = roster(town, "deputies", rows, tmp_path)
    assert counts(report) == (1, 0, 0, 2)
    assert [("名额" in e["reason"] or "电话" in e["reason"]) for e in report["errors"]] == [True, True]
    with inside(town):
        seat = Seat.objects.get(member__person__name="白露")
        assert (seat.card, seat.delegation_id, seat.member.person.gender) == (
            "18010",
            town.delegation.pk,
            "f",
        )
        assert not Membership.objects.filter(person__name="谷雨").exists()
    assert counts(roster(town, "deputies", rows[:2], tmp_path)) == (0, 0, 1, 0)
    rows[1][3] = "18099"
    assert counts(roster(town, "deputies", rows[:2], tmp_path)) == (0, 1, 0, 0)
    assert verify.verify(town.congress).ok


def test_a_clerk_imports_no_administrators(tmp_path, town):
    rows = [
        ["姓名", "身份", "单位"],
        ["白露", "管理员", ""],
        ["谷雨", "承办单位经办人", "青禾县交通运输局"],
        ["小满", "承办单位经办人", ""],
    ]
    report = roster(town, "people", rows, tmp_path)
    assert counts(report) == (1, 0, 0, 2)
    assert counts(roster(town, "people", rows[:2], tmp_path, by=town.admin)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "name, rows",
    [
        ("areas", [["名称", "类别", "上级"], ["石桥镇", "镇", ""], ["石桥村", "村", "石桥镇"]]),
        (
            "districts",
            [
                ["选区号", "名称", "片区", "名额"],
                ["7", "第七选区", "城关镇", "2"],
                ["8", "第八选区", "", "3"],
            ],
        ),
        (
            "stations",
            [
                ["名称", "类别", "片区", "地址"],
                ["城关站", "代表联络站", "城关镇", "河边路1号"],
                ["老街点", "代表联络点", "", ""],
            ],
        ),
    ],
)
def test_places_come_in_and_come_in_again(tmp_path, town, name, rows):
    assert counts(roster(town, name, rows, tmp_path)) == (2, 0, 0, 0)
    assert counts(roster(town, name, rows, tmp_path)) == (0, 0, 2, 0)
    assert verify.verify(town.congress).ok


def test_the_page_shows_first_and_writes_after_confirming(town):
    table = "单位名称,负责人\n青禾县水利局,罗平\n青禾县交通运输局,刘局\n".encode("gb18030")
    upload = SimpleUploadedFile("单位.csv", table)
    answer = town.as_clerk.post(url(town, "manage:import", sheet="units"), {"file": upload}, follow=True)
    page = answer.content.decode()
    assert "确认导入 2 行" in page and "青禾县水利局" in page
    with inside(town):
        job = Import.objects.get()
        assert not Unit.objects.filter(name="青禾县水利局").exists()
    assert town.as_admin.get(url(town, "manage:import_check", pk=job.pk)).status_code == 404
    run = url(town, "manage:import_run", pk=job.pk)
    assert town.as_clerk.post(run).status_code == 302
    assert town.as_clerk.post(run).status_code == 302
    with inside(town):
        running.write(Import.objects.get(pk=job.pk))
        assert Unit.objects.get(name="青禾县水利局").head == "罗平"
    assert "新增 1，更新 1" in town.as_clerk.get(url(town, "manage:imports")).content.decode()


def book(**sheets) -> bytes:
    """A workbook: name of a sheet → its rows."""
    made, out = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(out)
    return out.getvalue()


QUARTERS = {
    "封面": [["本表由接待室填写"]],
    "一季度": [
        ["内容", "时间"],
        ["桥上没有护栏", "2026-03-01"],
        ["路灯不亮", "2026-03-02 09:30"],
    ],
    "二季度": [["内容", "时间"], ["校车太少", "2026-05-06"]],
    "空表": [],
}


def test_of_several_sheets_the_fitting_one_is_taken_and_the_others_are_named(tmp_path, capsys):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book(**QUARTERS))
    report = take(path, capsys)[1]
    assert (counts(report), report["worksheet"]) == ((2, 0, 0, 0), "一季度")
    assert report["not_read"] == [{"name": "二季度", "rows": 1}]
    report = take(path, capsys, worksheet="二季度")[1]
    assert counts(report) == (1, 0, 0, 0) and Voice.everywhere.filter(text="校车太少").exists()
    with pytest.raises(Unusable, match="没有工作表“三季度”；有：.*“一季度”、“二季度”"):
        take(path, capsys, worksheet="三季度")


def test_the_page_lets_one_choose_the_sheet(town):
    upload = SimpleUploadedFile("台账.xlsx", book(**QUARTERS))
    answer = town.as_clerk.post(url(town, "manage:import", sheet="voices"), {"file": upload}, follow=True)
    page = answer.content.decode()
    assert "现在核对的是“一季度”" in page and "二季度（1 行）" in page and "确认导入 2 行" in page
    assert "2026-03-01" in page and "00:00:00" not in page and "2026-03-02 09:30" in page
    with inside(town):
        job = Import.objects.get()
    check = url(town, "manage:import_check", pk=job.pk)
    page = town.as_clerk.post(check, {"worksheet": "二季度"}, follow=True).content.decode()
    assert "现在核对的是“二季度”" in page and "确认导入 1 行" in page and "校车太少" in page
    answer = town.as_clerk.post(url(town, "manage:import_run", pk=job.pk))
    with inside(town):
        shown = Progress.objects.get()
        running.run.func(congress=job.congress_id, progress=shown.pk, job=job.pk)
        shown.refresh_from_db()
        assert Voice.objects.get().text == "校车太少"
    assert (shown.state, shown.done, shown.total) == ("done", 1, 1)
    assert "一季度（2 行）" in town.as_clerk.get(answer.url).content.decode()


def test_the_page_asks_which_column_is_which_where_it_cannot_guess(town):
    table = "机关全名,哪位管\n青禾县水利局,罗平\n".encode("gb18030")
    upload = SimpleUploadedFile("hotline.csv", table)
    answer = town.as_clerk.post(url(town, "manage:import", sheet="units"), {"file": upload}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有认出名称是哪一列" in page and "确认导入" not in page
    assert (
        page.count('<option value="" selected>请选择') == 1 and "这些列没有对应" not in page
    )  # one thing asked at a time
    with inside(town):
        job = Import.objects.get()
    check, run = url(town, "manage:import_check", pk=job.pk), url(town, "manage:import_run", pk=job.pk)
    assert town.as_clerk.post(run).url == check
    page = town.as_clerk.post(check, {"name": "机关全名", "head": "哪位管"}, follow=True).content.decode()
    assert "确认导入 1 行" in page and "青禾县水利局" in page and "没有认出" not in page


def test_wrong_tables_on_the_page_say_why(town):
    where = url(town, "manage:import", sheet="units")
    for name, data in (("x.csv", b""), ("a.exe", b"MZ\x00"), ("b.xlsx", b"PK\x03\x04")):
        answer = town.as_clerk.post(where, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert town.as_deputy.get(where).status_code == town.as_neighbour.get(where).status_code == 404


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_table_has_a_template_and_a_page(town, name):
    assert town.as_clerk.get(url(town, "manage:import", sheet=name)).status_code == 200
    answer = town.as_clerk.get(url(town, "manage:template", sheet=name))
    assert answer.status_code == 200 and answer.content.startswith(b"PK")


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


@pytest.mark.realdata
@pytest.mark.parametrize("what, name, count", REAL)
def test_real_files_come_in_whole(data, capsys, what, name, count):
    code, report = take(data / name, capsys, what)
    assert code == 0 and counts(report) == (count, 0, 0, 0)
    if name != "messages_train.csv":  # again without harm; told by the others in half the time
        assert counts(take(data / name, capsys, what)[1]) == (0, 0, count, 0)
    with scope.congress(Congress.objects.get()):
        assert not Clock.objects.exists() and not Notice.objects.exists()
        model = Voice if what == "voices" else Suggestion
        assert model.objects.count() == count
        if name != "messages_hot.csv":
            assert not model.objects.filter(field=None).exists()
        assert fields.by_name() and process.house()
