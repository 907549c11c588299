"""Which unit did what in a part that was handed on after its unit was closed."""

from huying.kernel.case import Trace
from huying.kernel.roster import Unit
from huying.ui import storytelling

STEPS = ("handlings.hand_on", "handlings.succeed")


def units_then(row, traces):
    """A function (part's key, moment) → the unit that had the part then. `traces`: the story of the row's case."""
    now = {p.pk: p.unit for p in row.parts} if row.rounds else {}
    moves = [(t.subject_id, t.at, t.facts["from"]) for t in _all(row, traces) if "from" in t.facts]
    before = Unit.objects.in_bulk({unit for _part, _at, unit in moves}) if moves else {}

    def then(part, at):
        unit = next((unit for moved, day, unit in moves if moved == part and at < day), None)
        return before.get(unit) or now.get(part)

    return then


def _all(row, traces) -> list:
    """The moves in the story, and those behind its end where the docket is longer than a story is told."""
    moves = [t for t in traces if t.step in STEPS]
    if len(traces) >= storytelling.MOST:
        later = Trace.objects.filter(case=row.case_id, step__in=STEPS, seq__gt=traces[-1].seq)
        moves += later.order_by("seq")
    return moves
