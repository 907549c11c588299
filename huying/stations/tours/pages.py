"""A visiting group in lists and on its page."""

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.kernel.crypto import mask
from huying.ui.columns import Column

TONES = {"booked": "warn", "received": "ok", "cancelled": "wait"}


def _state(row):
    return {"text": "", "lamp": {"tone": TONES[row.state], "word": _t(row.state_label)}}


def _when(row) -> str:
    return f"{row.day.isoformat()} {row.starts.strftime('%H:%M') if row.starts else ''}".strip()


def _n(number):
    return number if number is not None else ""


COLUMNS = [
    Column(key="group", label=_("来访单位"), cell=lambda r: {"text": r.group, "sub": r.purpose, "main": True},
           export=lambda r: r.group, sort="group"),
    Column(key="station", label=_("站点"), cell=lambda r: str(r.station), sort="station__name"),
    Column(key="day", label=_("日期"), cell=_when, sort="day"),
    Column(key="expected", label=_("预计人数"), cell=lambda r: _n(r.expected), numeric=True),
    Column(key="people", label=_("实到人数"), cell=lambda r: _n(r.people), sort="people", numeric=True),
    Column(key="state", label=_("状态"), cell=_state, export=lambda r: _t(r.state_label), sort="state"),
]  # fmt: skip


def _keeps(row, member) -> bool:
    """Who receives the group reads whom to call; others read it masked."""
    return member.role == "clerk" or row.station.kept(member)


def facts(row, member):
    phone = row.phone if _keeps(row, member) else mask(row.phone) if row.phone else ""
    shown = [
        (_t("站点"), str(row.station)), (_t("事由"), row.purpose), (_t("日期"), _when(row)),
        (_t("预计人数"), row.expected), (_t("实到人数"), row.people), (_t("联系人"), row.contact), (_t("联系电话"), phone),
        (_t("备注"), row.note),
    ]  # fmt: skip
    return [(label, str(value)) for label, value in shown if value]


def links(row, member):
    url = reverse("stations:detail", args=[scope.current().code, row.station_id])
    return [{"label": str(row.station), "url": url}]


def api_row(row, member):
    return {
        "station": row.station_id, "group": row.group, "purpose": row.purpose, "day": row.day, "starts": row.starts,
        "expected": row.expected, "people": row.people, "note": row.note,
    }  # fmt: skip
