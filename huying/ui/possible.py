"""Can this step be taken on this row now? Asked before anybody is given a form to fill."""

from django.utils.translation import gettext as _


def why_not(room, step, row) -> str:
    """The reason in words, "" where nothing stands against it.

    In the gate's order: the state, then what the step needs; then what only doors may ask, since it depends on the
    hour: a room's `pages.not_yet(step, row)`.
    """
    if row.state not in step.source:
        return _("现在是“%(state)s”，不能办理“%(step)s”。") % {
            "state": _(row.state_label),
            "step": _(step.label),
        }
    if reason := next(filter(None, (guard(row) for guard in step.needs)), ""):
        return _(reason)
    return room.pages.not_yet(step, row) if hasattr(room.pages, "not_yet") else ""
