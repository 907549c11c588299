"""What one step of this room causes in another; hung on the wiring board."""

from . import polls, telling
from .agenda import operations as agenda


def take_over(sitting, *, by, at):
    """What earlier sittings of the body did not reach stands on the draft agenda of the one now planned."""
    for item in agenda.waiting_for(sitting):
        agenda.hand_on(item, sitting, at=at)


def tell_at_once(sitting, *, by, at):
    """Before the sitting begins nothing waits to be gathered."""
    telling.tell(sitting, at=at)


REACTIONS = {
    "sittings.plan": (take_over,),
    "sittings.open": (tell_at_once,),
    "polls.declare": (polls.after_declare,),
}
