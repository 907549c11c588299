"""A unit was closed with work in hand. The part stays the same row, so that no day grows longer; the unit changes.

What was answered, said or talked over before is shown under whoever did it: handed.py reads it from the traces. The sums by
unit (figures.py) count the whole part for the unit that has it now.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel.process import does, house
from huying.kernel.words import recorded

from ..models import OPEN
from ..operations import following, given
from .flow import FLOW
from .parts import cancel, fresh, void_requests


@does(FLOW["hand_on"])
def hand_on(handling, *, by, at, unit, note=""):
    """To a unit that begins with its receipt, may ask once to give it back, and talks with the deputy itself."""
    opinions = _opinions(handling, unit)
    facts = _pass(handling, at, unit, note, held=[part.pk for part in opinions])
    for part in opinions:  # it answers for the whole now
        if part.state in OPEN:
            cancel(part, by=house(), at=at)
    handling.offered_on, handling.received_on, handling.talked_round = timezone.localdate(at), None, 0
    handling.return_reason, handling.proposed = "", None
    return facts


@does(FLOW["succeed"])
def succeed(handling, *, by, at, unit, note=""):
    """Of an organ that has split its part: the departments go on, only the organ above them is another one."""
    return _pass(handling, at, unit, note)


@does(FLOW["let_go"])
def let_go(handling, *, by, at, note=""):
    """An opinion that nobody needs any more, or a part that its successor has already."""
    void_requests(handling, at)
    return {"note": given.no_secret(handling.suggestion, note, _("说明"))}


def _opinions(handling, unit):
    """Parts in which the new unit was only to give its opinion on what it takes over."""
    if unit is None or handling.role == "co":
        return []
    return list(handling.suggestion.handlings.filter(unit=unit, role="co", parent=handling.parent_id))


def _pass(handling, at, unit, note, held=()) -> dict:
    """The same part in other hands; nothing that the deputy allowed the old unit goes with it."""
    suggestion, was = handling.suggestion, handling.unit
    fresh(suggestion, unit, handling.parent, held)
    handling.unit = unit
    handling.call_wished_on, handling.call_wish, handling.phone_shared = None, "", False
    if handling.role == "lead" and suggestion.lead_unit_id == was.pk:
        following.set_lead(suggestion, by=house(), at=at, unit=unit)
    void_requests(handling, at)
    with recorded():
        words = f"{was} → {unit}"
        if note := given.no_secret(suggestion, note, _("说明")):
            words = _("：").join([words, note])
    return {"from": was.pk, "unit": unit.pk, "note": words}
