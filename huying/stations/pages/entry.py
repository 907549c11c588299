"""A place in lists and on its page, for those who work with it."""

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.ui.columns import Column

from .. import kinds, openness
from ..models import Station

TONES = {"planned": "wait", "open": "ok", "suspended": "warn", "closed": "wait"}


def stars(n) -> str:
    return "★" * n if n else ""


def _state(s) -> dict:
    sub = f"{stars(s.star)} {kinds.DESIGNATIONS[s.designation] if s.designation else ''}".strip()
    return {"text": "", "lamp": {"tone": TONES[s.state], "word": _t(s.state_label)}, "sub": sub}


COLUMNS = [
    Column(key="name", label=_("名称"), cell=lambda s: {"text": s.name, "sub": s.address}, export=lambda s: s.name, sort="name"),
    Column(key="kind", label=_("类别"), cell=lambda s: str(Station.KINDS[s.kind]), sort="kind"),
    Column(key="area", label=_("片区"), cell=lambda s: str(s.area or ""), sort="area__name"),
    Column(key="parent", label=_("上级站点"), cell=lambda s: str(s.parent or "")),
    Column(key="star", label=_("星级"), cell=lambda s: s.star or "", sort="star", numeric=True),
    Column(key="state", label=_("状态"), cell=_state, export=lambda s: _t(s.state_label), sort="state"),
]  # fmt: skip


def title(station) -> str:
    return station.name


def facts(station, member):
    place = (
        f"{station.lat}, {station.lon}（{kinds.DATUMS[station.datum]}）" if station.lat is not None else "—"
    )
    shown = [
        (_t("类别"), str(Station.KINDS[station.kind])),
        (_t("片区"), str(station.area or "—")),
        (_t("上级站点"), str(station.parent or "—")),
        (_t("所属实践基地"), str(station.base or "")),
        (_t("行业"), station.trade),
        (_t("地址"), station.address or "—"),
        (_t("电话"), station.telephone or "—"),
        (_t("负责人"), station.head),
        (_t("联络员"), _t("、").join(str(k) for k in station.kept_members()) or "—"),
        (_t("位置"), place),
        (_t("星级"), f"{stars(station.star)} {station.star_on or ''}".strip()),
        (
            _t("示范点"),
            f"{kinds.DESIGNATIONS[station.designation]} {station.designated_on}"
            if station.designation
            else "",
        ),
        (_t("启用日期"), station.opened_on.isoformat() if station.opened_on else ""),
        (_t("撤销日期"), station.closed_on.isoformat() if station.closed_on else ""),
        (
            _t("暂停原因"),
            f"{station.pause_reason} {station.pause_until or ''}".strip() if station.pause_reason else "",
        ),
    ]
    return [(label, value) for label, value in shown if value]


def sections(station, member):
    now = timezone.localtime()
    return [
        {
            "title": _t("接待时间"),
            "template": "stations/_hours.html",
            "context": {"hours": openness.table(station, now), "station": station},
        },
    ]


def api_row(station, member) -> dict:
    """What programs read of a place: what it is, where, when it is open."""
    return {
        "name": station.name, "kind": station.kind, "area": station.area_id, "parent": station.parent_id,
        "base": station.base_id, "address": station.address, "telephone": station.telephone, "trade": station.trade,
        "hours": station.hours, "weekly": station.weekly, "exceptions": station.exceptions,
        "lat": station.lat, "lon": station.lon, "datum": station.datum if station.lat is not None else None,
        "star": station.star, "designation": station.designation or None, "opened_on": station.opened_on,
        "closed_on": station.closed_on,
    }  # fmt: skip
