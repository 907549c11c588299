"""How an article is written: by the office, by a correspondent, or out of a case."""

import io

from django.utils.translation import gettext as _
from PIL import Image

from huying.kernel import dockets, given
from huying.kernel import files as shelf
from huying.kernel.files import BadFile
from huying.kernel.process import Refused, creates, does

from .. import material, words
from ..flow import FLOW
from ..models import Article

COVER = 1280  # the longer side of a cover, in pixels: a phone shows no more
MOST_CASES = 12


@creates(FLOW["draft"])
def draft(*, by, at, title, text, **data):
    """The office writes. See fill() for what else may be given."""
    return _new(by, at, title, text, data)


@creates(FLOW["contribute"])
def contribute(*, by, at, title, text, **data):
    """A member sends in a piece; it counts for a correspondent who is registered (S225)."""
    return _new(by, at, title, text, data), {"contributed": True}


@creates(FLOW["tell_story"])
def tell_story(*, by, at, number, column=None):
    """A draft out of what the public may read of a case (S226)."""
    found = material.story(number)
    if found is None:
        raise Refused(_("没有找到可以公开的办理经过，请核对编号。"))
    data = {"column": column, "cases": [found["number"]], "origin": found.get("origin", "")}
    return _new(by, at, found["title"], found["text"], data), {"from": found["number"]}


@does(FLOW["amend"])
def amend(article, *, by, at, title, text, **data):
    """Other words; whoever changed them does not pass them."""
    article.editor = by
    article.title = given.line(title, _("标题"), 120)
    article.text = given.text(text, _("正文"), words.LONGEST)
    fill(article, data, by=by, at=at)


def fill(article, data, *, by, at) -> None:
    """summary, column, byline, origin, cases, outlets, cover, cover_alt, is_pinned, files: what is given is taken over."""
    for name, label, most in (("summary", _("摘要"), 200), ("byline", _("署名"), 60), ("origin", _("来源"), 60),
                              ("cover_alt", _("图片说明"), 100)):  # fmt: skip
        if name in data:
            setattr(article, name, given.line(data[name], label, most, required=False))
    if "column" in data:
        if data["column"] is not None and data["column"].state != "open":
            raise Refused(_("这个栏目已经停办。"))
        article.column = data["column"]
    if "cases" in data:
        article.cases = _cases(data["cases"])
    if "outlets" in data:
        article.outlets = given.several(data["outlets"], words.OUTLETS, _("同时送往"))
    if "is_pinned" in data:
        article.is_pinned = bool(data["is_pinned"])
    if upload := data.get("cover"):
        article.cover = shelf.store(_small(upload), case=article.case, by=by, at=at, subject=article)
    if article.cover_id and not article.cover_alt:
        raise Refused(_("请写一句图片说明，读屏的人靠它知道图上是什么。"))
    for upload in data.get("files") or ():
        shelf.store(upload, case=article.case, by=by, at=at, subject=article)


def _new(by, at, title, text, data) -> Article:
    title = given.line(title, _("标题"), 120)
    article = Article(
        title=title,
        text=given.text(text, _("正文"), words.LONGEST),
        author=by,
        editor=by,
        case=dockets.one("XC", title, at, counter="portal-XC"),
    )
    fill(article, data, by=by, at=at)
    return article


def _cases(numbers) -> list[str]:
    wanted = list(dict.fromkeys(n.strip().upper() for n in numbers if n.strip()))
    if len(wanted) > MOST_CASES:
        raise Refused(_("一篇稿件最多关联 %(most)s 件。") % {"most": MOST_CASES})
    known = {row["number"] for row in material.results(wanted)}
    if missing := [n for n in wanted if n not in known]:
        raise Refused(_("没有可以公开进度的编号：%(numbers)s") % {"numbers": "、".join(missing)})
    return wanted


def _small(upload):
    """A cover no larger than a page needs; BadFile where it is no picture."""
    data, scan = shelf.read(upload), shelf.inspect(upload).scan
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > 100_000_000:
                raise BadFile(_("图片的像素太多，请缩小后再上传。"))
            picture.draft("RGB", (COVER, COVER))
            plain = picture.convert("RGB")
            plain.thumbnail((COVER, COVER), Image.Resampling.LANCZOS)
    except BadFile:
        raise
    except Exception as error:  # Pillow's plugins raise whatever they like on damaged data
        raise BadFile(_("题图必须是图片。")) from error
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return shelf.made("cover.jpg", out.getvalue(), scan)
