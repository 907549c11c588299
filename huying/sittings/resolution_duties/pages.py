"""One duty on its page: what, by whom, until when, how far."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from ..deliberations.pages import lamp

TONES = {"set": "wait", "reported": "warn", "done": "ok", "lifted": "wait"}
COLUMNS = [
    Column(key="text", label=_("事项"), cell=lambda r: {"text": str(r), "sub": r.resolution.number, "main": True},
        export=lambda r: r.text),
    Column(key="unit", label=_("承办单位"), cell=lambda r: str(r.unit), sort="unit__name"),
    Column(key="finish", label=_("完成日期"), cell=lambda r: r.finish_on.isoformat(), sort="finish_on"),
    Column(key="due", label=_("期限"), cell=lamp, export=lambda r: str(r.due_on or "")),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES[r.state], "word": _t(r.state_label)}}),
]  # fmt: skip


def facts(row, member):
    on_time = {None: "", True: _("按期"), False: _("超期")}[row.is_on_time]
    rows = [(_("决议、决定"), row.resolution.title), (_("文号"), row.resolution.number), (_("承办单位"), row.unit),
            (_("完成日期"), row.finish_on), (_("报告日期"), row.reported_on), (_("是否按期"), on_time),
            (_("理由"), row.reason)]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [{"title": _("事项"), "text": row.text}]
    notes = row.notes.select_related("by__person", "by__unit").order_by("pk")
    if said := "\n".join(f"{n.at:%Y-%m-%d} {n.by.unit or n.by}：{n.text}" for n in notes):
        made.append({"title": _("进展"), "text": said})
    return [*made, {"title": _("落实结果"), "text": row.result}] if row.result else made


def links(row, member):
    url = reverse("resolutions:detail", kwargs={"code": scope.current().code, "pk": row.resolution_id})
    return [{"label": row.resolution.title, "url": url, "sub": row.resolution.number}]


def api_row(row, member):
    return {
        "resolution": row.resolution_id, "text": row.text, "unit": row.unit.name, "finish_on": row.finish_on,
        "reported_on": row.reported_on, "is_on_time": row.is_on_time, "result": row.result,
    }  # fmt: skip
