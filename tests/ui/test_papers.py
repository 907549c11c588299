"""An official paper reads back as it was written, in both shapes; nothing in it can reach out of it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from huying.ui.papers import Facts, Heading, Listed, Paper, Para, Run, Table, paper, sending
from huying.ui.papers.as_docx import docx
from huying.ui.papers.as_pdf import NoPdf, _nothing, pdf, works


@pytest.fixture(scope="module")
def resolution():
    return Paper(
        organ="溪岭县人民代表大会常务委员会",
        number="溪常发〔2026〕12号",
        title="关于加强<饮用水>水源保护的决议\x07",
        note="2026年11月20日通过",
        to="县人民政府：",
        body=[
            Heading("落实责任", 1, 11),
            Heading("分期实施", 2, 2),
            Para([Run("应当在"), Run("三个月", "del"), Run("两个月", "ins"), Run("内提出方案。")]),
            Listed(["划定范围", "公布名录"]),
            Facts([("应到", 31), ("缺席", "")]),
            Table(["单位", "满意"], [["县水利局", 20], ["县环境局", None]], [3, 1], "测评结果"),
        ],
        attachments=["名录", "清单"],
        signed=["溪岭县人民代表大会常务委员会"],
        on=date(2026, 11, 20),
        copies="县监委",
    )


WORDS = ("溪常发〔2026〕12号", "关于加强<饮用水>水源保护的决议", "县人民政府：", "十一、落实责任", "（二）分期实施",
                 "应当在〔三个月〕【两个月】内提出方案。", "2. 公布名录", "应到：31",
         "附件：1. 名录", "2026年11月20日", "抄送：县监委")  # fmt: skip


def test_the_docx_holds_every_word_and_names_the_fonts_of_the_standard(resolution):
    made = Document(BytesIO(docx(resolution)))
    lines = [p.text for p in made.paragraphs]
    assert all(any(words in line for line in lines) for words in WORDS)
    assert not any("缺席" in line for line in lines), "a fact without a value is left out"
    assert [[c.text for c in row.cells] for row in made.tables[0].rows][1:] == [
        ["县水利局", "20"],
        ["县环境局", ""],
    ]
    page = made.sections[0]
    assert [round(length.mm) for length in (page.top_margin, page.left_margin, page.right_margin)] == [
        37,
        28,
        26,
    ]
    fonts = {
        name: made.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1")
    }
    assert fonts == {"Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading 1": "黑体"}
    struck = [(r.text, r.font.strike, r.underline) for p in made.paragraphs for r in p.runs if r.font.strike]
    assert struck == [("〔三个月〕", True, False)]
    footers = ZipFile(BytesIO(docx(resolution))).read("word/footer1.xml").decode()
    assert "PAGE" in footers


def test_the_pdf_holds_every_word_or_the_machine_says_what_it_lacks(resolution):
    if missing := works():
        assert "libpango" in missing
        with pytest.raises(NoPdf):
            pdf(resolution)
        assert sending.download(resolution, "pdf").status_code == 503
        return
    answer = sending.download(resolution, "pdf")
    read = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in read.pages).replace("\n", "").replace(" ", "")
    assert all(words.replace(" ", "") in text for words in WORDS)
    assert round(read.pages[0].mediabox.width * 25.4 / 72) == 210
    assert read.metadata.title.startswith("关于加强")
    assert "filename*=" in answer["Content-Disposition"]


def test_a_paper_fetches_nothing():
    with pytest.raises(ValueError, match="fetch"):
        _nothing("file:///etc/passwd")


def test_typed_text_becomes_headings_and_paragraphs():
    found = paper.blocks("一、总体要求\n（二）加强领导\n\n县人民政府应当负责。\r\n（这是括号里的话）")
    assert [(type(b).__name__, b.text) for b in found] == [
        ("Heading", "一、总体要求"),
        ("Heading", "（二）加强领导"),
        ("Para", "县人民政府应当负责。"),
        ("Para", "（这是括号里的话）"),
    ]
    assert [paper.numbered(n, 1) for n in (1, 10, 20, 21)] == ["一、", "十、", "二十、", "二十一、"]
    assert paper.Paper(title='a/b:"c"', body=[]).file_name == "abc"
    with pytest.raises(ValueError, match="look"):
        Run("x", "red")
