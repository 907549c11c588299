"""Open now? When next? In the reader's words, with the congress's calendar of days off."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from huying.kernel.clocks import rules

from . import monthly, opening
from .models import Station

WEEK = (_l("周一"), _l("周二"), _l("周三"), _l("周四"), _l("周五"), _l("周六"), _l("周日"))


def off_days() -> frozenset:
    """Official days off in the calendar of the congress being served."""
    return rules()[1].off


def lamp(station: Station, now: datetime, off=None) -> dict:
    """{"tone", "word", "open"} for this local moment: open until, closed until, paused, or hours unknown."""
    if station.state == "suspended":
        return {"tone": "warn", "word": _("暂停开放"), "open": False}
    if station.state != "open":
        return {"tone": "wait", "word": station.state_label, "open": False}
    if disagrees(station):
        return {"tone": "wait", "word": _("时间以说明为准，去之前请打电话"), "open": False}
    hours, moment = station.opening(off_days() if off is None else off), now.replace(tzinfo=None)
    if not hours.is_known:
        return {
            "tone": "wait",
            "word": _("接待时间见说明") if station.hours else _("接待时间待登记"),
            "open": False,
        }
    if (until := hours.until(moment)) is not None:
        return {
            "tone": "ok",
            "word": _("正在开放，到 %(time)s") % {"time": _clock(until, moment)},
            "open": True,
        }
    following = hours.next(moment)
    if following is None:
        return {"tone": "wait", "word": _("近期不开放"), "open": False}
    return {
        "tone": "wait",
        "word": _("下次开放：%(time)s") % {"time": when(following, moment)},
        "open": False,
    }


def disagrees(station: Station) -> bool:
    """Do words beside the table name times of their own? Then nothing is computed from the table."""
    return any(station.weekly.values()) and monthly.names_times(station.hours)


def table(station: Station, now: datetime) -> dict:
    """What a page shows of the hours: lamp, the week line by line, what differs in the coming weeks."""
    hours, today = station.opening(off_days()), now.date()
    known = any(station.weekly.values()) and not disagrees(station)
    week = [
        {
            "day": WEEK[n],
            "spans": opening.spoken(station.weekly.get(str(n + 1), [])),
            "today": n == today.weekday(),
        }
        for n in range(7)
    ]
    coming = sorted(day for day in station.exceptions if day >= today.isoformat())
    return {
        "lamp": lamp(station, now),
        "week": week if known and any(line["spans"] for line in week) else [],
        "monthly": opening.spoken_month(station.weekly) if known else "",
        "differs": [
            {
                "day": day,
                "spans": opening.spoken(station.exceptions[day].get("spans", [])),
                "why": station.exceptions[day].get("why", ""),
            }
            for day in coming[:14]
        ],
        "holidays_off": station.off_on_holidays and hours.is_known,
    }


def when(moment: datetime, now: datetime) -> str:
    """ "今天 14:00", "明天 8:30", "11月24日 周二 8:30"."""
    clock = moment.strftime("%H:%M")
    if moment.date() == now.date():
        return _("今天 %(time)s") % {"time": clock}
    if moment.date() == now.date() + timedelta(days=1):
        return _("明天 %(time)s") % {"time": clock}
    words = {"m": moment.month, "d": moment.day, "week": WEEK[moment.weekday()], "time": clock}
    return _("%(m)s月%(d)s日 %(week)s %(time)s") % words


def _clock(until: datetime, now: datetime) -> str:
    return until.strftime("%H:%M") if until.date() == now.date() else "24:00"
