"""A turn in lists and on its page."""

from math import asin, cos, radians, sin, sqrt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import when
from huying.ui.columns import Column

TONES = {
    "planned": "wait",
    "announced": "wait",
    "present": "warn",
    "held": "ok",
    "missed": "late",
    "cancelled": "wait",
}
EARTH = 6_371_000  # metres


def lamp(row) -> dict:
    """Colour and word of its state; made up for is said."""
    word = _t(row.state_label)
    return {
        "tone": TONES[row.state],
        "word": _t("%(state)s（补办）") % {"state": word} if row.made_up else word,
    }


def _where(row):
    if row.target_id:
        return _t("走访%(name)s") % {"name": row.target}
    return row.station.name if row.station_id else ""


def moment(row) -> str:
    today = timezone.localdate()
    return f"{when.day_words(row.day, today)} {row.starts_at:%H:%M}"


COLUMNS = [
    Column(key="day", label=_("时间"), cell=moment, export=lambda r: f"{r.day} {r.starts_at:%H:%M}", sort="day"),
    Column(key="name", label=_("内容"), cell=lambda r: {"text": r.name, "main": True, "sub": _where(r)}, export=lambda r: r.name),
    Column(key="station", label=_("站点"), cell=lambda r: r.station.name if r.station_id else "", sort="station__name"),
    Column(key="state", label=_("状态"), cell=lambda r: {"text": "", "lamp": lamp(r)},
           export=lambda r: _t(r.state_label), sort="state"),
    Column(key="visitors", label=_("接待人数"), cell=lambda r: "" if r.visitors is None else r.visitors,
           numeric=True, sort="visitors"),
]  # fmt: skip


def title(row) -> str:
    return row.name


def facts(row, member):
    rows = [
        (_("时间"), _t("%(when)s，约 %(n)s 分钟") % {"when": moment(row), "n": row.minutes}), (_("站点"), row.station),
        (_("走访代表"), row.target), (_("由谁"), row.host), (_("期次"), row.period),
        (_("对外公告"), _t("是") if row.is_public else ""), (_("可预约人数"), row.capacity or ""), (_("公告说明"), row.notice),
        (_("签到"), f"{when.moment_words(row.signed_at, timezone.now())} {row.get_signed_by_display()}" if row.signed_at else ""),
        (_("签到位置"), _position(row) if member.role in ("clerk", "admin", "leader") or member.pk == row.host_id else ""),
        (_("实际分钟"), row.lasted), (_("接待人数"), row.visitors), (_("改期次数"), row.moved or ""), (_("原因"), row.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def _position(row) -> str:
    """How far from the station, where both are known; a position is given freely and never asked twice."""
    if row.latitude is None:
        return ""
    spot = row.station.spot if row.station_id else None
    if spot is None:
        return _t("已记录")
    metres = distance(row.latitude, row.longitude, *spot)
    return _t("距站点约 %(n)s 米") % {"n": round(metres / 10) * 10}


def distance(lat1, lon1, lat2, lon2) -> float:
    """Metres between two places on the globe, in degrees."""
    a, b, c, d = (radians(float(x)) for x in (lat1, lon1, lat2, lon2))
    return 2 * EARTH * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def sections(row, member):
    from ...bookings.queries import of_reception

    made = [{"title": _("记录"), "text": row.summary}] if row.summary else []
    if row.numbers:
        made.append(
            {
                "title": _("反映的事项"),
                "template": "receptions/_matters.html",
                "numbers": matters(row, member),
            }
        )
    if row.capacity and (booked := of_reception(row, member)):
        made.append({"title": _("预约"), "template": "receptions/_booked.html", "booked": booked})
    return made


def matters(row, member) -> list[dict]:
    """The linked numbers with what became of them, as far as this reader may see them."""
    from huying.kernel import visibility

    rows = visibility.rows("voices", member)
    found = {} if rows is None else {v.number: v for v in rows.filter(number__in=row.numbers)}
    code = scope.current().code
    return [
        {"number": n, "state": _t(v.state_label) if (v := found.get(n)) else "", "title": str(v) if v else "",
         "url": reverse("voices:detail", kwargs={"code": code, "pk": v.pk}) if v else ""}
        for n in row.numbers
    ]  # fmt: skip


def links(row, member):
    code = scope.current().code
    made = [
        {
            "label": _t("存入手机日历（.ics）"),
            "url": reverse("receptions:ics", kwargs={"code": code, "pk": row.pk}),
        }
    ]
    if row.station_id and (member.role == "clerk" or row.keeps(member)):
        screen = reverse("receptions:screen", kwargs={"code": code, "pk": row.station_id})
        made.append(
            {"label": _t("本站的签到码"), "url": screen, "sub": _t("放在站点的屏幕上，代表用手机扫。")}
        )
    if row.duty_id:
        made.append(
            {
                "label": _t("完成情况"),
                "url": reverse("duties:board", kwargs={"code": code})
                + f"?duty={row.duty_id}&period={row.period}",
            }
        )
    if row.state == "present":
        url = reverse("voices:hear", kwargs={"code": code}) + (
            f"?station={row.station_id}" if row.station_id else ""
        )
        made.append({"label": _t("登记群众反映的事"), "url": url, "sub": _t("登记以后把编号填进记录。")})
    return made


def api_row(row, member):
    return {
        "what": row.what, "day": row.day, "starts_at": row.starts_at, "station": row.station_id, "host": row.host_id,
        "host_name": str(row.host), "target": row.target_id, "duty": row.duty_id, "period": row.period,
        "is_public": row.is_public, "capacity": row.capacity, "lasted": row.lasted, "visitors": row.visitors,
        "signed_at": row.signed_at, "signed_by": row.signed_by or None, "numbers": row.numbers,
    }  # fmt: skip
