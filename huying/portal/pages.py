"""How articles look to the office: list, detail, material for stories, ranking of correspondents."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huying.kernel import access, scope
from huying.kernel.process import Refused
from huying.ui import stepping
from huying.ui.columns import Column as Shown
from huying.ui.links import whole

from . import formatting, material, queries, words
from .columns import operations as columns
from .columns.flow import FLOW as COLUMNS_FLOW
from .flow import FLOW

TONES = {
    "draft": "wait",
    "submitted": "warn",
    "approved": "ok",
    "published": "ok",
    "withdrawn": "late",
    "dropped": "wait",
}
CANDIDATES = 20


def _state(row) -> dict:
    sub = row.publish_on.isoformat() if row.state == "approved" and row.publish_on else ""
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}, "sub": sub}


COLUMNS = [
    Shown(key="title", label=_("标题"), cell=lambda a: {"text": a.title, "sub": a.case.number, "main": True},
          export=lambda a: a.title, sort="title"),
    Shown(key="column", label=_("栏目"), cell=lambda a: str(a.column or ""), sort="column__place"),
    Shown(key="author", label=_("作者"), cell=lambda a: a.author.person.name, sort="author__person__pinyin"),
    Shown(key="day", label=_("发布"), cell=lambda a: _day(a.published_at), sort="published_at"),
    Shown(key="state", label=_("状态"), cell=_state, export=lambda a: _t(a.state_label), sort="state"),
]  # fmt: skip


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def title(row) -> str:
    return row.title


def facts(row, member):
    shown = [(_t("栏目"), str(row.column or "—")), (_t("作者"), row.author.person.name)]
    if row.editor_id != row.author_id:
        shown.append((_t("最后修改"), row.editor.person.name))
    shown += [
        (label, value) for label, value in ((_t("署名"), row.byline), (_t("来源"), row.origin)) if value
    ]
    if row.publish_on:
        shown.append((_t("发布日期"), row.publish_on.isoformat()))
    if row.published_at:
        shown += [(_t("发布于"), timezone.localtime(row.published_at).strftime("%Y-%m-%d %H:%M")),
                  (_t("阅读"), str(queries.reads([row.pk]).get(row.pk, 0)))]  # fmt: skip
    if row.state == "withdrawn":
        shown.append(
            (_t("撤下原因"), f"{words.WITHDRAWALS[row.withdrawn_kind]}{_t('：')}{row.withdrawn_reason}")
        )
    return shown


def sections(row, member):
    context = {
        "html": formatting.html(row.text), "cover": cover(row), "results": material.results(row.cases),
        "sendings": [_sending(s) for s in row.sendings.order_by("pk")], "placements": list(row.placements.order_by("-on", "-pk")),
        "corrections": list(row.corrections.order_by("pk")),
    }  # fmt: skip
    row.shown = context
    return [{"title": "", "template": "portal/_article.html", "context": context}]


def _sending(sending) -> dict:
    word = _t("已送达") if sending.sent_at else _t("未送达") if sending.tries else _t("待送")
    tone = "ok" if sending.sent_at else "late" if sending.tries else "wait"
    return {"outlet": words.OUTLETS.get(sending.outlet, sending.outlet), "tone": tone, "word": word,
            "note": sending.reference or sending.error, "at": sending.sent_at}  # fmt: skip


def cover(row) -> dict | None:
    """Address and words of the picture above an article; None where there is none."""
    if not row.cover_id:
        return None
    return {
        "url": reverse("file", kwargs={"code": scope.current().code, "pk": row.cover_id}),
        "alt": row.cover_alt,
    }


def links(row, member):
    if row.state not in ("published", "withdrawn"):
        return []
    url = reverse("articles:public", kwargs={"code": scope.current().code, "pk": row.pk})
    return [{"label": _t("门户上的这一篇"), "url": url, "sub": ""}]


def api_row(row, member) -> dict:
    """What programs read of an article."""
    return {
        "number": row.case.number, "title": row.title, "summary": row.summary, "text": row.text,
        "column": row.column.title if row.column_id else None, "author": row.author.person.name, "byline": row.byline,
        "origin": row.origin, "cases": row.cases, "outlets": row.outlets, "publish_on": row.publish_on,
        "published_at": row.published_at, "withdrawn_at": row.withdrawn_at, "withdrawn_reason": row.withdrawn_reason or None,
    }  # fmt: skip


@require_safe
@never_cache
def stories(request, code):
    """Matters worth telling, each with one press that writes the draft (S226)."""
    if not access.may(request.member, FLOW["tell_story"]):
        raise Http404
    rows = [{**one, "stamp": stepping.stamp()} for one in material.candidates(CANDIDATES)]
    context = {"title": _t("可以写的故事"), "rows": rows, "press": reverse("articles:tell_story", kwargs={"code": code}),
               "columns": queries.columns().filter(kind="stories")[:1]}  # fmt: skip
    return render(request, "portal/stories.html", context)


@require_safe
@never_cache
def ranking(request, code):
    """Correspondents by what was published, this year or the one asked for (S225)."""
    if request.member.role not in queries.OFFICE:
        raise Http404
    today = timezone.localdate()
    year = min(max(whole(request.GET.get("year"), today.year), 2000), today.year)
    rows = queries.ranking(
        today.replace(year=year, month=1, day=1), today.replace(year=year, month=12, day=31)
    )
    for row in rows:
        row["cells"] = [row["levels"].get(level, 0) for level in words.LEVELS]
    context = {"title": _t("通讯员刊发排名"), "year": year, "before": year - 1, "after": year + 1 if year < today.year else None,
               "levels": list(words.LEVELS.values()), "rows": rows}  # fmt: skip
    return render(request, "portal/ranking.html", context)


@require_POST
@never_cache
def usual_columns(request, code):
    """One press opens the usual columns that are missing."""
    if not access.may(request.member, COLUMNS_FLOW["establish"]):
        raise Http404
    try:
        columns.plant(by=request.member, at=timezone.now())
    except Refused:
        raise Http404 from None
    return redirect("columns:list", code=code)
