"""The tables themselves, and one refusal for every step: nobody but those it names, and only from its states."""

import pytest

from huying.kernel.process import Forbidden, Refused
from huying.rules import profiles
from huying.suggestions import operations as suggestions
from huying.suggestions.extensions import operations as extensions
from huying.suggestions.extensions.flow import FLOW as EXTENSIONS
from huying.suggestions.flow import FLOW
from huying.suggestions.handlings import operations as handlings
from huying.suggestions.handlings.flow import FLOW as HANDLINGS
from huying.suggestions.models import Extension, Handling, Suggestion

FLOWS = {
    FLOW: (suggestions, Suggestion),
    HANDLINGS: (handlings, Handling),
    EXTENSIONS: (extensions, Extension),
}
STEPS = [step for flow in FLOWS for step in flow.steps.values()]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.subject)
def test_a_flow_is_small_and_ends(flow):
    assert len(flow.states) <= 9
    assert flow.ends()
    assert flow.title


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.code)
def test_a_step_is_complete(step):
    operations, model = FLOWS[step.flow]
    assert callable(getattr(operations, step.name))
    for kind in (*step.starts, *step.stops):
        assert profiles.load("national").term(kind).kind == "term"
    for who in (*step.by, *step.acts_for, *step.tells):
        relation = who.partition("/")[2]
        assert not relation or hasattr(model, relation), who


def test_a_clock_that_is_stopped_was_started():
    started = {kind for s in STEPS for kind in s.starts}
    assert {kind for s in STEPS for kind in (*s.stops, *s.drops)} - {"*"} <= started


@pytest.mark.parametrize("step", [s for s in FLOW.steps.values() if not s.is_birth], ids=lambda s: s.name)
def test_no_step_is_taken_from_another_state(step, walk, world):
    row = walk.closed() if "closed" not in step.source else walk.draft()
    member = {"house": _house()}.get(step.by[0].partition("/")[0]) or _person(step.by[0], world)
    if step.by[0] in ("deputy/invited", "deputy/cosigner"):
        with pytest.raises(Forbidden):
            getattr(suggestions, step.name)(row, by=member, at=walk.at)
        return
    before = (row.state, row.version)
    with pytest.raises(Refused):
        getattr(suggestions, step.name)(row, by=member, at=walk.at)
    row = walk.fresh(row)
    assert (row.state, row.version) == before


def _house():
    from huying.kernel.process import house

    return house()


def _person(who, world):
    role = who.partition("/")[0]
    return next(m for m in world.cast if m.role == role)


@pytest.mark.parametrize("step", [s for s in FLOW.steps.values() if not s.is_birth], ids=lambda s: s.name)
def test_no_step_is_taken_by_a_neighbour(step, walk, world):
    row = walk.draft()
    for member in world.neighbour.cast:
        with pytest.raises(Forbidden):
            getattr(suggestions, step.name)(row, by=member, at=walk.at)
