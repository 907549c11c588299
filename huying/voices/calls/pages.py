"""A call at the desk: figures, ideas in groups; and what everybody reads of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huying.kernel import files, scope
from huying.ui import charts
from huying.ui.columns import Column

from ..ideas.models import Idea
from ..roadside import due
from . import queries

MOST = 1500  # ideas that the page groups
COLUMNS = [
    Column(
        key="title", label=_("征集"), cell=lambda r: {"text": r.title, "main": True}, export=lambda r: r.title
    ),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="opened", label=_("发布"), cell=lambda r: str(r.opened_on or ""), sort="opened_on"),
    Column(key="closes", label=_("截止日期"), cell=lambda r: str(r.closes_on), sort="closes_on"),
    due(),
]


def _url(name, **more):
    return reverse(name, kwargs={"code": scope.current().code, **more})


def facts(row, member):
    counted = queries.figures(row)
    rows = [
        (_("领域"), row.field), (_("发布"), row.opened_on), (_("截止日期"), row.closes_on), (_("联系方式"), row.contact),
        (_("收到意见"), counted["all"]), (_("采纳"), counted["adopted"]), (_("部分采纳"), counted["partly"]),
        (_("未采纳"), counted["refused"]), (_("待答复"), counted["sent"]), (_("公布"), row.published_on),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    shown = [{"title": _("征集什么"), "text": row.text}]
    return shown + ([{"title": _("结果说明"), "text": row.summary}] if row.summary else [])


def links(row, member):
    found = []
    if member.role in ("clerk", "leader"):
        found.append({"label": _t("意见分组"), "url": _url("calls:groups", pk=row.pk)})
        found.append({"label": _t("全部意见"), "url": f"{_url('ideas:list')}?call={row.pk}"})
    if row.is_public:
        found.append({"label": _t("公开页面"), "url": _url("calls:public_call", pk=row.pk)})
    return found


def api_row(row, member) -> dict:
    return {
        "number": row.number, "title": row.title, "text": row.text, "closes_on": row.closes_on, "opened_on": row.opened_on,
        "published_on": row.published_on, "summary": row.summary,
    }  # fmt: skip


@require_safe
@never_cache
def groups(request, code, pk):
    """Ideas that say much the same, side by side; a group is answered in one press."""
    if request.member.role not in ("clerk", "leader"):
        raise Http404
    call = get_object_or_404(queries.visible_to(request.member), pk=pk)
    rows = list(Idea.objects.filter(call=call).exclude(state="withheld").order_by("pk")[:MOST])
    found = [
        {"ideas": group, "open": [i for i in group if i.state == "sent"]} for group in queries.clusters(rows)
    ]
    context = {
        "title": _t("意见分组"), "row": call, "groups": found, "back": _url("calls:detail", pk=pk), "most": MOST,
        "crumbs": [{"label": _t("征集意见"), "url": _url("calls:list")},
        {"label": call.title, "url": _url("calls:detail", pk=pk)},
                   {"label": _t("意见分组")}],
        "steps": [{"label": _t("采纳"), "url": _url("ideas:bulk", step="adopt")},
                  {"label": _t("部分采纳"), "url": _url("ideas:bulk", step="adopt_partly")},
                  {"label": _t("不采纳"), "url": _url("ideas:bulk", step="refuse")}] if request.member.role == "clerk" else [],
    }  # fmt: skip
    return render(request, "calls/groups.html", context)


@require_safe
def index(request, code):
    """What is asked of everybody now, and what came of earlier calls."""
    rows = list(queries.public()[:60])
    today = timezone.localdate()
    context = {
        "title": _t("征求意见"), "open": [c for c in rows if c.state == "open" and c.closes_on >= today],
        "others": [c for c in rows if c.state != "open" or c.closes_on < today],
    }  # fmt: skip
    return render(request, "calls/index.html", context)


def public_context(call) -> dict:
    counted = queries.figures(call)
    shares = [
        {"label": _t("采纳"), "count": counted["adopted"], "tone": "ok"},
        {"label": _t("部分采纳"), "count": counted["partly"], "tone": "warn"},
        {"label": _t("未采纳"), "count": counted["refused"]},
    ]
    told = call.ideas.filter(state__in=queries.ANSWERED, may_publish=True).order_by("state", "pk")
    attached = files.of(call).filter(is_public=True)
    return {
        "title": call.title, "call": call, "counted": counted, "shares": shares,
        "pie": charts.bars(_t("办理结果"), [(s["label"], s["count"]) for s in shares], _t("条"))
        if call.state == "published" and counted["all"] else "",
        "told": told[:100] if call.state == "published" else [],
        "files": [{"name": f.name, "url": _url("file", pk=f.pk), "kind": f.kind} for f in attached],
        "is_open": call.state == "open" and call.closes_on >= timezone.localdate(),
    }  # fmt: skip
