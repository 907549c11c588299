"""The yearly public report: it writes itself from the figures of the rooms (S229)."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huying.kernel import remember
from huying.portal import queries as portal
from huying.portal.words import RIGHTS
from huying.suggestions import figures as suggestion_figures
from huying.ui.links import whole
from huying.ui.small_numbers import nested, table
from huying.voices import queries as voices

from . import side_by_side

FIRST = 2000


@require_safe
def page(request, code):
    """This year so far, or the year asked for."""
    today = timezone.localdate()
    year = min(max(whole(request.GET.get("year"), today.year), FIRST), today.year)
    until = min(today, date(year, 12, 31))
    sections = remember.until_change(f"yearly:{year}", lambda: written(year, until), day=today)
    words = {"name": request.congress.name, "year": year}
    context = {
        "title": _("%(name)s %(year)s年公开报告") % words, "year": year, "sections": sections,
        "period": _("%(year)s年1月1日至%(month)s月%(day)s日") % {"year": year, "month": until.month, "day": until.day},
        "before": year - 1 if year > FIRST else None, "after": year + 1 if year < today.year else None,
    }  # fmt: skip
    return render(request, "project/yearly.html", context)


def written(year: int, until: date) -> list[dict]:
    """[{"title", "text", "figures": [(label, value, unit)]}]"""
    since = date(year, 1, 1)
    return [
        _said(since, until),
        _proposed(year, until),
        _published(since, until),
        _supervised(since, until),
        _used(since, until),
    ]


def _said(since, until) -> dict:
    total = voices.figures(since=since, until=until)["total"]
    heard, answered, done = nested(total[name] for name in ("heard", "answered", "done"))
    text = _("群众反映并登记 %(heard)s 件，已经答复 %(answered)s 件，确认落实 %(done)s 件。")
    return {
        "title": _("听了什么、办了什么"), "text": text % {"heard": heard, "answered": answered, "done": done},
        "figures": [(_("已收到"), heard, _("件")), (_("已答复"), answered, _("件")), (_("已落实"), done, _("件"))],
    }  # fmt: skip


def _proposed(year, until) -> dict:
    rates = suggestion_figures.rates(year, day=until)
    total = side_by_side.totals(rates)
    assigned, replied = nested((total["assigned"], total["replied"]))
    text = _("交办代表建议 %(assigned)s 件次，已经答复 %(replied)s 件次。") % {
        "assigned": assigned,
        "replied": replied,
    }
    pair, why_not = side_by_side.public(total)
    figures = [(_("已交办"), assigned, _("件")), (_("已答复"), replied, _("件")), *pair]
    text += why_not
    if pair:
        text += _(
            "办成率：当年交办、已经答复的建议里，已经解决或者采纳的。满意率：代表评价过的里，满意和基本满意的。"
        )
    return {"title": _("代表提了什么、答得怎样"), "text": text, "figures": figures}


def _published(since, until) -> dict:
    articles = portal.published().filter(published_at__date__range=(since, until)).count()
    down = portal.withdrawn().filter(withdrawn_at__date__range=(since, until)).count()
    text = _("门户发布文章 %(n)s 篇；撤下的都留有记录和理由。") % {"n": f"{articles:,}"}
    return {
        "title": _("公开了什么"), "text": text,
        "figures": [(_("发布文章"), f"{articles:,}", _("篇")), (_("撤下"), f"{down:,}", _("篇"))],
    }  # fmt: skip


def _supervised(since, until) -> dict:
    found = portal.remarks_told(since, until)
    names = {"received": _("收到"), "answered": _("已公开答复"), "declined": _("不予公开")}
    text = _("群众对人大工作提出意见 %(received)s 件，已经公开答复 %(answered)s 件。")
    return {
        "title": _("怎样接受监督"), "text": text % found,
        "figures": [(label, found[name], _("件")) for name, label in names.items()],
    }  # fmt: skip


def _used(since, until) -> dict:
    """How often the four entries were pressed (S228)."""
    used = portal.uses(since, until)
    cells, total = table({name: used.get(name, 0) for name in RIGHTS})
    return {
        "title": _("四项权利的入口"), "text": _("首页的四个入口共使用 %(total)s 次；只计次数，不记是谁。") % {"total": total},
        "figures": [(RIGHTS[name], cells[name], _("次")) for name in RIGHTS],
    }  # fmt: skip
