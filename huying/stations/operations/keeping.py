"""Keeping a place's entry true: its columns, keepers, hours, position, and whether it is open at all."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import Refused, does

from .. import kinds, monthly
from ..flow import FLOW
from ..models import Station

COLUMNS = ("name", "kind", "area", "parent", "base", "address", "telephone", "head", "trade", "about")
LAT, LON = (3, 54), (73, 136)  # degrees between which the country lies, its seas included
LONGEST = 92  # days that one exception may cover
KEPT = 400  # days for which past exceptions stay on the row; the traces keep them for ever


@does(FLOW["amend"])
def amend(station, *, by, at, **columns):
    """Correct what stands in the register; only the columns that are given."""
    if unknown := set(columns) - set(COLUMNS):
        raise TypeError(f"no such column: {sorted(unknown)}")
    if "name" in columns:
        columns["name"] = columns["name"].strip()
        name_free(columns["name"], station)
    kind = columns.get("kind", station.kind)
    parent, base = columns.get("parent", station.parent), columns.get("base", station.base)
    above_fits(station, parent, base, kind)
    if kind in kinds.SMALL and station.points.exists():
        raise Refused(_("它下面还有站点，不能改成这一类。"))
    changed = [name for name, value in columns.items() if getattr(station, name) != value]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(station, name, columns[name])
    return {"fields": changed}


@does(FLOW["staff"])
def staff(station, *, by, at, keepers):
    """Who keeps the place from now on; the whole list."""
    before = {k.pk for k in station.kept_members()}
    after = {k.pk for k in keepers}
    if before == after:
        raise Refused(_("没有改动。"))
    station.keepers.set(keepers)
    station.forget()
    return {"came": sorted(after - before), "left": sorted(before - after)}


def hours_agree(weekly, hours) -> None:
    """Refused where words beside a table name days or hours: people would stand before a closed door."""
    if any(weekly.values()) and monthly.names_times(hours):
        raise Refused(
            _("时间请写进表里（每月的某一天也有一格），补充说明里不要再写星期、日期和钟点，免得两处不一样。")
        )


@does(FLOW["set_hours"])
def set_hours(station, *, by, at, weekly, hours="", off_on_holidays=True):
    """The week's table as `opening.parse` spells it, by ISO weekday and day of the month, and what it cannot say in words."""
    week = {str(day): spans for day, spans in weekly.items() if spans}
    hours_agree(week, hours)
    new = {"weekly": week, "hours": hours.strip(), "off_on_holidays": off_on_holidays}
    changed = [name for name, value in new.items() if getattr(station, name) != value]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(station, name, new[name])
    return {"fields": changed}


@does(FLOW["except_days"])
def except_days(station, *, by, at, since, until=None, spans=(), why="", usual=False):
    """From one day to another the place opens otherwise: at these spans, or not at all. `usual`: as the week says."""
    until, today = until or since, timezone.localdate(at)
    if until < since:
        raise Refused(_("结束日期早于开始日期。"))
    if since < today:
        raise Refused(_("只能登记今天和以后的日期。"))
    if (until - since).days >= LONGEST:
        raise Refused(_("一次最多登记 %(n)s 天；长期不开放请办理“暂停这个站点”。") % {"n": LONGEST})
    if not usual and not why.strip():
        raise Refused(_("请写明原因，群众会在公开页面上看到。"))
    oldest = (today - timedelta(days=KEPT)).isoformat()
    kept = {day: said for day, said in station.exceptions.items() if day >= oldest}
    for n in range((until - since).days + 1):
        day = (since + timedelta(days=n)).isoformat()
        kept.pop(day, None)
        if not usual:
            kept[day] = {"spans": [list(s) for s in spans], "why": why.strip()}
    if kept == station.exceptions:
        raise Refused(_("没有改动。"))
    station.exceptions = kept
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "spans": [list(s) for s in spans],
        "usual": usual,
    }


@does(FLOW["place_pin"])
def place_pin(station, *, by, at, lat=None, lon=None, datum="wgs84"):
    """Where it stands, in degrees; both empty takes the pin away."""
    pin_fits(lat, lon)
    if (station.lat, station.lon, station.datum) == (lat, lon, datum):
        raise Refused(_("没有改动。"))
    station.lat, station.lon, station.datum = lat, lon, datum
    return {
        "lat": str(lat) if lat is not None else None,
        "lon": str(lon) if lon is not None else None,
        "datum": datum,
    }


@does(FLOW["suspend"])
def suspend(station, *, by, at, reason, until=None):
    """Closed for a while; the public reads why and until when."""
    if until is not None and until < timezone.localdate(at):
        raise Refused(_("预计恢复的日期已经过去。"))
    station.pause_reason, station.pause_until = reason.strip(), until
    return {"until": until.isoformat() if until else None}


@does(FLOW["resume"])
def resume(station, *, by, at):
    """Open again."""
    station.pause_reason, station.pause_until = "", None


@does(FLOW["close"])
def close(station, *, by, at, reason):
    """It is given up; what hangs below it has to be moved or closed first."""
    if station.points.exclude(state="closed").exists() or station.sites.exclude(state="closed").exists():
        raise Refused(_("它下面还有没有撤销的站点，请先改挂或者撤销。"))
    station.is_active, station.closed_on = False, timezone.localdate(at)
    station.pause_reason, station.pause_until = "", None
    return {"note": reason}


@does(FLOW["reopen"])
def reopen(station, *, by, at, reason=""):
    """It is in use again, or had been closed by mistake."""
    above_fits(station, station.parent, station.base, station.kind)
    station.is_active, station.closed_on = True, None
    return {"note": reason}


def name_free(name, station=None) -> None:
    taken = Station.objects.filter(name=name)
    if (taken.exclude(pk=station.pk) if station else taken).exists():
        raise Refused(_("已经有站点叫“%(name)s”，请用别的名称。") % {"name": name})


def above_fits(station, parent, base, kind) -> None:
    """Refused where the tree would bite its tail, or hang on something that carries nothing."""
    for above in filter(None, (parent, base)):
        if above.state == "closed":
            raise Refused(_("“%(name)s”已经撤销，不能再挂站点。") % {"name": above})
    if parent is not None and parent.kind in kinds.SMALL:
        raise Refused(_("“%(name)s”下面不能再设站点。") % {"name": parent})
    if base is not None and (base.kind != "base" or kind == "base"):
        raise Refused(_("只有实践基地（中心）能够汇总别的站点。"))
    seen = set()
    while parent is not None and station is not None:
        if parent.pk == station.pk:
            raise Refused(_("站点不能挂在自己或者自己的下级之下。"))
        if parent.pk in seen:
            return
        seen.add(parent.pk)
        parent = parent.parent


def pin_fits(lat, lon) -> None:
    """Refused where one half is missing, the two are exchanged, or the place lies abroad."""
    if lat is None and lon is None:
        return
    if lat is None or lon is None:
        raise Refused(_("纬度和经度要一起填。"))
    if LAT[0] <= lat <= LAT[1] and LON[0] <= lon <= LON[1]:
        return
    if LAT[0] <= lon <= LAT[1] and LON[0] <= lat <= LON[1]:
        raise Refused(_("纬度和经度好像填反了：纬度在 3 到 54 之间，经度在 73 到 136 之间。"))
    raise Refused(_("坐标不在我国境内：纬度在 3 到 54 之间，经度在 73 到 136 之间。"))
