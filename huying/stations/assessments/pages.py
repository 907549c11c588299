"""An assessment in lists and on its page: items with their answers, the score, the gaps."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import access, scope
from huying.ui.columns import Column

from .flow import FLOW
from .models import ANSWERS

TONES = {"open": "warn", "finished": "warn", "confirmed": "ok", "cancelled": "wait"}
MET = {"yes": "ok", "no": "late", "na": "wait"}


def _state(row):
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}}


def _score(row) -> str:
    return f"{row.percent}%" if row.percent is not None else ""


def _place(row):
    return {"text": str(row.station), "sub": str(row.station.area or ""), "main": True}


COLUMNS = [
    Column(key="station", label=_("站点"), cell=_place,
           export=lambda r: str(r.station), sort="station__name"),
    Column(key="checklist", label=_("检查清单"), cell=lambda r: str(r.checklist), sort="checklist__name"),
    Column(key="day", label=_("检查日期"), cell=lambda r: r.day.isoformat(), sort="day"),
    Column(key="score", label=_("达标率"), cell=_score, sort="percent", numeric=True),
    Column(key="gaps", label=_("差距"), cell=lambda r: _t("、").join(g["text"] for g in r.gaps()[:4])),
    Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def facts(row, member):
    shown = [
        (_t("站点"), str(row.station)), (_t("检查清单"), str(row.checklist)), (_t("检查日期"), row.day.isoformat()),
        (_t("得分"), _t("%(got)s 分，满分 %(full)s 分，%(percent)s%%") % {
            "got": row.got, "full": row.full, "percent": row.percent} if row.percent is not None else ""),
        (_t("可评星级"), _t("%(n)s 星") % {"n": row.stars} if row.stars else ""),
        (_t("意见"), row.remark),
    ]  # fmt: skip
    return [(label, value) for label, value in shown if value]


def sections(row, member):
    may = row.state == "open" and access.may(member, FLOW["tick"], row)
    url = reverse("assessments:tick", kwargs={"code": scope.current().code, "pk": row.pk}) if may else ""
    items = [
        {
            **item,
            "answer": ANSWERS[answer["met"]] if answer else "",
            "tone": MET[answer["met"]] if answer else "wait",
            "note": answer["note"] if answer else "",
            "url": f"{url}?item={item['key']}" if url else "",
        }
        for item in row.items
        for answer in [row.answers.get(item["key"])]
    ]
    return [{"title": _t("检查项"), "template": "stations/_answers.html", "lines": items}]


def links(row, member):
    code = scope.current().code
    made = [{"label": str(row.station), "url": reverse("stations:detail", args=[code, row.station_id])}]
    if row.state == "confirmed" and row.stars and member.role in ("admin", "clerk"):
        url = reverse("stations:award_star", args=[code, row.station_id])
        made.append({"label": _t("按这次检查评定星级"), "url": f"{url}?assessment={row.pk}&star={row.stars}"})
    return made


def api_row(row, member):
    return {
        "station": row.station_id, "checklist": row.checklist_id, "day": row.day, "items": row.items, "answers": row.answers,
        "got": row.got, "full": row.full, "percent": row.percent, "stars": row.stars, "is_latest": row.is_latest,
        "remark": row.remark,
    }  # fmt: skip
