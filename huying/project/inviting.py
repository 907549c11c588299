"""Guests at a sitting (S151): the office of each guest's own congress is told there, once for a sitting.

Each congress is served while its own rows are written; no question spans two congresses. What is said is made of which
congress asks, when and where; who is asked stands on the paper that the office there is sent: no name crosses.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.notices import Notice
from huying.kernel.roster import Membership
from huying.ui import when

OUT = ("notified", "open", "suspended")


def guest_called(summons, *, by, at):
    """`summons.call`: where the notice of the sitting is out already, and that congress has not heard of it yet."""
    row = summons.sitting
    if not summons.home_id or row.state not in OUT:
        return
    if not _guests(row).filter(home=summons.home_id).exclude(pk=summons.pk).exists():
        _tell(row, summons.home, at)


def sitting_notified(sitting, *, by, at):
    """`sittings.notify`: every congress that has guests on the list."""
    for home in {one.home_id: one.home for one in _guests(sitting)}.values():
        _tell(sitting, home, at)


def _guests(sitting):
    rows = sitting.summons.exclude(state="released").exclude(home=None)
    return rows.select_related("home").order_by("pk")


def _tell(sitting, home, at) -> None:
    words = {
        "host": sitting.congress.short or sitting.congress.name, "sitting": sitting.title,
        "day": when.day_words(sitting.day, timezone.localdate(at)), "clock": f"{sitting.starts_at:%H:%M}",
        "place": sitting.place,
    }  # fmt: skip
    said = _("%(host)s邀请本人大的代表参加%(sitting)s：%(day)s %(clock)s %(place)s。名单由对方另送。") % words
    with scope.congress(home):
        office = Membership.objects.filter(role="clerk", is_active=True, person__isnull=False)
        Notice.objects.bulk_create(
            Notice(congress_id=home.pk, to=clerk, step="summons.call", text=said[:200], at=at)
            for clerk in office
        )
