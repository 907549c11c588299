"""A holiday notice was entered or the congress's rules changed: open clocks get their new day, traced, and people are told."""

from dataclasses import replace

from . import clocks, notices, process, scope
from .acts import the_act
from .case import Clock
from .roster import Congress
from .subject import SUBJECTS


def congress(value, *, at, waiting_only: bool = False) -> dict:
    """Recompute all open clocks of a congress: {"moved": clocks, "subjects": rows, "waiting": still without a day}.

    One traced step per row whose clocks change. `waiting_only`: only those that stand as 日历待公布.
    """
    moved = touched = 0
    with scope.congress(value):
        rows = Clock.objects.filter(met_at=None, dropped_at=None)
        rows = rows.filter(due_on=None) if waiting_only else rows
        for kind, pk in (
            rows.order_by("subject_kind", "subject_id").values_list("subject_kind", "subject_id").distinct()
        ):
            model = SUBJECTS.get(kind)
            row = model.objects.filter(pk=pk).first() if model else None
            if row is None or not (changes := _changes(row)):
                continue
            _operation(model)(row, by=process.house(), at=at)
            moved, touched = moved + len(changes), touched + 1
        waiting = Clock.objects.filter(met_at=None, dropped_at=None, due_on=None).count()
    return {"moved": moved, "subjects": touched, "waiting": waiting}


def everywhere(*, at, only=None) -> dict[str, dict]:
    """All congresses (or `only` this one) after a new notice; rule versions are raised so that every process reads it."""
    found = {}
    for value in Congress.objects.filter(is_active=True) if only is None else [only]:
        raise_version(value)
        found[value.code] = congress(value, at=at)
    return found


def raise_version(value) -> None:
    """Every process loads rules and calendar of the congress anew."""
    value.rules_version += 1
    value.save(update_fields=["rules_version"])


def _changes(row) -> list[tuple]:
    """(clock, explanation) of the open clocks whose day is another now. A clock the profile dropped keeps its day."""
    profile, known = clocks.rules()
    found = []
    for clock in clocks.running(row):
        try:
            explanation = profile.due(clock.kind, clock.started_on, calendar=known)
        except ValueError:
            continue  # a key of an earlier version
        if explanation is not None and explanation.day != clock.due_on:
            found.append((clock, explanation))
    return found


def _operation(model):
    step = the_act(model, "recompute")

    @process.does(step)
    def recompute(row, *, by, at):
        moved, told = [], set()
        for clock, explanation in _changes(row):
            old, clock.due_on, clock.explanation = clock.due_on, explanation.day, explanation.as_dict()
            clock.lamp = "ok"
            clock.save(update_fields=["due_on", "explanation", "lamp"])
            moved.append([clock.kind, *(d.isoformat() if d else None for d in (old, clock.due_on))])
            told.update(
                who for s in model.FLOW.steps.values() if clock.kind in s.stops for who in (*s.by, *s.tells)
            )
        row.due_on = clocks.nearest((c.kind, c.due_on) for c in clocks.running(row))
        tells = tuple(sorted(who for who in told if who.partition("/")[0] not in ("house", "public")))
        notices.tell(replace(step, tells=tells), row, by=by, at=at)
        return {"moved": moved}

    return recompute
