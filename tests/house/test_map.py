"""The map says what the code says."""

from huying.kernel import acts
from huying.kernel.subject import SUBJECTS
from huying.project import map as house_map


def test_the_map_is_fresh():
    kept = house_map.PATH.read_text(encoding="utf-8")
    assert kept == house_map.text(), "run `make map`"


def test_every_step_and_every_consequence_stands_on_it():
    text = house_map.text()
    steps = {
        s.code: s
        for m in SUBJECTS.values()
        if m.__module__.startswith("huying.")
        for s in m.FLOW.steps.values()
    }
    assert steps
    for step in steps.values():
        assert f"{step.label}<br>`{step.name}`" in text
    common = {
        f"{m.FLOW.subject}.{name}" for m in SUBJECTS.values() for name in acts.LABELS if acts.act(m, name)
    }
    unknown = {code for code in house_map.reactions() if code not in steps and code not in common}
    assert not unknown, f"reactions to steps that do not exist: {sorted(unknown)}"
