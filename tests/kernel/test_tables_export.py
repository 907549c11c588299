"""Tables out: Excel opens them, nothing in them runs, and what went out comes in again."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from huying.kernel.tables import download, export_csv, export_xlsx, read, respond

NASTY = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'=1", "=cmd|' /C calc'!A0", "＝1", "\n=1"]


def columns(count):
    return [(f"列{n}", lambda row, n=n: row[n]) for n in range(count)]


def sheet(file):
    return load_workbook(file)


@pytest.mark.parametrize("text", NASTY)
def test_nothing_runs(text):
    data = b"".join(export_csv(columns(1), [[text]])).decode("utf-8-sig")
    (_header, (cell,)) = csv.reader(io.StringIO(data, newline=""))
    assert cell == "'" + text
    cell = sheet(export_xlsx(columns(1), [[text]])).active["A2"]
    assert cell.data_type == "s"
    header = sheet(export_xlsx([(text, str)], [])).active["A1"]
    assert header.data_type == "s"


def test_numbers_and_days_stay_what_they_are():
    row = [3, -2.5, Decimal("1.20"), date(2026, 3, 2), datetime(2026, 3, 2, 6, tzinfo=UTC), None, True, "-5"]
    page = sheet(export_xlsx(columns(8), [row])).active
    assert [c.value for c in page[2]][:3] == [3, -2.5, 1.2]
    assert page["D2"].value.date() == date(2026, 3, 2)
    assert page["E2"].value.hour == 14
    assert [c.value for c in page[2]][5:] == [None, "是", "-5"]
    text = b"".join(export_csv(columns(8), [row])).decode("utf-8-sig")
    assert text.splitlines()[1] == "3,-2.5,1.20,2026-03-02,2026-03-02 14:00:00,,是,-5"


def test_excel_opens_the_csv_and_the_filters_are_told():
    data = b"".join(export_csv(columns(1), [["路灯"]], filters="状态=办理中"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == ["列0", "路灯", "※筛选条件：状态=办理中"]
    book = sheet(export_xlsx(columns(1), [["路灯"]], title="建议/2026", filters="状态=办理中"))
    assert book.sheetnames == ["建议2026", "筛选条件"]
    assert book["筛选条件"]["A1"].value == "※筛选条件：状态=办理中"
    assert book.active["A1"].font.bold
    assert book.active.freeze_panes == "A2"
    assert book.active.column_dimensions["A"].width >= 8


def test_texts_that_excel_cannot_hold():
    page = sheet(export_xlsx(columns(2), [["字" * 100_000, "a\x07\ud800b"]])).active
    assert page["A2"].value.endswith("全文见系统）")
    assert len(page["A2"].value) == 32_767
    assert page["B2"].value == "ab"
    assert "字" * 100_000 in b"".join(export_csv(columns(1), [["字" * 100_000]])).decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_download(kind):
    response = respond("建议“2026”/..", columns(1), [["路灯"]], kind=kind)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Content-Disposition"].endswith("." + kind)
    assert "/" not in response["Content-Disposition"].partition("''")[2]
    body = b"".join(response.streaming_content)
    assert [r.cells for r in read(f"a.{kind}", body).records()] == [("路灯",)]


def test_a_list_with_its_filters():
    response = download(
        "csv",
        title="建议",
        heads=["标题", "数"],
        lines=iter([["=1", 2]]),
        filters={"状态": "办理中", "找什么": "灯"},
    )
    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines() == [
        "标题,数",
        "'=1,2",
        "※筛选条件：状态：办理中；找什么：灯",
    ]


def test_rows_are_streamed():
    taken = []

    def many():
        for n in range(5000):
            taken.append(n)
            yield [n]

    stream = export_csv(columns(1), many())
    next(stream)
    next(stream)
    assert len(taken) < 1000


# What a sheet keeps of a text: no controls but line breaks, no carriage returns.
TEXT = st.text(
    st.one_of(st.sampled_from("=+-@'\",;路灯𠮷\n\t"), st.characters(exclude_categories=("Cc", "Cs", "Cn"))),
    max_size=20,
)


@given(rows=st.lists(st.tuples(st.just("第"), TEXT, TEXT), min_size=1, max_size=6))
def test_what_goes_out_comes_in_again(rows):
    data = b"".join(export_csv(columns(3), rows, filters="全部"))
    assert [r.cells for r in read("a.csv", data).records()] == rows
    back = read("a.xlsx", export_xlsx(columns(3), rows, filters="全部").read())
    assert [tuple(c or "" for c in r.cells) for r in back.records()] == rows
    assert not any(r.problem for r in back.records() if "#" not in "".join(map(str, r.cells)))
