"""What one step of this room causes in another; hung on the wiring board."""

from huying.kernel.process import house

from . import polls, telling
from .agenda import operations as agenda
from .agenda.flow import LISTED


def take_over(sitting, *, by, at):
    """What earlier sittings of the body did not reach stands on the draft agenda of the one now planned."""
    for item in agenda.waiting_for(sitting):
        agenda.hand_on(item, sitting, at=at)


def hand_on(sitting, *, by, at):
    """What was carried to a sitting that is now cancelled goes on to the next one of the body, or waits for it."""
    following = agenda.next_of_body(sitting)
    for item in sitting.agenda.filter(state__in=LISTED).exclude(carried_from=None).order_by("place", "pk"):
        agenda.carry(item, by=house(), at=at, following=following)


def tell_at_once(sitting, *, by, at):
    """Before the sitting begins nothing waits to be gathered."""
    telling.tell(sitting, at=at)


REACTIONS = {
    "sittings.plan": (take_over,),
    "sittings.cancel": (hand_on,),
    "sittings.open": (tell_at_once,),
    "polls.declare": (polls.after_declare,),
}
