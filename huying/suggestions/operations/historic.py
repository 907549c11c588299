"""Suggestions of the past, taken over as they were: no clocks, no notices, no late marks."""

from collections import Counter as Tally

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.case import Case, Counter
from huying.kernel.process import Refused, births, does
from huying.kernel.switches import PREFIX

from ..flow import FLOW
from ..models import Suggestion


def import_historic(rows: list[dict], *, by, at, facts=None) -> list[Suggestion]:
    """Batch birth. Each row: title, text, submitted_on and any other column of Suggestion (author or author_text,
    field, number, external_id, lead_unit, replied_on, closed_on, result_class, is_solved, published_at, state)."""
    congress = scope.current()
    prefix = PREFIX.of(congress)
    years = Tally(row["submitted_on"].year for row in rows)
    following = {year: Counter.take(f"case-{year}", n) for year, n in years.items()}
    cases = []
    for row in rows:
        year = row["submitted_on"].year
        number = f"{prefix}-{year}-{following[year]:05d}"
        following[year] += 1
        title = row.get("title", "")[:200]
        cases.append(Case(congress=congress, number=number, title=title, opened_on=row["submitted_on"]))
    Case.objects.bulk_create(cases, batch_size=500)
    made = [
        Suggestion(**{"source": "import", "outcome": "imported", **row}, case=case)
        for row, case in zip(rows, cases, strict=True)
    ]
    return births(FLOW["import_historic"], made, by=by, at=at, facts=facts or {})


@does(FLOW["amend_import"])
def amend_import(suggestion, *, by, at, **columns):
    """The table it was imported from says something else now; only what came by import is changed so, never its state."""
    if suggestion.source != "import":
        raise Refused(_("不是导入的建议，不能按表格更新。"))
    columns.pop("state", None)
    for name, value in columns.items():
        setattr(suggestion, name, value)
    return {"columns": sorted(columns)}
