"""Plan, hold, conclude, publish. What was held without a net is recorded afterwards (`record`)."""

import secrets

from django.utils.translation import gettext as _

from huying.kernel import process
from huying.kernel.given import clean, needed
from huying.kernel.given import keep as store
from huying.kernel.process import Refused, creates, does

from .. import words
from ..operations.shared import chosen, day_of
from .flow import FLOW
from .models import KINDS, Consultation

__all__ = ["cancel", "change", "conclude", "hold", "open", "plan", "publish", "record", "take_down"]
PARTS = ("minutes", "told", "heard", "solved")


def _new(*, by, at, topic, kind="meeting", text="", station=None, field=None, place="", meets_at=None, deputies=(),
         units=(), people="", is_open=False) -> Consultation:  # fmt: skip
    topic = needed(topic, _("议题"))[:120]
    case = process.new_case(topic, day_of(at))
    row = Consultation(case=case, number=case.number, host=by)
    _arrange(
        row, topic=topic, kind=kind, text=text, station=station, field=field, place=place, meets_at=meets_at,
        deputies=deputies, units=units, people=people, is_open=is_open,
    )  # fmt: skip
    return row


def _arrange(row, *, topic, kind, text, station, field, place, meets_at, deputies, units, people, is_open):
    row.topic, row.kind = needed(topic, _("议题"))[:120], chosen(kind, KINDS, _("形式"))
    row.text, row.station, row.field = clean(text), station, field
    row.place, row.meets_at, row.is_open = clean(place)[:120], meets_at, is_open
    row.deputies, row.units = sorted(m.pk for m in deputies), sorted(u.pk for u in units)
    row.people = clean(people)[:400]


@creates(FLOW["plan"])
def plan(*, by, at, files=(), **arranged):
    row = _new(by=by, at=at, **arranged)
    if row.meets_at is not None and row.meets_at < at:
        raise Refused(_("时间已经过了；已经开过的请用“补录”。"))
    if row.kind != "thread" and row.meets_at is None:
        raise Refused(_("请写明时间；只在线上讨论的，形式选“议事群”。"))
    store(files, row, by=by, at=at)
    return row


@creates(FLOW["record"])
def record(*, by, at, held_on, attended=0, files=(), minutes="", told="", heard="", solved="", **arranged):
    """Held already, without a net or on paper: the day is as it was."""
    row = _new(by=by, at=at, **arranged)
    _held(
        row, at=at, held_on=held_on, attended=attended, minutes=minutes, told=told, heard=heard, solved=solved
    )
    store(files, row, by=by, at=at)
    return row, {"late": True}


def _held(row, *, at, held_on, attended, **parts):
    if held_on > day_of(at):
        raise Refused(_("日期不能晚于今天。"))
    row.held_on, row.attended = held_on, attended or 0
    for name in PARTS:
        setattr(row, name, clean(parts.get(name, "")))
    if not any(getattr(row, name) for name in PARTS):
        raise Refused(_("请写下会议记录。"))


@does(FLOW["change"])
def change(row, *, by, at, files=(), **arranged):
    _arrange(row, **arranged)
    store(files, row, by=by, at=at)


@does(FLOW["open"])
def open(row, *, by, at):
    """Citizens who were invited get a code for taking part; the hosts read it on the page and hand it on."""
    row.join_code = f"{secrets.randbelow(10**6):06d}"


@does(FLOW["hold"])
def hold(row, *, by, at, held_on=None, attended=0, minutes="", told="", heard="", solved="", files=()):
    _held(
        row,
        at=at,
        held_on=held_on or day_of(at),
        attended=attended,
        minutes=minutes,
        told=told,
        heard=heard,
        solved=solved,
    )
    row.join_code = ""
    store(files, row, by=by, at=at)


@does(FLOW["conclude"])
def conclude(row, *, by, at, conclusion, files=()):
    row.conclusion, row.concluded_on = needed(conclusion, _("结论")), day_of(at)
    store(files, row, by=by, at=at)


@does(FLOW["publish"])
def publish(row, *, by, at):
    row.published_on = day_of(at)


@does(FLOW["cancel"])
def cancel(row, *, by, at, text):
    row.join_code = ""
    return {"note": needed(text, _("取消的理由"))}


@does(FLOW["take_down"])
def take_down(row, *, by, at, reason, text=""):
    row.join_code = ""
    return {"reason": chosen(reason, words.TAKEN_DOWN, _("理由")), "note": clean(text)}
