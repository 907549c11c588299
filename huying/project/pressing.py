"""What cannot wait, wherever words come in: letters, bookings, ideas and posts are read as voices are; a person decides."""

from django.utils.translation import gettext as _

from huying.kernel import notices
from huying.voices.triage import urgency
from huying.voices.triage.urgency_rules import KINDS

# who can put it before triage, or hosts it
TOLD = {
    "letters.said": ("keeper/keeps", "clerk"),  # its deputy does not see it before it is confirmed
    "letters.received": ("deputy/member",),
    "bookings": ("deputy/host", "leader/host", "keeper/keeps", "clerk"),
    "ideas": ("clerk",),
    "posts": ("keeper/hosts", "deputy/hosts", "clerk"),
}
ENDED = (
    "answered",
    "closed",
    "handed",
    "declined",
    "cancelled",
    "absent",
    "freed",
    "withheld",
    "hidden",
    "down",
)


def warn(row, *, by, at) -> None:
    """Reaction: whoever can act is told at once, and not once more for the same words."""
    if urgency.signs(_latest(row)):
        kind = row.FLOW.subject
        people = notices.recipients(TOLD.get(kind) or TOLD[f"{kind}.{row.state}"], row)
        notices.tell_people("alarms.alert", row, people - {by.pk}, at=at)


def banner(row) -> dict | None:
    """On top of its page, as long as nobody has answered it: which words, and what to do with them."""
    found = urgency.signs(_words(row)) if row.state not in ENDED else []
    if not found:
        return None
    said = _("、").join(f"{_(KINDS[s.kind])}（{s.words}）" for s in found)
    return {
        "tone": "late",
        "title": _("系统提示：可能紧急，请先看这里"),
        "text": _("%(said)s。请先打电话核实；需要办理的，马上转作民情或者登记为民情。") % {"said": said},
    }


def _latest(row) -> str:
    """What was said just now: of a talk its last message, if the citizen wrote it."""
    last = row.messages.order_by("pk").last() if row.FLOW.subject == "bookings" else None
    if last is None:
        return row.text
    return last.text if last.is_citizen else ""


def _words(row) -> str:
    """What its writer said: of a talk everything so far."""
    if row.FLOW.subject == "bookings":
        said = row.messages.filter(is_citizen=True).order_by("pk").values_list("text", flat=True)
        return "\n".join([row.text, *said])
    return row.text


REACTIONS = dict.fromkeys(
    (
        "letters.write",
        "letters.confirm",
        "bookings.book",
        "bookings.say",
        "ideas.send",
        "ideas.enter",
        "posts.say",
    ),
    (warn,),
)
