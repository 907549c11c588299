"""Hours online in lists and on their page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import scope
from huying.ui import when
from huying.ui.columns import Column

TONES = {"asked": "warn", "open": "ok", "closed": "wait", "cancelled": "wait"}


def moment(slot) -> str:
    return f"{when.day_words(slot.day, timezone.localdate())} {slot.starts_at:%H:%M}"


COLUMNS = [
    Column(key="day", label=_("时间"), cell=moment, export=lambda s: f"{s.day} {s.starts_at:%H:%M}", sort="day"),
    Column(key="topic", label=_("主题"), cell=lambda s: {"text": s.topic or _t("云接待"), "main": True},
           export=lambda s: s.topic),
    Column(key="host", label=_("由谁"), cell=lambda s: str(s.host), sort="host__person__pinyin"),
    Column(key="station", label=_("站点"), cell=lambda s: s.station.name if s.station_id else ""),
    Column(key="state", label=_("状态"), cell=lambda s: {"text": "", "lamp": {"tone": TONES[s.state], "word": _t(s.state_label)}},
           export=lambda s: _t(s.state_label), sort="state"),
]  # fmt: skip


def title(slot) -> str:
    return slot.topic or _t("云接待")


def facts(slot, member):
    rows = [
        (_("时间"), _t("%(when)s，约 %(n)s 分钟") % {"when": moment(slot), "n": slot.minutes}),
        (_("由谁"), slot.host), (_("站点"), slot.station),
        (_("可预约人数"), slot.capacity), (_("视频会议链接"), slot.video), (_("原因"), slot.reason),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value not in (None, "")]


def sections(slot, member):
    from ..bookings.queries import of_slot

    made = [{"title": _("预约"), "template": "receptions/_booked.html", "booked": of_slot(slot, member)}]
    return made + ([{"title": _("记录"), "text": slot.summary}] if slot.summary else [])


def links(slot, member):
    code = scope.current().code
    return [{"label": _t("公开的预约页面"), "url": reverse("bookings:offers", kwargs={"code": code})}]


def api_row(slot, member):
    return {
        "host": slot.host_id, "host_name": str(slot.host), "station": slot.station_id, "day": slot.day,
        "starts_at": slot.starts_at, "minutes": slot.minutes, "capacity": slot.capacity, "topic": slot.topic,
    }  # fmt: skip
