"""What differs from the agenda as everybody called was told it, and how that is said."""

from django.utils.translation import gettext as _

from .agenda import ordering
from .models import AgendaItem, AgendaVersion

TOLD = ("notified", "open", "suspended")


def untold(sitting) -> dict:
    """agenda.ordering.changes since the last message, with its "reasons"; {} where there is nothing to tell."""
    if not sitting.agenda_version or sitting.state not in TOLD:
        return {}
    last = AgendaVersion.objects.filter(sitting=sitting).order_by("-number").first()
    found = ordering.changes(last.items, ordering.snapshot(sitting))
    if not any(found.values()):
        return {}
    touched = sitting.agenda.filter(AgendaItem.since_told(last.number, last.at)).order_by("changed_at", "pk")
    reasons = dict.fromkeys(r for r in touched.values_list("reason", flat=True) if r)
    return found | {"reasons": _("；").join(reasons)}


def words(found: dict) -> str:
    """The changes in one line that names the items."""
    said = [
        what % {"items": _("、").join(_("“%(item)s”") % {"item": title} for title in found[key])}
        for key, what in (("added", _("增加%(items)s")), ("removed", _("取消%(items)s")), ("changed", _("修改%(items)s")))
        if found[key]
    ]  # fmt: skip
    return _("议程变动：%(changes)s") % {
        "changes": _("；").join([*said, *([_("顺序有调整")] if found["moved"] else [])])
    }
