"""An upgrade in lists and on its page: money in, before and after."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import parts
from huying.ui.columns import Column

from .models import MOMENTS

TONES = {"planned": "wait", "under_way": "warn", "done": "ok", "cancelled": "wait"}


def _state(row):
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}}


def yuan(amount) -> str:
    return f"{amount:,.2f}" if amount is not None else ""


COLUMNS = [
    Column(key="title", label=_("项目"), cell=lambda r: {"text": r.title, "sub": str(r.station), "main": True},
           export=lambda r: r.title, sort="title"),
    Column(key="station", label=_("站点"), cell=lambda r: str(r.station), sort="station__name"),
    Column(key="budget", label=_("计划投入（元）"), cell=lambda r: yuan(r.budget), sort="budget", numeric=True),
    Column(key="spent", label=_("实际投入（元）"), cell=lambda r: yuan(r.spent), sort="spent", numeric=True),
    Column(key="finish_by", label=_("计划完成"), cell=lambda r: str(r.finish_by or ""), sort="finish_by"),
    Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    shown = [
        (_t("站点"), str(row.station)),
        (_t("计划投入"), parts.money(row.budget) if row.budget is not None else ""),
        (_t("实际投入"), parts.money(row.spent)), (_t("计划完成"), row.finish_by), (_t("开工"), row.begun_on),
        (_t("完成"), row.done_on),
    ]  # fmt: skip
    return [(label, value) for label, value in shown if value]


def pairs(row) -> list[dict]:
    """[{"word", "photos": [{"url", "caption"}]}] before and after."""
    code, found = scope.current().code, {moment: [] for moment in MOMENTS}
    for photo in row.photos.order_by("pk"):
        url = reverse("file", kwargs={"code": code, "pk": photo.file_id})
        found[photo.moment].append({"url": url, "caption": photo.caption or str(MOMENTS[photo.moment])})
    return [{"word": MOMENTS[moment], "photos": photos} for moment, photos in found.items() if photos]


def sections(row, member):
    made = [
        {"title": _t("计划内容"), "text": row.text},
        {"title": _t("完成情况"), "text": row.result},
        {"title": _t("改造前后"), "template": "stations/_photos.html", "pairs": pairs(row)},
        {"title": _t("投入明细"), "template": "stations/_fundings.html", "lines": [
            {"on": f.paid_on.isoformat(), "amount": yuan(f.amount), "source": f.source}
            for f in row.fundings.order_by("paid_on", "pk")
        ]},
    ]  # fmt: skip
    return [s for s in made if s.get("text") or s.get("pairs") or s.get("lines")]


def links(row, member):
    url = reverse("stations:detail", args=[scope.current().code, row.station_id])
    return [{"label": str(row.station), "url": url}]


def api_row(row, member):
    return {
        "station": row.station_id, "title": row.title, "text": row.text, "budget": row.budget, "spent": row.spent,
        "finish_by": row.finish_by, "begun_on": row.begun_on, "done_on": row.done_on, "result": row.result,
    }  # fmt: skip
