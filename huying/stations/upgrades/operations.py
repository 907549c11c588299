"""Planning, paying for and finishing an upgrade."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import files as shelf
from huying.kernel.process import Refused, creates, does, new_case

from ..models import Funding, Photo, Upgrade
from .flow import FLOW
from .models import MOMENTS

COLUMNS = ("title", "text", "budget", "finish_by")


@creates(FLOW["plan"])
def plan(*, by, at, station, title, text="", budget=None, finish_by=None):
    """What is to be built or improved, for how much, until when."""
    if station.state == "closed":
        raise Refused(_("站点已经撤销。"))
    row = Upgrade(station=station, title=title.strip(), text=text.strip(), budget=budget, finish_by=finish_by)
    row.case = new_case(f"{station} · {row.title}", timezone.localdate(at))
    return row, {"station": station.pk}


@does(FLOW["amend"])
def amend(upgrade, *, by, at, **columns):
    """Correct the plan; only the columns that are given."""
    if unknown := set(columns) - set(COLUMNS):
        raise TypeError(f"no such column: {sorted(unknown)}")
    changed = [name for name, value in columns.items() if getattr(upgrade, name) != value]
    if not changed:
        raise Refused(_("没有改动。"))
    for name in changed:
        setattr(upgrade, name, columns[name])
    return {"fields": changed}


@does(FLOW["begin"])
def begin(upgrade, *, by, at):
    """Work has begun."""
    upgrade.begun_on = timezone.localdate(at)


@does(FLOW["fund"])
def fund(upgrade, *, by, at, amount, source, paid_on=None):
    """Money was put in; a correction is negative, but the sum never is."""
    today = timezone.localdate(at)
    if paid_on is not None and paid_on > today:
        raise Refused(_("投入日期不能晚于今天。"))
    if amount == 0:
        raise Refused(_("金额不能是零。"))
    known = upgrade.fundings.aggregate(s=Sum("amount"))["s"] or Decimal(0)
    if known + amount < 0:
        raise Refused(_("冲减的金额比已经登记的投入还多。"))
    Funding.objects.create(
        case_id=upgrade.case_id,
        upgrade=upgrade,
        amount=amount,
        source=source.strip(),
        paid_on=paid_on or today,
        by=by,
        at=at,
    )
    upgrade.spent = known + amount
    return {"amount": str(amount)}


@does(FLOW["photograph"])
def photograph(upgrade, *, by, at, moment, files, caption=""):
    """How it looked before, or looks after."""
    if moment not in MOMENTS:
        raise Refused(_("请选择改造前或者改造后。"))
    for upload in files:
        file = shelf.store(upload, case=upgrade.case, by=by, at=at, subject=upgrade)
        if not file.is_picture:
            raise Refused(_("“%(name)s”不是照片。") % {"name": file.name})
        Photo.objects.create(
            case_id=upgrade.case_id,
            upgrade=upgrade,
            file=file,
            moment=moment,
            caption=caption.strip(),
            by=by,
            at=at,
        )
    return {"moment": moment}


@does(FLOW["finish"])
def finish(upgrade, *, by, at, result, done_on=None):
    """It is done: what was reached."""
    today = timezone.localdate(at)
    day = done_on or today
    if day > today or (upgrade.begun_on and day < upgrade.begun_on):
        raise Refused(_("完成日期应在开工以后、今天以前。"))
    upgrade.result, upgrade.done_on = result.strip(), day
    return {"spent": str(upgrade.spent)}


@does(FLOW["cancel"])
def cancel(upgrade, *, by, at, reason):
    """It will not be done."""
    return {"note": reason}
