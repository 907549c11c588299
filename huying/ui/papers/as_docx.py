"""A paper as DOCX: A4, type area 156 × 225 mm, 22 lines of 28 characters, page numbers outside (GB/T 9704-2012, 5 and 7)."""

from io import BytesIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .paper import Block, Facts, Heading, Listed, PageBreak, Paper, Para, Run, Table, clean

FANG, SONG, HEI, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
LINE, SIZE = Pt(28.95), 16  # 22 lines in 225 mm; 三号
RED = RGBColor(0xC0, 0x00, 0x00)
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
LEVELS = {1: HEI, 2: KAI, 3: FANG, 4: FANG}


def docx(paper: Paper) -> bytes:
    """The file's bytes."""
    made = Document()
    _page(made)
    _styles(made)
    made.core_properties.title = paper.title[:255]
    made.core_properties.language = "zh-CN"
    made.core_properties.author = (paper.organ or "；".join(paper.signed))[:255]
    _head(made, paper)
    for block in paper.body:
        _block(made, block)
    _foot(made, paper)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made):
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    made.settings.odd_and_even_pages_header_footer = True
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        line.alignment = align
        side = "right" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left"
        _indent(line, **{f"{side}Chars": "100"})
        for part in ("— ", "PAGE", " —"):
            run = line.add_run("" if part == "PAGE" else part)
            _font(run, "宋体", 14)
            if part == "PAGE":
                _field(run, part)


def _field(run, name):
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        if kind:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece = OxmlElement("w:instrText")
            piece.set(qn("xml:space"), "preserve")
            piece.text = text
        run._r.append(piece)


def _styles(made):
    for name, font, size in [
        ("Normal", FANG, SIZE),
        ("Title", SONG, 22),
        *[(f"Heading {n}", f, SIZE) for n, f in LEVELS.items()],
    ]:
        style = made.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _fonts(style.element.get_or_add_rPr(), font)
        shape = style.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(35) if size == 22 else LINE
        for line in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.pPr.remove(line)


def _fonts(properties, name):
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for key, font in (("eastAsia", name), ("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN)):
        fonts.set(qn(f"w:{key}"), font)


def _font(run, name, size, *, bold=False, colour=None):
    run.font.size, run.font.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour
    _fonts(run._r.get_or_add_rPr(), name)


def _indent(line, **chars):
    found = line._p.get_or_add_pPr().get_or_add_ind()
    for key, value in chars.items():
        found.set(qn(f"w:{key}"), value)
        found.set(qn(f"w:{key.removesuffix('Chars')}"), str(int(value) * SIZE // 5))  # twentieths of a point


def _head(made, paper):
    if paper.organ:
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = Pt(48)
        organ = paper.organ
        _font(line.add_run(organ), SONG, 32 if len(organ) <= 12 else 26, colour=RED)
        line = made.add_paragraph(paper.number)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _rule(line)
        made.add_paragraph()
    title = made.add_paragraph(paper.title, style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.number and not paper.organ:
        made.add_paragraph(paper.number).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.note:
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _font(line.add_run(f"（{paper.note}）"), KAI, SIZE)
    made.add_paragraph()
    if paper.to:
        made.add_paragraph(paper.addressee)


def _rule(line):
    """The red line below the head."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", "C00000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _block(made, block: Block):
    match block:
        case Para():
            line = made.add_paragraph()
            line.alignment = ALIGN[block.align]
            if block.indent and block.align == "left":
                _indent(line, firstLineChars="200")
            _runs(line, block.runs)
        case Heading():
            line = made.add_paragraph(block.spelled, style=f"Heading {block.level}")
            _indent(line, firstLineChars="200")
        case Listed():
            for text in block.lines:
                _indent(made.add_paragraph(text), firstLineChars="200")
        case Facts():
            for label, value in block.lines:
                line = made.add_paragraph()
                _indent(line, firstLineChars="200")
                _font(line.add_run(f"{label}："), HEI, SIZE)
                line.add_run(value)
        case Table():
            _table(made, block)
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _runs(line, runs: list[Run]):
    for piece in runs:
        run = line.add_run(piece.marked)
        run.bold = piece.look == "bold"
        run.underline = piece.look == "ins"
        run.font.strike = piece.look == "del"


def _table(made, block):
    if block.caption:
        line = made.add_paragraph(clean(block.caption))
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(156 * share) for share in block.shares]
    _row(table.rows[0], [clean(str(h)) for h in block.heads], widths, HEI)
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    for cells in block.cells:
        row = table.add_row()
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        _row(row, cells, widths, FANG)


def _row(row, texts, widths, font):
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        line = cell.paragraphs[0]
        line.paragraph_format.line_spacing = Pt(22)
        _font(line.add_run(text), font, 12)


def _foot(made, paper):
    if paper.attachments:
        made.add_paragraph()
        for text in paper.attached:
            _indent(made.add_paragraph(text), leftChars="200")
    if paper.signed or paper.on:
        made.add_paragraph()
        made.add_paragraph()
    for text in (*paper.signed, paper.day):
        if text:
            line = made.add_paragraph(text)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.keep_together = True
            _indent(line, rightChars="400" if text == paper.day else "200")
    if paper.copies:
        made.add_paragraph()
        line = made.add_paragraph()
        _rule(line)
        _font(line.add_run(paper.copied), FANG, 14)
