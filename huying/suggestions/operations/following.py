"""What the house does to a suggestion because something else happened: never pressed by a person."""

from django.utils import timezone

from huying.kernel.prepared import Rows
from huying.kernel.process import does

from .. import numbers
from ..flow import FLOW
from ..models import Reply


@does(FLOW["absorb"])
def absorb(suggestion, *, by, at, other):
    """Another suggestion was merged into this one."""
    return {"other": other.pk, "note": f"{numbers.shown(other)} {other}".strip()}


@does(FLOW["set_lead"])
def set_lead(suggestion, *, by, at, unit):
    """The organ split it: the department that does the work is shown as lead."""
    suggestion.lead_unit = unit
    return {"unit": unit.pk}


@does(FLOW["hand_over"])
def hand_over(suggestion, *, by, at, role, unit=None):
    """A return was granted; the first day of assignment stays where it is (R-SUG-10)."""
    suggestion.returns += 1
    if role == "lead" and unit is not None:
        suggestion.lead_unit = unit
    return {"unit": unit.pk if unit else None, "role": role, "returns": suggestion.returns}


@does(FLOW["extend"])
def extend(suggestion, *, by, at):
    """Six months from the day of assignment, the same day the three months counted from (R-SUG-13)."""
    suggestion.extended = True


@does(FLOW["escalate"])
def escalate(suggestion, *, by, at, times):
    """It went to and fro too often; a leader should settle it."""
    suggestion.escalated_on = timezone.localdate(at)
    return {"times": times}


@does(FLOW["answer"])
def answer(suggestion, *, by, at):
    """Every unit that owes an answer has given it; the poorest result stands for the whole."""
    from .drafting import stop_handlings

    replies = [r for r in _replies(suggestion.congress_id, suggestion.pk) if r.round == suggestion.rounds]
    suggestion.result_class = max(r.result_class for r in replies)
    suggestion.is_solved = all(r.is_solved for r in replies)
    suggestion.may_publish = all(r.may_publish for r in replies)
    suggestion.replied_on, suggestion.rated_on, suggestion.reminded_on = timezone.localdate(at), None, None
    suggestion.escalated_on = None  # nothing is left to settle
    stop_handlings(suggestion, at, roles=("co",))
    return {"round": suggestion.rounds, "result_class": suggestion.result_class}


_replies = Rows(
    lambda congress, pk: Reply.everywhere.filter(congress_id=congress, suggestion_id=pk), int, int
)
