"""A duty to report again: the test behind it, the reports, what the office said of them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import clocks
from huying.ui.columns import Column

from .. import numbers
from ..appraisals.pages import bar


def _due(row):
    return clocks.cell(row.due_on, timezone.localdate()) if row.due_on and row.state == "asked" else ""


def _title(row):
    return {"text": str(row.suggestion or row.appraisal), "sub": str(row.appraisal.year), "main": True}


COLUMNS = [
    Column(key="title", label=_("测评"), cell=_title, export=lambda r: str(r.suggestion or r.appraisal)),
    Column(key="unit", label=_("承办单位"), cell=lambda r: str(r.unit), sort="unit__name"),
    Column(key="due", label=_("期限"), cell=_due, sort="due_on", export=lambda r: r.due_on.isoformat() if r.due_on else ""),
    Column(key="state", label=_("状态"), cell=lambda r: _g(r.state_label), sort="state"),
]  # fmt: skip


def not_mine(row, member):
    """For the unit, the clocks of the suggestion itself and of other units' parts."""
    if member.role != "handler" or not row.suggestion_id:
        return set()
    others = {("handlings", p.pk) for p in row.suggestion.parts if p.unit_id != row.unit_id}
    return {("suggestions", row.suggestion_id), *others}


def number(row) -> str:
    return numbers.heading(row.suggestion) if row.suggestion_id else row.case.number


def facts(row, member):
    rows = [
        (_("测评"), row.appraisal), (_("建议"), row.suggestion or ""), (_("承办单位"), row.unit),
        (_("测评日期"), row.line.tested_on), (_("报告次数"), row.rounds or ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    line = row.line
    shown = [bar(line.counts, line.rate, line.outcome, line.label)]
    made: list[dict] = [
        {"title": _("测评结果"), "template": "appraisals/_result.html", "rows": shown},
    ]
    for report in row.reports.order_by("n"):
        words = {"n": report.n, "signer": report.signer}
        made.append({"title": _g("第 %(n)s 次报告（签发 %(signer)s）") % words, "text": report.text})
    if row.decision:
        made.append({"title": _("审查意见"), "text": row.decision})
    return made


def links(row, member):
    code = scope.current().code
    url = reverse("appraisals:detail", kwargs={"code": code, "pk": row.appraisal_id})
    made = [{"label": _g("这次测评"), "url": url, "sub": str(row.appraisal)}]
    if row.suggestion_id:
        url = reverse("suggestions:detail", kwargs={"code": code, "pk": row.suggestion_id})
        made.append({"label": _g("这件建议"), "url": url})
    return made


def api_row(row, member):
    return {
        "appraisal": row.appraisal_id, "unit": row.unit.name, "suggestion": row.suggestion_id, "rounds": row.rounds,
        "decision": row.decision,
    }  # fmt: skip
