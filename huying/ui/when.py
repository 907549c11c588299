"""Days and moments in words: absolute with weekday, the distance from now only beside it."""

import datetime as dt
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Moment = dt.date | dt.datetime


def weekday(value: dt.date) -> str:
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][value.weekday()]


def local(value: Moment) -> Moment:
    """A moment in the congress's time zone; a day stays a day."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def calendar_day(value: dt.date, *, with_year: bool = True) -> str:
    """3月2日, 2026年3月2日; in English 2 Mar, 2 Mar 2026."""
    return date_format(value, _("Y年n月j日") if with_year else _("n月j日"))


def month(number: int) -> str:
    """3月, Mar."""
    return date_format(dt.date(2000, number, 1), _("n月"))


def day_words(value: Moment, now: Moment) -> str:
    """ "3月2日 周一", with the year where it is not the year of `now`."""
    day = _as_day(value)
    return _day_words(day, day.year != local(now).year, get_language())


@lru_cache(maxsize=4096)
def _day_words(day: dt.date, with_year: bool, _language: str | None) -> str:
    """A list says twenty days, mostly those of the page before."""
    return _("%(day)s %(w)s") % {"day": calendar_day(day, with_year=with_year), "w": weekday(day)}


def moment_words(value: dt.datetime, now: Moment) -> str:
    """ "3月2日 周一 14:00"."""
    return f"{day_words(value, now)} {local(value):%H:%M}"


def _as_day(value: Moment) -> dt.date:
    value = local(value)
    return value.date() if isinstance(value, dt.datetime) else value


def ago(value: Moment, now: Moment) -> str:
    """The distance in days, or in hours and minutes within the same day: "3 天前", "还有 5 天"."""
    days = (_as_day(value) - _as_day(now)).days
    if days > 1:
        return ngettext("还有 %(n)s 天", "还有 %(n)s 天", days) % {"n": days}
    if days < -1:
        return ngettext("%(n)s 天前", "%(n)s 天前", -days) % {"n": -days}
    if days:
        return _("明天") if days > 0 else _("昨天")
    if not (isinstance(value, dt.datetime) and isinstance(now, dt.datetime)):
        return _("今天")
    minutes = int((now - value).total_seconds() // 60)
    if minutes < 0:
        return _("今天")
    if minutes < 1:
        return _("刚刚")
    if minutes < 60:
        return ngettext("%(n)s 分钟前", "%(n)s 分钟前", minutes) % {"n": minutes}
    return ngettext("%(n)s 小时前", "%(n)s 小时前", minutes // 60) % {"n": minutes // 60}
