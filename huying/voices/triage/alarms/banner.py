"""What stands on top of a voice's own pages: the alarm that waits for a person, then the danger that one has confirmed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huying.kernel import access, scope
from huying.ui.stepping import stamp

from ... import emergency
from ...flow import FLOW as VOICE
from .flow import FLOW
from .queries import HOUSE

SEES = (*HOUSE, "leader")
OPEN = ("said", "heard", "consulting", "handed", "adopted")
AT_ONCE = ("heard", "consulting")  # until somebody has it who can act


def raised(voice, member) -> list[dict]:
    """[{template, row, stamp, heed, clear}] of the alarms nobody has looked at; heed and clear "" for who may not."""
    if member.role not in SEES or voice.state not in OPEN:
        return []
    return [_alarm(alarm, voice, member) for alarm in voice.alarms.filter(state="raised")]


def _alarm(alarm, voice, member) -> dict:
    alarm.voice = voice
    where = {"code": scope.current().code, "pk": alarm.pk}
    stamped = stamp(alarm)
    stamped.auto_id = False
    able = access.may(member, FLOW["heed"], alarm)
    return {
        "template": "voices/triage/_alarm.html", "row": alarm, "stamp": stamped,
        "heed": reverse("alarms:heed", kwargs=where) if able else "",
        "clear": reverse("alarms:clear", kwargs=where) if able else "",
    }  # fmt: skip


def at_once(voice, member) -> list[dict]:
    """The congress's steps for an emergency, who was told already, and the way to write that down."""
    if member.role not in HOUSE or voice.urgency != "danger" or voice.state not in AT_ONCE:
        return []
    able = access.may(member, VOICE["call_out"], voice)
    where = reverse("voices:call_out", kwargs={"code": scope.current().code, "pk": voice.pk})
    return [
        {
            "template": "voices/triage/_at_once.html", "steps": emergency.steps(), "told": emergency.told(voice),
            "call_out": where if able else "",
        }
    ]  # fmt: skip


def banners(voice, member) -> list[dict]:
    """For the voice's page: alarms, or in whose place they stood the words of whoever confirmed a danger and, until it
    was handed over, what to do at once."""
    found = raised(voice, member)
    if voice.urgency == "danger" and voice.state in OPEN:
        found.append({"tone": "late", "title": _("危及安全"), "text": voice.urgency_reason})
        found += at_once(voice, member)
    return found
