"""The table of the room."""

import pytest

from huying.kernel import roles
from huying.rules import profiles, registry
from huying.voices import operations
from huying.voices.flow import FLOW
from huying.voices.models import Voice


def test_the_table_holds_nine_states_and_every_role_exists():
    roles.check(FLOW)
    assert len(FLOW.states) == 9
    assert FLOW.ends() == []  # even what was declined can be taken back


@pytest.mark.parametrize("name", FLOW.steps)
def test_each_step_has_its_operation_relations_and_rules(name):
    step = FLOW[name]
    assert getattr(operations, name).step is step
    for who in (*step.by, *step.acts_for, *step.tells):
        relation = who.partition("/")[2]
        assert not relation or hasattr(Voice, relation)
    for rule in step.rules:
        assert registry.rule(rule)


def test_every_clock_is_in_the_profile_and_started_somewhere():
    profile = profiles.load("national")
    started = {kind for s in FLOW.steps.values() for kind in s.starts}
    ended = {kind for s in FLOW.steps.values() for kind in (*s.stops, *s.drops)} - {"*"}
    assert ended <= started
    assert all(profile.term(kind).value for kind in started)


def test_whatever_reaches_the_citizen_has_public_words():
    inside = {
        "classify",
        "call_out",
        "ask_office",
        "report",
        "progress",
        "unmask",
        "renew_code",
        "correct",
        "amend",
        "amend_import",
        "instruct",
    }
    silent = {"say", "close", *inside}
    assert {s.name for s in FLOW.steps.values() if not s.public} == silent


def test_all_exits_of_triage_leave_an_answer_or_a_handover():
    exits = {s.target for s in FLOW.leaving("heard") if s.target}
    assert exits == {"answered", "settled", "handed", "consulting", "adopted", "merged", "declined"}
