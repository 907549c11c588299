"""Places from before they were subjects: the upgrade gives each its birth, and the ledger is whole."""

from huying.kernel import process, scope
from huying.kernel.case import Case, Trace
from huying.kernel.register import operations as roster
from huying.kernel.verify import verify
from huying.stations.models import Station
from huying.stations.operations import births, keeping
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


def test_the_old_entry_of_the_roster_vouches_no_more_for_what_the_place_s_own_steps_change(db, monkeypatch):
    world = build()
    with scope.congress(world.congress):
        case = Case.objects.create(number="QH-LZ-A00001", title="东街站", opened_on=when("2026-01-01").date())
        row = Station(
            name="东街站", case=case, state="open", born_at=when("2026-01-01"), congress=world.congress
        )
        Station.objects.bulk_create([row])
        with monkeypatch.context() as before:  # as the version before vouched: for the columns of that time
            before.setattr("huying.kernel.register.models.fingerprint", lambda row: {"name": row.name})
            roster.enter(by=world.admin, at=when("2026-01-02"), row=row)
        at = when("2026-03-01")
        births.take_over(by=process.house(), at=at)
        assert verify(world.congress).problems == []
        keeping.amend(Station.objects.get(), by=world.zhou, at=at, address="东街 3 号")
        births.take_over(by=process.house(), at=at)
        assert verify(world.congress).problems == []
        assert Trace.objects.filter(subject_kind="roster", facts__upgrade=True).count() == 1
