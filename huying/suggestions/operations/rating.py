"""The deputy's judgement, a second round, a meeting after the second no, and the end (R-SUG-18, R-SUG-19)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.clocks import rules, running
from huying.kernel.given import choice, with_files
from huying.kernel.process import Refused, does, house

from ..flow import FLOW
from ..handlings import operations as handlings
from ..models import Evaluation, Meeting, Rating
from . import given
from .drafting import stop_handlings


@does(FLOW["rate"])
def rate(suggestion, *, by, at, attitude, result, reason="", reason_to_unit=True, files=()):
    """Attitude and result apart. The trace says that it was rated, not how."""
    for value, label in ((attitude, _("办理态度")), (result, _("办理结果"))):
        choice(value, Rating.LEVELS, label)
    profile, known = rules()
    window = profile.due("suggestion.rate", suggestion.replied_on, calendar=known)
    Rating.objects.create(
        case_id=suggestion.case_id, suggestion=suggestion, round=suggestion.rounds, attitude=attitude, result=result,
        reason=given.text(reason, _("不满意的理由"), required="no" in (attitude, result)), reason_to_unit=reason_to_unit,
        sealed_until=window.day if window else timezone.localdate(at), by=by, at=at,
    )  # fmt: skip
    suggestion.rated_on = timezone.localdate(at)
    return with_files({"round": suggestion.rounds}, files, suggestion, by, at, inside=True)


@does(FLOW["remind"])
def remind(suggestion, *, by, at):
    suggestion.reminded_on = timezone.localdate(at)


@does(FLOW["lapse"])
def lapse(suggestion, *, by, at):
    """No answer after the reminder: closed, and left out of the rate (Chongqing 第二十九条)."""
    today = timezone.localdate(at)
    for clock in running(suggestion):
        if clock.kind in ("suggestion.rate", "suggestion.rate_reminder") and (
            clock.due_on is None or clock.due_on >= today
        ):
            raise Refused(_("代表的评价期限还没有届满。"))
    _end(suggestion, at, "unrated")


@does(FLOW["redo"])
def redo(suggestion, *, by, at, reason=""):
    """Back to the units that owe the answer; by the house after a no, by the office with its reason."""
    note = given.text(reason, _("理由"), required=by.role != "house")
    _again(suggestion, at)
    return {"round": suggestion.rounds, "note": note}


@does(FLOW["reopen"])
def reopen(suggestion, *, by, at, reason):
    """Closed, and then found wanting: by a test of the standing committee, a delegation's evaluation, or the office."""
    suggestion.outcome, suggestion.closed_on = "", None
    _again(suggestion, at)
    return {"round": suggestion.rounds, "note": given.text(reason, _("理由"))}


@does(FLOW["reply_again"])
def reply_again(suggestion, *, by, at, note=""):
    _again(suggestion, at)
    return {"round": suggestion.rounds, "note": given.text(note, _("要求"), required=False)}


def _again(suggestion, at):
    suggestion.rounds += 1
    suggestion.rated_on = suggestion.reminded_on = None
    for row in suggestion.duty_bearers().select_related("parent"):
        parent = row.parent
        while parent is not None and parent.state == "replied":
            handlings.resume(parent, by=house(), at=at, round=suggestion.rounds)
            parent = parent.parent
        handlings.reopen(row, by=house(), at=at, round=suggestion.rounds)


@does(FLOW["dispute"])
def dispute(suggestion, *, by, at):
    return {"round": suggestion.rounds}


@does(FLOW["meet"])
def meet(suggestion, *, by, at, attendees, conclusion, held_on=None, files=()):
    """Deputy, units and office at one table."""
    day = given.past_day(held_on, at, _("会商日期"), since=suggestion.replied_on)
    Meeting.objects.create(
        case_id=suggestion.case_id, suggestion=suggestion, round=suggestion.rounds, held_on=day, by=by, at=at,
        attendees=given.text(attendees, _("参加人员"), 300), conclusion=given.text(conclusion, _("会商情况")),
    )  # fmt: skip
    suggestion.met_on = day
    return with_files({"on": day.isoformat()}, files, suggestion, by, at)


@does(FLOW["close"])
def close(suggestion, *, by, at):
    _end(suggestion, at, "rated")
    return {"result_class": suggestion.result_class}


@does(FLOW["close_disagreed"])
def close_disagreed(suggestion, *, by, at, statement):
    suggestion.closing = given.text(statement, _("双方的不同意见"))
    _end(suggestion, at, "disagreed")
    return {"result_class": suggestion.result_class}


def _end(suggestion, at, outcome):
    stop_handlings(suggestion, at)
    suggestion.outcome, suggestion.closed_on = outcome, timezone.localdate(at)


@does(FLOW["delegation_evaluate"])
def delegation_evaluate(suggestion, *, by, at, delegation, level, held_on=None, text=""):
    """The delegation discussed the result (S071)."""
    if delegation is None or delegation.kind != "delegation":
        raise Refused(_("请选择代表团。"))
    own = suggestion.own_delegation()
    if own and delegation.pk != own:
        raise Refused(_("由提出建议的代表所在的代表团评议；这位代表不在“%(name)s”。") % {"name": delegation})
    day = given.past_day(held_on, at, _("评议日期"), since=suggestion.replied_on)
    text = given.text(text, _("评议意见"), required=level == "no")
    Evaluation.objects.create(
        case_id=suggestion.case_id, suggestion=suggestion, delegation=delegation, held_on=day, by=by, at=at,
        level=choice(level, Rating.LEVELS, _("评议结果")), text=text,
    )  # fmt: skip
    return {"delegation": delegation.pk}
