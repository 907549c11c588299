"""Suggestions of the past, taken over as they were: no clocks, no notices, no late marks."""

from collections import Counter as Tally

from django.utils.translation import gettext as _

from huying.kernel import scope
from huying.kernel.case import Case, Counter
from huying.kernel.process import Refused, births, does, together
from huying.kernel.switches import PREFIX

from .. import official
from ..flow import FLOW
from ..models import Cosign, Suggestion


def import_historic(rows: list[dict], *, by, at, facts=None) -> list[Suggestion]:
    """Batch birth. Each row: title, text, submitted_on and any other column of Suggestion (author or author_text,
    field, number, external_id, lead_unit, replied_on, closed_on, result_class, is_solved, published_at, state),
    and `cosigners`: the memberships that signed it too."""
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
    signers = [row.get("cosigners", ()) for row in rows]
    official.claim([row["number"] for row in rows if row.get("number")])
    made = [
        Suggestion(
            **{"source": "import", "outcome": "imported", "cosign_count": len(by_them), **_columns(row)},
            case=case,
        )
        for row, case, by_them in zip(rows, cases, signers, strict=True)
    ]
    with together():
        Case.objects.bulk_create(cases, batch_size=500)
        alone = [s for s, by_them in zip(made, signers, strict=True) if not by_them]
        births(FLOW["import_historic"], alone, by=by, at=at, facts=facts or {})
        for suggestion, by_them in zip(made, signers, strict=True):
            if by_them:
                told = {**(facts or {}), "cosigners": [m.pk for m in by_them]}
                births(FLOW["import_historic"], [suggestion], by=by, at=at, facts=told)
                _sign(suggestion, by_them, at)
    return made


def _columns(row) -> dict:
    return {name: value for name, value in row.items() if name != "cosigners"}


def _sign(suggestion, deputies, at) -> None:
    congress = suggestion.congress_id
    Cosign.objects.bulk_create(
        Cosign(congress_id=congress, suggestion=suggestion, deputy=one, answer="confirmed", at=at)
        for one in deputies
    )


@does(FLOW["amend_import"])
def amend_import(suggestion, *, by, at, cosigners=(), **columns):
    """The table it was imported from says something else now; only what came by import is changed so, never its state.
    Whoever it names as a co-signer now is one; nobody's name is taken off."""
    _is_imported(suggestion)
    columns.pop("state", None)
    if columns.get("session", suggestion.session) != suggestion.session:
        suggestion.serial = None  # the number stays; in the other session another one has this serial
    for name, value in columns.items():
        setattr(suggestion, name, value)
    stand = set(suggestion.cosigns.values_list("deputy_id", flat=True))
    new = [one for one in cosigners if one.pk not in stand]
    _sign(suggestion, new, at)
    suggestion.cosign_count += len(new)
    return {"columns": sorted(columns), **({"cosigners": [one.pk for one in new]} if new else {})}


@does(FLOW["finish_import"])
def finish_import(suggestion, *, by, at, number="", **columns):
    """The table it was imported from says now that it was answered (replied_on, closed_on, result_class, is_solved):
    it stands closed as the others of the past."""
    _is_imported(suggestion)
    for name, value in columns.items():
        setattr(suggestion, name, value)
    if number and not suggestion.number:
        official.claim([number])
        suggestion.number = number
    suggestion.outcome = "imported"
    return {"columns": sorted(columns)}


def _is_imported(suggestion) -> None:
    if suggestion.source != "import":
        raise Refused(_("不是导入的建议，不能按表格更新。"))
