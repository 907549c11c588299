"""The yearly list of major matters."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from .. import handing_out

TONES = {"submitted": "warn", "scheduled": "warn", "decided": "ok"}


def _month(row):
    return (
        _t("%(year)s 年 %(month)s 月") % {"year": row.year, "month": row.month}
        if row.month
        else str(row.year)
    )


COLUMNS = [
    Column(key="title", label=_("事项"), cell=lambda r: {"text": r.title, "sub": str(r.unit or ""), "main": True},
        export=lambda r: r.title),
    Column(key="when", label=_("计划"), cell=_month, sort="year"),
    Column(key="way", label=_("方式"), cell=lambda r: r.get_way_display(), sort="way"),
    Column(key="sitting", label=_("会议"), cell=lambda r: str(r.item.sitting) if r.item_id else ""),
    Column(key="state", label=_("状态"), sort="state", export=lambda r: _t(r.state_label),
           cell=lambda r: {"text": "", "lamp": {"tone": TONES.get(r.state, "wait"), "word": _t(r.state_label)}}),
]  # fmt: skip


def facts(row, member):
    rows = [
        (_("计划"), _month(row)), (_("由谁讨论决定"), row.get_body_display()), (_("方式"), row.get_way_display()),
        (_("由哪个单位提请"), row.unit), (_("会议"), row.item.sitting if row.item_id else ""),
        (_("议题"), row.item.title if row.item_id else ""), (_("决议、决定"), row.resolution), (_("结果"), row.outcome),
        (_("理由"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def sections(row, member):
    made = [{"title": _("依据和理由"), "text": row.grounds}] if row.grounds else []
    return [*made, {"title": _("议案或者报告要点"), "text": row.text}] if row.text else made


def links(row, member):
    code, made = scope.current().code, []
    if row.item_id:
        made += handing_out.to_sitting(row.item.sitting, member)
    if row.resolution_id:
        url = reverse("resolutions:detail", kwargs={"code": code, "pk": row.resolution_id})
        made.append({"label": row.resolution.title, "url": url, "sub": row.resolution.number})
    return made


def api_row(row, member):
    return {
        "year": row.year, "month": row.month, "title": row.title, "grounds": row.grounds, "body": row.body, "way": row.way,
        "unit": str(row.unit or ""), "text": row.text, "item": row.item_id, "resolution": row.resolution_id,
            "outcome": row.outcome,
    }  # fmt: skip
