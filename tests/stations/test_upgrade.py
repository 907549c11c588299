"""Places from before they were subjects: the upgrade gives each its birth, and the ledger is whole."""

from huying.kernel import process, scope
from huying.kernel.case import Case
from huying.kernel.verify import verify
from huying.stations.models import Station
from huying.stations.operations import births
from tests.world import build, when


def test_rows_that_stand_already_get_their_trace_once(db):
    world = build()
    with scope.congress(world.congress):
        case = Case.objects.create(number="QH-LZ-A00001", title="东街站", opened_on=when("2026-01-01").date())
        row = Station(
            name="东街站", case=case, state="open", born_at=when("2026-01-01"), congress=world.congress
        )
        Station.objects.bulk_create([row])
        assert [p.kind for p in verify(world.congress).problems] != []
        at = when("2026-03-01")
        assert births.take_over(by=process.house(), at=at) == 1
        assert births.take_over(by=process.house(), at=at) == 0
        assert verify(world.congress).problems == []
        assert Station.objects.get().state == "open"
