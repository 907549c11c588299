"""Attendance for whoever brings it in batches: the hall lane, a list of cards, the person at the desk.

`take` and `leave` are what the wiring board hands to the hall; both may be sent twice without doubling anybody.
"""

import csv
import io

from django.utils.translation import gettext as _

from huying.kernel.process import Refused, house

from . import operations

MOST_LINES = 5000


def take(sitting, rows, *, at, by=None):
    """[(membership id, moment, way)] come in: one step, one trace, a constant number of statements. The Trace."""
    return operations.take_attendance(sitting, by=by or house(), at=at, coming=rows)


def leave(sitting, rows, *, at, by=None):
    """[(membership id, moment, way)] go out."""
    return operations.take_attendance(sitting, by=by or house(), at=at, going=rows)


def read_cards(sitting, text: str, at) -> list[tuple]:
    """Lines typed, scanned or pasted (card numbers, seats or names; CSV takes the first column) → rows for `take`.

    Refused with the lines that fit nobody or more than one; nothing is guessed.
    """
    lines = [
        line[0].strip()
        for line in csv.reader(io.StringIO(text.replace("\t", ",")))
        if line and line[0].strip()
    ]
    if not lines:
        raise Refused(_("没有读到证号或者姓名，一行一个。"))
    if len(lines) > MOST_LINES:
        raise Refused(_("一次最多 %(n)s 行。") % {"n": MOST_LINES})
    known: dict[str, set] = {}
    for one in (
        sitting.summons.exclude(state="released")
        .exclude(member=None)
        .select_related("member__person", "seating")
    ):
        seat = one.seating.seat if hasattr(one, "seating") else ""
        for key in {one.card, seat, one.called}:
            if key:
                known.setdefault(key.casefold(), set()).add(one.member_id)
    bad = [line for line in lines if len(known.get(line.casefold(), ())) != 1]
    if bad:
        raise Refused(
            _("这些行找不到人，或者有同名的，请用证号：%(lines)s") % {"lines": "、".join(bad[:20])[:300]}
        )
    return [(next(iter(known[line.casefold()])), at, "card") for line in lines]
