"""Drawing up duty rules, putting them in force, ending them."""

from django.db import transaction
from django.utils.translation import gettext as _

from huying.kernel import dockets, given
from huying.kernel.process import Refused, creates, does

from ..models import Duty
from . import words
from .flow import FLOW
from .presets import PRESETS

COLUMNS = (
    "name", "what", "every", "times", "who", "where", "weekday", "starts_at", "minutes", "needs_minutes", "is_public",
    "capacity", "starts_on", "ends_on",
)  # fmt: skip
MOST_TIMES = 31


@creates(FLOW["draft"])
def draft(*, by, at, scheme="", **values):
    """A rule on paper: nothing is planned by it yet."""
    duty = Duty(scheme=scheme)
    _set(duty, values)
    duty.case = dockets.one_of_year("LZ", duty.name, at)
    return duty, {"what": duty.what, "every": duty.every, "scheme": scheme}


@does(FLOW["change"])
def change(duty, *, by, at, reason="", **values):
    """What stands in the rule; turns that are planned already keep their day."""
    changed = _set(duty, values)
    if not changed:
        raise Refused(_("没有改动。"))
    return {"fields": changed, "note": given.text(reason, _("原因"), 500, required=False)}


@does(FLOW["put_in_force"])
def put_in_force(duty, *, by, at):
    """From now on the calendar is filled by it."""


@does(FLOW["end"])
def end(duty, *, by, at, reason):
    return {"note": given.text(reason, _("原因"), 500)}


@does(FLOW["resume"])
def resume(duty, *, by, at, reason=""):
    return {"note": given.text(reason, _("原因"), 500, required=False)}


def adopt(preset: str, *, by, at, starts_on, key=None) -> list[Duty]:
    """All rules of a preset as drafts, in one transaction; the office then changes what differs here."""
    if preset not in PRESETS:
        raise Refused(_("没有这个模板。"))
    with transaction.atomic():
        return [
            draft(by=by, at=at, key=f"{key[:36]}-{n}" if key else None, scheme=preset, starts_on=starts_on,
                  **{**duty, "name": str(duty["name"])})
            for n, duty in enumerate(PRESETS[preset]["duties"])
        ]  # fmt: skip


def _set(duty, values) -> list[str]:
    """Put the checked values on the row; the names of those that differ."""
    old = {name: getattr(duty, name) for name in COLUMNS}
    for name in COLUMNS:
        if name in values:
            setattr(duty, name, values[name])
    duty.name = given.text(duty.name, _("名称"), 60)
    for name, choices in (
        ("what", words.WHAT),
        ("every", words.EVERY),
        ("who", words.WHO),
        ("where", words.WHERE),
    ):
        given.choice(getattr(duty, name), choices, Duty._meta.get_field(name).verbose_name)
    given.number(duty.times, _("每期次数"), 1, MOST_TIMES)
    given.number(duty.minutes, _("至少多少分钟"), 0, 600)
    given.number(duty.capacity, _("可预约人数"), 0, 200)
    if duty.weekday is not None:
        given.number(duty.weekday, _("优先安排在"), 0, 6)
    if duty.starts_on is None or (duty.ends_on and duty.ends_on < duty.starts_on):
        raise Refused(_("请写明起止日期，停止日期不能早于开始日期。"))
    if duty.what == "visit_deputies" and duty.who not in ("leader", "committee"):
        raise Refused(_("走访一线代表由领导或者常委会组成人员进行。"))
    if duty.who == "station" and duty.where not in ("own", "house"):
        raise Refused(_("由站点轮流的，地点应当是本站点或者代表之家。"))
    if duty.capacity and not duty.is_public:
        raise Refused(_("可以预约的，应当对外公告。"))
    return [name for name in COLUMNS if old[name] != getattr(duty, name)]
