"""Opening an hour online, changing it, ending it with a record."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.clocks import rules
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.rounds import each_row

from ..duties import bounds
from ..models import Slot
from ..receptions.clashes import need_free
from .flow import FLOW

LONGEST = 480


@creates(FLOW["offer"])
def offer(*, by, at, day, starts_at, station=None, minutes=60, capacity=6, topic="", video=""):
    """A deputy or leader opens an hour of their own."""
    return _new(by, by, at, day, starts_at, station, minutes, capacity, topic, video)


@creates(FLOW["ask"])
def ask(*, by, at, host, day, starts_at, station=None, minutes=60, capacity=6, topic="", video=""):
    """A keeper or the office asks a deputy for an hour; nobody can book it before the deputy agrees."""
    if host is None or host.role not in ("deputy", "leader") or not host.is_active:
        raise Refused(_("请选择由谁接待。"))
    return _new(by, host, at, day, starts_at, station, minutes, capacity, topic, video)


@does(FLOW["agree"])
def agree(slot, *, by, at):
    """The deputy will be there: from now on it may be booked. What was asked for since may stand at the same time."""
    if datetime.combine(slot.day, slot.starts_at) <= timezone.localtime(at).replace(tzinfo=None):
        raise Refused(_("约定的时间已经过了。"))
    need_free(slot)


def _new(by, host, at, day, starts_at, station, minutes, capacity, topic, video):
    slot = Slot(host=host, station=station)
    _set(slot, at, day, starts_at, minutes, capacity, topic, video)
    need_free(slot)
    if by.role == "keeper" and not slot.keeps(by):
        raise Refused(_("请选择自己联络的站点。"))
    slot.case = dockets.one_of_year("YJ", slot, at)
    return slot, {"day": slot.day.isoformat(), "host": host.pk}


@does(FLOW["change"])
def change(slot, *, by, at, day, starts_at, minutes, capacity, topic="", video=None, reason=""):
    """Another hour, more or fewer places: never fewer than are booked."""
    from ..bookings.queries import taken

    before = _said(slot)
    _set(slot, at, day, starts_at, minutes, capacity, topic, slot.video if video is None else video)
    if (booked := taken("slot", [slot.pk]).get(slot.pk, 0)) > slot.capacity:
        raise Refused(_("已经有 %(n)s 人预约，人数不能再少。") % {"n": booked})
    if before == _said(slot):
        raise Refused(_("没有改动。"))
    if before[:3] != _said(slot)[:3]:
        need_free(slot)
    return {"day": slot.day.isoformat(), "note": given.text(reason, _("原因"), 500, required=False)}


@does(FLOW["cancel"])
def cancel(slot, *, by, at, reason):
    slot.reason = given.text(reason, _("原因"), 500)
    return {"note": slot.reason}


@does(FLOW["close"])
def close(slot, *, by, at, summary=""):
    """What was talked about, without names; the talks themselves stay with their numbers."""
    if slot.day > timezone.localdate(at):
        raise Refused(_("还没有到接待的日子；不办了请取消。"))
    slot.summary = given.text(summary, _("记录"), required=by.role != "house")


def _said(slot) -> tuple:
    return slot.day, slot.starts_at, slot.minutes, slot.capacity, slot.topic, slot.video


def _set(slot, at, day, starts_at, minutes, capacity, topic, video=""):
    slot.day = bounds.ahead(day, at, _("日期"))
    if starts_at is None:
        raise Refused(_("请填写“%(label)s”。") % {"label": _("开始时间")})
    slot.starts_at, slot.minutes = starts_at, given.number(minutes, _("时长（分钟）"), 10, LONGEST)
    slot.capacity = given.number(capacity, _("可预约人数"), 1, 200)
    slot.topic = given.text(topic, _("主题"), 100, required=False)
    slot.video = given.text(video, _("视频会议链接"), 300, required=False)
    if slot.video:
        try:
            URLValidator(schemes=["https"])(slot.video)
        except ValidationError:
            raise Refused(_("视频会议链接要以 https:// 开头，请从会议软件里整条复制。")) from None


def daily(*, at) -> int:
    """Hours whose day is long past (stations.talk_days) are ended without a record; how many."""
    last = timezone.localdate(at) - timedelta(days=rules()[0].value("stations.talk_days"))
    rows = Slot.objects.filter(state="open", day__lte=last).order_by("pk")
    asked = Slot.objects.filter(state="asked", day__lt=timezone.localdate(at)).order_by("pk")
    each_row(asked, lambda slot: cancel(slot, by=house(), at=at, reason=_("到时没有人确认。")))
    return each_row(rows, lambda slot: close(slot, by=house(), at=at))
