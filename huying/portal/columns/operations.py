"""Columns are opened, planned, closed."""

from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from .. import words
from .flow import FLOW
from .models import Column


@creates(FLOW["establish"])
def establish(*, by, at, title, kind="other", **data):
    title = given.line(title, _("栏目名称"), 40)
    if Column.objects.filter(title=title).exists():
        raise Refused(_("已经有同名的栏目。"))
    column = Column(
        title=title,
        kind=given.choice(kind, words.KINDS, _("种类")),
        case=dockets.one("LM", title, at, counter="portal-LM"),
    )
    _fill(column, data)
    return column, {"kind": kind}


@does(FLOW["adjust"])
def adjust(column, *, by, at, title, kind, **data):
    title = given.line(title, _("栏目名称"), 40)
    if Column.objects.filter(title=title).exclude(pk=column.pk).exists():
        raise Refused(_("已经有同名的栏目。"))
    column.title, column.kind = title, given.choice(kind, words.KINDS, _("种类"))
    _fill(column, data)


@does(FLOW["close"])
def close(column, *, by, at, reason=""):
    return {"note": given.text(reason, _("理由"), 300, required=False)}


@does(FLOW["reopen"])
def reopen(column, *, by, at):
    """It takes new articles again."""


def plant(*, by, at) -> list[Column]:
    """The usual columns, as far as they are missing."""
    known = set(Column.objects.values_list("title", flat=True))
    return [
        establish(
            by=by, at=at, title=str(title), kind=kind, intro=str(intro), place=10 * n, carriers=["site"]
        )
        for n, (kind, title, intro) in enumerate(words.USUAL, 1)
        if str(title) not in known
    ]


def _fill(column, data) -> None:
    column.intro = given.line(data.get("intro", column.intro), _("一句话说明"), 120, required=False)
    column.plan = given.text(data.get("plan", column.plan), _("选题计划"), 20_000, required=False)
    column.carriers = given.several(data.get("carriers", column.carriers), words.CARRIERS, _("刊播载体"))
    if data.get("place") is not None:
        column.place = data["place"]
    column.on_home = bool(data.get("on_home", column.on_home))
