"""All that was written down on a suggestion, read in one query whatever there is of it."""

import json

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from huying.kernel.prepared import Prepared

from .models import Appraised, Contact, Cosign, Evaluation, Meeting, Opinion, Rating, Reply

TYPES = {
    "n": IntegerField, "part": BigIntegerField, "day": DateField, "head": CharField, "extra": CharField,
    "flag": BooleanField, "body": TextField, "more": TextField,
}  # fmt: skip
WRITTEN = (
    (Reply, {"n": "round", "part": "handling_id", "head": "signer", "extra": "result_class", "flag": "may_publish",
             "body": "text", "more": "promised"}),
    (Rating, {"n": "round", "day": "sealed_until", "head": "attitude", "extra": "result", "flag": "reason_to_unit",
              "body": "reason"}),
    (Contact, {"n": "round", "part": "handling_id", "day": "held_on", "head": "who", "extra": "way", "body": "summary"}),
    (Opinion, {"part": "handling_id", "body": "text"}),
    (Meeting, {"n": "round", "day": "held_on", "head": "attendees", "body": "conclusion"}),
    (Evaluation, {"day": "held_on", "head": "delegation__name", "extra": "level", "body": "text"}),
    (Appraised, {"day": "tested_on", "head": "rate", "extra": "outcome", "more": "counts"}),
    (Cosign, {"head": "deputy__person__name", "extra": "answer"}),
)  # fmt: skip


def of(suggestion) -> dict[str, list[dict]]:
    """model name → rows {"at", "n" round, "part" handling, "day", "head", "extra", "flag", "body", "more"}, oldest first."""
    found: dict[str, list[dict]] = {str(model._meta.model_name): [] for model, _columns in WRITTEN}
    rows = [dict(zip(NAMES, row, strict=True)) for row in _written(suggestion.congress_id, suggestion.pk)]
    for row in sorted(rows, key=lambda r: (r["at"], r["row"])):
        row["more"] = json.loads(row["more"]) if row["more"] else []
        found[row.pop("what")].append(row)
    return found


NAMES = ("at", "what", "row", *TYPES)


def _lots(congress, suggestion):
    first, *others = (_lot(model, columns, congress, suggestion) for model, columns in WRITTEN)
    return first.union(*others, all=True)


def _lot(model, columns, congress, suggestion):
    # every column is cast: a bare NULL or a JSON column has no type that the halves of a UNION agree on
    made = {
        name: Cast(F(columns[name]) if name in columns else Value(None), kind())
        for name, kind in TYPES.items()
    }
    rows = model.everywhere.filter(congress_id=congress, suggestion_id=suggestion).order_by()
    what = Value(model._meta.model_name, output_field=CharField())
    return rows.annotate(what=what, row=F("pk"), **made).values_list(*NAMES)


_written = Prepared(_lots, int, int)  # eight halves: wording them took a third of an item's page
