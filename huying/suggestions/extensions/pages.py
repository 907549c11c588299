"""A request for a longer term."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from .. import numbers


def _title(row):
    return {"text": str(row.suggestion), "sub": row.suggestion.number, "main": True}


COLUMNS = [
    Column(key="title", label=_("建议"), cell=_title, export=lambda r: str(r.suggestion)),
    Column(key="unit", label=_("承办单位"), cell=lambda r: str(r.unit), sort="unit__name"),
    Column(key="due", label=_("原期限"), cell=lambda r: str(r.first_due_on or ""), sort="first_due_on"),
    Column(key="state", label=_("状态"), cell=lambda r: _g(r.state_label), sort="state"),
]  # fmt: skip


def not_yet(step, row) -> str:
    """Granted only before the first deadline; overtaken only after it (R-SUG-14)."""
    shut = row.handling.extension_shut(timezone.localdate())
    if step.name == "grant" and shut:
        return _g("原期限 %(day)s 已经过了，不能再同意延期。") % {"day": row.first_due_on}
    if step.name == "lapse" and row.handling.state in ("received", "split") and not shut:
        return _g("原期限还没有届满，请同意或者不同意。")
    return ""


def number(row) -> str:
    return numbers.heading(row.suggestion)


def facts(row, member):
    rows = [
        (_("承办单位"), row.unit), (_("原期限"), row.first_due_on), (_("延长到"), row.due_after),
        (_("交办日期"), row.handling.counts_on),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [{"title": _("延期理由"), "text": row.reason}]
    return made + ([{"title": _("批复意见"), "text": row.decision}] if row.decision else [])


def links(row, member):
    url = reverse("handlings:detail", kwargs={"code": scope.current().code, "pk": row.handling_id})
    return [{"label": _g("办理"), "url": url, "sub": str(row.unit)}]


def story(row, member):
    from ..pages import story as told

    return told(row.suggestion, member)


def api_row(row, member):
    return {
        "suggestion": row.suggestion_id, "handling": row.handling_id, "unit": row.unit.name, "reason": row.reason,
        "first_due_on": row.first_due_on, "due_after": row.due_after, "decision": row.decision,
    }  # fmt: skip
