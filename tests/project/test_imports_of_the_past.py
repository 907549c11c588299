"""Suggestions of earlier years: what is not known here is said line by line and kept; what was answered stands closed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huying.kernel import search, verify
from huying.kernel.case import Clock
from huying.kernel.notices import Notice
from huying.kernel.tables.importing import Import
from huying.project.imports import running
from huying.suggestions import operations, pages
from huying.suggestions.models import Suggestion

from . import managing
from .managing import inside, url
from .test_imports import counts, sheet, take

pytestmark = pytest.mark.django_db


county, town = managing.county, managing.town


HEAD = [
    "编号",
    "标题",
    "内容",
    "领衔代表",
    "联名代表",
    "承办单位",
    "会次",
    "提交日期",
    "办理结果",
    "答复内容",
    "状态",
]
OPEN = ["S-2", "建学校", "学位不够。", "林知远", "", "", "", "2019-01-13", "", "", "办理中"]


def known(**cells):
    row = [
        "S-1",
        "修桥",
        "桥坏了。",
        "林知远",
        "",
        "青禾县交通运输局",
        "",
        "2019-01-12",
        "A类",
        "已修好。",
        "",
    ]
    return [cells.get(name, cell) for name, cell in zip(HEAD, row, strict=True)]


@pytest.fixture
def once(tmp_path, capsys, town):
    def call(*rows):
        return take(sheet(tmp_path / "s.csv", [HEAD, *rows]), capsys, "suggestions", "qinghe")[1]

    return call


def found(words):
    rows = Suggestion.objects.all()
    return [one.title for one in search.find(words, kind="suggestions", rows=rows).among(rows)]


def test_what_is_not_known_is_reported_and_kept(once, town):
    stranger = known(
        编号="老-77",
        领衔代表="没有这个人",
        联名代表="林知远、张三丰",
        承办单位="某某局",
        会次="第九次会议",
        办理结果="已列入计划",
    )
    report = once(stranger)
    assert counts(report) == (1, 0, 0, 0)
    (said,) = report["warnings"]
    assert said["line"] == 2
    for word in ("没有这个人", "张三丰", "某某局", "第九次会议", "已列入计划", "答复日期"):
        assert word in said["reason"], word
    with inside(town):
        row = Suggestion.objects.get()
        assert (row.state, row.outcome, row.number) == ("closed", "imported", "老-77")
        assert row.author_text == "没有这个人" and row.wished == ""
        assert [c.deputy for c in row.cosigns.all()] == [town.lin] and row.cosign_count == 1
        for word in ("桥坏了。", "张三丰", "某某局", "第九次会议", "已列入计划", "已修好。"):
            assert word in row.text, word
        assert not Clock.objects.exists() and not Notice.objects.exists()
        assert found("老-77") == ["修桥"]
    assert counts(once(stranger)) == (0, 0, 1, 0)
    assert verify.verify(town.congress).ok


def test_what_is_known_stands_in_its_columns_without_a_word(once, town):
    report = once(known(), OPEN)
    assert counts(report) == (2, 0, 0, 0)
    assert [w["line"] for w in report["warnings"]] == [2]  # no dates
    with inside(town):
        done, still = Suggestion.objects.order_by("external_id")
        assert (done.state, done.result_class, done.lead_unit) == ("closed", "A", town.transport)
        assert done.text.startswith("桥坏了。") and "已修好。" in done.text and "另载" not in done.text
        assert (still.state, still.number, still.external_id) == ("submitted", "", "S-2")
        assert "状态：办理中" in still.text and found("S-2") == ["建学校"]
        assert "S-2" in [value for _label, value in pages.facts(still, town.zhou)]


def test_a_later_table_ends_what_waits_and_leaves_the_rest(once, town):
    once(OPEN)
    ended = [*OPEN[:4], "林知远、白露", *OPEN[5:8], "B", "已列入今年计划。", "已办结"]
    assert counts(once(ended)) == (0, 1, 0, 0)
    with inside(town):
        row = Suggestion.objects.get()
        assert (row.state, row.outcome, row.result_class, row.number) == ("closed", "imported", "B", "S-2")
        assert row.text.startswith("学位不够。") and "已列入今年计划。" in row.text and "白露" in row.text
        assert "办理中" not in row.text
        assert not Clock.objects.exists() and not Notice.objects.exists()
    assert counts(once([*ended[:3], "谁也不是", *ended[4:]])) == (0, 1, 0, 0)
    with inside(town):
        row.refresh_from_db()
        assert (row.author, row.author_text) == (None, "谁也不是") and "已列入今年计划。" in row.text
    assert verify.verify(town.congress).ok


def test_a_table_that_opens_again_what_it_had_closed_is_reported_and_changes_nothing(once, town):
    closed = [*OPEN[:8], "A", "已修好。", "已办结"]
    once(closed)
    for again in ([*OPEN[:8], "", "", "重新办理中"], [*closed[:10], "已办结，待复核"]):
        report = once(again)
        assert counts(report) == (0, 0, 0, 1)
        assert report["errors"][0]["line"] == 2 and again[10] in report["errors"][0]["reason"]
    with inside(town):
        row = Suggestion.objects.get()
        assert row.state == "closed" and "办理中" not in row.text and "已修好。" in row.text


def test_a_number_that_another_suggestion_has_here_is_refused_line_by_line(once, town):
    with inside(town):
        row = operations.draft(by=town.lin, at=town.at, title="建学校", text="学位不够，请建学校。")
        operations.submit(row, by=town.lin, at=town.at)
        operations.accept(row, by=town.zhou, at=town.at)
    report = once(known(编号=row.number), known())
    assert counts(report) == (1, 0, 0, 1)
    assert report["errors"][0]["line"] == 2 and f"“{row.number}”" in report["errors"][0]["reason"]


LATER = {
    "标题": "建一所学校", "领衔代表": "谁也不是", "联名代表": "张三丰", "承办单位": "某某局", "会次": "第九次会议",
    "提交日期": "2019-01-14", "办理结果": "办理中的", "答复内容": "待定。", "状态": "审核中",
}  # fmt: skip


def test_whatever_a_later_table_changes_the_words_of_the_deputy_stay(once, town):
    first = [*OPEN[:4], "王五", *OPEN[5:]]
    once(first)
    with inside(town):
        row, at = Suggestion.objects.get(), timezone.now()
        assert "王五" in row.text
        operations.send_back(row, by=town.zhou, at=at, reason="请去掉群众的姓名和电话。")
        mine = row.text.replace("学位不够。", "代表改过的正文。").replace("联名代表：王五\n", "")
        operations.edit(row, by=town.lin, at=at, text=f"{mine}\n\n还请安排校车。")
        operations.submit(row, by=town.lin, at=at)
    for name, cell in LATER.items():
        first = [cell if head == name else was for head, was in zip(HEAD, first, strict=True)]
        assert counts(once(first)) == (0, 1, 0, 0), name
        with inside(town):
            row = Suggestion.objects.get()
        assert row.text.startswith("代表改过的正文。") and row.text.count("还请安排校车。") == 1, name
        assert "王五" not in row.text and "学位不够" not in row.text and row.state == "submitted", name
    for words in ("联名代表：张三丰\n", "承办单位：某某局\n", "状态：审核中\n", "\n待定。"):
        assert row.text.count(words.strip("\n")) == 1 and words in row.text + "\n"
    assert "办理中\n" not in row.text and row.title == "建一所学校"
    assert counts(once([*first[:2], "学位很不够。", *first[3:]])) == (0, 1, 0, 0)
    with inside(town):
        assert Suggestion.objects.get().text.startswith("学位很不够。\n\n【原表另载】\n")


def test_a_doubtful_state_keeps_an_old_suggestion_open_whatever_is_drafted(once, town):
    report = once(known(状态="拟答复"), known(编号="S-3", 标题="修堤", 状态="答复"))
    assert [w["reason"][:8] for w in report["warnings"]] == ["状态“拟答复”按", "没有答复日期和办"]
    with inside(town):
        assert [s.state for s in Suggestion.objects.order_by("external_id")] == ["submitted", "closed"]


def test_the_page_says_before_confirming_what_will_not_be_as_written(town):
    table = "编号,标题,内容,承办单位,答复日期\nS-9,修路,路坏了。,某某局,2019-03-01\n".encode()
    upload = SimpleUploadedFile("s.csv", table)
    page = town.as_clerk.post(url(town, "manage:import", sheet="suggestions"), {"file": upload}, follow=True)
    assert "承办单位“某某局”" in page.content.decode()
    with inside(town):
        job = Import.objects.get()
        running.write(job)
        job.refresh_from_db()
        (said,) = job.told("warning")
        assert "某某局" in said["reason"] and job.report()["warnings"] == [said] and not job.warnings
        assert Suggestion.objects.get().state == "closed"


def test_the_page_of_an_import_lists_every_row_that_was_not_taken_as_written_and_gives_them_as_a_file(town):
    warned = [{"line": n, "reason": f"单位“甲{n}”没有登记"} for n in range(2, 130)]
    with inside(town):
        done = {
            "sheet": "voices",
            "name": "民情.csv",
            "place": "x",
            "sha256": "x",
            "total": 300,
            "done": 300,
            "by": town.zhou,
        }
        job = Import.objects.create(
            **done,
            at=town.at,
            state="done",
            created=128,
            errors=[{"line": 131, "reason": "=1+1"}],
            warnings=warned,
        )
        waiting = Import.objects.create(**done, at=town.at)
    where = url(town, "manage:import_result", pk=job.pk)
    pages = [town.as_clerk.get(f"{where}?page={n}").content.decode() for n in (1, 2, 9)]
    assert "甲2”" in pages[0] and "甲102”" not in pages[0] and "甲102”" in pages[1] and "没有导入" in pages[1]
    assert "甲102”" in pages[2] and where in town.as_clerk.get(url(town, "manage:imports")).content.decode()
    table = (
        b"".join(town.as_clerk.get(f"{where}?export=csv").streaming_content).decode("utf-8-sig").splitlines()
    )
    assert len(table) == 130 and table[-1] == "131,没有导入,'=1+1"
    assert town.as_clerk.get(f"{where}?export=xlsx").status_code == 200
    assert town.as_deputy.get(where).status_code == town.as_neighbour.get(where).status_code == 404
    assert town.as_clerk.get(url(town, "manage:import_result", pk=waiting.pk)).status_code == 404
