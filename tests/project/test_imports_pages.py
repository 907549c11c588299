"""The pages of an import: which column is which, which sheet, what each row would do, confirmed and written."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from huying.kernel.progress import Progress
from huying.kernel.roster import Unit
from huying.kernel.tables.importing import Import
from huying.project.commands.console import Unusable
from huying.project.imports import MODULES, running
from huying.voices.models import Voice

from . import managing
from .managing import inside, url
from .test_imports import counts, take

pytestmark = pytest.mark.django_db

county, town = managing.county, managing.town


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


def test_what_was_confirmed_in_another_window_is_not_turned_to_another_sheet(town, monkeypatch):
    upload = SimpleUploadedFile("台账.xlsx", book(**QUARTERS))
    town.as_clerk.post(url(town, "manage:import", sheet="voices"), {"file": upload})
    with inside(town):
        job = Import.objects.get()
        sheets = Import.sheets

        def confirmed_meanwhile(one):
            Import.objects.filter(pk=one.pk).update(state="running")
            return sheets(one)

        monkeypatch.setattr(Import, "sheets", confirmed_meanwhile)
    check = url(town, "manage:import_check", pk=job.pk)
    page = town.as_clerk.post(check, {"worksheet": "二季度"}, follow=True).content.decode()
    assert "已经在导入或者导入过了" in page
    with inside(town):
        assert Import.objects.get().worksheet == "一季度"


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
