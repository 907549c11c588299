"""What a preparatory meeting decides (R-STR-20), and who sits where."""

import hashlib

from django.utils.translation import gettext as _

from huying.kernel.ledger import canonical
from huying.kernel.process import Refused, does, house
from huying.kernel.register import operations as register
from huying.kernel.roster import Organ, OrganMember
from huying.kernel.words import recorded

from ..agenda import ordering
from ..flow import FLOW
from ..models import Seating


@does(FLOW["constitute"])
def constitute(row, *, by, at, presidium, secretary, executive=()):
    """The preparatory meeting elected presidium and secretary-general and adopted the agenda.

    presidium, executive (常务主席): memberships of deputies; secretary: one membership. Refused until a preparatory part
    of this session was held with a quorum.
    """
    part = row.parts.filter(kind="preparatory", state__in=("closed", "minuted", "archived")).first()
    if part is None or not part.quorate:
        raise Refused(_("还没有举行过达到法定人数的预备会议。"))
    members = list(dict.fromkeys(presidium))
    if not members or secretary is None:
        raise Refused(_("请选择主席团成员和秘书长。"))
    if others := [str(m) for m in members if m.role != "deputy"]:
        raise Refused(_("主席团成员应当是代表：%(names)s") % {"names": "、".join(others)})
    if outside := [str(m) for m in executive if m not in members]:
        raise Refused(_("常务主席应当是主席团成员：%(names)s") % {"names": "、".join(outside)})
    with recorded():
        name = _("%(sitting)s主席团") % {"sitting": row.title}
    organ = Organ(kind="presidium", name=name[:80], size=len(members))
    register.enter(by=house(), at=at, row=organ, reason=row.title)
    leads = {m.pk for m in executive}
    rows = [
        OrganMember(
            congress_id=row.congress_id, organ=organ, member=m, number=n, since=row.day,
            post="chair" if m.pk in leads else "secretary" if m.pk == secretary.pk else "member",
        )
        for n, m in enumerate(members, 1)
    ]  # fmt: skip
    register.enter_all(OrganMember.objects.bulk_create(rows), by=house(), at=at)
    row.presidium, row.secretary, row.constituted_at = organ, secretary, at
    items = ordering.adopt_drafts(row, by=by, at=at)
    return {"presidium": len(members), "items": items, "preparatory": part.pk}


@does(FLOW["number_seats"])
def number_seats(row, *, by, at, rows, per_row):
    """Seats in the order of the roll, members first, then those who attend: 1排01号 … Refused where the hall is too small."""
    called = list(row.summons.exclude(state="released").order_by("place", "pk"))
    called.sort(key=lambda s: (s.right != "member", s.place, s.pk))
    if rows * per_row < len(called):
        words = {"seats": rows * per_row, "people": len(called)}
        raise Refused(_("会场只有 %(seats)s 个座位，不够 %(people)s 人。") % words)
    if not called:
        raise Refused(_("通知名单上还没有人。"))
    placed = [
        Seating(congress_id=row.congress_id, sitting=row, summons=one, seat=_seat(n, per_row))
        for n, one in enumerate(called)
    ]
    Seating.objects.filter(sitting=row).delete()
    Seating.objects.bulk_create(placed, batch_size=1000)
    said = hashlib.sha256(canonical([[p.summons_id, p.seat] for p in placed])).hexdigest()
    return {"seats": len(called), "rows": rows, "per_row": per_row, "digest": said}


@recorded()
def _seat(n: int, per_row: int) -> str:
    return _("%(row)s排%(seat)02d号") % {"row": n // per_row + 1, "seat": n % per_row + 1}
