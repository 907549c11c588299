"""Suggestions of the past, taken over as they were: no clocks, no notices, no late marks."""

from collections import Counter as Tally

from huying.kernel import scope
from huying.kernel.case import Case, Counter
from huying.kernel.process import births

from ..flow import FLOW
from ..models import Suggestion


def import_historic(rows: list[dict], *, by, at, facts=None) -> list[Suggestion]:
    """Batch birth. Each row: title, text, submitted_on and any other column of Suggestion (author or author_text,
    field, number, external_id, lead_unit, replied_on, closed_on, result_class, is_solved, published_at, state)."""
    congress = scope.current()
    prefix = congress.switches.get("prefix") or congress.code.upper()
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
