"""Tables in: every make of file, each record in or reported with its line, nothing written before confirming."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from huying.kernel.tables import (
    BadTable,
    Column,
    Sheet,
    classify,
    guess,
    mapped,
    preview,
    read,
    template,
    values,
)
from huying.kernel.tables.preview import digest

ODS = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" + bytes(9)
SHEET = Sheet(
    name="voices",
    title="群众意见",
    columns=(
        Column(
            name="title",
            label="标题",
            aliases=("主题", "title"),
            required=True,
            parse=values.text(20),
            example="路灯不亮",
        ),
        Column(name="at", label="日期", aliases=("留言时间", "sent_at"), parse=values.day()),
        Column(
            name="kind",
            label="类别",
            parse=values.choice({"城建": "urban", "交通": "road"}),
            choices=("城建", "交通"),
        ),
        Column(name="id", label="编号", aliases=("message_id",)),
    ),
    identify=lambda row: row["id"],
)


def csv_of(*lines: str, codec="utf-8") -> bytes:
    return "\n".join(lines).encode(codec)


def records(data, name="a.csv"):
    return [(r.line, r.cells, r.problem) for r in read(name, data).records()]


def xlsx(*rows, merge=(), edit=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merge:
        book.active.merge_cells(cells)
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encodings_and_delimiters(codec, delimiter):
    text = 'title,日期,说明\r\n路灯𠮷,2026-03-02,"一,二\n三"\r\nabc,,\r\n'.replace(",", delimiter)
    table = read("a.csv", text.encode(codec))
    assert table.headers == ("title", "日期", "说明")
    assert records(text.encode(codec)) == [
        (2, ("路灯𠮷", "2026-03-02", f"一{delimiter}二\n三"), ""),
        (3, ("abc", "", ""), ""),
    ]


def test_a_file_of_several_encodings():
    data = b"\n".join(
        [
            "标题,日期".encode(),
            "路灯坏了,1".encode(),
            "下水道堵了,2".encode("gb18030"),
            "人行道破损严重".encode()[:-1] + b",3",
            b"\xff\xff,4",
        ]
    )
    found = records(data)
    assert [cells[0] for _line, cells, problem in found if not problem] == ["路灯坏了", "下水道堵了"]
    assert [(line, "编码" in problem) for line, _cells, problem in found if problem] == [(4, True), (5, True)]


def test_a_quoted_newline_adds_no_line_and_an_empty_line_is_none():
    found = records(csv_of("标题,日期", '"一\n二",1', "", "三,2"))
    assert [(line, cells) for line, cells, _ in found] == [(2, ("一\n二", "1")), (3, ("三", "2"))]


def test_an_open_quote_is_told():
    found = records(csv_of("标题,日期", "一,1", '"二,2', "三,3"))
    assert found[0] == (2, ("一", "1"), "")
    assert found[1][0] == 3
    assert "引号" in found[1][2]


def test_too_many_cells_are_told():
    (_line, _cells, problem), short = records(csv_of("a,b", "1,2,3", "1"))
    assert "3 格" in problem
    assert short == (3, ("1",), "")


def test_notes_are_passed_over():
    data = csv_of("※筛选条件：状态=办理中", "标题,日期", "※必填,选填", "路灯,1")
    assert read("a.csv", data).headers == ("标题", "日期")
    assert records(data) == [(3, ("路灯", "1"), "")]


def test_the_real_make_of_a_long_text():
    assert records(csv_of("标题,正文", f'路灯,"{"字" * 100_000}"'))[0][1][1] == "字" * 100_000


def test_xlsx_values_of_every_sort():
    day = values._moment("2026-03-02 14:00", None)
    data = xlsx(["标题", "日期", "数"], ["路灯", day, 3], ["", None, None], ["下水", "2026.3.2", 4.5])
    assert records(data, "a.xlsx") == [(2, ("路灯", day, 3), ""), (4, ("下水", "2026.3.2", 4.5), "")]
    assert records(data, "a.csv") == records(data, "a.xlsx")  # told by content


def test_xlsx_titles_and_merged_cells():
    data = xlsx(["2026年建议汇总表"], ["标题", "日期"], ["路灯", "1"], [None, "2"], merge=("A1:B1", "A3:A4"))
    assert read("a.xlsx", data).headers == ("标题", "日期")
    assert records(data, "a.xlsx") == [(2, ("路灯", "1"), ""), (3, ("路灯", "2"), "")]


def test_xlsx_formulas_without_a_value_are_told():
    data = xlsx(["标题", "数"], ["路灯", "=1+1"], ["下水", 2])
    (_line, _cells, problem), (_, _, fine) = records(data, "a.xlsx")
    assert "公式" in problem
    assert not fine


def test_xlsx_formulas_with_a_value_give_it():
    data = io.BytesIO(xlsx(["标题", "数"], ["路灯", "=1+1"]))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(
                part,
                old.read(part)
                .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
                .replace(b"<v></v>", b"<v>2</v>"),
            )
    assert records(out.getvalue(), "a.xlsx") == [(2, ("路灯", 2), "")]


def test_xlsx_error_values_and_stray_cells_are_told():
    stray = xlsx(["标题", "数"], ["路灯", "#N/A"], ["下水", 1, None, "?"])
    assert ["错误值" in records(stray, "a.xlsx")[0][2], "右边" in records(stray, "a.xlsx")[1][2]] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "空的"),
        ("a.csv", b"\n\n", "表头"),
        ("a.csv", b'"a,b\n1,2', "引号"),
        ("a.pdf", b"%PDF", "只能导入"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(99), "旧版.*另存为"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(9) + "EncryptedPackage".encode("utf-16-le"), "加了密码.*取消"),
        ("a.ods", ODS, "ODS.*另存为 .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + bytes(99), "损坏"),
        ("a.xlsx", xlsx(["a"])[:-100], "损坏"),
        ("a.xlsx", xlsx(), "空的"),
        ("a.csv", b"a\0b", "文本"),
    ],
)
def test_what_cannot_be_read_at_all(name, data, reason):
    with pytest.raises(BadTable, match=reason):
        read(name, data)


def test_a_bomb_is_not_unpacked(monkeypatch):
    from huying.kernel.tables import reading_xlsx

    monkeypatch.setattr(reading_xlsx, "MAX_UNPACKED", 1000)
    with pytest.raises(BadTable, match="太大"):
        read("a.xlsx", xlsx(["a", "b"]))


def test_too_many_records(monkeypatch):
    from huying.kernel.tables import reading

    monkeypatch.setattr(reading, "MAX_RECORDS", 3)
    for name, data in [("a.csv", csv_of("a,b", *["1,2"] * 4)), ("a.xlsx", xlsx(["a", "b"], *[[1, 2]] * 4))]:
        with pytest.raises(BadTable, match="超过 3 行"):
            list(read(name, data).records())


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_random_bytes_raise_nothing_but_badtable(data, name):
    try:
        list(read(name, data).records())
    except BadTable as e:
        assert str(e)


GOOD = xlsx(["标题", "日期"], ["路灯", "=1+1"], ["下水", 2], merge=("A2:A3",))


@given(position=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_damaged_workbooks_raise_nothing_but_badtable(position, byte):
    data = bytearray(GOOD)
    data[position] = byte
    try:
        list(read("a.xlsx", bytes(data)).records())
    except BadTable as e:
        assert str(e)


@given(part=st.sampled_from(sorted(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())), cut=st.integers(0, 400))
def test_torn_workbooks_raise_nothing_but_badtable(part, cut):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:cut] if name == part else old.read(name))
    try:
        list(read("a.xlsx", out.getvalue()).records())
    except BadTable as e:
        assert str(e)


def test_headers_find_their_columns():
    assert guess(["主题", "留言 时间", "编号（必填）", "类别*"], SHEET.columns) == {
        "title": 0,
        "at": 1,
        "id": 2,
        "kind": 3,
    }
    assert guess(["意见标题", "留言的时间", "x"], SHEET.columns) == {"at": 1}
    assert guess(["message_id", "title", "sent_at"], SHEET.columns) == {"id": 0, "title": 1, "at": 2}
    assert guess([], SHEET.columns) == {}


def test_a_mapping_may_be_given():
    headers = ["题", "标题", "日期"]
    assert mapped(headers, SHEET.columns) == {"title": 1, "at": 2}
    assert mapped(headers, SHEET.columns, {"title": "题", "at": ""}) == {"title": 0}
    assert mapped(headers, SHEET.columns, {"id": "标题", "title": "题"}) == {"id": 1, "title": 0, "at": 2}
    for given_, reason in [
        ({"x": "题"}, "没有“x”"),
        ({"title": "无"}, "没有“无”"),
        ({"title": ""}, "缺少这些列：标题"),
    ]:
        with pytest.raises(BadTable, match=reason):
            mapped(headers, SHEET.columns, given_)


def rows(*lines, known=None):
    table = read("a.csv", csv_of("标题,日期,类别,编号", *lines))
    mapping = mapped(table.headers, SHEET.columns)
    return list(
        preview(
            table.records(),
            SHEET,
            mapping,
            lambda asked: {k: v for k, v in (known or {}).items() if k in asked},
        )
    )


def test_each_row_says_what_would_happen():
    old = {"title": "下水", "at": None, "kind": "", "id": "A2"}
    found = rows(
        "路灯,2026-03-02,城建,A1", "下水,,,A2", "下水道,,,A3", "路灯,2026-03-02,城建,A1", "别的,,,A1",
        ",2026-02-30,无,A9", ",,,", "无编号,,,",
        known={"A2": digest(old), "A3": "old digest"},
    )  # fmt: skip
    assert [(r.line, r.action) for r in found] == [
        (2, "new"), (3, "same"), (4, "update"), (5, "same"), (6, "error"), (7, "error"), (8, "error"), (9, "new"),
    ]  # fmt: skip
    assert found[0].values == {"title": "路灯", "at": values.date(2026, 3, 2), "kind": "urban", "id": "A1"}
    assert found[3].reasons == ["与第 2 行相同"]
    assert "内容却不同" in found[4].reasons[0]
    assert [r.partition("：")[0] for r in found[5].reasons] == ["标题", "日期", "类别"]
    assert found[6].reasons == ["这一行是空的"]
    assert found[7].identity == found[7].digest


def test_rows_without_a_name_are_known_by_their_content():
    first = rows("路灯,2026-03-02,,")[0]
    again = rows("路灯,2026年3月2日,,", known={first.identity: first.digest})[0]
    assert again.action == "same"


def test_the_template_can_be_filled_in_and_read():
    data = template(SHEET)
    book = load_workbook(io.BytesIO(data))
    page = book.active
    assert [c.value for c in page[1]] == ["标题*", "日期", "类别", "编号"]
    assert "如：路灯不亮" in page["A2"].value
    assert page.data_validations.dataValidation[0].formula1 == '"城建,交通"'
    page.append(["路灯", "2026-03-02", "城建", "A1"])
    out = io.BytesIO()
    book.save(out)
    table = read("模板.xlsx", out.getvalue())
    (row,) = classify(table.records(), SHEET, mapped(table.headers, SHEET.columns))
    assert (row.line, row.action, row.values["kind"]) == (3, "new", "urban")


def test_ten_thousand_rows_stream():
    table = read("a.csv", csv_of("标题,编号", *(f"路灯{n},{n}" for n in range(10_000))))
    found = preview(table.records(), SHEET, mapped(table.headers, SHEET.columns), lambda asked: {})
    assert sum(r.action == "new" for r in found) == 10_000


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "count"),
    [("messages_train.csv", 5857), ("messages_hot.csv", 4326), ("proposals_jiangsu_cppcc_2019.csv", 436)],
)
def test_the_real_files_are_read_whole(data, name, count):
    found = list(read(name, (data / name).read_bytes()).records())
    assert len(found) == count
    assert not [r for r in found if r.problem]
    assert [r.line for r in found] == list(range(2, count + 2))
