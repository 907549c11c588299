"""On the day after a seal has ended its voices read that it was carried out, each whatever becomes of the others."""

from datetime import timedelta

import pytest

from huying.kernel.process import Refused
from huying.kernel.rounds import SomeFailed
from huying.project import unsealed
from huying.voices import operations as voices
from huying.voices.models import Voice


def answered(walk, world) -> Voice:
    """Came to a suggestion that is closed now, its deputy satisfied."""
    row = walk.closed()
    voice = voices.hear(by=world.zhou, at=walk.at, channel="station", title="桥面", text="桥面坏了。")
    known = {"state": "answered", "outcome": "solved", "answered_on": row.closed_on, "told_on": row.closed_on}
    Voice.objects.filter(pk=voice.pk).update(case=row.case, **known)
    return voice


@pytest.mark.parametrize(
    ("fault", "named"), [(Refused("刚刚有人办理"), ""), (KeyError("faulty"), "KeyError")]
)
def test_one_that_fails_keeps_no_other_from_being_told(walk, world, monkeypatch, fault, named):
    first, second = answered(walk, world), answered(walk, world)
    fulfil = unsealed.voices.fulfil_from_suggestion

    def tell(case, **given):
        if case == Voice.objects.get(pk=first.pk).case_id:
            raise fault
        return fulfil(case, **given)

    monkeypatch.setattr(unsealed.voices, "fulfil_from_suggestion", tell)
    after = walk.at + timedelta(days=60)
    if named:
        with pytest.raises(SomeFailed, match=named):
            unsealed.daily(at=after)
    else:
        assert unsealed.daily(at=after) == 1
    on = {v.pk: v.fulfilled_on for v in Voice.objects.all()}
    assert (on[first.pk], on[second.pk]) == (None, after.date())
