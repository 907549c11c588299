"""Guests of other congresses at a sitting (S151): the office of the guest's own congress is told, there.

Each congress is served while its own rows are written; no question spans two congresses.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.notices import Notice
from huying.kernel.roster import Membership
from huying.ui import when

OUT = ("notified", "open", "suspended")


def guest_called(summons, *, by, at):
    """`summons.call`: at once where the notice of the sitting is out already."""
    if summons.home_id and summons.sitting.state in OUT:
        _tell(summons.sitting, [summons], at)


def sitting_notified(sitting, *, by, at):
    """`sittings.notify`: all guests who were entered before."""
    rows = sitting.summons.exclude(state="released").exclude(home=None).select_related("home").order_by("pk")
    _tell(sitting, list(rows), at)


def _tell(sitting, guests, at) -> None:
    host = sitting.congress.short or sitting.congress.name
    for guest in guests:
        words = {
            "host": host, "name": guest.name, "sitting": sitting.title, "clock": f"{sitting.starts_at:%H:%M}",
            "day": when.day_words(sitting.day, timezone.localdate(at)), "place": sitting.place,
        }  # fmt: skip
        said = _("%(host)s邀请%(name)s参加%(sitting)s：%(day)s %(clock)s %(place)s，请转告本人。") % words
        with scope.congress(guest.home):
            office = Membership.objects.filter(role="clerk", is_active=True, person__isnull=False)
            Notice.objects.bulk_create(
                Notice(congress_id=guest.home_id, to=clerk, step="summons.call", text=said[:200], at=at)
                for clerk in office
            )
