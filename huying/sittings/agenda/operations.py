"""Items of the agenda: proposed, put in order, adopted, taken up one after the other, done; or left for another sitting."""

from django.utils.translation import gettext as _

from huying.kernel import given
from huying.kernel.process import Refused, creates, does, house
from huying.kernel.words import recorded

from .. import polling
from ..procedures.operations import checked
from . import kinds, ordering
from .flow import FLOW
from .models import AgendaItem, ItemPoll

AHEAD = ("planned", "set", "notified")
CLOSED = ("closed", "minuted", "archived", "cancelled")
LONGEST = 20_000


@creates(FLOW["propose"])
def propose(
    *, by, at, sitting, kind, title, text="", presenter="", presenter_member=None, unit=None, minutes=15, block=0, after=None,
    is_inside=False, about=None, reason="", stages=(), carried_from=None,
):  # fmt: skip
    """One item; study goes first where the congress has it so. After the notice a reason is asked and everybody is told.

    `stages`: names of those of its deliberation; `carried_from`: the item of an earlier sitting that it takes up.
    """
    if sitting.state in CLOSED:
        raise Refused(_("会议已经结束或者取消，不能再加议题。"))
    row = AgendaItem(
        sitting=sitting, case_id=sitting.case_id, kind=given.choice(kind, kinds.KINDS, _("类型")),
        title=given.line(title, _("议题"), 200), text=given.text(text, _("说明"), LONGEST, required=False),
        presenter=given.line(presenter, _("报告人"), 120, required=False) or str(presenter_member or ""),
        presenter_member=presenter_member, unit=unit, minutes=given.number(minutes, _("预计分钟"), 1, 600),
        block=_block(sitting, block), is_inside=bool(is_inside), about=about,
        reason=_why(sitting, reason), stages=_open(checked(stages)) if stages else [], carried_from=carried_from,
    )  # fmt: skip
    row.hold()
    row.place = ordering.place_for(sitting, kind, after)
    return row, {"kind": kind}


def _open(names) -> list[dict]:
    return [{"label": name, "ended": ""} for name in names]


def _block(sitting, block) -> int:
    """Which half-day, from 1; 0: not said."""
    return given.number(block or 0, _("场次"), 0, max(1, len(sitting.program)))


def _why(sitting, reason) -> str:
    return given.line(reason, _("变动原因"), 300, required=bool(sitting.agenda_version))


def _changed(item, at) -> None:
    """Not as it was told, until the agenda is told anew."""
    item.changed_at, item.changed_in = at, item.sitting.agenda_version


@does(FLOW["edit"])
def edit(
    item,
    *,
    by,
    at,
    title=None,
    text=None,
    presenter=None,
    minutes=None,
    block=None,
    is_inside=None,
    reason="",
):
    """What is not given stays."""
    before = (item.title, item.text, item.presenter, item.minutes, item.block, item.is_inside)
    item.title = item.title if title is None else given.line(title, _("议题"), 200)
    item.text = item.text if text is None else given.text(text, _("说明"), LONGEST, required=False)
    item.presenter = (
        item.presenter if presenter is None else given.line(presenter, _("报告人"), 120, required=False)
    )
    item.minutes = item.minutes if minutes is None else given.number(minutes, _("预计分钟"), 1, 600)
    item.block = item.block if block is None else _block(item.sitting, block)
    item.is_inside = item.is_inside if is_inside is None else bool(is_inside)
    if before == (item.title, item.text, item.presenter, item.minutes, item.block, item.is_inside):
        raise Refused(_("没有改动。"))
    item.reason = _why(item.sitting, reason)
    _changed(item, at)
    return {"note": item.reason}


@does(FLOW["move"])
def move(item, *, by, at, after=None, reason=""):
    """Behind another item; None: to the front (behind the study that comes first)."""
    if after is not None and after.pk == item.pk:
        raise Refused(_("没有改动。"))
    item.place = ordering.place_for(item.sitting, item.kind, 0 if after is None else after, me=item)
    item.reason = _why(item.sitting, reason)
    _changed(item, at)
    return {"note": item.reason}


@does(FLOW["lay_stages"])
def lay_stages(item, *, by, at, stages, reason=""):
    """The stages of its deliberation, in order; those that have ended stay ended."""
    ended = {s["label"]: s["ended"] for s in item.stages}
    laid = [{"label": name, "ended": ended.get(name, "")} for name in checked(stages)]
    if gone := [name for name, when in ended.items() if when and name not in stages]:
        raise Refused(_("“%(stage)s”已经结束，不能去掉。") % {"stage": gone[0]})
    if laid == item.stages:
        raise Refused(_("没有改动。"))
    item.stages, item.reason = laid, _why(item.sitting, reason)
    _changed(item, at)
    return {"stages": [s["label"] for s in laid], "note": item.reason}


@does(FLOW["pass_stage"])
def pass_stage(item, *, by, at):
    """The stage it has come to is over; the next one begins."""
    if not (label := item.stage()):
        raise Refused(_("没有排审议程序，或者各个环节都已经结束。"))
    item.stages = [{**s, "ended": at.isoformat()} if s["label"] == label else s for s in item.stages]
    return {"stage": label}


