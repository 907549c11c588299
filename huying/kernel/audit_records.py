"""For the verifier: is each record claimed by one trace, and is it still what was claimed?"""

from django.db import connection

from . import scope, subject
from .ledger import content_digest


def filled(models, congress) -> set:
    """Those of the models (each with a congress) that hold a row of this one: one question, not one a table."""
    asked = list(dict.fromkeys(models))
    if not asked:
        return set()
    name = connection.ops.quote_name
    parts = [
        f"EXISTS(SELECT 1 FROM {name(m._meta.db_table)} WHERE {name(m._meta.get_field('congress').column)} = %s)"  # noqa: S608 - our own names
        for m in asked
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [congress.pk] * len(parts))
        return {model for model, there in zip(asked, cursor.fetchone(), strict=True) if there}


class Claims:
    """Takes the chain's traces chunk by chunk; one bit per record remembers what was claimed."""

    def __init__(self, report, algorithm: str):
        self.report, self.algorithm = report, algorithm
        self.models = {m._meta.label_lower: m for m in subject.RECORDS.values() if not m._meta.abstract}
        self.claimed = {label: bytearray() for label in self.models}

    def check(self, traces: list, erased: set[int]) -> None:
        """Claims of traces whose salt was erased were taken over by the trace that erased them."""
        wanted: dict[str, dict[int, list]] = {}
        for trace in traces:
            if trace.seq in erased and not trace.salt:
                continue
            for claim in trace.facts.get("records", ()) if isinstance(trace.facts, dict) else ():
                label, pk, digest = claim
                wanted.setdefault(label, {}).setdefault(pk, []).append((trace, digest))
        for label, claims in wanted.items():
            if (model := self.models.get(label)) is None:
                trace = next(iter(claims.values()))[0][0]
                self.report.add("kind", f"留痕里有不认识的附属记录“{label}”", trace)
                continue
            rows = model.objects.in_bulk(list(claims))
            for pk, made in claims.items():
                self._one(label, pk, rows.get(pk), made)

    def _one(self, label, pk, row, made) -> None:
        trace, digest = made[0]
        if len(made) > 1 or self._mark(label, pk):
            self.report.add("record_twice", f"附属记录 {label} {pk} 被两条留痕认领", made[-1][0])
        if row is None:
            self.report.add("record_gone", f"附属记录 {label} {pk} 不见了", trace)
            return
        try:
            found = content_digest(row, trace.salt, self.algorithm)
        except (ValueError, TypeError) as error:
            found = str(error)
        if found != digest:
            self.report.add("record", f"附属记录 {label} {pk} 与写入时的留痕不符：被直接改动", trace)

    def _mark(self, label, pk) -> bool:
        """Set the record's bit; was it set already?"""
        bits, (place, bit) = self.claimed[label], divmod(pk, 8)
        if place >= len(bits):
            bits.extend(bytes(place + 1024 - len(bits)))
        was = bits[place] >> bit & 1
        bits[place] |= 1 << bit
        return bool(was)

    def finish(self) -> None:
        """Rows that no trace claims were written beside the gate."""
        held = filled(self.models.values(), scope.current())
        for label, model in sorted(one for one in self.models.items() if one[1] in held):
            bits = self.claimed[label]
            for pk, case in model.objects.order_by("pk").values_list("pk", "case_id").iterator():
                place, bit = divmod(pk, 8)
                if place >= len(bits) or not bits[place] >> bit & 1:
                    self.report.add("record_unclaimed", f"附属记录 {label} {pk} 没有任何留痕认领", case=case)
