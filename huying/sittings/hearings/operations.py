"""A special hearing: arranged, commented on, tested in secret, its result sent to the Party committee (S073)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.case import Case
from huying.kernel.process import Refused, creates, does
from huying.kernel.roster import Unit
from huying.kernel.words import recorded
from huying.ui import blocks

from .. import polling, polls
from .flow import FLOW
from .models import Hearing, HearingComment

MOST_UNITS, MOST_NUMBERS = 60, 100


@creates(FLOW["arrange"])
def arrange(*, by, at, item, reporter, units, deputies=(), numbers=""):
    """On an item of the kind "hearing". `numbers`: the suggestions or matters that are heard about, by their dockets."""
    if item.kind != "hearing":
        raise Refused(_("只有“专题汇报、评议和测评”的议题才能安排测评。"))
    if Hearing.objects.filter(item=item).exists():
        raise Refused(_("这一项已经安排过了。"))
    row = Hearing(case_id=item.case_id, sitting=item.sitting, item=item)
    _write(row, reporter=reporter, units=units, deputies=deputies, numbers=numbers)
    return row, {"units": row.units, "deputies": row.deputies}


def _write(row, *, reporter, units, deputies, numbers) -> None:
    row.reporter = given.line(reporter, _("汇报人"), 120)
    row.units = list(dict.fromkeys(u.pk for u in units))
    if not row.units or len(row.units) > MOST_UNITS:
        raise Refused(_("请选择被测评的单位，最多 %(n)s 个。") % {"n": MOST_UNITS})
    row.deputies = list(dict.fromkeys(d.pk for d in deputies))
    wanted = list(
        dict.fromkeys(
            given.text(numbers, _("有关编号"), 3000, required=False)
            .upper()
            .replace("，", " ")
            .replace("、", " ")
            .split()
        )
    )
    if len(wanted) > MOST_NUMBERS:
        raise Refused(_("最多 %(n)s 个编号。") % {"n": MOST_NUMBERS})
    known = set(Case.objects.filter(number__in=wanted).values_list("number", flat=True))
    if missing := [n for n in wanted if n not in known]:
        raise Refused(_("没有这个编号：%(numbers)s") % {"numbers": "、".join(missing[:5])})
    row.numbers = wanted


@does(FLOW["change"])
def change(row, *, by, at, reporter, units, deputies=(), numbers=""):
    _write(row, reporter=reporter, units=units, deputies=deputies, numbers=numbers)
    return {"units": row.units}


@does(FLOW["comment"])
def comment(row, *, by, at, text, deputy=None, unit=None, mark=""):
    """A lead deputy's comment, on one of the units or on all."""
    deputy = deputy or by
    if deputy.pk not in row.deputies:
        raise Refused(_("“%(name)s”不在评议代表的名单上。") % {"name": deputy})
    if unit is not None and unit.pk not in row.units:
        raise Refused(_("这个单位不在测评的名单上。"))
    HearingComment.objects.create(
        case_id=row.case_id, hearing=row, deputy=deputy, unit=unit, by=by, at=at, text=given.text(text, _("评议意见"), 20_000),
        mark=given.choice(mark, HearingComment.MARKS, _("评价")) if mark else "",
    )  # fmt: skip
    return {"deputy": deputy.pk, "unit": unit.pk if unit else None}


def names(row) -> dict[int, str]:
    """The tested units in their order."""
    found = dict(Unit.objects.filter(pk__in=row.units).values_list("pk", "name"))
    return {pk: found[pk] for pk in row.units if pk in found}


@does(FLOW["put"])
def put(row, *, by, at, secrecy="separated", poll=None):
    """In secret: satisfied, basically satisfied, dissatisfied, abstain, each unit by itself on one sheet.

    `poll`: one that is tied to the item already (the next round of an earlier one).
    """
    if secrecy == "open":
        raise Refused(_("满意度测评应当无记名进行。"))
    sheet, way = list(names(row).values()), ""
    if picked := blocks.ask("hearings.sheet", [row]).get(
        row.pk
    ):  # chosen elsewhere: suggestions, each with its unit
        way, row.units, sheet = picked["way"], picked["units"], picked["lines"]
    with recorded():
        title = _("%(item)s满意度测评") % {"item": row.item.title[:100]}
    row.poll = poll or polls.put_to_vote(
        row.item, by=polling.preparer(by), at=at, kind="satisfaction", secrecy=secrecy, objects=sheet, way=way, title=title
    )  # fmt: skip
    return {"poll": row.poll.pk, "units": len(row.units)}


@does(FLOW["take_result"])
def take_result(row, *, by, at):
    """From the declared poll, one line for each unit in the order of the sheet."""
    objects = row.poll.result["objects"]
    row.result = [
        {
            "unit": unit, "name": o["label"], "counts": o["counts"], "shares": o["shares"], "rate": o.get("rate", ""),
            "outcome": o["outcome"],
        }
        for unit, o in zip(row.units, objects, strict=True)
    ]  # fmt: skip
    return {"poll": row.poll_id, "digest": row.poll.digest, "outcomes": [r["outcome"] for r in row.result]}


@does(FLOW["send_result"])
def send_result(row, *, by, at, sent_to, number="", sent_on=None):
    row.sent_to = given.line(sent_to, _("报送"), 120)
    row.number = given.line(number, _("文号"), 60, required=False)
    row.sent_on = sent_on or timezone.localdate(at)
    return {"to": row.sent_to, "number": row.number}


@does(FLOW["drop"])
def drop(row, *, by, at, reason):
    row.reason = given.line(reason, _("理由"), 300)
    return {"note": row.reason}
