"""The plan of the house: who may point at whom, and flows that close."""

import pytest
from django.apps import apps
from django.db import models

from huying.kernel.scope import Owned
from huying.kernel.subject import SUBJECTS
from huying.project.rooms import GROUND, ROOMS
from huying.rules import profiles

OURS = [m for m in apps.get_models() if m.__module__.startswith("huying.")]
FLOWS = [m.FLOW for m in SUBJECTS.values() if m.__module__.startswith("huying.")]


def label(model):
    return model._meta.app_label


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_foreign_keys_point_down_or_into_the_own_room(model):
    allowed = {"kernel", label(model), *GROUND}
    if label(model) == "kernel":
        allowed = {"kernel"}
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField):
            target = label(field.related_model)
            if target in {"kernel", *GROUND, *ROOMS}:
                assert target in allowed, f"{model._meta.label}.{field.name} points at {target}"


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_row_has_a_congress_or_says_why_not(model):
    # installation-wide, or above congresses
    shared = {"Congress", "Person", "Account", "CalendarNotice", "Attempt", "Worker", "Ran"}
    auto = model._meta.auto_created
    if issubclass(model, Owned) or auto or model.__name__ in shared:
        return
    pytest.fail(f"{model._meta.label} belongs to no congress")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.subject)
def test_a_clock_that_is_stopped_is_started_somewhere_and_has_a_length(flow):
    started = {k for f in FLOWS for s in f.steps.values() for k in s.starts}
    profile = profiles.load("national")
    for step in flow.steps.values():
        for kind in step.stops:
            assert kind in started, f"{step.code} stops {kind}, which nothing starts"
        for kind in step.starts:
            assert profile.term(kind).kind == "term", kind


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.subject)
def test_a_flow_has_an_end_and_few_states(flow):
    assert flow.title
    assert len(flow.states) <= 9, "more than nine states: two things are being described"


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.subject)
def test_rules_named_by_steps_exist(flow):
    from huying.rules import registry

    known = {r.id for r in registry.all_rules()}
    for step in flow.steps.values():
        assert set(step.rules) <= known, step.code