@does(FLOW["adopt"])
def adopt(item, *, by, at, reason=""):
    """On the agenda. Once the notice is out this is a change, which the wiring board has told to everybody called."""
    item.reason = given.line(reason, _("变动原因"), 300, required=False) or item.reason
    _changed(item, at)
    return {"note": item.reason}


@does(FLOW["drop"])
def drop(item, *, by, at, reason):
    item.reason = given.line(reason, _("原因"), 300)
    _changed(item, at)
    return {"note": item.reason}


@does(FLOW["take_up"])
def take_up(item, *, by, at):
    """One item at a time; only while the sitting is open."""
    if item.sitting.state != "open":
        raise Refused(_("会议没有在开，不能开始议题。"))
    if running := item.sitting.agenda.filter(state="current").first():
        raise Refused(_("“%(title)s”还没有结束。") % {"title": running.title})
    item.taken_up_at = at


@does(FLOW["finish"])
def finish(item, *, by, at, outcome="", words=""):
    """outcome: a key of kinds.OUTCOMES where no vote has set it; reports are heard."""
    item.finished_at = at
    if not item.outcome:
        item.outcome = given.choice(outcome, kinds.OUTCOMES, _("结果")) if outcome else ""
        item.outcome_words = given.line(words, _("结果说明"), 300, required=False)
        if item.outcome in kinds.BY_VOTE:
            raise Refused(_("通过或者未通过由表决结果登记，不能手工填写。"))
    return {"outcome": item.outcome}


def needs_hearing(item) -> str:
    """A hearing's test makes its own sheet from the units that reported (S073); why nothing is put by hand before."""
    if item.kind != "hearing" or item.has_hearing():
        return ""
    return _("专题汇报测评请先“安排专题汇报”：选定被测评的单位，测评票由系统生成。")


def unfinished(item) -> str:
    """Why an item is not put to the vote beside a vote that goes on: two of one matter could end differently."""
    going = item.polls.exclude(poll__state__in=("declared", "annulled")).select_related("poll").first()
    if going is None:
        return ""
    return _("这个议题的“%(title)s”还没有宣布结果：先宣布，或者写明理由作废，再交付表决。") % {
        "title": going.poll.title
    }


@does(FLOW["put"])
def put(item, *, by, at, poll=None, **asked):
    """This poll decides the item, or one of its parts; without one it is made as `asked` (polls.prepared)."""
    if poll is None:
        from .. import polls  # polls stands above the agenda

        if why := needs_hearing(item) or unfinished(item):
            raise Refused(why)
        poll = polls.prepared(item, by=polling.preparer(by), at=at, **asked)
    ItemPoll.objects.create(case_id=item.case_id, item=item, poll=poll, at=at, by=by)
    return {"poll": poll.pk}


@does(FLOW["settle"])
def settle(item, *, by, at, outcome, words, poll):
    """What the declared poll came to; the last one counts."""
    item.outcome, item.outcome_words = given.choice(outcome, kinds.OUTCOMES, _("结果")), words[:300]
    return {"poll": poll, "outcome": outcome}


@does(FLOW["defer"])
def defer(item, *, by, at, reason):
    item.reason, item.deferred_at = given.line(reason, _("原因"), 300), at
    return {"note": item.reason}


@does(FLOW["leave"])
def leave(item, *, by, at):
    """The sitting was closed before it was reached."""


@does(FLOW["carry"])
def carry(item, *, by, at, following=None):
    """To `following`, a later sitting of the same body; without one it waits until that sitting is planned.

    What a sitting did not reach or put off; and whatever stood on the agenda of one that was cancelled.
    """
    if following is not None:
        wrong = not same_body(item.sitting, following) or following.pk == item.sitting_id
        if wrong or following.state not in AHEAD:
            raise Refused(_("请选择同一机构还没有开的会议。"))
        hand_on(item, following, at=at)
    return {"to": following.pk if following else None}


def same_body(one, other) -> bool:
    """Are both sittings of the same kind and body?"""
    return (one.kind, one.organ_id) == (other.kind, other.organ_id)


def hand_on(item, sitting, *, at):
    """The item as a draft on the agenda of another sitting; the new one."""
    with recorded():
        reason = _("转自%(sitting)s") % {"sitting": item.sitting}
    return propose(
        by=house(), at=at, sitting=sitting, kind=item.kind, title=item.title, text=item.text, presenter=item.presenter,
        presenter_member=item.presenter_member, unit=item.unit, minutes=item.minutes, is_inside=item.is_inside,
        about=item.about, stages=[s["label"] for s in item.stages if not s["ended"]], carried_from=item, reason=reason,
    )  # fmt: skip


def next_of_body(sitting):
    """The first sitting of the same body that has not begun; None where none is planned."""
    rows = sitting.__class__.objects.filter(kind=sitting.kind, organ=sitting.organ_id, state__in=AHEAD)
    return rows.exclude(pk=sitting.pk).order_by("day", "pk").first()


def waiting_for(sitting):
    """Items that wait for the next sitting of this body, in the order they stood in."""
    rows = AgendaItem.objects.filter(state="carried", carried_to=None, sitting__kind=sitting.kind)
    rows = rows.filter(sitting__organ=sitting.organ_id).exclude(sitting=sitting.pk)
    return rows.select_related("sitting").order_by("sitting__day", "sitting", "place", "pk")
