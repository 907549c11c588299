"""The official number: counted within the session, or the year, without a gap; none stands on two suggestions."""

import re
from itertools import count

from django.db.models import Q
from django.utils.translation import gettext as _

from huying.kernel.case import Counter
from huying.kernel.prepared import Prepared, Rows
from huying.kernel.process import Refused
from huying.kernel.roster import Session

from .models import Suggestion

_SERIES = re.compile(r"(?:(20\d\d)|(\d{1,3})-(\d{1,3}))-(\d{4,6})")


def register(row) -> None:
    """Give the row its number. One that came with a number of this very series, spelled as the series spells it, keeps
    it; what others hold, in whatever spelling or as the number of an older system, is passed over."""
    key, head = _series(row)
    if row.source == "import" and (own := _serial_of(row.external_id, head)):
        Counter.take(key, 0)  # locks the series
        if not taken(_spellings(head, own)):
            row.serial, row.number = own, row.external_id
            return
    row.serial = Counter.take(key)
    if _held(row.congress_id, *_spellings(head, row.serial)):
        row.serial = _next(key, head, row.serial)
    row.number = _number(head, row.serial)


def taken(numbers) -> set[str]:
    """Those that suggestions here stand under."""
    return set(Suggestion.objects.filter(number__in=numbers).values_list("number", flat=True))


def claim(numbers: list[str]) -> None:
    """That these may stand on suggestions of the past; Refused where one is held. Nobody gives one away meanwhile."""
    for key in sorted({key for one in numbers if (key := _key_of(one))}):
        Counter.take(key, 0)
    doubles = {one for one in numbers if numbers.count(one) > 1}
    for held in sorted(doubles | taken(numbers)):
        raise Refused(held_words(held))


def held_words(number: str) -> str:
    """Why a row of a table is not taken in."""
    words = _("编号“%(number)s”在这里已经是另一件建议的编号；同一件不用再导入，另一件请换一个编号。")
    return words % {"number": number}


def _next(key: str, head: str, serial: int) -> int:
    here = Suggestion.objects.filter(Q(number__startswith=head) | Q(external_id__startswith=head))
    numbers, old = map(set, zip(*here.values_list("number", "external_id"), strict=True))
    free = next(
        n for n in count(serial) if numbers.isdisjoint(_spellings(head, n)) and _number(head, n) not in old
    )
    Counter.take(key, free - serial)
    return free


def _series(row) -> tuple[str, str]:
    """The counter's key and what stands before the serial: 18-5- or 2026-."""
    if not row.session_id:
        return f"suggestion-{row.submitted_on.year}", f"{row.submitted_on.year}-"
    (session,) = _with_term(row.session_id)
    return f"suggestion-{row.session_id}", f"{session.term.number}-{session.number}-"


def _key_of(number: str) -> str:
    """The counter of a number in this form; "" where there is none (yet)."""
    if (found := _SERIES.fullmatch(number)) is None:
        return ""
    year, term, session, _serial = found.groups()
    if year:
        return f"suggestion-{year}"
    pk = Session.objects.filter(term__number=term, number=session).values_list("pk", flat=True).first()
    return f"suggestion-{pk}" if pk else ""


def _number(head: str, serial: int) -> str:
    return f"{head}{serial:04d}"


def _spellings(head: str, serial: int) -> list[str]:
    """The series' own and the longer ones that older numbers were kept in: each is this serial."""
    return [f"{head}{serial:0{digits}d}" for digits in (4, 5, 6)]


def _serial_of(number: str, head: str) -> int:
    """0 for what the series would not spell so."""
    own = number.removeprefix(head)
    serial = int(own) if re.fullmatch(r"[0-9]{4,6}", own) else 0
    return serial if number == _number(head, serial) else 0


_with_term = Rows(lambda pk: Session.everywhere.filter(pk=pk), int, along=("term",))
_held = Prepared(
    lambda congress, number, *longer: Suggestion.everywhere.filter(
        Q(number__in=[number, *longer]) | Q(external_id=number), congress_id=congress
    ).values_list("pk"),
    int,
    *[str] * 3,
)
