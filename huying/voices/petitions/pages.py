"""A petition on the page."""

from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from .. import words
from ..roadside import due, links_to, voice_sections

COLUMNS = [
    Column(
        key="title", label=_("信访事项"), cell=lambda r: {"text": r.voice.title, "main": True}, export=str
    ),
    Column(key="number", label=_("编号"), cell=lambda r: r.voice.number, sort="voice__number"),
    Column(key="state", label=_("状态"), cell=lambda r: str(r.state_label), sort="state"),
    Column(key="unit", label=_("承办单位"), cell=lambda r: str(r.unit or "")),
    Column(key="opened", label=_("登记"), cell=lambda r: r.opened_on.isoformat(), sort="opened_on"),
    due(),
]


def facts(row, member):
    rows = [
        (_("登记"), row.opened_on), (_("受理"), row.accepted_on), (_("承办单位"), row.unit),
        (_("共同走访人数"), row.visitors if row.visitors > 1 else ""), (_("推选的代表人数"), row.representatives or ""),
        (_("延长期限"), _("是") if row.extended else ""),
        (_("处理意见"), row.replied_on), (_("处理结果"), row.get_result_display()),
        (_("复查"), row.get_review_display()), (_("复核"), row.get_rereview_display()),
        (_("法定途径"), words.WAY_NAMES.get(row.way, "")),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    shown = voice_sections(row)
    for one in row.opinions.order_by("pk"):
        title = f"{one.get_kind_display()} · {one.organ}" if one.organ else one.get_kind_display()
        shown.append({"title": title, "text": one.text})
    return shown


def links(row, member):
    return links_to(row, member)


def api_row(row, member) -> dict:
    return {
        "number": row.voice.number, "voice": row.voice_id, "opened_on": row.opened_on, "accepted_on": row.accepted_on,
        "unit": row.unit.name if row.unit_id else None, "extended": row.extended, "replied_on": row.replied_on,
        "result": row.result or None, "review": row.review or None, "rereview": row.rereview or None, "way": row.way or None,
    }  # fmt: skip
