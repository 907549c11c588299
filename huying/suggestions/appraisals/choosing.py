"""What stands on the sheet, and how suggestions are named by their numbers."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from huying.kernel.process import Refused
from huying.kernel.roster import Unit

from ..models import Appraisal, Suggestion

MOST_NUMBERS = 100


def by_number(text: str) -> list[Suggestion]:
    """Suggestions by official number or docket, separated by blanks or commas; Refused for one that is not there."""
    wanted = list(dict.fromkeys(re.split(r"[\s,，、;；]+", (text or "").strip().upper())))
    wanted = [n for n in wanted if n]
    if len(wanted) > MOST_NUMBERS:
        raise Refused(_("最多 %(n)s 个编号。") % {"n": MOST_NUMBERS})
    rows = Suggestion.objects.filter(Q(number__in=wanted) | Q(case__number__in=wanted)).exclude(state="draft")
    found = {}
    for row in rows.select_related("case").order_by("-pk"):
        found[row.number] = found[row.case.number] = row
    if missing := [n for n in wanted if n not in found]:
        raise Refused(_("没有这个编号：%(numbers)s") % {"numbers": "、".join(missing[:5])})
    return [found[n] for n in wanted]


def lines(row: Appraisal) -> list[tuple[str, int | None, int | None]]:
    """[(what the sheet says, unit, suggestion)] in the order of the sheet; a suggestion's unit is its lead, if it has one."""
    if row.of == "units":
        names = dict(Unit.objects.filter(pk__in=row.units).values_list("pk", "name"))
        return [(names[pk], pk, None) for pk in row.units]
    found = {s.pk: s for s in Suggestion.objects.filter(pk__in=row.suggestions).select_related("case")}
    return [
        (f"{s.number or s.case.number} {s}"[:200], s.lead_unit_id, s.pk)
        for s in (found[pk] for pk in row.suggestions)
    ]
