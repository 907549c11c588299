"""From one congress to another of this installation, and the answer back. The wiring board carries both ways.

The other congress registers a voice of its own, without name and telephone: whom it concerns stays with the keeper who
took it down. The citizen keeps one number and reads here what was answered there.
"""

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.given import clean
from huying.kernel.process import Refused, does
from huying.kernel.roster import Congress
from huying.kernel.switches import ROOMS_OFF
from huying.kernel.words import recorded

from ..flow import FLOW
from ..models import Voice
from .shared import carry, day_of, write_answer


def neighbours():
    """Congresses that a matter may be sent to: the one above, those below, and those beside under the same one.

    None that has switched this room off: there nobody would ever read it.
    """
    here = scope.current()
    rows = Congress.objects.filter(is_active=True).exclude(pk=here.pk)
    near = rows.filter(parent=here)
    if here.parent_id:
        near = near | rows.filter(pk=here.parent_id) | rows.filter(parent=here.parent_id)
    off = [pk for pk, said in near.values_list("pk", "switches") if "voices" in ROOMS_OFF.among(said)]
    return near.exclude(pk__in=off).order_by("division", "name")


@does(FLOW["forward"])
def forward(voice, *, by, at, to, text=""):
    """To the congress whose matter it is. What came from elsewhere is not sent on: it goes back, so that it never circles."""
    if voice.came_from_id:
        raise Refused(_("这一件是其他人大移送来的；不属于本级的，请说明理由退回。"))
    if not neighbours().filter(pk=to.pk).exists():
        raise Refused(_("只能移送上级、下级或者同一上级的人大。"))
    voice.sent_to, voice.handed_on = to, day_of(at)
    return {"to": to.code, "note": clean(text)}


@does(FLOW["relay"])
def relay(voice, *, by, at, outcome, text, reason="", planned_on=None, fulfilled_on=None):
    """What the other congress answered, said here in its own words."""
    with recorded():
        said = _("%(name)s答复：") % {"name": voice.sent_to}
    voice.received_on = voice.received_on or day_of(at)
    write_answer(
        voice, outcome=outcome, text=f"{said}\n{text}", reason=reason, planned_on=planned_on, by=by, at=at
    )
    voice.fulfilled_on = fulfilled_on
    carry(voice, text=text, at=at)
    return {"outcome": outcome, "from": voice.sent_to.code}


@does(FLOW["come_back"])
def come_back(voice, *, by, at, reason):
    """The other congress did not take it; triage begins anew and the first day still counts."""
    was = voice.sent_to.code
    voice.sent_to = voice.handed_on = voice.received_on = None
    return {"from": was, "note": clean(reason)}


def at_home(voice) -> Voice | None:
    """The voice in the congress that `voice` came from; to be asked while that congress is served."""
    rows = Voice.objects.filter(number=voice.came_number, sent_to__isnull=False)
    return rows.first()
