"""For the verifier: do a subject's clocks stand as its traces left them?"""

from datetime import date

from .case import Clock
from .clocks import nearest


def replay(traces: list) -> tuple:
    """(first trace, last trace, clocks) as the traces tell it; a clock is [kind, day or None, met_at, dropped_at]."""
    clocks: list[list] = []
    for trace in traces:
        facts = trace.facts if isinstance(trace.facts, dict) else {}
        for place, ended in ((2, facts.get("met", ())), (3, facts.get("dropped", ()))):
            for clock in clocks:
                if clock[0] in ended and not clock[2] and not clock[3]:
                    clock[place] = trace.at
        clocks += [[kind, day, None, None] for kind, day in facts.get("clocks", {}).items()]
        for kind, old, new in facts.get("moved", ()):
            for clock in clocks:
                if clock[0] == kind and clock[1] == old and not clock[2] and not clock[3]:
                    clock[1] = new
    return traces[0], traces[-1], clocks


class Clocks:
    """Clock rows of one kind of subject, read alongside the subjects in the order of their number."""

    def __init__(self, kind: str, report):
        self.report, self.kind = report, kind
        fields = ("subject_id", "pk", "kind", "due_on", "met_at", "dropped_at", "case_id")
        rows = (
            Clock.objects.filter(subject_kind=kind)
            .order_by("subject_id", "pk")
            .values_list(*fields, named=True)
        )
        self.rows = iter(rows.iterator(chunk_size=2000))
        self.next = next(self.rows, None)

    def compare(self, row, expected, last) -> None:
        found = self._of(row.pk)
        if sorted(map(_key, found)) != sorted(map(_key, expected)):
            self.report.add("clock", f"{self.kind} {row.pk} 的期限与留痕不符：被直接改动", last)
        open_now = (
            (c[0], date.fromisoformat(c[1]) if c[1] else None) for c in expected if not c[2] and not c[3]
        )
        if row.due_on != nearest(open_now):
            self.report.add("clock", f"{self.kind} {row.pk} 列出的到期日与留痕不符", last)

    def compare_gone(self, pk, expected) -> None:
        self._of(pk)

    def finish(self) -> None:
        while self.next is not None:
            self._stray()

    def _of(self, pk) -> list[list]:
        while self.next is not None and self.next.subject_id < pk:
            self._stray()
        found = []
        while self.next is not None and self.next.subject_id == pk:
            c = self.next
            found.append([c.kind, c.due_on.isoformat() if c.due_on else None, c.met_at, c.dropped_at])
            self.next = next(self.rows, None)
        return found

    def _stray(self) -> None:
        c = self.next
        self.report.add("clock", f"期限 {c.pk} 不属于任何有留痕的事项", case=c.case_id)
        self.next = next(self.rows, None)


def _key(clock) -> tuple:
    kind, day, met, dropped = clock
    return (kind, day or "", met.timestamp() if met else 0.0, dropped.timestamp() if dropped else 0.0)
