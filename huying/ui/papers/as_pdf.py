"""A paper as PDF by WeasyPrint: imported late, for it is heavy and needs the system's Pango; without it DOCX still works."""

from functools import cache
from importlib import resources

from django.template import engines
from django.utils.translation import gettext as _

from .paper import Paper


class NoPdf(Exception):
    """The machine cannot set a PDF; the sentence says what is missing and what works instead."""


def works() -> str:
    """ "" where PDF can be made, else what is missing."""
    try:
        _weasyprint()
    except NoPdf as missing:
        return str(missing)
    return ""


def pdf(paper: Paper) -> bytes:
    """The file's bytes (PDF/UA: tagged, with fonts inside); NoPdf where the machine lacks what it needs."""
    weasyprint = _weasyprint()
    html = engines["django"].get_template("ui/paper.html").render({"paper": paper})
    page = weasyprint.HTML(string=html, url_fetcher=_nothing)
    return page.write_pdf(stylesheets=[_sheet()], pdf_variant="pdf/ua-1")


@cache
def _weasyprint():
    try:
        import weasyprint
    except OSError as error:  # it loads Pango when it is imported
        words = _(
            "这台机器缺少制作 PDF 的 Pango 库，请先下载 DOCX。"
            "管理员可以安装：apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        raise NoPdf(words) from error
    return weasyprint


@cache
def _sheet():
    text = resources.files("huying.ui.papers").joinpath("paper.css").read_text(encoding="utf-8")
    return _weasyprint().CSS(string=text, url_fetcher=_nothing)


def _nothing(url, *_args, **_kwargs):
    """A paper fetches nothing from anywhere."""
    raise ValueError(f"a paper does not fetch {url}")
