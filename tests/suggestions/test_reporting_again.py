"""Who reports again where a suggestion did not satisfy: each unit that has the duties now, once."""

from types import SimpleNamespace

from huying.suggestions.appraisals import operations as appraisals

from .test_ended_units import close


def test_the_successor_of_two_units_is_asked_once(walk, world, monkeypatch):
    row = walk.received(separate=[world.housing, world.health])
    for ended in (world.housing, world.health):
        close(ended, world.transport)
    asked = []
    monkeypatch.setattr(appraisals.remedies, "ask", lambda *, unit, **given: asked.append(unit))
    line = SimpleNamespace(suggestion_id=row.pk, unit_id=None)
    appraisals._make_good(SimpleNamespace(title="测评"), line, walk.at)
    assert asked == [world.transport]
