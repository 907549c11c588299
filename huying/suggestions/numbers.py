"""Under which number a suggestion stands: its own. A docket that began as somebody's voice carries the voice's number."""

from django.utils.translation import gettext as _

from huying.kernel.subject import SUBJECTS


def shown(row) -> str:
    """The official number; until it is given the number of a docket of its own; "" of what was made of a voice."""
    return row.number or ("" if row.source == "voice" else row.case.number)


def heading(row) -> str:
    """The same above the title, where "" would read as forgotten."""
    return shown(row) or _("尚无编号")


def came_from(row, past) -> str:
    """What its docket began as, by that matter's own name and number; "" where it began as this suggestion.

    `past`: the docket's traces, oldest first.
    """
    if row.source != "voice" or not past or past[0].subject_kind == row.FLOW.subject:
        return ""
    began = SUBJECTS.get(past[0].subject_kind)
    words = {"what": _(began.FLOW.title) if began and began.FLOW else "", "number": row.case.number}
    return (_("%(what)s %(number)s") % words).strip()
