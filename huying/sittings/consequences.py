"""What one step of this room causes in another; hung on the wiring board."""

from django.utils.translation import gettext as _

from huying.kernel.process import house

from . import operations, polls
from .agenda import ordering
from .models import AgendaVersion

TOLD = ("notified", "open", "suspended")


def agenda_changed(item, *, by, at):
    """After the notice: the agenda is compared with what was told; where it differs the new version is kept and told."""
    sitting = item.sitting
    sitting.refresh_from_db()
    if not sitting.agenda_version or sitting.state not in TOLD:
        return
    last = AgendaVersion.objects.filter(sitting=sitting).order_by("-number").first()
    found = ordering.changes(last.items, ordering.snapshot(sitting))
    if found["added"] or found["removed"] or found["changed"] or found["moved"]:
        reason = item.reason or _("议程有变动")
        operations.tell_change(sitting, by=house(), at=at, reason=reason)


AGENDA = dict.fromkeys(("agenda.adopt", "agenda.edit", "agenda.move", "agenda.drop"), (agenda_changed,))
REACTIONS = {**AGENDA, "polls.declare": (polls.after_declare,)}
