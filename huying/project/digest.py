"""One message a day for those who chose so: what waits on their desk, with the nearest days first."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.delivery import Delivery, Preference, address
from huying.kernel.notices import Notice
from huying.kernel.rounds import each_congress
from huying.kernel.wording import label
from huying.ui import doors

MOST = 20


def write_all(at) -> int:
    """Today's digests of every congress; how many were written. A second run on the same day writes none."""
    return sum(each_congress(lambda: _write_here(at)).values())


def _write_here(at) -> int:
    rows = Preference.objects.filter(daily=True, member__is_active=True).select_related("member__person")
    with translation.override("zh-hans"):
        return sum(_write(row, at) for row in rows.iterator(chunk_size=200))


def _write(choice, at) -> int:
    member, day = choice.member, timezone.localdate(at)
    name = next((c for c in choice.channels or ["mail"] if address(member, c, choice)), "")
    if not name or Delivery.objects.filter(member=member, notice=None, at__date=day).exists():
        return 0
    if not (lines := waiting(member)):
        return 0
    Delivery.objects.create(member=member, channel=name, text="\n".join(lines), at=at, due_at=at)
    return 1


def waiting(member) -> list[str]:
    """The digest's lines; none where nothing waits and nothing is new."""
    lines = []
    for room in doors.ROOMS.values():
        for tray in room.trays:
            if (
                tray.waits
                and member.role in tray.roles
                and (n := tray.rows(member).order_by()[:1000].count())
            ):
                lines.append(_("%(tray)s：%(n)s 件") % {"tray": tray.label, "n": n})
    unread = list(
        Notice.objects.filter(to=member, read_at=None).select_related("case").order_by("-at")[:MOST]
    )
    if unread:
        lines += ["", _("还没有看的消息：")]
        lines += [f"· {label(n)} {n.case.number if n.case_id else ''}".rstrip() for n in unread]
    if not lines:
        return []
    return [_("%(house)s 今日待办") % {"house": scope.current().name}, "", *lines]
