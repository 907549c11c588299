"""Opinions of a debate on their page: the text, where it came from, the unit's reports."""

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui import clocks
from huying.ui.columns import Column

from .. import handing_out, papers
from ..reach import OFFICE
from . import queries

TONES = {"sent": "warn", "reported": "warn", "closed": "ok"}


def lamp(row):
    """The nearest deadline, while one runs."""
    return {"text": "", "lamp": clocks.lamp_of(row.due_on, timezone.localdate())} if row.due_on else ""


COLUMNS = [
    Column(key="title", label=_("标题"), cell=lambda r: {"text": r.title, "sub": r.number, "main": True},
        export=lambda r: r.title),
    Column(key="unit", label=_("承办单位"), cell=lambda r: str(r.unit), sort="unit__name"),
    Column(key="due", label=_("期限"), cell=lamp, sort="due_on", export=lambda r: str(r.due_on or "")),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES.get(r.state, "wait"), "word": _t(r.state_label)}}),
]  # fmt: skip
paper = handing_out.view(queries, papers.opinion)


def facts(row, member):
    rows = [
        (_("会议"), row.sitting), (_("议题"), row.item.title), (_("承办单位"), row.unit), (_("文号"), row.number),
        (_("由哪次会议同意"), row.agreed_by), (_("交办"), row.sent_on), (_("另定的报告日期"), row.report_by),
        (_("评价"), row.get_verdict_display() if row.verdict else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [{"title": _("审议意见"), "text": row.text}] if row.text else []
    if row.quotes and member.role in OFFICE:
        made.append(
            {"title": _("摘自这些发言"), "text": "\n".join(f"{q['who']}：{q['text']}" for q in row.quotes)}
        )
    for report in row.reports.order_by("round"):
        made.append(
            {
                "title": _t("研究处理情况（第 %(n)s 次，%(signer)s签发）")
                % {"n": report.round, "signer": report.signer},
                "text": report.text,
            }
        )
    return [*made, {"title": _("审查意见"), "text": row.reason}] if row.reason else made


def links(row, member):
    return handing_out.to_sitting(row.sitting, member) + handing_out.links("deliberations", row)


def api_row(row, member):
    return {
        "sitting": row.sitting_id, "item": row.item_id, "unit": row.unit.name, "title": row.title, "text": row.text,
        "document": row.number, "sent_on": row.sent_on, "report_by": row.report_by, "rounds": row.rounds, "verdict": row.verdict,
    }  # fmt: skip
