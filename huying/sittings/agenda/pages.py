"""An item of an agenda in lists and on its page."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import storytelling
from huying.ui.columns import Column

from ..materials import queries as materials
from . import queries
from .flow import was_left
from .models import ItemPoll


def _cell(row):
    return {"text": row.title, "main": True, "sub": row.sitting.title}


COLUMNS = [
    Column(key="title", label=_("议题"), cell=_cell, export=lambda r: r.title),
    Column(key="day", label=_("会议日期"), cell=lambda r: r.sitting.day.isoformat(), sort="sitting__day"),
    Column(key="kind", label=_("类型"), cell=lambda r: _t(r.KINDS[r.kind]), sort="kind"),
    Column(key="presenter", label=_("报告人"), cell=lambda r: r.presenter),
    Column(key="state", label=_("状态"), cell=lambda r: _t(r.state_label), sort="state"),
    Column(key="outcome", label=_("结果"), cell=lambda r: result(r)),
]  # fmt: skip


def _is_kept(row) -> bool:
    """As queries.visible_to says; a row that a step has just returned was not read for anybody."""
    return getattr(row, "is_kept", False)


def result(row) -> str:
    """What the item came to, in words; nothing where the reader is not told yet."""
    if _is_kept(row) or not row.outcome:
        return ""
    return _t(row.outcome_words or row.OUTCOMES[row.outcome])  # a vote's words are of this room


def stages(row) -> str:
    """The stages of its deliberation in one line; the one that runs is marked."""
    now = row.stage() if row.state == "current" else ""
    return " → ".join(f"【{s['label']}】" if s["label"] == now else s["label"] for s in row.stages)


def facts(row, member):
    rows = [
        (_("会议"), row.sitting), (_("日期"), row.sitting.day), (_("类型"), _t(row.KINDS[row.kind])),
        (_("报告人"), row.presenter),
        (_("报告单位"), row.unit), (_("预计分钟"), row.minutes), (_("第几场"), row.block or ""),
        (_("对外公布"), _t("否") if row.is_inside else ""), (_("结果"), result(row)), (_("变动原因"), row.reason),
        (_("现在到哪个环节"), row.stage() if row.state == "current" else ""),
        (_("转自"), row.carried_from.sitting if row.carried_from_id else ""),
        (_("转到"), later.sitting if (later := row.successor()) else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(row, member):
    made = [{"title": _("说明"), "text": row.text}] if row.text else []
    if row.stages:
        stages = [{**s, "at": datetime.fromisoformat(s["ended"]) if s["ended"] else None} for s in row.stages]
        made.append({"title": _("审议程序"), "template": "agenda/_stages.html", "stages": stages,
                     "now": row.stage() if row.state == "current" else ""})  # fmt: skip
    if papers := list(materials.visible_to(member).filter(item=row, state="offered")[:100]):
        made.append(
            {"title": _("会议材料"), "template": "sittings/_materials.html", "papers": papers, "offer": False}
        )
    if polls := list(ItemPoll.objects.filter(item=row).select_related("poll").order_by("pk")[:50]):
        made.append({"title": _("表决"), "template": "agenda/_polls.html", "polls": [p.poll for p in polls]})
    from .. import doings

    return made + doings.of_item(row, member)


def links(row, member):
    code = scope.current().code
    made = [
        {
            "label": str(row.sitting),
            "url": reverse("sittings:detail", kwargs={"code": code, "pk": row.sitting_id}),
        }
    ]
    for label, other in ((_t("转自"), row.carried_from), (_t("转到"), row.successor())):
        if other is not None:
            url = reverse("agenda:detail", kwargs={"code": code, "pk": other.pk})
            made.append({"label": f"{label}{_t('：')}{other.sitting}", "url": url})
    if row.about_id:
        made.append({"label": _t("关联事项"), "url": "", "sub": row.about.number})
    return [m for m in made if m["url"]]


def story(row, member):
    return storytelling.since(row, 0)


def reading(step, row, member):
    """Before an item is put to the vote: that a hearing has another way."""
    from .operations import needs_hearing, unfinished

    said = needs_hearing(row) or unfinished(row) if step.name == "put" else ""
    return [{"warn": said}] if said else []


def concerns(step, row) -> bool:
    """That an item cannot be carried is news only where its sitting is over."""
    return step.name != "carry" or not was_left(row)


def after(step, row) -> str:
    """Back to the sitting: an agenda is worked on as a whole; from putting to the vote on to the poll."""
    if step.name == "put" and (link := ItemPoll.objects.filter(item=row).order_by("-pk").first()):
        return reverse("polls:detail", kwargs={"code": scope.current().code, "pk": link.poll_id})
    return reverse("sittings:detail", kwargs={"code": scope.current().code, "pk": row.sitting_id})


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "kind": row.kind, "title": row.title, "presenter": row.presenter, "minutes": row.minutes,
        "block": row.block, "unit": row.unit_id, "outcome": None if _is_kept(row) else row.outcome or None,
        "outcome_words": result(row),
        "stages": row.stages, "carried_from": row.carried_from_id,
    }  # fmt: skip


def public_detail(request, code, pk):
    """Everybody reads an item of a public agenda on its sitting's own page."""
    row = queries.visible_to(request.member).filter(pk=pk).first()
    if row is None:
        raise Http404
    return redirect("sittings:detail", code=code, pk=row.sitting_id)
