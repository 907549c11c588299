"""A place in lists and on its page, for those who work with it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui.columns import Column

from .. import kinds, openness, popularity
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
    made = [
        {
            "title": _t("接待时间"),
            "template": "stations/_entry_hours.html",
            "hours": openness.table(station, now),
            "station": station,
        },
        {"title": _t("简介"), "text": station.about},
        {"title": _t("最近一次检查"), "template": "stations/_assessed.html", "lines": assessed(station)},
        {"title": _t("星级和命名记录"), "template": "stations/_honours.html", "lines": honours(station)},
    ]  # fmt: skip
    return [s for s in made if s.get("text") or s.get("lines") or s.get("hours")]


def assessed(station) -> list[dict]:
    """The last confirmed assessment by each list, with its gaps."""
    rows = (
        station.assessments.filter(is_latest=True)
        .select_related("checklist", "station")
        .order_by("-day", "-pk")
    )
    return [
        {"url": _url("assessments:detail", row.pk), "name": str(row.checklist), "percent": row.percent, "day": row.day,
         "gaps": _t("、").join(g["text"] for g in row.gaps())}
        for row in rows[:10]
    ]  # fmt: skip


def honours(station) -> list[dict]:
    """Stars and designations given and taken, newest first."""
    words = {"0": _t("取消星级"), "": _t("取消示范点命名")}
    return [
        {
            "on": timezone.localtime(h.at).date().isoformat(),
            "word": words.get(h.value)
            or (stars(int(h.value)) if h.what == "star" else str(kinds.DESIGNATIONS[h.value])),
            "basis": h.basis,
        }
        for h in station.honours.order_by("-at", "-pk")[:20]
    ]


def links(station, member):
    """What hangs on this place and what can be begun for it."""
    query = f"?station={station.pk}"
    made = []
    if station.is_active:
        made += [
            {"label": _t("公开页面"), "url": _url("stations:place", station.pk)},
            {"label": _t("打印站点海报"), "url": _url("stations:poster", station.pk)},
        ]
    if station.parent_id:
        made.append(
            {
                "label": str(station.parent),
                "url": _url("stations:detail", station.parent_id),
                "sub": _t("上级站点"),
            }
        )
    if station.state != "closed" and (member.role in ("admin", "clerk") or station.kept(member)):
        made += [
            {"label": _t("开始达标检查"), "url": _url("assessments:start") + query},
            {"label": _t("登记参观预约"), "url": _url("tours:book") + query},
        ]
    if station.state != "closed" and member.role in ("admin", "clerk"):
        made.append({"label": _t("登记改造计划"), "url": _url("upgrades:plan") + query})
    return made


def figures(station, today, *, public: bool = False) -> dict:
    """{"index", "lines", "sites"}; of a practice base those of all its sites together. `public`: no small numbers of people."""
    sites = list(station.sites.values_list("pk", flat=True)) if station.kind == "base" else []
    both = popularity.together(popularity.lines(today, [station.pk, *sites]))
    if public:
        index, told = popularity.for_public(both)
        return {"index": index, "lines": told, "sites": len(sites)}
    return {
        "index": popularity.index(both),
        "lines": [(str(n.fact.label), n.number, str(n.fact.unit), n.words) for n in both],
        "sites": len(sites),
    }


def _url(name, pk=None) -> str:
    code = scope.current().code
    return reverse(name, kwargs={"code": code, **({"pk": pk} if pk is not None else {})})


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
